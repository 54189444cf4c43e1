"""Reminding those who have not answered: by the timetable, by an officer's click, and the lead."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from headway.rounds.reminding import escalation_due, reminder_due
from headway.rounds.silence import Standing
from headway.rounds.working_days import WorkingDays
from headway.web.audit.actions import record
from headway.web.notices import queries as notices
from headway.web.notices.actions import try_again
from headway.web.people.models import Agency, Person
from headway.web.plans import queries as plans
from headway.web.rounds import letters, queries
from headway.web.rounds.errors import RoundsError
from headway.web.rounds.mails import Share, about, mark, post, shares, whom_to_ask
from headway.web.rounds.models import Request, Round

_HOUR = timedelta(hours=1)


@transaction.atomic
def remind(*, round_id: int, working: WorkingDays, at: datetime) -> int:
    """
    Send what reminders have come due to whoever has not answered; to how many agencies.

    Called every minute, it does nothing until the next reminder's day.
    """
    round_, silent = _locked(round_id)
    if not round_.is_open or not silent:
        return 0
    days, today = queries.days_of(round_), timezone.localdate(at)
    plan = plans.newest(round_.plan.slug).plan
    ask = whom_to_ask(round_.plan.partnership, at)
    reminded: set[int] = set()
    for share in shares(silent, queries.recipients(_agencies(silent), at=at)):
        day = reminder_due(days, on=today, reminded=_last(share), working=working)
        if day is None or not share.to:  # whoever comes to answer for it later is reminded then
            continue
        letter = letters.reminder(about(round_, plan, share, ask), today)
        post(round_, share, letter, kind="reminder", when=day.isoformat(), at=at)
        _note_reminder(share, at)
        reminded.add(share.agency.pk)
    if reminded:
        _record(round_, "round.reminded", sorted(reminded), by=None, at=at)
    return len(reminded)


@transaction.atomic
def ask_to_sign(*, round_id: int, working: WorkingDays, at: datetime) -> int:
    """
    Tell the leads on the days of reminders what waits for their signature; how many agencies'.

    What is submitted and unsigned is no answer yet, and nobody else can make it one.
    """
    round_ = Round.objects.select_for_update().get(pk=round_id)
    waiting = round_.requests.filter(standing=Standing.SUBMITTED).select_related("agency")
    unsigned = list(waiting) if round_.is_open else []
    if not unsigned:
        return 0
    days, today = queries.days_of(round_), timezone.localdate(at)
    plan = plans.newest(round_.plan.slug).plan
    ask = whom_to_ask(round_.plan.partnership, at)
    whom = queries.recipients(_agencies(unsigned), at=at)
    told: list[int] = []
    for agency in _agencies(unsigned):
        theirs = tuple(one for one in unsigned if one.agency_id == agency.pk)
        share = Share(agency=agency, requests=theirs, to=whom[agency.pk].leads)
        day = reminder_due(days, on=today, reminded=_last(share), working=working)
        if day is not None and share.to:
            letter = letters.signature(about(round_, plan, share, ask))
            post(round_, share, letter, kind="signature", when=day.isoformat(), at=at)
            told.append(agency.pk)
    if told:
        asked = [one.pk for one in unsigned if one.agency_id in told]
        Request.objects.filter(pk__in=asked).update(reminded_at=at)
        _record(round_, "round.reminded", told, by=None, at=at)
    return len(told)


@transaction.atomic
def escalate(*, round_id: int, working: WorkingDays, at: datetime) -> int:
    """Tell the leads of agencies that have not answered, once in a round; how many agencies."""
    round_, silent = _locked(round_id)
    days, today = queries.days_of(round_), timezone.localdate(at)
    untold = [one for one in silent if one.escalated_at is None]
    due = escalation_due(days, on=today, told=not untold, working=working)
    if not round_.is_open or not due:
        return 0
    whom = queries.recipients(_agencies(untold), at=at)
    untold = [one for one in untold if whom[one.agency_id].leads]
    if not untold:
        return 0
    plan = plans.newest(round_.plan.slug).plan
    ask = whom_to_ask(round_.plan.partnership, at)
    for agency in _agencies(untold):
        theirs = tuple(one for one in untold if one.agency_id == agency.pk)
        share = Share(agency=agency, requests=theirs, to=whom[agency.pk].leads)
        times = max(one.reminded for one in theirs)
        letter = letters.escalation(about(round_, plan, share, ask), times)
        post(round_, share, letter, kind="escalation", when=days.escalates_on.isoformat(), at=at)
    Request.objects.filter(pk__in=[one.pk for one in untold]).update(escalated_at=at)
    agencies = sorted({one.agency_id for one in untold})
    _record(round_, "round.escalated", agencies, by=None, at=at)
    return len(agencies)


@transaction.atomic
def chase(*, round_id: int, agency_id: int, by: Person, at: datetime) -> int:
    """
    Remind one agency now, as an officer asks; to how many people.

    A second click within the same hour sends nothing more: 0, and it is no act of its own.

    Raises:
        RoundsError: The round is closed, the agency owes nothing, or nobody can be written to.
    """
    round_, silent = _locked(round_id)
    theirs = [one for one in silent if one.agency_id == agency_id]
    if not round_.is_open:
        raise RoundsError(f"{round_.label} is closed. Reopen it before you remind anybody.")
    if not theirs:
        raise RoundsError("They have answered in the meantime; there is nothing to remind them of.")
    plan = plans.newest(round_.plan.slug).plan
    ask = whom_to_ask(round_.plan.partnership, at)
    known = sent = 0
    for share in shares(theirs, queries.recipients(_agencies(theirs), at=at)):
        known += len(share.to)
        if not share.to or _was_chased(round_, agency_id, share, at):
            continue
        letter = letters.chaser(
            about(round_, plan, share, ask), by=str(by), on=timezone.localdate(at)
        )
        post(round_, share, letter, kind="chaser", when=f"{at:%Y-%m-%dT%H:%M}", at=at)
        _note_reminder(share, at)
        sent += len(share.to)
    if not known:
        raise RoundsError(
            f"Nobody is known to write to in {theirs[0].agency.name}. "
            "Give it a lead, a contributor or an address, or make a personal link."
        )
    if sent:
        _record(round_, "round.chased", [agency_id], by=by, at=at)
    return sent


@transaction.atomic
def send_again(*, round_id: int, notice_id: int, by: Person, at: datetime) -> bool:
    """Send a mail of a round that was given up, as an officer asks; False where it was not."""
    round_ = Round.objects.select_related("plan__partnership").get(pk=round_id)
    sent = notices.starting(f"round/{round_.pk}/")
    notice = next((one for one in sent if one.pk == notice_id), None)
    if notice is None or not try_again(notice_id=notice_id, at=at):
        return False
    record(
        "notice.sent_again",
        key=notice_id,
        by=by,
        at=at,
        partnership=round_.plan.partnership.slug,
        after={
            "round": round_.key,
            "agency": int(notice.key.split("/")[2]),
            "kind": notice.kind,
        },
    )
    return True


def _locked(round_id: int) -> tuple[Round, list[Request]]:
    """The round, held by this transaction alone, and what has not been answered in it."""
    round_ = Round.objects.select_for_update().get(pk=round_id)
    silent = round_.requests.filter(standing__in=queries.OPEN_STANDINGS)
    return round_, list(silent.select_related("agency", "delegated_to"))


def _agencies(requests: list[Request]) -> list[Agency]:
    return list({one.agency_id: one.agency for one in requests}.values())


def _last(share: Share) -> date | None:
    """The day of the last reminder to all of them: a row asked for since was reminded of less."""
    days = [one.reminded_at for one in share.requests]
    told = [timezone.localdate(day) for day in days if day is not None]
    return min(told) if told and len(told) == len(days) else None


def _was_chased(round_: Round, agency_id: int, share: Share, at: datetime) -> bool:
    """Whether every one of them had a chaser within the hour."""
    handed = share.requests[0].delegated_to_id or 0
    sent = notices.starting(f"round/{round_.pk}/{agency_id}/chaser/{handed}/")
    within = {one.key.rpartition("/")[2] for one in sent if abs(at - one.made_at) < _HOUR}
    return within.issuperset(map(mark, share.to))


def _note_reminder(share: Share, at: datetime) -> None:
    Request.objects.filter(pk__in=[one.pk for one in share.requests]).update(
        reminded=F("reminded") + 1, reminded_at=at
    )


def _record(
    round_: Round, verb: str, agencies: list[int], *, by: Person | None, at: datetime
) -> None:
    record(
        verb,
        key=round_.key,
        by=by,
        at=at,
        partnership=round_.plan.partnership.slug,
        after={"agencies": agencies},
    )
