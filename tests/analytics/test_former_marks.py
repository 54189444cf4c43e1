"""Marks under former numbers, against a plain reckoning mark by mark."""

from collections.abc import Mapping

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headway.analytics.former_marks import renumbered, with_present_numbers
from headway.evidence.attendance_codes import byte_of
from headway.evidence.marks.roster import UPN_BITS
from headway.evidence.store.kept_marks import NOT_RECEIVED
from headway.evidence.store.standing_marks import Block

SCHOOL, DAYS = 123456, 2
GONE = byte_of(NOT_RECEIVED)
PUPILS = st.integers(1, 9)

Rows = Mapping[int, list[int]]


def plainly(rows: Rows, roll: set[int], present: Mapping[int, int]) -> dict[int, list[int]]:
    """Each pupil's marks: their own first, then those under former numbers, lowest first."""
    moved = {f: p for f, p in present.items() if p in roll and f not in roll and f in rows}
    found = {pupil: [*marks] for pupil, marks in rows.items() if pupil not in moved}
    for former in sorted(moved):
        mine = found.setdefault(moved[former], [0] * 2 * DAYS)
        for place, mark in enumerate(rows[former]):
            if mark and mine[place] in (0, GONE):
                mine[place] = mark
    return found


@given(
    st.dictionaries(
        PUPILS,
        st.lists(st.sampled_from([0, GONE, 1, 2]), min_size=2 * DAYS, max_size=2 * DAYS),
        min_size=1,
    ),
    st.sets(PUPILS),
    st.dictionaries(st.integers(1, 4), st.integers(5, 9)),
)
def test_every_mark_is_placed_as_one_by_one(
    rows: dict[int, list[int]], roll: set[int], present: dict[int, int]
) -> None:
    upns = np.array(sorted(rows), dtype=np.int64)
    block = Block(
        upns=upns,
        days=np.arange(DAYS, dtype=np.int64),
        marks=np.array([rows[upn] for upn in sorted(rows)], dtype=np.uint8),
        loads=np.repeat(upns[:, None], 2 * DAYS, axis=1),
    )
    enrolments = np.array([SCHOOL << UPN_BITS | upn for upn in sorted(roll)], dtype=np.int64)
    pairs = np.array(list(present.items()), dtype=np.int64).reshape(-1, 2)

    found = with_present_numbers(block, *renumbered(enrolments, pairs[:, 0], pairs[:, 1]))

    wanted = plainly(rows, roll, present)
    assert dict(zip(found.upns.tolist(), found.marks.tolist(), strict=True)) == wanted
    assert found.upns.tolist() == sorted(wanted)
    assert found.loads is not None
    told = [
        [rows[load][place] if load else 0 for place, load in enumerate(loads)]
        for loads in found.loads.tolist()
    ]
    assert told == found.marks.tolist()
