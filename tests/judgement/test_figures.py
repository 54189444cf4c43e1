"""Which figures count on a day, and which belong together."""

from datetime import date

from headway.domain.observations import Comparison, State
from headway.domain.quantities import PERCENT
from headway.judgement import figures
from tests.judgement.plans import AT, measure, plan, seen, time


def told(*observations):
    return plan(measure(), observations=observations)


def test_the_latest_figure_is_of_the_last_period_and_not_the_last_typed():
    board = told(seen(70), seen(72, "AY 2018/19"))

    latest = figures.latest(board, "m", AT)

    assert latest is not None
    assert latest.value == 70


def test_a_lost_figure_is_the_latest_even_though_an_older_one_can_be_read():
    board = told(seen(90, "AY 2019/20 T2"), seen(None, state=State.LOST))

    latest = figures.latest(board, "m", AT)

    assert latest is not None
    assert latest.state is State.LOST


def test_the_figure_for_all_stands_before_those_for_groups():
    board = told(seen(30, breakdown="Primary"), seen(70))

    latest = figures.latest(board, "m", AT)

    assert latest is not None
    assert latest.value == 70


def test_nothing_is_latest_where_nothing_was_known():
    board = told(seen(70, known_at=date(2020, 6, 1)))

    assert figures.latest(board, "m", AT) is None


def test_a_correction_takes_the_place_of_what_it_corrects():
    board = told(seen(70, known_at=date(2020, 4, 1)), seen(68, known_at=date(2020, 5, 1)))

    assert [one.value for one in figures.known(board, "m", AT)] == [68]
    assert [one.value for one in figures.known(board, "m", date(2020, 4, 2))] == [70]


def test_an_observation_of_last_year_comes_before_what_was_printed_beside():
    now = seen(70, beside=52)

    before = figures.same_point_last_year(told(now, seen(53, "AY 2018/19 T4")), now)

    assert before is not None
    assert (before.value, before.period) == (53, time("AY 2018/19 T4"))


def test_what_was_printed_beside_stands_for_the_same_term_a_year_before():
    now = seen(70, beside=52)

    before = figures.same_point_last_year(told(now), now)

    assert before is not None
    assert (before.value, before.period) == (52, time("AY 2018/19 T4"))


def test_another_groups_figure_is_not_last_years():
    now = seen(70, breakdown="Primary")

    assert figures.same_point_last_year(told(now, seen(52, "AY 2018/19 T4")), now) is None


def test_a_figure_of_two_years_ago_is_not_last_years():
    now = seen(70, compared_with=Comparison(value=40, period=time("AY 2017/18 T4")))

    assert figures.same_point_last_year(told(now), now) is None


def test_a_chart_has_a_series_for_each_group_in_order_of_time():
    board = told(
        seen(2405, "2021-01/2021-03", breakdown="Primary"),
        seen(735, "2021-01/2021-03", breakdown="College"),
        seen(2804, "2020-09/2020-12", breakdown="Primary"),
    )

    series = figures.history(board, "m", AT)

    assert [(one.breakdown, [p.value for p in one.points]) for one in series] == [
        ("Primary", [2804, 2405]),
        ("College", [735]),
    ]


def test_a_chart_shows_the_figure_printed_beside_and_leaves_a_gap_for_a_lost_one():
    board = told(seen(70, beside=52), seen(None, "AY 2019/20 T5", state=State.LOST))

    (series,) = figures.history(board, "m", AT)

    assert [point.value for point in series.points] == [52, 70, None]


def test_a_chart_does_not_mix_units():
    board = told(seen(70), seen(20, unit=PERCENT))

    assert [one.unit for one in figures.history(board, "m", AT)] == ["count", PERCENT]
