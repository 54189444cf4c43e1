"""However many measures a plan has and editions were issued, a page asks the database as often."""

import pytest
from bench.service_made import plan
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from headway.web.people.models import Partnership
from headway.web.plans.actions import save_version
from tests.web.conftest import NOON

pytestmark = pytest.mark.django_db
PAGES = (
    "/plans/large/",
    "/plans/large/measures/m3",
    "/plans/large/measures",
    "/plans/large/measures?sort=status",
    "/plans/large/areas/a1",
    "/plans/large/unanswered",
    "/plans/large/actions",
)
MOST = 5
"""The session, the person, what they are, whom they stand in for, and the plan's version."""


def asked(client: Client, path: str) -> int:
    """Queries of a page that this process has shown before."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_a_page_asks_no_more_for_a_larger_plan(client: Client, partnership: Partnership):
    # Some seconds, for a plan of 200 measures is judged: the size that the goal names.
    save_version(text=plan(20, 1, 0), reason="Small", at=NOON, partnership=partnership)
    few = {path: asked(client, path) for path in PAGES}
    save_version(text=plan(200, 1, 0), reason="Large", at=NOON, partnership=partnership)
    many = {path: asked(client, path) for path in PAGES}

    assert few == many
    assert set(many.values()) <= set(range(MOST + 1))
