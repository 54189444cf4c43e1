"""What each mark of the register counts as, on both sides of every day on which it changed."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.evidence.attendance_codes import (
    CHANGES,
    CODES,
    NO_MARK,
    REASONS,
    UNKNOWN,
    Flag,
    MarkClass,
    Reason,
    attendance_code,
    byte_of,
    bytes_of,
    class_on,
    class_table,
    code_of,
    fault_of_mark,
    faulty_marks,
    flag_table,
    reason_table,
    stretches,
)

BEFORE, AFTER = date(2024, 8, 18), date(2024, 8, 19)
PRESENT, LATE, ELSEWHERE = MarkClass.PRESENT, MarkClass.LATE, MarkClass.ELSEWHERE
AUTHORISED, UNAUTHORISED = MarkClass.AUTHORISED, MarkClass.UNAUTHORISED
NOT_POSSIBLE, COVID, MISSING = MarkClass.NOT_POSSIBLE, MarkClass.COVID, MarkClass.MISSING
GONE = MarkClass.NOT_IN_FORCE

THE_TABLE = [
    ("/", PRESENT, PRESENT),
    ("\\", PRESENT, PRESENT),
    ("L", LATE, LATE),
    ("B", ELSEWHERE, ELSEWHERE),
    ("P", ELSEWHERE, ELSEWHERE),
    ("V", ELSEWHERE, ELSEWHERE),
    ("W", ELSEWHERE, ELSEWHERE),
    ("K", MISSING, ELSEWHERE),
    ("J", ELSEWHERE, GONE),
    ("J1", GONE, AUTHORISED),
    ("C", AUTHORISED, AUTHORISED),
    ("C1", GONE, AUTHORISED),
    ("C2", GONE, AUTHORISED),
    ("E", AUTHORISED, AUTHORISED),
    ("H", AUTHORISED, GONE),
    ("F", AUTHORISED, GONE),
    ("I", AUTHORISED, AUTHORISED),
    ("M", AUTHORISED, AUTHORISED),
    ("R", AUTHORISED, AUTHORISED),
    ("S", AUTHORISED, AUTHORISED),
    ("T", AUTHORISED, AUTHORISED),
    ("G", UNAUTHORISED, UNAUTHORISED),
    ("N", UNAUTHORISED, UNAUTHORISED),
    ("O", UNAUTHORISED, UNAUTHORISED),
    ("U", UNAUTHORISED, UNAUTHORISED),
    ("D", NOT_POSSIBLE, NOT_POSSIBLE),
    ("X", NOT_POSSIBLE, NOT_POSSIBLE),
    ("Y", NOT_POSSIBLE, GONE),
    *((f"Y{number}", GONE, NOT_POSSIBLE) for number in range(1, 8)),
    ("Q", GONE, NOT_POSSIBLE),
    ("Z", NOT_POSSIBLE, NOT_POSSIBLE),
    ("#", NOT_POSSIBLE, NOT_POSSIBLE),
    ("-", MISSING, MISSING),
    ("*", MISSING, MISSING),
    ("", MISSING, MISSING),
]

FOR_THE_PANDEMIC = [
    ("X", "2020-07-31", NOT_POSSIBLE),
    ("X", "2020-08-01", COVID),
    ("X", "2022-03-31", COVID),
    ("X", "2022-04-01", NOT_POSSIBLE),
    ("X01", "2021-03-07", GONE),
    ("X01", "2021-03-08", NOT_POSSIBLE),
    *((f"X0{number}", "2021-03-07", GONE) for number in range(2, 8)),
    *((f"X0{number}", "2021-03-08", COVID) for number in range(2, 8)),
    *((f"X0{number}", "2021-07-31", GONE) for number in (8, 9)),
    *((f"X0{number}", "2021-08-01", COVID) for number in (8, 9)),
    *((f"X0{number}", "2022-04-01", GONE) for number in range(1, 10)),
    ("I01", "2021-03-07", GONE),
    ("I01", "2021-03-08", AUTHORISED),
    ("I02", "2022-03-31", AUTHORISED),
    ("I02", "2022-04-01", GONE),
    ("7", "2021-01-11", AUTHORISED),
    ("=", "2021-01-11", AUTHORISED),
    ("8", "2021-01-11", NOT_POSSIBLE),
    ("9", "2021-01-11", NOT_POSSIBLE),
    ("[", "2021-01-11", NOT_POSSIBLE),
    ("]", "2021-01-11", NOT_POSSIBLE),
    ("7", "2022-04-01", GONE),
    ("8", "2020-02-29", GONE),
]


@pytest.mark.parametrize(("code", "before", "after"), THE_TABLE)
def test_a_code_means_what_the_law_of_its_day_says(code, before, after):
    assert (class_on(code, BEFORE), class_on(code, AFTER)) == (before, after)


@pytest.mark.parametrize(("code", "day", "expected"), FOR_THE_PANDEMIC)
def test_a_code_of_the_pandemic_counts_while_it_was_in_use(code, day, expected):
    assert class_on(code, date.fromisoformat(day)) is expected


def test_every_code_has_a_row_in_these_tables():
    rows = {code for code, *_ in (*THE_TABLE, *FOR_THE_PANDEMIC)} - {""}

    assert rows == {code.code for code in CODES}


def test_a_missing_mark_is_neither_present_nor_absent_nor_possible():
    assert Flag(int(flag_table(AFTER)[NO_MARK])) is Flag.DOUBTFUL


@pytest.mark.parametrize(
    ("code", "day", "flags"),
    [
        ("/", AFTER, Flag.POSSIBLE | Flag.ATTENDING),
        ("L", AFTER, Flag.POSSIBLE | Flag.ATTENDING),
        ("B", AFTER, Flag.POSSIBLE | Flag.ATTENDING),
        ("I", AFTER, Flag.POSSIBLE | Flag.AUTHORISED),
        ("J", BEFORE, Flag.POSSIBLE | Flag.ATTENDING),
        ("J1", AFTER, Flag.POSSIBLE | Flag.AUTHORISED),
        ("O", AFTER, Flag.POSSIBLE | Flag.UNAUTHORISED),
        ("D", AFTER, Flag(0)),
        ("X", date(2021, 1, 11), Flag.POSSIBLE),
        ("X", AFTER, Flag(0)),
        ("H", AFTER, Flag.DOUBTFUL),
    ],
)
def test_the_flags_say_what_enters_the_rates(code, day, flags):
    byte = byte_of(code)

    assert byte is not None
    assert Flag(int(flag_table(day)[byte])) == flags


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("I", Reason.ILLNESS),
        ("M", Reason.APPOINTMENTS),
        ("R", Reason.RELIGIOUS),
        ("S", Reason.STUDY),
        ("T", Reason.TRAVELLER),
        ("E", Reason.EXCLUDED),
        ("C", Reason.OTHER),
        ("C1", Reason.OTHER),
        ("C2", Reason.OTHER),
        ("J1", Reason.OTHER),
        ("G", Reason.UNAGREED_HOLIDAY),
        ("U", Reason.LATE),
        ("O", Reason.OTHER_UNAUTHORISED),
        ("N", Reason.NOT_YET),
    ],
)
def test_an_absence_has_its_reason(code, reason):
    byte = byte_of(code)

    assert byte is not None
    assert REASONS[reason_table(AFTER)[byte] - 1] is reason


def test_an_agreed_holiday_was_a_reason_until_the_law_changed():
    holiday, extended = ord("H"), ord("F")

    assert REASONS[reason_table(BEFORE)[holiday] - 1] is Reason.HOLIDAY
    assert REASONS[reason_table(BEFORE)[extended] - 1] is Reason.EXTENDED_HOLIDAY
    assert reason_table(AFTER)[holiday] == 0


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)))
def test_exactly_the_absences_have_a_reason(day):
    absent = np.isin(class_table(day), [AUTHORISED, UNAUTHORISED])

    assert ((reason_table(day) > 0) == absent).all()


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)))
def test_the_table_of_a_day_agrees_with_each_code_on_that_day(day):
    table = class_table(day)

    assert all(table[code.byte] == class_on(code.code, day) for code in CODES)
    assert (np.delete(table, [NO_MARK, *(code.byte for code in CODES)]) == GONE).all()


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_one_table_serves_each_stretch(first, days):
    last = date.fromordinal(first.toordinal() + days)
    parts = stretches(first, last)

    assert parts[0][0] == first
    assert parts[-1][1] == last
    for start, end in parts:
        assert (class_table(start) == class_table(end)).all()
        assert not any(start < change <= end for change in CHANGES)


def test_every_code_has_a_byte_of_its_own_and_gives_itself_back():
    numbers = [code.byte for code in CODES]

    assert len(set(numbers)) == len(CODES)
    assert NO_MARK not in numbers
    assert UNKNOWN not in numbers
    assert all(code_of(code.byte) == code.code for code in CODES)
    assert all(byte_of(code.code) == code.byte for code in CODES)
    assert all(chr(number).isprintable() for number in numbers)


def test_the_bytes_that_lie_in_files_never_change():
    stored = {code.code: chr(code.byte) for code in CODES}

    assert {code: byte for code, byte in stored.items() if len(code) > 1} == {
        "C1": "c",
        "C2": "d",
        "J1": "j",
        "I01": "h",
        "I02": "i",
        **{f"Y{number}": "tuvwxyz"[number - 1] for number in range(1, 8)},
        **{f"X0{number}": "klmnopqrs"[number - 1] for number in range(1, 10)},
    }
    assert all(code == byte for code, byte in stored.items() if len(code) == 1)


def test_a_code_is_read_however_it_is_spaced_and_cased():
    assert byte_of(" c2 ") == ord("d")
    assert byte_of("   ") == NO_MARK
    assert byte_of("YY") is None
    assert attendance_code("A") is None
    assert code_of(200) is None


@pytest.mark.parametrize("chunked", [False, True])
def test_a_column_of_marks_becomes_bytes(chunked):
    marks = pa.array(["/", "\\", " c2", None, "", "??", "Y7", "I"])
    column = pa.chunked_array([marks.slice(0, 3), marks.slice(3)]) if chunked else marks

    expected = [ord("/"), ord("\\"), ord("d"), NO_MARK, NO_MARK, UNKNOWN, ord("z"), ord("I")]
    assert bytes_of(column).tolist() == expected
    assert bytes_of(pa.chunked_array([], pa.string())).tolist() == []


@pytest.mark.parametrize(
    ("code", "session", "day", "said"),
    [
        ("/", "PM", AFTER, "is for mornings"),
        ("\\", "AM", AFTER, "is for afternoons"),
        ("??", "AM", AFTER, '"??" is not an attendance code'),
        ("H", "AM", AFTER, "not in force on 19/08/2024: it ended on 18/08/2024"),
        ("C2", "AM", BEFORE, "it began on 19/08/2024"),
        ("X08", "AM", BEFORE, "it was used from 01/08/2021 to 31/03/2022"),
    ],
)
def test_a_mark_that_cannot_be_right_says_why(code, session, day, said):
    assert said in (fault_of_mark(code, session, day) or "")


@pytest.mark.parametrize(
    ("code", "session"), [("/", "AM"), ("\\", "PM"), ("L", "AM"), ("", "PM"), ("-", "AM")]
)
def test_a_mark_that_can_be_right_is_let_be(code, session):
    assert fault_of_mark(code, session, AFTER) is None


_MARKS = st.tuples(
    st.sampled_from([code.code for code in CODES] + ["", "??"]),
    st.sampled_from(["AM", "PM"]),
    st.dates(date(2019, 9, 1), date(2025, 7, 31)),
)


@given(st.lists(_MARKS, max_size=12))
def test_the_quick_check_of_marks_agrees_with_the_plain_one(marks):
    codes = bytes_of(pa.array([code for code, _, _ in marks], pa.string()))
    afternoons = np.array([session == "PM" for _, session, _ in marks], dtype=np.bool_)
    days = np.array([day for _, _, day in marks], dtype="datetime64[D]").astype(np.int32)

    expected = [fault_of_mark(*mark) is not None for mark in marks]
    assert faulty_marks(codes, afternoons, days).tolist() == expected
