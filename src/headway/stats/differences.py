"""
How far apart two figures are.

Subtraction is done in decimals, as the figures were printed: 7.7 is one point
from 6.7, not 1.0000000000000009 points, and must not fall outside a tolerance of one.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite

_WIDE = Context(prec=700, rounding=ROUND_HALF_UP)
"""Wide enough that any two finite floats subtract exactly."""


def difference(after: float, before: float) -> float:
    """
    `after` minus `before`, exact in the decimals the two were written with.

    >>> difference(9.3, 6.7), 9.3 - 6.7
    (2.6, 2.6000000000000005)

    Returns infinity where the result is too large for a float.
    """
    return float(_WIDE.subtract(Decimal(repr(float(after))), Decimal(repr(float(before)))))


def percentage_change(before: float, after: float) -> float | None:
    """
    Change from `before` to `after`, as a percentage of `before`'s size.

    None when `before` is zero: growth from nothing has no percentage, and a
    report that prints one misleads its board. None also where the result is too
    large for a float.

    >>> percentage_change(80, 60)
    -25.0
    >>> percentage_change(0, 4) is None
    True

    Between percentages use `difference`, which gives percentage points.
    """
    if before == 0:
        return None
    change = difference(after, before) / abs(before) * 100
    return change if isfinite(change) else None


def half_up(value: float, decimals: int = 0) -> float:
    """
    Rounded half away from zero, as people and the published tables do it.

    Python's own `round` sends halves to the even neighbour, and works on the
    binary value: 2.675 would become 2.67.

    >>> half_up(2.5), half_up(2.675, 2), half_up(-0.5)
    (3.0, 2.68, -1.0)
    """
    exponent = Decimal(1).scaleb(-decimals)
    return float(_WIDE.quantize(Decimal(repr(float(value))), exponent))
