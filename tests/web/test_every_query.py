"""However much there is of everything, no address asks the database more often."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from headway.web.api.actions.tokens import make_token
from headway.web.api.models import Scope
from headway.web.people import actions as people
from headway.web.people.models import Partnership, Role
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.plans.queries import newest
from tests.web.conftest import NOON, signed_in
from tests.web.growing import grow, plan_file
from tests.web.test_every_address import POST, TABLE, Address, World, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db

FEW, MANY = 6, 21
"""Measures of the plan."""
BEFORE, MORE = range(1, 3), range(3, 7)
"""One more of everything else for each."""
GROWING = {"usersessions_list": 2 * len(MORE)}
"""
How many queries more an address may need, and why.

Where one is signed in is a list of allauth's own, which asks of each of one's sessions whether it
still stands and takes away those that do not: a person has a few.
"""
NOT_MORE = {
    "audit.Head", "notices.Beat", "people.Remembered", "rounds.Habits",
    "figures.MeasureName", "figures.PeriodName", "figures.BreakdownName",
}  # fmt: skip
"""Of which there is one row, one for a plan, or one for each name there is."""

Who = Role | str


@pytest.fixture
def oxfordshire(partnership: Partnership) -> PlanRecord:
    """A small plan in the example's place: the world of every address is built round it."""
    text = plan_file(FEW)
    return save_version(text=text, reason="New", at=NOON, partnership=partnership).plan


@pytest.fixture
def clients(world: World, partnership: Partnership) -> dict[Who, Client]:
    """Somebody of each role, a program that reads as an officer, and who installed it all."""
    installer = people.make_person(email="i@council.example", name="I", by=None, at=NOON)
    type(installer).objects.filter(pk=installer.pk).update(is_installer=True)
    _, secret = make_token(
        partnership=partnership, name="All", scopes=list(Scope), role=Role.OFFICER,
        lasts=timedelta(days=30), by=None, at=timezone.now(),
    )  # fmt: skip
    return {
        **{role: signed_in(person) for role, person in world.people.items()},
        "installer": signed_in(installer),
        "program": Client(headers={"Authorization": f"Bearer {secret}"}),
    }


def looks(name: str, address: Address) -> Who:
    """Who looks at an address: the officer wherever that is allowed."""
    if name.startswith("api-v1:"):
        return "program"
    if name in ("people:installation", "people:installed"):
        return "installer"
    in_turn = (Role.OFFICER, Role.ADMINISTRATOR, Role.LEAD, Role.READER)
    return next((role for role in in_turn if role in address.allowed), Role.OFFICER)


def asked(world: World, clients: dict[Who, Client]) -> dict[str, list[str]]:
    """What each address that can be looked at asks the database, when it is first looked at."""
    newest(world.parts["slug"])  # else the first page that needs the plan would read it
    found = {}
    for name, address in TABLE.items():
        if address.method == POST:
            continue
        path = reverse(name, args=[world.parts[part] for part in address.given])
        with transaction.atomic():
            with CaptureQueriesContext(connection) as queries:
                answer = clients[looks(name, address)].get(path)
                content = b"".join(answer) if answer.streaming else answer.content
            assert answer.status_code < 500, f"{path}: {content[:2000]!r}"
            transaction.set_rollback(True)
        found[name] = [one["sql"] for one in queries]
    return found


def rows() -> dict[str, int]:
    """How many rows each of our models has."""
    ours = [one for one in apps.get_models() if one.__module__.startswith("headway.web")]
    return {one._meta.label: one._default_manager.count() for one in ours}


def test_no_address_asks_more_often_where_there_is_more_of_everything(
    world: World, clients: dict[Who, Client]
):
    # Some seconds: every page of the service is made twice, and nothing of it was kept.
    officer = world.people[Role.OFFICER]
    grow(world.parts, officer, measures=FEW, numbers=BEFORE)
    few, then = asked(world, clients), rows()
    grow(world.parts, officer, measures=MANY, numbers=MORE)
    many, now = asked(world, clients), rows()

    grown = {
        f"{name} asked {len(few[name])} times, and now {len(many[name])}: {many[name]}"
        for name in few
        if len(many[name]) > len(few[name]) + GROWING.get(name, 0)
    }
    assert not grown, "\n".join(grown)
    assert {label for label in now if now[label] <= then[label]} == NOT_MORE
