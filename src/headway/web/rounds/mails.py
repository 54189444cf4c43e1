"""The e-mails of a round: to whom, about which rows, made once each."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from headway.domain.plan import Plan
from headway.rounds.schedule import row_of
from headway.web.notices import actions as notices
from headway.web.people import queries as people
from headway.web.people.models import Agency, Partnership
from headway.web.rounds.letters import About, Letter
from headway.web.rounds.models import Request, Round
from headway.web.rounds.queries import Recipients, to_whom


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """
    Rows of one agency that the same people answer.

    Attributes:
        to: Their addresses; empty where nobody is known to write to.
    """

    agency: Agency
    requests: tuple[Request, ...]
    to: tuple[str, ...]


def shares(requests: Iterable[Request], usual: dict[int, Recipients]) -> Iterator[Share]:
    """Requests put together by agency and by whom they were handed to."""
    together: dict[tuple[int, int], list[Request]] = {}
    for one in requests:
        together.setdefault((one.agency_id, one.delegated_to_id or 0), []).append(one)
    for (agency, _), theirs in together.items():
        yield Share(
            agency=theirs[0].agency,
            requests=tuple(theirs),
            to=to_whom(theirs, usual.get(agency, Recipients())),
        )


def about(round_: Round, plan: Plan, share: Share, ask: str) -> About:
    """What a letter to those people is about; `ask` is `whom_to_ask`, once for all of them."""
    return About(
        plan=plan.title,
        key=round_.key,
        label=round_.label,
        as_at=round_.as_at,
        due_on=round_.due_on,
        agency=share.agency.name,
        number=share.agency.pk,
        rows=[row_name(plan, one.row) for one in share.requests],
        ask=ask,
    )


def whom_to_ask(partnership: Partnership, at: datetime) -> str:
    """The partnership's officer, the first by name, with the address; empty without; one query."""
    found = people.officers(partnership, at)
    return ", ".join(one for one in (found[0].name, found[0].email) if one) if found else ""


def row_name(plan: Plan, row_id: str) -> str:
    """A row's name on one line; its id where the plan has lost it since."""
    row = row_of(plan, row_id)
    return row_words(row.name if row else row_id)


def row_words(name: str) -> str:
    """A row's name on one line, cut where it is very long."""
    return " ".join(name.split())[:200]


def post(round_: Round, share: Share, letter: Letter, *, kind: str, when: str, at: datetime) -> int:
    """
    Queue a letter to each of a share's people; how many there are.

    `when` tells this occasion from others of the kind: a second call makes nothing new.
    """
    handed = share.requests[0].delegated_to_id or 0
    for to in share.to:
        notices.queue(
            key=f"round/{round_.pk}/{share.agency.pk}/{kind}/{handed}/{when}/{mark(to)}",
            kind=kind,
            to=to,
            subject=letter.subject,
            body=letter.body,
            at=at,
        )
    return len(share.to)


def mark(address: str) -> str:
    """Tells addresses apart in a key, which outlives their erasure."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()[:16]
