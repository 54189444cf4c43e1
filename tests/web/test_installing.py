"""Whoever looks after the installation makes partnerships, and sees nothing that is in them."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from headway.web.audit.models import Entry
from headway.web.people.models import Membership, Partnership, Person, Role
from headway.web.plans.models import PlanRecord
from tests.web.conftest import NOON, read, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _letters_are_kept(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def ines(db: None) -> Person:
    """Looks after the installation, and belongs to no partnership."""
    person = Person.objects.create_user("ines@it.example", name="Ines", created_at=NOON)
    call_command("installer", "ines@it.example")
    person.refresh_from_db()
    return person


def test_ines_makes_a_partnership_whose_administrator_gets_a_letter(ines: Person):
    client = signed_in(ines)
    assert "None yet." in read(client, "/installation")

    answer = client.post("/installation", {"name": "Northshire", "email": "ada@north.example"})

    assert answer.status_code == 302
    assert Partnership.objects.get().name == "Northshire"
    assert mail.outbox[0].to == ["ada@north.example"]
    assert "as an administrator" in mail.outbox[0].body
    assert "Nobody yet" in read(client, "/installation")
    assert "ada@north.example" in read(client, "/installation/northshire")
    assert Entry.objects.filter(verb="partnership.made", actor=ines).exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"name": "", "email": "ada@north.example"}, "Enter its name."),
        ({"name": "!!!", "email": "ada@north.example"}, "letters or digits"),
        ({"name": "Partnership", "email": "ada@north.example"}, "already"),
        ({"name": "Northshire", "email": "ada"}, "such as name@agency.example"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(
    ines: Person, partnership: Partnership, sent: dict[str, str], words: str
):
    answer = signed_in(ines).post("/installation", sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Partnership.objects.count() == 1
    assert mail.outbox == []


def test_ines_renames_a_partnership_and_its_addresses_stay(ines: Person, partnership: Partnership):
    signed_in(ines).post("/installation/partnership/rename", {"name": "Northshire"})

    partnership.refresh_from_db()
    assert (partnership.name, partnership.slug) == ("Northshire", "partnership")


def test_ines_ends_an_administrator_and_never_the_last(
    ines: Person, partnership: Partnership, appointed: Callable[..., Person]
):
    client = signed_in(ines)
    for name in ("ada", "ann"):
        appointed(Role.ADMINISTRATOR, email=f"{name}@north.example", name=name)
    first, last = Membership.objects.filter(role=Role.ADMINISTRATOR).order_by("pk")

    client.post(f"/installation/partnership/end/{first.pk}")
    client.post(f"/installation/partnership/end/{last.pk}")

    first.refresh_from_db()
    last.refresh_from_db()
    assert first.until is not None
    assert last.until is None
    assert "last administrator" in client.get("/installation/partnership").content.decode()


def test_ines_ends_nobody_but_administrators(
    ines: Person, partnership: Partnership, appointed: Callable[..., Person]
):
    appointed(Role.OFFICER, email="olive@north.example")
    olive = Membership.objects.get(role=Role.OFFICER)

    assert signed_in(ines).post(f"/installation/partnership/end/{olive.pk}").status_code == 404


def test_ines_sees_nothing_of_a_partnership(ines: Person, oxfordshire: PlanRecord):
    client = signed_in(ines)

    for path in ("/plans/oxfordshire/", "/partnerships/partnership/people"):
        assert client.get(path).status_code == 404
    assert "Children and Young People" not in read(client, "/installation/partnership")


def test_nobody_else_finds_the_page_and_whoever_stops_loses_it(ines: Person, client: Client):
    assert client.get("/installation").status_code == 404
    assert "Partnerships of this installation" in read(signed_in(ines), "/you")

    call_command("installer", "ines@it.example", "--withdraw")

    assert signed_in(ines).get("/installation").status_code == 404


def test_only_who_has_an_account_can_look_after_the_installation(db: None):
    with pytest.raises(CommandError, match="Invite them first"):
        call_command("installer", "nobody@it.example")
