"""Asking for nothing that nobody can answer: a row that has left the plan in mid-round."""

from datetime import datetime

from django.db import transaction

from headway.web.audit.actions import record
from headway.web.plans import queries as plans
from headway.web.rounds.models import Request, Round


@transaction.atomic
def follow_plan(*, round_id: int, at: datetime) -> int:
    """
    Withdraw what an open round asks of rows that the plan has lost; ask again for those come back.

    A row that the plan keeps as history is still asked for: a year's last round often comes after
    the next year's plan. What was answered of a lost row stays on record. A closed round stays as
    it was.

    Returns:
        How many requests were withdrawn or are asked again.
    """
    round_ = (
        Round.objects.select_for_update(of=("self",))
        .select_related("plan__partnership")
        .get(pk=round_id)
    )
    if not round_.is_open:
        return 0
    rows = {str(row.id) for row in plans.newest(round_.plan.slug).plan.rows()}
    every = list(Request.every.filter(round=round_))
    lost = [one for one in every if one.withdrawn_at is None and one.row not in rows]
    back = [one for one in every if one.withdrawn_at is not None and one.row in rows]
    for verb, some, when in (("round.rows_lost", lost, at), ("round.rows_back", back, None)):
        if some:
            Request.every.filter(pk__in=[one.pk for one in some]).update(withdrawn_at=when)
            record(
                verb, key=round_.key, by=None, at=at, partnership=round_.plan.partnership.slug,
                after={"rows": sorted({one.row for one in some})},
            )  # fmt: skip
    return len(lost) + len(back)
