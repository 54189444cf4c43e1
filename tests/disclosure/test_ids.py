"""No id of a row, an area or an outcome says a number of people."""

from dataclasses import replace

import pytest

from headway.disclosure.ids import telling_ids
from headway.domain.disclosing import DisclosurePolicy
from headway.domain.observations import RowId
from headway.domain.plan import Action, Area, AreaId, Outcome, OutcomeId, Plan

PLAN = Plan(
    slug="p",
    title="P",
    outcomes=(Outcome(id=OutcomeId("safe"), title="Be safe"),),
    areas=(Area(id=AreaId("home"), outcome=OutcomeId("safe"), title="At home"),),
)


def with_action(name: str, text: str = "Visit each school") -> Plan:
    action = Action(id=RowId(name), area=AreaId("home"), text=text)
    return replace(PLAN, actions=(action,))


@pytest.mark.parametrize("name", ["exclusions-3-girls", "three-pupils-moved", "girls-3"])
def test_an_id_that_counts_people_tells_of_them(name: str):
    assert telling_ids(with_action(name)) == (name,)


@pytest.mark.parametrize(
    "name",
    ["year-3-pupils", "key-stage-2", "families-with-2-children", "outcome-2", "visit-6-schools",
     "section-47", "100-pupils"],
)  # fmt: skip
def test_an_id_that_names_a_thing_or_a_year_tells_nothing(name: str):
    assert telling_ids(with_action(name)) == ()


def test_an_id_that_repeats_a_number_hidden_in_its_words_tells_it():
    plan = with_action("visit-three", "Visit the three pupils who left")

    assert telling_ids(plan) == ("visit-three",)
    hidden = with_action("visit-three", "Visit the [c] pupils who left")
    assert telling_ids(hidden) == ("visit-three",)
    assert telling_ids(with_action("term-4", "By term 4 visit the three pupils")) == ()
    exempt = replace(plan, disclosure=DisclosurePolicy(exempt=(RowId("visit-three"),)))
    assert telling_ids(exempt) == ()


def test_outcomes_and_areas_are_looked_at_too():
    outcome = Outcome(id=OutcomeId("safe-2"), title="Keep 2 children safe")
    area = Area(id=AreaId("two-girls"), outcome=outcome.id, title="At home")
    plan = replace(PLAN, outcomes=(outcome,), areas=(area,))

    assert telling_ids(plan) == ("safe-2", "two-girls")
