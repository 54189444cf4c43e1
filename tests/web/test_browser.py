"""Every page as people meet it: at a desk and on a phone, by keyboard, and without scripts."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from headway import planfile
from headway.domain.plan import Plan
from headway.web.editions import urls as editions
from headway.web.editions.models import Edition, EditionFile
from headway.web.plans import urls as plans
from headway.web.plans.actions import save_version
from tests.web.conftest import NOON, PHONE, WIDE, Onlooker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = "/plans/oxfordshire"
YEAR_2 = "?at=2020-05-31"

PAGES: tuple[str, ...] = (
    "/?all",
    f"{PLAN}/",
    f"{PLAN}/{YEAR_2}",
    f"{PLAN}/areas/engaged-in-education{YEAR_2}",
    f"{PLAN}/measures{YEAR_2}",
    f"{PLAN}/measures/permanent-exclusions{YEAR_2}",
    f"{PLAN}/measures/secondary-fixed-term-exclusions-sen{YEAR_2}",
    f"{PLAN}/actions",
    f"{PLAN}/unanswered",
    f"{PLAN}/checks",
    f"{PLAN}/dropped",
    f"{PLAN}/glossary",
    f"{PLAN}/methods",
    f"{PLAN}/search?q=exclusion",
    f"{PLAN}/sources",
    f"{PLAN}/history",
    f"{PLAN}/editions",
    f"{PLAN}/public{YEAR_2}",
    "/plans/nowhere/",
)
"""Every page that can be read; a test holds this list against the addresses."""


@pytest.fixture
def issued(oxfordshire) -> Edition:
    """An edition with a file, without the seconds that rendering takes."""
    edition = Edition.objects.create(
        plan=oxfordshire,
        version=oxfordshire.versions.get(),
        at=NOON.date(),
        label="Summer 2021",
        audience="board",
        issued_at=NOON,
    )
    EditionFile.objects.create(
        edition=edition,
        suffix="pdf",
        name="oxfordshire-2021-06-01.pdf",
        media_type="application/pdf",
        content=b"%PDF",
        size=4,
        sha256="0" * 64,
    )
    return edition


def test_every_page_is_accessible_and_fits_at_a_desk_and_on_a_phone(
    live_server: LiveServer, onlooker: Onlooker, issued
):
    complaints = {}
    for address in PAGES:
        onlooker.open(live_server.url + address)
        for width in (WIDE, PHONE):
            onlooker.narrow(width)
            if found := onlooker.complaints():
                complaints[f"{address} at {width} px"] = found

    assert complaints == {}


def test_every_page_can_be_read_without_scripts(
    live_server: LiveServer, onlooker_without_scripts: Onlooker, issued
):
    page = onlooker_without_scripts.page
    for address in PAGES:
        onlooker_without_scripts.open(live_server.url + address, width=PHONE)
        expect(page.locator("h1")).to_be_visible()
        assert page.title().endswith("Headway")
        for link in page.locator(".govuk-service-navigation a").all():
            expect(link).to_be_visible()


def test_pages_of_an_empty_service_and_an_empty_plan_hold_up_too(
    live_server: LiveServer, onlooker: Onlooker
):
    onlooker.open(f"{live_server.url}/", width=PHONE)
    assert onlooker.complaints() == []

    save_version(text=planfile.dumps(Plan(slug="e", title="Empty")), reason="", at=NOON)
    for page in ("", "measures", "actions", "checks", "glossary", "editions", "public"):
        onlooker.open(f"{live_server.url}/plans/e/{page}", width=PHONE)
        assert onlooker.complaints() == []


def test_somebody_with_a_keyboard_skips_to_what_the_page_is_about(
    live_server: LiveServer, onlooker: Onlooker, oxfordshire
):
    page = onlooker.page
    onlooker.open(f"{live_server.url}{PLAN}/measures")

    page.keyboard.press("Tab")
    expect(page.locator(".govuk-skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.locator("#main-content a:focus")).to_have_text("Choose another day")


def test_an_officer_who_sends_an_empty_form_is_led_to_the_field(
    live_server: LiveServer, onlooker: Onlooker, oxfordshire
):
    page = onlooker.page
    onlooker.open(f"{live_server.url}{PLAN}/editions", width=PHONE)

    page.get_by_role("button", name="Go on to the checklist").click()

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Give the edition a name").click()
    expect(page.locator("#label")).to_be_focused()
    assert onlooker.complaints() == []


def test_a_board_member_goes_from_the_breach_to_its_source(
    live_server: LiveServer, onlooker: Onlooker, oxfordshire
):
    page = onlooker.page
    onlooker.open(f"{live_server.url}{PLAN}/")

    page.get_by_role("link", name="31 May 2020").click()
    page.get_by_role("link", name="Permanent exclusions", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Permanent exclusions")
    expect(page.get_by_role("table").first).to_contain_text("line 4")
    expect(page.get_by_role("img").first).to_be_visible()


def test_no_page_is_left_out_of_what_is_looked_at():
    apart = {"load_example", "restore", "file", "figures"}  # changes and downloads
    # An edition in preparation, and one that is issued: looked at in test_editions_prepared.
    apart |= {"draft", "read", "edition"}
    apart |= {"accept", "issue", "schedule", "withdraw", "name_reader", "revoke_reader"}
    apart |= {"read_file", "verify"}
    named = {one.name for one in (*plans.urlpatterns, *editions.urlpatterns)} - apart
    seen = {resolve(urlsplit(address).path).url_name for address in PAGES}

    assert named - seen == set()
