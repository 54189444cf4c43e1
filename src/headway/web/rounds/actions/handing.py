"""Handing what is asked to somebody else of the agency."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from headway.web.audit.actions import record
from headway.web.people.models import Person
from headway.web.plans import queries as plans
from headway.web.rounds import letters, queries
from headway.web.rounds.errors import RoundsError
from headway.web.rounds.mails import about, post, shares, whom_to_ask
from headway.web.rounds.models import Request, Round


@transaction.atomic
def hand_over(
    *,
    round_id: int,
    agency_id: int,
    requests: Sequence[int],
    to: int | None,
    by: Person,
    at: datetime,
) -> int:
    """
    Hand rows to one person of the agency, who is told; to None, back to all of them.

    They are reminded in place of the others. Whoever may sign stays as it was.

    Raises:
        RoundsError: The round is closed, or the person does not answer for the agency.
    """
    round_ = (
        Round.objects.select_for_update(of=("self",))
        .select_related("plan__partnership")
        .get(pk=round_id)
    )
    if not round_.is_open:
        raise RoundsError(f"{round_.label} is closed. Reopen it before you hand anything over.")
    rows = list(
        Request.objects.filter(round=round_, agency_id=agency_id, pk__in=requests).select_related(
            "agency"
        )
    )
    if not rows:
        raise RoundsError("Choose at least one row to hand over.")
    able = queries.can_be_handed_to(rows[0].agency, at)
    person = next((one for one in able if one.pk == to), None)
    if to is not None and person is None:
        raise RoundsError("Choose somebody who answers for the agency.")
    before = {one.row: one.delegated_to_id for one in rows}
    for one in rows:
        one.delegated_to = person
        one.save(update_fields=["delegated_to"])
    if person is not None:
        plan = plans.newest(round_.plan.slug).plan
        ask = whom_to_ask(round_.plan.partnership, at)
        waiting = [one for one in rows if one.standing in queries.OPEN_STANDINGS]
        for share in shares(waiting, queries.recipients([rows[0].agency], at=at)):
            letter = letters.request(about(round_, plan, share, ask))
            post(round_, share, letter, kind="request", when=f"{at:%Y-%m-%dT%H:%M}", at=at)
    record(
        "request.handed", key=round_.key, by=by, at=at, partnership=round_.plan.partnership.slug,
        before=before, after={one.row: one.delegated_to_id for one in rows},
    )  # fmt: skip
    return len(rows)
