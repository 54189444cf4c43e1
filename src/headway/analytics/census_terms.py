"""
Which terms of the school census a window is made of, and whether they have come.

The census counts whole terms of its own: autumn to 31 December, spring to Easter Sunday, and the
two halves of summer. The second, fourth and sixth of six terms end where those end, and the fifth
with the first half of summer; of any other stretch of days it says nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.analytics.definition import Window
from headway.analytics.unplaced_marks import on_no_roll
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import academic_year, dfe_term, summer_halves

if TYPE_CHECKING:
    import pyarrow as pa

CENSUS = "attendance-census"
SUMMER, HALVES = "summer", ("summer-1", "summer-2")
_ORDER = ("autumn", "spring", *HALVES)
_OF_SIX = {2: 1, 4: 2, 5: 3, 6: 4}
"""By one of six terms, how many of `_ORDER` have ended with it."""
_NAMED = 5


def terms_to(window: Window) -> tuple[str, ...]:
    """
    The census terms from the first day of a school year to the window's last.

    Raises:
        EvidenceError: The window does not begin with its school year or ends within a term.
    """
    year = academic_year(window.last)
    ends = {
        dfe_term(year, "Autumn").last: 1,
        dfe_term(year, "Spring").last: 2,
        summer_halves(year)[0].last: 3,
        summer_halves(year)[1].last: 4,
    }
    of_six = re.search(r" T([1-6])$", window.name)
    many = _OF_SIX.get(int(of_six[1])) if of_six else ends.get(window.last)
    if many is None or (window.first.month, window.first.day, window.first.year) != (8, 1, year):
        raise EvidenceError(
            f"The school census counts whole terms, and {window.name} ({window.first:%d/%m/%Y} to "
            f"{window.last:%d/%m/%Y}) is not made of them. Ask for T2, T4, T5 or T6, for Autumn, "
            "Spring or Summer, or for the academic year; or load attendance-marks, which know "
            "every day."
        )
    return _ORDER[:many]


def terms_lacking(rows: "pa.Table | Path | Sequence[Path]", window: Window) -> tuple[str, ...]:
    """
    What has not come of the terms in a window, in sentences: of anybody, and of single schools.

    Args:
        rows: Of `attendance-census`, in memory or in files.
        window: The days asked about, to the end of a term.

    Raises:
        EvidenceError: None of the terms has come.
    """
    wanted, year = terms_to(window), academic_year(window.last)
    sent: dict[str, set[str]] = {}
    for urn, of, term in _sent(rows):
        if of in (None, year):
            parts = HALVES if term == SUMMER else (term,)
            sent.setdefault(urn, set()).update(set(parts) & set(wanted))
    there = [term for term in wanted if any(term in terms for terms in sent.values())]
    if not there:
        raise EvidenceError(
            f"Nothing of {CENSUS} has been loaded for {_listed(wanted)} "
            f"{year}/{(year + 1) % 100:02d}. That is missing, not zero."
        )
    missing = [term for term in wanted if term not in there]
    found = []
    if missing:
        found.append(f"The census of {_listed(missing)} has not come: the figure is of "
                     f"{_listed(there)} alone.")  # fmt: skip
    lacking = sorted(urn for urn, terms in sent.items() if not set(there) <= terms)
    if lacking:
        more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
        found.append(
            f"{len(lacking)} of {len(sent)} schools have sent no {CENSUS} of a term that others "
            f"have sent: {', '.join(lacking[:_NAMED])}{more}. Their other terms are counted."
        )
    return tuple(found)


def pupils_on_no_roll(rows: Any, rolls: Any, window: Window) -> tuple[str, ...]:
    """
    Of how many pupils the census has sessions that are in no figure, in a sentence.

    Args:
        rows: Of `attendance-census`, in memory or in files.
        rolls: Of `enrolments`.
        window: To the end of a term.
    """
    import pyarrow.compute as pc  # noqa: PLC0415 - late: slow to import

    year, terms = academic_year(window.last), terms_to(window)
    wanted = (*terms, SUMMER) if HALVES[-1] in terms else terms
    names = ["urn", "upn", "academic_year", "term", "sessions_possible"]
    census = _read(rows, names)
    census = census.filter(
        (pc.field("academic_year").is_null() | (pc.field("academic_year") == year))
        & pc.field("term").isin(wanted)
        & (pc.field("sessions_possible") > 0)
    )
    stays = _read(rolls, ["urn", "upn", "academic_year", "entry", "leaving"]).filter(
        (pc.field("academic_year").is_null() | (pc.field("academic_year") == year))
        & (pc.field("entry") <= window.last)
        & (pc.field("leaving").is_null() | (pc.field("leaving") >= window.first))
    )
    left = census.join(stays.select(["urn", "upn"]), ["urn", "upn"], join_type="left anti")
    each = left.group_by(["urn", "upn"]).aggregate([("sessions_possible", "sum")])
    schools = Counter(each["urn"].to_pylist())
    if not schools:
        return ()
    sessions = pc.sum(each["sessions_possible_sum"]).as_py()
    return (on_no_roll(CENSUS, schools, sessions),)


def _sent(rows: Any) -> Iterable[tuple[str, int | None, str]]:
    """Each school with the years and terms of its rows, once."""
    names = ["urn", "academic_year", "term"]
    for row in _read(rows, names).group_by(names).aggregate([]).to_pylist():
        yield row["urn"], row["academic_year"], row["term"]


def _read(rows: Any, names: Sequence[str]) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415 - late: slow to import

    if isinstance(rows, pa.Table):
        return rows.select(names)
    paths = [rows] if isinstance(rows, Path) else rows
    return pa.concat_tables([pq.read_table(path, columns=names) for path in paths])


def _listed(terms: Sequence[str]) -> str:
    named = [{"summer-1": "the first half of summer", "summer-2": "the second half of summer"}
             .get(term, term) for term in terms]  # fmt: skip
    return " and ".join(named) if len(named) < 3 else f"{', '.join(named[:-1])} and {named[-1]}"
