"""An officer imports a document in a browser: at a desk, on a phone, without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from headway.web.imports.models import Import, State
from tests.web.conftest import PHONE, WIDE, Onlooker
from tests.web.imports.conftest import word_document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A Word file on her computer."""
    path = tmp_path / "plan 2019-20.docx"
    path.write_bytes(word_document())
    return path


def send(page: Page, live_server: LiveServer, document: Path) -> None:
    """Upload the document and wait until it was read, as the page itself does."""
    page.goto(f"{live_server.url}/import/")
    page.get_by_label("The plan's document").set_input_files(document)
    page.get_by_role("button", name="Read the document").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Check what was read", timeout=30_000
    )


def test_every_page_of_an_import_is_accessible_and_fits(
    live_server: LiveServer, onlooker: Onlooker, uploads, document
):
    page = onlooker.page
    complaints = {}

    def look() -> None:
        for width in (WIDE, PHONE):
            onlooker.narrow(width)
            if found := onlooker.complaints():
                complaints[f"{page.url} at {width} px"] = found

    onlooker.open(f"{live_server.url}/import/")
    look()
    page.get_by_role("button", name="Read the document").click()
    look()
    send(page, live_server, document)
    look()
    overview = page.url
    page.locator(".hw-readings a").nth(2).click()
    look()
    page.get_by_label("Number", exact=True).first.fill("many")
    page.get_by_role("button", name="Correct").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look()
    page.goto(f"{overview}save")
    look()
    Import.objects.update(state=State.REFUSED, refusal="plan.docx is no Word file.")
    page.goto(overview)
    look()
    Import.objects.update(state=State.READING)
    page.goto(overview)
    look()

    assert complaints == {}


def test_an_officer_without_scripts_uploads_corrects_undoes_and_saves(
    live_server: LiveServer, onlooker_without_scripts: Onlooker, uploads, document
):
    page = onlooker_without_scripts.page
    send(page, live_server, document)

    page.get_by_role("link", name="Reduce the number of permanent exclusions").click()
    expect(page.locator("mark").first).to_contain_text("Reduce the number of permanent exclusions")
    page.locator("#id_targets-0-value").fill("60")
    page.get_by_role("button", name="Correct").click()
    expect(page.locator(".hw-message")).to_contain_text("The row is corrected")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".hw-message")).to_contain_text("Undone")
    expect(page.locator(".hw-readings")).to_contain_text("at most 65 by AY 2019/20")
    page.get_by_role("button", name="Do again").click()
    expect(page.locator(".hw-readings")).to_contain_text("at most 60 by AY 2019/20")
    page.get_by_role("button", name="Save the plan").first.click()
    page.get_by_label("Short name").fill("our-plan")
    page.get_by_role("button", name="Save the plan").click()

    expect(page.locator(".hw-message")).to_contain_text("The plan is saved as version 1")
    expect(page).to_have_url(f"{live_server.url}/plans/our-plan/")
