"""The plan's pages as people meet them: empty, by keyboard, in error, and on paper."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from headway import planfile
from headway.domain.plan import Plan
from headway.web.plans.actions import save_version
from tests.web.answers_setting import ask, round_of
from tests.web.conftest import NOON, PHONE, Onlooker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = "/plans/oxfordshire"
YEAR_2 = "?at=2020-05-31"


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


PRINTED = (
    f"{PLAN}/{YEAR_2}",
    f"{PLAN}/board{YEAR_2}",
    f"{PLAN}/measures/permanent-exclusions{YEAR_2}",
    "/rounds/t6/answer",
)
A4 = 794
"""Pixels across a sheet of paper, as browsers count them."""

ON_PAPER = """
() => {
  const seen = element => element.checkVisibility({ visibilityProperty: true });
  const start = element => element.outerHTML.slice(0, 100);
  const controls = "button:not(.govuk-visually-hidden), .hw-who, .govuk-breadcrumbs, [type=file]";
  const folded = [...document.querySelectorAll("details")].filter(seen)
    .filter(one => !one.lastElementChild.getBoundingClientRect().height);
  const over = document.documentElement.scrollWidth - innerWidth;
  return [
    ...[...document.querySelectorAll(controls)].filter(seen).map(one => `printed: ${start(one)}`),
    ...folded.map(one => `folded away: ${start(one)}`),
    ...(over > 0 ? [`${over} px wider than the paper`] : []),
  ];
}
"""


def test_on_paper_there_are_no_controls_and_nothing_is_folded_away(
    live_server: LiveServer, onlooker: Onlooker, oxfordshire, agency
):
    ask(round_of(oxfordshire), agency)
    page = onlooker.page
    page.emulate_media(media="print")
    faults = {}

    for address in PRINTED:
        onlooker.open(live_server.url + address, width=A4)
        if found := page.evaluate(ON_PAPER):
            faults[address] = found

    assert faults == {}
