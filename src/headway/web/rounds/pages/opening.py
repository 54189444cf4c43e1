"""The page on which a round is opened, with what opening it would do."""

from dataclasses import dataclass
from datetime import date

from headway.domain.errors import HeadwayError
from headway.domain.periods import Period
from headway.rounds.schedule import cadences, days_around, days_of, label, rows_in
from headway.rounds.working_days import WorkingDays
from headway.web.plans.access import Opened
from headway.web.rounds.actions.opening import DryRun, Proposal
from headway.web.rounds.mails import row_name


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyAsked:
    """One agency that would be asked: for how much, and to whom the letter goes."""

    name: str
    rows: int
    to: tuple[str, ...]
    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """
    What opening the round would do.

    Attributes:
        nobody: Rows that name no agency, for which nobody would be asked.
        finished: Complete actions, for which nobody need be asked.
        day_off: Why the day on which answers are due is no working day; empty where it is one.
    """

    proposal: Proposal
    agencies: tuple[AgencyAsked, ...]
    mails: int
    requests: int
    nobody: tuple[str, ...]
    finished: tuple[str, ...]
    silent_agencies: tuple[str, ...]
    day_off: str


def planned(opened: Opened, asked: str, working: WorkingDays) -> Proposal | None:
    """The round that the timetables name for a period; None where they do not."""
    try:
        period = Period.parse(asked)
        days = days_of(period, working)
    except HeadwayError:
        return None
    rows = rows_in(period, cadences(opened.plan))
    return Proposal(label=label(period), period=str(period), days=days, rows=rows)


def by_hand(
    opened: Opened,
    *,
    name: str,
    as_at: date,
    due_on: date,
    area: str,
    today: date,
    working: WorkingDays,
) -> Proposal:
    """
    A round as an officer words it, opened today.

    Raises:
        RoundError: It would be due before it is opened.
    """
    rows = tuple(
        row.id
        for row in opened.plan.rows()
        if opened.plan.is_current(row) and (not area or row.area == area)
    )
    days = days_around(today, due_on, as_at, working)
    return Proposal(label=" ".join(name.split()), period="", days=days, rows=rows)


def preview_page(
    opened: Opened, proposal: Proposal, run: DryRun, working: WorkingDays
) -> PreviewPage:
    """What the preview shows."""
    plan = opened.plan
    return PreviewPage(
        proposal=proposal,
        agencies=tuple(
            AgencyAsked(
                name=share.agency.name,
                rows=len(share.requests),
                to=share.to,
                subject=letter.subject,
                body=letter.body,
            )
            for share, letter in run.letters
        ),
        mails=run.mails,
        requests=len(run.asking.asks),
        nobody=tuple(row_name(plan, row) for row in run.asking.nobody),
        finished=tuple(row_name(plan, row) for row in run.asking.finished),
        silent_agencies=run.nobody_to_write_to,
        day_off=working.day_off(proposal.days.due_on),
    )
