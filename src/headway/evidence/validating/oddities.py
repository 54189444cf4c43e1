"""
What is odd about rows that are each sound: told, and not refused.

Marks on days without school are kept and left out of figures; a child registered as at one
school only, at two schools at once, is for the two schools to settle.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from headway.evidence.calendars import Calendar
from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import academic_year, bank_holidays

if TYPE_CHECKING:
    import duckdb

_FRIDAY = 4
_AT_TWO_SCHOOLS = """
    SELECT count(DISTINCT a.upn), min(a._row), min_by(b._row, a._row)
    FROM rows a JOIN rows b
        ON a.upn = b.upn AND a.urn < b.urn
        AND a.academic_year IS NOT DISTINCT FROM b.academic_year
        AND a.entry <= coalesce(b.leaving, DATE '9999-12-31')
        AND b.entry <= coalesce(a.leaving, DATE '9999-12-31')
    WHERE coalesce(a.status, 'C') = 'C' AND coalesce(b.status, 'C') = 'C'
"""


def oddities(dataset: Dataset, path: Path, calendar: Calendar | None) -> Iterator[str]:
    """
    A sentence for each oddity of a file.

    `path` is a Parquet file of its good rows; `calendar` says on which days there is school, and
    without one only weekends and bank holidays are known to have none.
    """
    find = _LOOKED_FOR.get(dataset.name)
    if find is None:
        return
    import duckdb  # noqa: PLC0415 - late: most files have nothing to be asked

    with duckdb.connect() as connection:
        quoted = str(path).replace("'", "''")
        connection.execute(f"CREATE TEMP VIEW rows AS FROM read_parquet('{quoted}')")
        yield from find(connection, calendar)


def _outside_term(
    connection: "duckdb.DuckDBPyConnection", calendar: Calendar | None
) -> Iterator[str]:
    found = connection.execute(
        "SELECT urn, day, count(*) FROM rows WHERE code IS NOT NULL GROUP BY urn, day"
    ).fetchall()
    yield from closed_days_of_marks(found, calendar)


def closed_days_of_marks(
    found: Iterable[tuple[str, date, int]], calendar: Calendar | None
) -> Iterator[str]:
    """
    A sentence where marks are of days without school.

    `found`: School, day and how many marks.
    """
    closed = [(day, urn, count) for urn, day, count in found if is_closed(calendar, day, urn)]
    if closed:
        day, urn, _ = min(closed)
        marks = sum(count for *_, count in closed)
        known = "by the calendar there is no school"
        usual = "there is no school, weekends or bank holidays"
        one = "1 mark is of a day" if marks == 1 else f"{marks:,} marks are of days"
        yield (
            f"{one} on which {known if calendar else usual} (the first on {day:%A %d/%m/%Y}, "
            f"school {urn}). {'It is' if marks == 1 else 'They are'} kept, and left out of figures."
        )


def is_closed(calendar: Calendar | None, day: date, urn: str) -> bool:
    """
    Whether a school has no school on a day, as far as the calendar says.

    Weekends and bank holidays have none, whether or not there is a calendar.
    """
    if day.weekday() > _FRIDAY or day in bank_holidays(day.year):
        return True
    if calendar is None:
        return False
    try:
        return not calendar.terms(academic_year(day), urn).days_between(day, day)
    except EvidenceError:  # a year that the calendar does not hold says nothing
        return False


def _at_two_schools(
    connection: "duckdb.DuckDBPyConnection", _calendar: Calendar | None
) -> Iterator[str]:
    found = connection.execute(_AT_TWO_SCHOOLS).fetchone()
    if found and found[0]:
        children, row, other = found
        who = "child is" if children == 1 else "children are"
        yield (
            f"{children:,} {who} on the rolls of two schools at once, each as the only "
            f"school (the first in rows {row} and {other}). They are kept, and count at both: ask "
            "the schools which is the main one (M) and which the second (S)."
        )


_Finding = Callable[["duckdb.DuckDBPyConnection", Calendar | None], Iterator[str]]
_LOOKED_FOR: dict[str, _Finding] = {
    "attendance-marks": _outside_term,
    "enrolments": _at_two_schools,
}
