"""The page of an area of focus: the board's own table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headway.domain.plan import Area, Measure, Outcome, Plan
from headway.domain.plan import Row as PlanRow
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
        agencies, leads, timetable: Empty where they are the area's usual ones.
    """

    board: BoardRow
    anchor: str
    href: str
    agencies: str
    leads: str
    timetable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedRow:
    """A row that only earlier documents have."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPage:
    """
    Everything on the page.

    Attributes:
        usual: What most rows share, said once: label and words.
    """

    area: Area
    outcome: Outcome
    section: AreaSection
    usual: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    counts: tuple[Count, ...]
    dropped: tuple[DroppedRow, ...]


def area_page(area: Area, card: Scorecard, opened: Opened) -> AreaPage:
    """The page of an area at the scorecard's day."""
    section = section_of(area, card)
    by_anchor = {name: row_id for row_id, name in anchors(card.plan).items()}
    usual = _usual(section.rows)
    return AreaPage(
        area=area,
        outcome=card.plan.outcome(area.outcome),
        section=section,
        usual=tuple((label, words) for label, words in usual.items() if words),
        rows=tuple(
            _row(row, card.plan.row(by_anchor[row.anchor]), usual, opened) for row in section.rows
        ),
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


def _responsibility(board: BoardRow) -> dict[str, str]:
    return {
        "Agencies": ", ".join(board.agencies),
        "Lead": ", ".join(board.leads),
        "Timetable": board.timetable,
    }


def _usual(rows: Sequence[BoardRow]) -> dict[str, str]:
    """Of each part of the responsibility, what most rows have; empty where no two agree."""
    told = [_responsibility(row) for row in rows]
    usual: dict[str, str] = {}
    for label in _responsibility(rows[0]) if rows else ():
        [(words, count)] = Counter(one[label] for one in told).most_common(1)
        usual[label] = words if count > 1 else ""
    return usual


def _row(board: BoardRow, row: PlanRow, usual: Mapping[str, str], opened: Opened) -> Row:
    own = {
        label: "" if words == usual[label] else words
        for label, words in _responsibility(board).items()
    }
    return Row(
        board=board,
        anchor=anchor(row.id),
        href=row_address(row, opened) if isinstance(row, Measure) else "",
        agencies=own["Agencies"],
        leads=own["Lead"],
        timetable=own["Timetable"],
    )
