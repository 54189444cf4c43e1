"""
Each enrolment's sessions in a window: the table from which all rates of absence are made.

The compiled kernel sums the bytes of marks (`session_sums`); here the same is done the plain way,
from long rows, so that the kernel can be held against it, and from the school census's totals.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from headway.analytics.census_terms import HALVES, SUMMER, terms_to
from headway.analytics.definition import Tables, Window
from headway.analytics.subjects.populations import highest, school_phases, with_phase
from headway.analytics.tables import ATTENDANCE_SUMS, MARK_CLASSES, Recipe
from headway.evidence.holidays import academic_year
from headway.evidence.kinds.attendance_census import ABSENCES

if TYPE_CHECKING:
    import ibis.expr.types as ir

AGES = (5, 15)
"""Compulsory ages of the rates of absence, on 31 August before the school year."""

BOARDING = ("B", "6", "7")
"""Kinds of boarder, who are left out."""

_PUPIL = ("sex", "year_group", "sen_provision", "fsm", "birth", "child_id")
_COUNTS = ("possible", "authorised", "unauthorised")


def births(window: Window) -> tuple[date, date]:
    """
    First and last day of birth of the pupils who are 5 to 15 on 31 August before the school year.

    >>> window = Window(first=date(2023, 8, 1), last=date(2024, 3, 28), name="AY 2023/24 T4")
    >>> [str(day) for day in births(window)]
    ['2007-09-01', '2018-08-31']
    """
    year = academic_year(window.last)
    return date(year - AGES[1] - 1, 9, 1), date(year - AGES[0], 8, 31)


def from_marks(tables: Tables, window: Window) -> "ir.Table":
    """
    From long rows: one mark a row, classed by its day, summed for each pupil at each school.

    A child who left a school and came back to it in the same year has one enrolment there. A
    mark outside every stay of the child at that school is not counted; nor is one that was not
    received.
    """
    marks, classes = tables["attendance-marks"], tables[MARK_CLASSES]
    in_window = marks.filter(marks.day.between(window.first, window.last))
    classed = in_window.inner_join(
        classes,
        [
            in_window.code == classes.code,
            in_window.day >= classes["first"],
            in_window.day <= classes["last"],
        ],
    ).select(in_window.upn, in_window.urn, in_window.day, *(classes[name] for name in _COUNTS))
    stays = _stays(tables, window)
    placed = classed.semi_join(
        stays,
        [
            classed.upn == stays.upn,
            classed.urn == stays.urn,
            classed.day >= stays.entry,
            classed.day <= stays.until,
        ],
    )
    summed = placed.group_by("upn", "urn").aggregate(
        **{name: placed[name].sum().cast("int64") for name in _COUNTS}
    )
    return _with_pupils(summed, tables, window)


def from_sums(tables: Tables, window: Window) -> "ir.Table":
    """From sums that were counted from the bytes of marks: the pupils are put beside them."""
    return _with_pupils(tables[ATTENDANCE_SUMS], tables, window)


def from_census(tables: Tables, window: Window) -> "ir.Table":
    """
    From the school census: the terms that lie in the window, summed for each enrolment.

    Absences are the sums of the reasons; the file's own totals, which are often far too low,
    are taken only where a row has no reason at all.
    """
    census = tables["attendance-census"]
    year, terms = academic_year(window.last), terms_to(window)
    terms = (*terms, SUMMER) if HALVES[-1] in terms else terms
    rows = census.filter(
        census.term.isin(terms),
        census.academic_year.isnull() | (census.academic_year == year),
    )
    rows = rows.mutate(
        possible=rows.sessions_possible,
        authorised=_missed(rows, "sessions_authorised", unauthorised=False),
        unauthorised=_missed(rows, "sessions_unauthorised", unauthorised=True),
    )
    summed = rows.group_by("upn", "urn").aggregate(
        **{name: rows[name].sum().cast("int64") for name in _COUNTS}
    )
    return _with_pupils(summed, tables, window)


def _stays(tables: Tables, window: Window) -> "ir.Table":
    """The enrolments of the window's school year that touch the window."""
    stays = tables["enrolments"]
    year = academic_year(window.last)
    kept = stays.filter(
        stays.academic_year.isnull() | (stays.academic_year == year),
        stays.entry <= window.last,
        stays.leaving.isnull() | (stays.leaving >= window.first),
    )
    until = kept.leaving.coalesce(window.last)  # a join on "or" is slow: this one has none
    return kept.mutate(until=until).select("upn", "urn", "entry", "until", "boarder", *_PUPIL)


def _with_pupils(summed: "ir.Table", tables: Tables, window: Window) -> "ir.Table":
    """The sums with who the pupils are: where two stays differ, the highest; a boarder in any."""
    stays = _stays(tables, window)
    boarding = stays.boarder.isin(BOARDING).fill_null(False)
    pupils = stays.group_by("upn", "urn").aggregate(
        **{name: highest(stays[name]) for name in _PUPIL}, boarder=boarding.any()
    )
    columns = (*_PUPIL, "boarder")
    each = summed.left_join(pupils, ["upn", "urn"]).select(
        summed, *(pupils[name] for name in columns)
    )
    first, last = births(window)
    ready = each.mutate(age_ok=each.birth.between(first, last))
    return with_phase(ready, school_phases(tables)).select(
        "upn", "child_id", "urn", "phase", "year_group", "sex", "sen_provision", "fsm",
        "boarder", "age_ok", *_COUNTS,
    )  # fmt: skip


def _missed(rows: Any, total: str, *, unauthorised: bool) -> Any:
    """A row's sessions missed: its reasons, or the file's total where it gives no reason."""
    kind = [code for code in ABSENCES if (code in "GNOU") == unauthorised]
    reasons = [rows[f"reason_{code.lower()}"] for code in kind]
    every = [rows[f"reason_{code.lower()}"] for code in ABSENCES]
    given = every[0].notnull()
    for reason in every[1:]:
        given = given | reason.notnull()
    added = reasons[0].fill_null(0)
    for reason in reasons[1:]:
        added = added + reason.fill_null(0)
    return given.ifelse(added.cast("int64"), rows[total])


FROM_SUMS = Recipe(tables=(ATTENDANCE_SUMS, "enrolments", "schools"), build=from_sums)
"""Comes before all others where the sums have been counted; they are made from marks."""

RECIPES = (
    Recipe(
        tables=("attendance-marks", "enrolments", "schools", MARK_CLASSES),
        build=from_marks,
    ),
    Recipe(tables=("attendance-census", "enrolments", "schools"), build=from_census),
)
"""In order of preference: marks know every day, the census only whole terms."""
