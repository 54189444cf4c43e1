"""
Calls every operation of the interface with made-up requests, and judges what comes back.

In the suite with few examples; a longer run:
`HEADWAY_API_EXAMPLES=200 ./dev test tests/web/test_api_schema.py`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from headway.web.wsgi import application

EXAMPLES = int(os.environ.get("HEADWAY_API_EXAMPLES", "4"))


@contextmanager
def connection_kept() -> Iterator[None]:
    """The test's transaction outlives each request, as with Django's own client."""
    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    try:
        yield
    finally:
        for one in signals:
            one.connect(close_old_connections)


@schemathesis.serializer("text/csv")
def _csv(context: Any, value: Any) -> bytes:
    return str(value).encode("utf-8", "replace")


def _left_out(case: Any) -> list[Any]:
    """
    Checks that cannot know better.

    Our token stands in place of a made-up one; and what a good file is, no schema of a text says.
    """
    files = [positive_data_acceptance] if case.method == "POST" else []
    return [ignored_auth, *files]


class Caller:
    """
    Calls the operations, and keeps what was wrong with the answers.

    Attributes:
        there: Parts of addresses that lead somewhere; two in three requests have them.
        bodies: By media type, what is good to send; every other request that sends has it.
        answers: How often each status came.
    """

    def __init__(
        self, headers: dict[str, str], there: dict[str, str], bodies: dict[str, str]
    ) -> None:
        self._headers = headers
        self.there = there
        self._bodies = bodies
        self.sent = 0
        self.answers: dict[int, int] = {}
        self.faults: list[str] = []
        self._worked: dict[str, bool] = {}

    def never_answered(self) -> list[str]:
        """The operations that were called and not once did what they are for."""
        return [label for label, worked in self._worked.items() if not worked]

    def call_all(self) -> None:
        """Every operation, as often as the examples say."""
        with connection_kept():
            schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
            for found in schema.get_all_operations():
                assert isinstance(found, Ok), found
                self._call(found.ok())

    def _call(self, operation: Any) -> None:
        @seed(4711)
        @hypothesis.settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def once(case: Any) -> None:
            self._judge(case, operation.label)

        once()

    def _judge(self, case: Any, label: str) -> None:
        self.sent += 1
        is_first = label not in self._worked
        if is_first:  # with nothing made up, to see that it works at all
            case.query = {}
        if is_first or self.sent % 3:
            case.path_parameters.update(self._known(case))
        if case.media_type in self._bodies and (is_first or self.sent % 2):
            case.body = self._bodies[case.media_type]
        answer = case.call(headers=self._headers)
        self.answers[answer.status_code] = self.answers.get(answer.status_code, 0) + 1
        self._worked[label] = self._worked.get(label, False) or answer.status_code < 300
        try:
            case.validate_response(answer, excluded_checks=_left_out(case))
        except FailureGroup as error:
            self.faults.append(f"{label}: {error}")

    def _known(self, case: Any) -> dict[str, Any]:
        """A key is of a round or of a row, by where it stands."""
        there = {**self.there}
        if "/rounds/{key}" in case.path:
            there["key"] = there["round"]
        return {one: there[one] for one in case.path_parameters if one in there}
