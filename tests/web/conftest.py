"""What tests of the service share: a plan in it, and a browser that judges its pages."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page

from headway import planfile
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.site import components

# The browser's own event loop runs in the thread that asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NOON = datetime(2021, 6, 1, 12, tzinfo=UTC)
CHROMIUM = Path("/usr/bin/chromium")
WIDE, PHONE = 1280, 375
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(autouse=True)
def _mistaken_parameters_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parameter that a component does not have is printed, and `read` refuses it."""
    monkeypatch.setattr(components, "STRICT", True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, with nothing that calls out."""
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium at /usr/bin/chromium to look at pages with")
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": list(FLAGS)}


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
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._said.append(f"script failed: {error}"))

    def open(self, address: str, *, width: int = WIDE) -> None:
        """Go there at this width, and wait until it stands."""
        self._said.clear()
        self._colours_seen = False
        self.narrow(width)
        self.page.goto(address)

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
        rules = {"color-contrast": {"enabled": not self._colours_seen}}
        options = {"resultTypes": ["violations"], "rules": rules}
        found = Axe().run(self.page, options=options).response["violations"]
        self._colours_seen = True
        return [
            f"axe {rule['id']}: {rule['help']}: {node['html'][:200]}"
            for rule in found
            for node in rule["nodes"]
        ]

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


@pytest.fixture
def oxfordshire(db: None) -> PlanRecord:
    """The example plan, in the service."""
    text = planfile.example_path().read_text(encoding="utf-8")
    return save_version(text=text, reason="The example plan", at=NOON).plan


@pytest.fixture
def onlooker(page: Page) -> Onlooker:
    """Somebody at a browser."""
    return Onlooker(page)


@pytest.fixture
def onlooker_without_scripts(browser: Browser) -> Iterator[Onlooker]:
    """Somebody at a browser that runs no JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield Onlooker(context.new_page())
    context.close()


def read(client: Client, address: str, *, status: int = 200) -> str:
    """The page's HTML, once it is known to be whole."""
    response = client.get(address, follow=True)
    assert response.status_code == status, f"{address} answered {response.status_code}"
    html = response.content.decode()
    for trace in UNFINISHED:
        assert trace not in html, f"{address} says {trace}"
    return html
