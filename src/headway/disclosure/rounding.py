"""
Controlled rounding: every count to a multiple of a base, and the sums still hold.

Each count goes to the multiple below it or the one above; a multiple stays ("zero-restricted").
Of all such tables the one with the least total change is found by integer programming (Cox,
Journal of the American Statistical Association 82, 1987, for two-way tables). Rounding each
count by itself is not enough: five 2s make 10, and become 0 + 0 + 0 + 0 + 0.

Linked and three-way tables may have no such solution. Then some counts go one multiple
further, as few as it takes, and the answer names them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import floor, inf
from typing import Any

from headway.disclosure.cells import CellId, Model, TableError

_REACHES = (0, 1, None)
"""How many multiples beyond its neighbours a count may go, tried in this order; None: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounded:
    """
    A table whose counts are multiples of `base`, and whose sums hold.

    Attributes:
        values: Each cell as it may be printed.
        change: Distance from the true counts, added over all cells.
        further: Cells that had to go beyond their neighbouring multiples; empty where the
            rounding is zero-restricted.
        reach: Less than this many bases lie between a count and what is printed.
        proved: Whether no table of this kind is nearer.
    """

    base: int
    values: Mapping[CellId, float]
    change: float
    further: tuple[CellId, ...]
    reach: int
    proved: bool


def rounded(
    model: Model,
    base: int,
    *,
    fixed: Mapping[CellId, float] | None = None,
    seconds: float = 30.0,
) -> Rounded:
    """
    The nearest table of multiples of `base` in which every sum holds.

    Args:
        model: The true counts.
        base: To multiples of this.
        fixed: Rounded values already published; they stay as they are.
        seconds: After this long the best table so far is taken (`proved` is then False).

    Raises:
        TableError: The base is below 2, a fixed value is no multiple, no table was found in
            time, or the fixed values leave no table whose sums hold.

    >>> from headway.disclosure.cells import Cell, Relation, model
    >>> parts = [CellId(f"school {n}") for n in range(1, 6)]
    >>> table = model(
    ...     [*(Cell(id=part, value=2) for part in parts), Cell(id=CellId("all"), value=10)],
    ...     [Relation(total=CellId("all"), parts=tuple(parts))],
    ... )
    >>> found = rounded(table, 5)
    >>> sorted(found.values[part] for part in parts), found.values[CellId("all")], found.change
    ([0, 0, 0, 5, 5], 10, 12.0)
    """
    if base < 2:
        raise TableError(f"counts are rounded to a base of 2 or more, got {base}")
    fixed = fixed or {}
    for name, value in fixed.items():
        if value % base:
            raise TableError(f'"{name}" was published as {value:g}, no multiple of {base}')
    for reach in _REACHES:
        found = _nearest(model, base, fixed, reach, seconds)
        if found is not None:
            return found
    raise TableError(
        f"the counts cannot be rounded to {base} so that the sums hold and what was published "
        f"before stays: {', '.join(map(str, sorted(fixed)))}; leave out one of these"
    )


def percentage(numerator: float, denominator: float, *, decimals: int = 0) -> float | None:
    """
    A percentage from two rounded counts, so that it tells no more than they do.

    Halves go up. None where the denominator is rounded to zero.

    >>> percentage(5, 45), percentage(5, 40, decimals=1), percentage(5, 0)
    (11.0, 12.5, None)
    """
    if denominator == 0:
        return None
    step = Decimal(1).scaleb(-decimals)
    share = Decimal(str(numerator)) * 100 / Decimal(str(denominator))
    return float(share.quantize(step, rounding=ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class _Steps:
    """One cell in multiples of the base: the multiple below, what is above it, the bounds."""

    below: int
    over: float
    """How far the count is above that multiple, in units."""
    fixed: int | None

    @property
    def is_multiple(self) -> bool:
        return self.over == 0


def _steps(value: float, base: int, fixed: float | None) -> _Steps:
    below = floor(value / base + 1e-9)
    over = value - below * base
    stays = None if fixed is None else round(fixed / base)
    return _Steps(below=below, over=0.0 if abs(over) < 1e-9 else over, fixed=stays)


def _nearest(
    model: Model, base: int, fixed: Mapping[CellId, float], reach: int | None, seconds: float
) -> Rounded | None:
    """
    The nearest table within `reach` multiples beyond the neighbours; None if there is none.

    For each cell three whole numbers: `up` (0 or 1), and the multiples beyond, downwards and
    upwards. Going beyond costs more than all other change together, so it is kept to least.
    """
    names = list(model.cells)
    steps = [_steps(model.cells[name].value, base, fixed.get(name)) for name in names]
    result = _solved(model, names, steps, base, reach, seconds)
    if result.status == 2:
        return None
    if result.x is None:
        raise TableError(
            f"no rounded table was found in {seconds:g} seconds; round smaller tables at a time"
        )
    count = len(names)
    values, change, further = {}, 0.0, []
    for place, (name, one) in enumerate(zip(names, steps, strict=True)):
        up, down, beyond = (round(float(result.x[place + part * count])) for part in range(3))
        multiple = one.below + up - down + beyond
        values[name] = float(multiple * base)
        moved = abs(values[name] - model.cells[name].value)
        change += moved
        if one.fixed is None and moved >= base:
            further.append(name)
    farthest = max((abs(values[name] - model.cells[name].value) for name in names), default=0.0)
    return Rounded(
        base=base,
        values={name: int(value) for name, value in values.items()},
        change=change,
        further=tuple(further),
        reach=max(1, floor(farthest / base) + 1),
        proved=result.status == 0,
    )


def _solved(  # noqa: PLR0917 - the parts of one programme
    model: Model,
    names: list[CellId],
    steps: list[_Steps],
    base: int,
    reach: int | None,
    seconds: float,
) -> Any:
    # late: slow to import
    import numpy as np  # noqa: PLC0415 - see above
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - see above
    from scipy.sparse import csr_array  # noqa: PLC0415 - see above

    count = len(names)
    beyond = inf if reach is None else float(reach)
    lower = np.zeros(3 * count)
    upper = np.repeat([1.0, beyond, beyond], count)
    dear = float(2 * base * count)
    cost = np.repeat([0.0, dear + base, dear + base], count)
    for place, (name, one) in enumerate(zip(names, steps, strict=True)):
        cost[place] = base - 2 * one.over if not one.is_multiple else base
        if one.is_multiple:
            upper[place] = 0.0
        if model.cells[name].lower >= 0:
            upper[place + count] = min(upper[place + count], max(0, one.below))
        if one.fixed is not None:
            _fix(lower, upper, (place, place + count, place + 2 * count), one.fixed - one.below)
    place_of = {name: place for place, name in enumerate(names)}
    rows, columns, weights, sums = [], [], [], []
    for row, relation in enumerate(model.relations):
        constant = 0.0
        for name, sign in [(relation.total, -1.0), *((part, 1.0) for part in relation.parts)]:
            place = place_of[name]
            constant += sign * steps[place].below
            rows += [row] * 3
            columns += [place, place + count, place + 2 * count]
            weights += [sign, -sign, sign]
        sums.append(-constant)
    matrix = csr_array((weights, (rows, columns)), shape=(len(sums), 3 * count))
    return milp(
        cost,
        constraints=LinearConstraint(matrix, sums, sums) if sums else (),
        bounds=Bounds(lower, upper),
        integrality=np.ones(3 * count, dtype=int),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )


def _fix(lower: Any, upper: Any, places: tuple[int, int, int], away: int) -> None:
    """Hold one cell at a multiple `away` from the one below it."""
    up, down, beyond = places
    for place, value in ((up, 0), (down, max(0, -away)), (beyond, max(0, away))):
        lower[place] = upper[place] = float(value)
