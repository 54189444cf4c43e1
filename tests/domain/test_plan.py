"""A plan holds only what makes sense, in reading order, and rows inherit from their area."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from headway.domain.errors import PlanError
from headway.domain.observations import Benchmark, Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import (
    Action,
    Area,
    AreaId,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Progress,
    Responsibility,
    Target,
    Timetable,
    Wording,
)
from headway.domain.provenance import Place
from tests.planfile.plans import plans

SAFE, HOME, STREET = OutcomeId("safe"), AreaId("home"), AreaId("street")
VISITS, LAMPS = RowId("visits"), RowId("lamps")


@pytest.fixture
def plan() -> Plan:
    return Plan(
        slug="a-plan",
        title="A plan",
        outcomes=(Outcome(id=SAFE, title="Be Safe"),),
        areas=(
            Area(
                id=HOME,
                outcome=SAFE,
                title="At home",
                responsibility=Responsibility(
                    agencies=("Police",), leads=("Alice",), timetable=Timetable(words="May")
                ),
            ),
        ),
        actions=(Action(id=LAMPS, area=HOME, text="Mend the lamps", title="Lamps"),),
        measures=(Measure(id=VISITS, area=HOME, text="Visits"),),
    )


def test_two_rows_may_not_share_an_id(plan):
    with pytest.raises(PlanError, match='two rows share the id "visits"'):
        replace(plan, actions=(Action(id=VISITS, area=HOME, text="Visit"),))


def test_two_areas_may_not_share_an_id(plan):
    with pytest.raises(PlanError, match='two areas of focus share the id "home"'):
        replace(plan, areas=plan.areas * 2)


def test_a_row_in_an_area_that_is_not_there_is_refused(plan):
    with pytest.raises(PlanError, match='"x" belongs to the area "sea", which the plan lacks'):
        replace(plan, measures=(Measure(id=RowId("x"), area=AreaId("sea"), text="X"),))


def test_an_area_under_an_outcome_that_is_not_there_is_refused(plan):
    with pytest.raises(PlanError, match='belongs to the outcome "rich", which the plan lacks'):
        replace(plan, areas=(replace(plan.areas[0], outcome=OutcomeId("rich")),))


@pytest.mark.parametrize(
    "told",
    [
        {"observations": (Observation(row=RowId("x"), value=1),)},
        {"benchmarks": (Benchmark(row=RowId("x"), area="England", value=1),)},
        {"progress": (Progress(row=RowId("x"), text="Well"),)},
    ],
)
def test_what_is_told_of_a_row_that_is_not_there_is_refused(plan, told):
    with pytest.raises(PlanError, match='belongs to the row "x", which the plan lacks'):
        replace(plan, **told)


def test_a_row_inherits_what_it_does_not_state(plan):
    row = plan.row("visits")
    own = replace(row, responsibility=Responsibility(leads=("Bob",)))

    assert plan.responsibility(row) == plan.areas[0].responsibility
    assert plan.responsibility(own).leads == ("Bob",)
    assert plan.responsibility(own).agencies == ("Police",)
    assert plan.responsibility(own).timetable.words == "May"


def test_a_row_is_found_by_its_id_and_one_that_is_not_there_is_named(plan):
    assert plan.row("lamps").name == "Lamps"
    assert plan.row("visits").name == "Visits"
    with pytest.raises(PlanError, match='no row "boats" in the plan "A plan"'):
        plan.row("boats")


def test_a_row_that_the_plan_in_force_lacks_is_history(plan):
    old = replace(plan.row("visits"), wordings=(Wording(document="year-1", text="Visits"),))
    dropped = replace(plan, measures=(old,), current="year-2")

    assert not dropped.is_current(old)
    assert replace(dropped, current="year-1").is_current(old)
    assert replace(dropped, current="").is_current(old)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_any_plan_stands_in_reading_order_however_it_was_put_together(plan):
    mixed = replace(
        plan,
        areas=plan.areas[::-1],
        actions=plan.actions[::-1],
        observations=plan.observations[::-1],
    )

    outcomes = [one.id for one in plan.outcomes]
    rows = [one.id for one in mixed.rows()]
    assert [a.outcome for a in mixed.areas] == sorted(
        (a.outcome for a in mixed.areas), key=outcomes.index
    )
    assert [o.row for o in mixed.observations] == sorted(
        (o.row for o in mixed.observations), key=rows.index
    )
    assert replace(mixed) == mixed


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_figure_is_finite(value):
    with pytest.raises(PlanError, match="finite"):
        Target(value=value)
    with pytest.raises(PlanError, match="finite"):
        Observation(row=VISITS, value=value)


def test_an_observation_has_a_value_or_a_state_and_not_both():
    with pytest.raises(PlanError, match="a value or a state"):
        Observation(row=VISITS)
    with pytest.raises(PlanError, match="a value or a state"):
        Observation(row=VISITS, value=0, state=State.MISSING)


def test_a_target_says_something():
    with pytest.raises(PlanError, match="a number, a period or words"):
        Target()
    assert Target(period=Period.parse("2030")).value is None


def test_a_place_is_told_as_one_turns_to_it():
    assert str(Place(document="report.docx", page=3, table=2, row=4, column=1)) == (
        "report.docx, page 3, table 2, row 4, column 1"
    )
    assert str(Place(document="plan.xlsx", sheet="Safe", row=7, column=3, cell="C7")) == (
        "plan.xlsx, sheet Safe, cell C7"
    )
    assert str(Place()) == ""
