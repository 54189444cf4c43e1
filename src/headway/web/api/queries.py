"""What the service knows of tokens and webhooks."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from headway.web.api.models import Delivery, Token, Webhook
from headway.web.people.models import Membership, Partnership, Role
from headway.web.people.queries import digest_of
from headway.web.people.values import Viewer


def token_of(secret: str, at: datetime) -> Token | None:
    """The token that a program shows, while it holds; one query."""
    found = Token.objects.filter(
        digest=digest_of(secret), revoked_at__isnull=True, made_at__lte=at, expires_at__gt=at
    )
    return found.select_related("partnership", "agency__partnership").first()


def viewer_of(token: Token, at: datetime) -> Viewer:
    """Whoever uses a token, as pages would see them: somebody with its role, and no person."""
    if not token.role:
        return Viewer(at=at)
    role = Membership(
        partnership=token.partnership, role=Role(token.role), agency=token.agency, since=at
    )
    return Viewer(memberships=(role,), at=at)


def tokens(partnership: Partnership) -> list[Token]:
    """Every token of a partnership, newest first; one query."""
    return list(Token.objects.filter(partnership=partnership).select_related("agency", "made_by"))


def token(partnership: Partnership, number: int) -> Token | None:
    """A token of a partnership by its number; one query."""
    return Token.objects.filter(partnership=partnership, pk=number).first()


def webhooks(partnership: Partnership) -> list[Webhook]:
    """The webhooks of a partnership that are told of news, newest first; one query."""
    return list(Webhook.objects.filter(partnership=partnership, ended_at__isnull=True))


def webhook(partnership: Partnership, number: int) -> Webhook | None:
    """A webhook of a partnership by its number; one query."""
    return Webhook.objects.filter(partnership=partnership, pk=number).first()


def delivery(partnership: Partnership, number: int) -> Delivery | None:
    """What a webhook of a partnership was told, by its number; one query."""
    return Delivery.objects.filter(webhook__partnership=partnership, pk=number).first()


def deliveries(webhooks: Iterable[Webhook], most: int = 5) -> dict[int, list[Delivery]]:
    """What each of some webhooks was last told, by its number, newest first; one query."""
    newest = Window(
        RowNumber(), partition_by="webhook", order_by=[F("made_at").desc(), F("pk").desc()]
    )
    told: dict[int, list[Delivery]] = {one.pk: [] for one in webhooks}
    rows = Delivery.objects.filter(webhook__in=list(told)).alias(place=newest)
    for one in rows.filter(place__lte=most).order_by("-made_at", "-pk"):
        told[one.webhook_id].append(one)
    return told
