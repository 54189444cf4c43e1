"""How exact a mean is."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle

from headway.stats.comparisons import Scores, compare_means
from headway.stats.errors import FigureError
from headway.stats.means import mean_interval, scores_of

scores = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30)


@given(scores, st.sampled_from([0.9, 0.95, 0.998]))
def test_the_interval_is_students(values, level):
    found = mean_interval(scores_of(values), level)

    error = np.std(values, ddof=1) / np.sqrt(len(values))
    reach = oracle.t.ppf((1 + level) / 2, len(values) - 1) * error
    assert found.estimate == pytest.approx(np.mean(values), abs=1e-6)
    assert found.low == pytest.approx(np.mean(values) - reach, rel=1e-9, abs=1e-5)
    assert found.high == pytest.approx(np.mean(values) + reach, rel=1e-9, abs=1e-5)


def test_summary_figures_of_twenty_children_serve_as_well_as_their_scores():
    """A mean of 20.6 with a deviation of 3.1: 2.093 standard errors of 0.693 to either side."""
    found = mean_interval(Scores(mean=20.6, sd=3.1, n=20))

    assert (round(found.low, 2), round(found.high, 2)) == (19.15, 22.05)


def test_a_missing_score_is_left_out_and_is_no_zero():
    assert scores_of([4, None, 8]) == scores_of([4, 8])


def test_scores_that_never_vary_have_no_width():
    found = mean_interval(scores_of([7, 7, 7]))

    assert (found.low, found.estimate, found.high) == (7, 7, 7)


def test_the_same_scores_go_into_a_comparison_of_two_rounds():
    found = compare_means(scores_of([1, 2, 3, 4]), scores_of([6, 7, 8, 9]))

    assert found.estimate == 5.0
    assert found.p is not None
    assert found.p < 0.01


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], "at least one score"),
        ([None, None], "at least one score"),
        ([5], "at least two scores"),
        ([1, nan], "finite"),
        ([1, inf], "finite"),
        ([1, 1e200], "finite"),
    ],
)
def test_scores_without_an_interval_get_one_sentence(values, words):
    with pytest.raises(FigureError, match=words):
        mean_interval(scores_of(values))


@pytest.mark.parametrize("level", [0, 1, 95, nan])
def test_a_level_is_a_fraction(level):
    with pytest.raises(FigureError, match="fraction"):
        mean_interval(scores_of([1, 2]), level)
