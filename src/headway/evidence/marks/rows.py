"""
One line of a file of marks, read with patience: spaces, quotes, other ways of writing a day.

The quick reader (`scanning`) leaves to this every line that is not written in the usual way, so
this alone decides what is wrong with a line and says it in words.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from headway.evidence.attendance_codes import byte_of, fault_of_mark
from headway.evidence.dataset import Fault
from headway.evidence.errors import EvidenceError
from headway.evidence.identifiers import fault_of_upn, fault_of_urn, normal_upn
from headway.evidence.kinds.attendance_marks import DATASET
from headway.evidence.marks.roster import UPN_BITS, packed_upn
from headway.evidence.marks.sessions import Sessions

ROLES = ("upn", "urn", "day", "session", "code")
"""Our columns, in the order in which the quick reader holds them."""

_DAY_STYLES = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d-%b-%Y", "%d %B %Y")
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?(\.0+)?Z?\Z")
_TITLE_LINES = 20


class Wrong(StrEnum):
    """What can be wrong with a row; the words are those of counts."""

    FIELDS = "wrong-number-of-cells"
    UPN = "not-a-upn"
    URN = "not-a-urn"
    DAY = "not-a-day"
    OTHER_YEAR = "day-of-another-year"
    CLOSED = "not-a-school-day"
    SESSION = "unknown-session"
    CODE = "unknown-code"
    MISFIT = "mark-for-the-session"
    REPEATED = "duplicate"
    CONTRADICTED = "duplicate-with-another-code"


COLUMN_OF: Mapping[Wrong, str] = {
    Wrong.FIELDS: "",
    Wrong.UPN: "upn",
    Wrong.URN: "urn",
    Wrong.DAY: "day",
    Wrong.OTHER_YEAR: "day",
    Wrong.CLOSED: "day",
    Wrong.SESSION: "session",
    Wrong.CODE: "code",
    Wrong.MISFIT: "code",
    Wrong.REPEATED: "",
    Wrong.CONTRADICTED: "code",
}
"""The column in which each is shown; empty for the row as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """
    How a file of marks is written.

    Attributes:
        separator: Between cells.
        headers: Every heading, in order.
        places: Where each of `ROLES` stands; the school's may be missing.
        line: The line of the headings, from 1.
        start: The byte at which the first row begins.
    """

    separator: str
    headers: tuple[str, ...]
    places: Mapping[str, int]
    line: int
    start: int


def layout_of(head: bytes, *, urn: int | None) -> Layout:
    """
    Find the headings at the beginning of a file, which titles may precede.

    Args:
        head: As much of the file as may hold them.
        urn: The school of the whole file, where it has no column for it.

    Raises:
        EvidenceError: The text is not one byte a letter, or no line has the headings.
    """
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in head[:200]:
        raise EvidenceError(
            "The file is not plain text in UTF-8 or Windows-1252. Save it as CSV UTF-8."
        )
    wanted = {_bare(name): role for role in ROLES for name in _names(role)}
    needed = set(ROLES) - ({"urn"} if urn is not None else set())
    start, best = 0, needed
    for number, line in enumerate(head.split(b"\n")[:_TITLE_LINES], start=1):
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", errors="replace")
        separator = max(",;\t|", key=text.count)
        headers = tuple(next(csv.reader([text.rstrip("\r")], delimiter=separator), []))
        places: dict[str, int] = {}
        for place, header in enumerate(headers):
            if _bare(header) in wanted:
                places.setdefault(wanted[_bare(header)], place)
        missing = needed - places.keys()
        if len(missing) < len(best):
            best = missing
        start += len(line) + 1
        if not missing:
            return Layout(
                separator=separator, headers=headers, places=places, line=number, start=start
            )
    raise EvidenceError(
        f"No line among the first {_TITLE_LINES} has the headings of attendance marks: "
        f"{', '.join(sorted(best))} not found. Name the columns {', '.join(ROLES)}, or give the "
        "school if the file is of one."
    )


def _names(role: str) -> tuple[str, ...]:
    return (role, *DATASET.column(role).headers)


def _bare(header: str) -> str:
    return re.sub(r"[\W_]", "", header).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A row that can be stored: whose, which column, which byte."""

    enrolment: int
    column: int
    byte: int


class RowReader:
    """Reads single lines of one file."""

    def __init__(self, layout: Layout, sessions: Sessions, urn: int | None) -> None:
        self._layout = layout
        self._sessions = sessions
        self._urn = urn
        session = DATASET.column("session")
        written = {**{code: code for code in session.codes}, **session.spellings}
        self._halves = {way.casefold(): code for way, code in written.items()}

    def cells(self, line: bytes) -> dict[str, str] | None:
        """The cells of our columns without spaces around; None if there are too few or many."""
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        try:
            parts = next(csv.reader([text], delimiter=self._layout.separator, strict=True), [])
        except csv.Error:
            return None
        if len(parts) != len(self._layout.headers):
            return None
        return {role: parts[place].strip() for role, place in self._layout.places.items()}

    def read(self, line: bytes) -> Mark | tuple[Wrong, str, str]:
        """The mark on a line; or what is wrong, what came there and what was expected."""
        cells = self.cells(line)
        if cells is None:
            wanted = len(self._layout.headers)
            came = line.decode("utf-8", errors="replace").strip()
            return Wrong.FIELDS, came, f"The row must have {wanted} cells, as the headings do."
        upn = normal_upn(cells["upn"])
        urn = self._school(cells.get("urn", ""))
        fault = fault_of_upn(upn)
        if fault:
            return Wrong.UPN, cells["upn"], fault
        fault = fault_of_urn(urn)
        if fault:
            return Wrong.URN, cells.get("urn", ""), fault
        day = day_of(cells["day"])
        wrong = self._wrong_day(day)
        if day is None or wrong:
            return wrong or Wrong.DAY, cells["day"], self.sentence(wrong or Wrong.DAY)
        half = self._halves.get(cells["session"].casefold())
        if half is None:
            return Wrong.SESSION, cells["session"], self.sentence(Wrong.SESSION)
        fault = fault_of_mark(cells["code"], half, day)
        byte = byte_of(cells["code"])
        column = self._sessions.column(day, half)
        if fault or byte is None or column is None:
            wrong = Wrong.CODE if byte is None else Wrong.MISFIT
            return wrong, cells["code"], fault or self.sentence(Wrong.CLOSED)
        return Mark(enrolment=int(urn) << UPN_BITS | packed_upn(upn), column=column, byte=byte)

    def _school(self, cell: str) -> str:
        if "urn" not in self._layout.places:
            return str(self._urn)
        return re.sub(r"[\s-]|\.0+\Z", "", cell)

    def _wrong_day(self, day: date | None) -> Wrong | None:
        if day is None:
            return Wrong.DAY
        year = self._sessions.year
        if not date(year, 8, 1) <= day <= date(year + 1, 7, 31):
            return Wrong.OTHER_YEAR
        return None if self._sessions.column(day, "AM") is not None else Wrong.CLOSED

    def sentence(self, wrong: Wrong) -> str:
        """What was expected, where the row itself does not have to be known for it."""
        year = f"{self._sessions.year}/{(self._sessions.year + 1) % 100:02d}"
        return {
            Wrong.DAY: "A day is written as 03/09/2019 or 2019-09-03.",
            Wrong.OTHER_YEAR: f"The day is not in the school year {year}, which is being loaded. "
            "Load it with the marks of its own year.",
            Wrong.CLOSED: f"No school is open on this day in the calendar of {year}: a weekend, "
            "a holiday or a closure. Put the day right, or the calendar.",
            Wrong.SESSION: "A session is AM or PM.",
            Wrong.REPEATED: "The same mark of the same pupil stands in an earlier row; "
            "this one was left out.",
            Wrong.CONTRADICTED: "An earlier row gives another mark for this pupil and session; "
            "the earlier one was kept. Find out which is right.",
        }[wrong]

    def fault(self, number: int, line: bytes, wrong: Wrong | None = None) -> Fault:
        """
        What is wrong with a row that was refused, in words.

        Args:
            number: The row's number in the file.
            line: Its text.
            wrong: A reason that the row's text does not show: a duplicate.
        """
        if wrong in {Wrong.REPEATED, Wrong.CONTRADICTED}:
            cells = self.cells(line) or {}
            came = " ".join(cells.get(role, "") for role in ROLES if cells.get(role))
            said = self.sentence(wrong)
        else:
            read = self.read(line)
            if isinstance(read, Mark):
                raise EvidenceError(f"Row {number} was refused and reads well. Report this.")
            wrong, came, said = read
        place = self._layout.places.get(COLUMN_OF[wrong])
        header = "" if place is None else self._layout.headers[place]
        return Fault(rule=wrong.value, row=number, column=header, came=came, sentence=said)


def day_of(text: str) -> date | None:
    """
    A day in the ways in which registers write it; None for anything else.

    >>> day_of("3/9/2019"), day_of("2019-09-03T00:00:00"), day_of("31/02/2020")
    (datetime.date(2019, 9, 3), datetime.date(2019, 9, 3), None)
    """
    bare = _MIDNIGHT.sub("", text)
    for style in _DAY_STYLES:
        try:
            return datetime.strptime(bare, style).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None
