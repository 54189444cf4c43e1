"""What the officer does: accept answers into the plan, return them, or take either back."""

from collections.abc import Iterable, Sequence
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
from headway.web.answers.actions.changing import By, change, locked, must_be, told
from headway.web.answers.errors import NotEditableError
from headway.web.answers.models import Answer, AnswerState, SharedRow
from headway.web.audit import actions as audit
from headway.web.plans import queries as plans
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.rounds.models import Round


@transaction.atomic
def accept(*, request_ids: Sequence[int], by: By, at: datetime) -> list[Answer]:
    """
    Accept signed answers of one round, and put them into the plan as one new version.

    Raises:
        NotEditableError: One of them is not signed any more; none is accepted.
        HeadwayError: The plan lacks a row that was answered; none is accepted.
    """
    answers = []
    for request_id in sorted(request_ids):
        answer = locked(request_id, at)
        must_be(answer, AnswerState.SIGNED, doing="accepted")
        before = told(answer)
        answer.state, answer.accepted_at = AnswerState.ACCEPTED, at
        change(answer, "accepted", by=by, at=at, before=before)
        answers.append(answer)
    _fold(answers, by=by, at=at)
    return answers


@transaction.atomic
def give_back(*, request_id: int, reason: str, by: By, at: datetime) -> Answer:
    """
    Return an answer to its agency, with the reason.

    Raises:
        NotEditableError: No reason is given, or it is not there to be returned.
    """
    if not reason.strip():
        raise NotEditableError("Say why it is returned: the agency has to know what to change.")
    answer = locked(request_id, at)
    must_be(answer, AnswerState.SUBMITTED, AnswerState.SIGNED, doing="returned")
    before = told(answer)
    answer.state, answer.return_reason = AnswerState.RETURNED, reason.strip()[:2000]
    answer.submitted_at = answer.signed_at = answer.signed_by = None
    answer.signed_as = ""
    change(answer, "returned", by=by, at=at, before=before, reason=answer.return_reason)
    return answer


@transaction.atomic
def take_back_acceptance(*, request_id: int, by: By, at: datetime) -> Answer:
    """
    Undo an acceptance: the plan gets a version without the answer, which is signed as before.

    Raises:
        NotEditableError: It is not accepted, or an edition was issued with it since.
    """
    answer = locked(request_id, at)
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
    plan = saved.plan
    for row in rows:
        plan = without_round(plan, row, asked_in.label)
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
