"""Figures are shown as people write them, and rounded as people round."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.domain.quantities import (
    COUNT,
    PERCENT,
    POINTS,
    Direction,
    Polarity,
    Unit,
    plain,
    polarity_of,
    rounded,
    shown,
)

finite = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1400, COUNT, "1,400"),
        (0, COUNT, "0"),
        (9.3, PERCENT, "9.3%"),
        (-2.5, PERCENT, "-2.5%"),
        (3, POINTS, "3 percentage points"),
        (1, POINTS, "1 percentage point"),
        (2_500_000, Unit("GBP"), "£2,500,000"),
        (-40, Unit("EUR"), "-€40"),
        (6, Unit("weeks"), "6 weeks"),
        (1e-7, COUNT, "0.0000001"),
    ],
)
def test_a_figure_is_shown_with_its_unit(value, unit, words):
    assert shown(value, unit) == words


@given(finite)
def test_a_plain_figure_is_short_and_exact(value):
    assert float(plain(value)) == value


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half_a_step(value, decimals):
    off = abs(Decimal(rounded(value, decimals).replace(",", "")) - Decimal(repr(value)))

    assert off <= Decimal(1).scaleb(-decimals) / 2


@pytest.mark.parametrize(("value", "words"), [(0.5, "1"), (1.5, "2"), (2.5, "3"), (-0.5, "-1")])
def test_a_half_is_rounded_up_as_people_do_it(value, words):
    assert rounded(value, 0) == words


def test_a_direction_implies_which_way_is_better_where_it_implies_anything():
    assert polarity_of(Direction.INCREASE) is Polarity.HIGH
    assert polarity_of(Direction.DECREASE) is Polarity.LOW
    assert polarity_of(Direction.MAINTAIN) is Polarity.UNKNOWN
    assert polarity_of(Direction.NONE) is Polarity.UNKNOWN
