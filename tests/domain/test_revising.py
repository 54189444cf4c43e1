"""An officer changes a draft plan, one decision at a time."""

from dataclasses import replace

import pytest

from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.errors import PlanError
from headway.domain.observations import Observation, RowId
from headway.domain.plan import (
    Action,
    Area,
    AreaId,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Progress,
)
from headway.domain.revising import (
    as_other_sort,
    open_doubts,
    settled,
    with_observations,
    with_row,
    without_row,
)

AREA = AreaId("safe")
EXCLUSIONS = RowId("safe-m1")
ABSENCE = RowId("safe-m2")
CAMPAIGN = RowId("safe-a1")
DOUBT = Doubt(reason=DoubtReason.LOST_FIGURE, sentence="A figure is lost.", row=ABSENCE)


@pytest.fixture
def plan():
    return Plan(
        slug="ours",
        title="Our plan",
        outcomes=(Outcome(id=OutcomeId("be-safe"), title="Be Safe"),),
        areas=(Area(id=AREA, outcome=OutcomeId("be-safe"), title="Safety"),),
        actions=(Action(id=CAMPAIGN, area=AREA, text="Run a campaign"),),
        measures=(
            Measure(id=EXCLUSIONS, area=AREA, text="Fewer exclusions", for_action=CAMPAIGN),
            Measure(id=ABSENCE, area=AREA, text="Less absence"),
        ),
        observations=(
            Observation(row=EXCLUSIONS, value=70),
            Observation(row=ABSENCE, value=9.3),
            Observation(row=EXCLUSIONS, value=72),
        ),
        progress=(Progress(row=ABSENCE, text="As for the campaign", points_to=CAMPAIGN),),
        doubts=(DOUBT,),
    )


def test_a_corrected_row_takes_the_place_of_the_one_that_was_read(plan):
    corrected = replace(plan.row(ABSENCE), text="Less persistent absence")

    after = with_row(plan, corrected)

    assert [m.text for m in after.measures] == ["Fewer exclusions", "Less persistent absence"]
    assert after.observations == plan.observations


def test_correcting_a_rows_figures_leaves_everyone_elses_alone(plan):
    after = with_observations(plan, EXCLUSIONS, [Observation(row=EXCLUSIONS, value=68)])

    assert [(o.row, o.value) for o in after.observations] == [(EXCLUSIONS, 68), (ABSENCE, 9.3)]


def test_what_was_never_a_row_goes_with_all_that_was_said_of_it(plan):
    after = without_row(plan, ABSENCE)

    assert [row.id for row in after.rows()] == [CAMPAIGN, EXCLUSIONS]
    assert {o.row for o in after.observations} == {EXCLUSIONS}
    assert (after.doubts, after.progress) == ((), ())


def test_nothing_points_to_a_row_that_is_gone(plan):
    after = without_row(plan, CAMPAIGN)

    assert [measure.for_action for measure in after.measures] == [None] * len(after.measures)
    assert [said.points_to for said in after.progress] == [None]


def test_a_measure_read_as_an_action_becomes_one_and_keeps_its_figures(plan):
    after = as_other_sort(plan, EXCLUSIONS)

    assert isinstance(after.row(EXCLUSIONS), Action)
    assert after.observations == plan.observations
    assert isinstance(as_other_sort(after, EXCLUSIONS).row(EXCLUSIONS), Measure)


def test_an_action_cannot_be_put_in_a_measures_place_unnoticed(plan):
    with pytest.raises(PlanError, match="another sort"):
        with_row(plan, Action(id=ABSENCE, area=AREA, text="Less absence"))


def test_a_doubt_is_settled_once_and_in_words(plan):
    with pytest.raises(PlanError, match="how the doubt was settled"):
        settled(plan, DOUBT, "  ")

    after = settled(plan, DOUBT, "Education has no figure either")

    assert open_doubts(plan) == (DOUBT,)
    assert open_doubts(after) == ()
    with pytest.raises(PlanError, match="already"):
        settled(after, DOUBT, "Again")
