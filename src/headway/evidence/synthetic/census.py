"""Termly totals of made-up attendance, counted from the same marks as the registers hold."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from headway.evidence.attendance_codes import CODES, Flag, flag_table
from headway.evidence.calendars import Terms
from headway.evidence.holidays import dfe_term, summer_halves
from headway.evidence.kinds.attendance_census import DATASET
from headway.evidence.synthetic.county import County
from headway.evidence.synthetic.draws import Bytes, Ints
from headway.evidence.synthetic.registers import Register, registers
from headway.evidence.synthetic.rolls_tables import Columns, school_numbers, year_groups
from headway.evidence.synthetic.texts import coded, days, numbers, same, upns

TERMS = ("autumn", "spring", "summer-1", "summer-2")
_YOUNGEST, _OLDEST = 0, 11
_COUNTS = {
    "present_am": "/",
    "present_pm": "\\",
    **{f"reason_{code.code.lower()}": code.code for code in CODES},
}
_BYTES = {code.code: code.byte for code in CODES}
_NAMES = tuple(column.name for column in DATASET.columns if column.name in _COUNTS)


def attendance_census(county: County) -> Iterator[Columns]:
    """
    The census of a county, some schools at a time.

    As in the real one, boarders and pupils below 4 or above 15 are left out, and so is a term
    in which an enrolment had no sessions.
    """
    place = _term_places(county.terms)
    people, rolls = county.people, county.rolls
    year = people.year[rolls.child]
    asked = (year >= _YOUNGEST) & (year <= _OLDEST) & (rolls.boarder == 0)
    for register in registers(county):
        counts = _counts(register, place)
        rows = np.arange(register.first, register.past)
        for term in range(len(TERMS)):
            here = asked[rows] & (counts[:, term].sum(axis=1) > counts[:, term, 0])
            yield _columns(county, rows[here], term, counts[here, term])


def _term_places(terms: Terms) -> Ints:
    """The place in `TERMS` of each session."""
    half = summer_halves(terms.year)[1]
    starts = [
        dfe_term(terms.year, "Spring").first,
        dfe_term(terms.year, "Summer").first,
        half.first,
    ]
    assigned = [sum(day >= start for start in starts) for day in terms.days]
    return np.repeat(np.array(assigned, dtype=np.int64), 2)


def _counts(register: Register, place: Ints) -> Ints:
    """How many of each byte each enrolment has in each term; no mark is byte 0."""
    rows = len(register.marks)
    found = np.zeros((rows, len(TERMS), 256), dtype=np.int64)
    for begin in range(0, rows, 1000):
        marks = register.marks[begin : begin + 1000]
        cell = (np.arange(len(marks))[:, None] * len(TERMS) + place) * 256 + marks
        size = len(marks) * len(TERMS) * 256
        counted = np.bincount(cell.ravel(), minlength=size)
        found[begin : begin + 1000] = counted.reshape(len(marks), len(TERMS), 256)
    return found


def _columns(county: County, rows: Ints, term: int, counts: Ints) -> Columns:
    people, rolls = county.people, county.rolls
    child = rolls.child[rows]
    day = dfe_term(county.year, "Autumn").last if term == 0 else date(county.year + 1, 4, 30)
    flags = flag_table(day)
    by_name = {name: counts[:, _BYTES[_COUNTS[name]]] for name in _NAMES}
    return {
        "academic_year": same(f"{county.year}/{(county.year + 1) % 100:02d}", len(rows)),
        "term": same(TERMS[term], len(rows)),
        "upn": upns(people.upn[child]),
        "urn": school_numbers(county.settings.urn, rolls.school[rows]),
        "birth": days(people.born[child]),
        "sex": coded(people.boy[child].astype(np.int64), ("F", "M")),
        "year_group": year_groups(people.year[child]),
        "sessions_possible": _sum(counts, flags, Flag.POSSIBLE),
        "sessions_authorised": _sum(counts, flags, Flag.AUTHORISED),
        "sessions_unauthorised": _sum(counts, flags, Flag.UNAUTHORISED),
        **{name: numbers(found) for name, found in by_name.items()},
    }


def _sum(counts: Ints, flags: Bytes, flag: Flag) -> pa.Array:
    return numbers(counts[:, (flags & flag) != 0].sum(axis=1))
