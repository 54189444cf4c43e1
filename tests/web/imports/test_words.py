"""On a row's page, what was said of it is held against its own figures."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.web.conftest import PHONE, WIDE, Onlooker
from tests.web.imports.conftest import word_document

CONTRADICTED = (
    (
        "Set up a system to share data",
        "Schools service",
        "1. Reduce the number of permanent exclusions to 65 in school year 19/20.",
        "Head of Learner Engagement",
        "Mar 2020",
        "By the end of term 4 in 19/20 it was 70 (52 same point last year). "
        "Permanent exclusions have reduced since last year. On track.",
    ),
)


def test_words_that_the_figures_refute_are_shown_with_both(importer):
    job = importer.upload(word_document(rows=CONTRADICTED))
    address = next(
        line.split('"')[0]
        for line in importer.html(f"/import/{job.key}/").split('href="')
        if line.startswith(f"/import/{job.key}/") and "-m01" in line.split('"')[0]
    )

    page = importer.page(address)

    assert "Words held against the record" in page
    assert "the words say &quot;reduced&quot;; on record: 52 at the end" in page.lower()
    assert "<mark>reduced</mark>" in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_panel_is_accessible_and_fits_at_a_desk_and_on_a_phone(
    live_server: LiveServer, onlooker: Onlooker, uploads, tmp_path
):
    document = tmp_path / "plan 2019-20.docx"
    document.write_bytes(word_document(rows=CONTRADICTED))
    page = onlooker.page
    onlooker.open(f"{live_server.url}/import/")
    page.get_by_label("The plan's document").set_input_files(document)
    page.get_by_role("button", name="Read the document").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Check what was read", timeout=30_000
    )
    page.locator('.hw-readings a[href*="-m01"]').first.click()
    expect(page.get_by_text("Words held against the record")).to_be_visible()

    complaints = []
    for width in (WIDE, PHONE):
        onlooker.narrow(width)
        complaints += onlooker.complaints()

    assert complaints == []
