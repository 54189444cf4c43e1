"""The public pages as people meet them: at a desk, on a phone, without scripts, and printed."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from headway.plainwords.ideas import spoken
from headway.plainwords.reading_age import reading
from headway.web.editions.models import Edition
from headway.web.plans.models import PlanRecord
from headway.web.public import actions
from headway.web.public.access import content
from headway.web.public.models import Kind, Standing
from headway.web.public.plain import first_draft, telling_lines
from tests.web.conftest import NOON, PHONE, WIDE, Onlooker
from tests.web.public_setting import issued

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = "/public/partnership/oxfordshire"
NEWEST = f"{PLAN}/newest"
PAGES = (
    f"{NEWEST}/",
    f"{NEWEST}/areas/engaged-in-education",
    f"{NEWEST}/measures",
    f"{NEWEST}/measures/permanent-exclusions",
    f"{NEWEST}/measures/home-educated-with-plans",
    f"{NEWEST}/methods",
    f"{NEWEST}/glossary",
    f"{NEWEST}/downloads",
    f"{NEWEST}/young-people",
    f"{NEWEST}/easy-read",
    f"{PLAN}/editions",
    f"{PLAN}/subscribe",
    "/public/nowhere/",
)


@pytest.fixture
def edition(oxfordshire: PlanRecord) -> Edition:
    """With the first drafts of its plain words, published."""
    made = issued(oxfordshire)
    for kind in Kind:
        actions.save_plain(
            edition=made, kind=kind, words=first_draft(content(made), kind),
            standing=Standing.PUBLISHED, based_on=0, by=None, at=NOON,
        )  # fmt: skip
    return made


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_every_public_page_is_accessible_fits_and_tells_nobodys_number(
    live_server: LiveServer, page: Page, edition: Edition
):
    onlooker, complaints = Onlooker(page), {}
    for address in PAGES:
        onlooker.open(live_server.url + address)
        for width in (WIDE, PHONE):
            onlooker.narrow(width)
            if found := onlooker.complaints():
                complaints[f"{address} at {width} px"] = found
        if address.endswith("/methods"):
            continue  # explains methods by numbers of its own, the same for every plan
        if found := list(telling_lines(page.locator("main").inner_text(), edition)):
            complaints[f"{address} tells"] = found

    assert complaints == {}


def test_every_public_page_can_be_read_without_scripts(
    live_server: LiveServer, without_scripts: Page, edition: Edition
):
    for address in PAGES:
        without_scripts.goto(live_server.url + address)
        expect(without_scripts.locator("h1")).to_be_visible()
        assert without_scripts.title().endswith("Headway")


def test_a_page_on_paper_says_where_it_is_and_what_stands_for_a_withheld_number(
    live_server: LiveServer, page: Page, edition: Edition, settings: Any
):
    settings.ADDRESS = "https://plan.example"
    foot = page.locator("footer")
    for name in ("", "measures/permanent-exclusions", "easy-read"):
        page.goto(f"{live_server.url}{NEWEST}/{name}")
        page.emulate_media(media="screen")
        expect(foot.get_by_text("https://plan.example")).to_be_hidden()

        page.emulate_media(media="print")

        permanent = f"https://plan.example{NEWEST.replace('newest', str(edition.pk))}/{name}"
        expect(foot.get_by_text(permanent)).to_be_visible()
        expect(foot.get_by_text("[c] stands where a number is withheld")).to_be_visible()
        expect(foot.get_by_role("link", name="Glossary")).to_be_hidden()


def test_the_reading_age_follows_the_typing_and_is_the_one_that_is_saved(
    live_server: LiveServer, onlooker: Onlooker, edition: Edition
):
    page = onlooker.page
    address = f"/plans/oxfordshire/editions/{edition.pk}/plain/easy-read"
    onlooker.open(live_server.url + address)
    assert onlooker.complaints() == []
    drafts = [first_draft(content(edition), kind) for kind in Kind]

    for words in (*drafts, "Multi-agency arrangements ameliorated outcomes.", "We did it."):
        page.locator("#words").fill(words)
        expected = reading(spoken(words))
        assert expected is not None
        expect(page.locator("#reading-age")).to_have_text(f"{expected.age:.1f} years")

    onlooker.narrow(PHONE)
    assert onlooker.complaints() == []
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.locator(".hw-message")).to_contain_text("Saved as version 2")
