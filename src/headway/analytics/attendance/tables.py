"""
What a day's two marks add to a pupil's sessions, looked up once for both.

A morning and an afternoon are read together as one number of 16 bits, the place in a table of
65,536 packed counters: possible sessions in the lowest ten bits, then authorised and then
unauthorised absences, ten bits each. Twenty bits would overflow after 1,023 sessions, so no
stretch of days that is added up packed is longer than 511 days.
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headway.evidence.attendance_codes import Flag, flag_table, stretches
from headway.evidence.marks.sessions import Sessions

BITS = 10
MASK = (1 << BITS) - 1
LONGEST = MASK // 2
"""Days of which a packed sum is taken at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """
    How the days of a year are added up.

    Attributes:
        segments: One row a stretch of days of one term and one meaning of the codes: first
            day, past the last day, place of the term, place of the table.
        tables: One row of 65,536 packed counters for each meaning of the codes.
        terms: How many terms.
    """

    segments: NDArray[np.int64]
    tables: NDArray[np.uint32]
    terms: int


def packed_table(flags: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """The table of 65,536 packed counters for the flags of 256 bytes."""
    wide = flags.astype(np.uint32)
    one = (
        (wide & Flag.POSSIBLE != 0).astype(np.uint32)
        | (wide & Flag.AUTHORISED != 0).astype(np.uint32) << BITS
        | (wide & Flag.UNAUTHORISED != 0).astype(np.uint32) << (2 * BITS)
    )
    return np.asarray(np.add.outer(one, one), dtype=np.uint32).reshape(-1)


def lookup(sessions: Sessions) -> Lookup:
    """The tables and stretches for a year's sessions, by what its codes meant on each day."""
    parts = stretches(sessions.days[0], sessions.days[-1])
    starts = {bisect_left(sessions.days, first) for first, _ in parts}
    cuts = sorted({0, *sessions.ends, *starts})
    segments: list[tuple[int, int, int, int]] = []
    tables: dict[bytes, int] = {}
    for first, past in pairwise(cuts):
        flags = flag_table(sessions.days[first])
        table = tables.setdefault(flags.tobytes(), len(tables))
        for begin in range(first, past, LONGEST):
            end = min(past, begin + LONGEST)
            segments.append((begin, end, sessions.term_of(first), table))
    packed = [packed_table(np.frombuffer(flags, dtype=np.uint8)) for flags in tables]
    return Lookup(
        segments=np.array(segments, dtype=np.int64).reshape(-1, 4),
        tables=np.stack(packed),
        terms=len(sessions.ends),
    )
