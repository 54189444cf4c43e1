"""Writing an answer."""

from datetime import datetime

from django.db import transaction

from headway.answering.drafts import Draft, as_json
from headway.web.answers.actions.changing import By, change, locked, must_be, told
from headway.web.answers.errors import ConflictError
from headway.web.answers.models import OPEN, Answer


@transaction.atomic
def save_draft(*, request_id: int, draft: Draft, based_on: int, by: By, at: datetime) -> Answer:
    """
    Keep what was typed; the same again changes nothing.

    Args:
        request_id: Whose answer it is.
        draft: All that stands in the fields.
        based_on: The revision that the person saw; 0 where nothing was saved yet.
        by: Who typed it.
        at: When.

    Raises:
        ConflictError: Somebody else saved something else in between; nothing is saved.
        NotEditableError: It is submitted or further, or the round is closed.
    """
    answer = locked(request_id, at)
    if as_json(answer.draft) == as_json(draft):
        return answer
    must_be(answer, *OPEN, doing="changed")
    if answer.revision != based_on:
        raise ConflictError(answer)
    before = told(answer)
    write(answer, draft)
    change(answer, "saved", by=by, at=at, before=before)
    return answer


def write(answer: Answer, draft: Draft) -> None:
    """Put a draft into an answer's fields; nothing is saved."""
    content = as_json(draft)
    for name in ("kind", "figures", "words", "next_steps", "barriers", "confidence", "links"):
        setattr(answer, name, content[name])
    answer.status = draft.status[:20]
