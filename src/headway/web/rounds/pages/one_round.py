"""One round: who has not answered, since when, and when they were last reminded."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from headway.domain.plan import Plan
from headway.rounds.silence import Silence
from headway.web.people.models import Agency
from headway.web.rounds import queries
from headway.web.rounds.mails import row_words
from headway.web.rounds.models import Round
from headway.web.rounds.queries import Owed


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseLine:
    """
    One agency on the chase list.

    Attributes:
        troubled: A letter to it could not be sent, or has waited long.
    """

    owed: Owed
    asked: int
    answered: int
    href: str
    troubled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One row: who has answered, and who has not."""

    name: str
    answered: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """Everything on the page; `words` say how far the answers have come. Names follow below."""

    round: Round
    words: str
    silence: Silence
    silent: tuple[ChaseLine, ...]
    answered: tuple[ChaseLine, ...]
    rows: tuple[RowLine, ...]
    reminders: tuple[date, ...]


def round_page(round_: Round, plan: Plan, *, now: datetime, today: date) -> RoundPage:
    """What the page shows; seven queries."""
    standing = queries.silence(round_, at=today)
    names = {str(row.id): row_words(row.name) for row in plan.rows()}
    lines = [_chase(one, round_) for one in queries.chase_list(round_, at=now)]
    return RoundPage(
        round=round_,
        words=_standing(standing),
        silence=standing,
        silent=tuple(line for line in lines if line.owed.silent),
        answered=tuple(line for line in lines if not line.owed.silent),
        rows=tuple(
            RowLine(
                name=names.get(one.row, one.row),
                answered=tuple(reply.agency for reply in one.answered),
                silent=tuple(reply.agency for reply in one.silent),
            )
            for one in standing.rows
        ),
        reminders=queries.days_of(round_).reminders,
    )


def _chase(owed: Owed, round_: Round) -> ChaseLine:
    return ChaseLine(
        owed=owed,
        asked=len(owed.requests),
        answered=len(owed.requests) - len(owed.silent),
        href=agency_address(round_, owed.agency),
        troubled=any(one.state == "failed" or one.last_error for one in owed.notices),
    )


def _standing(silence: Silence) -> str:
    owing = sum(bool(one.silent) for one in silence.agencies)
    if not silence.rows:
        return "Nobody was asked."
    if not owing:
        return "Everybody who was asked has answered."
    whole, rows = sum(not one.silent for one in silence.rows), len(silence.rows)
    return (
        f"{whole:,} of {rows:,} row{'' if rows == 1 else 's'} answered in full. "
        f"{owing} of {len(silence.agencies)} agencies "
        f"{'still owes an answer' if owing == 1 else 'still owe answers'}."
    )


def agency_address(round_: Round, agency: Agency) -> str:
    """Where one agency's part of a round is."""
    return reverse("rounds:agency", args=[round_.key, agency.pk])
