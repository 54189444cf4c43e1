"""Marks that were loaded as rows, kept as a byte a mark, and the year that stands."""

from datetime import UTC, date, datetime

import pytest

from headway.evidence.attendance_codes import code_of
from headway.evidence.errors import EvidenceError
from headway.evidence.store.directory import Store
from headway.evidence.store.records import LoadSource
from headway.evidence.store.standing_marks import year_of_marks
from tests.evidence.files_made_up import marks

SOURCE = LoadSource(name="made up", sha256="0" * 64, rows=1)
MAY, JUNE = datetime(2020, 5, 1, tzinfo=UTC), datetime(2020, 6, 1, tzinfo=UTC)


def mornings(store: Store, urn: int, known_at: datetime | None = None) -> str:
    year = year_of_marks(store, 2019, known_at)
    block = year.block(urn, year.chains[urn])
    return "".join(code_of(mark) or "." for mark in block.marks[0, ::2].tolist())


def test_a_corrected_school_is_put_together_afresh_and_the_past_stays(tmp_path):
    store = Store(tmp_path)
    for urn in ("100001", "100002"):
        store.load("attendance-marks", marks(urn, range(4)), source=SOURCE, known_at=MAY)
    store.load("attendance-marks", marks("100001", range(1, 3), "N"), source=SOURCE, known_at=JUNE)

    year = year_of_marks(store, 2019)

    assert year.chains == {100001: (0, 2), 100002: (1,)}
    assert mornings(store, 100001) == "/NN/"
    assert mornings(store, 100002) == "////"
    assert mornings(store, 100001, MAY) == "////"


def test_a_school_that_comes_again_as_a_whole_needs_its_last_file_alone(tmp_path):
    store = Store(tmp_path)
    for code in "/NL":
        store.load("attendance-marks", marks("100001", range(4), code), source=SOURCE, known_at=MAY)

    assert year_of_marks(store, 2019).chains == {100001: (2,)}
    assert mornings(store, 100001) == "LLLL"


def test_an_empty_mark_that_is_added_takes_the_earlier_one_away(tmp_path):
    store = Store(tmp_path)
    store.load("attendance-marks", marks("100001", range(2), "N"), source=SOURCE, known_at=MAY)
    emptied = marks("100001", range(1)).set_column(4, "code", [[None]])
    store.load("attendance-marks", emptied, source=SOURCE, known_at=JUNE, adds=True)

    assert mornings(store, 100001) == "-N"


def test_rows_come_back_as_they_were_loaded_with_their_load(tmp_path):
    store = Store(tmp_path)
    rows = marks("100001", range(3), "C")
    store.load("attendance-marks", rows, source=SOURCE, known_at=MAY)

    back = store.table("attendance-marks")

    assert back.select(rows.column_names).to_pylist() == rows.to_pylist()
    assert set(back["_load"].to_pylist()) == {1}


def test_a_year_of_which_nothing_has_come_is_said(tmp_path):
    store = Store(tmp_path)
    store.load("attendance-marks", marks("100001", range(4)), source=SOURCE, known_at=MAY)

    with pytest.raises(EvidenceError, match="of 2020/21 stand"):
        year_of_marks(store, date(2020, 9, 2).year)
