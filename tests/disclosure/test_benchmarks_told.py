"""Words beside another place's figure are masked as all others are; only a rank is no words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.disclosure.plans import protected
from headway.domain.errors import PlanError
from headway.domain.observations import Among, Benchmark, Observation, Rank, Role, RowId
from headway.domain.periods import Period
from headway.domain.plan import Area, AreaId, Measure, Outcome, OutcomeId, Plan
from headway.domain.quantities import PERCENT
from headway.planfile import PlanFileError, dumps, example_path, load, loads

AT = date(2021, 8, 31)
T4 = Period.parse("AY 2019/20 T4")
ROW = RowId("excluded")
PUBLISHED = "Published statistics, lait:SFPriPerAbNew; lait_bds_long_selected.csv, row 4060"
TELLING = "Rank among all authorities: 3 of 4 pupils excluded (best first); all 3 are boys"


def plan_with(benchmark):
    return Plan(
        slug="plan",
        title="Plan",
        outcomes=(Outcome(id=OutcomeId("o"), title="Be safe"),),
        areas=(Area(id=AreaId("a"), outcome=OutcomeId("o"), title="Area"),),
        measures=(Measure(id=ROW, area=AreaId("a"), text="Pupils excluded"),),
        observations=(Observation(row=ROW, period=T4, value=3),),
        benchmarks=(benchmark,),
    )


def england(**changes):
    made = Benchmark(row=ROW, area="England", value=7.25, unit=PERCENT, period=T4)
    return replace(made, **changes)


def told(plan):
    [one] = protected(plan, at=AT).plan.benchmarks
    return one.told


@pytest.mark.parametrize("role", Role)
def test_nobody_types_past_the_mask_by_naming_published_statistics(role):
    typed = plan_with(england(source=PUBLISHED, words=TELLING, role=role))

    words = told(typed)

    assert words == "Rank among all authorities: [c] pupils excluded (best first); all [c] are boys"


def test_nor_in_a_plan_file(tmp_path):
    text = dumps(plan_with(england(source=PUBLISHED, words=TELLING, role=Role.BEST_QUARTER)))

    for claim in ("", "published: true", "is_published: true"):
        typed = text.replace("role: best quarter", f"role: best quarter\n{' ' * 16}{claim}")
        try:
            plan = loads(typed)
        except PlanFileError:
            continue  # a key that nobody knows is refused
        assert "3" not in told(plan)


@given(
    place=st.integers(1, 9),
    of=st.integers(9, 151),
    level=st.integers(0, 8),
    among=st.sampled_from(Among),
)
def test_a_rank_stands_whatever_is_hidden(place, of, level, among):
    rank = Rank(among=among, place=place, of=of, level_with=level)

    assert told(plan_with(england(ranks=(rank,)))) == rank.sentence


@pytest.mark.parametrize(
    ("place", "of", "level_with"), [(0, 5, 0), (6, 5, 0), (1, 5000, 0), (1, 5, 5), (1, 5, -1)]
)
def test_what_is_no_rank_among_places_is_refused(place, of, level_with):
    with pytest.raises(PlanError, match="a rank lies between 1 and the number of places"):
        Rank(among=Among.AUTHORITIES, place=place, of=of, level_with=level_with)


def test_the_ranks_of_a_plan_file_come_back_and_name_nothing_but_places():
    rank = Rank(among=Among.GROUP, place=6, of=11, level_with=1)
    plan = plan_with(england(ranks=(rank,), role=Role.BEST_QUARTER))

    assert loads(dumps(plan)) == plan
    with pytest.raises(PlanFileError, match="expected one of all authorities"):
        loads(dumps(plan).replace(Among.GROUP, "children on a plan"))


def test_the_example_shows_its_ranks_to_everybody():
    plan = load(example_path())

    safe = protected(plan, at=date(2020, 5, 31)).plan

    assert [one.told for one in safe.benchmarks] == [one.told for one in plan.benchmarks]
    assert any("6 of 11 (best first)" in one.told for one in safe.benchmarks)


def test_neighbours_by_name_are_told_in_full_only_whatever_their_words():
    assert not england(words="neighbour of nobody; Rank this area, as published").in_detail
    assert england(role=Role.NEIGHBOUR, words="").in_detail
    assert not england(role=Role.NEIGHBOURS).in_detail
