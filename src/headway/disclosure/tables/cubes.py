"""
A year's absence by every combination of groups at once, with what must not be shown hidden.

160 tables, one in another: authority, phase and the pupils' five groups in every combination,
and each school by the five. Which of their cells are hidden is decided for all of them together,
authorities and schools linked to the totals that they add up to.

Small counts are hidden, and then so many others that no single sum gives one back. That is
what can be done for 30 million cells in seconds; it is less than `suppression` does for one
table, which tries everything that an attacker could add up at once and hides as little as it
can. Every term's table is protected by itself.
"""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.analytics.attendance.leaves import Leaves
from headway.disclosure.cells import TableError
from headway.domain.disclosing import DisclosurePolicy, ZeroRule
from headway.evidence.marks.roster import AXES

Flags = NDArray[np.bool_]

OF_PUPILS = ("pupils", "persistent", "severe")
"""The counts of people by which a cell is judged; all of a cell is hidden, or nothing."""

_SHAPE = tuple(len(axis.groups) for axis in AXES)
WITH_TOTALS = tuple(length + 1 for length in _SHAPE)
"""Of the pupils' groups, the total after the last of each axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cube:
    """
    What may be shown.

    Attributes:
        las: The first axis of `values` and `hidden`, which ends with the total.
        phases: The second.
        values: By authority, phase, each axis of `AXES`, term, and `OF_PUPILS`.
        hidden: By all but the last of these.
        schools: By URN, the same for the school, from the axes of `AXES` on, eight to a byte.
        cells: How many have pupils.
        small: How many of them are hidden for their own sake.
    """

    las: tuple[str, ...]
    phases: tuple[str, ...]
    values: NDArray[np.int32]
    hidden: Flags
    schools: Mapping[int, NDArray[np.uint8]]
    cells: int
    small: int

    def hidden_of(self, urn: int) -> Flags:
        """What is hidden of a school, by each axis of `AXES` and term."""
        shape = (*WITH_TOTALS, self.hidden.shape[-1])
        bits = np.unpackbits(self.schools[urn], count=int(np.prod(shape)))
        return bits.astype(np.bool_).reshape(shape)

    @property
    def withheld(self) -> int:
        """How many cells with pupils are hidden."""
        areas = int(np.count_nonzero(self.hidden & (self.values[..., 0] > 0)))
        # A cell without pupils is never hidden.
        return areas + sum(int(np.unpackbits(bits).sum()) for bits in self.schools.values())


def protected(
    leaves: Leaves,
    places: Mapping[int, tuple[str, str]],
    policy: DisclosurePolicy,
    *,
    threads: int | None = None,
) -> Cube:
    """
    Decide for every cell whether it is shown.

    Args:
        leaves: Of `OF_PUPILS`.
        places: By URN, its authority and phase.
        policy: What is small.
        threads: As many as there are processors where not given.

    Raises:
        TableError: Zeros are to be hidden, which leaves nothing of such a table.
    """
    if policy.zeros is ZeroRule.HIDE:
        raise TableError(
            "a table of every combination is mostly zeros; it can be made only where they are shown"
        )
    work = _Work(leaves, places, policy.threshold)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        while work.settle_areas() or work.waiting():
            # Apart from each other: none reads or writes another's cells.
            for cells, small in pool.map(work.settle_schools, work.waiting()):
                work.cells += cells
                work.small += small
    return Cube(
        las=work.las,
        phases=work.phases,
        values=work.values,
        hidden=work.hidden,
        schools=work.schools,
        cells=work.cells,
        small=work.small,
    )


def is_small(values: NDArray[np.int32], threshold: int) -> Flags:
    """Which cells are hidden for their own sake: a small count, or few who are not counted."""
    found = np.zeros(values.shape[:-1], dtype=np.bool_)
    pupils, *some = (values[..., place] for place in range(values.shape[-1]))
    for count in (pupils, *some, *(pupils - one for one in some)):
        found |= (count > 0) & (count <= threshold)
    return found


def with_totals(block: NDArray[np.int32], axes: Sequence[int]) -> NDArray[np.int32]:
    """A block with the total of each of some axes after its last."""
    for axis in axes:
        total = block.sum(axis=axis, keepdims=True, dtype=np.int32)
        block = np.concatenate([block, total], axis=axis)
    return block


class _Work:
    """A cube while it is being protected; an area is a phase of an authority."""

    def __init__(
        self, leaves: Leaves, places: Mapping[int, tuple[str, str]], threshold: int
    ) -> None:
        self._leaves = leaves
        self._threshold = threshold
        self.las = tuple(sorted({la for la, _ in places.values()}))
        self.phases = tuple(sorted({phase for _, phase in places.values()}))
        self._urns, self._firsts = np.unique(leaves.urns, return_index=True)
        area = [places[urn] for urn in self._urns.tolist()]
        ofs = np.array([[self.las.index(la), self.phases.index(phase)] for la, phase in area])
        self._areas = ofs[:, 0] * len(self.phases) + ofs[:, 1]
        self.values = self._of_areas()
        self.hidden = is_small(self.values, self._threshold)
        self.cells = int(np.count_nonzero(self.values[..., 0]))
        self.small = int(np.count_nonzero(self.hidden))
        self.schools: dict[int, NDArray[np.uint8]] = {}
        self._settled: dict[int, int] = {}

    def _of_areas(self) -> NDArray[np.int32]:
        sizes = np.diff(self._firsts, append=len(self._leaves.urns))
        cells = np.repeat(self._areas, sizes) * np.prod(_SHAPE) + self._leaves.keys
        order = np.argsort(cells, kind="stable")
        firsts = np.flatnonzero(np.diff(cells[order], prepend=-1))
        sums = np.add.reduceat(self._leaves.values[order], firsts, axis=0, dtype=np.int64)
        areas = len(self.las) * len(self.phases)
        whole = np.zeros((areas * np.prod(_SHAPE), *sums.shape[1:]), dtype=np.int32)
        whole[cells[order[firsts]]] = sums
        shape = (len(self.las), len(self.phases), *_SHAPE, *sums.shape[1:])
        return with_totals(whole.reshape(shape), range(2 + len(_SHAPE)))

    def settle_areas(self) -> bool:
        """Guard every sum of areas until none needs more; whether any did."""
        return self._settle(self.values, self.hidden, range(2 + len(_SHAPE))) > 0

    def _settle(self, values: NDArray[np.int32], hidden: Flags, axes: Sequence[int]) -> int:
        from headway.disclosure.tables.lines import guard  # noqa: PLC0415 - late: slow to import

        whole, added = 0, 1
        while added:
            added = 0
            for axis in axes:
                outer, length = int(np.prod(values.shape[:axis])), values.shape[axis]
                sums = values.reshape(outer, length, -1, values.shape[-1])
                added += guard(sums, hidden.reshape(outer, length, -1), self._threshold)
            whole += added
        return whole

    def waiting(self) -> list[int]:
        """The areas whose schools have not been settled with all that is hidden of the area."""
        return [
            area
            for area in np.unique(self._areas).tolist()
            if self._settled.get(area) != np.count_nonzero(self._own(area))
        ]

    def _own(self, area: int) -> Flags:
        la, phase = divmod(area, len(self.phases))
        own: Flags = self.hidden[la, phase]
        return own

    def settle_schools(self, area: int) -> tuple[int, int]:
        """
        Guard every sum of an area's schools, and that of all of them to the area.

        Gives what is new to `cells` and to `small`.
        """
        from headway.disclosure.tables.lines import guard  # noqa: PLC0415 - late: slow to import

        schools = np.flatnonzero(self._areas == area)
        urns = self._urns[schools].tolist()
        values = with_totals(self._block(schools), [0, *range(1, 1 + len(_SHAPE))])
        hidden = np.zeros(values.shape[:-1], dtype=np.bool_)
        cells = small = 0
        if area in self._settled:
            for place, urn in enumerate(urns):
                bits = np.unpackbits(self.schools[urn], count=hidden[place].size)
                hidden[place] = bits.reshape(hidden[place].shape)
        else:
            hidden[:-1] = is_small(values[:-1], self._threshold)
            cells = int(np.count_nonzero(values[:-1, ..., 0]))
            small = int(np.count_nonzero(hidden))
        hidden[-1] = self._own(area)
        flat = (1, len(values), -1)
        added = 1
        while added:
            sums = values.reshape(*flat, values.shape[-1])
            added = guard(sums, hidden.reshape(flat), self._threshold)
            added += self._settle(values[:-1], hidden[:-1], range(1, 1 + len(_SHAPE)))
        self._own(area)[:] = hidden[-1]
        self._settled[area] = int(np.count_nonzero(hidden[-1]))
        for place, urn in enumerate(urns):
            self.schools[urn] = np.packbits(hidden[place])
        return cells, small

    def _block(self, schools: NDArray[np.int64]) -> NDArray[np.int32]:
        """The finest cells of some schools, those without pupils too."""
        ends = np.append(self._firsts, len(self._leaves.urns))
        tail = self._leaves.values.shape[1:]
        block = np.zeros((len(schools), int(np.prod(_SHAPE)), *tail), dtype=np.int32)
        for place, school in enumerate(schools.tolist()):
            own = slice(int(ends[school]), int(ends[school + 1]))
            block[place, self._leaves.keys[own]] = self._leaves.values[own]
        return block.reshape(len(schools), *_SHAPE, *tail)
