"""Areas in order, and in equal groups."""

from math import ceil, floor, inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.stats.errors import FigureError
from headway.stats.quantiles import quantiles, quintiles, ranks

values = st.lists(st.one_of(st.none(), st.integers(-20, 20)), max_size=80)


def as_published(figures, groups, *, invert):
    """The published rule in its own words, slowly and in floating point."""
    known = [v for v in figures if v is not None]
    found: list[int | None] = []
    n = len(known)
    for value in figures:
        if value is None or n < groups:
            found.append(None)
            continue
        better = sum(v > value if invert else v < value for v in known)
        group = floor(groups + 1 - ceil((n + 1 - (better + 1)) / (n / groups)))
        found.append(1 if group == 0 else group)
    return found


@given(values, st.integers(1, 10), st.booleans())
def test_the_groups_are_those_of_the_published_rule(figures, groups, invert):
    assert quantiles(figures, groups, invert=invert) == as_published(figures, groups, invert=invert)


@given(st.integers(1, 60), st.integers(1, 10))
def test_without_ties_groups_differ_by_one_area_at_most(areas, groups):
    found = quantiles([float(value) for value in range(areas)], groups)

    if areas >= groups:
        sizes = [found.count(group) for group in range(1, groups + 1)]
        assert max(sizes) - min(sizes) <= 1
    else:
        assert set(found) == {None}


@given(values)
def test_missing_stays_missing_and_no_other_area_is_lost(figures):
    found = ranks(figures)

    assert [rank is None for rank in found] == [value is None for value in figures]


@given(values)
def test_a_larger_figure_is_never_in_a_lower_group(figures):
    placed = [(v, q) for v, q in zip(figures, quintiles(figures), strict=True) if q is not None]

    for value, group in placed:
        assert all(other <= group for v, other in placed if v <= value and other is not None)


def test_those_that_tie_share_a_group():
    assert quintiles([1, 2, 3, 3, 3, 3, 3, 8, 9, 10]) == [1, 1, 2, 2, 2, 2, 2, 4, 5, 5]


def test_four_areas_make_no_fifths():
    assert quintiles([1, 2, None, 3, 4]) == [None] * 5


@pytest.mark.parametrize("value", [nan, inf])
def test_what_cannot_be_ranked_is_refused(value):
    with pytest.raises(FigureError, match="finite or missing"):
        quintiles([1, 2, value, 3, 4])


def test_no_groups_are_refused():
    with pytest.raises(FigureError, match="one group or more"):
        quantiles([1, 2], 0)
