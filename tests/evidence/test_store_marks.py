"""Marks that were loaded as rows, laid out as a year of one byte a session."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from headway.evidence.attendance_codes import byte_of
from headway.evidence.errors import EvidenceError
from headway.evidence.marks.files import Matrix
from headway.evidence.marks.sessions import Sessions
from headway.evidence.store.directory import Store
from headway.evidence.store.records import LoadSource
from headway.evidence.store.year_of_marks import year_of_marks
from tests.evidence.files_made_up import marks

DAYS = tuple(date(2019, 9, 2) + timedelta(days=n) for n in range(4))
YEAR = Sessions(year=2019, days=DAYS, ends=(1, 2, 3, 4, 4, 4))
SOURCE = LoadSource(name="made up", sha256="0" * 64, rows=1)
MAY, JUNE = datetime(2020, 5, 1, tzinfo=UTC), datetime(2020, 6, 1, tzinfo=UTC)


def mornings(matrix: Matrix, school: int = 0) -> list[int]:
    return [int(mark) for mark in np.asarray(matrix.school(school))[0, ::2]]


def test_a_corrected_school_is_laid_out_afresh_and_the_past_stays(tmp_path):
    store = Store(tmp_path)
    for urn in ("100001", "100002"):
        store.load("attendance-marks", marks(urn, range(4)), source=SOURCE, known_at=MAY)
    before = year_of_marks(store, YEAR)
    store.load("attendance-marks", marks("100001", range(1, 3), "N"), source=SOURCE, known_at=JUNE)

    after = year_of_marks(store, YEAR)

    here, away = byte_of("/"), byte_of("N")
    assert mornings(before) == [here] * 4
    assert mornings(after) == [here, away, away, here]
    assert mornings(after, 1) == [here] * 4
    assert year_of_marks(store, YEAR, known_at=MAY).folder == before.folder
    assert year_of_marks(store, YEAR).folder == after.folder


def test_a_year_of_which_nothing_has_come_is_said(tmp_path):
    store = Store(tmp_path)
    store.load("attendance-marks", marks("100001", range(4)), source=SOURCE, known_at=MAY)
    other = Sessions(year=2020, days=(date(2020, 9, 2),), ends=(1, 1, 1, 1, 1, 1))

    with pytest.raises(EvidenceError, match="of 2020/21 stand"):
        year_of_marks(store, other)
