"""Opening a round, with its requests and its e-mails, or not at all."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from headway.domain.plan import Plan
from headway.rounds.asking import Ask, Asking, asking
from headway.rounds.schedule import Days
from headway.web.audit.actions import record
from headway.web.people import actions as people
from headway.web.people.models import Agency, Partnership, Person
from headway.web.plans import queries as plans
from headway.web.plans.models import PlanRecord
from headway.web.rounds import letters
from headway.web.rounds.errors import RoundsError
from headway.web.rounds.letters import Letter
from headway.web.rounds.mails import Share, about, post, shares, whom_to_ask
from headway.web.rounds.models import Habits, Request, Round
from headway.web.rounds.queries import recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """
    A round that could be opened.

    Attributes:
        period: In normal form; empty for none.
        rows: Ids of the rows it would ask for.
    """

    label: str
    period: str
    days: Days
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """What opening a round would do: who is asked, and each letter with whom it goes to."""

    asking: Asking
    letters: tuple[tuple[Share, Letter], ...]

    @property
    def mails(self) -> int:
        """How many e-mails would go out."""
        return sum(len(share.to) for share, _ in self.letters)

    @property
    def nobody_to_write_to(self) -> tuple[str, ...]:
        """Agencies that are asked and have nobody who could be written to."""
        return tuple(share.agency.name for share, _ in self.letters if not share.to)


def dry_run(plan: Plan, partnership: Partnership, proposal: Proposal, *, at: datetime) -> DryRun:
    """What `open_round` would do; nothing is changed. Four queries."""
    asked = asking(plan, proposal.rows)
    known = list(partnership.agencies.all())
    round_ = _unsaved(proposal, at)
    found: dict[str, Agency] = {}
    for number, name in enumerate(asked.agencies, start=1):
        called = next((one for one in known if one.is_called(name)), None)
        # An agency that is not there yet would be made; nobody can be written to in it.
        found[name] = called or Agency(pk=-number, partnership=partnership, name=name)
    requests = list(_requests(round_, asked.asks, found, at))
    whom = recipients(list(dict.fromkeys(found.values())), at=at)
    ask = whom_to_ask(partnership, at)
    return DryRun(
        asking=asked,
        letters=tuple(
            (share, letters.request(about(round_, plan, share, ask)))
            for share in shares(requests, whom)
        ),
    )


@transaction.atomic
def open_round(*, slug: str, proposal: Proposal, by: Person | None, at: datetime) -> Round:
    """
    Open a round: the requests of every agency and the e-mails that ask, in one transaction.

    The same round, if it is open already, is answered instead; nothing is done twice.

    Args:
        slug: Of the plan.
        proposal: The round.
        by: Who opens it; None where it opens by itself.
        at: When.

    Raises:
        RoundsError: It asks nobody for anything, or another round of the plan has its name.
        UnknownPlanError: There is no such plan.
    """
    record_ = PlanRecord.objects.select_for_update().get(slug=slug)
    standing = record_.rounds.filter(label=proposal.label).first()
    if standing is not None:
        refuse_taken(standing, proposal)
        return standing
    plan = plans.newest(slug).plan
    asked = asking(plan, proposal.rows)
    if not asked.asks:
        raise RoundsError(
            f"{proposal.label} would ask nobody for anything. Choose rows that name an agency."
        )
    partnership = record_.partnership
    people.name_agencies(partnership=partnership, names=asked.agencies, by=by, at=at)
    known = list(partnership.agencies.all())
    found = {name: next(one for one in known if one.is_called(name)) for name in asked.agencies}
    round_ = _unsaved(proposal, at)
    round_.plan, round_.opened_by = record_, by
    round_.save()
    Request.objects.bulk_create(_requests(round_, asked.asks, found, at))
    _ask(round_, plan, at)
    record(
        "round.opened",
        key=round_.key,
        by=by,
        at=at,
        partnership=partnership.slug,
        after={
            "plan": slug,
            "label": round_.label,
            "due_on": round_.due_on.isoformat(),
            "requests": round_.requests.count(),
        },
    )
    return round_


def refuse_taken(standing: Round, proposal: Proposal) -> None:
    """
    Refuse another round under the name of one that there is.

    Raises:
        RoundsError: It is not the same round, or it is closed.
    """
    known = (standing.period, standing.as_at, standing.due_on)
    if standing.is_open and known == (proposal.period, proposal.days.as_at, proposal.days.due_on):
        return
    how = "is open" if standing.is_open else "is closed"
    raise RoundsError(
        f"There is a round called {standing.label} already, which {how}. Choose another name, "
        f"or {'put its day off' if standing.is_open else 'reopen it'} on its own page."
    )


@transaction.atomic
def let_open_itself(*, slug: str, allowed: bool, by: Person | None, at: datetime) -> None:
    """Say whether rounds of a plan open on their day without anybody asking."""
    plan = (
        PlanRecord.objects.select_for_update(of=("self",))
        .select_related("partnership")
        .get(slug=slug)
    )
    habits, _ = Habits.objects.get_or_create(plan=plan)
    if habits.opens_itself == allowed:
        return
    habits.opens_itself = allowed
    habits.save(update_fields=["opens_itself"])
    record(
        "rounds.set",
        key=slug,
        by=by,
        at=at,
        partnership=plan.partnership.slug,
        before={"opens_itself": not allowed},
        after={"opens_itself": allowed},
    )


def _unsaved(proposal: Proposal, at: datetime) -> Round:
    days = proposal.days
    return Round(
        key=secrets.token_urlsafe(12),
        label=proposal.label,
        period=proposal.period,
        as_at=days.as_at,
        opens_on=days.opens_on,
        due_on=days.due_on,
        closes_on=days.closes_on,
        reminders=[day.isoformat() for day in days.reminders],
        escalates_on=days.escalates_on,
        opened_at=at,
    )


def _requests(
    round_: Round, asks: Sequence[Ask], agencies: dict[str, Agency], at: datetime
) -> list[Request]:
    """One for each agency and row; two names of one agency are asked once."""
    made: dict[tuple[int, str], Request] = {}
    for place, ask in enumerate(asks):
        agency = agencies[ask.agency]
        made.setdefault(
            (agency.pk, ask.row),
            Request(round=round_, agency=agency, row=ask.row, place=place, asked_at=at),
        )
    return list(made.values())


def _ask(round_: Round, plan: Plan, at: datetime) -> None:
    requests = list(round_.requests.select_related("agency", "delegated_to"))
    whom = recipients(list({one.agency_id: one.agency for one in requests}.values()), at=at)
    ask = whom_to_ask(round_.plan.partnership, at)
    for share in shares(requests, whom):
        letter = letters.request(about(round_, plan, share, ask))
        post(round_, share, letter, kind="request", when="opened", at=at)
