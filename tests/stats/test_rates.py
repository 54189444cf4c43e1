"""Counts of events, rates made from them, and rates freed of the mix of ages."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.rates import confint_poisson

from headway.stats.counts import PUBLISHED_LEVELS
from headway.stats.errors import FigureError
from headway.stats.rates import (
    byars_interval,
    crude_rate,
    exact_poisson_interval,
    poisson_interval,
    rate_difference_interval,
)

counts = st.integers(0, 5000)
levels = st.sampled_from([0.9, *PUBLISHED_LEVELS])


@given(counts, levels)
def test_the_exact_interval_is_what_statsmodels_gives(events, level):
    low, high = confint_poisson(events, 1, method="exact-c", alpha=1 - level)

    found = exact_poisson_interval(events, level)

    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-10, abs=1e-12)


@given(st.integers(1, 400), levels)
def test_at_an_exact_limit_the_count_is_as_unlikely_as_was_asked(events, level):
    found = exact_poisson_interval(events, level)
    tail = (1 - level) / 2

    assert stats.poisson.sf(events - 1, found.low) == pytest.approx(tail, rel=1e-9)
    assert stats.poisson.cdf(events, found.high) == pytest.approx(tail, rel=1e-9)


@given(st.integers(10, 100_000), levels)
def test_byars_is_close_to_exact_from_ten_events(events, level):
    exact, byars = exact_poisson_interval(events, level), byars_interval(events, level)

    assert byars.low == pytest.approx(exact.low, rel=0.02)
    assert byars.high == pytest.approx(exact.high, rel=0.01)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(65, 50.1643, 82.8475), (1045, 982.5938, 1110.3327)],
)
def test_byars_by_hand(events, low, high):
    found = byars_interval(events)

    assert (round(found.low, 4), round(found.high, 4)) == pytest.approx((low, high), abs=2e-3)


def test_below_ten_events_the_published_interval_is_exact():
    assert poisson_interval(9) == exact_poisson_interval(9)
    assert poisson_interval(10) == byars_interval(10)


def test_no_event_has_nought_below_and_something_above():
    assert (poisson_interval(0).low, byars_interval(0).low) == (0.0, 0.0)
    assert poisson_interval(0).high == pytest.approx(3.6888794541)


def test_a_limit_is_never_below_nought_even_where_the_formula_is():
    assert byars_interval(1, 0.998).low == 0.0


@given(counts, levels)
def test_the_interval_holds_its_count(events, level):
    assert poisson_interval(events, level).holds(events)


@given(counts)
def test_more_confidence_is_wider(events):
    usual, strict = (poisson_interval(events, level) for level in PUBLISHED_LEVELS)

    assert strict.low <= usual.low
    assert usual.high < strict.high


@given(counts, levels)
def test_one_more_event_moves_the_limits_up(events, level):
    less, more = poisson_interval(events, level), poisson_interval(events + 1, level)

    assert less.low < more.low
    assert less.high < more.high


@given(counts, st.integers(1, 10**6), st.integers(1, 10**5))
def test_a_rate_is_its_count_in_another_unit(events, people, per):
    count, rate = poisson_interval(events), crude_rate(events, people, per=per)

    assert rate.low == pytest.approx(count.low / people * per)
    assert rate.high == pytest.approx(count.high / people * per)


def test_a_rate_may_exceed_its_unit_because_one_child_may_be_counted_twice():
    assert crude_rate(30, 20, per=1).estimate == 1.5


@given(counts, counts)
def test_a_difference_of_rates_turned_round_has_its_limits_turned_round(one, other):
    there = rate_difference_interval(one, 10, other, 20)
    back = rate_difference_interval(other, 20, one, 10)

    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    assert there.holds(there.estimate)


@pytest.mark.parametrize("events", [-1, nan, inf])
def test_what_is_no_count_is_refused(events):
    for interval in (exact_poisson_interval, byars_interval, poisson_interval):
        with pytest.raises(FigureError, match="zero or more"):
            interval(events)


@pytest.mark.parametrize("people", [0, -5, nan, inf])
def test_a_rate_of_nobody_is_refused(people):
    with pytest.raises(FigureError, match="population must be above zero"):
        crude_rate(3, people)


def test_byars_is_close_to_the_exact_interval_from_ten_events_on():
    """At 95% never further off than 0.17% of the limit."""
    for events in range(10, 500):
        exact, byars = exact_poisson_interval(events), byars_interval(events)
        assert byars.low == pytest.approx(exact.low, rel=0.0017)
        assert byars.high == pytest.approx(exact.high, rel=0.0017)
