"""Every page of the service, as whoever may see it meets it: wide, narrow, by keyboard, plainly."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as service
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Response
from pytest_django.live_server_helper import LiveServer

from headway.web.people.models import Person
from tests.web.conftest import PHONE, WIDE, Onlooker
from tests.web.test_every_address import TABLE, World, world  # noqa: F401 - a fixture
from tests.web.walking import Look, every_page, fresh, paula_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", event =>
  window.refused.push(`the policy refuses ${event.violatedDirective} ${event.blockedURI}`));
"""

# A script ends with a semicolon, what is evaluated does not.
FAULTS = Path(__file__).with_name("page_faults.js").read_text(encoding="utf-8").rstrip(";\n")

Everybody = tuple[World, Person]


@pytest.fixture
def everybody(world: World, appointed: Callable[..., Person]) -> Everybody:  # noqa: F811 - a fixture is asked for by its name
    """All that there is, and Paula, who has every way to sign in."""
    return world, paula_of(appointed)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser that runs no JavaScript, on a telephone."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": PHONE, "height": 900}
    )
    yield context.new_page()
    context.close()


class Listener:
    """Hears what the browser itself complains of."""

    def __init__(self, page: Page) -> None:
        self.said: list[str] = []
        page.add_init_script(LISTEN)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.said.append(f"script failed: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        # The browser mentions that a page answered 404, which is what that page is for.
        if message.type in ("error", "warning") and "the server responded with" not in message.text:
            self.said.append(f"console: {message.text}")


PARTS: dict[str, tuple[str, ...]] = {
    "signing in": ("account_", "mfa_", "socialaccount_", "openid_", "usersessions_"),
    "people and programs": ("people:", "api", "site:", "health", "operations:"),
    "plans and data": ("plans:", "evidence:", "imports:"),
    "rounds and editions": ("rounds:", "answers:", "editions:", "board:"),
    "the public": ("public:",),
}
"""How the names of the pages begin: five tests say sooner where something is wrong than one."""


def test_every_page_is_in_a_part():
    begin = tuple(one for part in PARTS.values() for one in part)
    assert [name for name in TABLE if not name.startswith(begin)] == []


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_wrong_with_any_page(
    part: str, live_server: LiveServer, page: Page, plain: Page, everybody: Everybody
):
    onlooker, listener, complaints = Onlooker(page), Listener(page), {}
    for look, cookie in with_cookies(every_page(*everybody, PARTS[part])):
        listener.said.clear()
        response = opened(page, live_server.url + look.path, cookie)
        if response is None or "html" not in response.headers.get("content-type", ""):
            continue
        found = [*faults(page, onlooker), *listener.said]
        opened(plain, live_server.url + look.path, cookie)
        found += [f"without scripts: {one}" for one in plain.evaluate(f"{FAULTS}.plainly()")]
        if found:
            complaints[f"{look.name} at {look.path}"] = found

    assert not complaints, in_words(complaints)


def in_words(complaints: dict[str, list[str]]) -> str:
    """Each page with what is wrong with it."""
    lines = []
    for where, found in complaints.items():
        lines += ["", f"{where}:", *(f"    {one}" for one in found)]
    return "\n".join(lines)


def faults(page: Page, onlooker: Onlooker) -> list[str]:
    """What is wrong with a page that was just opened, at both widths."""
    onlooker.seen_anew()
    onlooker.narrow(WIDE)
    found = [f"at {WIDE} px: {one}" for one in onlooker.complaints()]
    found += page.evaluate(f"{FAULTS}.withScripts()")
    if not page.title().endswith("Headway"):
        found.append(f"its title is “{page.title()}”")
    onlooker.narrow(PHONE)
    return found + [f"at {PHONE} px: {one}" for one in onlooker.complaints()]


def opened(page: Page, address: str, cookie: dict[str, Any] | None) -> Response | None:
    """The page at an address as somebody sees it; nothing where it is a file to save."""
    page.context.clear_cookies()
    if cookie is not None:
        page.context.add_cookies([cookie])  # type: ignore[list-item] # as Playwright documents it
    try:
        return page.goto(address)
    except Error as error:
        if "ERR_HTTP_RESPONSE_CODE_FAILURE" in error.message:  # an answer without a body
            page.wait_for_url("chrome-error://chromewebdata/")
            return None
        if "Download is starting" in error.message:
            return None
        raise


def with_cookies(looks: Iterator[Look]) -> Iterator[tuple[Look, dict[str, Any] | None]]:
    """Each with the cookie of a session of whoever looks; one for each person."""
    known: dict[int, dict[str, Any]] = {}
    for look in looks:
        if look.person is None:
            yield look, None
            continue
        if look.person.pk not in known:
            key = fresh(look.person).cookies[service.SESSION_COOKIE_NAME].value
            known[look.person.pk] = {
                "name": service.SESSION_COOKIE_NAME, "value": key, "path": "/",
                "domain": "localhost",
            }  # fmt: skip
        yield look, known[look.person.pk]


BAD = """
<style>.bare:focus { outline: none; box-shadow: none; }</style>
<h1>One</h1><h1>Two</h1><p id="twice"></p><p id="twice"></p>
<a href="#gone">Nowhere</a> <button tabindex="-1">Out of reach</button>
<button class="bare" type="button">Says nothing</button>
<form action="https://elsewhere.example/" method="post"><input type="text"></form>
"""


def test_faults_are_found_where_there_are_some(page: Page):
    page.set_content(BAD)

    with_scripts = " ".join(page.evaluate(f"{FAULTS}.withScripts()"))
    plainly = " ".join(page.evaluate(f"{FAULTS}.plainly()"))

    for words in ("2 headings", "called twice", "#gone", "no way by keyboard", "not show that it"):
        assert words in with_scripts
    for words in ("nothing sends", "goes elsewhere", "without its mark", "does nothing"):
        assert words in plainly
