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


@pytest.mark.parametrize(
    "p_values",
    [
        [],
        [None],
        [0.04],
        [0.01, None, 0.04, 0.03, None],
        [0.02, 0.5, 0.02, 0.02, None, 1.0, 0.0],
        [0.9, 0.8, None, 0.049, 0.05, 0.051, 1e-300, 5e-324, 0.31, 0.31],
    ],
)
def test_adjusted_as_statsmodels_does_with_the_gaps_kept_in_place(p_values):
    known = [p for p in p_values if p is not None]
    for ours, theirs in ((benjamini_hochberg, "fdr_bh"), (holm, "holm")):
        adjusted = iter(multipletests(known, method=theirs)[1] if known else [])
        expected = [-1.0 if p is None else next(adjusted) for p in p_values]

        found = [-1.0 if p is None else p for p in ours(p_values)]

        assert found == pytest.approx(expected, rel=1e-12, abs=1e-300)


@settings(max_examples=50)
@given(gappy)
def test_adjusted_as_the_definitions_have_it(p_values):
    known = sorted(p for p in p_values if p is not None)
    ranked = list(enumerate(known))
    falsely = [min(q * len(known) / (rank + 1) for rank, q in ranked[at:]) for at, _ in ranked]
    strictly = [max(q * (len(known) - rank) for rank, q in ranked[: at + 1]) for at, _ in ranked]

    for found, expected in ((benjamini_hochberg(p_values), falsely), (holm(p_values), strictly)):
        assert [p is None for p in found] == [p is None for p in p_values]
        assert sorted(p for p in found if p is not None) == pytest.approx(
            [min(1.0, p) for p in expected], rel=1e-12, abs=1e-300
        )


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
