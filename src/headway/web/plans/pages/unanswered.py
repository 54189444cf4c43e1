"""Who has not answered: the rows that nothing has been said of, under those who should say it."""

from dataclasses import dataclass

from headway.judgement.answers import Unanswered, unanswered
from headway.reporting.board import timetable_words
from headway.reporting.naming import row_label
from headway.web.plans.access import Opened
from headway.web.plans.pages.rows import row_address
from headway.web.plans.scorecards import Scorecard

NOBODY = "Nobody is named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """One row without an answer."""

    label: str
    name: str
    href: str
    area: str
    timetable: str
    days_overdue: int | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """Somebody who leads rows that have no answer."""

    who: str
    rows: tuple[Silent, ...]
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredPage:
    """
    Everything on the page.

    Attributes:
        count: Rows, each counted once even if two leads owe it.
    """

    count: int
    total: int
    owing: tuple[Owing, ...]


def how_many(card: Scorecard) -> int:
    """Rows in force that nothing had been said of by the scorecard's day."""
    return len(unanswered(card.plan, at=card.at))


def unanswered_page(card: Scorecard, opened: Opened) -> UnansweredPage:
    """The rows under their leads, or the agencies where nobody leads; longest overdue first."""
    silent = unanswered(card.plan, at=card.at)
    by_who: dict[str, list[Silent]] = {}
    for one in silent:
        who = one.responsibility.leads or one.responsibility.agencies or (NOBODY,)
        by_who.setdefault(", ".join(who), []).append(_silent(one, card, opened))
    return UnansweredPage(
        count=len(silent),
        total=len(card.measures()) + len(card.actions()),
        owing=tuple(
            Owing(who=who, rows=tuple(rows), overdue=sum(bool(row.days_overdue) for row in rows))
            for who, rows in by_who.items()
        ),
    )


def _silent(one: Unanswered, card: Scorecard, opened: Opened) -> Silent:
    row = card.plan.row(one.row)
    return Silent(
        label=row_label(row),
        name=row.name,
        href=row_address(row, opened),
        area=card.plan.area(row.area).title,
        timetable=timetable_words(one.responsibility.timetable),
        days_overdue=one.days_overdue,
        sentence=one.sentence,
    )
