"""
What somebody sends after they were signed out: kept until they are back, and shown to them then.

Nothing of it is saved before they press the button again, for it may be somebody else who signs in.
"""

import re
from typing import Any

from django.http import HttpRequest

from headway.web.rounds import queries as rounds
from headway.web.rounds.following import TYPED_KEY

_OF_A_ROW = re.compile(r"r\d{1,12}-[\w:-]{1,100}")
_MOST = 300_000
"""Characters that are kept: many rows with much to say, and no more."""


def keep(request: HttpRequest, key: str) -> None:
    """
    Keep the fields of the answering page that was sent, where the round takes answers.

    It takes the key of a round, which nobody guesses, to have anything kept.
    """
    if "do" not in request.POST:
        return
    found = rounds.round_by_key(key)
    fields = {name: text for name, text in request.POST.items() if _OF_A_ROW.fullmatch(name)}
    length = sum(len(name) + len(str(text)) for name, text in fields.items())
    if found is not None and found.is_open and fields and length <= _MOST:
        has_files = any(request.FILES.values())
        request.session[TYPED_KEY] = {"round": key, "fields": fields, "has_files": has_files}


def kept(request: HttpRequest, key: str) -> dict[str, Any]:
    """What was kept of a round's page; empty where nothing was."""
    found: dict[str, Any] = request.session.get(TYPED_KEY, {})
    return found if found.get("round") == key else {}


def forget(request: HttpRequest) -> None:
    """Keep it no longer: it was sent again."""
    request.session.pop(TYPED_KEY, None)


def way_back(request: HttpRequest) -> str:
    """The address of the page that was sent, of the same agency."""
    agency = request.POST.get("agency", "")
    known = agency.isdecimal() and len(agency) < 12 and "?" not in request.get_full_path()
    return f"{request.path}?agency={agency}" if known else request.get_full_path()
