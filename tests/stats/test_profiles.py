"""Differences and projections: what they give at their edges."""

from math import isfinite

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from headway.stats.differences import difference, half_up, percentage_change
from headway.stats.profiles import share_of_year, straight_line, year_end_projection

numbers = st.floats(allow_nan=False, allow_infinity=False)
counts = st.integers(1, 10**6)


@given(counts, counts, counts)
def test_a_year_like_the_last_ends_where_the_last_one_ended(so_far, later, times):
    projected = year_end_projection(
        so_far * times, same_point_last_year=so_far, year_end_last_year=later
    )

    assert projected == pytest.approx(later * times)


@given(st.floats(allow_nan=False), numbers, numbers)
def test_a_projection_is_a_number_or_nothing(so_far, point, end):
    assume(isfinite(so_far))

    projected = year_end_projection(so_far, same_point_last_year=point, year_end_last_year=end)

    assert projected is None or isfinite(projected)


@given(counts, st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_so_far_never_means_fewer_at_the_end(point, one, other):
    less, more = sorted((one, other))

    def ends(value):
        return year_end_projection(value, same_point_last_year=point, year_end_last_year=72)

    assert ends(less) <= ends(more)


@pytest.mark.parametrize(("point", "end"), [(0, 72), (52, 0), (-1, 72), (0, 0)])
def test_a_year_that_had_nothing_gives_no_profile(point, end):
    assert share_of_year(point, end) is None


def test_a_rates_share_may_exceed_one():
    assert share_of_year(7.6, 7.06) == pytest.approx(1.0765, abs=1e-4)


@given(counts, st.floats(1e-3, 1))
def test_a_straight_line_is_as_much_again_for_the_time_to_come(so_far, elapsed):
    assert straight_line(so_far, elapsed) * elapsed == pytest.approx(so_far)


@pytest.mark.parametrize(("so_far", "elapsed"), [(3, 0), (3, -0.5), (1e308, 1e-9)])
def test_there_is_no_straight_line_from_nothing_of_the_year(so_far, elapsed):
    assert straight_line(so_far, elapsed) is None


@given(numbers, numbers)
def test_a_difference_undoes_itself(one, other):
    assert difference(one, other) == -difference(other, one)


@given(numbers, st.integers(-1, 6))
def test_rounding_moves_a_figure_by_at_most_half_a_unit(value, decimals):
    assume(abs(value) < 1e9)

    assert abs(half_up(value, decimals) - value) <= 0.5000001 * 10**-decimals


@given(numbers.filter(lambda value: value != 0), numbers)
def test_a_change_is_up_when_the_figure_went_up(before, after):
    change = percentage_change(before, after)

    if change is not None:
        assert isfinite(change)
        assert change == 0 or (change > 0) == (after > before)


def test_growth_from_nothing_has_no_percentage():
    assert percentage_change(0, 4) is None
