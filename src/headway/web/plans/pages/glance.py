"""The plan at a glance: how many stand where, what needs attention, what has changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from headway.domain.plan import Plan
from headway.domain.status import JUDGED
from headway.reporting.marks import Mark
from headway.reporting.naming import anchors
from headway.reporting.report import Mention, Summary
from headway.web.plans.access import Opened
from headway.web.plans.pages.area import Count, counts
from headway.web.plans.pages.changes import ChangeGroup, change_groups
from headway.web.plans.pages.frame import address
from headway.web.plans.pages.rows import row_address
from headway.web.plans.pages.unanswered import how_many
from headway.web.plans.scorecards import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day worth looking at: when a document's figures were known."""

    at: date
    title: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A row that the summary names, with its page."""

    mention: Mention
    href: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One number of the table of counts, and the measures that it counts."""

    mark: Mark
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One line of the table of counts."""

    title: str
    cells: tuple[Cell, ...]
    total: int
    is_total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCard:
    """An area of focus, in brief."""

    title: str
    href: str
    actions: int
    measures: int
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeCards:
    """An outcome with its areas."""

    title: str
    priority: str
    areas: tuple[AreaCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlancePage:
    """
    Everything on the page.

    Attributes:
        unjudged: Measures whose status is a reason rather than a colour.
        unanswered: Rows that nothing has been said of.
        since: The day that changes are told against.
        dropped: Rows that earlier documents had and the one in force lacks.
    """

    summary: Summary
    moved: str
    warning: str
    days: tuple[Day, ...]
    tallies: tuple[Tally, ...]
    attention: tuple[Named, ...]
    achieved: tuple[Named, ...]
    outcomes: tuple[OutcomeCards, ...]
    unjudged: int
    unanswered: int
    since: date | None
    changes: tuple[ChangeGroup, ...]
    dropped: int
    term: str


def glance_page(card: Scorecard, opened: Opened) -> GlancePage:
    """The page at the scorecard's day."""
    summary = card.report.summary
    return GlancePage(
        summary=summary,
        moved=card.report.moved,
        warning=card.report.warning,
        days=tuple(_days(opened)),
        tallies=tuple(_tallies(card, opened)),
        attention=tuple(_named(one, card, opened) for one in summary.attention),
        achieved=tuple(_named(one, card, opened) for one in summary.achieved),
        outcomes=tuple(_outcomes(card, opened)),
        unjudged=sum(card.statuses[one.id].kind not in JUDGED for one in card.measures()),
        unanswered=how_many(card),
        since=card.since,
        changes=change_groups(card, opened),
        dropped=len(card.dropped()),
        term=card.report.term,
    )


def _days(opened: Opened) -> Iterator[Day]:
    dated = [source for source in opened.plan.sources if source.as_at]
    for source in sorted(dated, key=lambda one: one.as_at or date.min):
        at = source.as_at or opened.at
        yield Day(
            at=at,
            title=source.title or source.name,
            href=f"?at={at.isoformat()}",
            chosen=at == opened.at,
        )


def _tallies(card: Scorecard, opened: Opened) -> Iterator[Tally]:
    summary = card.report.summary
    ids = [outcome.id for outcome in card.plan.outcomes]
    for place, tally in enumerate(summary.tallies):
        is_total = place == len(ids)
        outcome = "" if is_total else ids[place]
        yield Tally(
            title=tally.title,
            total=tally.total,
            is_total=is_total,
            cells=tuple(
                Cell(mark=mark, count=count, href=measures_address(opened, mark, outcome))
                for mark, count in zip(summary.marks, tally.counts, strict=True)
            ),
        )


def measures_address(opened: Opened, mark: Mark, outcome: str) -> str:
    """The list of the measures that a number counts."""
    listed = address("plans:measures", opened)
    joined = "&" if "?" in listed else "?"
    status = mark.css.removeprefix("status-")
    return f"{listed}{joined}status={status}" + (f"&outcome={outcome}" if outcome else "")


def _named(mention: Mention, card: Scorecard, opened: Opened) -> Named:
    row = _row_at(mention.anchor, card.plan)
    return Named(
        mention=mention,
        href=row_address(card.plan.row(row), opened),
        outcome=card.plan.outcome(card.plan.area(card.plan.row(row).area).outcome).title,
    )


def _row_at(anchor: str, plan: Plan) -> str:
    return next(row_id for row_id, name in anchors(plan).items() if name == anchor)


def _outcomes(card: Scorecard, opened: Opened) -> Iterator[OutcomeCards]:
    measures, actions = card.measures(), card.actions()
    for outcome in card.plan.outcomes:
        yield OutcomeCards(
            title=outcome.title,
            priority=outcome.priority,
            areas=tuple(
                AreaCard(
                    title=area.title,
                    href=address("plans:area", opened, area.id),
                    actions=sum(row.area == area.id for row in actions),
                    measures=sum(row.area == area.id for row in measures),
                    counts=counts(area, card),
                )
                for area in card.plan.areas
                if area.outcome == outcome.id
            ),
        )
