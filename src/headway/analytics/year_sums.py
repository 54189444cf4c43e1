"""
The sums of a year's sessions, school by school, held so that what changes little costs little.

Most schools stand in arrays as they were last written down, all together; days that came for
many of them since are added where somebody asks; a school that was counted again stands apart.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headway.analytics.attendance.tables import BITS, MASK
from headway.analytics.school_days import YEAR_DAYS, Flags
from headway.analytics.unplaced_marks import Unplaced

Numbers = NDArray[np.int64]

Counters = NDArray[np.int16]
"""By row, day of `cuts` and kind: possible, authorised and unauthorised sessions until then."""

Loads = tuple[int, ...]
"""Numbers of loads, in the order in which they replace each other."""

Packed = NDArray[np.uint8]
"""A row a school: a bit for each day of the year from 1 August on."""

_NONE = -1

_Piece = tuple["Numbers | np.int64", Numbers, Counters, Sequence[NDArray[np.uint32]]]
"""Schools and pupils of some rows, their sessions, and what was added to them, packed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolSums:
    """
    One school's sums.

    Attributes:
        loads: The loads that its marks come from, in order.
        rest: A digest of all else that they follow from: its stays and its days.
        marked: Of each day of the year from 1 August on, whether it has a mark.
        roll: The first and the last day of its stays, as ordinals; 0 and 0 where it has none.
        unplaced: Marks that are not in the counters, and those that came under former numbers.
    """

    loads: Loads
    rest: str
    upns: Numbers
    counters: Counters
    marked: Flags
    roll: tuple[int, int]
    unplaced: Unplaced = field(default_factory=Unplaced)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """
    Schools in arrays, as they are written down together.

    Attributes:
        urns: In order.
        offsets: The row at which each school begins, and after the last the number of rows.
        upns: Packed pupil number of each row.
        counters: By day of `cuts`, row and kind, so that the days are read one at a time.
        chains: The different lists of loads.
        chain_of: Of each school, the place of its list.
        rests: Of each school, its `SchoolSums.rest`.
        marked: The days on which it has a mark.
        rolls: First and last day of its stays.
        unplaced: Of the schools that have some.
    """

    urns: Numbers
    offsets: Numbers
    upns: Numbers
    counters: Counters
    chains: tuple[Loads, ...]
    chain_of: Numbers
    rests: NDArray[np.bytes_]
    marked: Packed
    rolls: Numbers
    unplaced: Mapping[int, Unplaced]

    @classmethod
    def of(cls, schools: Mapping[int, SchoolSums], cuts: int) -> "Whole":
        """Schools put together, in order of URN."""
        urns = sorted(schools)
        each = [schools[urn] for urn in urns]
        places: dict[Loads, int] = {}
        for one in each:
            places.setdefault(one.loads, len(places))
        counters = [one.counters for one in each]
        empty = np.zeros((0, cuts, 3), dtype=np.int16)
        return cls(
            urns=np.array(urns, dtype=np.int64),
            offsets=np.cumsum([0, *(len(one.upns) for one in each)], dtype=np.int64),
            upns=np.concatenate([np.zeros(0, dtype=np.int64), *(one.upns for one in each)]),
            counters=np.ascontiguousarray(np.concatenate([empty, *counters]).transpose(1, 0, 2)),
            chains=tuple(places),
            chain_of=np.array([places[one.loads] for one in each], dtype=np.int64),
            rests=np.array([one.rest.encode() for one in each], dtype=np.bytes_),
            marked=packed_days([one.marked for one in each]),
            rolls=np.array([one.roll for one in each], dtype=np.int64).reshape(-1, 2),
            unplaced={urn: schools[urn].unplaced for urn in urns if schools[urn].unplaced.rows},
        )

    def with_days(self, days: "Sequence[NewDays]") -> "Whole":
        """With what was added."""
        if not days:
            return self
        counters, marked = self.counters.copy(), self.marked.copy()
        loads = [self.chains[place] for place in self.chain_of.tolist()]
        for more in days:
            marked |= more.marked
            for place in np.flatnonzero(more.chain_of != _NONE).tolist():
                loads[place] = more.chains[more.chain_of[place]]
            for first, packed in more.parts:
                for kind in range(3):
                    sessions = (packed >> (BITS * kind) & MASK).astype(np.int16)
                    counters[first:, :, kind] += sessions
        places: dict[Loads, int] = {}
        chain_of = [places.setdefault(one, len(places)) for one in loads]
        return replace(
            self, counters=counters, marked=marked, chains=tuple(places),
            chain_of=np.array(chain_of, dtype=np.int64),
        )  # fmt: skip

    def school(self, place: int, days: "Sequence[NewDays]" = ()) -> SchoolSums:
        """One school as it stands with the days that were added."""
        rows = slice(int(self.offsets[place]), int(self.offsets[place + 1]))
        loads, marked = self.chains[int(self.chain_of[place])], self.marked[place]
        counters = self.counters[:, rows]
        for more in days:
            if more.chain_of[place] != _NONE:
                loads = more.chains[int(more.chain_of[place])]
                marked = marked | more.marked[place]
                counters = counters + more.counters(len(self.counters), rows)
        first, last = self.rolls[place].tolist()
        urn = int(self.urns[place])
        return SchoolSums(
            loads=loads, rest=bytes(self.rests[place]).decode(), upns=self.upns[rows],
            counters=np.ascontiguousarray(counters.transpose(1, 0, 2)),
            marked=flags_of(marked), roll=(first, last),
            unplaced=self.unplaced.get(urn, Unplaced()),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDays:
    """
    Days that were added to schools of a `Whole`; its rows and its schools.

    Attributes:
        parts: From which place of `cuts` on, and each row's packed sessions.
        chains: The different lists of loads afterwards.
        chain_of: Of each school, the place of its list; -1 where nothing was added.
        marked: The days on which it has a mark, of those that were added.
    """

    parts: tuple[tuple[int, NDArray[np.uint32]], ...]
    chains: tuple[Loads, ...]
    chain_of: Numbers
    marked: Packed

    def until(self, cut: int, rows: slice = slice(None)) -> Numbers:
        """By row and kind, the sessions that were added until one of the days."""
        some = [packed[rows] for place, packed in self.parts if place <= cut]
        if not some:
            return np.zeros((1, 3), dtype=np.int64)
        return sum((unpacked(one) for one in some[1:]), unpacked(some[0]))

    def counters(self, cuts: int, rows: slice) -> Counters:
        """As `Whole.counters`, of some rows."""
        found = np.zeros((cuts, rows.stop - rows.start, 3), dtype=np.int16)
        for cut in range(cuts):
            found[cut] = self.until(cut, rows)
        return found


class YearSums(Mapping[int, SchoolSums]):
    """
    The sums of a year by school; not to be changed.

    Attributes:
        whole: The schools that were written down together; None where none were.
        days: What was added to them since.
        apart: Schools that were counted since, and stand in place of those in `whole`.
    """

    def __init__(
        self,
        *,
        whole: Whole | None = None,
        days: tuple[NewDays, ...] = (),
        apart: Mapping[int, SchoolSums] | None = None,
        gone: Set[int] = frozenset(),
    ) -> None:
        """`gone`: Schools in `whole` that are no longer there."""
        self.whole = whole
        self.days = days
        self.apart = dict(apart or {})
        self.gone = gone

    @cached_property
    def places(self) -> dict[int, int]:
        """By URN, the places in `whole` of the schools that stand as they do there."""
        urns = self.whole.urns.tolist() if self.whole else ()
        hidden = self.apart.keys() | self.gone
        return {urn: place for place, urn in enumerate(urns) if urn not in hidden}

    @cached_property
    def chains(self) -> dict[int, Loads]:
        """Of each school, the loads that its sums come from."""
        found = {urn: each.loads for urn, each in self.apart.items()}
        if self.whole:
            whole = self.whole
            last = [whole.chains[place] for place in whole.chain_of.tolist()]
            for more in self.days:
                for place in np.flatnonzero(more.chain_of != _NONE).tolist():
                    last[place] = more.chains[more.chain_of[place]]
            found |= {urn: last[place] for urn, place in self.places.items()}
        return found

    def __getitem__(self, urn: int) -> SchoolSums:
        """One school's; made from the arrays where it stands in them."""
        if urn in self.apart:
            return self.apart[urn]
        if self.whole is None:
            raise KeyError(urn)
        return self.whole.school(self.places[urn], self.days)

    def __iter__(self) -> Iterator[int]:
        """The schools in order."""
        return iter(sorted([*self.places, *self.apart]))

    def __len__(self) -> int:
        """How many schools."""
        return len(self.places) + len(self.apart)

    def until(self, cut: int) -> tuple[Numbers, Numbers, Numbers]:
        """
        The sessions until one of the days.

        Returns:
            School and pupil of each row, and by kind and row the sessions.
        """
        pieces = [*self._pieces(cut), *self._pieces_apart(cut)]
        rows = sum(len(piece[1]) for piece in pieces)
        schools, pupils = np.empty(rows, dtype=np.int64), np.empty(rows, dtype=np.int64)
        sums = np.empty((3, rows), dtype=np.int64)
        begin = 0
        for urns, upns, counts, added in pieces:
            here = slice(begin, begin + len(upns))
            begin = here.stop
            schools[here], pupils[here] = urns, upns
            for kind in range(3):
                sums[kind, here] = counts[:, kind]
            for packed in added:
                for kind in range(3):
                    sums[kind, here] += packed >> (BITS * kind) & MASK
        return schools, pupils, sums

    def _pieces(self, cut: int) -> Iterator[_Piece]:
        """Runs of rows of `whole` whose schools stand as they do there."""
        if self.whole is None:
            return
        whole, ends = self.whole, self.whole.offsets
        hidden = np.flatnonzero(~self._shown).tolist()
        for first, past in pairwise([-1, *hidden, len(whole.urns)]):
            if first + 1 < past:
                here = slice(int(ends[first + 1]), int(ends[past]))
                urns = np.repeat(whole.urns[first + 1 : past], np.diff(ends[first + 1 : past + 1]))
                added = [part[here] for more in self.days for at, part in more.parts if at <= cut]
                yield urns, whole.upns[here], whole.counters[cut, here], added

    def _pieces_apart(self, cut: int) -> Iterator[_Piece]:
        for urn, one in self.apart.items():
            yield np.int64(urn), one.upns, one.counters[:, cut], []

    def marked(self) -> tuple[Numbers, Flags, Numbers]:
        """The schools in order, the days on which each has a mark, first and last of its roll."""
        urns = np.array([*self.apart], dtype=np.int64)
        bits = packed_days([one.marked for one in self.apart.values()])
        rolls = np.array([one.roll for one in self.apart.values()], dtype=np.int64).reshape(-1, 2)
        if self.whole:
            of_all = np.array(self.whole.marked)
            for more in self.days:
                of_all |= more.marked
            shown = self._shown
            urns = np.concatenate([self.whole.urns[shown], urns])
            bits = np.concatenate([of_all[shown], bits])
            rolls = np.concatenate([self.whole.rolls[shown], rolls])
        order = np.argsort(urns)
        return urns[order], flags_of(bits[order]), rolls[order]

    def unplaced(self) -> dict[int, Unplaced]:
        """Of the schools that have some."""
        found = dict(self.whole.unplaced) if self.whole else {}
        found = {urn: one for urn, one in found.items() if urn in self.places}
        return found | {urn: one.unplaced for urn, one in self.apart.items() if one.unplaced.rows}

    def as_one(self, cuts: int) -> Whole:
        """All schools as one, to be written down; `cuts`: how many days there are."""
        if self.whole is None:
            return Whole.of(self.apart, cuts)
        whole = self.whole.with_days(self.days)
        if not self.apart and not self.gone:
            return whole
        standing = {urn: whole.school(place) for urn, place in self.places.items()}
        return Whole.of({**standing, **self.apart}, cuts)

    def with_schools(self, new: Mapping[int, SchoolSums], there: Set[int]) -> "YearSums":
        """
        With some schools counted again.

        `there`: All schools that have marks; of others nothing is known any more.
        """
        apart = {urn: one for urn, one in {**self.apart, **new}.items() if urn in there}
        urns = self.whole.urns.tolist() if self.whole else ()
        gone = {urn for urn in urns if urn not in there}
        return YearSums(whole=self.whole, days=self.days, apart=apart, gone=gone)

    @property
    def _shown(self) -> NDArray[np.bool_]:
        """Of each school of `whole`, whether it stands as it does there."""
        shown = np.zeros(0 if self.whole is None else len(self.whole.urns), dtype=np.bool_)
        shown[[*self.places.values()]] = True
        return shown


def unpacked(packed: NDArray[np.uint32]) -> Numbers:
    """By row and kind, the sessions that stand in one number."""
    kinds = [packed & MASK, packed >> BITS & MASK, packed >> (2 * BITS)]
    return np.stack(kinds, axis=1).astype(np.int64)


def packed_days(marked: Flags | Sequence[Flags]) -> Packed:
    """Flags of days, a row a school, eight in a byte."""
    rows = np.asarray(marked, dtype=np.bool_).reshape(-1, YEAR_DAYS)
    return np.packbits(rows, axis=1)


def flags_of(packed: Packed) -> Flags:
    """What `packed_days` packed."""
    return np.unpackbits(packed, axis=-1, count=YEAR_DAYS).astype(np.bool_)
