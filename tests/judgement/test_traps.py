"""The ways in which a figure misleads a board, each with the judgement that does not."""

from datetime import date

import pytest

from headway.domain.observations import Comparison, RowId, State
from headway.domain.plan import Baseline, Progress, Responsibility, Target, Timetable, Tolerance
from headway.domain.quantities import (
    COUNT,
    PERCENT,
    POINTS,
    Comparator,
    Direction,
    MeasureKind,
    Polarity,
    Unit,
)
from headway.domain.status import Status, StatusKind
from headway.judgement.statuses import judge
from tests.judgement.plans import AT, measure, plan, seen, target, time

LE, GE = Comparator.LE, Comparator.GE
UP = {"direction": Direction.INCREASE, "polarity": Polarity.HIGH}


def judged(one, *told, at=AT, **more) -> Status:
    return judge(plan(one, observations=told, **more), one, at=at)


def rate(value, **more):
    return measure(
        target(value, unit=PERCENT, comparator=LE),
        unit=PERCENT,
        kind=MeasureKind.RATE_TO_DATE,
        quantity="persistent absence",
        text="Reduce persistent absence",
        **more,
    )


# Counts that grow through a year


def test_a_ceiling_reached_and_not_passed_is_not_yet_breached():
    status = judged(measure(target(65, comparator=LE)), seen(65, beside=70))

    assert status.kind is StatusKind.AT_RISK


def test_fewer_than_65_is_breached_by_65_itself():
    status = judged(measure(target(65, comparator=Comparator.LT)), seen(65))

    assert status.kind is StatusKind.BREACHED
    assert "past the target of fewer than 65" in status.sentence


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (40, StatusKind.ON_TRACK, "about 55"),
        (48, StatusKind.AT_RISK, "about 66"),
        (60, StatusKind.OFF_TRACK, "about 83"),
    ],
)
def test_pace_is_read_from_last_years_profile_and_not_from_the_calendar(value, kind, words):
    one = measure(target(65, comparator=LE))

    status = judged(one, seen(value), seen(52, "AY 2018/19 T4"), seen(72, "AY 2018/19"))

    assert (status.kind, status.rule) == (kind, "last-years-profile")
    assert words in status.sentence


def test_without_last_years_end_a_count_better_than_last_year_is_not_called_safe():
    status = judged(measure(target(65, comparator=LE)), seen(51, beside=52))

    assert status.kind is StatusKind.AT_RISK
    assert "How last year ended is not known" in status.sentence


def test_without_last_year_nobody_can_say_whether_the_pace_is_right():
    status = judged(measure(target(255, comparator=LE)), seen(63, "AY 2019/20 T2"))

    assert status.kind is StatusKind.CANNOT_BE_ASSESSED
    assert "63 permanent exclusions by the end of term 2, 2019/20" in status.sentence


def test_a_floor_is_met_before_the_year_ends_and_stays_met():
    one = measure(target(1500, "FY 2019/20", comparator=GE), quantity="assessments", **UP)

    status = judged(one, seen(1520, "FY 2019/20 Q3"), at=date(2020, 1, 31))

    assert status.kind is StatusKind.MET
    assert "already passes the target of 1,500" in status.sentence


def test_a_complete_year_within_its_ceiling_is_met():
    status = judged(measure(target(65, comparator=LE)), seen(60, "AY 2019/20"))

    assert status.kind is StatusKind.MET


def test_a_complete_year_past_its_ceiling_is_breached():
    status = judged(measure(target(65, comparator=LE)), seen(66, "AY 2019/20"))

    assert status.kind is StatusKind.BREACHED
    assert "already" not in status.sentence


def test_a_complete_year_short_of_its_floor_has_missed_it():
    one = measure(target(1500, "FY 2019/20", comparator=GE), quantity="assessments", **UP)

    assert judged(one, seen(1450, "FY 2019/20")).kind is StatusKind.AT_RISK
    assert judged(one, seen(1200, "FY 2019/20")).kind is StatusKind.OFF_TRACK


def test_last_years_total_is_no_comparator_for_this_year_so_far():
    status = judged(measure(target(65, comparator=LE)), seen(40), seen(72, "AY 2018/19"))

    assert status.travel is not None
    assert status.travel.before is None


def test_a_year_that_ended_without_its_last_figure_says_so():
    one = measure(target(65, comparator=LE))

    status = judged(one, seen(10, beside=40), at=date(2021, 1, 1))

    assert "has ended, but no figure for its end has been reported" in status.sentence


def test_almost_a_ceiling_is_not_a_breach():
    told = seen(66, comparator=Comparator.APPROX, beside=52)

    assert judged(measure(target(65, comparator=LE)), told).kind is StatusKind.AT_RISK


def test_a_count_on_the_way_to_a_deadline_is_judged_before_it():
    one = measure(target(25, "2020-07-31", comparator=LE), kind=MeasureKind.SNAPSHOT)

    assert judged(one, seen(54, "2020-03")).kind is StatusKind.OFF_TRACK
    assert judged(one, seen(54, "2019-03")).kind is StatusKind.NOT_YET_DUE


# Rates and other levels


def test_a_rate_part_way_through_the_year_is_not_the_years_rate():
    status = judged(rate(6.7), seen(6.5, unit=PERCENT))

    assert status.kind is StatusKind.ON_TRACK
    assert "not a year-end rate" in status.sentence


def test_a_rate_is_projected_by_ratio_apart_from_its_status():
    status = judged(
        rate(12.4),
        seen(15.9, unit=PERCENT),
        seen(14.1, "AY 2018/19 T4", unit=PERCENT),
        seen(14.68, "AY 2018/19", unit=PERCENT),
    )

    assert status.kind is StatusKind.OFF_TRACK
    assert status.projection is not None
    assert status.projection.value == 16.6
    assert "16.6%" not in status.sentence


def test_a_percentage_is_tolerated_in_points_and_never_relatively():
    one = rate(12.4, tolerance=Tolerance(points=1.0, relative=0.5))

    assert judged(one, seen(13.4, unit=PERCENT)).kind is StatusKind.AT_RISK
    assert judged(one, seen(13.5, unit=PERCENT)).kind is StatusKind.OFF_TRACK


def test_a_tolerance_of_one_point_holds_in_decimals_as_printed():
    # 7.7 - 6.7 is 1.0000000000000009 in binary.
    assert judged(rate(6.7), seen(7.7, unit=PERCENT)).kind is StatusKind.AT_RISK


def test_a_small_count_is_tolerated_in_whole_things_and_a_large_one_by_its_share():
    def snapshot(level):
        return measure(target(level, comparator=LE), kind=MeasureKind.SNAPSHOT)

    assert judged(snapshot(25), seen(26)).kind is StatusKind.AT_RISK
    assert judged(snapshot(25), seen(27)).kind is StatusKind.OFF_TRACK
    assert judged(snapshot(1240), seen(1300)).kind is StatusKind.AT_RISK
    assert judged(snapshot(1240), seen(1303)).kind is StatusKind.OFF_TRACK


@pytest.mark.parametrize(
    ("value", "kind"),
    [(0, StatusKind.ON_TRACK), (1, StatusKind.AT_RISK), (2, StatusKind.OFF_TRACK)],
)
def test_a_target_of_none_has_no_relative_tolerance(value, kind):
    one = measure(
        target(0), kind=MeasureKind.SNAPSHOT, direction=Direction.ACHIEVE, polarity=Polarity.HIGH
    )

    assert judged(one, seen(value)).kind is kind


def test_almost_all_is_not_all():
    one = measure(target(100, None, unit=PERCENT), unit=PERCENT, kind=MeasureKind.SNAPSHOT, **UP)
    told = seen(100, None, unit=PERCENT, comparator=Comparator.APPROX, words="almost 100% sign up")

    status = judged(one, told)

    assert status.kind is StatusKind.AT_RISK
    assert status.sentence.startswith("Almost 100% is near the target of 100%")


def test_almost_at_the_years_target_with_terms_to_come_is_no_worse_than_half_of_it():
    one = measure(
        target(120, "AY 2019/20"),
        polarity=Polarity.HIGH,
        direction=Direction.INCREASE,
        kind=MeasureKind.CUMULATIVE,
    )
    about = {"period": "AY 2019/20 T4", "comparator": Comparator.APPROX}
    nothing_last_year = seen(0, "AY 2018/19 T4")

    statuses = [
        judge(plan(one, observations=(nothing_last_year, seen(value, **about))), one, at=AT)
        for value in (119.9, 63)
    ]

    assert [status.kind for status in statuses] == [StatusKind.ON_TRACK, StatusKind.ON_TRACK]
    assert "near the target of 120" in statuses[0].sentence
    assert "not shown to have been reached" in statuses[0].sentence


def test_more_than_120_may_not_decide():
    def floor(level):
        return measure(target(level, None, comparator=GE), kind=MeasureKind.SNAPSHOT, **UP)

    told = seen(120, None, comparator=Comparator.GT)

    assert judged(floor(100), told).kind is StatusKind.MET
    assert judged(floor(200), told).kind is StatusKind.CANNOT_BE_ASSESSED


def test_fewer_than_100_is_short_of_100():
    one = measure(target(100, None, comparator=GE), kind=MeasureKind.SNAPSHOT, **UP)

    status = judged(one, seen(100, None, comparator=Comparator.LT))

    assert status.kind is StatusKind.AT_RISK
    assert "by how much is not said" in status.sentence


def test_more_than_65_is_past_a_ceiling_of_65():
    told = seen(65, comparator=Comparator.GT)

    status = judged(measure(target(65, comparator=LE)), told)

    assert status.kind is StatusKind.BREACHED
    assert status.sentence.startswith("More than 65 permanent exclusions")


def test_a_level_to_hold_is_held_within_its_tolerance():
    one = measure(
        target(90, unit=PERCENT),
        unit=PERCENT,
        kind=MeasureKind.ANNUAL,
        direction=Direction.MAINTAIN,
        polarity=Polarity.UNKNOWN,
    )

    assert judged(one, seen(90.6, "AY 2019/20", unit=PERCENT)).kind is StatusKind.MET
    near = judged(one, seen(92, "AY 2019/20", unit=PERCENT))
    assert near.kind is StatusKind.AT_RISK
    assert "2 percentage points above the target of 90%, within twice the" in near.sentence
    assert judged(one, seen(85, "AY 2019/20", unit=PERCENT)).kind is StatusKind.OFF_TRACK


# Promises that are not whole


def test_a_quarter_less_than_nothing_known_is_no_target():
    by = target(25, "2019", unit=PERCENT, comparator=Comparator.CHANGE_BY)

    status = judged(measure(by, kind=MeasureKind.ANNUAL), seen(40, "2019"))

    assert status.kind is StatusKind.NO_TARGET
    assert "a change of 25% but does not say from what" in status.sentence


def test_a_quarter_less_than_a_baseline_is_a_ceiling():
    by = target(25, "2019", unit=PERCENT, comparator=Comparator.CHANGE_BY)
    one = measure(by, kind=MeasureKind.ANNUAL, baselines=(Baseline(value=80),))

    status = judged(one, seen(58, "2019"))

    assert status.kind is StatusKind.MET
    assert "the ceiling of 60 (25% from the baseline of 80)" in status.sentence


def test_three_percent_off_a_percentage_is_percentage_points():
    by = target(3, "2019", unit=PERCENT, comparator=Comparator.CHANGE_BY)
    start = Baseline(value=23, unit=PERCENT)
    one = measure(by, unit=PERCENT, kind=MeasureKind.ANNUAL, baselines=(start,))

    status = judged(one, seen(24, "2019", unit=PERCENT))

    assert status.kind is StatusKind.OFF_TRACK
    assert "20% (3 percentage points from the baseline of 23%)" in status.sentence


def test_a_number_without_a_side_cannot_be_judged():
    one = measure(
        target(40), direction=Direction.NONE, polarity=Polarity.UNKNOWN, kind=MeasureKind.SNAPSHOT
    )

    status = judged(one, seen(45))

    assert status.kind is StatusKind.CANNOT_BE_ASSESSED
    assert "whether more or less than 40 is better" in status.sentence


def test_a_ceiling_on_what_should_grow_is_for_a_person_to_settle():
    status = judged(measure(target(2000, comparator=LE), **UP), seen(2100))

    assert status.kind is StatusKind.CANNOT_BE_ASSESSED
    assert "a person must say" in status.sentence


def test_a_target_in_words_is_quoted_and_not_replaced_by_a_benchmark():
    words = Target(words="national average or better")
    one = measure(words, kind=MeasureKind.RATE_TO_DATE, unit=PERCENT)

    status = judged(one, seen(9.3, unit=PERCENT))

    assert status.kind is StatusKind.NO_TARGET
    assert '"national average or better"' in status.sentence


def test_what_cannot_be_measured_says_why():
    one = measure(kind=MeasureKind.WORDS, cannot_be_measured="downloads are not counted.")

    status = judged(one)

    assert status.kind is StatusKind.CANNOT_BE_ASSESSED
    assert status.sentence.endswith("downloads are not counted.")


def test_a_promise_in_words_is_a_legitimate_measure():
    one = measure(kind=MeasureKind.WORDS)
    said = Progress(row=RowId("m"), text="The networks are up and running.")

    assert judged(one, progress=(said,)).kind is StatusKind.WORDS_ONLY
    assert "nothing had been said of it by 31 May 2020" in judged(one).sentence


# Figures that are not there, or are for another time


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.LOST, StatusKind.LOST),
        (State.MISSING, StatusKind.NO_FIGURE),
        (State.SUPPRESSED, StatusKind.SUPPRESSED),
        (State.NOT_YET_DUE, StatusKind.NOT_YET_DUE),
        (State.NOT_COLLECTED, StatusKind.CANNOT_BE_ASSESSED),
        (State.CANNOT_BE_ASSESSED, StatusKind.CANNOT_BE_ASSESSED),
    ],
)
def test_a_missing_figure_is_a_state_and_never_zero(state, kind):
    status = judged(measure(target(340, comparator=LE)), seen(None, state=state))

    assert status.kind is kind
    assert "340" in status.sentence


def test_an_earlier_figure_does_not_stand_in_for_a_lost_one_but_is_told():
    status = judged(
        measure(target(340, comparator=LE)), seen(None, state=State.LOST), seen(90, "AY 2019/20 T2")
    )

    assert status.kind is StatusKind.LOST
    assert "The last figure is 90 permanent exclusions" in status.sentence


def test_nothing_reported_is_no_figure():
    assert judged(measure(target(65, comparator=LE))).kind is StatusKind.NO_FIGURE


def test_an_annual_figure_is_not_due_before_its_year_ends():
    one = measure(target(80, "AY 2019/20", unit=PERCENT), unit=PERCENT, kind=MeasureKind.ANNUAL)

    assert judged(one).kind is StatusKind.NOT_YET_DUE
    assert judged(one, at=date(2020, 9, 1)).kind is StatusKind.NO_FIGURE


def test_a_target_whose_year_has_not_begun_is_not_due():
    one = measure(target(50, "2030", unit=PERCENT), unit=PERCENT, kind=MeasureKind.SNAPSHOT, **UP)

    status = judged(one, seen(24, "2018", unit=PERCENT))

    assert status.kind is StatusKind.NOT_YET_DUE
    assert "24% for 2018" in status.sentence


def test_a_figure_for_another_year_is_told_and_not_judged():
    one = measure(target(75, unit=PERCENT, comparator=GE), unit=PERCENT, kind=MeasureKind.ANNUAL)
    one_up = measure(
        target(75, unit=PERCENT, comparator=GE), unit=PERCENT, kind=MeasureKind.ANNUAL, **UP
    )

    status = judged(one_up, seen(73.5, "AY 2018/19", unit=PERCENT), at=date(2020, 10, 1))

    assert one.polarity is Polarity.LOW
    assert status.kind is StatusKind.STALE
    assert status.sentence == (
        "73.5% is for academic year 2018/19; the target of 75% is for academic year 2019/20, "
        "so they cannot be compared."
    )


def test_a_correction_counts_from_the_day_it_was_known():
    one = measure(target(68, comparator=LE))
    told = (seen(70, known_at=date(2020, 4, 20)), seen(68, known_at=date(2020, 7, 1), beside=80))

    assert judged(one, *told, at=date(2020, 5, 1)).kind is StatusKind.BREACHED
    assert judged(one, *told, at=date(2020, 7, 2)).kind is StatusKind.AT_RISK


def test_adults_helped_are_no_count_of_notifications():
    one = measure(
        target(200, None, comparator=GE),
        text="More Operation Encompass notifications to schools",
        quantity="notifications to schools",
        **UP,
    )

    status = judged(one, seen(120, None, of="adults with specialist support"))

    assert status.kind is StatusKind.NO_FIGURE
    assert "120 (adults with specialist support)" in status.sentence


def test_a_count_is_not_held_against_a_percentage():
    one = measure(target(100, None, unit=PERCENT), unit=PERCENT, kind=MeasureKind.SNAPSHOT, **UP)

    status = judged(one, seen(34, None, of="", unit=COUNT))

    assert status.kind is StatusKind.NO_FIGURE
    assert "in another unit: 34" in status.sentence


def test_groups_are_not_added_because_a_child_may_be_in_two():
    one = measure(target(3000, "FY 2020/21", comparator=GE), kind=MeasureKind.SNAPSHOT, **UP)
    told = [
        seen(value, "2021-01/2021-03", breakdown=name)
        for name, value in (("Primary", 2405), ("College", 735))
    ]

    status = judged(one, *told, at=date(2021, 5, 1))

    assert status.kind is StatusKind.CANNOT_BE_ASSESSED
    assert "Groups are not added" in status.sentence


def test_a_figure_for_all_comes_before_figures_for_groups():
    one = measure(target(100, comparator=LE), kind=MeasureKind.SNAPSHOT)

    status = judged(one, seen(90), seen(60, breakdown="Primary"), seen(30, breakdown="Secondary"))

    assert status.parts == ()
    assert status.latest is not None
    assert status.latest.value == 90


def test_each_groups_target_is_held_against_its_own_figure():
    one = measure(
        target(6.7, unit=PERCENT, comparator=LE, breakdown="Primary"),
        target(12.4, unit=PERCENT, comparator=LE, breakdown="Secondary"),
        unit=PERCENT,
        kind=MeasureKind.RATE_TO_DATE,
    )

    status = judged(
        one,
        seen(6.6, unit=PERCENT, breakdown="Primary"),
        seen(15.9, unit=PERCENT, breakdown="Secondary"),
    )

    assert [part.kind for part in status.parts] == [StatusKind.OFF_TRACK, StatusKind.ON_TRACK]
    assert status.kind is StatusKind.OFF_TRACK
    assert status.sentence.startswith("Secondary: 15.9%")


def test_all_is_not_well_while_a_part_is_unknown():
    one = measure(
        target(20, comparator=LE, breakdown="CP"),
        target(20, comparator=LE, breakdown="CIN"),
        kind=MeasureKind.SNAPSHOT,
    )

    status = judged(one, seen(2, breakdown="CP"))

    assert status.kind is StatusKind.NO_FIGURE


def test_a_target_that_changes_by_year_is_the_one_of_the_figures_year():
    one = measure(
        target(34, "FY 2019/20", unit=PERCENT, comparator=GE),
        target(35, "FY 2020/21", unit=PERCENT, comparator=GE),
        unit=PERCENT,
        kind=MeasureKind.ROLLING,
        **UP,
    )

    first = judged(one, seen(34.5, "FY 2019/20 Q4", unit=PERCENT))
    second = judged(one, seen(34.5, "FY 2020/21 Q4", unit=PERCENT), at=date(2021, 5, 1))

    assert (first.kind, second.kind) == (StatusKind.MET, StatusKind.AT_RISK)


def test_the_same_quantity_under_another_name_is_one_target_and_not_two():
    one = measure(
        target(34, "FY 2019/20 Q4", unit=PERCENT, comparator=GE),
        target(35, None, unit=PERCENT, comparator=GE, of="national access rate"),
        unit=PERCENT,
        kind=MeasureKind.ROLLING,
        **UP,
    )

    status = judged(one, seen(52.4, None, unit=PERCENT), at=date(2021, 5, 31))

    assert status.parts == ()
    assert "the target of 35%" in status.sentence


def test_a_yearly_promise_is_held_against_a_whole_year():
    one = measure(target(5, "per year", comparator=GE), quantity="projects", **UP)

    status = judged(one, seen(8, "FY 2012/13"))

    assert status.kind is StatusKind.MET
    assert "8 projects in financial year 2012/13" in status.sentence


def test_points_and_percent_are_one_unit_for_a_gap():
    one = measure(target(20, "2019", unit=POINTS, comparator=LE), kind=MeasureKind.ANNUAL)

    assert judged(one, seen(24, "2019", unit=PERCENT)).kind is StatusKind.OFF_TRACK


def test_money_and_weeks_are_judged_in_their_own_words():
    grant = measure(
        target(2_500_000, None, unit=Unit("GBP"), comparator=GE), kind=MeasureKind.SNAPSHOT, **UP
    )
    wait = measure(target(6, None, unit=Unit("weeks"), comparator=LE), kind=MeasureKind.SNAPSHOT)

    assert "£2,400,000 is £100,000 below the target of £2,500,000" in (
        judged(grant, seen(2_400_000, None, unit=Unit("GBP"))).sentence
    )
    assert "7 weeks is 1 week above the ceiling of 6 weeks" in (
        judged(wait, seen(7, None, unit=Unit("weeks"))).sentence
    )


# Milestones


@pytest.mark.parametrize(
    ("word", "at", "kind"),
    [
        ("Complete", AT, StatusKind.MET),
        ("Amber", date(2019, 9, 1), StatusKind.AT_RISK),
        ("Amber", AT, StatusKind.OFF_TRACK),
        ("On track", date(2019, 9, 1), StatusKind.ON_TRACK),
        ("Not started", date(2019, 9, 1), StatusKind.NOT_YET_DUE),
        ("Not complete", AT, StatusKind.OFF_TRACK),
        ("", AT, StatusKind.WORDS_ONLY),
    ],
)
def test_a_milestone_stands_where_its_word_and_its_date_put_it(word, at, kind):
    one = measure(
        kind=MeasureKind.MILESTONE,
        responsibility=Responsibility(timetable=Timetable(period=time("2019-10"))),
    )
    said = Progress(row=RowId("m"), text="Work goes on.", status_word=word)

    assert judged(one, progress=(said,), at=at).kind is kind


def test_a_milestone_of_which_nothing_is_heard():
    one = measure(
        kind=MeasureKind.MILESTONE,
        responsibility=Responsibility(timetable=Timetable(period=time("2019-10"))),
    )

    assert judged(one, at=date(2019, 9, 1)).kind is StatusKind.NOT_YET_DUE
    assert judged(one).kind is StatusKind.NO_FIGURE


# Direction of travel


def test_a_national_average_beside_a_figure_is_not_last_year():
    told = seen(
        73.5,
        "AY 2018/19",
        unit=PERCENT,
        compared_with=Comparison(value=72, words="Higher than national average 72%"),
    )
    one = measure(target(75, unit=PERCENT), unit=PERCENT, kind=MeasureKind.ANNUAL, **UP)

    travel = judged(one, told).travel

    assert travel is not None
    assert travel.before is None


def test_a_reformed_profile_has_no_like_for_like_comparator():
    one = measure(
        target(75, "AY 2021/22", unit=PERCENT),
        unit=PERCENT,
        kind=MeasureKind.ANNUAL,
        text="Increase the share of children with a good level of development",
        baselines=(Baseline(value=73.5, unit=PERCENT, period=time("AY 2018/19")),),
        **UP,
    )

    travel = judged(one, seen(65, "AY 2021/22", unit=PERCENT), at=date(2022, 12, 1)).travel

    assert travel is not None
    assert travel.movement == "no like-for-like comparator"
    assert "reformed in September 2021" in travel.sentence


def test_three_months_are_not_compared_with_four():
    one = measure(kind=MeasureKind.SNAPSHOT, polarity=Polarity.NEUTRAL)

    status = judged(one, seen(2804, "2020-09/2020-12"), seen(2405, "2021-01/2021-03"))

    assert status.travel is not None
    assert status.travel.before is None
