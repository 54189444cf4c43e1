"""The chain ladder against the figures published with it."""

from math import sqrt

import pytest

from headway.stats.errors import FigureError
from headway.stats.mack import path, step, triangle

TAYLOR_ASHE = [
    [357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463],
    [352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085],
    [290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315],
    [310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268],
    [443160, 1136350, 2128333, 2897821, 3402672, 3873311],
    [396132, 1333217, 2180715, 2985752, 3691712],
    [440832, 1288463, 2419861, 3483130],
    [359480, 1421128, 2864498],
    [376686, 1363294],
    [344014],
]
"""Taylor and Ashe (1983), as Mack (1993) uses it; known as GenIns."""

PUBLISHED_ERRORS = [
    75_535, 121_699, 133_549, 261_406, 411_010, 558_317, 875_328, 971_258, 1_363_155,
]  # fmt: skip

ROWS = [tuple(float(figure) for figure in row) for row in TAYLOR_ASHE]


def test_the_nine_published_standard_errors_and_the_total_come_out():
    grown = triangle(ROWS)

    assert [round(one.error or 0) for one in grown.paths[1:]] == PUBLISHED_ERRORS
    assert round(grown.to_come) == 18_680_856
    assert round(grown.error or 0) == 2_447_095
    assert grown.paths[0].error == 0


def closed_form(start, at, years):
    """Mack's formula as the paper writes it, for one year against complete ones; plain and slow."""
    points = len(years[0])
    estimate, reached = start, []
    factors, spreads, sums = [], [], []
    for k in range(at, points - 1):
        total = sum(year[k] for year in years)
        factor = sum(year[k + 1] for year in years) / total
        squares = sum(year[k] * (year[k + 1] / year[k] - factor) ** 2 for year in years)
        reached.append(estimate)
        factors.append(factor)
        spreads.append(squares / (len(years) - 1))
        sums.append(total)
        estimate *= factor
    parts = zip(factors, spreads, sums, reached, strict=True)
    squared = sum(s / f**2 * (1 / c + 1 / total) for f, s, total, c in parts)
    return estimate, sqrt(estimate**2 * squared)


def test_one_year_against_complete_ones_gives_the_formula_as_written():
    years = [[10.0, 21.0, 40.0, 66.0], [13.0, 24.0, 41.0, 72.0], [9.0, 20.0, 44.0, 70.0]]
    steps = [step([(year[k], year[k + 1]) for year in years]) for k in range(3)]

    grown = path(12.0, [one for one in steps if one is not None])

    estimate, error = closed_form(12.0, 0, years)
    assert grown.end == pytest.approx(estimate, rel=1e-12)
    assert grown.error == pytest.approx(error, rel=1e-12)


def test_a_row_with_a_hole_is_named():
    with pytest.raises(FigureError, match="Row 2"):
        triangle([(10.0, 20.0, 30.0), (11.0, None, 31.0), (9.0, None, None)])


def test_a_step_that_no_row_tells_is_named():
    with pytest.raises(FigureError, match="from point 1 to point 2"):
        triangle([(0.0, 4.0), (3.0, None)])


def test_a_small_triangle_has_ends_but_no_errors():
    grown = triangle([(10.0, 20.0), (11.0, None)])

    assert grown.paths[1].end == 22
    assert grown.paths[1].error is None
    assert grown.error is None


def test_nothing_at_all_is_an_empty_triangle():
    assert triangle([]).paths == ()
