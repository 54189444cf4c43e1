"""
Lines of the log: JSON, one for each event, without personal data.

Addresses in the web are given as patterns, because some hold what opens a door; of a mistake its
kind and its place are told, because its words may hold what somebody typed; what looks like an
e-mail address is struck out wherever it comes from.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

from headway.web.operations.counting import counter_of

SOURCES = Path(__file__).parents[3]
_ADDRESS = re.compile(r"[\w.+'’-]+@[\w-]+(?:\.[\w-]+)+")
_SENDER = re.compile(r" from ip=.*", re.DOTALL)
"""How the web server ends the line on what is no request: who sent it, and parts of it."""
OURS = "headway"
_FRAMES = 12
log = logging.getLogger("headway.requests")


class JsonFormatter(logging.Formatter):
    """A record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, who says it, what; and of a mistake its kind and place."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            **_said(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            told.update(_mistake(record.exc_info[1]))
        return _ADDRESS.sub("[address]", json.dumps(told, ensure_ascii=False, default=str))


def _said(record: logging.LogRecord) -> dict[str, Any]:
    """Of a request, its pattern alone; of others' lines, no words but their own."""
    if told := getattr(record, "told", None):
        return dict(told)
    words = record.getMessage() if record.name.startswith(OURS) else _theirs(record)
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return {"message": words, "method": request.method, "route": route(request)}
    return {"message": words}


def _theirs(record: logging.LogRecord) -> str:
    """
    A library's line: what it puts into it may be an address, a name or what was typed.

    Numbers may stand. Django begins some lines with what happened, as "Not Found".
    """
    args = record.args if isinstance(record.args, tuple) else ()
    words = str(record.msg)
    if record.name.startswith("django.security"):
        words = "refused"
    elif all(isinstance(one, int | float) for one in args):
        words = record.getMessage()
    elif words == "%s: %s":
        words = str(args[0])
    return _SENDER.sub("", words)


def _mistake(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return {
        "error": type(error).__name__,
        "where": [f"{_short(one.filename)}:{one.lineno} {one.name}" for one in frames],
    }


def _short(path: str) -> str:
    within = Path(path)
    if within.is_relative_to(SOURCES):
        return str(within.relative_to(SOURCES))
    return "/".join(within.parts[-2:])


def route(request: HttpRequest) -> str:
    """The pattern of the address that was asked for; empty where it leads nowhere."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match is not None else ""


class RequestMiddleware:
    """Counts each request, and logs it: method, pattern, status, milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        from django.conf import settings  # noqa: PLC0415 - settings name this module's formatter

        self.get_response = get_response
        self._counter = counter_of(settings.DATA_FOLDER / "counted")
        self._quiet = settings.LOG_LEVEL != "INFO"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then count."""
        began = time.perf_counter()
        response = self.get_response(request)
        took = time.perf_counter() - began
        self._counter.count(response.status_code, took)
        if not self._quiet:
            told = {
                "message": "answered",
                "method": request.method,
                "route": route(request),
                "status": response.status_code,
                "ms": round(took * 1000, 1),
            }
            log.info("answered", extra={"told": told})
        return response
