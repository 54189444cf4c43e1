"""One agency in a round: its rows, whom they are handed to, its links and what it was sent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from headway.domain.plan import Plan
from headway.rounds.silence import Manner, Standing
from headway.web.notices import queries as notices
from headway.web.notices.models import Notice
from headway.web.people.models import Agency, Person
from headway.web.rounds import queries
from headway.web.rounds.mails import row_name
from headway.web.rounds.models import PersonalLink, Request, Round

STANDINGS = {
    Standing.ASKED: "Not answered",
    Standing.SUBMITTED: "Answered, not signed yet",
    Standing.SIGNED: "Signed",
    Standing.ACCEPTED: "Accepted",
    Standing.RETURNED: "Returned, to be answered again",
}
MANNERS = {
    Manner.FIGURES: "figures or words",
    Manner.NO_CHANGE: "no change since last time",
    Manner.NOTHING_TO_REPORT: "nothing to report",
}
KINDS = {
    "request": "Asked",
    "reminder": "Reminder",
    "signature": "Lead asked to sign",
    "escalation": "Lead told",
    "returned": "Told that an answer was returned",
    "chaser": "Chaser by an officer",
    "link": "Personal link",
}
"""What a notice of each kind is called in the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """One row that the agency is asked for."""

    request: Request
    name: str
    standing: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """One personal link, and whether it still works."""

    link: PersonalLink
    works: bool
    words: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One e-mail that was made for the agency."""

    notice: Notice
    kind: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPage:
    """Everything on the page."""

    agency: Agency
    lines: tuple[AskedLine, ...]
    people: tuple[Person, ...]
    links: tuple[LinkLine, ...]
    notices: tuple[NoticeLine, ...]
    waits: bool


def agency_page(round_: Round, agency: Agency, plan: Plan, *, at: datetime) -> AgencyPage:
    """What the page shows; four queries."""
    requests = [one for one in queries.requests_of(round_) if one.agency_id == agency.pk]
    lines = tuple(_asked(one, plan) for one in requests)
    return AgencyPage(
        agency=agency,
        lines=lines,
        people=tuple(queries.can_be_handed_to(agency, at)),
        links=tuple(_link(one, at) for one in queries.links_of(round_, agency)),
        notices=tuple(
            NoticeLine(
                notice=one, kind=KINDS.get(one.kind, one.kind), state=str(one.get_state_display())
            )
            for one in notices.starting(f"round/{round_.pk}/{agency.pk}/")
        ),
        waits=any(line.is_open for line in lines),
    )


def _asked(one: Request, plan: Plan) -> AskedLine:
    standing = Standing(one.standing)
    words = STANDINGS[standing]
    if one.manner and standing not in queries.OPEN_STANDINGS:
        words = f"{words}: {MANNERS[Manner(one.manner)]}"
    return AskedLine(
        request=one,
        name=row_name(plan, one.row),
        standing=words,
        is_open=standing in queries.OPEN_STANDINGS,
    )


def _link(one: PersonalLink, at: datetime) -> LinkLine:
    if one.revoked_at is not None:
        words = "Revoked"
    elif at >= one.expires_at:
        words = "Expired"
    elif not one.round.is_open:
        words = "The round is closed"
    else:
        words = "Works"
    last = timezone.localdate(one.expires_at) - timedelta(days=1)
    return LinkLine(link=one, works=queries.is_usable(one, at), words=words, until=last)
