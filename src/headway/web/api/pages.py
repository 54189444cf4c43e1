"""The page of tokens and webhooks, and the interface's operations as a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headway.web.api import queries
from headway.web.api.models import Delivery, Scope, Token, Webhook
from headway.web.api.service import api
from headway.web.people.models import Partnership, Role

LARGEST = 2**31 - 1
"""The largest number that the database keeps: a bound that tells nobody anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    """
    A token in the list.

    Attributes:
        ended: Why it opens nothing any more; empty while it holds.
    """

    token: Token
    reads_as: str
    scopes: tuple[str, ...]
    ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookLine:
    """A webhook with what it was last told."""

    webhook: Webhook
    events: tuple[str, ...]
    deliveries: tuple[Delivery, ...]


def programs_page(partnership: Partnership, at: datetime) -> dict[str, Any]:
    """Tokens and webhooks of a partnership; three queries."""
    webhooks = queries.webhooks(partnership)
    told = queries.deliveries(webhooks)
    return {
        "tokens": [_token(one, at) for one in queries.tokens(partnership)],
        "webhooks": [
            WebhookLine(webhook=one, events=tuple(one.events), deliveries=tuple(told[one.pk]))
            for one in webhooks
        ],
    }


def _token(one: Token, at: datetime) -> TokenLine:
    reads_as = Role(one.role).label if one.role else "Everybody"
    ended = "Revoked" if one.revoked_at else ("Expired" if one.expires_at <= at else "")
    return TokenLine(
        token=one,
        reads_as=f"{reads_as}, {one.agency}" if one.agency else reads_as,
        scopes=tuple(Scope(scope).label for scope in one.scopes),
        ended=ended,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationLine:
    """One operation of the interface, in words."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[tuple[str, str], ...]


def operations() -> Iterator[OperationLine]:
    """Every operation, as the machine-readable description has it."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, told in methods.items():
            yield OperationLine(
                method=method.upper(),
                path=path,
                summary=told.get("summary", ""),
                description=" ".join(told.get("description", "").split()),
                parameters=tuple(
                    (one["name"], _sort(one["schema"]))
                    for one in told.get("parameters", ())
                    if one["in"] == "query"
                ),
            )


def _sort(schema: dict[str, Any]) -> str:
    """
    What a parameter takes, in a few words.

    >>> _sort({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]})
    'date'
    >>> _sort({"type": "integer", "minimum": 1, "maximum": 500})
    'whole number, 1 to 500'
    """
    found = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    one = found[0] if found else {}
    if "enum" in one:
        return " or ".join(str(value) for value in one["enum"])
    words = str(one.get("format") or one.get("type", ""))
    words = "whole number" if words == "integer" else words
    if one.get("maximum", LARGEST) < LARGEST:
        words += f", {one.get('minimum', 0)} to {one['maximum']}"
    return words
