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
    "/plans/large/areas/a1",
)
MOST = 12


def asked(client: Client, path: str) -> int:
    """Queries of a page that this process has shown before."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(path)
    return len(queries)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_no_more_for_a_larger_plan(client: Client, partnership: Partnership, path: str):
    save_version(text=plan(10, 2, 1), reason="Small", at=NOON, partnership=partnership)
    few = asked(client, path)
    save_version(text=plan(60, 4, 3), reason="Large", at=NOON, partnership=partnership)
    many = asked(client, path)

    assert few == many <= MOST
