"""The people of the demonstration: only on the computer that runs it, only where it runs."""

import secrets
from datetime import datetime
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from headway.web.people import actions, queries
from headway.web.people.models import Membership, Partnership, Person, Role

LOOPBACK = ("127.0.0.1", "::1")
DOMAIN = "demo.example"


def is_demo(request: HttpRequest) -> bool:
    """Whether this is the demonstration, and whoever asks sits at the computer that runs it."""
    if not settings.DEMO:
        return False
    try:
        named = request.get_host()
    except DisallowedHost:  # the page that refuses the name asks too
        return False
    host = named.rpartition(":")[0] or named
    here = host.strip("[]") in (*LOOPBACK, "localhost")
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    return here and not forwarded and request.META.get("REMOTE_ADDR") in LOOPBACK


def people(at: datetime) -> list[Membership]:
    """Those that one can look at the example as: the officer first, the agencies' leads last."""
    order = list(Role)
    found = [
        one
        for partnership in queries.partnerships()
        for one in queries.members(partnership, at)
        if one.person.email.endswith(f"@{DOMAIN}")
    ]
    first = (Role.OFFICER, Role.BOARD, Role.ADMINISTRATOR)
    return sorted(
        found,
        key=lambda one: (
            first.index(Role(one.role)) if one.role in first else 9 + order.index(Role(one.role)),
            one.person.name,
        ),
    )


def make_people(partnership: Partnership, *, folder: Path, at: datetime) -> Path:
    """
    Make the officer, a board member, an administrator, and a lead of each agency.

    They share one password, made at the first run and kept in the data folder for this user
    alone. What is there already stays.
    """
    path = folder / "demo-password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(15) + "\n", encoding="utf-8")
    password = make_password(path.read_text(encoding="utf-8").strip())  # slow, so once for all
    wanted = [
        ("officer", "Olive Officer", Role.OFFICER, None),
        ("board", "Bryn Board", Role.BOARD, None),
        ("administrator", "Ada Administrator", Role.ADMINISTRATOR, None),
        *(
            (f"lead-{one.pk}", f"Lead of {one.name}", Role.LEAD, one)
            for one in queries.agencies(partnership)
        ),
    ]
    for name, words, role, agency in wanted:
        email = f"{name}@{DOMAIN}"
        person = Person.objects.filter(email=email).first() or actions.make_person(
            email=email, name=words, by=None, at=at
        )
        EmailAddress.objects.get_or_create(
            user=person, email=email, defaults={"verified": True, "primary": True}
        )
        if not person.has_usable_password():
            person.password = password
            person.save(update_fields=["password"])
        actions.appoint(
            person=person, partnership=partnership, role=role, agency=agency, by=None, at=at
        )
    return path
