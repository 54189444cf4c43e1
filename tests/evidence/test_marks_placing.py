"""Marks are put where they belong by NumPy as by compiled loops, and read without pandas."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.analytics.attendance.counting import count
from headway.evidence.marks import object_code, slots
from headway.evidence.marks.arrow import column_of, numbers_of, texts_of
from headway.evidence.marks.long_rows import batches_of, place_file, place_rows
from headway.evidence.marks.placing import Placing, put_plainly
from headway.evidence.marks.roster import Roll, packed_upn, packed_upns, upn_text
from headway.evidence.marks.sessions import Sessions

DAYS = tuple(date(2019, 9, 2) + timedelta(days=n) for n in range(20) if n % 7 < 5)
YEAR = Sessions(year=2019, days=DAYS, ends=(3, 6, 9, 11, 12, len(DAYS)))
WIDTH = len(YEAR)


@st.composite
def runs(draw):
    """Rows of marks in runs, some of nobody, some without place or mark."""
    lengths = draw(st.lists(st.integers(1, 6), max_size=8))
    total = sum(lengths)
    whose = draw(st.lists(st.integers(-1, 3), min_size=len(lengths), max_size=len(lengths)))
    columns = draw(st.lists(st.integers(-1, 5), min_size=total, max_size=total))
    marks = draw(st.lists(st.sampled_from([0, 47, 73]), min_size=total, max_size=total))
    before = draw(st.lists(st.sampled_from([0, 0, 47]), min_size=24, max_size=24))
    return (
        np.array(whose, dtype=np.int64),
        (np.cumsum(lengths) - lengths).astype(np.int64),
        np.array(columns, dtype=np.int16),
        np.array(marks, dtype=np.uint8),
        np.array(before, dtype=np.uint8).reshape(4, 6),
    )


@given(made=runs())
def test_numpy_puts_marks_where_the_compiled_loop_does_and_finds_the_same_repeats(made):
    rows, firsts, columns, marks, before = made
    plain, compiled = before.copy(), before.copy()
    again, other = np.empty(len(columns), np.int64), np.empty(len(columns), np.bool_)

    found = slots.put(rows, firsts, columns, marks, compiled, again, other)
    repeated, differs = put_plainly(rows, firsts, columns, marks, plain)

    assert plain.tolist() == compiled.tolist()
    assert repeated.tolist() == again[:found].tolist()
    assert differs.tolist() == other[:found].tolist()


def long_table(pupils, *, by_day=False):
    """Every pupil's year, pupil by pupil or day by day."""
    dice = np.random.default_rng(5)
    rows = [
        (
            upn_text(33 * 80_100_000_000 + 33 * pupil),
            str(100001 + pupil % 3),
            day,
            half,
            "/\\LIO"[n],
        )
        for pupil in range(pupils)
        for day in DAYS
        for half, n in zip(("AM", "PM"), dice.integers(2, 5, 2).tolist(), strict=True)
    ]
    rows.sort(key=lambda row: row[2] if by_day else row[0])
    upns, urns, days, halves, codes = zip(*rows, strict=True)
    return pa.table({"upn": upns, "urn": urns, "day": days, "session": halves, "code": codes})


@pytest.fixture
def no_compiler(monkeypatch):
    """As in a process that has run no compiled loop."""
    monkeypatch.setattr(object_code, "_engines", [])


@pytest.mark.usefixtures("no_compiler")
def test_a_file_is_placed_as_its_batches_are_and_counts_the_same_from_memory_and_disk(tmp_path):
    pq.write_table(long_table(90), tmp_path / "long.parquet", row_group_size=700)
    file, batches = Placing(WIDTH, tmp_path / "a"), Placing(WIDTH, tmp_path / "b")

    placed = place_file(tmp_path / "long.parquet", file, YEAR)

    assert placed == place_rows(batches_of(tmp_path / "long.parquet"), batches, YEAR)
    assert (placed.rows, placed.refused) == (90 * WIDTH, {})
    assert file.enrolments.tolist() == batches.enrolments.tolist()
    assert file.marks.tolist() == batches.marks.tolist()
    held, written = file.year(YEAR, Roll()), file.write(tmp_path / "year", YEAR, Roll())
    assert count([held]).digest() == count([written]).digest()


@pytest.mark.usefixtures("no_compiler")
def test_marks_that_come_by_pupil_and_then_by_day_all_find_their_pupil(tmp_path):
    placing = Placing(WIDTH, tmp_path / "scratch")
    by_pupil, by_day = long_table(40), long_table(60, by_day=True)

    place_rows(by_pupil.to_batches(), placing, YEAR)
    then = place_rows(by_day.to_batches(), placing, YEAR)
    last = place_rows(by_pupil.to_batches(), placing, YEAR)

    assert placing.pupils == 60
    assert np.all(placing.marks > 0)
    assert sum(then.refused.values()) == 40 * WIDTH
    assert {wrong.value for wrong in last.refused} == {"duplicate"}
    assert sum(last.refused.values()) == 40 * WIDTH


def test_a_column_becomes_numbers_wherever_its_pieces_and_gaps_are():
    column = pa.chunked_array([pa.array([1, None, 3]), pa.array([], pa.int64()), pa.array([9, 8])])

    assert numbers_of(column, missing=7).tolist() == [1, 7, 3, 9, 8]
    assert numbers_of(column.slice(1), missing=7).tolist() == [7, 3, 9, 8]
    assert numbers_of(pa.array([5, 6, 7], pa.uint8()).slice(1)).tolist() == [6, 7]
    assert numbers_of(pa.chunked_array([], pa.int16())).tolist() == []
    assert column_of(np.array([3, 4], dtype=np.uint8)).equals(pa.array([3, 4], pa.uint8()))
    assert texts_of(["é", "", "abc"]).to_pylist() == ["é", "", "abc"]


def test_many_pupil_numbers_are_packed_as_each_is():
    texts = [upn_text(33 * number + number % 33) for number in range(0, 10**11, 3 * 10**9)]

    assert packed_upns(pa.array(texts)).tolist() == [packed_upn(text) for text in texts]


def test_a_councils_year_is_counted_without_pandas_or_a_compiler(tmp_path):
    pq.write_table(long_table(30), tmp_path / "long.parquet")
    code = f"""
import sys
from pathlib import Path
from headway.analytics.attendance.counting import count
from headway.evidence.marks.files import open_matrix
from headway.evidence.marks.long_rows import place_file
from headway.evidence.marks.placing import Placing
from headway.evidence.marks.roster import Roll
from headway.evidence.marks.sessions import Sessions
here = Path({str(tmp_path)!r})
year = Sessions.from_json({YEAR.to_json()!r})
placing = Placing(len(year), here / "scratch")
place_file(here / "long.parquet", placing, year)
placing.write(here / "year", year, Roll())
print(count([open_matrix(here / "year")]).counts().of()[-1][0])
print(sorted({{"pandas", "numba", "scipy"}} & sys.modules.keys()))
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )

    assert ran.stdout.split("\n")[:2] == ["30", "[]"]
