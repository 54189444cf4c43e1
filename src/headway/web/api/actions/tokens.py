"""Making a token, revoking it, and counting its requests."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from headway.web.api.errors import ApiError
from headway.web.api.models import AS_ROLES, Scope, Token
from headway.web.audit.actions import record
from headway.web.people.models import OF_AN_AGENCY, Agency, Partnership, Person, Role
from headway.web.people.queries import digest_of

LONGEST = timedelta(days=366)
BEGINS = "hw_"
"""What every token begins with, so that one left in a file is recognised."""


@transaction.atomic
def make_token(
    *,
    partnership: Partnership,
    name: str,
    scopes: Sequence[Scope],
    role: Role | None = None,
    agency: Agency | None = None,
    lasts: timedelta,
    by: Person | None,
    at: datetime,
) -> tuple[Token, str]:
    """
    Make a token; answers with it and with the secret itself, which is kept nowhere.

    Raises:
        ApiError: It could be used for nothing, or lasts too long, or role and agency do not fit.
    """
    called = " ".join(name.split())[:100]
    if not called:
        raise ApiError("Say what the token is for.")
    if not scopes:
        raise ApiError("Choose at least one thing that the token may be used for.")
    if not timedelta(0) < lasts <= LONGEST:
        raise ApiError("A token lasts from one day to a year.")
    if role is None and set(scopes) - {Scope.PUBLIC_READ}:
        raise ApiError(
            "A token for the public's view reads public editions and nothing else. "
            "Choose as whom it reads, or leave the rest out."
        )
    if role is not None and role not in AS_ROLES:
        raise ApiError("A token reads as a board member, an agency's lead or an officer.")
    if (role in OF_AN_AGENCY) != (agency is not None):
        raise ApiError("A token that reads as an agency's lead names the agency, and no other.")
    if agency is not None and agency.partnership_id != partnership.pk:
        raise ApiError(f"{partnership.name} has no such agency.")
    if Scope.FIGURES_WRITE in scopes and role is not Role.OFFICER:
        raise ApiError("Figures are added by a token that reads as a performance officer.")
    secret = BEGINS + secrets.token_urlsafe(32)
    made = Token.objects.create(
        partnership=partnership,
        name=called,
        digest=digest_of(secret),
        ending=secret[-4:],
        scopes=[one.value for one in Scope if one in scopes],
        role=role.value if role else "",
        agency=agency,
        made_at=at,
        made_by=by,
        expires_at=at + lasts,
    )
    record("token.made", key=made.pk, by=by, at=at, partnership=partnership.slug, after=told(made))
    return made, secret


@transaction.atomic
def revoke_token(*, token_id: int, by: Person | None, at: datetime) -> Token:
    """End a token at once; one that has ended stays as it was."""
    token = Token.objects.select_for_update(of=("self",)).get(pk=token_id)
    if token.revoked_at is None:
        before = told(token)
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record(
            "token.revoked", key=token.pk, by=by, at=at, partnership=token.partnership.slug,
            before=before, after=told(token),
        )  # fmt: skip
    return token


def told(token: Token) -> dict[str, object]:
    """A token as the audit trail keeps it."""
    return {
        "name": token.name,
        "scopes": token.scopes,
        "role": token.role,
        "agency": token.agency.name if token.agency else None,
        "expires_at": token.expires_at,
        "revoked_at": token.revoked_at,
    }


def count_request(*, token_id: int, most: int, at: datetime) -> bool:
    """
    Count a request of a token in its minute; False where there were as many as may be.

    One conditional UPDATE, two in a new minute: all processes count together.
    """
    minute = int(at.timestamp()) // 60
    rows = Token.objects.filter(pk=token_id)
    if rows.filter(minute=minute, counted__lt=most).update(
        counted=F("counted") + 1, last_used_at=at
    ):
        return True
    return bool(rows.filter(~Q(minute=minute)).update(minute=minute, counted=1, last_used_at=at))
