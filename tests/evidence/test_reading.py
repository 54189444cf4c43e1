"""Files as they come: encodings, separators, titles, ragged rows, workbooks, census XML."""

import csv
import io
import os
import threading
import time
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import KINDS, kind
from headway.evidence.reading import delimited, files
from headway.evidence.reading.days import day
from headway.evidence.reading.files import facts
from headway.evidence.reading.headings import likeliest, matched
from headway.evidence.reading.opening import kind_of, opened
from headway.evidence.reading.sheets import Ragged
from tests.evidence.files_made_up import HEADINGS, exclusions, suspension, text_of, upn

EXCLUSIONS = kind("exclusions")


def read(
    path: Path, dataset: Dataset = EXCLUSIONS, **kwargs: object
) -> tuple[dict[int, dict[str, str]], list[Ragged]]:
    """The rows by number, and those that could not be cut."""
    rows: dict[int, dict[str, str]] = {}
    ragged: list[Ragged] = []
    for batch in opened(facts(path), dataset, **kwargs).batches:  # type: ignore[arg-type]  # any
        ragged += batch.ragged
        for number, row in zip(batch.rows.tolist(), batch.texts.to_pylist(), strict=True):
            assert number not in rows
            rows[number] = row
    return rows, ragged


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_clerk_need_not_know_the_encoding_or_the_separator(tmp_path, encoding, separator):
    rows = [suspension(1, name="Zoë"), suspension(2, reason="Zoë")]
    text = text_of(rows, separator=separator, above=f"Ausschlüsse £{separator * 3}\n\n")
    (tmp_path / "file.csv").write_bytes(text.encode(encoding))

    found, _ = read(tmp_path / "file.csv")

    assert [row["upn"] for row in found.values()] == [upn(1), upn(2)]
    assert found[5]["reason"] == "Zoë"
    assert list(found) == [4, 5]


def test_headings_are_known_by_their_synonyms_and_names_of_children_are_left(tmp_path):
    sheet = opened(facts(exclusions(tmp_path / "file.csv", [suspension(1)])), EXCLUSIONS)

    assert sheet.headings.ignored == ("Forename",)
    assert {name: sheet.headings.headed(name) for name in ("urn", "kind", "start")} == {
        "urn": "School URN",
        "kind": "Type",
        "start": "Start Date",
    }


CELL = st.text(alphabet='ab ",\n', max_size=4)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(CELL, min_size=1, max_size=11), max_size=12))
def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("ragged") / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        # enough sound rows that the separator and the width are not in doubt
        writer.writerows([HEADINGS.split(","), *(suspension(n) for n in range(60)), *rows])
        writer.writerow(suspension(99))

    found, ragged = read(path)

    whole = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    for number, cells in enumerate(whole[1:], start=2):
        sound = len(cells) >= 8 and not any(cell.strip() for cell in cells[8:])
        if sound:
            assert (found[number]["upn"] or "") == cells[0]
        elif any(cells):
            assert number in {one.row for one in ragged} or not found[number]["urn"]
    assert found[len(whole)]["upn"] == upn(99)


def test_a_row_with_empty_cells_too_many_is_sound_and_one_with_too_few_is_not(tmp_path):
    rows = [suspension(n) for n in range(5)]
    rows[1] += ["", ""]
    rows[3] = rows[3][:4]

    found, ragged = read(exclusions(tmp_path / "file.csv", rows))

    assert sorted(found) == [2, 3, 4, 6]
    assert [(one.row, len(one.cells), one.expected) for one in ragged] == [(5, 4, 8)]


def test_separators_at_the_end_of_every_row_do_no_harm(tmp_path):
    rows = [[*suspension(n), ""] for n in range(5)]

    found, ragged = read(exclusions(tmp_path / "file.csv", rows))

    assert len(found) == 5
    assert not ragged


def test_a_file_of_another_kind_is_named_for_what_it_looks_like(tmp_path):
    path = tmp_path / "plans.csv"
    path.write_text(
        "Child Unique ID,Date of Birth,Child Protection Plan Start Date,"
        "Child Protection Plan End Date\n1,01/02/2010,01/02/2019,\n",
        encoding="utf-8",
    )

    with pytest.raises(EvidenceError, match="those of child-protection"):
        opened(facts(path), EXCLUSIONS)
    found = kind_of(path)
    assert found is not None
    assert found.name == "child-protection"


def test_a_missing_column_is_asked_for_by_the_names_it_may_have(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("UPN,URN,Type,Start Date\n", encoding="utf-8")

    with pytest.raises(EvidenceError, match=r"sessions \(headed .ActualNumberOfSessions."):
        opened(facts(path), EXCLUSIONS)


@pytest.mark.parametrize("dataset", KINDS, ids=lambda one: one.name)
def test_every_kind_is_recognised_by_its_own_headings(dataset):
    likely = likeliest([[column.name for column in dataset.columns]])

    assert likely is not None
    assert likely[0].name == dataset.name
    assert not matched([column.name for column in dataset.columns], dataset).missing


# ----------------------------------------------------------------------- not finished, not ours


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_PAUSE", 0.3)  # which tests of whole files do without
    path = exclusions(tmp_path / "file.csv", [suspension(1)])

    def copy_on() -> None:
        time.sleep(0.1)
        with path.open("a", encoding="utf-8") as file:
            file.write(",".join(suspension(2)) + "\n")

    writer = threading.Thread(target=copy_on)
    writer.start()
    with pytest.raises(EvidenceError, match="still being written"):
        facts(path)
    writer.join()


def test_a_last_row_cut_off_refuses_the_file(tmp_path):
    path = exclusions(tmp_path / "file.csv", [suspension(n) for n in range(9)])
    path.write_bytes(path.read_bytes()[:-30])

    with pytest.raises(EvidenceError, match="breaks off in its last row"):
        read(path)


def test_a_last_row_without_an_end_of_line_is_whole(tmp_path):
    path = exclusions(tmp_path / "file.csv", [suspension(n) for n in range(9)])
    path.write_bytes(path.read_bytes().rstrip())

    assert len(read(path)[0]) == 9


@pytest.mark.parametrize("places", [(300,), (300, 390)])
def test_a_quotation_mark_never_closed_is_said_to_be_the_reason(tmp_path, places):
    rows = [suspension(n) for n in range(400)]
    for place in places:
        rows[place][7] = '"never closed'

    with pytest.raises(EvidenceError, match=r"from row 302 on\. A quotation mark"):
        read(exclusions(tmp_path / "file.csv", rows))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\xd0\xcf\x11\xe0 old", "old or encrypted"),
        (b"PK\x03\x04 half a workbook", "cut off before its end"),
        (b"<html><body>Please sign in</body></html>", "is a web page"),
        (b"nothing,like,it\n1,2,3\n", "no row of headings"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path, content, words):
    path = tmp_path / "file"
    path.write_bytes(content)
    os.utime(path, (0, 0))

    with pytest.raises(EvidenceError, match=words):
        opened(facts(path), EXCLUSIONS)


def test_a_packed_folder_is_not_a_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "file.zip", "w") as archive:
        archive.writestr("exclusions.csv", "UPN\n")

    with pytest.raises(EvidenceError, match="packed folder"):
        facts(tmp_path / "file.zip")


def test_a_small_workbook_that_would_fill_the_memory_is_not_opened(tmp_path):
    with zipfile.ZipFile(tmp_path / "file.xlsx", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 12_000_000)

    with pytest.raises(EvidenceError, match=r"from 0\.\d MB to 72 MB.*Save the sheet as CSV"):
        facts(tmp_path / "file.xlsx")


# ------------------------------------------------------------------------------------ workbooks


def test_of_a_workbook_of_lists_the_one_that_fits_is_read(tmp_path):
    workbook = openpyxl.Workbook()
    first = workbook.active
    assert first is not None
    first.append(["Guidance"])
    for title, head in (("List 6", "CIN"), ("List 7", "Child Protection Plan")):
        sheet = workbook.create_sheet(title)
        sheet.append(["Annex A"])
        sheet.append([])
        ends = "CIN Closure Date" if head == "CIN" else f"{head} End Date"
        sheet.append(["Child Unique ID", "Date of Birth", f"{head} Start Date", ends])
        sheet.append([101.0, date(2010, 2, 1), date(2019, 2, 1), None])
    workbook.save(tmp_path / "annex.xlsx")

    rows, _ = read(tmp_path / "annex.xlsx", kind("child-protection"))

    assert rows == {4: {"child_id": "101", "birth": "2010-02-01", "start": "2019-02-01", "end": ""}}


def test_a_sheet_asked_for_by_a_wrong_name_is_told_the_right_ones(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(HEADINGS.split(","))
    workbook.save(tmp_path / "file.xlsx")

    with pytest.raises(EvidenceError, match="It has Sheet"):
        opened(facts(tmp_path / "file.xlsx"), EXCLUSIONS, wanted="List 6")


# --------------------------------------------------------------------------------- census, marks

CENSUS = """<?xml version="1.0" encoding="utf-8"?>
<Message><Header><CollectionDetails><Year>2020</Year></CollectionDetails></Header><Children>
<Child><ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2010-02-01</PersonBirthDate>
<GenderCurrent>1</GenderCurrent></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability>
</Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2019-04-01</CINreferralDate><PrimaryNeedCode>N1</PrimaryNeedCode>
<Assessments><FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors>
<AssessmentFactors>4A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<CINPlanDates><CINPlanStartDate>2019-05-01</CINPlanStartDate></CINPlanDates>
<ChildProtectionPlans><CPPstartDate>2019-08-01</CPPstartDate>
<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><Reviews>
<CPPreviewDate>2019-10-20</CPPreviewDate><CPPreviewDate>2020-03-01</CPPreviewDate></Reviews>
</ChildProtectionPlans></CINdetails>
<CINdetails><CINreferralDate>2018-04-01</CINreferralDate></CINdetails></Child>
</Children></Message>
"""


def workbook_with(folder: Path, *cells: str) -> Path:
    """A workbook with one filled cell, and others as they stand in its sheet."""
    openpyxl.Workbook().save(folder / "plain.xlsx")
    with zipfile.ZipFile(folder / "plain.xlsx") as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    sheet = f"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <sheetData><row r="1"><c r="A1"><v>1</v></c>{"".join(cells)}</row></sheetData>
        </worksheet>"""
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(folder / "file.xlsx", "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return folder / "file.xlsx"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c s='0' r = 'XFD1048576' ><v>1</v></c>",
        '<c r="zz1048576"/>',
        '<c r="XFD300"><v>1</v></c>',
    ],
)
def test_a_cell_far_from_all_others_is_named_before_memory_is_taken_for_all_between(
    tmp_path: Path, cell: str
):
    path = workbook_with(tmp_path, cell)

    with pytest.raises(
        EvidenceError, match=r"^file\.xlsx has a sheet with 2 cells that reaches to"
    ):
        opened(facts(path), EXCLUSIONS)


def test_a_note_below_the_data_is_no_cell_far_away(tmp_path: Path):
    path = workbook_with(tmp_path, '<c r="B1"><v>2</v></c>', '<c r="AD20000"><v>3</v></c>')

    with pytest.raises(EvidenceError, match="heading"):
        opened(facts(path), EXCLUSIONS)


def test_a_census_gives_a_row_for_each_plan_and_each_episode_without_one(tmp_path):
    path = tmp_path / "census.xml"
    path.write_text(CENSUS, encoding="utf-8")

    need, _ = read(path, kind("children-in-need"))
    plans, _ = read(path, kind("child-protection"))

    assert [(row["start"], row["plan_start"], row["factors"]) for row in need.values()] == [
        ("2019-04-01", "2019-05-01", "3B,4A"),
        ("2018-04-01", "", ""),
    ]
    assert need[1]["disabled"] == "no"
    assert [(row["start"], row["last_review"]) for row in plans.values()] == [
        ("2019-08-01", "2020-03-01")
    ]


def test_a_census_that_breaks_off_is_refused(tmp_path):
    path = tmp_path / "census.xml"
    path.write_text(CENSUS[:-60], encoding="utf-8")

    with pytest.raises(EvidenceError, match="breaks off"):
        read(path, kind("children-in-need"))


def test_a_census_does_not_open_other_files(tmp_path):
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    entity = f'<!DOCTYPE m [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]>\n<Message>'
    path = tmp_path / "census.xml"
    path.write_text(
        CENSUS.replace("<Message>", entity).replace("<LAchildID>1<", "<LAchildID>&s;<"),
        encoding="utf-8",
    )

    rows, _ = read(path, kind("children-in-need"))

    assert rows[1]["child_id"] == ""


def test_strings_of_marks_become_a_mark_for_each_session_of_a_weekday(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text(
        f"UPN,URN,AttendanceStartDate,AttendanceMarks\n{upn(1)},100001,06/09/2019,/\\-N\n"
        f"{upn(2)},100001,06/09/2019,/C1\n",
        encoding="utf-8",
    )

    rows, ragged = read(path, kind("attendance-marks"))

    assert [(row["day"], row["session"], row["code"]) for row in rows.values()] == [
        ("2019-09-06", "AM", "/"),
        ("2019-09-06", "PM", "\\"),
        ("2019-09-09", "AM", ""),
        ("2019-09-09", "PM", "N"),
    ]
    assert "two characters" in ragged[0].sentence


TRANSFER = """<?xml version="1.0" encoding="utf-8"?>
<CTfile><CTFpupilData><Pupil><UPN>{upn}</UPN><Surname>Made</Surname><Attendance><YearData>
<Year>2019</Year><LEA>931</LEA><Estab>4000</Estab><SessionsPossible>4</SessionsPossible>
<AttendanceStartDate>2019-09-06</AttendanceStartDate>
<AttendanceMarks>/\\-N</AttendanceMarks></YearData></Attendance></Pupil></CTFpupilData></CTfile>
"""


def test_marks_are_read_from_a_transfer_file_once_the_school_is_said(tmp_path):
    path = tmp_path / "931_4000.xml"
    nameless = TRANSFER.replace("<LEA>931</LEA><Estab>4000</Estab>", "<LEA>931</LEA>")
    path.write_text(nameless.format(upn=upn(1)), encoding="utf-8")

    with pytest.raises(EvidenceError, match="--fill urn"):
        opened(facts(path), kind("attendance-marks"))
    rows, _ = read(path, kind("attendance-marks"), filled=frozenset({"urn"}))

    assert [(row["day"], row["session"], row["code"]) for row in rows.values()] == [
        ("2019-09-06", "AM", "/"),
        ("2019-09-06", "PM", "\\"),
        ("2019-09-09", "AM", ""),
        ("2019-09-09", "PM", "N"),
    ]
    assert {row["upn"] for row in rows.values()} == {upn(1)}


# ----------------------------------------------------------------------------------------- days


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_a_day_is_read_however_it_is_written(one):
    serial = (one - date(1899, 12, 30)).days
    ways = [
        one.isoformat(),
        f"{one:%d/%m/%Y}",
        f"{one.day}.{one.month}.{one.year}",
        f"{one:%d-%b-%Y}",
        f"{one:%d %B %Y}",
        f"{one:%Y%m%d}",
        f"{one.isoformat()}T00:00:00",
        f"{one:%d/%m/%Y} 00:00",
        *([str(serial), f"{serial}.0"] if serial >= 20_000 else []),
    ]

    assert {day(way) for way in ways} == {one}


@given(st.text(max_size=12))
def test_reading_a_day_never_raises(text):
    found = day(text)

    assert found is None or 1900 <= found.year < 2100


def test_the_sample_of_a_short_file_is_the_file(tmp_path):
    path = exclusions(tmp_path / "file.csv", [suspension(1)])

    assert delimited.sample(facts(path)) == (path.read_text(encoding="utf-8"), ",")
