"""What a method may be given."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.stats.comparisons import compare_counts, compare_proportions, compare_rates
from headway.stats.counts import base_of, count_of
from headway.stats.errors import FigureError
from headway.stats.trends import trend_in_rates

anything = st.one_of(
    st.floats(), st.integers(0, 50), st.sampled_from([1e-308, 5e-324, 1e15, 1e20, 1e160, 1e308])
)


@pytest.mark.parametrize("value", [-1, inf, -inf, nan, 1e16, 1e308])
def test_what_is_no_count_of_anything_is_refused(value):
    with pytest.raises(FigureError, match="a count"):
        count_of(value)


@pytest.mark.parametrize("value", [0, -1, inf, nan, 1e16, 5e-324])
def test_what_nothing_can_be_divided_by_is_refused(value):
    with pytest.raises(FigureError, match="a base"):
        base_of(value)


@given(anything, anything, anything, anything)
def test_two_periods_are_compared_or_refused_in_words_whatever_was_typed(a, b, c, d):
    for compare in (compare_rates, compare_proportions):
        try:
            found = compare(a, b, c, d)
        except FigureError:
            continue
        assert found.p is None or 0 <= found.p <= 1


def test_two_counts_too_large_for_any_population_are_refused():
    with pytest.raises(FigureError, match="check its unit"):
        compare_counts(1, 1e100)


@given(st.lists(st.tuples(anything, anything), min_size=3, max_size=6))
def test_a_drift_is_found_or_refused_in_words_whatever_was_typed(periods):
    events, exposures = zip(*periods, strict=True)

    try:
        found = trend_in_rates(events, exposures)
    except FigureError:
        return
    assert found.p is None or 0 <= found.p <= 1
