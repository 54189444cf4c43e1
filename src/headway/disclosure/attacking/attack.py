"""
An attacker: from everything ever published, what each hidden figure can be.

For each figure the smallest and the largest value that fits all that is known, by linear
programming, and by integer programming where the linear answer is not whole (Fischetti and
Salazar, Management Science 47, 2001, call it the attacker's problem). It shares no code with
the protector, so that each checks the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import Any

import numpy as np
import numpy.typing as npt

from headway.disclosure.attacking.knowledge import Knowledge, Statement, Unknown
from headway.disclosure.cells import CellId, TableError

_NEAR = 1e-6
"""HiGHS keeps its constraints to 1e-7; ends closer to a whole number than this are that number."""

_SHOTS = 6
"""How often all figures that have not moved are driven at once, before each by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """
    What the attacker can say of one hidden figure.

    Attributes:
        low: The smallest value that fits; of a count a whole number.
        high: The largest; `inf` where nothing bounds it.
        recovered: Only one value fits.
        exposed: The interval is narrower than what was asked for; a figure recovered is
            exposed too.
    """

    id: CellId
    low: float
    high: float
    recovered: bool
    exposed: bool


def attack(
    knowledge: Knowledge, targets: Iterable[CellId], *, width: float = 1.0
) -> tuple[Found, ...]:
    """
    The tightest interval of each target.

    Args:
        knowledge: What is known.
        targets: Which figures to go for, in the order of the answer.
        width: From lowest to highest at least this far is taken as safe.

    Raises:
        TableError: No figures fit what is known, or a target is not there.

    A share of 6.4% of 47 pupils gives the 3 back:

    >>> from headway.disclosure.attacking.knowledge import Derived, Unknown, known
    >>> CASES, ALL = CellId("cases"), CellId("all")
    >>> told = Derived(name="share", value=6.4, top={CASES: 1}, bottom={ALL: 1}, per=100,
    ...                decimals=1)
    >>> knows = Knowledge(unknowns={CASES: Unknown(), ALL: known(47)},
    ...                   statements=told.statements())
    >>> [(one.low, one.high, one.recovered) for one in attack(knows, [CASES])]
    [(3, 3, True)]
    """
    wanted = list(targets)
    for name in wanted:
        if name not in knowledge.unknowns:
            raise TableError(f'there is no cell "{name}" to attack')
    ends: dict[CellId, tuple[float, float]] = {}
    goals = set(wanted)
    for part in _parts(knowledge):
        inside = [name for name in part.names if name in goals]
        if part.statements:
            part.fitting()
        for name in inside:
            ends[name] = part.ends(name)
    found = []
    for name in wanted:
        one = knowledge.unknowns[name]
        low, high = ends.get(name, (one.lower, one.upper))
        recovered = high - low < (1 - _NEAR if one.whole else _NEAR)
        exposed = recovered or high - low < width - _NEAR
        found.append(Found(id=name, low=low, high=high, recovered=recovered, exposed=exposed))
    return tuple(found)


def pinned(knowledge: Knowledge, targets: Iterable[CellId]) -> frozenset[CellId]:
    """
    The targets of which only one value fits: what `attack` calls recovered, without intervals.

    Much quicker than `attack` where there are few: whatever moves two figures apart in one
    solution clears all that moved.

    Raises:
        TableError: As `attack` does.
    """
    goals = set(targets)
    found = {name for name in goals if knowledge.unknowns[name].is_known}
    for part in _parts(knowledge):
        found |= part.pinned([name for name in part.names if name in goals])
    return frozenset(found)


def fitting(knowledge: Knowledge) -> dict[CellId, float]:
    """
    One set of figures that fits all that is known, counts whole.

    Raises:
        TableError: There is none.
    """
    figures = {name: one.lower for name, one in knowledge.unknowns.items() if one.is_known}
    for part in _parts(knowledge):
        figures.update(part.fitting())
    return figures


def is_consistent(knowledge: Knowledge) -> bool:
    """Whether any figures at all fit what is known."""
    try:
        fitting(knowledge)
    except TableError:
        return False
    return True


class _Part:
    """Unknowns that hang together, with the statements about them; nothing outside matters."""

    def __init__(self, names: Sequence[CellId], unknowns: Mapping[CellId, Unknown]) -> None:
        self.names = list(names)
        self.statements: list[Statement] = []
        self._place = {name: index for index, name in enumerate(self.names)}
        self._lower = np.array([unknowns[name].lower for name in self.names])
        self._upper = np.array([unknowns[name].upper for name in self.names])
        self._whole = np.array([unknowns[name].whole for name in self.names], dtype=bool)
        self._constraint: Any = None

    def fitting(self) -> dict[CellId, float]:
        """Some figures that fit, counts whole."""
        if self.statements:
            solution = self._least(np.zeros(len(self.names)))
        else:
            solution = np.where(np.isfinite(self._lower), self._lower, self._upper)
        return {
            name: float(round(value)) if whole else float(value)
            for name, value, whole in zip(self.names, solution, self._whole, strict=True)
        }

    def ends(self, name: CellId) -> tuple[float, float]:
        """The smallest and the largest value of one unknown; whole where it is a count."""
        place = self._place[name]
        smallest = self._end(place, 1.0)
        largest = self._end(place, -1.0)
        if self._whole[place]:
            smallest = ceil(smallest - _NEAR) if smallest > -inf else smallest
            largest = floor(largest + _NEAR) if largest < inf else largest
        return smallest, largest

    def pinned(self, names: Sequence[CellId]) -> set[CellId]:
        """Those of the names of which only one value fits."""
        start = np.array(list(self.fitting().values()))
        low, high, full = start.copy(), start.copy(), (self._lower, self._upper)
        places = np.array([self._place[name] for name in names], dtype=int)
        signs = np.random.default_rng(len(start))

        def still() -> npt.NDArray[np.int_]:
            unmoved = high - low < np.where(self._whole, 1 - _NEAR, _NEAR)
            return places[np.flatnonzero(unmoved[places])]

        def drive(driven: npt.NDArray[np.int_], signs: npt.NDArray[np.float64]) -> None:
            costs = np.zeros(len(start))
            costs[driven] = signs
            point = self._least(costs)
            if not np.all(np.isfinite(point)):  # tells of what was driven, and of nothing else
                point = np.where(costs, point, start)
            np.minimum(low, point, out=low)
            np.maximum(high, point, out=high)

        # A few steps around a point that fits are enough to see that a figure can move.
        self._lower, self._upper = np.maximum(full[0], start - 3), np.minimum(full[1], start + 3)
        for _ in range(_SHOTS):
            if len(left := still()):
                drive(left, signs.choice((-1.0, 1.0), len(left)))
        self._lower, self._upper = full
        for place in still():
            for sign in (1.0, -1.0):
                if place in still():
                    drive(np.array([place]), np.array([sign]))
        return {self.names[place] for place in still()}

    def _end(self, place: int, sign: float) -> float:
        if not self.statements:
            return float(self._lower[place] if sign > 0 else self._upper[place])
        costs = np.zeros(len(self.names))
        costs[place] = sign
        return float(self._least(costs)[place])

    def _least(self, costs: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The cheapest figures that fit; infinite where nothing bounds them."""
        relaxed = self._solved(costs, whole=False)
        counts = relaxed[self._whole]
        if not np.all(np.isfinite(relaxed)) or np.all(np.abs(counts - np.round(counts)) < _NEAR):
            return relaxed
        return self._solved(costs, whole=True)

    def _solved(self, costs: npt.NDArray[np.float64], *, whole: bool) -> npt.NDArray[np.float64]:
        from scipy.optimize import Bounds, milp  # noqa: PLC0415 - late: slow to import

        result = milp(
            costs,
            constraints=self._constraints(),
            bounds=Bounds(self._lower, self._upper),
            integrality=self._whole.astype(int) if whole else None,
        )
        if result.status == 0:
            return np.asarray(result.x)
        if result.status == 2 or not np.any(costs):
            raise TableError(_contradiction(self.statements, self.names))
        if result.status == 1:
            raise TableError(
                f'the figures around "{self.names[0]}" are too many to search; attack fewer '
                "tables at a time"
            )
        return np.array([-inf if cost > 0 else inf if cost else 0.0 for cost in costs])

    def _constraints(self) -> Any:
        from scipy.optimize import LinearConstraint  # noqa: PLC0415 - late: slow to import
        from scipy.sparse import csr_array  # noqa: PLC0415 - late: slow to import

        if self._constraint is None and self.statements:
            entries = [
                (row, self._place[name], weight)
                for row, one in enumerate(self.statements)
                for name, weight in one.terms
            ]
            rows, columns, weights = zip(*entries, strict=True)
            matrix = csr_array(
                (weights, (rows, columns)), shape=(len(self.statements), len(self.names))
            )
            low = [one.low for one in self.statements]
            high = [one.high for one in self.statements]
            self._constraint = LinearConstraint(matrix, low, high)
        return self._constraint if self.statements else ()


def _parts(knowledge: Knowledge) -> list[_Part]:
    """The unknowns in groups that no statement joins; what is known is put in its place."""
    for name, one in knowledge.unknowns.items():
        if one.lower > one.upper:
            raise TableError(f'what is known of "{name}" contradicts itself')
    leader = {name: name for name, one in knowledge.unknowns.items() if not one.is_known}

    def head(name: CellId) -> CellId:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    left = []
    for said in knowledge.statements:
        rest = _without_known(said, knowledge)
        if rest.terms:
            left.append(rest)
            first = head(rest.terms[0][0])
            for name, _ in rest.terms[1:]:
                leader[head(name)] = first
    groups: dict[CellId, list[CellId]] = {}
    for name in leader:
        groups.setdefault(head(name), []).append(name)
    parts = {key: _Part(names, knowledge.unknowns) for key, names in groups.items()}
    for rest in left:
        parts[head(rest.terms[0][0])].statements.append(rest)
    return list(parts.values())


def _without_known(one: Statement, knowledge: Knowledge) -> Statement:
    """The statement about what is unknown alone."""
    terms, amount = [], 0.0
    for name, weight in one.terms:
        figure = knowledge.unknowns[name]
        if figure.is_known:
            amount += weight * figure.lower
        else:
            terms.append((name, weight))
    low, high = one.low - amount, one.high - amount
    slack = _NEAR * max(1.0, abs(amount))
    if not terms and not low - slack <= 0 <= high + slack:
        raise TableError(_contradiction([one], [name for name, _ in one.terms]))
    return Statement(terms=tuple(terms), low=low, high=high, name=one.name)


def _contradiction(statements: Sequence[Statement], names: Sequence[CellId]) -> str:
    told = next((one.name for one in statements if one.name), str(names[0]) if names else "")
    return (
        f'what was published contradicts itself around "{told}": no figures fit all of it. '
        "Has something been revised, or are two different figures under one name?"
    )
