"""Who has not answered: the rows of the plan in force that nothing has been said of."""

from dataclasses import dataclass
from datetime import date

from headway.domain.observations import RowId
from headway.domain.periods import Period
from headway.domain.plan import Plan, Progress, Responsibility, Row
from headway.judgement import wording
from headway.judgement.figures import known_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """
    A row that nobody has reported on.

    Attributes:
        responsibility: The agencies, leads and timetable, inherited ones included.
        due: When it was to be reported, where the timetable names a time.
        days_overdue: Since the last day of `due`; 0 when not yet past, None without a date.
        points_to: The row it refers to, which has no progress either; else None.
        sentence: What is missing, from whom, since when.
    """

    row: RowId
    responsibility: Responsibility
    due: Period | None
    days_overdue: int | None
    points_to: RowId | None
    sentence: str

    @property
    def agencies(self) -> tuple[str, ...]:
        """Who was to do it."""
        return self.responsibility.agencies

    @property
    def leads(self) -> tuple[str, ...]:
        """Who answers for it."""
        return self.responsibility.leads


def unanswered(plan: Plan, *, at: date) -> tuple[Unanswered, ...]:
    """
    Rows of the plan in force without progress or figure by a date, longest overdue first.

    A row that only points to another is answered if that one is. What an earlier document
    said of a row is history and no answer in the plan in force.
    """
    said = _said(plan, at)
    open_rows = [
        _unanswered(plan, row, said, at)
        for row in plan.rows()
        if plan.is_current(row) and not _answered(row.id, said, set())
    ]
    return tuple(sorted(open_rows, key=lambda one: -(one.days_overdue or 0)))


_NOBODY = {"", "tbc", "tba", "tbd", "to be confirmed", "to be agreed", "n/a", "-"}

Said = dict[RowId, tuple[bool, tuple[RowId, ...]]]
"""For each row that something was said of: whether it tells itself, and where it points."""


def _said(plan: Plan, at: date) -> Said:
    told: dict[RowId, bool] = {}
    pointers: dict[RowId, list[RowId]] = {}
    for one in plan.progress:
        if not known_by(one.known_at, at) or not _is_of_plan_in_force(plan, one.document):
            continue
        if one.points_to is not None:
            pointers.setdefault(one.row, []).append(one.points_to)
        elif _tells(one):
            told[one.row] = True
    for figure in plan.observations:
        document = figure.place.document if figure.place is not None else ""
        if known_by(figure.known_at, at) and _is_of_plan_in_force(plan, document):
            told[figure.row] = True
    rows = set(told) | set(pointers)
    return {row: (told.get(row, False), tuple(pointers.get(row, ()))) for row in rows}


def _tells(one: Progress) -> bool:
    return bool(
        one.text.strip() or one.status_word or one.links or one.percent_complete is not None
    )


def _is_of_plan_in_force(plan: Plan, document: str) -> bool:
    return not plan.current or not document or document == plan.current


def _answered(row: RowId, said: Said, seen: set[RowId]) -> bool:
    """Whether a row tells something, or points to one that does; circles tell nothing."""
    if row in seen or row not in said:
        return False
    tells, pointers = said[row]
    return tells or any(_answered(other, said, seen | {row}) for other in pointers)


def _unanswered(plan: Plan, row: Row, said: Said, at: date) -> Unanswered:
    responsibility = plan.responsibility(row)
    due = responsibility.timetable.period
    last = due.last_day() if due is not None else None
    days = None if last is None else max(0, (at - last).days)
    pointers = said[row.id][1] if row.id in said else ()
    return Unanswered(
        row=row.id,
        responsibility=responsibility,
        due=due,
        days_overdue=days,
        points_to=pointers[0] if pointers else None,
        sentence=_sentence(responsibility, due, days, points=bool(pointers)),
    )


def _sentence(
    responsibility: Responsibility, due: Period | None, days: int | None, *, points: bool
) -> str:
    what = "Its progress only refers to a row that has none" if points else "Nothing is reported"
    leads = [one for one in responsibility.leads if one.strip().casefold() not in _NOBODY]
    who = leads or responsibility.agencies
    whom = f"; {wording.listed(list(who))} to answer" if who else "; nobody is named to answer"
    words = responsibility.timetable.words
    if due is not None and days:
        when = f", due {wording.period(due)}, {days:,} day{'' if days == 1 else 's'} overdue"
    elif due is not None:
        when = f", due {wording.period(due)}"
    else:
        when = f' (timetable: "{words}")' if words else ", with no date set"
    return wording.sentence(f"{what}{whom}{when}")
