"""What a pass over the marks found, and its breakdowns."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.analytics.attendance.plain import VALUES
from headway.evidence.errors import EvidenceError
from headway.evidence.marks.roster import AXES, group_table

Area = tuple[str, str]
"""An authority and a phase."""

Grouping = tuple[str, ...]
Added = tuple[NDArray[np.int64], list[Grouping]]
"""A cube with an axis added up to groups, and their labels."""

_OF_PUPILS = tuple(axis.name for axis in AXES)

GROUPINGS: tuple[Grouping, ...] = (
    (),
    ("phase",),
    ("la",),
    ("school",),
    *((name,) for name in _OF_PUPILS),
    *(("la", name) for name in ("phase", *_OF_PUPILS)),
)
"""The fifteen breakdowns that are always there; others that leave schools out can be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """
    One breakdown.

    Attributes:
        grouping: Names of the columns of `labels`.
        labels: A group each; an empty label is "not known".
        values: Whole numbers by group, term (year to date) and `VALUES`.
    """

    grouping: Grouping
    labels: tuple[tuple[str, ...], ...]
    values: NDArray[np.int64]

    def rows(self) -> Iterator[tuple[tuple[str, ...], int, tuple[int, ...]]]:
        """Label, term from 1 and values of every group that has pupils, in order of label."""
        for place in sorted(range(len(self.labels)), key=self.labels.__getitem__):
            for term, values in enumerate(self.values[place].tolist(), start=1):
                if values[0]:
                    yield self.labels[place], term, tuple(values)

    def of(self, *label: str) -> NDArray[np.int64]:
        """
        The values of one group, by term and value.

        Raises:
            EvidenceError: There is no such group.
        """
        if label not in self.labels:
            raise EvidenceError(f"Nobody here is in the group {', '.join(label) or 'all'}.")
        found: NDArray[np.int64] = self.values[self.labels.index(label)]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """
    Everything that one pass counted.

    Attributes:
        areas: The first axis of the cube.
        keys: Its second: key bytes, as in `headway.evidence.marks.roster`.
        cube: By area, key, term (year to date) and `VALUES`.
        urns: The schools of `by_school`.
        by_school: By school, term and `VALUES`.
    """

    areas: tuple[Area, ...]
    keys: NDArray[np.uint8]
    cube: NDArray[np.int64]
    urns: NDArray[np.int64]
    by_school: NDArray[np.int64]

    def counts(self, grouping: Grouping = ()) -> Counts:
        """
        One breakdown: by any of la, phase and the pupils' axes together, or by school alone.

        Raises:
            EvidenceError: There is no such breakdown.
        """
        return self._counts(grouping, {})

    def _counts(self, grouping: Grouping, shared: dict[Grouping, Added]) -> Counts:
        """`shared` keeps the cube with its areas added up, for other breakdowns of the same."""
        if grouping == ("school",):
            labels = tuple((str(urn),) for urn in self.urns.tolist())
            return Counts(grouping=grouping, labels=labels, values=self.by_school)
        names = ("la", "phase", *_OF_PUPILS)
        if any(name not in names for name in grouping):
            known = ", ".join((*names, "school alone"))
            raise EvidenceError(f"Absence is not counted by {' and '.join(grouping)}; by {known}.")
        of_areas = [name for name in grouping if name not in _OF_PUPILS]
        of_pupils = [name for name in grouping if name in _OF_PUPILS]
        if tuple(of_areas) not in shared:
            areas = [self._axis(name) for name in of_areas]
            shared[tuple(of_areas)] = _added_up(self.cube, 0, areas)
        values, area_labels = shared[tuple(of_areas)]
        values, key_labels = _added_up(values, 1, [self._axis(name) for name in of_pupils])
        # The order in which the breakdowns were asked for, which may mix the two.
        wanted = [(*of_areas, *of_pupils).index(name) for name in grouping]
        crossed = [(*area, *key) for area in area_labels for key in key_labels]
        named = [tuple(label[place] for place in wanted) for label in crossed]
        order = sorted(range(len(named)), key=named.__getitem__)
        flat = values.reshape(-1, *self.cube.shape[2:])
        return Counts(
            grouping=grouping, labels=tuple(named[place] for place in order), values=flat[order]
        )

    def _axis(self, name: str) -> list[str]:
        """The group of each area, or of each key, on one axis."""
        if name in _OF_PUPILS:
            place = _OF_PUPILS.index(name)
            groups = AXES[place].groups
            return [groups[group] for group in group_table()[place, self.keys].tolist()]
        return [area[("la", "phase").index(name)] for area in self.areas]

    def all_counts(self) -> tuple[Counts, ...]:
        """The fifteen breakdowns of `GROUPINGS`."""
        shared: dict[Grouping, Added] = {}
        return tuple(self._counts(grouping, shared) for grouping in GROUPINGS)

    def digest(self) -> str:
        """One text for every number of the fifteen breakdowns: equal results, equal digest."""
        found = hashlib.sha256()
        for counts in self.all_counts():
            for label, term, values in counts.rows():
                found.update(repr((counts.grouping, label, term, values)).encode())
        return found.hexdigest()[:16]


def _added_up(cube: NDArray[np.int64], axis: int, described: list[list[str]]) -> Added:
    """A cube with one axis added up to groups: its new form, and the label of each group."""
    if not cube.shape[axis]:
        return cube, []
    if not described:
        return cube.sum(axis=axis, keepdims=True), [()]
    labels = list(zip(*described, strict=True))
    order = sorted(range(len(labels)), key=labels.__getitem__)
    firsts = [n for n, at in enumerate(order) if not n or labels[at] != labels[order[n - 1]]]
    ordered = cube if order == list(range(len(order))) else cube.take(order, axis=axis)
    added = np.add.reduceat(ordered, firsts, axis=axis)
    return added, [labels[order[first]] for first in firsts]


def rate(values: NDArray[np.int64], numerator: str, denominator: str = "possible") -> float | None:
    """
    A percentage, not rounded, of two of one group's values; None out of nothing.

    >>> rate(np.array([8, 2800, 90, 50, 2, 1]), "persistent", "pupils")
    25.0
    """
    out_of = int(values[VALUES.index(denominator)])
    return 100 * int(values[VALUES.index(numerator)]) / out_of if out_of else None
