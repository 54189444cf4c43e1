"""Shares: their intervals, and the counts behind printed percentages."""

from math import inf, nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from headway.stats.counts import PUBLISHED_LEVELS, normal_quantile
from headway.stats.errors import FigureError
from headway.stats.proportions import (
    count_behind,
    counts_behind,
    newcombe_interval,
    wilson_interval,
    wilson_percent,
)

levels = st.sampled_from([0.9, *PUBLISHED_LEVELS])


@st.composite
def shares(draw):
    n = draw(st.integers(1, 10_000))
    return draw(st.integers(0, n)), n


@given(shares(), levels)
def test_wilson_is_what_statsmodels_gives(share, level):
    low, high = proportion_confint(*share, alpha=1 - level, method="wilson")

    found = wilson_interval(share[0], share[1], level)

    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-12)


@given(shares(), shares(), levels)
def test_newcombe_is_what_statsmodels_gives(one, other, level):
    low, high = confint_proportions_2indep(
        *one, *other, method="newcomb", compare="diff", alpha=1 - level
    )

    found = newcombe_interval(one[0], one[1], other[0], other[1], level)

    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_differences_newcombe_published(one, other, low, high):
    found = newcombe_interval(*one, *other)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        ((81, 263), 0.2553, 0.3662),
        ((15, 148), 0.0624, 0.1605),
        ((0, 20), 0.0, 0.1611),
        ((1, 29), 0.0061, 0.1718),
    ],
)
def test_the_shares_newcombe_published(share, low, high):
    found = wilson_interval(*share)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(shares(), levels)
def test_the_interval_holds_the_estimate_and_keeps_within_nought_and_one(share, level):
    found = wilson_interval(share[0], share[1], level)

    assert found.holds(found.estimate)
    assert 0 <= found.low < found.high <= 1


@given(shares())
def test_more_confidence_asks_for_a_wider_interval(share):
    usual, strict = (wilson_interval(share[0], share[1], level) for level in PUBLISHED_LEVELS)

    assert strict.low <= usual.low
    assert usual.high <= strict.high


@given(shares(), st.integers(2, 50))
def test_more_people_at_the_same_share_give_a_narrower_interval(share, times):
    x, n = share
    few, many = wilson_interval(x, n), wilson_interval(x * times, n * times)

    assert many.high - many.low < few.high - few.low


@given(shares(), levels)
def test_those_who_did_not_are_the_mirror_of_those_who_did(share, level):
    x, n = share
    did, did_not = wilson_interval(x, n, level), wilson_interval(n - x, n, level)

    assert (1 - did.high, 1 - did.low) == pytest.approx((did_not.low, did_not.high), abs=1e-12)


@given(shares())
def test_one_more_moves_both_limits_up(share):
    x, n = share
    if x < n:
        less, more = wilson_interval(x, n), wilson_interval(x + 1, n)

        assert less.low < more.low
        assert less.high < more.high


@given(shares(), shares())
def test_a_difference_turned_round_has_its_limits_turned_round(one, other):
    there, back = newcombe_interval(*one, *other), newcombe_interval(*other, *one)

    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-12)


@given(shares(), levels)
def test_each_limit_is_where_the_score_test_just_turns(share, level):
    x, n = share
    z = normal_quantile(level + (1 - level) / 2)
    found = wilson_interval(x, n, level)
    for limit in {found.low, found.high} - {0.0, 1.0}:
        score = abs(x / n - limit) / sqrt(limit * (1 - limit) / n)

        assert score == pytest.approx(z, rel=1e-6)


def test_percent_is_a_hundred_times_the_fraction():
    fraction, percent = wilson_interval(37, 400), wilson_percent(37, 400)

    assert (percent.low, percent.high) == (fraction.low * 100, fraction.high * 100)


def test_weighted_counts_may_be_fractions():
    assert wilson_interval(36.5, 351.2).estimate == pytest.approx(0.1039, abs=1e-4)


@pytest.mark.parametrize(
    ("x", "n"), [(1, 0), (-1, 10), (11, 10), (nan, 10), (1, inf), (inf, inf), (1, nan), (0, -5)]
)
def test_what_is_no_share_is_refused_in_words(x, n):
    with pytest.raises(FigureError, match=r"(must|not)") as refused:
        wilson_interval(x, n)

    assert "numerator" in str(refused.value) or "denominator" in str(refused.value)


@pytest.mark.parametrize("level", [0, 1, 95, -0.1, nan])
def test_a_level_of_confidence_is_a_fraction(level):
    with pytest.raises(FigureError, match=r"0\.95"):
        wilson_interval(3, 10, level)


@given(shares(), st.integers(0, 2))
def test_the_count_behind_a_printed_percentage_is_among_those_it_may_be(share, decimals):
    x, n = share
    printed = round(x / n * 100, decimals)

    assert x in counts_behind(printed, n, decimals=decimals)
    assert count_behind(printed, n, decimals=decimals) in counts_behind(
        printed, n, decimals=decimals
    )


def test_nine_point_two_percent_of_four_hundred_is_thirty_seven():
    assert count_behind(9.2, 400) == 37


def test_a_percentage_that_no_count_of_its_base_gives_is_refused():
    with pytest.raises(FigureError, match=r"no whole number of 5 is 9\.2%"):
        count_behind(9.2, 5)


@pytest.mark.parametrize("percent", [100.1, -1, nan, inf])
def test_a_percentage_of_people_lies_within_a_hundred(percent):
    with pytest.raises(FigureError, match="between 0 and 100"):
        count_behind(percent, 400)
