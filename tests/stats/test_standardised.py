"""Rates freed of the mix of ages behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.stats.errors import FigureError
from headway.stats.rates import byars_interval, crude_rate, poisson_interval
from headway.stats.standardised import (
    directly_standardised_rate,
    expected_events,
    indirectly_standardised_rate,
    standardised_ratio,
)

bands = st.lists(
    st.tuples(st.integers(0, 200), st.integers(100, 20_000), st.integers(1, 9000)),
    min_size=1,
    max_size=19,
)


def slow_reference(events, people, standard, per):
    """Dobson's interval straight from the paper's sums, but that no rate is below nothing."""
    whole, total = sum(standard), sum(events)
    rate = sum(w * x / n for x, n, w in zip(events, people, standard, strict=True)) / whole
    variance = sum((w / n) ** 2 * x for x, n, w in zip(events, people, standard, strict=True))
    stretch = (variance / whole**2 / total) ** 0.5
    around = byars_interval(total)
    limits = (rate + stretch * (limit - total) for limit in (around.low, around.high))
    return [rate * per, *(max(0.0, limit) * per for limit in limits)]


@given(bands)
def test_the_direct_rate_is_dobsons(groups):
    events, people, standard = zip(*groups, strict=True)

    found = directly_standardised_rate(events, people, standard)

    if sum(events) < 10:
        assert found is None
    else:
        assert found is not None
        assert [found.estimate, found.low, found.high] == pytest.approx(
            slow_reference(events, people, standard, 100_000), rel=1e-12
        )


@given(bands, st.integers(2, 9))
def test_only_the_shares_of_the_standard_matter(groups, times):
    events, people, standard = zip(*groups, strict=True)

    once = directly_standardised_rate(events, people, standard)
    often = directly_standardised_rate(events, people, [w * times for w in standard])

    assert (once is None) == (often is None)
    if once and often:
        assert often.high == pytest.approx(once.high)


def test_a_place_with_the_standards_own_mix_keeps_its_crude_rate():
    found = directly_standardised_rate([20, 40], [1000, 3000], [10, 30])
    crude = crude_rate(60, 4000)

    assert found is not None
    assert found.estimate == pytest.approx(crude.estimate)
    assert found.low == pytest.approx(crude.low)


def test_nine_events_are_too_few_and_ten_are_enough():
    assert directly_standardised_rate([4, 5], [100, 100], [1, 1]) is None
    assert directly_standardised_rate([5, 5], [100, 100], [1, 1]) is not None


@pytest.mark.parametrize("observed", [0, 3, 9, 10, 250])
def test_a_ratio_carries_the_interval_of_what_was_observed(observed):
    count, ratio = poisson_interval(observed), standardised_ratio(observed, 40)

    assert ratio.low == pytest.approx(100 * count.low / 40)
    assert ratio.high == pytest.approx(100 * count.high / 40)


def test_as_many_as_expected_gives_the_references_own_rate():
    expected = expected_events([1000, 2000], [50, 20], [10_000, 10_000])

    found = indirectly_standardised_rate(
        expected, [1000, 2000], [50, 20], [10_000, 10_000], per=1000
    )

    assert (expected, found.estimate) == pytest.approx((9.0, 3.5))


@pytest.mark.parametrize(
    ("events", "people", "standard", "words"),
    [
        ([1, 2], [10], [1, 1], "2 events, 1 populations, 2 standard populations"),
        ([], [], [], "at least one group"),
        ([-1, 20], [10, 10], [1, 1], "zero or more"),
        ([10, 20], [10, 0], [1, 1], "above zero"),
        ([10, 20], [10, 10], [0, 0], "above zero"),
    ],
)
def test_groups_that_do_not_make_sense_are_refused(events, people, standard, words):
    with pytest.raises(FigureError, match=words):
        directly_standardised_rate(events, people, standard)


def test_nothing_expected_has_no_ratio():
    with pytest.raises(FigureError, match="expected events must be above zero"):
        standardised_ratio(3, 0)


def test_a_rate_that_hangs_on_one_heavy_group_is_not_said_to_be_below_zero():
    found = directly_standardised_rate([10, 1], [100_000, 50], [1, 10_000])

    assert found is not None
    assert found.low == 0.0
    assert found.low < found.estimate < found.high


def test_without_any_group_nothing_is_expected_and_one_sentence_says_so():
    with pytest.raises(FigureError, match="at least one group"):
        expected_events([], [], [])
    with pytest.raises(FigureError, match="at least one group"):
        indirectly_standardised_rate(3, [], [], [])
