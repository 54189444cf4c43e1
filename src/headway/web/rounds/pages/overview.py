"""The rounds of a plan: open ones, earlier ones, and those that its timetables name next."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.http import urlencode

from headway.rounds.asking import asking
from headway.rounds.schedule import PlannedRound, rounds
from headway.rounds.silence import Silence
from headway.web.notices import queries as notices
from headway.web.notices.queries import Waiting
from headway.web.notices.senders import chosen
from headway.web.plans.access import Opened
from headway.web.rounds import queries
from headway.web.rounds.models import Round
from headway.web.rounds.working_days import has_own_calendar, working_days

_AHEAD = timedelta(days=420)
_MOST_AHEAD = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """
    One round that was opened.

    Attributes:
        asked: Requests; `answered` of them have an answer.
        silent: Agencies that have not answered in full.
    """

    round: Round
    href: str
    asked: int
    answered: int
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingLine:
    """One round that the timetables name."""

    label: str
    opens_on: date
    due_on: date
    rows: int
    agencies: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsPage:
    """
    Everything on the page.

    Attributes:
        sends: Whether a mail server is set.
        waiting: How the e-mails of these rounds stand, for whoever manages them.
    """

    open: tuple[RoundLine, ...]
    closed: tuple[RoundLine, ...]
    coming: tuple[ComingLine, ...]
    opens_itself: bool
    own_calendar: bool
    may_manage: bool
    sends: bool
    waiting: Waiting | None


def rounds_page(opened: Opened, *, today: date) -> RoundsPage:
    """What the page shows; a constant number of queries, however many rounds there are."""
    slug = opened.plan.slug
    found = queries.rounds_of(slug)
    standings = queries.silences(found, at=today)
    lines = [_line(one, standings[one.pk]) for one in found]
    may_manage = opened.may("round.manage")
    known = {line.round.label for line in lines}
    return RoundsPage(
        open=tuple(line for line in lines if line.round.is_open),
        closed=tuple(line for line in lines if not line.round.is_open),
        coming=tuple(
            _coming(one, opened) for one in coming(opened, today) if one.label not in known
        )[:_MOST_AHEAD],
        opens_itself=queries.opens_itself(slug),
        own_calendar=has_own_calendar(slug),
        may_manage=may_manage,
        sends=chosen() is not None,
        waiting=notices.waiting([f"round/{line.round.pk}/" for line in lines])
        if may_manage
        else None,
    )


def coming(opened: Opened, today: date) -> tuple[PlannedRound, ...]:
    """The rounds that the timetables name for the year ahead, those under way included."""
    found = rounds(
        opened.plan,
        first=today - timedelta(days=60),
        last=today + _AHEAD,
        working=working_days(opened.plan.slug),
    )
    return tuple(one for one in found if one.days.due_on >= today)


def _line(one: Round, standing: Silence) -> RoundLine:
    asked = sum(agency.asked for agency in standing.agencies)
    silent = [agency for agency in standing.agencies if agency.silent]
    return RoundLine(
        round=one,
        href=reverse("rounds:round", args=[one.key]),
        asked=asked,
        answered=asked - sum(len(agency.silent) for agency in silent),
        silent=len(silent),
    )


def _coming(one: PlannedRound, opened: Opened) -> ComingLine:
    asked = asking(opened.plan, one.rows)
    address = reverse("rounds:new", args=[opened.plan.slug])
    return ComingLine(
        label=one.label,
        opens_on=one.days.opens_on,
        due_on=one.days.due_on,
        rows=len(one.rows),
        agencies=len(asked.agencies),
        href=f"{address}?{urlencode({'period': str(one.period)})}",
    )
