"""The web page as a browser shows it: nothing that axe objects to, and no sideways scrolling."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Playwright

from headway.reporting.renderers import BRIEFING_RENDERERS, renderer

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
    yield browser
    browser.close()


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("what", ["report", "briefing"])
def test_axe_finds_nothing_and_the_page_fits_its_window(what, width, report, rendered, chromium):
    briefing = renderer("html", BRIEFING_RENDERERS)
    data = rendered["html"] if what == "report" else briefing.render(report)
    page = chromium.new_page(viewport={"width": width, "height": 900})

    page.set_content(data.decode())
    found = Axe().run(page)

    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
