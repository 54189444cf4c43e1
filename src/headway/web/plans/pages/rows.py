"""Rows of the plan as lists and tables show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from headway.domain.errors import PeriodError
from headway.domain.periods import Period
from headway.domain.plan import Action, Measure, Plan, Progress, Row
from headway.domain.status import Evidence, Movement, StatusKind, Travel
from headway.judgement.actions import ActionKind, judge_action
from headway.reporting.board import timetable_words
from headway.reporting.marks import ACTION_MARKS, MARKS, Mark, arrow
from headway.reporting.wording import figure_words, period_words, target_words
from headway.web.plans.access import Opened
from headway.web.plans.pages.frame import address
from headway.web.plans.scorecards import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """
    Progress as it was told.

    Attributes:
        words: Whole, with its line breaks.
        pointer: The row that "Refer to above, no. 6" means, and where it is.
        source: Which document or agency said it, and when.
    """

    words: str
    source: str
    status_word: str = ""
    pointer: str = ""
    pointer_href: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """
    A measure as one line.

    Attributes:
        travel: The direction in words with its arrow; empty where nothing can be compared.
        worst_first: Its place when the worst come first.
    """

    id: str
    number: str
    name: str
    href: str
    mark: Mark
    kind: StatusKind
    sentence: str
    latest: str
    latest_period: str
    target: str
    travel: str
    travel_against: str
    agencies: tuple[str, ...]
    leads: tuple[str, ...]
    area: str
    area_href: str
    outcome: str
    outcome_id: str
    progress: tuple[Said, ...]
    worst_first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """
    An action as one line.

    Attributes:
        due: The last day of its timetable, where one is named.
        overdue: Its day has passed, and nobody has reported it complete or halted.
        sentence: Where it stands, with the date and the reason.
    """

    id: str
    name: str
    href: str
    mark: Mark
    sentence: str
    agencies: tuple[str, ...]
    leads: tuple[str, ...]
    timetable: str
    due: date | None
    overdue: bool
    area: str
    outcome: str


_WORST = (
    StatusKind.BREACHED,
    StatusKind.OFF_TRACK,
    StatusKind.AT_RISK,
    StatusKind.LOST,
    StatusKind.NO_FIGURE,
    StatusKind.STALE,
    StatusKind.CANNOT_BE_ASSESSED,
    StatusKind.NO_TARGET,
    StatusKind.SUPPRESSED,
    StatusKind.NOT_YET_DUE,
    StatusKind.WORDS_ONLY,
    StatusKind.ON_TRACK,
    StatusKind.MET,
)


_DIRECTIONS = (Movement.IMPROVING, Movement.WORSENING, Movement.UP, Movement.DOWN)


def anchor(row_id: str) -> str:
    """The id that a row has on a page, free of what an address may not hold."""
    return f"row-{row_id}"


def row_address(row: Row, opened: Opened) -> str:
    """Where a row is shown: a measure on its own page, an action on its area's."""
    if isinstance(row, Measure):
        return address("plans:measure", opened, row.id)
    return f"{address('plans:area', opened, row.area)}#{anchor(row.id)}"


def measure_line(measure: Measure, card: Scorecard, opened: Opened) -> MeasureLine:
    """A measure with its status at the scorecard's day."""
    plan, status = card.plan, card.statuses[measure.id]
    area = plan.area(measure.area)
    outcome = plan.outcome(area.outcome)
    responsibility = plan.responsibility(measure)
    latest = status.latest
    return MeasureLine(
        id=measure.id,
        number=measure.number,
        name=measure.name,
        href=row_address(measure, opened),
        mark=MARKS[status.kind],
        kind=status.kind,
        sentence=status.sentence,
        latest=figure_words(latest) if latest else "",
        latest_period=period_words(latest.period) if latest and latest.period else "",
        target=target_words(status.target) if status.target else "",
        travel=travel_words(status.travel),
        travel_against=status.travel.against if status.travel else "",
        agencies=responsibility.agencies,
        leads=responsibility.leads,
        area=area.title,
        area_href=address("plans:area", opened, area.id),
        outcome=outcome.title,
        outcome_id=outcome.id,
        progress=said(card.progress_of(measure), card, opened),
        worst_first=_WORST.index(status.kind),
    )


def measure_lines(card: Scorecard, opened: Opened) -> list[MeasureLine]:
    """Every measure in force, in the plan's order."""
    return [measure_line(measure, card, opened) for measure in card.measures()]


def action_line(action: Action, card: Scorecard, opened: Opened) -> ActionLine:
    """An action with what is reported of it at the scorecard's day."""
    plan = card.plan
    area = plan.area(action.area)
    responsibility = plan.responsibility(action)
    judged = judge_action(plan, action, card.at)
    return ActionLine(
        id=action.id,
        name=action.name,
        href=row_address(action, opened),
        mark=ACTION_MARKS[judged.kind],
        sentence=judged.sentence,
        agencies=responsibility.agencies,
        leads=responsibility.leads,
        timetable=timetable_words(responsibility.timetable),
        due=judged.due.last_day() if judged.due else None,
        overdue=judged.kind is ActionKind.OVERDUE,
        area=area.title,
        outcome=plan.outcome(area.outcome).title,
    )


def action_lines(card: Scorecard, opened: Opened) -> list[ActionLine]:
    """Every action in force, in the plan's order."""
    return [action_line(action, card, opened) for action in card.actions()]


def travel_words(travel: Travel | None) -> str:
    """
    The direction with its arrow, and whether nobody could test it.

    >>> travel_words(Travel(movement=Movement.WORSENING, before=52, after=70))
    '↑ worsening, not tested'
    >>> travel_words(Travel(movement=Movement.NO_CLEAR_CHANGE, before=52, after=70))
    '≈ no clear change'
    """
    if travel is None or travel.movement is Movement.UNKNOWN:
        return ""
    untested = travel.evidence is Evidence.UNTESTED and travel.movement in _DIRECTIONS
    return f"{arrow_of(travel)} {travel.movement}{', not tested' if untested else ''}".strip()


def arrow_of(travel: Travel | None) -> str:
    """Which way the figure went; empty where that is not known."""
    return arrow(travel.movement, travel.before, travel.after) if travel else ""


def said(told: Iterable[Progress], card: Scorecard, opened: Opened) -> tuple[Said, ...]:
    """Progress entries in words, with the way to the row that a pointer means."""
    return tuple(_said(one, card.plan, opened) for one in told)


def _said(one: Progress, plan: Plan, opened: Opened) -> Said:
    pointed = next((row for row in plan.rows() if row.id == one.points_to), None)
    titles = {source.name: source.title for source in plan.sources}
    document = titles.get(one.document) or one.document or one.given_by or "Reported by the agency"
    named = [document, _cycle(one.period)]
    return Said(
        words=one.text,
        source=", ".join(part for part in named if part),
        status_word=one.status_word,
        pointer=pointed.name if pointed else "",
        pointer_href=row_address(pointed, opened) if pointed else "",
        links=one.links,
    )


def _cycle(written: str) -> str:
    """A reporting cycle in words; as it is written where it is no period."""
    try:
        return period_words(Period.parse(written)) if written else ""
    except PeriodError:
        return written
