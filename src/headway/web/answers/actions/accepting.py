"""What the officer does: accept answers into the plan, return them, or take either back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from headway import planfile
from headway.answering.asking import asked
from headway.answering.entries import read
from headway.answering.folding import Accepted, Sharing, folded, without_round
from headway.domain.errors import PeriodError
from headway.domain.observations import RowId
from headway.domain.periods import Period
from headway.domain.plan import Plan
from headway.rounds.silence import Manner, Standing
from headway.web.answers.actions.changing import (
    RETURN_TAKEN_BACK,
    By,
    change,
    locked,
    must_be,
    must_be_seen,
    told,
)
from headway.web.answers.errors import NotEditableError
from headway.web.answers.models import Answer, AnswerState, SharedRow
from headway.web.answers.own_signatures import Accepting, accepting
from headway.web.audit import actions as audit
from headway.web.people.models import Membership, Role
from headway.web.plans import queries as plans
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.rounds.actions import note_answer, tell_of_return, untell_return
from headway.web.rounds.models import Round


@transaction.atomic
def accept(
    *,
    request_ids: Sequence[int],
    by: By,
    at: datetime,
    seen: Mapping[int, int] | None = None,
    reason: str = "",
) -> list[Answer]:
    """
    Accept signed answers of one round, and put them into the plan as one new version.

    A round that is closed takes no more answers; those that it has can still be accepted.

    Args:
        request_ids: Whose answers they are.
        by: The officer.
        at: When.
        seen: The revision of each that the officer saw, where that is known.
        reason: Why an officer who is alone accepts what they signed themselves.

    Raises:
        NotEditableError: One of them is not signed any more, was changed since it was seen, or
            was signed by the officer; none is accepted.
        HeadwayError: The plan lacks a row that was answered; none is accepted.
    """
    answers = []
    officer: Accepting | None = None
    for request_id in sorted(request_ids):
        answer = locked(request_id, at, in_closed="")
        must_be(answer, AnswerState.SIGNED, doing="accepted")
        must_be_seen(answer, (seen or {}).get(request_id))
        officer = officer or accepting(by.person, answer.request.round.plan.partnership, at)
        why = officer.must_be_allowed(answer, reason=reason)
        before = told(answer)
        answer.state, answer.accepted_at = AnswerState.ACCEPTED, at
        change(answer, "accepted", by=by, at=at, before=before, reason=why)
        answers.append(answer)
    _fold(answers, by=by, at=at)
    return answers


@transaction.atomic
def give_back(
    *, request_id: int, reason: str, by: By, at: datetime, revision: int | None = None
) -> Answer:
    """
    Return an answer to its agency, with the reason; whoever answers there is told by e-mail.

    Args:
        request_id: Whose answer it is.
        reason: What has to change.
        by: The officer.
        at: When.
        revision: The one that the officer saw; None for whatever stands.

    Raises:
        NotEditableError: No reason is given, it is not there to be returned, or the round is
            closed, so that the agency could not answer again.
    """
    if not reason.strip():
        raise NotEditableError("Say why it is returned: the agency has to know what to change.")
    answer = locked(request_id, at, in_closed=REOPEN)
    must_be(answer, AnswerState.SUBMITTED, AnswerState.SIGNED, doing="returned")
    must_be_seen(answer, revision)
    before = told(answer)
    answer.state, answer.return_reason = AnswerState.RETURNED, reason.strip()[:2000]
    answer.submitted_at = answer.signed_at = answer.signed_by = None
    answer.signed_as = ""
    change(answer, "returned", by=by, at=at, before=before, reason=answer.return_reason)
    tell_of_return(request_id=request_id, revision=answer.revision, at=at)
    return answer


@transaction.atomic
def take_back_return(*, request_id: int, by: By, at: datetime) -> Answer:
    """
    Undo a return: the answer is submitted, or signed, as before.

    Raises:
        NotEditableError: It is not returned, or its agency has gone on with it.
    """
    answer = locked(request_id, at, in_closed="")
    must_be(answer, AnswerState.RETURNED, doing="taken back")
    history = list(answer.versions.all()[:2])
    if len(history) < 2 or history[0].what != "returned":
        raise NotEditableError(
            "The agency has gone on with this answer since it was returned. Wait for what it says."
        )
    before = told(answer)
    untell_return(request_id=request_id, revision=history[0].number)
    answer.state, answer.return_reason = AnswerState(history[1].state), ""
    handed_in = answer.versions.filter(what__in=("submitted", "signed")).earliest("number")
    answer.submitted_at = handed_in.at
    if answer.state == AnswerState.SIGNED:
        signature = answer.versions.filter(what="signed").latest("number")
        answer.signed_at, answer.signed_by = signature.at, signature.by
        answer.signed_as = _signed_as(answer)
    note_answer(
        request_id=request_id,
        standing=Standing(answer.state),
        manner=Manner(answer.kind),
        at=answer.signed_at or answer.submitted_at,
    )
    change(answer, RETURN_TAKEN_BACK, by=by, at=at, before=before)
    return answer


@transaction.atomic
def take_back_acceptance(*, request_id: int, by: By, at: datetime) -> Answer:
    """
    Undo an acceptance: the plan gets a version without the answer, which is signed as before.

    Raises:
        NotEditableError: It is not accepted, or an edition was issued with it since.
    """
    answer = locked(request_id, at, in_closed="")
    must_be(answer, AnswerState.ACCEPTED, doing="taken back")
    _refuse_issued(answer)
    before = told(answer)
    answer.state, answer.accepted_at = AnswerState.SIGNED, None
    change(answer, "taken back", by=by, at=at, before=before)
    _fold([answer], by=by, at=at)
    return answer


@transaction.atomic
def share(*, round_id: int, row: str, sharing: Sharing, by: By, at: datetime) -> None:
    """
    Say what becomes of a row's figure that several agencies give, in this round and later ones.

    What was accepted of this round is put into the plan anew.

    Raises:
        NotEditableError: One agency alone is asked for it, or an edition was issued with it.
    """
    asked_in = Round.objects.select_related("plan__partnership").get(pk=round_id)
    parties = _parties(asked_in, [row]).get(row, [])
    if len(parties) < 2:
        raise NotEditableError("One agency alone is asked for this row.")
    found, _ = SharedRow.objects.select_for_update().get_or_create(plan=asked_in.plan, row=row)
    if found.sharing == sharing:
        return
    answers = list(
        Answer.objects.filter(
            request__round=asked_in, request__row=row, state=AnswerState.ACCEPTED
        ).select_related("request__round__plan__partnership")
    )
    for answer in answers:
        _refuse_issued(answer)
    before, found.sharing = found.sharing, sharing
    found.save(update_fields=["sharing"])
    audit.record(
        "row.shared", key=f"{asked_in.plan.slug}/{row}", by=by.person, at=at,
        partnership=asked_in.plan.partnership.slug,
        before={"sharing": before}, after={"sharing": sharing.value},
    )  # fmt: skip
    _fold(answers, by=by, at=at)


def sharing_of(plan: PlanRecord, rows: Sequence[str]) -> dict[str, Sharing]:
    """What becomes of figures that agencies share, by row, where it was said; one query."""
    known = SharedRow.objects.filter(plan=plan, row__in=rows)
    return {one.row: Sharing(one.sharing) for one in known}


REOPEN = "Its agency could not answer again. Reopen it, then return the answer."


def _signed_as(answer: Answer) -> str:
    """In what role somebody signed: as lead, if they were that at the time."""
    held = Membership.objects.filter(
        person=answer.signed_by, agency=answer.request.agency_id, role=Role.LEAD
    )
    led = answer.signed_at is not None and any(one.holds(answer.signed_at) for one in held)
    return "lead" if led else "lead's stand-in"


def _refuse_issued(answer: Answer) -> None:
    plan = answer.request.round.plan
    issued = plan.editions.filter(issued_at__gte=answer.accepted_at).order_by("issued_at").first()
    if issued is not None:
        raise NotEditableError(
            f"“{issued.label}” was issued with this answer in it, and an edition never changes. "
            "Let the agency correct it in a new answer; an amended edition can tell of it."
        )


def _fold(changed: Sequence[Answer], *, by: By, at: datetime) -> None:
    """Put what is accepted of the changed rows into the plan, and nothing else of the round."""
    if not changed:
        return
    asked_in = changed[0].request.round
    record = PlanRecord.objects.select_for_update(of=("self",)).get(pk=asked_in.plan_id)
    saved = plans.newest(record.slug)
    rows = list(dict.fromkeys(one.request.row for one in changed))
    plan = without_round(saved.plan, rows, asked_in.label)
    plan = folded(
        plan,
        list(_accepted(plan, asked_in, rows)),
        parties=_parties(asked_in, rows),
        sharing=sharing_of(record, rows),
    )
    text = plans.content(record.slug, saved.number)
    save_version(
        text=planfile.dumps(plan, previous=text),
        reason=f"Answers of {asked_in.label}",
        at=at,
        based_on=saved.number,
        partnership=asked_in.plan.partnership,
        by=by.person,
    )


def _accepted(plan: Plan, asked_in: Round, rows: Sequence[str]) -> Iterable[Accepted]:
    period = period_of(asked_in)
    answers = Answer.objects.filter(
        request__round=asked_in, request__row__in=rows, state=AnswerState.ACCEPTED
    ).select_related("request__agency")
    for one in answers.prefetch_related("files"):
        signed = timezone.localdate(one.signed_at)
        row = plan.row(one.request.row)
        entry, _ = read(asked(plan, row, period=period, at=signed), one.draft)
        yield Accepted(
            row=RowId(one.request.row),
            agency=one.request.agency.name,
            entry=entry,
            known_at=signed,
            round=asked_in.label,
            signed_as=one.signed_as or "lead",
            period=asked_in.period,
        )


def _parties(asked_in: Round, rows: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row, agency in asked_in.requests.filter(row__in=rows).values_list("row", "agency__name"):
        found.setdefault(row, []).append(agency)
    return found


def period_of(asked_in: Round) -> Period | None:
    """The round's time, where it is one that figures can be for."""
    try:
        return Period.parse(asked_in.period)
    except PeriodError:
        return None
