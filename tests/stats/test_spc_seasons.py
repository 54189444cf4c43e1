"""Seasons: found where they are, taken out, and not made up."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headway.stats.errors import FigureError
from headway.stats.spc.charts import Improvement, xmr
from headway.stats.spc.seasons import deseasonalised, seasonality, year_on_year

ABSENCE = [7, 9, 6, 7.5, 9.4, 6.1, 6.8, 9.9, 6.2, 7.2, 9.1, 6.5, 7.1, 9.6, 6.0]
"""Five years of three terms, higher every winter."""


def found_in(values, period):
    """A test of seasons that could be made."""
    found = seasonality(values, period)
    assert found is not None
    return found


figures = st.lists(st.integers(-40, 40).map(lambda n: n / 4), min_size=9, max_size=36)


def test_winter_is_found_and_the_warning_says_what_to_do():
    found = found_in(ABSENCE, 3)

    assert found.strong
    assert found.share > 0.9
    assert "same season" in found.sentence


def test_figures_that_rise_through_a_drifting_level_have_no_seasons():
    drifting = [5, 5.4, 5.1, 9, 8.8, 9.1, 2, 2.2, 2.1, 7, 6.9, 6.8]

    assert not found_in(drifting, 3).strong


def test_with_fewer_than_three_whole_years_nothing_is_said():
    assert seasonality(ABSENCE[:8], 3) is None
    assert seasonality([7, None, 6, *ABSENCE[:6]], 3) is None


def test_the_same_every_year_is_certain_and_the_same_every_term_is_nothing():
    always = found_in([1, 2, 3] * 4, 3)
    never = found_in([5] * 12, 3)

    assert (always.statistic, always.p, always.share) == (inf, 0, 1)
    assert (never.statistic, never.strong, never.share) == (0, False, 0)


@given(st.lists(st.floats(-50, 50), min_size=12, max_size=12))
def test_the_test_is_the_analysis_of_variance_of_terms_within_years(values):
    years = np.array(values).reshape(4, 3)
    left = years - years.mean(axis=1, keepdims=True) - years.mean(axis=0) + years.mean()
    between = 4 * ((years.mean(axis=0) - years.mean()) ** 2).sum() / 2
    if (left**2).sum() < 1e-6:
        return

    expected = stats.f.sf(between / ((left**2).sum() / 6), 2, 6)

    assert found_in(values, 3).p == pytest.approx(expected, abs=1e-9)


def test_without_its_seasons_a_real_change_is_seen_that_they_hid():
    changed = [*ABSENCE, *(value + 1.2 for value in ABSENCE[:6])]

    as_it_is = xmr(changed, improvement=Improvement.DECREASE, baseline=15)
    like_with_like = xmr(
        deseasonalised(changed, 3, baseline=15), improvement=Improvement.DECREASE, baseline=15
    )

    assert not as_it_is.signals
    assert like_with_like.signals
    assert min(like_with_like.signals) >= 15


@given(figures, st.integers(2, 3))
def test_taking_seasons_out_leaves_every_season_at_one_level(values, period):
    whole = values[: len(values) // period * period]
    if len(whole) < 3 * period:
        return

    left = [value for value in deseasonalised(whole, period) if value is not None]

    means = [sum(left[at::period]) / len(left[at::period]) for at in range(period)]
    assert means == pytest.approx([sum(whole) / len(whole)] * period)


@given(figures)
def test_taking_seasons_out_twice_changes_nothing_more(values):
    once = deseasonalised(values, 3)

    assert deseasonalised(once, 3) == pytest.approx(once)


def test_gaps_stay_gaps():
    gappy = [*ABSENCE[:4], None, *ABSENCE[5:]]

    assert deseasonalised(gappy, 3)[4] is None
    assert year_on_year(gappy, 3)[1] is year_on_year(gappy, 3)[4] is None


@pytest.mark.parametrize(
    ("values", "period", "options", "words"),
    [
        ([], 3, {}, "is empty"),
        ([None] * 12, 3, {}, "missing"),
        ([inf] * 12, 3, {}, "finite"),
        (ABSENCE, 1, {}, "at least two figures a year"),
        (ABSENCE[:8], 3, {}, "Season 3 of 3 has 2 figures"),
        (ABSENCE, 3, {"baseline": 10}, "whole years of 3 figures"),
        (ABSENCE, 3, {"baseline": 6}, "at least 3"),
    ],
)
def test_what_has_no_seasons_to_take_out_is_said_in_a_sentence(values, period, options, words):
    with pytest.raises(FigureError, match=words):
        deseasonalised(values, period, **options)
