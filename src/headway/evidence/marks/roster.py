"""
Who the rows of a matrix of marks are: schools with their pupils, one byte of groups a pupil.

The byte says which of the groups a pupil is in, one of each axis; a pupil's number is kept as
a whole number, from which the thirteen characters follow.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from headway.evidence.errors import EvidenceError
from headway.evidence.identifiers import UPN_LETTERS, upn_check_letter

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Axis:
    """A way of parting pupils: its name and its groups; an empty group is "not known"."""

    name: str
    groups: tuple[str, ...]


AXES = (
    Axis("sex", ("F", "M", "")),
    Axis("sen", ("N", "K", "E", "")),
    Axis("fsm", ("no", "yes", "")),
    Axis("cp", ("no", "yes")),
    Axis("cin", ("no", "yes")),
)
"""The axes of a key, the first counting slowest."""

KEYS = int(np.prod([len(axis.groups) for axis in AXES]))
"""How many keys there can be; each is one byte."""

NOT_COUNTED = 255
"""The key of a pupil outside the population of the rates: a boarder, or too young or old."""

_LAST = "0123456789" + UPN_LETTERS
UPN_BITS = 42
"""Bits of a pupil number as a whole number; a school's URN stands above them."""


def key_of(groups: Mapping[str, str]) -> int:
    """
    The key byte of a pupil in these groups, by axis; an axis left out is its last group.

    >>> key_of({"sex": "M", "sen": "N", "fsm": "no", "cp": "no", "cin": "yes"})
    49
    """
    key = 0
    for axis in AXES:
        group = groups.get(axis.name, axis.groups[-1])
        key = key * len(axis.groups) + axis.groups.index(group)
    return key


def group_table() -> NDArray[np.uint8]:
    """For each axis (rows) and key (columns), the place of the key's group in the axis."""
    shape = tuple(len(axis.groups) for axis in AXES)
    return np.array(np.unravel_index(np.arange(KEYS), shape), dtype=np.uint8)


def packed_upn(text: str) -> int:
    """
    A sound pupil number as a whole number below 2^42; its check letter follows from the rest.

    >>> upn_text(packed_upn("T93199992401C"))
    'T93199992401C'
    """
    return int(text[1:12]) * len(_LAST) + _LAST.index(text[12])


def packed_upns(texts: "pa.StringArray") -> NDArray[np.int64]:
    """What `packed_upn` makes of each of many."""
    if not len(texts):
        return np.zeros(0, dtype=np.int64)
    # Straight from Arrow's memory: a text object for each would take longer than all the rest.
    _, places, data = texts.buffers()
    ends = np.frombuffer(places, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    flat = np.frombuffer(data, dtype=np.uint8)[int(ends[0]) : int(ends[-1])]
    letters = flat.reshape(len(texts), 13)
    last = np.zeros(256, dtype=np.int64)
    last[np.frombuffer(_LAST.encode(), dtype=np.uint8)] = np.arange(len(_LAST))
    figures = letters[:, 1:12].astype(np.int64) - ord("0")
    numbers = figures @ 10 ** np.arange(10, -1, -1, dtype=np.int64)
    return np.asarray(numbers * len(_LAST) + last[letters[:, 12]], dtype=np.int64)


def upn_text(packed: int) -> str:
    """The pupil number that `packed_upn` made whole."""
    figures, last = divmod(int(packed), len(_LAST))
    rest = f"{figures:011d}{_LAST[last]}"
    return upn_check_letter(rest) + rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """
    The rows of a matrix, in order of school and, within it, of pupil.

    Attributes:
        numbers: Packed pupil number of each row; or what reads them, since counting asks for none.
        keys: Key byte of each row.
        urns: Of the schools, in their order.
        offsets: The row at which each school begins, and after the last the number of rows.
        las: Authority of each school.
        phases: Phase of each school.

    Raises:
        EvidenceError: The parts do not fit each other.
    """

    numbers: NDArray[np.int64] | Callable[[], NDArray[np.int64]]
    keys: NDArray[np.uint8]
    urns: NDArray[np.int64]
    offsets: NDArray[np.int64]
    las: tuple[str, ...]
    phases: tuple[str, ...]

    def __post_init__(self) -> None:
        schools = len(self.urns)
        whole = (
            (callable(self.numbers) or len(self.numbers) == len(self.keys))
            and len(self.offsets) == schools + 1
            and len(self.las) == len(self.phases) == schools
            and int(self.offsets[0]) == 0
            and int(self.offsets[-1]) == len(self.keys)
            and bool(np.all(np.diff(self.offsets) >= 0))
        )
        if not whole:
            raise EvidenceError(
                f"A roster of {schools} schools and {len(self.keys)} pupils does not fit together. "
                "Build it again from the rolls."
            )

    @property
    def pupils(self) -> NDArray[np.int64]:
        """
        Packed pupil number of each row.

        Raises:
            EvidenceError: They can no longer be read.
        """
        return self.numbers() if callable(self.numbers) else self.numbers

    def __len__(self) -> int:
        """How many rows."""
        return len(self.keys)

    def cuts(self, least: int) -> list[tuple[int, int]]:
        """Runs of whole schools of at least so many rows each, as (first, past the last)."""
        found, first = [], 0
        for past in range(1, len(self.urns) + 1):
            rows = self.offsets[past] - self.offsets[first]
            if rows >= least or past == len(self.urns):
                found.append((first, past))
                first = past
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """
    What is known of enrolments and schools; what it lacks is "not known".

    Attributes:
        enrolments: School and pupil in one number, `urn << UPN_BITS | packed_upn`.
        keys: The key byte of each.
        schools: By URN, authority and phase.
    """

    enrolments: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    keys: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, dtype=np.uint8))
    schools: Mapping[int, tuple[str, str]] = field(default_factory=dict)


def roster_of(
    enrolments: NDArray[np.int64],
    keys: NDArray[np.uint8],
    schools: Mapping[int, tuple[str, str]],
) -> Roster:
    """
    The roster of enrolments that are in order.

    Args:
        enrolments: School and pupil in one number, `urn << UPN_BITS | packed_upn`, ascending.
        keys: Of each.
        schools: By URN, its authority and its phase; both empty for a school that is not here.
    """
    urns, firsts = np.unique(enrolments >> UPN_BITS, return_index=True)
    places: Sequence[tuple[str, str]] = [schools.get(int(urn), ("", "")) for urn in urns]
    return Roster(
        numbers=enrolments & ((1 << UPN_BITS) - 1),
        keys=keys,
        urns=urns.astype(np.int64),
        offsets=np.append(firsts, len(enrolments)).astype(np.int64),
        las=tuple(la for la, _ in places),
        phases=tuple(phase for _, phase in places),
    )


def keys_for(
    enrolments: NDArray[np.int64],
    known: NDArray[np.int64],
    known_keys: NDArray[np.uint8],
) -> NDArray[np.uint8]:
    """
    The key of each enrolment, looked up in a roll; one that the roll lacks is not known.

    Args:
        enrolments: As for `roster_of`.
        known: The roll's enrolments, in any order.
        known_keys: Their keys.
    """
    keys = np.full(len(enrolments), key_of({"cp": "no", "cin": "no"}), dtype=np.uint8)
    if len(known) == 0:
        return keys
    order = np.argsort(known, kind="stable")
    places = np.minimum(np.searchsorted(known[order], enrolments), len(known) - 1)
    here = known[order][places] == enrolments
    keys[here] = known_keys[order][places[here]]
    return keys
