"""Every page that there is, with somebody who may see it, for tests that walk through all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from headway.web.people import actions as people
from headway.web.people.models import Partnership, Person, Role
from tests.web.conftest import signed_in
from tests.web.test_every_address import TABLE, Address, World

FIRST_ASKED = (
    Role.OFFICER,
    Role.ADMINISTRATOR,
    Role.LEAD,
    Role.BOARD,
    Role.CONTRIBUTOR,
    Role.READER,
)
"""Of those who may see a page, the first is the one who looks at it."""

ENTRANCE = (
    "account_login",
    "account_signup",
    "account_reset_password",
    "mfa_login_webauthn",
    "mfa_authenticate",
    "account_confirm_login_code",
    "socialaccount_signup",
)
"""Pages of the library for those who are not signed in."""

PASSWORD = "three words apart"  # noqa: S105 - of these tests alone

CREDENTIAL = {
    "type": "public-key",
    "id": "M3e7AU2rUPLLNHtjvENSszTLvY5lmgbo1vKjM3nYfq8",
    "rawId": "M3e7AU2rUPLLNHtjvENSszTLvY5lmgbo1vKjM3nYfq8",
    "authenticatorAttachment": "platform",
    "response": {
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQ0xWbzYwUC16VjNQdkJ"
        "yUFZPZ1RSUWkzY1NSSnpXRXdzcW1FNXhhaF95TSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6NDcxNjMiLCJj"
        "cm9zc09yaWdpbiI6ZmFsc2V9",
        "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmih"
        "jLHmVzzuoMdl2NFAAAAAQECAwQFBgcIAQIDBAUGBwgAIDN3uwFNq1DyyzR7Y7xDUrM0y72OZZoG6NbyozN52H6vpQ"
        "ECAyYgASFYIFUzwxkViWsFe0NkV1uf7XMDdHkq3Sd8AxV7pzmQxOdzIlggBJoOCpGIsGVm7q_0J2zFUglq5oJQw3-"
        "a5_BIOogA8_k",
        "transports": ["internal"],
    },
    "clientExtensionResults": {"credProps": {"rk": True}},
}
"""The public half of a passkey that a browser's pretended authenticator once made."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """
    A page, and who looks at it.

    Attributes:
        name: Of its address, with what is special about it.
        person: Nobody in particular where there is none.
    """

    name: str
    path: str
    person: Person | None = None


def paula_of(appointed: Callable[..., Person]) -> Person:
    """An officer with a password, an authenticator app, recovery codes and a passkey."""
    person = appointed(Role.OFFICER, email="paula@council.example", name="Paula Porter")
    person.set_password(PASSWORD)
    person.save()
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Telephone", "credential": CREDENTIAL},
    )
    return person


def fresh(person: Person) -> Client:
    """A browser in which somebody has just given their password and code."""
    client = signed_in(person)
    session = client.session
    asked = HttpRequest()
    asked.session = session
    record_authentication(asked, person, method="password", reauthenticated=True)
    session.save()
    return client


def every_page(world: World, paula: Person, begin: Sequence[str] = ("",)) -> Iterator[Look]:
    """
    Every address that is asked by GET, once; and states of some that are pages of their own.

    Args:
        world: What there is.
        paula: Who looks at the pages about signing in.
        begin: Only those whose names begin with one of these.
    """
    for look in (*_each(world, paula), *_also(world, paula)):
        if look.name.startswith(tuple(begin)):
            yield look


def _each(world: World, paula: Person) -> Iterator[Look]:
    for name, address in TABLE.items():
        if address.method == "get":
            path = reverse(name, args=_parts(name, address, world, paula))
            yield Look(name=name, path=path, person=_who(name, address, world, paula))


def _also(world: World, paula: Person) -> Iterator[Look]:
    now = timezone.now()
    officer, board = world.people[Role.OFFICER], world.people[Role.BOARD]
    partnership = Partnership.objects.get(slug=world.parts["partnership"])
    for kind, email in (("new", "dora@agency.example"), ("known", "paula@council.example")):
        letter = people.invite(
            partnership=partnership,
            email=email,
            name="",
            role=Role.BOARD,
            by=None,
            at=now,
        )
        path = reverse("people:join", args=[letter.token])
        yield Look(name=f"people:join, {kind}", path=path)
        yield Look(name=f"people:join, {kind}, as another", path=path, person=officer)
    letter = people.invite(
        partnership=partnership,
        email=board.email,
        name="",
        role=Role.READER,
        by=None,
        at=now,
    )
    path = reverse("people:join", args=[letter.token])
    yield Look(name="people:join, signed in", path=path, person=board)
    key = default_token_generator.make_token(paula)
    yield Look(
        name="account_reset_password_from_key, good",
        path=reverse("account_reset_password_from_key", args=[user_pk_to_url_str(paula), key]),
    )
    ines = people.make_person(
        email="ines@it.example", name="Ines", is_installer=True, by=None, at=now
    )
    yield Look(name="people:installation, seen", path="/installation", person=ines)
    yield Look(name="people:installed, seen", path=f"/installation/{partnership.slug}", person=ines)
    yield Look(name="site: refused", path="/import/", person=board)
    yield Look(name="site: not there", path="/plans/nowhere/", person=officer)
    yield Look(name="plans:list, all", path="/?all", person=officer)
    row = "/plans/oxfordshire/measures/permanent-exclusions"
    yield Look(name="plans:measure, judged", path=f"{row}?at=2020-05-31", person=officer)
    for path in ("search?q=exclusion", "measures?at=2020-05-31", "editions?at=2020-05-31",
                 "areas/engaged-in-education?at=2020-05-31", "public?at=2020-05-31",
                 "measures/secondary-fixed-term-exclusions-sen?at=2020-05-31"):  # fmt: skip
        yield Look(name="plans:another", path=f"/plans/oxfordshire/{path}", person=officer)
    yield Look(name="plans:glance, as at", path="/plans/oxfordshire/?at=2020-05-31", person=board)


def _parts(name: str, address: Address, world: World, paula: Person) -> list[Any]:
    if name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        return [Authenticator.objects.get(user=paula, type="webauthn").pk]
    return [world.parts[part] for part in address.given]


def _who(name: str, address: Address, world: World, paula: Person) -> Person | None:
    if name.startswith(("account_", "mfa_", "socialaccount_", "usersessions_")):
        return None if name in ENTRANCE or "reset_password" in name else paula
    if address.open:
        return None
    return next((world.people[role] for role in FIRST_ASKED if role in address.allowed), None)
