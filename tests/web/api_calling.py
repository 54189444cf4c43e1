"""
Calls every operation of the interface with made-up requests, and judges what comes back.

In the suite with few examples; a longer run:
`HEADWAY_API_EXAMPLES=200 ./dev test tests/web/test_api_schema.py`.
"""

import os
from typing import Any

import hypothesis
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from headway.web.wsgi import application

EXAMPLES = int(os.environ.get("HEADWAY_API_EXAMPLES", "4"))


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
    """

    def __init__(self, headers: dict[str, str], there: dict[str, str]) -> None:
        self._headers = headers
        self.there = there
        self.sent = 0
        self.answers: dict[int, int] = {}
        self.faults: list[str] = []

    def call_all(self) -> None:
        """Every operation, as often as the examples say."""
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
        if self.sent % 3:
            known = {one: self.there[one] for one in case.path_parameters if one in self.there}
            case.path_parameters.update(known)
        answer = case.call(headers=self._headers)
        self.answers[answer.status_code] = self.answers.get(answer.status_code, 0) + 1
        try:
            case.validate_response(answer, excluded_checks=_left_out(case))
        except FailureGroup as error:
            self.faults.append(f"{label}: {error}")
