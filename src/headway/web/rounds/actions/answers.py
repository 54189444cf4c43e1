"""What the app of answers tells a round, so that it knows who is silent."""

from datetime import datetime

from django.db import transaction

from headway.rounds.silence import Manner, Standing
from headway.web.rounds.models import Request


@transaction.atomic
def note_answer(
    *, request_id: int, standing: Standing, manner: Manner | None, at: datetime
) -> Request:
    """
    Say how far the answer to a request has come, in the transaction that moves it there.

    `ASKED` takes it back to unanswered; `RETURNED` is unanswered too, and is reminded of again.
    What was done, by whom, is recorded by whoever calls.

    Args:
        request_id: The request.
        standing: How far it has come.
        manner: What sort of answer it is; None where it is taken back.
        at: When.
    """
    request = Request.objects.select_for_update().get(pk=request_id)
    request.standing = standing
    if standing is Standing.ASKED:
        request.manner, request.answered_at = "", None
    else:
        request.manner = manner or request.manner
        request.answered_at = request.answered_at or at
    if standing is Standing.RETURNED:
        request.answered_at = None
    request.save(update_fields=["standing", "manner", "answered_at"])
    return request
