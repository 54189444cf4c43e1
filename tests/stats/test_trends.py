"""A drift over several periods."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from headway.domain.quantities import Polarity
from headway.stats.comparisons import compare_proportions
from headway.stats.errors import FigureError
from headway.stats.trends import trend_in_proportions, trend_in_rates
from headway.stats.verdicts import Verdict


@st.composite
def series(draw):
    sizes = draw(st.lists(st.integers(1, 5000), min_size=3, max_size=8))
    return [draw(st.integers(0, n)) for n in sizes], sizes


@given(series())
def test_cochran_armitage_is_the_regression_it_is_defined_as(figures):
    """Weighted regression of the shares on time, the total variance known: as R computes it."""
    x, n = (np.array(column, float) for column in figures)
    share = x.sum() / n.sum()
    found = trend_in_proportions(*figures)
    if share in (0, 1):
        assert found.verdict is Verdict.NOT_TESTABLE
        return
    weights = n / share / (1 - share)
    time = np.arange(len(x), dtype=float)
    centred = time - (weights * time).sum() / weights.sum()
    slope = (weights * centred * (x / n)).sum() / (weights * centred**2).sum()
    statistic = slope**2 * (weights * centred**2).sum()

    assert found.slope == pytest.approx(slope * 100, rel=1e-7, abs=1e-9)
    assert found.p == pytest.approx(stats.chi2.sf(statistic, 1), rel=1e-6, abs=1e-12)


def test_rs_own_example_of_smokers():
    found = trend_in_proportions([83, 90, 129, 70], [86, 93, 136, 82])

    assert found.p == pytest.approx(0.004132, abs=5e-7)


@given(series())
def test_the_trend_in_rates_is_the_score_test_of_a_poisson_regression(figures):
    events, exposures = figures
    if sum(events) == 0:
        assert trend_in_rates(*figures).verdict is Verdict.NOT_TESTABLE
        return
    design = np.column_stack([np.ones(len(events)), np.arange(len(events))])
    model = GLM(events, design, family=Poisson(), exposure=exposures)
    flat = np.array([np.log(sum(events) / sum(exposures)), 0.0])
    score = model.score(flat)
    information = -model.hessian(flat)
    statistic = score @ np.linalg.solve(information, score)

    found = trend_in_rates(*figures)

    assert found.p == pytest.approx(stats.chi2.sf(statistic, 1), rel=1e-6, abs=1e-12)


@given(series(), st.data())
def test_a_missing_period_is_left_out_its_place_kept_and_said(figures, data):
    x, n = ([*column] for column in figures)
    gap = data.draw(st.integers(0, len(x) - 1))
    times = [at for at in range(len(x)) if at != gap]
    kept_x, kept_n = [x[at] for at in times], [n[at] for at in times]

    found = trend_in_proportions([*x[:gap], None, *x[gap + 1 :]], n)
    without = trend_in_proportions(kept_x, kept_n, scores=times)

    assert found.dropped == (gap,)
    assert found.periods == len(x) - 1
    assert (found.p, found.slope) == (without.p, without.slope)


@given(series())
def test_a_trend_read_backwards_has_the_opposite_slope(figures):
    x, n = figures
    there, back = trend_in_proportions(x, n), trend_in_proportions(x[::-1], n[::-1])

    if there.slope is not None and back.slope is not None:
        assert there.slope == pytest.approx(-back.slope, abs=1e-9)
        assert there.p == pytest.approx(back.p, rel=1e-6)


def test_unequal_spacing_changes_the_slope_per_year():
    even = trend_in_proportions([50, 60, 70], [100, 100, 100])
    gap = trend_in_proportions([50, 60, 70], [100, 100, 100], scores=[2016, 2018, 2020])

    assert even.slope == pytest.approx(10)
    assert gap.slope == pytest.approx(5)
    assert even.p == pytest.approx(gap.p)


@pytest.mark.parametrize(
    ("polarity", "verdict"),
    [
        (Polarity.HIGH, Verdict.IMPROVED),
        (Polarity.LOW, Verdict.WORSENED),
        (Polarity.NEUTRAL, Verdict.INCREASED),
    ],
)
def test_a_steady_rise_is_called_what_it_is(polarity, verdict):
    found = trend_in_proportions([40, 50, 60, 70], [100] * 4, polarity=polarity)

    assert found.verdict is verdict
    assert found.low is not None
    assert found.low > 0


def test_small_steps_each_chance_may_together_be_a_drift():
    x, n = [60, 70, 80, 90, 100], [400] * 5
    steps = [compare_proportions(x[i], 400, x[i + 1], 400).verdict for i in range(4)]

    assert set(steps) == {Verdict.NO_SIGNIFICANT_CHANGE}
    assert trend_in_proportions(x, n).verdict is Verdict.INCREASED


@pytest.mark.parametrize("x", [[], [1], [1, 2], [1, None, 2], [None, None, None, None]])
def test_fewer_than_three_periods_have_no_trend_and_it_says_so(x):
    for trend in (trend_in_proportions, trend_in_rates):
        found = trend(x, [10] * len(x))

        assert found.verdict is Verdict.NOT_TESTABLE
        assert "at least 3 periods" in found.reason


@pytest.mark.parametrize("x", [[0, 0, 0], [9, 9, 9]])
def test_all_or_none_throughout_has_nothing_to_drift(x):
    assert trend_in_proportions(x, [9] * 3).verdict is Verdict.NOT_TESTABLE


@pytest.mark.parametrize(
    ("x", "n", "scores"),
    [
        ([1, 2], [3, 3, 3], None),
        ([1, 2, 3], [3, 3, 3], [1, 2]),
        ([1, 2, 3], [3, 3, 3], [1, 3, 2]),
        ([1, 2, 3], [3, 3, 3], [1, 1, 2]),
        ([1, 2, 3], [3, 3, 3], [1, 2, inf]),
        ([1, 2, 4], [3, 3, 3], None),
        ([1, -2, 3], [3, 3, 3], None),
        ([1, nan, 3], [3, 3, 3], None),
        ([1, 2, 3], [3, 0, 3], None),
    ],
)
def test_figures_that_make_no_sense_are_refused(x, n, scores):
    with pytest.raises(FigureError):
        trend_in_proportions(x, n, scores=scores)
