"""Typed rows of marks into a matrix, as the quick reader makes one of the same rows as text."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headway.evidence.errors import EvidenceError
from headway.evidence.identifiers import upn_check_letter
from headway.evidence.marks import long_batches
from headway.evidence.marks import placing as placing_module
from headway.evidence.marks.files import open_matrix, write_matrix
from headway.evidence.marks.loading import load_csv
from headway.evidence.marks.long_batches import Reader, Sheet
from headway.evidence.marks.long_rows import COLUMNS, batches_of, place_file, place_rows
from headway.evidence.marks.placing import Placing
from headway.evidence.marks.roster import Roll, Roster
from headway.evidence.marks.rows import Wrong
from headway.evidence.marks.sessions import Sessions

DAYS = tuple(date(2019, 9, 2) + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7))
YEAR = Sessions(year=2019, days=DAYS, ends=(1, 2, 3, 4, 5, 6))


def upn(number):
    rest = f"801{number:08d}3"
    return upn_check_letter(rest) + rest


def rows(many):
    dice = np.random.default_rng(3)
    codes = np.array(["L", "I", "M", "O", "?", "C2", "Z", None], dtype=object)
    return [
        (
            upn(dice.integers(0, 30)),
            str(100001 + dice.integers(0, 3)),
            date(2019, 8, 30) + timedelta(days=int(dice.integers(0, 12))),
            ("AM", "PM")[dice.integers(0, 2)],
            codes[dice.integers(0, len(codes))],
        )
        for _ in range(many)
    ] + [(upn(1), "100001", date(2020, 9, 1), "AM", "L")]


def table(many):
    columns = zip(*rows(many), strict=True)
    kinds = (pa.string(), pa.string(), pa.date32(), pa.string(), pa.string())
    return pa.table(
        dict(
            zip(COLUMNS, (pa.array(c, k) for c, k in zip(columns, kinds, strict=True)), strict=True)
        )
    )


def bytes_in(matrix):
    found = open_matrix(matrix.folder)
    marks = [found.reader().group(n) for n in range(len(found.groups))]
    return found.roster.pupils.tolist(), found.roster.urns.tolist(), np.concatenate(marks)


def test_typed_rows_make_the_matrix_that_their_text_makes(tmp_path):
    typed = table(800)
    text = "\n".join(
        ",".join(("" if cell is None else str(cell)) for cell in row) for row in rows(800)
    )
    (tmp_path / "marks.csv").write_text(",".join(COLUMNS) + "\n" + text + "\n")
    pq.write_table(typed, tmp_path / "long.parquet")
    read = load_csv(tmp_path / "marks.csv", tmp_path / "read", sessions=YEAR)

    placing = Placing(len(YEAR), tmp_path / "scratch")
    placed = place_rows(batches_of(tmp_path / "long.parquet"), placing, YEAR)
    written = placing.write(tmp_path / "placed", YEAR, Roll())

    assert (placed.rows, placed.missing) == (read.rows, read.missing)
    assert placed.refused == read.refused
    assert {Wrong.CLOSED, Wrong.REPEATED, Wrong.MISFIT} < placed.refused.keys()
    assert [row + 2 for row, _ in placed.refused_rows] == [fault.row for fault in read.faults]
    pupils, urns, marks = bytes_in(written)
    also_pupils, also_urns, also_marks = bytes_in(read.matrix)
    assert (pupils, urns) == (also_pupils, also_urns)
    assert marks.tolist() == also_marks.tolist()


def test_a_large_matrix_is_kept_in_a_file_and_is_the_same(tmp_path, monkeypatch):
    typed = table(2000)
    monkeypatch.setattr(placing_module, "_START", 16)
    held = Placing(len(YEAR), tmp_path / "held")
    place_rows(typed.to_batches(max_chunksize=50), held, YEAR)
    monkeypatch.setattr(placing_module, "IN_MEMORY", 300)
    filed = Placing(len(YEAR), tmp_path / "filed")

    place_rows(typed.to_batches(max_chunksize=50), filed, YEAR)

    assert isinstance(filed.marks, np.memmap)
    assert (tmp_path / "filed").exists()
    assert filed.enrolments.tolist() == held.enrolments.tolist()
    assert filed.marks.tolist() == held.marks.tolist()


def a_roster(*sizes):
    total = sum(sizes)
    return Roster(
        numbers=np.arange(total, dtype=np.int64),
        keys=np.zeros(total, dtype=np.uint8),
        urns=np.arange(100001, 100001 + len(sizes), dtype=np.int64),
        offsets=np.append(0, np.cumsum(sizes)).astype(np.int64),
        las=("931",) * len(sizes),
        phases=("primary",) * len(sizes),
    )


def test_a_school_is_read_by_itself_and_groups_end_with_schools(tmp_path):
    sizes = (9_000, 2_000, 30, 12_000, 5)
    marks = (np.arange(sum(sizes) * len(YEAR)) % 256).astype(np.uint8).reshape(-1, len(YEAR))
    blocks = np.array_split(marks, 7)
    write_matrix(tmp_path / "year", sessions=YEAR, roster=a_roster(*sizes), blocks=blocks)

    found = open_matrix(tmp_path / "year")

    assert found.sessions == YEAR
    assert found.groups == ((0, 2), (2, 4), (4, 5))
    assert found.school(2).tolist() == marks[11_000:11_030].tolist()
    assert found.school(3).tolist() == marks[11_030:23_030].tolist()


@pytest.mark.parametrize(("rows_given", "words"), [(4, "fewer rows"), (6, "more rows")])
def test_marks_that_do_not_fit_their_roster_are_not_written(tmp_path, rows_given, words):
    marks = np.zeros((rows_given, len(YEAR)), dtype=np.uint8)

    with pytest.raises(EvidenceError, match=words):
        write_matrix(tmp_path / "year", sessions=YEAR, roster=a_roster(2, 3), blocks=[marks])

    assert not (tmp_path / "year").exists()
    with pytest.raises(EvidenceError, match="holds no year of marks"):
        open_matrix(tmp_path / "year")


def a_register(schools, pupils, *, days=DAYS, without=()):
    """Pupil after pupil as registers are written out: `without` are days that nobody has."""
    halves = ("AM", "PM")
    return [
        (upn(pupil), str(100001 + school), day, half, "/\\"[halves.index(half)])
        for school in range(schools)
        for pupil in range(school * pupils, (school + 1) * pupils)
        for day in days
        if day not in without
        for half in halves
    ]


def placed_as_sheets_and_one_by_one(given, tmp_path, monkeypatch, batch=100_000):
    """What became of the same rows by whole sheets, and with no sheet large enough."""
    columns = dict(zip(COLUMNS, map(list, zip(*given, strict=True)), strict=True))
    typed = pa.table(columns)
    pq.write_table(typed, tmp_path / "long.parquet", row_group_size=batch)
    found, sheets = [], []
    for least in (8, 1_000_000):
        monkeypatch.setattr(long_batches, "_LEAST_PUPILS", least)
        pieces = Reader(YEAR).pieces(typed.combine_chunks().to_batches()[0])
        sheets.append([piece for piece in pieces if isinstance(piece, Sheet)])
        placing = Placing(len(YEAR), tmp_path / f"scratch-{least}")
        placed = place_file(tmp_path / "long.parquet", placing, YEAR)
        found.append((placed, placing.enrolments.tolist(), placing.marks.tolist()))
    assert not sheets[1]
    return found, sheets[0]


REGISTERS = {
    "as it should be": a_register(3, 10),
    "a day less in one school": a_register(1, 10) + a_register(2, 10, without=DAYS[2:3])[100:],
    "a pupil who came late": a_register(1, 30)[:120] + a_register(1, 30)[126:],
    "a day on which no school is open": a_register(2, 10, days=(*DAYS, date(2019, 9, 15))),
    "the same twice": a_register(1, 20) * 2,
    "a term after a term": a_register(2, 9, days=DAYS[:3]) + a_register(2, 9, days=DAYS[3:]),
    "pupils in no order": a_register(1, 40)[240:] + a_register(1, 40)[:240],
}


@pytest.mark.parametrize("given", REGISTERS.values(), ids=REGISTERS)
def test_a_register_read_by_sheets_is_what_its_rows_are(given, tmp_path, monkeypatch):
    monkeypatch.setattr(long_batches, "_LEAST_ROWS", 4)

    (by_sheets, one_by_one), sheets = placed_as_sheets_and_one_by_one(given, tmp_path, monkeypatch)

    assert by_sheets == one_by_one
    assert by_sheets[0].rows == len(given)
    assert sheets or by_sheets[0].refused


@pytest.mark.parametrize("batch", [7, 100, 977])
@pytest.mark.parametrize("seed", range(4))
def test_a_register_with_faults_is_read_by_sheets_as_row_by_row(seed, batch, tmp_path, monkeypatch):
    monkeypatch.setattr(long_batches, "_LEAST_ROWS", 4)
    dice = np.random.default_rng(seed)
    given = a_register(3, 25)
    for place in dice.integers(0, len(given), 6).tolist():
        pupil, urn, day, half, _ = given[place]
        code = ("?", None, "\\", "I", "L", "Z")[int(dice.integers(0, 6))]
        given[place] = (pupil, urn, day, half, code)
    given.insert(int(dice.integers(0, len(given))), given[0])

    (by_sheets, one_by_one), sheets = placed_as_sheets_and_one_by_one(
        given, tmp_path, monkeypatch, batch
    )

    assert by_sheets == one_by_one
    assert sheets
