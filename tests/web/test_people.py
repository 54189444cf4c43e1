"""Who is what in a partnership, how they come in, and what stays when they go."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from django.conf import global_settings
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from headway.web.audit.models import Entry
from headway.web.audit.queries import verified
from headway.web.people import actions, demo, queries
from headway.web.people.models import Membership, Person, Role
from headway.web.people.signing_in import client_address
from headway.web.plans.actions import TakenNameError, save_version
from headway.web.plans.models import PlanRecord
from tests.web.conftest import NOON, charlie, read, signed_in

pytestmark = pytest.mark.django_db

PASSWORD = "three words apart"  # noqa: S105 - of these tests alone


@pytest.fixture(autouse=True)
def _letters_are_kept(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()  # how often somebody has tried


@pytest.fixture
def alice(appointed: Callable[..., Person]) -> Person:
    """An administrator with a password."""
    person = appointed(Role.ADMINISTRATOR, email="alice@council.example", name="Alice Archer")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client: Client, email: str, password: str):
    return client.post("/account/login/", {"login": email, "password": password})


# ----------------------------------------------------------------------------------- signing in


def test_alice_signs_in_whatever_the_capitals_of_her_address(alice):
    client = Client()

    answer = sign_in(client, "Alice@Council.EXAMPLE", PASSWORD)

    assert answer.status_code == 302
    assert "Signed in as" in read(client, "/you")


def test_two_people_do_not_share_an_address_by_capitals(alice):
    with pytest.raises(actions.PeopleError, match="already"):
        actions.make_person(email="ALICE@council.example", name="", by=None, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(email="Alice@Council.example", created_at=NOON)


def test_signing_in_gives_a_new_session_so_that_none_can_be_planted(alice):
    client = Client()
    client.session.save()
    client.cookies["sessionid"] = planted = "planted" * 4

    sign_in(client, alice.email, PASSWORD)

    assert client.cookies["sessionid"].value != planted


def test_five_wrong_passwords_lock_one_person_from_one_place_and_nobody_else(alice, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(Client(), alice.email, "wrong")

    assert answer.status_code == 429
    assert "Too many attempts" in answer.content.decode()
    assert sign_in(Client(), alice.email, PASSWORD).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere, alice.email, PASSWORD).status_code == 302


def test_an_address_that_a_client_makes_up_is_not_believed(rf, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = rf.get("/", HTTP_X_FORWARDED_FOR="1.2.3.4, 192.0.2.9", REMOTE_ADDR="10.0.0.1")

    assert client_address(request) == "192.0.2.9"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert client_address(request) == "10.0.0.1"


def test_after_signing_in_nobody_is_led_away_to_another_site(alice):
    client = Client()

    answer = client.post(
        "/account/login/?next=https://evil.example/",
        {"login": alice.email, "password": PASSWORD, "next": "https://evil.example/"},
    )

    assert answer["Location"] == "/"


def test_nobody_makes_an_account_without_an_invitation(db):
    client = Client()

    client.post(
        "/account/signup/",
        {"email": "new@agency.example", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert not Person.objects.exists()
    assert "by invitation" in read(client, "/account/signup/")


def test_secrets_of_authenticator_apps_do_not_lie_open_in_the_database():
    adapter = get_adapter()

    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in kept
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_somebody_with_an_authenticator_app_needs_its_code(alice):
    from allauth.mfa.totp.internal.auth import (
        TOTP,
        format_hotp_value,
        generate_totp_secret,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    client = Client()

    first = sign_in(client, alice.email, PASSWORD)

    assert first["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/you").status_code == 302
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/account/2fa/authenticate/", {"code": code})
    assert client.get("/you").status_code == 200


def test_the_demonstration_lets_in_only_where_it_runs(rf, settings, alice):
    here = rf.get("/", HTTP_HOST="127.0.0.1:8000")

    assert not demo.is_demo(here)
    settings.DEMO = True
    assert demo.is_demo(here)
    for elsewhere in (
        {"REMOTE_ADDR": "192.0.2.1"},
        {"HTTP_HOST": "plan.example"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.1"},
    ):
        settings.ALLOWED_HOSTS = ["*"]
        assert not demo.is_demo(rf.get("/", **{"HTTP_HOST": "127.0.0.1:8000", **elsewhere}))
    answer = Client(HTTP_HOST="127.0.0.1:8000").post("/demo/look", {"person": alice.pk})
    assert answer.status_code == 404, "Alice is none of the demonstration's people"


def test_the_people_of_the_demonstration_can_look_at_every_way_to_sign_in(
    settings, partnership, tmp_path
):
    settings.DEMO = True
    demo.make_people(partnership, folder=tmp_path, at=timezone.now())
    officer = Person.objects.get(email="officer@demo.example")
    here = Client(HTTP_HOST="127.0.0.1:8000")

    here.post("/demo/look", {"person": officer.pk})

    assert "This one" in read(here, reverse("usersessions_list"))
    assert EmailAddress.objects.get(user=officer).verified, "or no authenticator app can be set up"


# -------------------------------------------------------------------------------------- joining


def test_bob_is_invited_joins_by_the_letter_and_the_link_is_used_up(alice, partnership, agency):
    office = signed_in(alice)

    office.post(
        f"/partnerships/{partnership.slug}/people/invite",
        {"email": "Bob@police.example", "name": "Bob", "role": "lead", "agency": agency.pk},
    )
    [letter] = mail.outbox
    link = next(word for word in letter.body.split() if "/join/" in word)
    path = link.partition("testserver")[2]
    bob = Client()
    assert "Join" in read(bob, path)
    answer = bob.post(path, {"name": "Bob Brown", "password": PASSWORD, "again": PASSWORD})

    assert answer.status_code == 302
    [membership] = Membership.objects.filter(person__email="bob@police.example")
    assert (membership.role, membership.agency) == (Role.LEAD, agency)
    assert "Signed in as" in read(bob, "/you")
    assert "This one" in read(bob, reverse("usersessions_list"))
    assert Client().get(path).status_code == 404
    assert sign_in(Client(), "bob@police.example", PASSWORD).status_code == 302


def test_a_letter_to_bob_is_of_no_use_to_charlie(alice, partnership, appointed):
    letter = actions.invite(
        partnership=partnership, email="bob@police.example", name="", role=Role.BOARD,
        by=alice, at=timezone.now(),
    )  # fmt: skip

    answer = signed_in(charlie(appointed)).post(f"/join/{letter.token}")

    assert answer.status_code == 403
    assert not Membership.objects.filter(partnership=partnership, role=Role.BOARD).exists()


@pytest.mark.parametrize("later", [timedelta(days=15), timedelta(0)])
def test_a_letter_that_is_old_or_withdrawn_is_of_no_use(alice, partnership, later):
    at = timezone.now() - later
    letter = actions.invite(
        partnership=partnership, email="b@x.example", name="", role=Role.BOARD, by=alice, at=at
    )
    if not later:
        actions.withdraw(invitation_id=letter.invitation.pk, by=alice, at=timezone.now())

    assert Client().get(f"/join/{letter.token}").status_code == 404


def test_in_service_passwords_are_kept_as_slowly_as_django_has_it(alice, settings):
    assert not hasattr(import_module("headway.web.settings"), "PASSWORD_HASHERS")
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    alice.set_password(PASSWORD)

    assert alice.password.startswith("pbkdf2_sha256$")
    assert alice.check_password(PASSWORD)


def test_a_password_that_is_short_or_mistyped_is_refused_beside_its_field(alice, partnership):
    letter = actions.invite(
        partnership=partnership, email="b@x.example", name="", role=Role.BOARD,
        by=alice, at=timezone.now(),
    )  # fmt: skip

    answer = Client().post(
        f"/join/{letter.token}", {"name": "B", "password": "short", "again": "other"}
    )

    assert answer.status_code == 422
    assert "not the same" in answer.content.decode()
    assert "at least 12 characters" in answer.content.decode()


# ---------------------------------------------------------------------------------------- roles


def test_an_officer_makes_no_officers_and_ends_no_administrator(alice, as_role, partnership):
    office = as_role(Role.OFFICER, email="o@council.example")
    invite = f"/partnerships/{partnership.slug}/people/invite"
    chief = Membership.objects.get(person=alice)

    asked = office.post(invite, {"email": "x@x.example", "role": "officer"})
    ended = office.post(f"/partnerships/{partnership.slug}/people/{chief.pk}/end")

    assert asked.status_code == 422
    assert ended.status_code == 403
    chief.refresh_from_db()
    assert chief.until is None


def test_a_partnership_keeps_its_last_administrator(alice):
    membership = Membership.objects.get(person=alice)

    with pytest.raises(actions.PeopleError, match="last administrator"):
        actions.end_membership(membership_id=membership.pk, by=alice, at=NOON)
    with pytest.raises(actions.PeopleError, match="last administrator"):
        actions.erase(person_id=alice.pk, by=alice, at=NOON)


def test_who_has_left_sees_nothing_more_from_that_moment(as_role, oxfordshire, alice):
    board = as_role(Role.BOARD)
    assert board.get("/plans/oxfordshire/").status_code == 200
    membership = Membership.objects.get(role=Role.BOARD)

    actions.end_membership(membership_id=membership.pk, by=alice, at=timezone.now())

    assert board.get("/plans/oxfordshire/").status_code == 404


def test_bob_signs_for_the_lead_only_on_the_days_she_named(appointed, agency, partnership):
    lead, bob = appointed(Role.LEAD), appointed(Role.CONTRIBUTOR)
    membership = Membership.objects.get(person=lead)

    def bob_may_sign(at) -> bool:
        return queries.viewer(bob, at=at).may("answer.sign", agency)

    assert not bob_may_sign(NOON)
    made = actions.delegate(
        membership_id=membership.pk, to=bob, begins=NOON, ends=NOON + timedelta(days=7),
        by=lead, at=NOON,
    )  # fmt: skip
    assert [bob_may_sign(NOON + timedelta(days=day)) for day in (-1, 0, 6, 8)] == [
        False, True, True, False,
    ]  # fmt: skip
    actions.revoke(delegation_id=made.pk, by=lead, at=NOON + timedelta(days=2))
    assert not bob_may_sign(NOON + timedelta(days=3))


def test_nobody_stands_in_from_outside_or_backwards(appointed, agency):
    lead = Membership.objects.get(person=appointed(Role.LEAD))
    outsider = charlie(appointed)

    with pytest.raises(actions.PeopleError, match="does not belong"):
        actions.delegate(
            membership_id=lead.pk, to=outsider, begins=NOON, ends=NOON + timedelta(days=1),
            by=None, at=NOON,
        )  # fmt: skip
    with pytest.raises(actions.PeopleError, match="last day"):
        actions.delegate(
            membership_id=lead.pk, to=appointed(Role.CONTRIBUTOR), begins=NOON, ends=NOON,
            by=None, at=NOON,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "has_agency"), [(Role.LEAD, False), (Role.OFFICER, True)], ids=["lead", "officer"]
)
def test_the_database_holds_role_and_agency_together(partnership, agency, role, has_agency):
    person = Person.objects.create(email="x@x.example", created_at=NOON)

    with pytest.raises(IntegrityError, match="role_of_an_agency"), transaction.atomic():
        Membership.objects.create(
            person=person, partnership=partnership, role=role, since=NOON,
            agency=agency if has_agency else None,
        )  # fmt: skip


def test_another_partnerships_agency_cannot_be_led(appointed, agency):
    other = charlie(appointed).memberships.get().partnership

    with pytest.raises(actions.PeopleError, match="no such agency"):
        actions.appoint(
            person=charlie(appointed), partnership=other, role=Role.LEAD, agency=agency,
            by=None, at=NOON,
        )  # fmt: skip


# ----------------------------------------------------------------------- several partnerships


def test_a_plan_is_never_saved_over_another_partnerships(oxfordshire: PlanRecord, appointed):
    other = charlie(appointed).memberships.get().partnership
    text = oxfordshire.versions.get().content

    with pytest.raises(TakenNameError, match="is taken"):
        save_version(text=text + "\n", reason="", at=NOON, partnership=other)

    assert oxfordshire.versions.count() == 1


def test_lists_show_charlie_nothing_of_alices_partnership(stranger, oxfordshire):
    assert "Oxfordshire" not in read(stranger, "/?all")
    assert "Oxfordshire" not in read(stranger, "/import/")


def test_agencies_of_a_saved_plan_are_there_once(oxfordshire, partnership):
    before = list(partnership.agencies.values_list("name", flat=True))

    actions.name_agencies(
        partnership=partnership, names=[name.upper() for name in before], by=None, at=NOON
    )

    assert "Thames Valley Police" in before
    assert list(partnership.agencies.values_list("name", flat=True)) == before


# -------------------------------------------------------------------------------------- leaving


def test_bobs_personal_data_is_erased_and_what_he_did_stays_proven(alice, appointed):
    bob = appointed(Role.BOARD, email="bob@police.example", name="Bob Brown")
    client = signed_in(bob)
    client.post("/you", {"name": "Bobby Brown"})

    actions.erase(person_id=bob.pk, by=alice, at=timezone.now(), reason="He asked")

    bob.refresh_from_db()
    assert (bob.name, bob.is_active) == ("", False)
    assert "bob" not in bob.email
    assert str(bob) == "Somebody who has left"
    assert client.get("/you").status_code == 302
    assert Entry.objects.filter(actor=bob).exists()
    assert verified().entries == Entry.objects.count()


def test_no_entry_of_the_audit_trail_holds_a_name_or_an_address(alice, appointed, partnership):
    bob = appointed(Role.BOARD, email="bob@police.example", name="Bob Brown")
    actions.rename(person_id=bob.pk, name="Robert Brown", at=NOON)
    actions.invite(
        partnership=partnership, email="eve@x.example", name="Eve", role=Role.BOARD, by=bob, at=NOON
    )

    said = " ".join(
        f"{one.key} {one.before} {one.after} {one.reason}" for one in Entry.objects.all()
    )

    for word in ("bob", "brown", "eve", "archer", "@"):
        assert word not in said.lower()


def test_pages_about_oneself_speak_in_our_words_and_show_no_empty_table(officer):
    client = signed_in(officer)

    assert "The new address" in read(client, reverse("account_email"))
    nowhere = read(client, reverse("usersessions_list"))
    assert ("<tbody>" in nowhere) == ("This one" in nowhere)
