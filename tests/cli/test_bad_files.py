"""A clerk hands over what clerks hand over: each time they are told where, what and what to do."""

from pathlib import Path

import pytest

from headway.cli import main

EXCLUSIONS = ("upn", "urn", "kind", "start", "end", "sessions", "reason", "sen_provision")
ONE = ("H500200017000", "800001", "suspension", "2023-09-20", "2023-09-22", "5", "DB", "N")
TWO = ("X500200017001", "800001", "suspension", "2023-10-02", "2023-10-03", "4", "PA", "K")
THREE = ("L500200017002", "800002", "suspension", "2023-11-14", "2023-11-16", "6", "PP", "E")
FOUR = ("A500200017003", "800002", "suspension", "2023-12-18", "2023-12-19", "3", "PP", "N")
ENROLMENTS = ("academic_year", "upn", "urn", "entry", "leaving", "status", "birth", "sex",
              "year_group")  # fmt: skip
MARKS = ("upn", "urn", "day", "session", "code")


def written(path: Path, *rows: tuple[str, ...]) -> Path:
    path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def with_cell(row: tuple[str, ...], column: str, text: str) -> tuple[str, ...]:
    place = EXCLUSIONS.index(column)
    return (*row[:place], text, *row[place + 1 :])


@pytest.fixture
def load(tmp_path, capsys):
    def load(kind: str, *rows: tuple[str, ...], name: str = "handed.csv") -> tuple[int, str]:
        path = written(tmp_path / name, *rows)
        capsys.readouterr()
        status = main(["data", "load", kind, str(path), "--data", str(tmp_path / "county")])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return status, said.out + said.err

    return load


@pytest.mark.parametrize(
    ("kind", "header", "looks_like", "to_do"),
    [
        ("exclusions", ENROLMENTS, "those of enrolments", "Load it as that"),
        ("attendance-marks", EXCLUSIONS, "those of exclusions", "Load it as that"),
        ("exclusions", ("term", "first", "last"), "a calendar of terms", "as calendar.csv"),
        ("exclusions", ("time_period", "geographic_level", "num"), "published statistics",
         "`headway benchmark load`"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_named_for_what_it_looks_like(
    load, kind, header, looks_like, to_do
):
    status, said = load(kind, header, ("1",) * len(header))

    assert status == 2
    assert f"handed.csv does not look like {kind}" in said
    assert looks_like in said
    assert to_do in said


def test_an_agency_s_file_among_published_statistics_is_sent_to_the_right_command(tmp_path, capsys):
    path = written(tmp_path / "handed.csv", EXCLUSIONS, ONE)

    status = main(["benchmark", "load", str(path), "--data", str(tmp_path)])

    assert status == 2
    assert "`headway data load exclusions` takes it in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "said"),
    [("exclusion", 'Did you mean "exclusions"?'), ("calendar", "as calendar.csv")],
)
def test_a_kind_that_there_is_not_is_answered_with_the_one_that_is_meant(load, kind, said):
    assert said in load(kind, EXCLUSIONS, ONE)[1]


def test_swapped_columns_are_named_before_any_row(load):
    rows = [(row[1], row[0], *row[2:]) for row in (ONE, TWO, THREE)]

    status, said = load("exclusions", EXCLUSIONS, *rows)

    assert status == 1
    assert "Cannot be loaded: upn and urn seem to be swapped" in said
    assert "Put the headings right." in said


def test_first_and_last_days_under_each_other_s_headings_are_named_once(load):
    rows = [(*row[:3], row[4], row[3], *row[5:]) for row in (ONE, TWO, THREE, FOUR)]

    status, said = load("exclusions", EXCLUSIONS, *rows)

    assert status == 1
    assert "Cannot be loaded: end comes before start in 4 of the first 4 rows" in said


def test_days_in_three_styles_in_one_column_are_read(load, tmp_path, capsys):
    rows = [
        with_cell(ONE, "start", "20/09/2023"),
        TWO,
        with_cell(THREE, "start", "14 Nov 2023"),
    ]

    status, _ = load("exclusions", EXCLUSIONS, *rows)

    out = tmp_path / "out.csv"
    main(["data", "export", "exclusions", "--data", str(tmp_path / "county"), "-o", str(out)])
    assert status == 0
    text = out.read_text(encoding="utf-8")
    assert all(day in text for day in ("2023-09-20", "2023-10-02", "2023-11-14"))


@pytest.mark.parametrize(
    ("column", "came", "said"),
    [
        ("upn", "1.23E+11", "shortened the number to powers of ten"),
        ("urn", "8.00E+05", "shortened the number to powers of ten"),
        ("upn", "#N/A", "That stands for nothing, and every row needs it"),
        ("sessions", "#REF!", "A formula of the spreadsheet has failed here"),
        ("sessions", "06-Jan", "turned the number into a day"),
        ("reason", "01-Dec", "turned the code into a day"),
        ("start", "Oct-17", "shows only a part of the day"),
        ("start", "########", "too narrow when it was saved"),
        ("start", "31/02/2024", "This is no day. Write it as 25/09/2019"),
        ("reason", "QQ", "This is no code of the column. It takes PP, PA"),
        ("kind", "banned", "It takes permanent, suspension"),
        ("upn", "H500200017001", "The check letter should be X and is H"),
    ],
)
def test_a_spoilt_cell_is_told_with_its_row_what_came_and_what_to_do(load, column, came, said):
    status, out = load("exclusions", EXCLUSIONS, ONE, TWO, with_cell(THREE, column, came))

    assert status == 1
    assert f'row 4, {column}: "{came}": ' in out
    assert said in out
    assert "Refused: nothing was kept." in out


def test_a_file_still_being_written_is_left_until_it_is_whole(tmp_path, capsys):
    path = written(tmp_path / "handed.csv", EXCLUSIONS, ONE, TWO)
    path.write_text(path.read_text() + ",".join(THREE[:5]), encoding="utf-8")

    status = main(["data", "load", "exclusions", str(path), "--data", str(tmp_path / "county")])

    said = capsys.readouterr().err

    assert status == 2
    assert not list((tmp_path / "county").glob("tables/*/*"))
    assert "handed.csv breaks off in its last row, which has 5 of 8 cells" in said
    assert "Load it when it is whole." in said


def test_a_row_written_twice_and_two_that_contradict_each_other_are_told(load):
    other = with_cell(TWO, "sessions", "9")

    status, said = load("exclusions", EXCLUSIONS, ONE, ONE, TWO, other)

    key = "upn H500200017000, urn 800001, kind suspension, start 2023-09-20"
    assert status == 1
    assert f'row 3: "{key}": Row 2 says the same. Delete this one.' in said
    assert "Row 5 has the same upn, urn, kind, start and differs in sessions." in said


def test_a_child_at_two_schools_at_once_is_kept_and_told(load):
    row = ("2023/24", "H500200017000", "800001", "2017-09-01", "", "C", "2013-07-24", "M", "6")

    status, said = load("enrolments", ENROLMENTS, row, (*row[:2], "800002", *row[3:]))

    assert status == 0
    assert "1 child is on the rolls of two schools at once" in said
    assert "rows 2 and 3" in said


def test_marks_on_days_without_school_and_on_days_to_come_are_told(load):
    pupil = ("H500200017000", "800001")

    status, said = load(
        "attendance-marks", MARKS,
        (*pupil, "2023-12-25", "AM", "/"), (*pupil, "2023-12-30", "AM", "/"),
        (*pupil, "2093-06-10", "AM", "/"),
    )  # fmt: skip

    assert status == 0
    assert "2 marks are of days on which there is no school, weekends or bank holidays" in said
    assert "(the first on Monday 25/12/2023, school 800001)" in said
    assert "The last day under day, 10/06/2093, comes after the day on which" in said


def test_terms_that_overlap_are_named_with_file_and_rows(load, tmp_path):
    county = tmp_path / "county"
    county.mkdir()
    calendar = county / "calendar.csv"
    written(calendar, ("term", "first", "last"), ("1", "2023-09-06", "2023-10-20"),
            ("2", "2023-10-18", "2023-12-15"))  # fmt: skip

    status, said = load("exclusions", EXCLUSIONS, ONE)

    assert status == 2
    assert f"{calendar}: Rows 2 to 3 of the calendar: " in said
    assert "overlap" in said
    assert "Put the dates right in the calendar." in said


@pytest.mark.parametrize("outcome", ["Not upheld", "Overturned", "rescinded"])
def test_a_permanent_exclusion_is_taken_as_systems_write_it(load, outcome):
    """With a length of 0, and the outcome in the words of the governors."""
    head = ("upn", "urn", "kind", "start", "end", "sessions", "status", "status_day")
    row = (ONE[0], "800001", "Permanent", "2023-09-20", "", "0", outcome, "2023-10-09")

    status, said = load("exclusions", head, row)

    assert status == 0, said


def test_a_suspension_of_no_length_is_set_aside(load):
    status, said = load("exclusions", EXCLUSIONS, ONE, with_cell(TWO, "sessions", "0"))

    assert status == 1
    assert "A suspension needs its length in sessions" in said
