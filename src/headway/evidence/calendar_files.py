"""
An authority's calendar as a small CSV, written by hand or saved from a spreadsheet.

    term,first,last,urn
    1,2023-09-05,2023-10-20,
    2,2023-10-30,2023-12-20,
    closed,2023-09-04,,
    closed,2024-01-08,,123456

A row names a term by its number, 1 to 6, or says `closed` for days without pupils: training
days and closures. Bank holidays need no row. With a school's number in `urn` the row is for
that school: closed days are added to the authority's, a term takes the place of the authority's
term. Days are written 2023-09-05 or 05/09/2023; an empty `last` is the same day as `first`.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from headway.evidence.calendars import Calendar, Term, Terms
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import academic_year
from headway.evidence.identifiers import fault_of_urn

_CLOSED = ("closed", "holiday", "inset", "training")
_MOST_DAYS = 60


@dataclass(slots=True)
class _Year:
    """What the file says of one academic year of the authority or a school."""

    terms: dict[int, Term] = field(default_factory=dict)
    closed: set[date] = field(default_factory=set)
    rows: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    what: str
    first: date
    last: date
    urn: str


def read_calendar(path: Path) -> Calendar:
    """
    The calendar in a file.

    Raises:
        EvidenceError: The file cannot be read, or its terms overlap, are out of order or missing.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EvidenceError(
            f"The calendar {path.name} cannot be read as text in UTF-8. Save it as a CSV."
        ) from error
    try:
        return parse_calendar(text)
    except EvidenceError as error:
        raise EvidenceError(f"{path}: {error}") from None


def parse_calendar(text: str) -> Calendar:
    """
    The calendar in a CSV's text.

    Raises:
        EvidenceError: A row cannot be read, with its number; or terms that make no year.
    """
    whose: dict[str, dict[int, _Year]] = defaultdict(lambda: defaultdict(_Year))
    for line in _lines(text):
        year = whose[line.urn][academic_year(line.first)]
        if line.what in _CLOSED:
            year.closed.update(_each(line))
        else:
            _add_term(year, line)
    if not whose:
        raise EvidenceError("The calendar has no rows under its headings. Add the terms' dates.")
    years = {year: _terms(year, said) for year, said in sorted(whose.pop("", {}).items())}
    schools = {
        urn: {year: _own_terms(urn, year, said, years) for year, said in sorted(own.items())}
        for urn, own in sorted(whose.items())
    }
    return Calendar(years=years, schools=schools)


def calendar_text(calendar: Calendar) -> str:
    """
    The CSV of a calendar, which `parse_calendar` reads back; schools have only what differs.

    That the dates are made up stands nowhere in it: the file's name must say so.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("term", "first", "last", "urn"))
    for terms in calendar.years.values():
        writer.writerows(_rows(terms, None, ""))
    for urn, years in calendar.schools.items():
        for year, terms in years.items():
            writer.writerows(_rows(terms, calendar.years.get(year), urn))
    return out.getvalue()


def _rows(terms: Terms, usual: Terms | None, urn: str) -> Iterator[tuple[str, str, str, str]]:
    for term in terms.terms:
        if usual is None or term not in usual.terms:
            yield str(term.ordinal), term.first.isoformat(), term.last.isoformat(), urn
    for day in sorted(terms.closed - (usual.closed if usual else frozenset())):
        yield "closed", day.isoformat(), day.isoformat(), urn


def _lines(text: str) -> Iterator[_Line]:
    rows = csv.DictReader(io.StringIO(text))
    headers = [header.strip().casefold() for header in rows.fieldnames or ()]
    if not {"term", "first", "last"} <= set(headers):
        raise EvidenceError(
            "A calendar is a CSV with the columns term, first, last and, if schools differ, urn; "
            f"this one begins with {', '.join(headers) or 'nothing'}."
        )
    rows.fieldnames = headers
    for number, row in enumerate(rows, start=2):
        cells = {name: str(row.get(name) or "").strip() for name in headers}
        if any(cells.values()):
            yield _line(number, cells)


def _line(number: int, cells: Mapping[str, str]) -> _Line:
    what = cells["term"].casefold()
    if named := re.fullmatch(r"(?:term|t)?\s*([1-6])", what):
        what = named[1]
    elif what not in _CLOSED:
        raise EvidenceError(
            f"Row {number} of the calendar: a term is 1 to 6, or the word closed; "
            f'"{cells["term"]}" came.'
        )
    urn = cells.get("urn", "")
    if urn and (fault := fault_of_urn(urn)):
        raise EvidenceError(f"Row {number} of the calendar: {fault}")
    first = _day(number, cells["first"])
    last = _day(number, cells["last"]) if cells["last"] else first
    return _Line(number=number, what=what, first=first, last=last, urn=urn)


def _day(number: int, text: str) -> date:
    if found := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text):
        parts = [int(part) for part in found.groups()]
    elif found := re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", text):
        parts = [int(part) for part in reversed(found.groups())]
    else:
        parts = []
    try:
        return date(*parts)
    except (TypeError, ValueError) as error:
        raise EvidenceError(
            f'Row {number} of the calendar: "{text}" is not a day. Write 2023-09-05 or 05/09/2023.'
        ) from error


def _each(line: _Line) -> Iterator[date]:
    length = (line.last - line.first).days
    if not 0 <= length < _MOST_DAYS:
        raise EvidenceError(
            f"Row {line.number} of the calendar: days without pupils run from {line.first} to "
            f"{line.last}, which is not a stretch of 1 to {_MOST_DAYS} days. Put the days right."
        )
    return (line.first + timedelta(days=number) for number in range(length + 1))


def _add_term(year: _Year, line: _Line) -> None:
    ordinal = int(line.what)
    if ordinal in year.terms:
        raise EvidenceError(
            f"Row {line.number} of the calendar: term {ordinal} of that school year stands in an "
            "earlier row already. Keep one of the two."
        )
    year.rows.append(line.number)
    year.terms[ordinal] = Term(ordinal=ordinal, first=line.first, last=line.last)


def _terms(year: int, said: _Year) -> Terms:
    try:
        return Terms(year=year, terms=_in_order(said.terms.values()), closed=frozenset(said.closed))
    except EvidenceError as error:
        if not said.rows:
            raise
        first, last = min(said.rows), max(said.rows)
        rows = f"Row {first}" if first == last else f"Rows {first} to {last}"
        raise EvidenceError(f"{rows} of the calendar: {error}") from None


def _own_terms(urn: str, year: int, said: _Year, years: Mapping[int, Terms]) -> Terms:
    """A school's year: its own rows over those of the authority."""
    usual = years.get(year)
    if usual is None:
        if not said.terms:
            raise EvidenceError(
                f"The calendar gives closed days of school {urn} in {year}/{(year + 1) % 100:02d} "
                "and no terms of that year. Add the authority's terms."
            )
        return _terms(year, said)
    merged = {term.ordinal: term for term in usual.terms} | said.terms
    return replace(
        usual, terms=_in_order(merged.values()), closed=usual.closed | frozenset(said.closed)
    )


def _in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: term.ordinal))
