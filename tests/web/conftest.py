"""What tests of the service share: a plan in it, and a browser that judges its pages."""

import hashlib
import os
import pickle
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from django.conf import Settings
from django.conf import settings as service
from django.contrib.auth.hashers import reset_hashers
from django.db.backends.postgresql.base import DatabaseWrapper as OnPostgreSQL
from django.db.backends.sqlite3.base import DatabaseWrapper as OnSQLite
from django.test import Client
from django.test.client import ClientHandler
from playwright.sync_api import Browser, ConsoleMessage, Page

from headway import planfile
from headway.reporting.renderers import Renderer
from headway.reporting.report import Report
from headway.web.audit import guards
from headway.web.editions import making
from headway.web.editions.models import Document
from headway.web.people import actions as people
from headway.web.people.models import OF_AN_AGENCY, Agency, Partnership, Person, Role
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.site import components
from tests.looking import CHROMIUM, QUIET, complaints_of_axe

# The browser's own event loop runs in the thread that asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NOON = datetime(2021, 6, 1, 12, tzinfo=UTC)
WIDE, PHONE = 1280, 375


@pytest.fixture(autouse=True)
def _mistaken_parameters_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parameter that a component does not have is printed, and `read` refuses it."""
    monkeypatch.setattr(components, "STRICT", True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, with nothing that calls out."""
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium to look at pages with")
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": list(QUIET)}


class Onlooker:
    """
    Opens pages and says what is wrong with them, in sentences.

    Attributes:
        page: The browser's own page, to click and type in.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._said: list[str] = []
        self._colours_seen = False
        self._drawn: set[int] = set()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._said.append(f"script failed: {error}"))

    def open(self, address: str, *, width: int = WIDE) -> None:
        """Go there at this width, and wait until it stands."""
        self.seen_anew()
        self.narrow(width)
        self.page.goto(address)

    def seen_anew(self) -> None:
        """Another page stands in the window: nothing of it has been looked at yet."""
        self._said.clear()
        self._colours_seen = False

    def narrow(self, width: int) -> None:
        """Look at the same page in a window of this width."""
        self.page.set_viewport_size({"width": width, "height": 900})

    def complaints(self) -> list[str]:
        """What is wrong with the page as it stands now; empty when nothing is."""
        return [*self._inaccessible(), *self._too_wide(), *self._unfinished(), *self._said]

    def _heard(self, message: ConsoleMessage) -> None:
        # A page that answers 404 or 422 is mentioned too; that is what it is there for.
        of_the_page_itself = message.location.get("url") == self.page.url
        if message.type in ("error", "warning") and not of_the_page_itself:
            self._said.append(f"console: {message.text}")

    def _inaccessible(self) -> list[str]:
        # Contrast takes half of the time and does not depend on the width: once a page will do.
        found = complaints_of_axe(self.page, colours=not self._colours_seen, known=self._drawn)
        self._colours_seen = True
        return found

    def _too_wide(self) -> list[str]:
        over = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return [f"the page is {over} px wider than its window"] if over > 0 else []

    def _unfinished(self) -> list[str]:
        html = self.page.content()
        return [f"the page says {trace}" for trace in UNFINISHED if trace in html]


UNFINISHED = ("no such element", "is undefined", "GOV.UK", "None</", "{{", "{%")
"""What a finished page never says: a mistaken component, branding, a hole in a template."""


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_kept_quickly() -> Iterator[None]:
    """
    The slowness that a password is kept with is Django's own, and takes most of a sign-in.

    It is not a test's own setting, with which it would have middleware of its own.
    """
    before = service.PASSWORD_HASHERS
    service.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    reset_hashers(setting="PASSWORD_HASHERS")
    yield
    service.PASSWORD_HASHERS = before
    reset_hashers(setting="PASSWORD_HASHERS")


Render = Callable[[Report], bytes]


class Rendered:
    """
    Files of editions by what they say, from one test to the next: making them takes a second.

    Within a test nothing is taken from what that test had made: what is made again there, to see
    whether it is the same, is made.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], bytes] = {}
        self._times: Counter[tuple[object, ...]] = Counter()

    def another_test(self) -> None:
        """From here on each file is made for the first time."""
        self._times.clear()

    def made(self, document: Document, suffix: str, report: Report, render: Render) -> bytes:
        """A file's bytes, of a report as often made in this test as in some test before."""
        file = (document, suffix, hashlib.sha256(pickle.dumps(report)).digest())
        self._times[file] += 1
        key = (*file, self._times[file])
        if key not in self._kept:
            self._kept[key] = render(report)
        return self._kept[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembering(Renderer):
    """A renderer of a document that remembers what it made."""

    document: Document
    rendered: Rendered

    def render(self, report: Report) -> bytes:
        """As the renderer itself does."""
        render = partial(Renderer.render, self)
        return self.rendered.made(self.document, self.suffix, report, render)


@pytest.fixture(scope="session")
def rendered_before() -> Iterator[Rendered]:
    """What tests before had made of editions' files."""
    patched, rendered = pytest.MonkeyPatch(), Rendered()
    remembering = tuple(
        (kind, Remembering(**asdict(one), document=kind, rendered=rendered))
        for kind, one in making.FILES
    )
    patched.setattr(making, "FILES", remembering)
    yield rendered
    patched.undo()


@pytest.fixture(autouse=True)
def _files_are_made_once_for_tests(rendered_before: Rendered) -> None:
    rendered_before.another_test()


@pytest.fixture(scope="session", autouse=True)
def _tests_may_empty_their_database() -> Iterator[None]:
    """Between tests the audit trail is emptied too, which its guards refuse to everybody else."""
    patched = pytest.MonkeyPatch()
    for operations in (OnSQLite.ops_class, OnPostgreSQL.ops_class):
        flush = operations.execute_sql_flush

        def unguarded(self: Any, sql_list: Any, flush: Any = flush) -> None:
            guards.take_down(self.connection)
            flush(self, sql_list)
            guards.put_up(self.connection)

        patched.setattr(operations, "execute_sql_flush", unguarded)
    yield
    patched.undo()


@pytest.fixture(scope="session", autouse=True)
def _browsers_share_what_requests_go_through() -> Iterator[None]:
    """
    The middleware is made once, as a server makes it, and not for each browser of each test.

    Where a test has settings of its own, it is made of those.
    """
    patched, made = pytest.MonkeyPatch(), ClientHandler()
    load = ClientHandler.load_middleware

    def shared(self: ClientHandler, is_async: bool = False) -> None:
        if is_async or type(service._wrapped) is not Settings:  # type: ignore[misc] # stubs lack it
            load(self, is_async)
            return
        if made._middleware_chain is None:  # type: ignore[attr-defined] # likewise
            load(made)
        self.__dict__ |= {**vars(made), "enforce_csrf_checks": self.enforce_csrf_checks}

    patched.setattr(ClientHandler, "load_middleware", shared)
    yield
    patched.undo()


# ------------------------------------------------------------------------------------ who looks


@pytest.fixture
def partnership(db: None) -> Partnership:
    """The partnership that the example plan belongs to."""
    return people.only_partnership(at=NOON)


@pytest.fixture
def agency(partnership: Partnership) -> Agency:
    """An agency of it, which the example plan names too."""
    people.name_agencies(partnership=partnership, names=[POLICE], by=None, at=NOON)
    return partnership.agencies.get(name=POLICE)


@pytest.fixture
def appointed(partnership: Partnership, agency: Agency) -> Callable[..., Person]:
    """Makes somebody what a role says: `appointed(Role.LEAD)`, in another partnership if given."""

    def appoint(
        role: Role,
        *,
        within: Partnership = partnership,
        of: Agency | None = None,
        email: str = "",
        name: str = "",
    ) -> Person:
        email = email or f"{role.value}@{within.slug}.example"
        person = Person.objects.filter(email=email).first() or people.make_person(
            email=email, name=name or f"{role.label} of {within.slug}", by=None, at=NOON
        )
        theirs = of or (agency if within == partnership else None)
        people.appoint(
            person=person,
            partnership=within,
            role=role,
            agency=theirs if role in OF_AN_AGENCY else None,
            by=None,
            at=NOON,
        )
        return person

    return appoint


@pytest.fixture
def officer(appointed: Callable[..., Person]) -> Person:
    """Alice, performance officer of the example's partnership."""
    return appointed(Role.OFFICER, email="alice@council.example", name="Alice Archer")


@pytest.fixture
def client(officer: Person) -> Client:
    """A browser in which Alice, the performance officer, is signed in."""
    return signed_in(officer)


@pytest.fixture
def as_role(appointed: Callable[..., Person]) -> Callable[..., Client]:
    """A browser in which somebody with a role is signed in: `as_role(Role.LEAD)`."""
    return lambda role, **more: signed_in(appointed(role, **more))


@pytest.fixture
def stranger(appointed: Callable[..., Person]) -> Client:
    """A browser in which Charlie, officer of another partnership, is signed in."""
    return signed_in(charlie(appointed))


def charlie(appointed: Callable[..., Person]) -> Person:
    """Officer of another partnership, who should never see anything of this one."""
    other = Partnership.objects.filter(slug="elsewhere").first() or people.make_partnership(
        name="Elsewhere", by=None, at=NOON
    )
    return appointed(Role.OFFICER, within=other, email="charlie@elsewhere.example", name="Charlie")


def signed_in(person: Person) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(person, backend=SIGNS_IN)
    return client


SIGNS_IN = "allauth.account.auth_backends.AuthenticationBackend"
POLICE = "Thames Valley Police"


@pytest.fixture
def oxfordshire(partnership: Partnership) -> PlanRecord:
    """The example plan, in the service."""
    text = planfile.example_path().read_text(encoding="utf-8")
    return save_version(text=text, reason="The example plan", at=NOON, partnership=partnership).plan


@pytest.fixture
def onlooker(page: Page, officer: Person) -> Onlooker:
    """Alice, the performance officer, at a browser."""
    enter(page, officer)
    return Onlooker(page)


@pytest.fixture
def onlooker_without_scripts(browser: Browser, officer: Person) -> Iterator[Onlooker]:
    """Alice at a browser that runs no JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, officer)
    yield Onlooker(page)
    context.close()


def enter(page: Page, person: Person) -> None:
    """Sign somebody in, in place of whoever was, without the pages that one signs in by."""
    key = signed_in(person).cookies[service.SESSION_COOKIE_NAME].value
    cookie = {"name": service.SESSION_COOKIE_NAME, "value": key, "path": "/"}
    for host in ("localhost", "127.0.0.1"):
        page.context.add_cookies([{**cookie, "domain": host}])  # type: ignore[typeddict-item] # as Playwright documents it


def read(client: Client, address: str, *, status: int = 200) -> str:
    """The page's HTML, once it is known to be whole."""
    response = client.get(address, follow=True)
    assert response.status_code == status, f"{address} answered {response.status_code}"
    html = response.content.decode()
    for trace in UNFINISHED:
        assert trace not in html, f"{address} says {trace}"
    return html
