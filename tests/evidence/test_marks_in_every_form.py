"""Attendance is the same marks, and the same figures, whatever form a school hands it over in."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it has no types

from headway.cli import main
from headway.evidence.identifiers import upn_check_letter
from headway.evidence.kinds import kind
from headway.evidence.store.directory import Store
from headway.evidence.store.finding import rows_in_file
from headway.evidence.store.standing_marks import marks_table
from headway.evidence.store.taking_in import Manner, taken_in, tried

MARKS = kind("attendance-marks")
AT = datetime(2024, 8, 1, tzinfo=UTC)
MONDAY = date(2023, 9, 11)
PUPILS = [upn_check_letter(number) + number for number in ("500200017000", "500200017001")]
STRINGS = {PUPILS[0]: "/\\/\\I\\/N/\\", PUPILS[1]: "/\\MMI\\/\\OO"}
URN = "800001"


def long_rows() -> list[tuple[str, str, str, str, str]]:
    rows = []
    for upn, string in STRINGS.items():
        for place, code in enumerate(string):
            day = MONDAY + timedelta(days=place // 2)
            rows.append((upn, URN, day.isoformat(), ("AM", "PM")[place % 2], code))
    return rows


def as_csv(path: Path) -> Path:
    lines = [("upn", "urn", "day", "session", "code"), *long_rows()]
    path.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    return path


def as_workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Marks")
        day_form = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ("UPN", "URN", "Date", "Session", "Mark"))
        for row, (upn, urn, day, session, code) in enumerate(long_rows(), start=1):
            sheet.write_row(row, 0, (upn, int(urn)))
            sheet.write_datetime(row, 2, datetime.fromisoformat(day), day_form)
            sheet.write_row(row, 3, (session, code))
    return path


def as_strings(path: Path) -> Path:
    lines = ["UPN,URN,AttendanceStartDate,AttendanceMarks"]
    lines += [f"{upn},{URN},{MONDAY},{string}" for upn, string in STRINGS.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


FORMS = {"marks.csv": as_csv, "marks.xlsx": as_workbook, "strings.csv": as_strings}


def loaded(tmp_path: Path, name: str) -> tuple[Store, Path, int]:
    path, store = FORMS[name](tmp_path / name), Store(tmp_path / f"county-{name}")
    taken = taken_in(store, path, MARKS, Manner(), at=AT)
    assert taken.load is not None, taken.outcome
    return store, path, taken.load.id


def test_a_workbook_strings_and_rows_of_text_give_the_same_marks(tmp_path):
    kept = {name: marks_table(loaded(tmp_path, name)[0]).to_pylist() for name in FORMS}

    assert len(kept["marks.csv"]) == len(long_rows())
    assert kept["marks.xlsx"] == kept["marks.csv"]
    assert kept["strings.csv"] == kept["marks.csv"]


@pytest.mark.parametrize(
    ("name", "row"), [("marks.csv", 16), ("marks.xlsx", 16), ("strings.csv", 3)]
)
def test_the_row_of_a_mark_is_found_again_in_the_file_that_it_came_in(tmp_path, name, row):
    store, path, number = loaded(tmp_path, name)
    moved = path.rename(path.with_name(f"moved-{name}"))
    wanted = {"upn": PUPILS[1], "day": "13/09/2023", "session": "AM"}

    (found,) = rows_in_file(store.one(number), moved, wanted)

    assert (found.row, found.cells["code"]) == (row, "I")


def test_faults_in_strings_are_told_by_the_row_of_the_file(tmp_path):
    path = tmp_path / "strings.csv"
    strings = [(PUPILS[0], "/\\/\\"), (PUPILS[1], "/\\?\\"), (PUPILS[0], "/\\")]
    lines = ["UPN,URN,AttendanceStartDate,AttendanceMarks"]
    lines += [f"{upn},{URN},{MONDAY},{marks}" for upn, marks in strings]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    outcome = tried(path, MARKS, Manner()).outcome

    assert outcome is not None
    told = [(fault.row, fault.rule, fault.sentence) for fault in outcome.faults]
    assert [(row, rule) for row, rule, _ in told] == [
        (3, "unknown-code"), (4, "repeated-row"), (4, "repeated-row")
    ]  # fmt: skip
    assert told[1][2] == "Row 2 says the same. Delete this one."


def test_a_clerk_asks_by_command_which_row_a_mark_came_from(tmp_path, capsys):
    store, path, number = loaded(tmp_path, "marks.csv")
    ask = ["data", "show", str(number), "--data", str(store.path), "--rows-in", str(path)]

    assert main([*ask, "--where", f"upn={PUPILS[0]}", "--where", "code=I"]) == 0
    assert capsys.readouterr().out == (
        f"marks.csv, row 6: upn {PUPILS[0]}, urn 800001, day 2023-09-13, session AM, code I\n"
    )
    assert main([*ask, "--where", "code=X"]) == 0
    assert capsys.readouterr().out == "No row of marks.csv has that.\n"
    assert main([*ask, "--where", "weather=fine"]) == 2
    assert 'has no column "weather"' in capsys.readouterr().err


def test_another_file_is_not_taken_for_the_one_that_was_loaded(tmp_path, capsys):
    store, path, number = loaded(tmp_path, "marks.csv")
    path.write_text(path.read_text().replace(",I\n", ",M\n"), encoding="utf-8")

    status = main(["data", "show", str(number), "--data", str(store.path), "--rows-in", str(path)])

    assert status == 2
    assert f"is not the file of load {number} (marks.csv)" in capsys.readouterr().err
