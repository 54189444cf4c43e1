"""Many areas at once: limits, labels, and what to do when all lie outside."""

from math import asin, inf, log, nan, pi, sin, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from headway.stats.dispersion import (
    Dispersion,
    Scale,
    Tails,
    dispersion_of,
    proportion_dispersion,
    ratio_dispersion,
    widened_limits,
)
from headway.stats.errors import FigureError
from headway.stats.funnels import (
    Significance,
    baseline_of,
    funnel_curve,
    proportion_limit,
    proportion_limits,
    proportion_significance,
    rate_limits,
    rate_significance,
    ratio_significance,
    standardised_rate_significance,
)
from headway.stats.proportions import wilson_interval
from headway.stats.rates import exact_poisson_interval, poisson_interval

places = st.lists(
    st.integers(1, 4000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=20,
)


@given(st.floats(0.01, 0.99), st.integers(20, 50_000))
def test_the_wilson_bound_of_a_limit_touches_the_baseline(baseline, n):
    for probability, level in ((0.975, 0.95), (0.999, 0.998)):
        high = proportion_limit(baseline, n, probability)
        low = proportion_limit(baseline, n, 1 - probability)
        if high < 1:
            assert wilson_interval(high * n, n, level).low == pytest.approx(baseline, abs=1e-9)
        if low > 0:
            assert wilson_interval(low * n, n, level).high == pytest.approx(baseline, abs=1e-9)


def wilson_label(x, n, baseline):
    """The slow way round: does the area's own interval leave out the baseline?"""
    for level, tail in ((0.998, "0.001"), (0.95, "0.025")):
        own = wilson_interval(x, n, level)
        if own.high < baseline - 1e-12:
            return f"Low ({tail})"
        if own.low > baseline + 1e-12:
            return f"High ({tail})"
    return "Not significant"


@given(places)
def test_an_area_outside_the_funnel_is_one_whose_interval_leaves_out_the_rest(areas):
    x, n = ([*column] for column in zip(*areas, strict=True))
    baseline = baseline_of(x, n)
    assume(0 < baseline < 1)

    found = proportion_significance(x, n)

    assert found == [wilson_label(hits, tries, baseline) for hits, tries in areas]


def test_all_the_same_is_nothing_special():
    assert set(proportion_significance([0, 0], [5, 9])) == {Significance.NOT_SIGNIFICANT}
    assert set(proportion_significance([5, 9], [5, 9])) == {Significance.NOT_SIGNIFICANT}


@given(st.integers(0, 300), st.floats(0.5, 300))
def test_a_ratio_is_high_where_its_own_interval_lies_above_one(observed, expected):
    [found] = ratio_significance([observed], [expected])

    usual, strict = (poisson_interval(observed, level) for level in (0.95, 0.998))
    if strict.low > expected:
        assert found is Significance.HIGH_OUTER
    elif usual.low > expected:
        assert found is Significance.HIGH_INNER
    elif strict.high < expected:
        assert found is Significance.LOW_OUTER
    elif usual.high < expected:
        assert found is Significance.LOW_INNER
    else:
        assert found is Significance.NOT_SIGNIFICANT


@settings(max_examples=50)
@given(st.integers(0, 400), st.integers(1, 200_000), st.floats(1e-5, 0.02))
def test_the_lines_of_a_chart_agree_with_the_labels(events, size, baseline):
    lines = rate_limits(baseline, size)
    rate = events / size
    assume(all(abs(rate - line) * size > 1e-6 for line in (lines.low_inner, lines.high_inner)))

    [found] = rate_significance([events], [size], baseline=baseline)

    outside = rate < lines.low_inner or rate > lines.high_inner
    assert (found is not Significance.NOT_SIGNIFICANT) == outside


@settings(max_examples=30)
@given(st.floats(0.01, 0.99), st.integers(1, 500), st.integers(2, 100))
def test_larger_areas_have_narrower_limits_around_the_same_baseline(baseline, size, times):
    for limits in (proportion_limits, rate_limits):
        curve = funnel_curve(limits, baseline, size, size * times, points=4)

        for at in curve:
            lines = [at.low_outer, at.low_inner, baseline, at.high_inner, at.high_outer]
            assert lines == sorted(lines)
        assert curve[0].high_inner >= curve[-1].high_inner
        assert curve[-1].denominator == pytest.approx(size * times)


def test_areas_with_a_gap_keep_their_place_and_weigh_nothing():
    with_gap = proportion_significance([65, None, 100], [100, 50, 100])
    without = proportion_significance([65, 100], [100, 100])

    assert with_gap == [without[0], None, without[1]]
    assert rate_significance([5, None], [1000, 10])[1] is None


@pytest.mark.parametrize(
    ("x", "n"),
    [([], []), ([None], [None]), ([1], [0]), ([-1], [5]), ([6], [5]), ([1, 2], [5]), ([nan], [5])],
)
def test_areas_that_make_no_sense_are_refused(x, n):
    with pytest.raises(FigureError):
        proportion_significance(x, n)


@pytest.mark.parametrize("baseline", [-0.1, 1.1, nan, inf])
def test_a_baseline_of_shares_lies_between_nought_and_one(baseline):
    with pytest.raises(FigureError, match="between 0 and 1"):
        proportion_limits(baseline, 100)


def by_moments(z, s):
    """phi and tau2 with numpy, from the formulas as printed."""
    z, w = np.array(z), 1 / np.array(s) ** 2
    phi = float((z**2).mean())
    bottom = w.sum() - (w**2).sum() / w.sum()
    return phi, max(0.0, float((len(z) * phi - (len(z) - 1)) / bottom))


scored = st.lists(st.tuples(st.floats(-9, 9), st.floats(0.01, 2)), min_size=10, max_size=60)


@given(scored)
def test_dispersion_is_the_moment_estimate(pairs):
    z, s = ([*column] for column in zip(*pairs, strict=True))

    found = dispersion_of(z, s, scale=Scale.LOG, tails=Tails.KEPT)

    assert (found.phi, found.tau2) == pytest.approx(by_moments(z, s), rel=1e-9, abs=1e-12)


@given(scored)
def test_tails_are_drawn_in_to_numpys_percentiles_or_cut_off_there(pairs):
    z, s = ([*column] for column in zip(*pairs, strict=True))
    low, high = np.percentile(z, [10, 90])
    assume(sum(low + 1e-9 < value < high - 1e-9 for value in z) >= 2)
    assume(all(min(abs(value - low), abs(value - high)) > 1e-9 for value in z))
    kept = [(a, b) for a, b in pairs if low < a < high]

    drawn = dispersion_of(z, s, scale=Scale.LOG, tails=Tails.DRAWN_IN)
    cut = dispersion_of(z, s, scale=Scale.LOG, tails=Tails.CUT_OFF)

    assert (drawn.phi, drawn.tau2) == pytest.approx(
        by_moments(np.clip(z, low, high), s), rel=1e-9, abs=1e-12
    )
    assert (cut.phi, cut.tau2) == pytest.approx(
        by_moments(*zip(*kept, strict=True)), rel=1e-9, abs=1e-12
    )
    assert (drawn.areas, cut.areas) == (len(z), len(kept))


def test_areas_alike_but_for_chance_are_called_dispersed_about_one_time_in_twenty():
    chance = np.random.default_rng(7)
    sizes = [400] * 60
    clear = [
        proportion_dispersion(list(chance.binomial(400, 0.3, 60)), sizes, tails=Tails.KEPT).clear
        for _ in range(400)
    ]

    assert 0.02 < np.mean(clear) < 0.08


def test_areas_that_truly_differ_get_wider_limits_that_flag_fewer():
    chance = np.random.default_rng(11)
    true = np.clip(chance.normal(0.3, 0.05, 80), 0.05, 0.9)
    x = [int(value) for value in chance.binomial(2000, true)]
    found = proportion_dispersion(x, [2000] * 80)

    plain = proportion_limits(0.3, 2000)
    wide = widened_limits(0.3, 2000, found)
    flagged = [
        sum(not at.low_inner <= value / 2000 <= at.high_inner for value in x)
        for at in (plain, wide)
    ]

    assert found.clear
    assert flagged[0] > 40
    assert flagged[1] < 10


@pytest.mark.parametrize("scale", list(Scale))
def test_without_clear_dispersion_limits_are_those_of_chance_on_the_scale(scale):
    none = Dispersion(phi=1.1, tau2=0.2, areas=9, clear=False, scale=scale, tails=Tails.KEPT)
    found = widened_limits(1.0 if scale is not Scale.ARCSINE else 0.3, 400, none)
    z = 1.959963984540054
    expected = {
        Scale.ARCSINE: sin(asin(sqrt(0.3)) + z / 40) ** 2,
        Scale.SQUARE_ROOT: (1 + z / 40) ** 2,
        Scale.LOG: 2.718281828459045 ** (z / 20),
    }

    assert found.high_inner == pytest.approx(expected[scale])


def test_limits_stay_within_nought_and_one_however_wide():
    wild = Dispersion(phi=99, tau2=9.0, areas=9, clear=True, scale=Scale.ARCSINE, tails=Tails.KEPT)
    found = widened_limits(0.3, 10, wild)

    assert (found.low_outer, found.high_outer) == (0.0, sin(pi / 2) ** 2)


def test_the_logarithm_of_observed_over_expected_is_its_score():
    found = ratio_dispersion([120, 70], [100, 90], scale=Scale.LOG, tails=Tails.KEPT)

    assert found.phi == pytest.approx((100 * log(1.2) ** 2 + 90 * log(70 / 90) ** 2) / 2)


def test_no_event_has_no_logarithm_and_says_which_scale_to_take():
    with pytest.raises(FigureError, match="square-root"):
        ratio_dispersion([0, 70], [100, 90], scale=Scale.LOG)


@pytest.mark.parametrize(
    ("z", "s", "share"),
    [([1, 2], [1], 0.1), ([1, nan], [1, 1], 0.1), ([1, 2], [1, 0], 0.1), ([1, 2], [1, 1], 0.5),
     ([1], [1], 0.1), ([], [], 0.1)],
)  # fmt: skip
def test_scores_that_make_no_sense_are_refused(z, s, share):
    with pytest.raises(FigureError):
        dispersion_of(z, s, scale=Scale.LOG, tails=Tails.DRAWN_IN, share=share)


@settings(max_examples=40)
@given(st.integers(1, 500), st.floats(1e-5, 0.5))
def test_exact_lines_pass_through_the_counts_whose_exact_limit_is_the_baseline(events, baseline):
    for level, low, high in (
        (0.95, "low_inner", "high_inner"),
        (0.998, "low_outer", "high_outer"),
    ):
        own = exact_poisson_interval(events, level)
        for bound, line in ((own.high, low), (own.low, high)):
            size = bound / baseline
            found = getattr(rate_limits(baseline, size, exact=True), line)
            usual = getattr(rate_limits(baseline, size), line)

            assert found * size == pytest.approx(events, rel=1e-6)
            assert usual == pytest.approx(found, rel=0.01)


def test_a_standardised_rate_is_labelled_as_the_crude_rate_that_would_give_it():
    events, sizes = [40, 12, 90], [1000.0, 2000.0, 1500.0]
    rates = [1000 * x / n for x, n in zip(events, sizes, strict=True)]

    assert standardised_rate_significance(events, rates, per=1000) == rate_significance(
        events, sizes
    )


def test_a_standardised_rate_of_few_events_gets_no_label_but_counts_towards_the_whole():
    labels = standardised_rate_significance([9, None, 0, 40], [90, 5, 0, 10], per=1000)

    assert labels[:3] == [None, None, None]
    assert labels[3] is Significance.NOT_SIGNIFICANT
