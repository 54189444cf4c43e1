"""The answers that somebody owes, for the frame of every page and for where they land."""

from django.urls import reverse
from django.utils.http import urlencode

from headway.rounds.silence import Standing
from headway.web.people.duties import Duty
from headway.web.people.values import Viewer
from headway.web.rounds.models import Request, RoundState


def owed(who: Viewer) -> list[Duty]:
    """
    Each round in which an agency of theirs has something left to answer, or to sign.

    The round that is due first comes first. One query, and none for whoever has no agency.
    """
    agencies = [one for place in who.partnerships for one in who.agencies(place)]
    if not agencies:
        return []
    signs = {one.pk for one in agencies if who.may("answer.sign", one)}
    rows = Request.objects.filter(agency__in=agencies, round__state=RoundState.OPEN)
    waiting: dict[tuple[int, int], tuple[Request, int]] = {}
    for one in rows.select_related("round", "agency").order_by("round__due_on", "agency__name"):
        mine = one.standing in (Standing.ASKED, Standing.RETURNED) or (
            one.standing == Standing.SUBMITTED and one.agency_id in signs
        )
        if mine:
            key = (one.round_id, one.agency_id)
            waiting[key] = (one, waiting.get(key, (one, 0))[1] + 1)
    return [_duty(one, count, several=len(agencies) > 1) for one, count in waiting.values()]


def _duty(one: Request, count: int, *, several: bool) -> Duty:
    address = reverse("answers:answer", args=[one.round.key])
    rows = "1 row" if count == 1 else f"{count} rows"
    if not several:
        return Duty(words=f"{rows} to answer", address=address)
    return Duty(
        words=f"{rows} to answer for {one.agency.name}",
        address=f"{address}?{urlencode({'agency': one.agency_id})}",
    )
