"""One period against another: the test, its interval and the word for it."""

from math import inf, isnan, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.rates import test_poisson_2indep as poisson_2indep

from headway.domain.quantities import Polarity
from headway.stats.comparisons import (
    CHI_SQUARED,
    FISHER,
    Scores,
    compare_counts,
    compare_means,
    compare_percentages,
    compare_proportions,
    compare_rates,
    rate_ratio_interval,
)
from headway.stats.errors import FigureError
from headway.stats.exact_tests import binomial_limits, binomial_p, fisher_p
from headway.stats.verdicts import Verdict, verdict_of


@st.composite
def shares(draw, most=3000):
    n = draw(st.integers(1, most))
    return draw(st.integers(0, n)), n


@settings(max_examples=60)
@given(shares(), shares())
def test_two_shares_are_compared_as_scipy_does(before, after):
    (x, n), (y, m) = before, after
    table = np.array([[x, n - x], [y, m - y]])

    found = compare_proportions(*before, *after)

    expected = min(n, m) * min(x + y, n + m - x - y) / (n + m)
    if expected >= 5:
        assert found.method == CHI_SQUARED
        p = float(stats.chi2_contingency(table, correction=False).pvalue)
    else:
        assert found.method == FISHER
        p = float(stats.fisher_exact(table).pvalue)
    low, high = confint_proportions_2indep(y, m, x, n, method="newcomb", compare="diff")
    assert found.p == pytest.approx(p, rel=1e-9, abs=1e-14)
    assert (found.low, found.high) == pytest.approx((low * 100, high * 100), abs=1e-10)


@settings(max_examples=60)
@given(st.integers(0, 400), st.integers(1, 5000), st.integers(0, 400), st.integers(1, 5000))
def test_two_rates_are_compared_as_statsmodels_does(x, t, y, u):
    found = compare_rates(x, t, y, u)

    expected = 1.0
    if x and y:  # its ratio divides by zero where one is, though its p-value does not need it
        expected = poisson_2indep(y, u, x, t, method="exact-cond").pvalue
    elif x + y:
        expected = stats.binomtest(y, x + y, u / (t + u)).pvalue
    assert found.p == pytest.approx(expected, rel=1e-9, abs=1e-14)


@settings(max_examples=60)
@given(st.integers(0, 300), st.integers(1, 900), st.floats(0.01, 0.99))
def test_the_exact_test_of_a_share_is_scipys(hits, more, share):
    tries = hits + more
    reference = stats.binomtest(hits, tries, share)
    limits = reference.proportion_ci(0.95, "exact")

    assert binomial_p(hits, tries, share) == pytest.approx(reference.pvalue, rel=1e-8, abs=1e-14)
    assert binomial_limits(hits, tries, 0.95) == pytest.approx((limits.low, limits.high), abs=1e-12)


@given(st.integers(0, 60), st.integers(1, 60))
def test_the_exact_test_of_a_share_adds_up_every_outcome_no_likelier(hits, more):
    tries, share = hits + more, 0.37
    chances = [float(stats.binom.pmf(k, tries, share)) for k in range(tries + 1)]
    seen = chances[hits] * (1 + 1e-7)

    assert binomial_p(hits, tries, share) == pytest.approx(sum(c for c in chances if c <= seen))


def test_large_tables_with_a_rare_event_keep_their_precision():
    table = np.array([[3, 899_997], [9, 599_991]])

    assert fisher_p(3, 900_000, 9, 600_000) == pytest.approx(
        stats.fisher_exact(table).pvalue, rel=1e-9
    )


groups = st.tuples(st.floats(-50, 50), st.floats(0.1, 20), st.integers(2, 200))


def scores(mean, sd, n):
    return Scores(mean=mean, sd=sd, n=n)


@settings(max_examples=40)
@given(groups, groups)
def test_two_means_are_compared_as_scipy_does(before, after):
    (m1, s1, n1), (m2, s2, n2) = before, after
    reference = stats.ttest_ind_from_stats(m2, s2, n2, m1, s1, n1, equal_var=False)

    found = compare_means(scores(*before), scores(*after))

    assert found.p == pytest.approx(reference.pvalue, rel=1e-8, abs=1e-14)


def test_the_interval_of_a_mean_difference_is_welchs():
    before, after = Scores(mean=10, sd=2, n=12), Scores(mean=12, sd=5, n=30)
    variance, freedom = (
        4 / 12 + 25 / 30,
        (4 / 12 + 25 / 30) ** 2 / ((4 / 12) ** 2 / 11 + (25 / 30) ** 2 / 29),
    )
    low, high = stats.t.interval(0.95, freedom, loc=2, scale=variance**0.5)

    found = compare_means(before, after)

    assert (found.low, found.high) == pytest.approx((low, high))


def test_fewer_persistently_absent_of_four_hundred_could_be_chance():
    found = compare_percentages(9.2, 400, 7.2, 400, polarity=Polarity.LOW)

    assert (found.before, found.after, found.estimate) == (9.25, 7.25, -2.0)
    assert found.verdict is Verdict.NO_SIGNIFICANT_CHANGE
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0 < found.high


@pytest.mark.parametrize(
    ("polarity", "verdict"),
    [
        (Polarity.LOW, Verdict.IMPROVED),
        (Polarity.HIGH, Verdict.WORSENED),
        (Polarity.NEUTRAL, Verdict.DECREASED),
        (Polarity.UNKNOWN, Verdict.DECREASED),
    ],
)
def test_the_same_fall_of_forty_thousand_is_real_and_is_called_what_it_is(polarity, verdict):
    assert compare_percentages(9.2, 40_000, 7.2, 40_000, polarity=polarity).verdict is verdict


def test_percentages_without_a_base_are_not_tested_and_say_why():
    found = compare_percentages(9.2, None, 7.2, 400)

    assert found.verdict is Verdict.NOT_TESTABLE
    assert found.p is None
    assert found.low is None
    assert "how many one percentage is of" in found.reason
    assert found.estimate == pytest.approx(-2)


@pytest.mark.parametrize(("percent", "base"), [(104, 400), (-1, 400), (nan, 400), (9.2, 0)])
def test_percentages_that_make_no_sense_are_refused(percent, base):
    with pytest.raises(FigureError):
        compare_percentages(percent, base, 7.2, 400)


def test_weighted_counts_too_few_to_test_say_so():
    found = compare_proportions(1.5, 12.2, 3.1, 14.0)

    assert found.verdict is Verdict.NOT_TESTABLE
    assert "weighted counts are too few" in found.reason


def test_weighted_counts_that_are_enough_are_tested():
    assert compare_proportions(60.5, 200.2, 90.1, 190.7).verdict is Verdict.INCREASED


@given(shares(200), shares(200))
def test_a_comparison_turned_round_has_the_same_p_and_the_opposite_change(before, after):
    there = compare_proportions(*before, *after)
    back = compare_proportions(*after, *before)

    assert there.p == pytest.approx(back.p, rel=1e-9)
    assert there.estimate == pytest.approx(-back.estimate)


@given(shares())
def test_nothing_changed_is_never_news(share):
    assert compare_proportions(*share, *share).verdict is Verdict.NO_SIGNIFICANT_CHANGE
    assert compare_counts(share[0], share[0]).p == pytest.approx(1)


def test_no_event_before_leaves_the_ratio_without_an_upper_limit():
    found = compare_counts(0, 4)

    assert found.p == pytest.approx(0.125)
    assert found.ratio is not None
    assert (found.ratio.estimate, found.ratio.high) == (inf, inf)
    assert found.ratio.low == pytest.approx(0.6601, abs=1e-4)


def test_no_event_at_all_is_no_change_and_no_ratio():
    found = compare_counts(0, 0)

    assert (found.p, found.verdict) == (1.0, Verdict.NO_SIGNIFICANT_CHANGE)
    assert found.ratio is not None
    assert isnan(found.ratio.estimate)


@given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 99), st.integers(1, 99))
def test_the_ratio_lies_in_its_interval(y, x, u, t):
    found = rate_ratio_interval(y, u, x, t)

    assert found.low <= found.estimate <= found.high


def test_a_rate_of_part_events_is_not_tested():
    assert compare_rates(2.5, 10, 4, 10).verdict is Verdict.NOT_TESTABLE


@pytest.mark.parametrize(("before", "after"), [(-1, 3), (3, inf), (nan, 3)])
def test_what_are_no_counts_are_refused(before, after):
    with pytest.raises(FigureError, match="zero or more"):
        compare_counts(before, after)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (Scores(mean=1, sd=0, n=1), "fewer than two scores"),
        (Scores(mean=1, sd=0, n=9), "do not vary"),
    ],
)
def test_scores_without_spread_are_not_tested(before, words):
    found = compare_means(before, Scores(mean=2, sd=0, n=9))

    assert found.verdict is Verdict.NOT_TESTABLE
    assert words in found.reason


@pytest.mark.parametrize("broken", [{"mean": nan}, {"sd": -1}, {"n": 0}, {"sd": inf}])
def test_broken_scores_are_refused(broken):
    with pytest.raises(FigureError):
        Scores(**({"mean": 1.0, "sd": 1.0, "n": 5} | broken))


def test_at_the_level_itself_nothing_is_said():
    assert verdict_of(1, 0.05, level=0.05, polarity=Polarity.HIGH) is Verdict.NO_SIGNIFICANT_CHANGE
