"""The web page as a browser shows it: nothing that axe objects to, and no sideways scrolling."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from headway.reporting.renderers import BRIEFING_RENDERERS, renderer
from tests.looking import CHROMIUM, QUIET, complaints_of_axe

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

    assert complaints_of_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


PALE = """<!doctype html><html lang="en"><title>Rows</title><style>
  td { color: #111; background: #fff } tr:nth-child(3) td, .pale { color: #ccc }
  .dark { background: #222 }
</style><main><h1>Rows</h1><table>%s</table>
<p>Plain</p><p>Plain too</p><p>Plain again</p>%s</main>"""
ROWS = "".join(f"<tr><td>Row {number}</td></tr>" for number in range(1, 6))


@pytest.mark.parametrize(
    ("end", "pale"),
    [
        ("", ["Row 3"]),
        ('<p class="pale">Pale</p>', ["Row 3", "Pale"]),
        ('<p style="color: #ddd">Paler</p>', ["Row 3", "Paler"]),
        ('<div class="dark"><p>Plain on dark</p></div>', ["Row 3", "Plain on dark"]),
        ('<div style="opacity: .3"><p>Plain, faintly</p></div>', ["Row 3", "Plain, faintly"]),
    ],
)
def test_of_rows_that_are_alike_one_is_looked_at_and_what_differs_is_found(end, pale, chromium):
    page = chromium.new_page()
    page.set_content(PALE % (ROWS, end))

    found = complaints_of_axe(page)

    assert len(found) == len(pale)
    for words in pale:
        assert any("color-contrast" in one and f">{words}<" in one for one in found), found
    page.close()


def test_what_is_drawn_like_something_on_a_page_before_is_looked_at_there(chromium):
    page = chromium.new_page()
    known: set[int] = set()
    found = []
    for end in ("", '<p class="pale">Pale</p>', '<p class="pale">Pale again</p>'):
        page.set_content(PALE % (ROWS.replace("<td>Row 3", '<td style="color: #000">Row 3'), end))
        found.append(complaints_of_axe(page, known=known))

    assert [len(one) for one in found] == [0, 1, 0]
    page.close()


LINKS = """<!doctype html><html lang="en"><title>Links</title><style>
  a { color: #333; text-decoration: none } body { color: #111; background: #fff }
</style><main><h1>Links</h1>%s</main>"""
IN_TEXT = '<p>Words before <a href="/">a link</a> and many words after it.</p>'
BY_ITSELF = '<p><a href="/">a link</a></p>'


@pytest.mark.parametrize(
    ("text", "faults"), [(BY_ITSELF, 0), (BY_ITSELF + IN_TEXT, 1), (IN_TEXT * 3, 1)]
)
def test_links_in_text_that_look_like_text_are_found(text, faults, chromium):
    page = chromium.new_page()
    page.set_content(LINKS % text)

    found = complaints_of_axe(page)

    assert len(found) == faults, found
    assert all("link-in-text-block" in one for one in found)
    page.close()
