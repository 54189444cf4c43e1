"""What a plan gives away together is hidden together, and nothing gives it back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.disclosure.cells import TableError
from headway.disclosure.editions.attacked import attack_editions
from headway.disclosure.editions.published import Published
from headway.disclosure.plans import holds_small_numbers, protected
from headway.domain.disclosing import DisclosurePolicy, Method, Sum, ZeroRule
from headway.domain.observations import Comparison, Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import (
    Area,
    AreaId,
    Baseline,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Progress,
)
from headway.domain.quantities import PERCENT, Comparator, MeasureKind
from headway.planfile import example_path, load
from tests.disclosure.hostile import town
from tests.plans import plans

AT = date(2021, 8, 31)
T3, T4 = Period.parse("AY 2019/20 T3"), Period.parse("AY 2019/20 T4")
ALL = RowId("all")


def figure(value, period=T4, row=ALL, **other):
    return Observation(row=row, period=period, value=value, **other)


def plan_of(*figures, policy=None, kind=MeasureKind.SNAPSHOT, words="", **measure):
    rows = dict.fromkeys(one.row for one in figures)
    return Plan(
        slug="plan",
        title="Plan",
        outcomes=(Outcome(id=OutcomeId("o"), title="Be safe"),),
        areas=(Area(id=AreaId("a"), outcome=OutcomeId("o"), title="Area"),),
        measures=tuple(
            Measure(id=row, area=AreaId("a"), text="Pupils excluded", kind=kind, **measure)
            for row in rows
        ),
        observations=figures,
        progress=tuple(Progress(row=row, text=words) for row in rows if words),
        disclosure=policy or DisclosurePolicy(),
    )


def shown(plan, **wanted):
    """What stands in the protected plan for each group and time; None for the symbol."""
    safe = protected(plan, at=AT, **wanted)
    return {(one.row, one.breakdown, str(one.period)): one.value for one in safe.plan.observations}


def hidden(plan, **wanted):
    return {key for key, value in shown(plan, **wanted).items() if value is None}


def test_a_small_count_becomes_the_symbol_and_nothing_of_it_stays():
    place = figure(2, numerator=2, words="two pupils", known_at=date(2020, 5, 1))

    [one] = protected(plan_of(place), at=AT).plan.observations

    assert one == Observation(
        row=ALL, period=T4, state=State.SUPPRESSED, known_at=date(2020, 5, 1), words="[c]"
    )


@pytest.mark.parametrize("value", [0, 6, 70])
def test_other_counts_stay_as_they_are(value):
    plan = plan_of(figure(value, words=f"{value} pupils"))

    assert protected(plan, at=AT).plan == plan
    assert not holds_small_numbers(plan, at=AT)


def test_a_count_of_nobody_is_hidden_where_the_policy_says_so():
    plan = plan_of(figure(0), policy=DisclosurePolicy(zeros=ZeroRule.HIDE))

    assert hidden(plan) == {("all", "", str(T4))}


def test_one_small_group_takes_another_with_it_but_not_the_total():
    plan = plan_of(figure(70), figure(3, breakdown="Primary"), figure(67, breakdown="Secondary"))

    assert len(hidden(plan)) == 2
    assert ("all", "Primary", str(T4)) in hidden(plan)


def test_the_group_that_is_not_printed_is_protected_as_well():
    plan = plan_of(figure(70), figure(30, breakdown="Primary"), figure(38, breakdown="Secondary"))

    assert hidden(plan), "the 2 others, of special schools, could be worked out"


def test_groups_without_a_total_give_nothing_away():
    plan = plan_of(figure(2, breakdown="CP"), figure(16, breakdown="CIN"))

    assert hidden(plan) == {("all", "CP", str(T4))}


def test_two_breakdowns_of_one_total_are_each_protected():
    plan = plan_of(
        figure(50), figure(48, breakdown="Primary"), figure(2, breakdown="Secondary"),
        figure(24, breakdown="Girls"), figure(26, breakdown="Boys"),
    )  # fmt: skip

    kept = shown(plan)

    assert kept["all", "Secondary", str(T4)] is None
    assert None in (kept["all", "Primary", str(T4)], kept["all", "", str(T4)])


@pytest.mark.parametrize(("kind", "both"), [("cumulative in the year", 1), ("snapshot", 0)])
def test_what_accrued_in_one_term_is_a_count_too(kind, both):
    plan = plan_of(figure(70, T4), figure(68, T3), kind=MeasureKind(kind))

    assert len(hidden(plan)) == both


def test_a_sum_over_two_rows_hides_what_gives_the_small_part_back():
    sums = (Sum(total="all", parts=("sen",), rest="without SEN"),)
    figures = (figure(70), figure(67, row=RowId("sen")))

    assert hidden(plan_of(*figures)) == set()
    assert len(hidden(plan_of(*figures, policy=DisclosurePolicy(sums=sums)))) == 1


def test_a_sum_that_does_not_add_up_is_named():
    sums = (Sum(total="all", parts=("sen", "other")),)
    figures = (figure(70), figure(30, row=RowId("sen")), figure(30, row=RowId("other")))

    with pytest.raises(TableError, match=r'"all" does not add up for AY 2019/20 T4.*make 60.*70'):
        protected(plan_of(*figures, policy=DisclosurePolicy(sums=sums)), at=AT)


def test_a_sum_of_a_row_that_is_not_there_is_refused():
    policy = DisclosurePolicy(sums=(Sum(total="nowhere", parts=("all",)),))

    with pytest.raises(TableError, match='a sum of "nowhere"'):
        protected(plan_of(figure(3), policy=policy), at=AT)


@pytest.mark.parametrize(
    ("top", "bottom", "hides"), [(3, 47, True), (46, 50, True), (20, 50, False), (50, 50, False)]
)
def test_a_share_is_hidden_with_its_small_numerator_or_its_few_others(top, bottom, hides):
    share = figure(round(100 * top / bottom, 1), unit=PERCENT, numerator=top, denominator=bottom)

    assert bool(hidden(plan_of(share))) is hides


def test_a_share_of_a_known_whole_is_hidden_without_its_numerator_being_printed():
    assert hidden(plan_of(figure(6.4, unit=PERCENT, denominator=47)))


def test_a_share_of_few_answers_is_hidden_whatever_they_were():
    assert hidden(plan_of(figure(100, unit=PERCENT, numerator=8, denominator=8)))


def test_a_share_falls_with_the_count_that_it_is_of():
    plan = plan_of(figure(3), figure(6, unit=PERCENT))

    assert [one.value for one in protected(plan, at=AT).plan.observations] == [None, None]


def test_a_change_falls_with_the_figures_it_leads_back_to():
    plan = plan_of(figure(3, T3), figure(26, comparator=Comparator.CHANGE_BY))

    assert [one.value for one in protected(plan, at=AT).plan.observations] == [None, None]


def test_what_is_printed_beside_a_figure_is_a_figure_of_its_own_time():
    before = Comparison(value=4, period=T4.previous_year())
    plan = plan_of(figure(33, compared_with=before))

    assert shown(plan) == {
        ("all", "", "AY 2019/20 T4"): 33,
        ("all", "", "AY 2018/19 T4"): None,
    }


def test_what_stood_beside_a_hidden_figure_may_stay_by_itself():
    plan = plan_of(figure(3, compared_with=Comparison(value=33)))

    assert shown(plan)["all", "", "AY 2018/19 T4"] == 33


def test_a_small_starting_point_leaves_a_note_with_the_symbol():
    plan = plan_of(figure(33), baselines=(Baseline(value=3, breakdown="CP"), Baseline(value=24)))

    [row] = protected(plan, at=AT).plan.measures

    assert [one.value for one in row.baselines] == [24]
    assert row.note == "Where it started for CP is withheld to protect somebody: [c]."


def test_counts_of_teams_and_exempt_rows_stay():
    exempt = DisclosurePolicy(exempt=("all",))

    assert not hidden(plan_of(figure(2, of="teams")))
    assert not hidden(plan_of(figure(2), policy=exempt))


def test_words_that_repeat_or_give_back_a_hidden_figure_are_masked():
    before = Comparison(value=33, period=T4.previous_year())
    plan = plan_of(
        figure(3, compared_with=before), words="3 at term 4, down by 30 from 33; halved; 4 schools"
    )

    [said] = protected(plan, at=AT).plan.progress

    assert said.text == "[c] at term 4, down by [c] from 33; [c]; 4 schools"


def test_a_correction_leaves_nothing_of_what_stood_before():
    plan = plan_of(
        figure(3, known_at=date(2020, 5, 1)), figure(60, known_at=date(2020, 9, 1)),
        figure(5, Period.parse("AY 2020/21 T1"), known_at=date(2022, 1, 1)),
    )  # fmt: skip

    assert shown(plan) == {("all", "", str(T4)): 60}


def test_what_is_compared_with_is_protected_together():
    groups = (figure(3, breakdown="Primary"), figure(67, breakdown="Secondary"))
    before = plan_of(figure(70), *groups)

    safe = protected(before, at=AT, previous=(before, date(2021, 1, 1)))

    assert safe.previous is not None
    assert safe.previous.observations == safe.plan.observations


def test_last_editions_pattern_is_kept_so_that_no_difference_gives_it_back():
    term_3 = (figure(70, T3), figure(3, T3, breakdown="CP"), figure(67, T3, breakdown="CIN"))
    first = protected(plan_of(*term_3), at=AT)

    then = protected(plan_of(*term_3, figure(90)), at=AT, earlier=[first.public])

    named = [replace(first.public, edition="1"), replace(then.public, edition="2")]
    assert attack_editions(named).recovered == ()
    assert {one.state for one in then.plan.observations if one.breakdown} == {State.SUPPRESSED}


def test_counts_are_rounded_where_the_policy_rounds_and_the_sums_still_hold():
    policy = DisclosurePolicy(method=Method.ROUND, rounding_base=5)
    groups = [figure(2, breakdown=f"School {n}") for n in range(1, 6)]
    plan = plan_of(figure(10), *groups, policy=policy, words="2 pupils, 10 pupils")

    kept = shown(plan)

    assert kept["all", "", str(T4)] == 10
    assert sum(kept["all", f"School {n}", str(T4)] for n in range(1, 6)) == 10
    assert protected(plan, at=AT).plan.progress[0].text in (
        "[0] pupils, 10 pupils",
        "[5] pupils, 10 pupils",
    )


def test_the_example_hides_two_children_and_what_their_number_was():
    plan = load(example_path())

    safe = protected(plan, at=date(2020, 5, 31))

    assert [(one.slot.row, one.values, one.own) for one in safe.withheld] == [
        ("home-educated-with-plans", (2.0,), True),
        ("home-educated-with-plans", (3.0,), True),
    ]
    assert {before for before, _ in safe.masked} >= {"from 3/24"}
    assert attack_editions([replace(safe.public, edition="1")]).recovered == ()


@settings(max_examples=16, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_any_plan_is_warned_of_exactly_where_something_would_be_hidden(plan):
    plan = replace(plan, disclosure=replace(plan.disclosure, method=Method.SUPPRESS, sums=()))

    assert holds_small_numbers(plan, at=AT) == protected(plan, at=AT).hides


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        st.tuples(st.sampled_from((T3, T4)), st.sampled_from(("A", "B", "C"))),
        st.integers(0, 12),
        max_size=6,
    ),
    st.sampled_from(ZeroRule),
)
def test_the_attacker_recovers_nothing_of_tables_that_accrue(counts, zeros):
    figures = [figure(value, when, breakdown=group) for (when, group), value in counts.items()]
    figures += [
        figure(sum(v for (at, _), v in counts.items() if at == when), when)
        for when in sorted({when for when, _ in counts}, key=str)
    ]
    plan = plan_of(*figures, kind=MeasureKind.CUMULATIVE, policy=DisclosurePolicy(zeros=zeros))
    try:
        safe = protected(plan, at=AT)
    except TableError:
        return

    assert attack_editions([replace(safe.public, edition="1")]).recovered == ()


@pytest.mark.parametrize("seed", [3, 4, 8])
@pytest.mark.parametrize("zeros", ZeroRule)
def test_a_zero_that_counts_were_rounded_to_may_be_one_of_several(seed: int, zeros: ZeroRule):
    """Of these towns one zero could be told, as the sums named every group but an empty one."""
    made = town(seed).plan
    policy = replace(made.disclosure, method=Method.ROUND, zeros=zeros)
    editions: list[Published] = []

    for at in (date(2020, 3, 1), date(2021, 1, 1)):
        safe = protected(replace(made, disclosure=policy), at=at, earlier=editions)
        editions.append(replace(safe.public, edition=at.isoformat()))

    assert attack_editions(editions).recovered == ()
