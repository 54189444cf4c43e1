"""Where a rate for the year will end: scaled, or from its parts."""

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headway.stats.back_tests import back_test, back_test_of_percentage
from headway.stats.errors import FigureError
from headway.stats.outturn import Method, outturn
from headway.stats.outturn_rates import outturn_of_percentage, outturn_of_rate

PRIMARY = [[7.6, 7.06], [13.40, 12.36], [8.2, 7.7], [9.1, 8.5]]
"""Persistent absence at term 4 and at the year's end; the last two years are made up."""

MET = [[10, 18, 33], [12, 21, 36], [9, 20, 32], [14, 26, 41]]
ALL = [[40, 60, 90], [44, 66, 95], [42, 70, 99], [50, 77, 104]]

rates = st.floats(0.5, 60)
some_years = st.lists(st.tuples(rates, rates), min_size=3, max_size=6)


# The three below leave out types, so that a test may read a range without asking if there is one.


def rate_ends(*figures, **options):
    return outturn_of_rate(*figures, **options)


def percentage_ends(*figures, **options):
    return outturn_of_percentage(*figures, **options)


def tried_on(history, **options):
    return back_test(history, **options)


# ---------------------------------------------------------------------------------- scaled


def test_persistent_absence_falls_to_the_end_in_primary_and_rises_in_secondary():
    primary = rate_ends([[7.6, 7.06]], [9.3])
    secondary = rate_ends([[14.1, 14.68]], [15.9])

    assert primary.estimate == pytest.approx(9.3 * 0.929, abs=0.01)
    assert secondary.estimate == pytest.approx(15.9 * 1.041, abs=0.01)
    assert primary.share > 1 > secondary.share
    assert primary.low is None


def test_the_range_is_from_how_the_years_ratios_differ():
    found = rate_ends(PRIMARY, [9.3])

    ratios = [end / point for point, end in PRIMARY]
    error = 9.3 * stats.tstd(ratios) * (1 + 1 / 4) ** 0.5
    assert found.standard_error == pytest.approx(error)
    assert found.high == pytest.approx(found.estimate + stats.t.ppf(0.975, 3) * error)
    assert found.method is Method.RATIO


def test_a_rate_may_end_below_where_it_stands():
    found = rate_ends(PRIMARY, [9.3])

    assert found.low < found.estimate < 9.3
    assert found.chance_above(9.3) < 0.05
    assert found.chance_above(100) == 0


@given(some_years, rates)
def test_rates_in_other_units_change_only_the_unit(history, so_far):
    percent = rate_ends(history, [so_far], points=2, most=None)

    fraction = rate_ends(
        [[one / 100 for one in row] for row in history], [so_far / 100], points=2, most=None
    )

    assert fraction.estimate * 100 == pytest.approx(percent.estimate)


@given(some_years, rates)
def test_a_percentage_stays_between_nothing_and_all(history, so_far):
    found = rate_ends(history, [so_far], points=2)

    assert 0 <= found.estimate <= 100
    if found.low is not None:
        assert 0 <= found.low <= found.estimate <= found.high <= 100


def test_a_forecast_above_all_of_them_says_that_it_stops_there():
    found = rate_ends([[50, 80]], [70])

    assert found.estimate == 100
    assert "stops there" in found.notes[0]


def test_a_finished_year_is_what_it_is():
    assert rate_ends(PRIMARY, [9.3, 8.8]).estimate == 8.8


def test_a_year_that_had_nothing_at_this_point_is_left_out():
    assert rate_ends([*PRIMARY, [0, 3]], [9.3]).years == 4


@pytest.mark.parametrize(
    ("history", "current", "words"),
    [
        ([[0, 3]], [9.3], "nothing to scale by"),
        ([[7.6, None]], [9.3], "nothing to scale by"),
        ([[7.6, 107]], [9.3], "at most 100"),
        (PRIMARY, [nan], "finite number"),
        ([], [9.3], "no earlier year"),
    ],
)
def test_a_rate_that_cannot_be_scaled_is_refused(history, current, words):
    with pytest.raises(FigureError, match=words):
        rate_ends(history, current)


def test_a_rates_back_test_is_against_the_rate_staying_as_it_is():
    tried = tried_on(PRIMARY, point=1, elapsed=1, forecast=outturn_of_rate)

    assert tried.trials[0].straight_line == 7.6
    assert tried.error < 1.5 < tried.straight_line_error
    assert tried.with_range == 4


# ------------------------------------------------------------------------------ from parts


def test_numerator_and_denominator_are_forecast_apart():
    found = percentage_ends(MET, [11], ALL, [45])

    top, bottom = outturn(MET, [11]).estimate, outturn(ALL, [45]).estimate
    assert found.estimate == pytest.approx(100 * top / bottom)
    assert found.so_far == pytest.approx(100 * 11 / 45)
    assert found.method is Method.PARTS
    assert 0 <= found.low < found.estimate < found.high <= 100


def test_the_error_is_what_the_forecast_would_have_been_off_in_the_earlier_years():
    found = percentage_ends(MET, [11], ALL, [45])

    tried = back_test_of_percentage(MET, ALL, point=1)

    mean_square = sum(one.error**2 for one in tried.trials) / 4
    assert found.standard_error == pytest.approx(mean_square**0.5)
    assert (found.years, found.freedom) == (4, 3)


def test_two_years_of_parts_give_no_range():
    assert percentage_ends(MET[:2], [11], ALL[:2], [45]).low is None


def test_one_year_of_parts_gives_an_estimate():
    found = percentage_ends(MET[:1], [11], ALL[:1], [45])

    assert found.estimate == pytest.approx(100 * (11 * 3.3) / (45 * 90 / 40))
    assert (found.years, found.low) == (1, None)


def test_a_finished_year_of_parts_is_what_it_is():
    found = percentage_ends(MET, [11, 20, 30], ALL, [45, 60, 80])

    assert (found.low, found.estimate, found.high) == (37.5, 37.5, 37.5)
    assert found.method is Method.COUNTED


def test_a_figure_known_of_one_part_only_is_not_used():
    found = percentage_ends(MET, [11, 20], ALL, [45, None])

    assert found == percentage_ends(MET, [11], ALL, [45])


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((MET, [50], ALL, [45]), "50 of 45 in this year, point 1"),
        (([[10, 99, 20]], [1], [[40, 60, 90]], [4]), "99 of 60 in earlier year 1, point 2"),
        ((MET[:3], [11], ALL, [45]), "got 3 and 4"),
        (([[0, 0]], [0], [[0, 0]], [0]), "percentage of nothing"),
        ((MET, [11], ALL, [None]), "Nothing is known of this year"),
        (([], [11], [], [45]), "no earlier year"),
        ((MET, [-1], ALL, [45]), "cannot be negative"),
    ],
)
def test_parts_that_make_no_percentage_are_refused(parts, words):
    with pytest.raises(FigureError, match=words):
        percentage_ends(*parts)


def test_unequal_parts_have_no_back_test():
    with pytest.raises(FigureError, match="got 3 and 4"):
        back_test_of_percentage(MET[:3], ALL, point=1)


anything = st.lists(st.none() | st.floats() | st.integers(0, 10**6), max_size=4)


@given(st.lists(anything, max_size=4), anything, st.lists(anything, max_size=4), anything)
def test_any_parts_are_forecast_or_refused(tops, top, bottoms, bottom):
    try:
        found = percentage_ends(tops, top, bottoms, bottom)
    except FigureError:
        return
    assert 0 <= found.estimate <= 100


@given(st.lists(anything, max_size=4), anything)
def test_any_rates_are_forecast_or_refused(history, current):
    try:
        found = rate_ends(history, current)
    except FigureError:
        return
    assert 0 <= found.estimate <= 100
