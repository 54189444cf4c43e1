"""Many tests at once."""

from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from headway.stats.errors import FigureError
from headway.stats.multiplicity import (
    benjamini_hochberg,
    chance_of_a_false_find,
    expected_false_finds,
    holm,
)

chances = st.floats(0, 1)
gappy = st.lists(st.one_of(st.none(), chances), max_size=15)


@settings(max_examples=20)
@given(gappy)
def test_adjusted_as_statsmodels_does_with_the_gaps_kept_in_place(p_values):
    known = [p for p in p_values if p is not None]
    for ours, theirs in ((benjamini_hochberg, "fdr_bh"), (holm, "holm")):
        adjusted = iter(multipletests(known, method=theirs)[1] if known else [])
        expected = [-1.0 if p is None else next(adjusted) for p in p_values]

        found = [-1.0 if p is None else p for p in ours(p_values)]

        assert found == pytest.approx(expected, rel=1e-12, abs=1e-300)


@given(gappy)
def test_adjusting_never_makes_a_change_likelier_and_keeps_their_order(p_values):
    for method in (benjamini_hochberg, holm):
        adjusted = zip(p_values, method(p_values), strict=True)
        pairs = sorted((p, q) for p, q in adjusted if p is not None and q is not None)

        assert all(p <= q <= 1 for p, q in pairs)
        assert [q for _, q in pairs] == sorted(q for _, q in pairs)


@given(gappy)
def test_holm_is_the_stricter(p_values):
    pairs = zip(benjamini_hochberg(p_values), holm(p_values), strict=True)

    assert all(h >= bh - 1e-12 for bh, h in pairs if bh is not None and h is not None)


def test_nothing_tested_leaves_nothing_adjusted():
    assert benjamini_hochberg([None, None]) == [None, None]
    assert holm([]) == []


def test_of_sixty_unchanged_measures_three_look_changed():
    assert expected_false_finds(60) == pytest.approx(3)
    assert chance_of_a_false_find(60) == pytest.approx(0.954, abs=5e-4)
    assert chance_of_a_false_find(0) == 0


@pytest.mark.parametrize("p", [-0.1, 1.1, nan])
def test_what_is_no_p_value_is_refused(p):
    for method in (benjamini_hochberg, holm):
        with pytest.raises(FigureError, match="between 0 and 1"):
            method([0.5, p])
