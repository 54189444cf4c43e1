"""How an entry is sealed: the same bytes on every machine and every database."""

import hashlib
import json
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from headway.web.audit.models import Entry


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


def sealed(entry: Entry) -> str:
    """The hash of an entry over all that it says and the hash of the one before it."""
    said = [
        entry.seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.partnership,
        entry.verb,
        entry.noun,
        entry.key,
        entry.before,
        entry.after,
        entry.reason,
        entry.previous,
    ]
    text = json.dumps(said, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
