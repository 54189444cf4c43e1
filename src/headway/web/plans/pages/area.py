"""The page of an area of focus: the board's own table."""

from collections import Counter
from dataclasses import dataclass

from headway.domain.plan import Area, Measure, Plan
from headway.reporting.marks import MARKS, ORDER, Mark
from headway.reporting.naming import anchors
from headway.reporting.report import AreaSection, BoardRow
from headway.web.plans.access import Opened
from headway.web.plans.pages.rows import anchor, row_address
from headway.web.plans.scorecards import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many measures have one status."""

    mark: Mark
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One row of the table, with what a page can add to the report's.

    Attributes:
        href: Of a measure's own page; empty for an action.
    """

    board: BoardRow
    anchor: str
    href: str
    agencies: str
    leads: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedRow:
    """A row that only earlier documents have."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPage:
    """Everything on the page."""

    section: AreaSection
    rows: tuple[Row, ...]
    counts: tuple[Count, ...]
    dropped: tuple[DroppedRow, ...]


def area_page(area: Area, card: Scorecard, opened: Opened) -> AreaPage:
    """The page of an area at the scorecard's day."""
    section = section_of(area, card)
    by_anchor = {name: row_id for row_id, name in anchors(card.plan).items()}
    return AreaPage(
        section=section,
        rows=tuple(_row(row, by_anchor[row.anchor], card, opened) for row in section.rows),
        counts=counts(area, card),
        dropped=tuple(
            DroppedRow(
                name=row.name,
                href=row_address(row, opened) if isinstance(row, Measure) else "",
            )
            for row in card.dropped()
            if row.area == area.id
        ),
    )


def counts(area: Area, card: Scorecard) -> tuple[Count, ...]:
    """How many of the area's measures have each status, worst first; only those that occur."""
    kinds = Counter(card.statuses[one.id].kind for one in card.measures() if one.area == area.id)
    return tuple(Count(mark=MARKS[kind], count=kinds[kind]) for kind in ORDER if kinds[kind])


def section_of(area: Area, card: Scorecard) -> AreaSection:
    """The area as the report shows it."""
    place = _place(area, card.plan)
    return next(
        one for outcome in card.report.outcomes for one in outcome.areas if one.anchor == place
    )


def _place(area: Area, plan: Plan) -> str:
    return f"area-{plan.areas.index(area) + 1}"


def _row(board: BoardRow, row_id: str, card: Scorecard, opened: Opened) -> Row:
    row = card.plan.row(row_id)
    return Row(
        board=board,
        anchor=anchor(row_id),
        href=row_address(row, opened) if isinstance(row, Measure) else "",
        agencies=", ".join(board.agencies),
        leads=", ".join(board.leads),
    )
