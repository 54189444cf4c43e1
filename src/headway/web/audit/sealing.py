"""How an entry is sealed: the same bytes on every machine and every database."""

import hashlib
import json
from datetime import UTC, date, datetime
from enum import Enum
from secrets import token_hex
from typing import Any

from headway.web.audit.models import Entry

_SALT = 32
"""Bytes."""
_encoded = json.JSONEncoder(separators=(",", ":")).encode


def canonical(value: Any) -> str:
    r"""
    A value as JSON that is the same whoever writes it; empty for None.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"\\u00e9","b":1}'

    Raises:
        TypeError: It holds something that JSON has no form for.
        ValueError: It holds a figure that is not finite.
    """
    if value is None:
        return ""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"an audit entry cannot hold {type(value).__name__}")


def seal(salt: str, *words: str) -> str:
    """What stands for words in an entry's hash; nobody guesses them from it without the salt."""
    return _digest([salt, *words])


def give_seals(entry: Entry) -> None:
    """Seal the words of a new entry, each with a salt of its own."""
    entry.reason_salt, entry.change_salt = token_hex(_SALT), token_hex(_SALT)
    entry.reason_seal = seal(entry.reason_salt, entry.reason)
    entry.change_seal = seal(entry.change_salt, entry.before, entry.after)


def fits(entry: Entry) -> bool:
    """Whether the words of an entry are those that were sealed; erased ones are none at all."""
    if not entry.is_sealed:
        return not entry.reason_salt and not entry.change_salt and not entry.change_seal
    for salt, sealed_as, words in (
        (entry.reason_salt, entry.reason_seal, (entry.reason,)),
        (entry.change_salt, entry.change_seal, (entry.before, entry.after)),
    ):
        if (seal(salt, *words) != sealed_as) if salt else any(words):
            return False
    return True


def sealed(entry: Entry) -> str:
    """
    The hash of an entry over all that it says and the hash of the one before it.

    Of its words it takes the seals, or the words themselves where there are no seals. What is
    hashed differs in length between the two, so that neither passes for the other.
    """
    words = (
        (entry.change_seal, entry.reason_seal)
        if entry.is_sealed
        else (entry.before, entry.after, entry.reason)
    )
    return _digest(
        [
            entry.seq,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.actor_id,
            entry.partnership,
            entry.verb,
            entry.noun,
            entry.key,
            *words,
            entry.previous,
        ]
    )


def _digest(said: list[Any]) -> str:
    return hashlib.sha256(_encoded(said).encode("ascii")).hexdigest()
