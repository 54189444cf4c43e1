"""
Marks written under a pupil's former number, placed with the present one.

Only at a school whose roll has the present number and not the former: there the marks would have
no enrolment. A roll that has both keeps two enrolments, each with the marks of its own number.
"""

import numpy as np
from numpy.typing import NDArray

from headway.evidence.attendance_codes import byte_of
from headway.evidence.marks.roster import UPN_BITS
from headway.evidence.store.kept_marks import NOT_RECEIVED
from headway.evidence.store.standing_marks import Block

Numbers = NDArray[np.int64]

_PUPIL = (1 << UPN_BITS) - 1
_NOT_RECEIVED = byte_of(NOT_RECEIVED)


def renumbered(enrolments: Numbers, formers: Numbers, presents: Numbers) -> tuple[Numbers, Numbers]:
    """
    At each school the former numbers that its roll lacks, and the present ones that it has.

    Args:
        enrolments: School and pupil in one number, `urn << UPN_BITS | packed_upn`.
        formers: Packed numbers of pupils.
        presents: Of each of them, the present one.

    Returns:
        School and former number in one, ascending, and of each the enrolment in its place.
    """
    here = np.unique(enrolments[np.isin(enrolments & _PUPIL, presents)])
    before: dict[int, list[int]] = {}
    for former, present in zip(formers.tolist(), presents.tolist(), strict=True):
        before.setdefault(present, []).append(former)
    pairs = sorted(
        (one >> UPN_BITS << UPN_BITS | former, one)
        for one in here.tolist()
        for former in before[one & _PUPIL]
    )
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    lacking = ~np.isin(both[:, 0], enrolments)
    return both[lacking, 0].copy(), both[lacking, 1].copy()


def with_present_numbers(block: Block, formers: Numbers, presents: Numbers) -> Block:
    """
    A school's marks with those under former numbers in the rows of the present ones.

    Of a session marked under both, the mark under the present number stands; the other only
    where that one was not received.

    `formers`, `presents`: As `renumbered` gives them, of this school.
    """
    place = np.searchsorted(block.upns, formers & _PUPIL)
    known = place < len(block.upns)
    known[known] = block.upns[place[known]] == (formers & _PUPIL)[known]
    if not known.any():
        return block
    moved = place[known]
    own = np.delete(np.arange(len(block.upns)), moved)
    onto = presents[known] & _PUPIL
    upns = np.union1d(block.upns[own], onto)
    marks = np.zeros((len(upns), block.marks.shape[1]), dtype=np.uint8)
    loads = None if block.loads is None else np.zeros(marks.shape, dtype=np.int64)
    rows = np.searchsorted(upns, block.upns[own])
    marks[rows] = block.marks[own]
    if loads is not None and block.loads is not None:
        loads[rows] = block.loads[own]
    for row, number in zip(moved.tolist(), onto.tolist(), strict=True):
        to = int(np.searchsorted(upns, number))
        given = (block.marks[row] != 0) & ((marks[to] == 0) | (marks[to] == _NOT_RECEIVED))
        marks[to, given] = block.marks[row, given]
        if loads is not None and block.loads is not None:
            loads[to, given] = block.loads[row, given]
    return Block(upns=upns, days=block.days, marks=marks, loads=loads)
