"""Rows into typed columns: fast, and the same as the plain rule row by row."""

import csv
import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.evidence.dataset import Column, Dataset, Holds, Row, Rule
from headway.evidence.errors import EvidenceError
from headway.evidence.identifiers import normal_upn
from headway.evidence.kinds import KINDS, kind
from headway.evidence.reading.files import facts
from headway.evidence.reading.opening import opened
from headway.evidence.usual_terms import usual_calendar
from headway.evidence.validating.cells import Wrong, read_cell
from headway.evidence.validating.checking import checked
from headway.evidence.validating.corrected_rows import write_workbook
from headway.evidence.validating.outcome import Outcome, report
from headway.evidence.validating.row_rules import broken
from headway.evidence.validating.typed import ColumnReader, arrow_type
from tests.evidence.files_made_up import HEADINGS, exclusions, suspension, upn

EXCLUSIONS = kind("exclusions")


def check(path: Path, folder: Path, dataset: Dataset = EXCLUSIONS, **fills: str) -> Outcome:
    sheet = opened(facts(path), dataset, filled=frozenset(fills))
    return checked(sheet, folder, fills=fills)


def told(outcome: Outcome) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.rule) for fault in outcome.faults]


# ------------------------------------------------------------------- the fast way is the plain way

COLUMNS = [
    pytest.param(
        Column(
            name="cell",
            holds=holds,
            about="Anything.",
            empty=empty,
            codes={"M": "male", "F": "female", "-": "none"} if holds is Holds.CODE else {},
            spellings={"1": "M"} if holds is Holds.CODE else {},
            least=0 if holds in (Holds.WHOLE, Holds.NUMBER) else None,
            most=90 if holds in (Holds.WHOLE, Holds.NUMBER) else None,
        ),
        id=f"{holds.value}, {'may' if empty else 'may not'} be empty",
    )
    for holds in Holds
    for empty in (True, False)
]
TEXTS = st.one_of(
    st.text(alphabet="0123456789 ABXYZmf/-.,:", max_size=14),
    st.sampled_from(
        [
            *("", " ", "NULL", "n/a", "-", "c", "yes", "N", "M", "male", "1", "#N/A", "None given"),
            *("05/09/2019", "09/25/2019", "2019-09-05", "43713", "5-Sep-19", "2019/20", "2019"),
            *(upn(7), upn(7).lower(), f" {upn(8)[:5]} {upn(8)[5:]}", "A801200005001"),
            *("943 476 5919", "9434765919.0", "9.31E+06", "931/4000", "9314000", "100001"),
            *("OX1 1ND", "ox11nd", "E10000025   ", "931.0", "12.50", "1,234", "1e3", "nan", "91"),
        ]
    ),
)


@pytest.mark.parametrize("column", COLUMNS)
@settings(deadline=None, max_examples=25)
@given(texts=st.lists(st.none() | TEXTS, max_size=12), as_dictionary=st.booleans())
def test_a_column_is_read_as_its_cells_one_by_one(column, texts, as_dictionary):
    array = pa.array(texts, pa.string())
    given_texts = pa.chunked_array([array.dictionary_encode() if as_dictionary else array])

    values, wrong = ColumnReader(column=column).read(given_texts)

    plain = [read_cell(column, text) for text in texts]
    assert wrong.tolist() == [isinstance(one, Wrong) for one in plain]
    assert values.to_pylist() == [None if isinstance(one, Wrong) else one for one in plain]
    assert values.type == arrow_type(column)


RULES = [(dataset, rule) for dataset in KINDS for rule in dataset.rules]


def _values(column: Column) -> list[object]:
    """Nothing, and few enough others that rules meet what they look for."""
    few: dict[Holds, Sequence[object]] = {
        Holds.DAY: [date(1999, 1, 1), date(2019, 9, 2), date(2019, 9, 9)],
        Holds.WHOLE: [0, 1, 2, 3],
        Holds.NUMBER: [0.0, 1.5, 3.0],
        Holds.FLAG: [False, True],
        Holds.ACADEMIC_YEAR: [2018, 2019],
        Holds.CODE: [*column.codes][:3],
    }
    return [None, *few.get(column.holds, ["a", "b"])]


@pytest.mark.parametrize(
    ("dataset", "rule"), RULES, ids=[f"{dataset.name}, {rule.name}" for dataset, rule in RULES]
)
def test_a_rule_of_rows_finds_what_it_finds_row_by_row(dataset, rule):
    made = random.Random(f"{dataset.name}, {rule.name}")  # noqa: S311 - chance, not secrecy
    values = {column.name: _values(column) for column in dataset.columns}
    schema = pa.schema([(column.name, arrow_type(column)) for column in dataset.columns])
    for size in (0, 1, 3, 8, 16):
        rows = [{name: made.choice(few) for name, few in values.items()} for _ in range(size)]

        found = broken(rule, pa.Table.from_pylist(rows * 30, schema=schema))

        said = {place: rule.check(row) for place, row in enumerate(rows * 30)}
        assert found == {place: words for place, words in said.items() if words is not None}


def test_a_rule_that_looks_further_only_sometimes_is_still_asked_rightly():
    def looks(row: Row) -> str | None:
        return "wrong" if row["a"] and row["b"] and row["c"] else None

    rows = [{"a": n & 1, "b": n & 2, "c": n & 4} for n in range(8)] * 40
    rule = Rule(name="all-three", check=looks)

    found = broken(rule, pa.Table.from_pylist(rows))

    assert found == {place: "wrong" for place in range(320) if place % 8 == 7}


# ------------------------------------------------------------------------------- what a clerk reads


def test_each_fault_says_row_column_what_came_and_what_to_do(tmp_path):
    rows = [suspension(n) for n in range(12)]
    rows[1][0] = "A801200005001"
    rows[3][4] = "09/25/2019"
    rows[5][5] = "01/08/2019"
    rows[7][3] = "whatever"
    rows[9] = rows[9][:3]

    outcome = check(exclusions(tmp_path / "file.csv", rows), tmp_path)

    assert told(outcome) == [
        (3, "UPN", "wrong-upn"),
        (5, "Start Date", "month-first"),
        (7, "End Date", "end-before-start"),
        (9, "Type", "unknown-code"),
        (11, "", "ragged-row"),
    ]
    assert (outcome.rows, outcome.good, outcome.bad) == (12, 7, 5)
    assert outcome.counts["month-first", "Start Date"] == 1
    assert '  row 9, Type: "whatever": This is no code' in "\n".join(report(outcome))
    assert pq.read_table(outcome.table)["_row"].to_pylist() == [2, 4, 6, 8, 10, 12, 13]


def test_blank_rows_are_passed_over_and_keep_their_numbers(tmp_path):
    path = exclusions(tmp_path / "file.csv", [suspension(1), [""] * 8, [" "] * 8, suspension(2)])

    outcome = check(path, tmp_path)

    assert (outcome.rows, outcome.blank) == (2, 2)
    assert pq.read_table(outcome.table)["_row"].to_pylist() == [2, 5]


def test_a_row_written_twice_is_told_once_and_two_that_differ_are_both_told(tmp_path):
    rows = [suspension(1), suspension(2), suspension(1), suspension(2, reason="PA"), suspension(3)]

    outcome = check(exclusions(tmp_path / "file.csv", rows), tmp_path)

    assert told(outcome) == [(3, "", "same-key"), (4, "", "repeated-row"), (5, "", "same-key")]
    assert "Row 5 has the same upn, urn, kind, start and differs in reason" in (
        outcome.faults[0].sentence
    )
    assert pq.read_table(outcome.table)["_row"].to_pylist() == [2, 6]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from("48"), st.booleans()), max_size=9))
def test_repeats_are_those_that_a_dictionary_finds(tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("repeats")
    rows = [
        suspension(number, sessions=sessions, reason="DB" if given_reason else "")
        for number, sessions, given_reason in drawn
    ]
    outcome = check(exclusions(folder / "file.csv", [suspension(99), *rows]), folder)

    groups: dict[int, list[tuple[int, tuple[str, bool]]]] = {}
    for row, (number, *rest) in enumerate(drawn, start=3):
        groups.setdefault(number, []).append((row, tuple(rest)))
    expected = set()
    for members in groups.values():
        alike = len({rest for _, rest in members}) == 1
        expected |= {row for row, _ in (members[1:] if alike else members)}
    assert {fault.row for fault in outcome.faults} == expected
    assert set(pq.read_table(outcome.table)["_row"].to_pylist()) == (
        {2, *range(3, 3 + len(drawn))} - expected
    )


def test_swapped_columns_are_named(tmp_path):
    path = tmp_path / "file.csv"
    swapped = HEADINGS.replace("UPN,Forename,School URN", "School URN,Forename,UPN")
    rows = [",".join(suspension(n)) for n in range(10)]
    path.write_text("\n".join([swapped, *rows]) + "\n", encoding="utf-8")

    outcome = check(path, tmp_path)

    assert outcome.refusals == [
        "School URN and UPN seem to be swapped: the cells of each fit the other's heading. "
        "Put the headings right."
    ]


def test_a_column_with_the_month_first_refuses_the_file_for_its_doubtful_days_too(tmp_path):
    rows = [suspension(n, start="03/04/2020", end="") for n in range(3)]
    rows += [suspension(n, start=f"0{n}/2{n}/2020", end="") for n in range(4, 8)]

    outcome = check(exclusions(tmp_path / "file.csv", rows), tmp_path)

    assert outcome.counts["month-first", "Start Date"] == 4
    assert "writes the month before the day in 4 rows" in outcome.refusals[0]


def test_days_in_three_styles_in_one_column_are_read(tmp_path):
    rows = [
        suspension(1, start="05/09/2019", end=""),
        suspension(2, start="2019-09-05", end=""),
        suspension(3, start="43713", end=""),
        suspension(4, start="5-Sep-19", end=""),
    ]

    outcome = check(exclusions(tmp_path / "file.csv", rows), tmp_path)

    assert set(pq.read_table(outcome.table)["start"].to_pylist()) == {date(2019, 9, 5)}


@pytest.mark.parametrize(
    ("holds", "text", "rule", "words"),
    [
        (Holds.LAESTAB, "9.31E+06", "spreadsheet-number", "powers of ten"),
        (Holds.UPN, "8.012E+11", "spreadsheet-number", "powers of ten"),
        (Holds.CODE, "02-Jan", "code-made-a-day", "turned the code into a day"),
        (Holds.CODE, "2024-02-01", "code-made-a-day", "turned the code into a day"),
        (Holds.NHS_NUMBER, "943476591", "wrong-nhs-number", "taken a zero"),
        (Holds.DAY, "########", "not-a-day", "too narrow"),
        (Holds.WHOLE, "c", "symbol-for-a-number", "never write 0"),
        (Holds.ACADEMIC_YEAR, "2019/21", "not-an-academic-year", "2019/20"),
    ],
)
def test_what_a_spreadsheet_did_to_a_cell_is_said(holds, text, rule, words):
    column = Column(name="cell", holds=holds, about="", codes={"1-2": "one to two"})

    verdict = read_cell(column, text)

    assert isinstance(verdict, Wrong)
    assert verdict.rule == rule
    assert words in verdict.sentence


def test_a_column_that_the_file_lacks_can_be_given_for_all_rows(tmp_path):
    path = tmp_path / "file.csv"
    heads = HEADINGS.replace("School URN", "School")
    rows = [",".join(suspension(n)) for n in range(3)]
    path.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")

    outcome = check(path, tmp_path, urn="100001")

    assert pq.read_table(outcome.table)["urn"].to_pylist() == ["100001"] * 3
    with pytest.raises(EvidenceError, match="cannot stand in urn"):
        check(path, tmp_path, urn="12")


def test_names_of_children_are_in_nothing_that_is_written(tmp_path):
    rows = [suspension(n, name="Zebedee") for n in range(5)]
    rows[1][0] = "A801200005001"
    rows[3] = rows[3][:4]

    outcome = check(exclusions(tmp_path / "file.csv", rows), tmp_path)
    write_workbook(outcome, tmp_path / "fix.xlsx")

    assert "Zebedee" not in outcome.quarantine.read_text(encoding="utf-8")
    assert "Zebedee" not in "\n".join(report(outcome))
    sheet = openpyxl.load_workbook(tmp_path / "fix.xlsx").active
    assert sheet is not None
    assert all(cell.value != "Zebedee" for row in sheet.iter_rows() for cell in row)


def test_the_workbook_of_rows_to_correct_marks_the_cell_and_can_be_loaded_again(tmp_path):
    rows = [suspension(n) for n in range(4)]
    rows[2][3] = "whatever"
    outcome = check(exclusions(tmp_path / "file.csv", rows), tmp_path)
    write_workbook(outcome, tmp_path / "fix.xlsx")

    workbook = openpyxl.load_workbook(tmp_path / "fix.xlsx")
    sheet = workbook["Rows to correct"]
    marked = [cell.value for cell in sheet[2] if cell.fill.fgColor.rgb == "FFF9D2D2"]
    assert marked == ["whatever"]
    sheet["C2"] = "Suspension"
    workbook.save(tmp_path / "corrected.xlsx")
    again = check(tmp_path / "corrected.xlsx", tmp_path)

    assert again.sound
    assert pq.read_table(again.table)["upn"].to_pylist() == [normal_upn(rows[2][0])]


def test_the_quarantine_has_the_row_its_cells_and_the_reason(tmp_path):
    rows = [suspension(n) for n in range(4)]
    rows[2][3] = "whatever"
    outcome = check(exclusions(tmp_path / "file.csv", rows), tmp_path)

    with outcome.quarantine.open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)

    assert (line["row"], line["Type"], line["UPN"]) == ("4", "whatever", upn(2))
    assert line["faults"].startswith("Type: This is no code")


# --------------------------------------------------------------------------- odd, and not refused


def test_marks_on_days_without_school_are_told_and_kept(tmp_path):
    path = tmp_path / "marks.csv"
    days = ("06/09/2019", "07/09/2019", "29/10/2019")
    rows = [f"{upn(1)},100001,{day},AM,/" for day in days]
    path.write_text("\n".join(["UPN,URN,Date,Session,Mark", *rows]) + "\n", encoding="utf-8")
    sheet = opened(facts(path), kind("attendance-marks"))

    by_calendar = checked(sheet, tmp_path, calendar=usual_calendar([2019]))
    by_week = check(path, tmp_path, kind("attendance-marks"))

    assert by_calendar.remarks[0].startswith("2 marks are of days on which by the calendar")
    assert "the first on Saturday 07/09/2019, school 100001" in by_week.remarks[0]
    assert by_week.good == 3


def test_a_child_whose_only_school_is_two_schools_is_told(tmp_path):
    path = tmp_path / "roll.csv"
    path.write_text(
        "UPN,URN,Entry Date,Leaving Date,Enrol Status,DOB\n"
        f"{upn(1)},100001,02/09/2019,,C,01/02/2010\n"
        f"{upn(1)},100002,02/01/2020,,C,01/02/2010\n"
        f"{upn(2)},100001,02/09/2019,20/12/2019,C,01/02/2010\n"
        f"{upn(2)},100002,02/01/2020,,C,01/02/2010\n"
        f"{upn(3)},100001,02/09/2019,,M,01/02/2010\n"
        f"{upn(3)},100002,02/09/2019,,S,01/02/2010\n",
        encoding="utf-8",
    )

    outcome = check(path, tmp_path, kind("enrolments"), academic_year="2019/20")

    assert outcome.sound
    assert outcome.remarks[0].startswith("1 child is on the rolls of two schools at once")
    assert "rows 2 and 3" in outcome.remarks[0]


def test_a_small_file_is_loaded_without_pandas_or_a_compiler(tmp_path):
    """They are installed, and take longer to import than such a file takes to be loaded."""
    path = tmp_path / "marks.csv"
    path.write_text(
        "upn,urn,day,session,code\nA12345678901,100001,2023-09-04,AM,/\n"
        ",,,,\nB801200005001,100001,2023-09-04,AM,/\n"
    )
    script = (
        "import sys; from headway.cli import main; main(sys.argv[1:]); "
        "print(sorted({'ibis', 'numba', 'pandas', 'scipy', 'xlsxwriter'} & sys.modules.keys()))"
    )
    asked = ["data", "load", "attendance-marks", str(path), "--keep-good"]

    said = subprocess.run(
        [sys.executable, "-c", script, *asked, "--data", str(tmp_path / "data")],
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert "2 rows read: 1 good" in said
    assert said.splitlines()[-1] == "[]"
