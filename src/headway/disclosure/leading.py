"""Numbers in words from which a hidden figure follows, though none of them says it."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from headway.disclosure.withheld import Withheld
from headway.domain.observations import RowId
from headway.domain.periods import Period
from headway.domain.plan import Plan

_SPOKEN = 9.0
"""Up to here a whole ratio is as often a number of something else."""


def leads(hidden: AbstractSet[float], shown: AbstractSet[float]) -> frozenset[float]:
    """Numbers from which a hidden one follows: differences, totals, percent changes, rests."""
    found: set[float] = set()
    for one in hidden:
        found |= {float(round(one)), float(round(100 - one, 1)), float(round(100 - one))}
        for other in shown | hidden:
            found.update(_of_two(one, other))
    for several in combinations(sorted(hidden), 3):
        found.add(sum(several))
    return frozenset(found - {0.0, 100.0})


def _of_two(one: float, other: float) -> Iterator[float]:
    yield abs(one - other)
    yield round(abs(one - other), 1)
    if one != other:
        yield one + other
    for before in (one, other):
        if before:
            change = abs(one - other) / abs(before) * 100
            share = min(one, other, key=abs) / before * 100
            yield from (
                float(round(change)),
                round(change, 1),
                float(round(share)),
                round(share, 1),
            )
    low, high = sorted((abs(one), abs(other)))
    if low:
        ratio = round(high / low, 1)
        if ratio != int(ratio) or ratio > _SPOKEN:
            yield ratio


def kin(plan: Plan) -> dict[RowId, frozenset[RowId]]:
    """For each row that the policy adds up with others: these others."""
    found: dict[RowId, frozenset[RowId]] = {}
    for one in plan.disclosure.sums:
        rows = {RowId(name.partition("/")[0]) for name in (one.total, *one.parts)}
        for row in rows:
            found[row] = found.get(row, frozenset()) | (rows - {row})
    return found


def leads_between(
    plan: Plan, rows: AbstractSet[RowId], hidden: Mapping[RowId, Sequence[Withheld]]
) -> frozenset[float]:
    """What leads from one row's figure to a hidden one of another's, of the same time."""
    kept: dict[Period | None, set[float]] = {}
    shown: dict[Period | None, set[float]] = {}
    for row in rows:
        for one in hidden.get(row, ()):
            kept.setdefault(one.slot.period, set()).update(one.values)
    for figure in plan.observations:
        if figure.row in rows and figure.value is not None and figure.period in kept:
            shown.setdefault(figure.period, set()).add(figure.value)
    return frozenset().union(*(leads(kept[one], shown.get(one, set())) for one in kept))
