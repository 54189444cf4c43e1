"""What is simulated for the docs is what a board is shown."""

import numpy as np
import pytest
from bench.charted import RULES, rules, signals
from bench.false_alarms import KNOWN, shares_differ, standard

from headway.stats.spc.charts import Improvement, xmr

MAKERS = {
    "normal": lambda random, points: random.standard_normal((150, points)),
    "steps": lambda random, points: random.integers(-1, 2, (150, points)).cumsum(axis=1) * 1.0,
    "counts": lambda random, points: random.poisson(1, (150, points)) * 1.0,
    "climbs": lambda random, points: random.normal(0.7, 1, (150, points)).cumsum(axis=1),
}


@pytest.mark.parametrize("made", MAKERS)
@pytest.mark.parametrize(("points", "baseline"), [(9, None), (24, None), (30, 12)])
def test_the_charts_that_are_simulated_are_the_charts_that_are_drawn(made, points, baseline):
    series = MAKERS[made](np.random.default_rng(points), points)

    many = rules(series, baseline=baseline)

    for values, codes in zip(series.tolist(), many, strict=True):
        chart = xmr(values, improvement=Improvement.INCREASE, baseline=baseline)
        assert [point.rule for point in chart.points] == [RULES[code] for code in codes]


def test_a_series_that_never_varies_gives_no_signal_in_either():
    assert not signals(np.full((1, 20), 4.2)).any()


@pytest.mark.parametrize("points", KNOWN)
def test_false_alarms_are_as_many_as_is_known(points):
    share = signals(standard(np.random.default_rng(7), 8000, points)).any(axis=1).mean()

    assert share * 100 == pytest.approx(KNOWN[points], abs=2)


def test_the_two_period_tests_are_those_of_statistics():
    from scipy import stats

    a, b = np.array([40.0, 2.0, 0.0]), np.array([60.0, 7.0, 0.0])

    many = shares_differ(a, b, 400)

    plain = stats.chi2_contingency([[40, 360], [60, 340]], correction=False).pvalue
    assert many[0] == pytest.approx(plain)
    assert many[1] == pytest.approx(stats.fisher_exact(np.array([[2, 398], [7, 393]])).pvalue)
    assert many[2] == 1
