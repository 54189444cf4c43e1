"""
The interface answers whatever it is sent as its own description says, to whom it is for.

Every operation of the description is called: with made-up requests on a partnership that has
plans, figures, rounds, answers and editions; with tokens of each scope; and with tokens of another
partnership, to which nothing is there.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from headway.web.answers.actions import By, sign
from headway.web.api.actions.tokens import make_token
from headway.web.api.models import AS_ROLES, Scope
from headway.web.api.service import api
from headway.web.people import actions as people
from headway.web.people.models import Agency, Partnership, Person, Role
from headway.web.plans.models import PlanRecord
from tests.web.answers_setting import ask, round_of
from tests.web.api_calling import Caller
from tests.web.conftest import NOON
from tests.web.public_setting import issued

pytestmark = pytest.mark.django_db

ROW = "permanent-exclusions"
GOOD = f"time_period,time_identifier,measure_id,value_count\n202021,Academic year,{ROW},61\n"


@pytest.fixture
def there(
    oxfordshire: PlanRecord, agency: Agency, appointed: Callable[..., Person], settings: Any
) -> dict[str, str]:
    """A plan with a round, a signed answer and a public edition: parts of addresses, by name."""
    settings.API_PER_MINUTE = 1_000_000
    round_ = round_of(oxfordshire)
    [asked, _] = ask(round_, agency, [ROW, "attendance-campaign"])
    sign(request_id=asked.pk, by=By(person=appointed(Role.LEAD)), at=NOON)
    edition = issued(oxfordshire)
    return {
        "slug": oxfordshire.slug,
        "key": ROW,
        "round": round_.key,
        "number": str(edition.pk),
        "document": "progress-report",
        "suffix": "pdf",
    }


def bearer(within: Partnership, *scopes: Scope, role: Role | None = Role.OFFICER) -> dict[str, str]:
    agency = within.agencies.first() if role is Role.LEAD else None
    _, secret = make_token(
        partnership=within, name="A program", scopes=scopes or list(Scope), role=role,
        agency=agency, lasts=timedelta(days=1), by=None, at=timezone.now(),
    )  # fmt: skip
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def elsewhere(partnership: Partnership) -> Partnership:
    """Somebody else's, made once the plan's own is there."""
    made = people.make_partnership(name="Elsewhere", by=None, at=NOON)
    people.name_agencies(partnership=made, names=["Other"], by=None, at=NOON)
    return made


@pytest.mark.slow
def test_made_up_requests_are_answered_as_described_and_never_with_a_fault_of_ours(
    partnership: Partnership, there: dict[str, str]
):
    caller = Caller(bearer(partnership), there, {"text/csv": GOOD})

    caller.call_all()

    assert caller.sent > 50
    assert not caller.faults, "\n\n".join(caller.faults[:10])
    assert not [status for status in caller.answers if status >= 500], caller.answers
    assert caller.never_answered() == [], "each operation must be seen to work"


@pytest.mark.slow
def test_made_up_requests_of_another_partnerships_program_find_nothing(
    elsewhere: Partnership, there: dict[str, str]
):
    caller = Caller(bearer(elsewhere), there, {"text/csv": GOOD})

    caller.call_all()

    assert not caller.faults, "\n\n".join(caller.faults[:10])
    assert not [status for status in caller.answers if status >= 500], caller.answers
    worked = {label for label, _ in operations()} - set(caller.never_answered())
    assert worked <= {"GET /api/v1/plans"}, "a list of its own plans, which is empty"


# ---------------------------------------------------------------------- who may do what, whole

READS = frozenset({Scope.PLANS_READ, Scope.PUBLIC_READ})
EDITIONS = frozenset({Scope.EDITIONS_READ, Scope.PUBLIC_READ})
ROUNDS, ANSWERS = frozenset({Scope.ROUNDS_READ}), frozenset({Scope.ANSWERS_READ})

SCOPES: dict[str, frozenset[Scope]] = {
    "GET /api/v1/plans": READS,
    "GET /api/v1/plans/{slug}": READS,
    "GET /api/v1/plans/{slug}/areas": READS,
    "GET /api/v1/plans/{slug}/measures": READS,
    "GET /api/v1/plans/{slug}/measures/{key}": READS,
    "GET /api/v1/plans/{slug}/actions": READS,
    "GET /api/v1/plans/{slug}/statuses": READS,
    "GET /api/v1/plans/{slug}/observations": READS,
    "GET /api/v1/plans/{slug}/observations.csv": READS,
    "GET /api/v1/plans/{slug}/observations.meta.csv": READS,
    "POST /api/v1/plans/{slug}/observations.csv": frozenset({Scope.FIGURES_WRITE}),
    "GET /api/v1/plans/{slug}/rounds": ROUNDS,
    "GET /api/v1/rounds/{key}": ROUNDS,
    "GET /api/v1/rounds/{key}/answers": ANSWERS,
    "GET /api/v1/plans/{slug}/editions": EDITIONS,
    "GET /api/v1/plans/{slug}/editions/{number}": EDITIONS,
    "GET /api/v1/plans/{slug}/editions/{number}/files/{document}.{suffix}": EDITIONS,
}
"""What each operation wants, in words of our own: one that is not here fails the test below."""


def operations() -> Iterator[tuple[str, str]]:
    """Each operation of the description: its name and its method."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            yield f"{method.upper()} {path}", method


def called(label: str, headers: dict[str, str], there: dict[str, str]) -> Any:
    method, _, path = label.partition(" ")
    known = {**there, "key": there["round"] if "/rounds/{key}" in path else there["key"]}
    address = path.format(**known)
    if method == "POST":
        return Client().post(address, GOOD, content_type="text/csv", headers=headers)
    return Client().get(address, headers=headers)


def test_every_operation_says_which_scopes_it_wants():
    assert {label for label, _ in operations()} == set(SCOPES)


def test_whoever_asks_for_the_description_again_has_it_at_once():
    assert api.get_openapi_schema() is api.get_openapi_schema()


@pytest.mark.parametrize("scope", list(Scope))
def test_a_token_of_one_scope_does_what_that_scope_says_and_nothing_else(
    partnership: Partnership, there: dict[str, str], scope: Scope
):
    headers = bearer(partnership, scope)

    found = {label: called(label, headers, there).status_code for label in SCOPES}

    assert found == {label: 200 if scope in wanted else 403 for label, wanted in SCOPES.items()}


@pytest.mark.parametrize("role", [*AS_ROLES, None])
def test_to_a_program_of_another_partnership_nothing_is_there(
    elsewhere: Partnership, there: dict[str, str], role: Role | None
):
    scopes = [one for one in Scope if one != Scope.FIGURES_WRITE or role is Role.OFFICER]
    headers = bearer(elsewhere, *(scopes if role else [Scope.PUBLIC_READ]), role=role)
    nowhere = {**dict.fromkeys(there, "nowhere"), "number": "4711"}

    for label, wanted in SCOPES.items():
        answer, of_nothing = called(label, headers, there), called(label, headers, nowhere)
        if label == "GET /api/v1/plans":
            assert answer.json()["items"] == []
        elif wanted & set(scopes if role else [Scope.PUBLIC_READ]):
            assert answer.status_code == 404, label
            assert of_nothing.status_code == 404, label
        else:
            assert answer.status_code == 403, label


def test_without_a_token_no_operation_answers(there: dict[str, str]):
    assert {called(label, {}, there).status_code for label in SCOPES} == {401}
