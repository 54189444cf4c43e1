"""Counts that are kept, against a count of all marks afresh."""

from datetime import date, timedelta

import numpy as np
import pytest

from headway.analytics.attendance.counting import count
from headway.analytics.attendance.increments import Standing
from headway.evidence.attendance_codes import CODES
from headway.evidence.errors import EvidenceError
from headway.evidence.marks.files import write_matrix
from headway.evidence.marks.roster import KEYS, NOT_COUNTED, Roster
from headway.evidence.marks.sessions import Sessions

YEAR = Sessions(
    year=2019,
    days=tuple(date(2019, 9, 2) + timedelta(days=n) for n in range(24)),
    ends=(5, 10, 14, 18, 21, 24),
)
BYTES = np.array([0, *(code.byte for code in CODES)], dtype=np.uint8)
SIZES = (40, 70, 1, 25)


def made(seed, sizes=SIZES):
    dice = np.random.default_rng(seed)
    marks = dice.choice(BYTES, (sum(sizes), len(YEAR)))
    marks[:, ::3] = ord("/")
    keys = dice.integers(0, KEYS, sum(sizes)).astype(np.uint8)
    keys[::9] = NOT_COUNTED
    return marks, keys


def written(folder, marks, keys, sizes=SIZES, first_urn=100001):
    roster = Roster(
        numbers=np.arange(len(keys), dtype=np.int64),
        keys=keys,
        urns=np.arange(first_urn, first_urn + len(sizes), dtype=np.int64),
        offsets=np.append(0, np.cumsum(sizes)).astype(np.int64),
        las=("A", "A", "B", "B")[: len(sizes)],
        phases=("p", "s", "p", "s")[: len(sizes)],
    )
    return write_matrix(folder, sessions=YEAR, roster=roster, blocks=[marks])


@pytest.mark.parametrize("day", [0, 4, 11, 20, 23])
def test_a_day_taken_in_is_as_if_it_had_been_there(tmp_path, day):
    marks, keys = made(1)
    without = marks.copy()
    without[:, 2 * day : 2 * day + 2] = 0
    standing = Standing([written(tmp_path / "without", without, keys)])

    standing.new_day(day, marks[:, 2 * day : 2 * day + 2])

    whole = count([written(tmp_path / "whole", marks, keys)])
    assert standing.totals().digest() == whole.digest()


def test_a_day_corrected_is_as_if_it_had_always_been_right(tmp_path):
    marks, keys = made(1)
    others, _ = made(2)
    standing = Standing([written(tmp_path / "year", marks, keys)], threads=1)

    standing.new_day(7, others[:, 14:16], before=marks[:, 14:16])

    marks[:, 14:16] = others[:, 14:16]
    assert standing.totals().digest() == count([written(tmp_path / "r", marks, keys)]).digest()


@pytest.mark.parametrize("rows", [70, 1, 90])
def test_a_corrected_school_with_other_pupils_is_as_if_counted_afresh(tmp_path, rows):
    marks, keys = made(1)
    new_marks, new_keys = made(3, (rows,))
    standing = Standing([written(tmp_path / "year", marks, keys)])

    standing.correct_school(100002, new_marks, new_keys)
    standing.correct_school(100004, marks[111:], keys[111:])

    sizes = (40, rows, 1, 25)
    marks = np.concatenate([marks[:40], new_marks, marks[110:]])
    keys = np.concatenate([keys[:40], new_keys, keys[110:]])
    whole = count([written(tmp_path / "whole", marks, keys, sizes)])
    assert standing.totals().digest() == whole.digest()
    assert standing.rows_of(100003) == slice(40 + rows, 41 + rows)


def test_schools_of_a_later_file_stand_in_place_of_the_earlier(tmp_path):
    marks, keys = made(1)
    later, later_keys = made(4, (33,))
    files = [
        written(tmp_path / "year", marks, keys),
        written(tmp_path / "later", later, later_keys, (33,), 100001),
    ]

    assert Standing(files).totals().digest() == count(files).digest()


def test_what_does_not_fit_is_refused(tmp_path):
    marks, keys = made(1)
    standing = Standing([written(tmp_path / "year", marks, keys)])

    with pytest.raises(EvidenceError, match="no day 25"):
        standing.new_day(24, marks[:, :2])
    with pytest.raises(EvidenceError, match="two marks for each of 136 pupils"):
        standing.new_day(0, marks[:5, :2])
    with pytest.raises(EvidenceError, match="123456 is not among"):
        standing.correct_school(123456, marks, keys)
    with pytest.raises(EvidenceError, match="3 rows of marks came for 2"):
        standing.correct_school(100001, marks[:3], keys[:2])
    with pytest.raises(EvidenceError, match="Load a year of marks first"):
        Standing([])
