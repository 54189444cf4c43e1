"""Submitting an answer and signing it, and taking either back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

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
from headway.web.answers.models import OPEN, Answer, AnswerState


@transaction.atomic
def submit(*, request_id: int, by: By, at: datetime, revision: int | None = None) -> Answer:
    """
    Hand an answer to the agency's lead to be signed.

    The caller has checked it: what must be put right is put right.

    Args:
        request_id: Whose answer it is.
        by: Who submits it; a personal link's holder may.
        at: When.
        revision: The one that was checked; None for whatever stands.

    Raises:
        NotEditableError: It is not a draft any more, or was changed since it was checked.
    """
    answer = locked(request_id, at)
    must_be(answer, *OPEN, doing="submitted")
    must_be_seen(answer, revision)
    before = told(answer)
    answer.state, answer.submitted_at = AnswerState.SUBMITTED, at
    change(answer, "submitted", by=by, at=at, before=before)
    return answer


@transaction.atomic
def sign(
    *,
    request_id: int,
    by: By,
    at: datetime,
    signed_as: str = "lead",
    revision: int | None = None,
) -> Answer:
    """
    Sign an answer for the agency; a draft is submitted by the same step.

    Args:
        request_id: Whose answer it is.
        by: The lead, or whoever stands in.
        at: When.
        signed_as: In what role, for the plan's own record: no name.
        revision: The one that was checked; None for whatever stands.

    Raises:
        NotEditableError: It is signed already, or a link's holder signs, or it was changed.
    """
    if by.person is None:
        raise NotEditableError(
            "Only the agency's lead, or whoever stands in for them, can sign, and signs in first."
        )
    answer = locked(request_id, at)
    must_be(answer, *OPEN, AnswerState.SUBMITTED, doing="signed")
    must_be_seen(answer, revision)
    before = told(answer)
    answer.state, answer.signed_at, answer.signed_by = AnswerState.SIGNED, at, by.person
    answer.submitted_at = answer.submitted_at or at
    answer.signed_as = signed_as
    answer.return_reason = ""
    change(answer, "signed", by=by, at=at, before=before)
    return answer


@transaction.atomic
def take_back(*, request_id: int, by: By, at: datetime) -> Answer:
    """
    Undo the agency's last step: a signature, or what was submitted.

    What the officer had returned is returned as before, with the reason.

    Raises:
        NotEditableError: It is a draft, or the officer has accepted it already.
    """
    answer = locked(request_id, at)
    must_be(answer, AnswerState.SUBMITTED, AnswerState.SIGNED, doing="taken back")
    before = told(answer)
    if answer.state == AnswerState.SIGNED:
        if by.person is None:
            raise NotEditableError("Only who may sign can take a signature back.")
        answer.state = AnswerState.SUBMITTED
        answer.signed_at, answer.signed_by, answer.signed_as = None, None, ""
    else:
        answer.state, answer.return_reason = _before_it_was_handed_in(answer)
        answer.submitted_at = None
    change(answer, "taken back", by=by, at=at, before=before)
    return answer


def _before_it_was_handed_in(answer: Answer) -> tuple[AnswerState, str]:
    """A draft, or returned by the officer, who has not taken that back; with the reason."""
    open_or_undone = Q(state__in=OPEN) | Q(what=RETURN_TAKEN_BACK)
    last = answer.versions.filter(open_or_undone).first()
    reason = answer.versions.filter(what="returned").values_list("reason", flat=True).first()
    if last is not None and last.state == AnswerState.RETURNED and reason:
        return AnswerState.RETURNED, reason
    return AnswerState.DRAFT, ""
