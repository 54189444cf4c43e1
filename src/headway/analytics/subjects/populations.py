"""Who children are, for breakdowns: their school's phase, needs and plans; and the roll."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from headway.analytics.definition import Tables, Window
from headway.evidence.holidays import academic_year

if TYPE_CHECKING:
    import ibis.expr.types as ir

PHASES = {
    "primary": "primary",
    "middle-deemed-primary": "primary",
    "secondary": "secondary",
    "middle-deemed-secondary": "secondary",
    "all-through": "secondary",
}
"""Phases as figures are published: middle schools as deemed, all-through ones as secondary. The
others (special, alternative, …) keep their names."""

SOCIAL_CARE = ("children-in-need", "child-protection", "enrolments")
"""What the breakdown by plans of social care needs: enrolments join pupil and child numbers."""

SOCIAL_CARE_GROUPS = ("protection plan", "in need", "neither")

SUPPORTED = ("K", "E")
"""Provision for special needs: support, and a plan."""

PUPILS = ("enrolments",)
"""What the breakdowns by sex and free school meals need, where events do not carry them."""


def highest(column: Any) -> Any:
    """
    One value of a column for a group that has at most one: the highest, so that all engines agree.

    A flag is yes where any is yes.
    """
    return column.any() if column.type().is_boolean() else column.max()


def school_phases(tables: Tables) -> "ir.Table":
    """Each school's number with its phase, one row a number."""
    schools = tables["schools"]
    return schools.group_by("urn").aggregate(phase=schools.phase.max())


def with_phase(rows: "ir.Table", phases: "ir.Table") -> "ir.Table":
    """The rows with their school's phase in `phase`; empty where the school is not known."""
    kept = rows.drop("phase") if "phase" in rows.columns else rows
    return kept.left_join(phases, kept.urn == phases.urn).select(kept, phases.phase)


def with_groups(rows: Any) -> "ir.Table":
    """
    The breakdown columns that follow from others: `phase` as published, `school` and `sen`.

    `sen` is yes for support and for plans together, and empty where provision is not known.
    """
    added: dict[str, Any] = {}
    if "phase" in rows.columns:
        added["phase"] = rows.phase.substitute(PHASES, else_=rows.phase)
    if "urn" in rows.columns:
        added["school"] = rows.urn
    if "sen_provision" in rows.columns:
        added["sen"] = rows.sen_provision.isin(SUPPORTED)
    return rows.mutate(**added)


def with_pupils(rows: "ir.Table", tables: Tables) -> "ir.Table":
    """The rows with `sex` and `fsm` of their pupil, where enrolments are given."""
    if "enrolments" not in tables:
        return rows
    stays = tables["enrolments"]
    pupils = stays.filter(stays.upn.notnull())
    each = pupils.group_by("upn").aggregate(sex=pupils.sex.max(), fsm=pupils.fsm.any())
    kept = rows.drop(*(name for name in ("sex", "fsm") if name in rows.columns))
    return kept.left_join(each, kept.upn == each.upn).select(kept, each.sex, each.fsm)


def with_social_care(rows: "ir.Table", tables: Tables, window: Window) -> "ir.Table":
    """
    The rows with `social_care`, where the lists of plans are given: "protection plan", "in need"
    or "neither", as it was on the window's last day.

    A child is known by either number. One with a protection plan counts there alone.
    """
    if not {"children-in-need", "child-protection"} <= set(tables):
        return rows
    protected = _open_children(tables, "child-protection", window)
    needing = _open_children(tables, "children-in-need", window)
    marked = _marked(_marked(rows, protected, "protected"), needing, "needing")
    return marked.mutate(
        social_care=marked.protected.ifelse(
            "protection plan", marked.needing.ifelse("in need", "neither")
        )
    ).drop("protected", "needing")


def _open_children(tables: Tables, name: str, window: Window) -> "ir.Table":
    """Pupil numbers of the children on a list on the day, by their own number and by enrolment."""
    cases = tables[name]
    open_now = cases.filter(
        cases.start <= window.last, cases.end.isnull() | (cases.end > window.last)
    )
    if "no_action" in cases.columns:
        open_now = open_now.filter(~open_now.no_action.fill_null(False))
    named = open_now.filter(open_now.upn.notnull()).select("upn")
    if "enrolments" not in tables:
        return named.distinct()
    stays = tables["enrolments"].select("upn", "child_id")
    matched = stays.semi_join(open_now, stays.child_id == open_now.child_id).select("upn")
    return named.union(matched).distinct()


def _marked(rows: "ir.Table", children: "ir.Table", name: str) -> "ir.Table":
    known = children.select(known=children.upn)
    joined = rows.left_join(known, rows.upn == known.known)
    return joined.mutate(**{name: joined.known.notnull()}).drop("known")


def census_day(window: Window) -> date:
    """
    The day of the January census in the window's school year: January's third Thursday.

    >>> str(census_day(Window(first=date(2018, 8, 1), last=date(2019, 4, 5), name="")))
    '2019-01-17'
    """
    first = date(academic_year(window.last) + 1, 1, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 14)


def january_roll(tables: Tables, window: Window) -> "ir.Table":
    """
    The pupils on the roll on the day of the January census: registered there alone, or mainly.

    A registration of no known kind counts as the only one.
    """
    stays, day = tables["enrolments"], census_day(window)
    year = academic_year(window.last)
    return stays.filter(
        stays.academic_year.isnull() | (stays.academic_year == year),
        stays.status.isnull() | stays.status.isin(("C", "M")),
        stays.entry <= day,
        stays.leaving.isnull() | (stays.leaving >= day),
    )


def compulsory_births(day: date) -> tuple[date, date]:
    """
    First and last day of birth of the children who are of compulsory school age on a day.

    It begins on the 31 August, 31 December or 31 March on or after the fifth birthday, and ends
    on the last Friday of June of the school year in which the child becomes 16.

    >>> [str(born) for born in compulsory_births(date(2024, 1, 18))]
    ['2007-09-01', '2018-12-31']
    >>> str(compulsory_births(date(2024, 7, 1))[0])
    '2008-09-01'
    """
    year = academic_year(day)
    prescribed = max(
        begun
        for begun in (
            date(day.year - 1, 12, 31),
            date(day.year, 3, 31),
            date(day.year, 8, 31),
            date(day.year, 12, 31),
        )
        if begun <= day
    )
    leaving = _last_friday_of_june(year + 1)
    oldest = year - 16 if day <= leaving else year - 15
    return date(oldest, 9, 1), prescribed.replace(year=prescribed.year - 5)


def _last_friday_of_june(year: int) -> date:
    last = date(year, 6, 30)
    return last - timedelta(days=(last.weekday() - 4) % 7)


def of_compulsory_age(day: str, window: Window) -> Any:
    """
    The condition that a child born on `birth` is of compulsory age on another column's day.

    It stands for days in the window alone. A child whose day of birth is not known passes:
    leaving such a child out would hide somebody who may be waiting for a school.
    """

    def condition(rows: Any) -> Any:
        found = rows.birth.isnull()
        for first, last in _stretches(window):
            born_first, born_last = compulsory_births(first)
            found = found | (
                rows[day].between(first, last) & rows.birth.between(born_first, born_last)
            )
        return found

    return condition


def of_compulsory_age_while(start: str, end: str, window: Window) -> Any:
    """
    The condition that a child born on `birth` is of compulsory school age on some day of the
    window on which a case from `start` to `end` is open.
    """

    def condition(rows: Any) -> Any:
        found = rows.birth.isnull()
        for first, last in _stretches(window):
            open_then = (rows[start] <= last) & (rows[end].isnull() | (rows[end] >= first))
            found = found | (open_then & rows.birth.between(*compulsory_births(first)))
        return found

    return condition


def on_list(rows: "ir.Table", cases: "ir.Table", *, there: bool = True) -> "ir.Table":
    """
    The rows of children among the cases, or of those who are not, by either number: that of the
    council's system or, where systems differ, the pupil's.
    """
    ids = cases.select(listed_id=cases.child_id).distinct()
    numbers = cases.filter(cases.upn.notnull()).select(listed_upn=cases.upn).distinct()
    by_id = rows.left_join(ids, rows.child_id == ids.listed_id)
    both = by_id.left_join(numbers, by_id.upn == numbers.listed_upn)
    known = both.listed_id.notnull() | both.listed_upn.notnull()
    return both.filter(known if there else ~known).drop("listed_id", "listed_upn")


def _stretches(window: Window) -> tuple[tuple[date, date], ...]:
    """The window cut where the days of birth of compulsory age change."""
    cuts = set()
    for year in range(window.first.year, window.last.year + 1):
        cuts |= {date(year, 3, 31), date(year, 8, 31), date(year, 12, 31)}
        cuts |= {_last_friday_of_june(year) + timedelta(days=1)}
    starts = sorted({window.first, *(cut for cut in cuts if window.first < cut <= window.last)})
    ends = [*(start - timedelta(days=1) for start in starts[1:]), window.last]
    return tuple(zip(starts, ends, strict=True))
