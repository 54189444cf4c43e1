"""Nothing is offered to anybody that they may not do: every link and every form, as each role."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from lxml import html

from headway.web.people.models import Role
from tests.web.conftest import signed_in
from tests.web.test_every_address import TABLE, World, world  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

SERVED_ELSEWHERE = ("/static/",)
OF_EACH_KIND = 2
"""Links to one sort of page that are followed for a role; the others differ by a number."""

FILES = ("pack", "poster", "file", "read_file", "figures", "workbook", "download")
"""Addresses that are files to save: no page has more than a link to them."""


@dataclass(frozen=True, kw_only=True)
class Control:
    """A link or a form's button: where it leads, and what it sends."""

    method: str
    path: str
    sent: tuple[tuple[str, str], ...] = ()
    words: str = ""


@pytest.mark.parametrize("role", Role)
def test_whatever_is_offered_may_be_done(role: Role, world: World):  # noqa: F811 - a fixture is asked for by its name
    client = signed_in(world.people[role])
    faults = []
    for control, path in offered_to(role, client, world).items():
        status = tried(client, control)
        if status in (403, 404, 405) or status >= 500:
            faults.append(
                f"{path} offers “{control.words}”: {control.method} {control.path} {status}"
            )

    assert not faults, "\n".join(faults)


def offered_to(role: Role, client: Client, world: World) -> dict[Control, str]:  # noqa: F811 - a fixture is asked for by its name
    """Links and buttons on all pages that a role is let in to, with a page that has each."""
    found: dict[Control, str] = {}
    seen: dict[tuple[str, tuple[str, ...]], int] = {}
    for path in pages(role, world):
        answer = client.get(path)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        for control in controls(answer.content.decode(), path):
            kind = (kind_of(control), tuple(v.partition("-")[0] for _, v in control.sent[-1:]))
            if starts_work(kind[0], role):
                continue
            if control not in found and seen.get(kind, 0) < OF_EACH_KIND:
                seen[kind] = seen.get(kind, 0) + 1
                found[control] = path
    return found


def starts_work(kind: str, role: Role) -> bool:
    """Whether it would set a thread to work, for somebody whom the table lets do that."""
    name = kind.removeprefix("post ")
    return name.startswith("evidence:") and name != kind and role in TABLE[name].allowed


def pages(role: Role, world: World) -> Iterator[str]:  # noqa: F811 - a fixture is asked for by its name
    """The pages that a role is let in to; those open to everybody are looked at once."""
    for name, address in TABLE.items():
        let_in = role is Role.OFFICER if address.open else role in address.allowed
        is_file = name.rpartition(":")[2] in FILES
        if address.method == "get" and let_in and role not in address.hidden and not is_file:
            yield reverse(name, args=[world.parts[part] for part in address.given])


def controls(page: str, here: str) -> Iterator[Control]:
    """Every link and every button of a page that leads somewhere in the service."""
    tree = html.document_fromstring(page)
    for link in tree.iterfind(".//a[@href]"):
        path = within(urljoin(here, link.get("href")))
        if path:
            yield Control(method="get", path=path, words=words_of(link))
    for form in tree.iterfind(".//form"):
        path = within(urljoin(here, form.get("action") or here))
        method = (form.get("method") or "get").lower()
        for button in form.iterfind(".//button"):
            if path and button.get("type", "submit") == "submit":
                fields = [*form.form_values(), *named(button)]  # type: ignore[attr-defined] # a form has them
                sent = tuple((k, v) for k, v in fields if k != "csrfmiddlewaretoken")
                yield Control(method=method, path=path, sent=sent, words=words_of(button))


def within(address: str) -> str:
    """The path in the service that an address leads to; nothing where it leads out of it."""
    parts = urlsplit(urldefrag(address).url)
    if parts.netloc or parts.scheme or not parts.path or parts.path.startswith(SERVED_ELSEWHERE):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def named(button: html.HtmlElement) -> list[tuple[str, str]]:
    return [(button.get("name"), button.get("value", ""))] if button.get("name") else []


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())[:60]


def kind_of(control: Control) -> str:
    """What sort of page it leads to, by the name of its address."""
    try:
        return f"{control.method} {resolve(urlsplit(control.path).path).view_name}"
    except Resolver404:
        return control.path


def tried(client: Client, control: Control) -> int:
    """What is answered; nothing is changed by it, nor is anybody signed out."""
    another = Client()
    another.cookies.load({name: one.value for name, one in client.cookies.items()})
    with transaction.atomic():
        ask = getattr(another, control.method)
        status: int = ask(control.path, dict(control.sent)).status_code
        transaction.set_rollback(True)
    return status
