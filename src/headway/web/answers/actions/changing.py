"""What every change of an answer does: lock it, count its revision, keep the version, record it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headway.answering.drafts import as_json
from headway.rounds.silence import Manner, Standing
from headway.web.answers.errors import NotEditableError
from headway.web.answers.models import Answer, AnswerState, AnswerVersion
from headway.web.audit import actions as audit
from headway.web.people.models import Person
from headway.web.rounds.actions import note_answer
from headway.web.rounds.models import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """
    Who does it: a person, or the holder of a personal link.

    Attributes:
        link: The link's number; empty for a person.
    """

    person: Person | None = None
    link: str = ""


def locked(request_id: int, at: datetime, *, in_closed: str | None = None) -> Answer:
    """
    The answer to a request, locked until the transaction ends; made where there is none.

    Args:
        request_id: Whose answer it is.
        at: When.
        in_closed: What is said where the round is closed; empty where that does not matter.

    Raises:
        Request.DoesNotExist: There is no such request.
        NotEditableError: The round is closed.
    """
    request = Request.objects.select_related("round__plan__partnership", "agency").get(
        pk=request_id
    )
    Answer.objects.get_or_create(request=request, defaults={"updated_at": at})
    answer = Answer.objects.select_for_update(of=("self",)).get(request=request)
    answer.request = request
    told = _CLOSED if in_closed is None else in_closed
    if told and not request.round.is_open:
        raise NotEditableError(f"{request.round.label} is closed. {told}")
    return answer


RETURN_TAKEN_BACK = "return taken back"
_CLOSED = "What was answered stands; what has changed since goes into the next round."


def must_be_seen(answer: Answer, revision: int | None) -> None:
    """
    Refuse what somebody does to an answer of which they saw an earlier version.

    Args:
        answer: Locked.
        revision: The one that they saw; None where that is not known.

    Raises:
        NotEditableError: It was changed since.
    """
    if revision is not None and answer.revision != revision:
        raise NotEditableError(
            "Somebody changed this answer since you opened this page. Look at it once more."
        )


def change(
    answer: Answer,
    what: str,
    *,
    by: By,
    at: datetime,
    before: dict[str, Any],
    reason: str = "",
) -> None:
    """
    Save a changed answer with its next revision, and write down who changed it.

    Args:
        answer: Locked, and changed.
        what: In the past tense: "signed".
        by: Who.
        at: When.
        before: `told` of the answer as it was.
        reason: In the person's own words.
    """
    answer.revision += 1
    answer.updated_at, answer.updated_by = at, by.person
    answer.save()
    AnswerVersion.objects.create(
        answer=answer,
        number=answer.revision,
        at=at,
        by=by.person,
        link=by.link,
        what=what,
        state=answer.state,
        reason=reason,
        content=as_json(answer.draft),
    )
    if before["state"] != answer.state:
        standing = Standing(answer.state) if answer.state != AnswerState.DRAFT else Standing.ASKED
        note_answer(
            request_id=answer.request_id, standing=standing, manner=Manner(answer.kind), at=at
        )
    partnership = answer.request.round.plan.partnership.slug
    after = told(answer)
    if by.link:
        after["link"] = by.link
    audit.record(
        f"answer.{what.replace(' ', '_')}",
        key=answer.pk,
        by=by.person,
        at=at,
        partnership=partnership,
        before=before,
        after=after,
        reason=reason,
    )


def told(answer: Answer) -> dict[str, Any]:
    """What the audit trail says of an answer."""
    return {
        "round": answer.request.round.key,
        "row": answer.request.row,
        "agency": answer.request.agency_id,
        "state": str(answer.state),
        "revision": answer.revision,
        **as_json(answer.draft),
    }


def must_be(answer: Answer, *states: AnswerState, doing: str) -> None:
    """
    Refuse what cannot be done to an answer as it stands.

    Raises:
        NotEditableError: It is in another state.
    """
    if answer.state not in states:
        words = answer.get_state_display().lower()
        raise NotEditableError(
            f"This answer cannot be {doing} now: it is {words.partition(',')[0]}. "
            "Somebody may have gone on with it; open the page anew to see."
        )
