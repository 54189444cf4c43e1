"""An earlier edition is put right after a later one was issued: the later one stays the newest."""

from datetime import date

import pytest
from django.test import Client

from headway.web.editions import gathering, queries
from headway.web.editions.models import Audience, Edition
from headway.web.plans.models import PlanRecord
from headway.web.public import access
from headway.web.public import queries as public
from tests.web.conftest import read
from tests.web.public_setting import issued, keep, later, published

pytestmark = pytest.mark.django_db

PLAN = "/public/partnership/oxfordshire"


def edition(record: PlanRecord, label: str, at: date, days: int, **more) -> Edition:
    return Edition.objects.create(
        plan=record,
        version=record.versions.earliest("number"),
        at=at,
        label=label,
        audience=more.pop("audience", "board"),
        issued_at=later(days),
        software="Headway",
        **more,
    )


@pytest.fixture
def spring(oxfordshire: PlanRecord) -> Edition:
    return edition(oxfordshire, "Spring", date(2021, 3, 31), 0)


@pytest.fixture
def summer(oxfordshire: PlanRecord, spring: Edition) -> Edition:
    return edition(oxfordshire, "Summer", date(2021, 7, 31), 1)


def amended(old: Edition, days: int, label: str = "") -> Edition:
    return edition(
        old.plan, label or f"{old.label}, amended", old.at, days, amends=old, note="A figure.",
        audience=old.audience,
    )  # fmt: skip


def test_the_next_edition_is_told_against_the_latest_and_not_against_a_late_correction(
    spring, summer
):
    amended(spring, 2)

    assert queries.newest("oxfordshire") == summer
    assert gathering.before("oxfordshire", Audience.BOARD, None) == summer


def test_a_correction_of_the_latest_edition_is_what_the_next_is_told_against(spring, summer):
    amended(spring, 2)
    right = amended(summer, 3)
    again = amended(right, 4, "Summer, amended again")

    assert queries.newest("oxfordshire") == again
    assert gathering.before("oxfordshire", Audience.BOARD, None) == again


def test_editions_stand_in_the_list_where_those_stood_that_they_amend(spring, summer):
    right = amended(spring, 2)

    assert [one.label for one in queries.editions("oxfordshire")] == [
        "Summer",
        right.label,
        "Spring",
    ]


def test_the_public_goes_on_reading_the_latest(oxfordshire):
    first = published(oxfordshire)
    second = issued(oxfordshire, label="Summer", at=date(2021, 5, 31), issued_at=later(1))
    right = amended(first, 2, "Put right")
    for file in first.files.all():
        keep(right, file.document, file.suffix, bytes(file.content))

    found = public.editions("partnership", "oxfordshire")
    assert [one.pk for one in found] == [second.pk, right.pk, first.pk]
    assert access.open_edition("partnership", "oxfordshire", "newest").edition == second
    listed = read(Client(), f"{PLAN}/editions")
    assert listed.index("Summer") < listed.index("Put right") < listed.index("For everybody")
    assert listed.count("Current") == 1
    assert listed.index("Current") < listed.index("Put right")
