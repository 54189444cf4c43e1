"""Long files of marks: whatever is written in them, and in whatever order."""

import csv
import io
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.evidence.attendance_codes import byte_of
from headway.evidence.errors import EvidenceError
from headway.evidence.identifiers import upn_check_letter
from headway.evidence.marks import loading
from headway.evidence.marks.files import open_matrix
from headway.evidence.marks.loading import load_csv
from headway.evidence.marks.roster import UPN_BITS, Roll, key_of, packed_upn, upn_text
from headway.evidence.marks.rows import Mark, RowReader, Wrong, layout_of
from headway.evidence.marks.sessions import Sessions

HEADINGS = "UPN,URN,Date,Session,Mark\n"
DAYS = tuple(date(2019, 9, 2) + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7, 8, 9))
YEAR = Sessions(year=2019, days=DAYS, ends=(3, 5, 6, 7, 8, 8))


def upn(number, last="7"):
    rest = f"801{number:08d}{last}"
    return upn_check_letter(rest) + rest


ALICE, BOB = upn(1), upn(2, last="C")


@pytest.fixture
def load(tmp_path):
    def load(text, **options):
        file = tmp_path / "marks.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_csv(file, tmp_path / "year", sessions=YEAR, **options)

    return load


def marks_of(found):
    """By school and pupil, the marks that are there, as characters."""
    matrix = open_matrix(found.matrix.folder)
    rows = np.concatenate([matrix.reader().group(n) for n in range(len(matrix.groups))])
    schools = np.repeat(matrix.roster.urns, np.diff(matrix.roster.offsets))
    return {
        (int(urn), upn_text(pupil)): bytes(row).replace(b"\0", b".").decode()
        for urn, pupil, row in zip(schools, matrix.roster.pupils, rows, strict=True)
    }


def test_rows_in_any_order_stand_by_school_and_pupil(load):
    found = load(
        HEADINGS
        + f"{BOB},100002,03/09/2019,PM,\\\n"
        + f"{ALICE},100002,02/09/2019,AM,/\n"
        + f"{BOB},100001,02/09/2019,AM,I\n"
        + f"{BOB},100002,03/09/2019,AM,L\n"
    )

    assert (found.rows, found.kept, found.missing, found.pupils) == (4, 4, 0, 3)
    assert marks_of(found) == {
        (100001, BOB): "I" + 15 * ".",
        (100002, ALICE): "/" + 15 * ".",
        (100002, BOB): "..L\\" + 12 * ".",
    }


@pytest.mark.parametrize(
    "row",
    [
        f'"{ALICE}","100001","02/09/2019","AM","I"',
        f" {ALICE.lower()} , 100001 , 2/9/2019 , Morning , i ",
        f"{ALICE},100001.0,2019-09-02,1,I",
        f"{ALICE},100001,2019-09-02T00:00:00,am,I",
        f"{ALICE},100001,02-Sep-2019,A,I\r",
    ],
)
def test_a_mark_is_understood_however_it_is_written(load, row):
    found = load(f"{HEADINGS}{row}\n")

    assert found.refused == {}
    assert marks_of(found) == {(100001, ALICE): "I" + 15 * "."}


GOOD = f"{BOB},100001,02/09/2019,AM,/\n"


@pytest.mark.parametrize(
    ("row", "wrong", "words"),
    [
        (f"X{ALICE[1:]},100001,02/09/2019,AM,/", Wrong.UPN, "check letter should be"),
        (f"{ALICE},9314000,02/09/2019,AM,/", Wrong.URN, "may be a LAESTAB"),
        (f"{ALICE},100001,31/02/2019,AM,/", Wrong.DAY, "is written as"),
        (f"{ALICE},100001,soon,AM,/", Wrong.DAY, "is written as"),
        (f"{ALICE},100001,02/09/2018,AM,/", Wrong.OTHER_YEAR, "school year 2019/20"),
        (f"{ALICE},100001,07/09/2019,AM,/", Wrong.CLOSED, "weekend"),
        (f"{ALICE},100001,02/09/2019,EV,/", Wrong.SESSION, "AM or PM"),
        (f"{ALICE},100001,02/09/2019,AM,?!", Wrong.CODE, "not an attendance code"),
        (f"{ALICE},100001,02/09/2019,PM,/", Wrong.MISFIT, "for mornings"),
        (f"{ALICE},100001,02/09/2019,AM,C2", Wrong.MISFIT, "not in force on 02/09/2019"),
        (f"{ALICE},100001,02/09/2019,AM", Wrong.FIELDS, "5 cells"),
        (f"{ALICE},100001,02/09/2019,AM,/,", Wrong.FIELDS, "5 cells"),
        (f"{BOB},100001,02/09/2019,AM,/", Wrong.REPEATED, "earlier row"),
        (f"{BOB},100001,02/09/2019,AM,I", Wrong.CONTRADICTED, "the earlier one was kept"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_number_and_the_rest_is_kept(
    load, row, wrong, words
):
    kept = io.BytesIO()

    found = load(f"{HEADINGS}{GOOD}\n{row}\n{ALICE},100001,02/09/2019,PM,I\n", quarantine=kept)

    (fault,) = found.faults
    assert found.refused == {wrong: 1}
    assert (fault.rule, fault.row) == (wrong.value, 4)
    assert words in fault.sentence
    assert marks_of(found) == {
        (100001, ALICE): ".I" + 14 * ".",
        (100001, BOB): "/" + 15 * ".",
    }
    assert kept.getvalue().decode() == f"{HEADINGS}{row}\n"


def test_an_empty_mark_is_missing_and_not_a_fault(load):
    found = load(f"{HEADINGS}{GOOD}{ALICE},100001,02/09/2019,AM,\n")

    assert (found.kept, found.missing, found.refused) == (1, 1, {})
    assert marks_of(found)[100001, ALICE] == 16 * "."


def test_titles_tabs_byte_order_marks_and_other_columns_are_passed_over(load):
    heading = "Name\tMark Code\tSession Name\tDate\tSchool URN\tUPN\n"
    row = f"Somebody\tI\tPM\t2019-09-03\t100001\t{ALICE}"

    found = load(b"\xef\xbb\xbfRegister of the school\n\n" + (heading + row).encode())

    assert marks_of(found) == {(100001, ALICE): "...I" + 12 * "."}


def test_the_file_of_one_school_need_not_name_it(load):
    found = load(f"UPN,Date,Session,Mark\n{ALICE},02/09/2019,AM,/\n", urn=100005)

    assert list(marks_of(found)) == [(100005, ALICE)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pupil,Score\n1,2\n", "has the headings of attendance marks"),
        ("", "has the headings of attendance marks"),
        (HEADINGS, "None of the 0 rows"),
        (f"{HEADINGS}a,b,c,d,e\n", "The first: row 2"),
        (HEADINGS.encode("utf-16"), "Save it as CSV UTF-8"),
        (HEADINGS.encode() + b"x" * 200_000, "None of the 1 rows"),
    ],
)
def test_a_file_that_is_none_of_marks_is_refused_in_words(load, text, words):
    with pytest.raises(EvidenceError, match=words):
        load(text)


def test_what_the_roll_knows_of_pupils_and_schools_goes_with_their_marks(load):
    bobs = 100001 << UPN_BITS | packed_upn(BOB)
    key = key_of({"sex": "M", "sen": "K", "fsm": "yes"})
    roll = Roll(
        enrolments=np.array([bobs + 5, bobs]),
        keys=np.array([0, key], dtype=np.uint8),
        schools={100001: ("931", "primary")},
    )

    found = load(f"{HEADINGS}{GOOD}{ALICE},100002,02/09/2019,PM,I\n", roll=roll)

    roster = open_matrix(found.matrix.folder).roster
    assert roster.keys.tolist() == [key, key_of({"cp": "no", "cin": "no"})]
    assert (roster.las, roster.phases) == (("931", ""), ("primary", ""))


def test_a_dry_run_leaves_nothing_and_a_load_is_never_written_over(load, tmp_path):
    file = tmp_path / "marks.csv"
    file.write_text(HEADINGS + GOOD)

    found = load_csv(file, None, sessions=YEAR)
    load(HEADINGS + GOOD)

    assert (found.matrix, found.kept) == (None, 1)
    with pytest.raises(EvidenceError, match="never written over"):
        load(HEADINGS + GOOD)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["marks.csv", "year"]


def plainly(text, year):
    """The matrix of a file row by row, with the patient reader alone."""
    head = text.encode()
    reader = RowReader(layout_of(head, urn=None), year, None)
    matrix: dict[int, dict[int, int]] = {}
    refused: dict[Wrong, int] = {}
    for line in head.split(b"\n")[1:]:
        if not line.strip(b"\r"):
            continue
        read = reader.read(line)
        if not isinstance(read, Mark):
            refused[read[0]] = refused.get(read[0], 0) + 1
            continue
        pupil = matrix.setdefault(read.enrolment, {})
        if read.byte and read.column in pupil:
            same = pupil[read.column] == read.byte
            wrong = Wrong.REPEATED if same else Wrong.CONTRADICTED
            refused[wrong] = refused.get(wrong, 0) + 1
        elif read.byte:
            pupil[read.column] = read.byte
    return matrix, refused


CELLS = (
    st.sampled_from(
        [ALICE, BOB, ALICE.lower(), upn(3), "", "A950000178301", "x,y", '"' + BOB + '"']
    ),
    st.sampled_from(["100001", "100002", "100003.0", "012345", ""]),
    st.sampled_from(
        ["02/09/2019", "2019-09-03", "3/9/2019", "07/09/2019", "32/09/2019", "04.09.2019"]
    ),
    st.sampled_from(["AM", "PM", "am", "A", "2", "X", ""]),
    st.sampled_from(["/", "\\", "I", "L", "C2", "X01", "", "-", "i", "??", '"I"', "ILL"]),
)


@settings(max_examples=150)
@given(
    rows=st.lists(st.tuples(*CELLS), min_size=1, max_size=40),
    ends=st.sampled_from(["\n", "\r\n"]),
    stretch=st.integers(40, 300),
)
def test_the_quick_reader_finds_what_the_patient_one_does(rows, ends, stretch, tmp_path_factory):
    folder = tmp_path_factory.mktemp("marks")
    text = "upn,urn,day,session,code" + ends + "".join(",".join(row) + ends for row in rows)
    (folder / "marks.csv").write_bytes(text.encode())
    matrix, refused = plainly(text, YEAR)
    usual, loading.STRETCH = loading.STRETCH, stretch

    try:
        found = load_csv(folder / "marks.csv", folder / "year", sessions=YEAR, threads=2)
    except EvidenceError:
        assert not matrix
        return
    finally:
        loading.STRETCH = usual

    whole = {
        urn << UPN_BITS | packed_upn(pupil): {
            place: byte_of(mark) for place, mark in enumerate(marks) if mark != "."
        }
        for (urn, pupil), marks in marks_of(found).items()
    }
    assert whole == matrix
    assert found.refused == refused
    assert found.rows == len(rows)
    assert found.kept == sum(len(row) for row in matrix.values())


def test_every_row_number_is_right_over_many_stretches(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "STRETCH", 1000)
    text, wrong = io.StringIO(), []
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["upn", "urn", "day", "session", "code"])
    for number in range(2, 3000):
        bad = number % 97 == 0
        wrong += [number] * bad
        half, day = number % 2, DAYS[number // 2 % 8]
        writer.writerow(
            [upn(number // 16), 100001, day, "?" if bad else ("AM", "PM")[half], "/\\"[half]]
        )
    (tmp_path / "marks.csv").write_text(text.getvalue())

    found = load_csv(tmp_path / "marks.csv", tmp_path / "year", sessions=YEAR, threads=2)

    assert [fault.row for fault in found.faults] == wrong
    assert found.kept == 2998 - len(wrong)
