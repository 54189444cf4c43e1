"""The answering pages as people meet them: in a hurry, on a phone, by keyboard, without scripts."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from headway.web.answers import actions
from headway.web.answers.actions import By
from headway.web.answers.models import Answer
from headway.web.notices.models import Notice
from headway.web.people.models import Agency, Person, Role
from headway.web.plans.models import PlanRecord
from headway.web.rounds.actions import make_link
from headway.web.rounds.models import Request
from tests.web.answers_setting import NOW, answered, ask, round_of
from tests.web.conftest import PHONE, WIDE, Onlooker, enter
from tests.web.walking import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIGURES = ("78", "56", "9.4", "15.2", "290")
COUNT_CLICKS = """
window.addEventListener("pointerdown", () => {
  sessionStorage.setItem("clicks", Number(sessionStorage.getItem("clicks") || 0) + 1);
}, true);
"""


@pytest.fixture
def requests(oxfordshire: PlanRecord, agency: Agency) -> list[Request]:
    return ask(round_of(oxfordshire), agency)


@pytest.fixture
def bob(appointed: Callable[..., Person]) -> Person:
    person = appointed(Role.LEAD, email="bob@police.example", name="Bob")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def at_the_desk(page: Page, bob: Person) -> Onlooker:
    """Bob, who leads the police, at a browser."""
    enter(page, bob)
    return Onlooker(page)


@pytest.fixture
def without_scripts(browser: Browser, bob: Person) -> Iterator[Onlooker]:
    """Bob at a browser that runs no JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, bob)
    yield Onlooker(page)
    context.close()


def states() -> dict[str, str]:
    return dict(Answer.objects.values_list("request__row", "state"))


def field(request: Request, name: str) -> str:
    return f'[name="r{request.pk}-{name}"]'


def test_a_lead_signs_in_answers_eight_rows_signs_and_leaves_within_twelve_clicks(
    requests: list[Request], page: Page, bob: Person, live_server: LiveServer
):
    page.add_init_script(COUNT_CLICKS)
    page.goto(f"{live_server.url}/account/login/")
    began = time.monotonic()

    signed_in_by_hand(page)
    expect(page).to_have_url(f"{live_server.url}/rounds/t6/answer")
    for number, request in enumerate(requests):
        if number < len(FIGURES):
            page.locator(field(request, "figure-all")).click()
            page.keyboard.type(FIGURES[number])
        elif number == 5:
            page.locator(field(request, "words")).click()
            page.keyboard.type("The campaign ran in every school.")
        else:
            page.get_by_role("group", name=f"to {_name(request)}").get_by_text(
                "No change since last time"
            ).click()
    page.get_by_role("button", name="Save and sign all that is answered").click()
    expect(page.get_by_text("8 rows signed.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    clicks = int(page.evaluate("sessionStorage.getItem('clicks')"))
    took = time.monotonic() - began

    assert set(states().values()) == {"signed"}
    assert len(states()) == 8
    assert clicks <= 12
    assert took < 120
    print(f"{clicks} clicks, {took:.1f} seconds")


def test_somebody_without_an_account_follows_their_link_and_submits(
    requests: list[Request], page: Page, bob: Person, live_server: LiveServer
):
    asked_in = requests[0].round
    asked_in.closes_on = timezone.localdate() + timedelta(days=7)
    asked_in.save()
    make_link(
        round_id=asked_in.pk, agency_id=requests[0].agency_id, email="sam@school.example", by=bob,
        at=timezone.now(),
    )  # fmt: skip
    token = Notice.objects.get(kind="link").body.split("/rounds/link/")[1].split()[0]

    page.goto(f"{live_server.url}/rounds/link/{token}")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile(f"^{live_server.url}/rounds/t6/answer"))
    page.locator(field(requests[5], "words")).fill("The campaign ran in every school.")
    page.get_by_role("button", name="Save and submit all that is answered").click()

    expect(page.get_by_text("1 row submitted.")).to_be_visible()
    assert states() == {"attendance-campaign": "submitted"}


def signed_in_by_hand(page: Page) -> None:
    """One click, then the keyboard, as whoever signs in often does it."""
    page.get_by_label("E-mail address").click()
    page.keyboard.type("bob@police.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def _name(request: Request) -> str:
    from headway.web.plans import queries

    return queries.newest("oxfordshire").plan.row(request.row).name


def test_nothing_is_wrong_with_the_pages(
    requests: list[Request], bob: Person, onlooker: Onlooker, live_server: LiveServer
):
    by = By(person=bob)
    for request, draft in zip(
        requests,
        [answered("7,800", "Of these, 3 pupils left."), answered("55"), answered("9")],
        strict=False,
    ):
        actions.save_draft(request_id=request.pk, draft=draft, based_on=0, by=by, at=NOW)
    actions.add_file(request_id=requests[0].pk, name="notes.txt", content=b"x", by=by, at=NOW)
    actions.sign(request_id=requests[1].pk, by=by, at=NOW)
    actions.sign(request_id=requests[2].pk, by=by, at=NOW)
    actions.give_back(request_id=requests[2].pk, reason="For the term alone?", by=by, at=NOW)

    for path in ("answer", "answers"):
        onlooker.open(f"{live_server.url}/rounds/t6/{path}")
        for width in (WIDE, PHONE):
            onlooker.narrow(width)

            assert onlooker.complaints() == []


def test_a_draft_saves_itself_and_shows_beside_its_field_what_to_look_at(
    requests: list[Request], at_the_desk: Onlooker, live_server: LiveServer
):
    page = at_the_desk.page
    page.goto(f"{live_server.url}/rounds/t6/answer")
    page.locator(field(requests[0], "figure-all")).fill("7,300")

    row = page.locator(f"#row-{requests[0].pk}")
    expect(row.get_by_role("status")).to_have_text(re.compile("Saved"))

    expect(row.locator('[data-found="figure:all"]')).to_contain_text("is the decimal point right?")
    assert Answer.objects.get().draft.figures["all"].text == "7,300"
    assert at_the_desk.complaints() == []


def test_two_people_at_once_see_both_texts(
    requests: list[Request], at_the_desk: Onlooker, live_server: LiveServer
):
    page = at_the_desk.page
    page.goto(f"{live_server.url}/rounds/t6/answer")
    actions.save_draft(
        request_id=requests[0].pk, draft=answered("78", "Said by Carol."), based_on=0,
        by=By(link="7"), at=NOW,
    )  # fmt: skip
    page.locator(field(requests[0], "words")).fill("Said by Bob.")
    row = page.locator(f"#row-{requests[0].pk}")
    expect(row.get_by_role("status")).to_contain_text("Press Save to see both.")

    page.get_by_role("button", name="Save", exact=True).last.click()

    expect(row.get_by_text("Said by Carol.")).to_be_visible()
    expect(page.locator(field(requests[0], "words"))).to_have_value("Said by Bob.")
    at_the_desk.narrow(PHONE)
    # the browser itself mentions that a save was answered with 409, which is what happened
    assert [one for one in at_the_desk.complaints() if "409" not in one] == []
    page.get_by_role("button", name="Keep theirs").click()
    assert Answer.objects.get().words == "Said by Carol."


@pytest.mark.parametrize("elsewhere", [False, True])
def test_whoever_was_signed_out_while_typing_signs_in_and_loses_nothing(
    requests: list[Request], at_the_desk: Onlooker, live_server: LiveServer, elsewhere: bool
):
    page = at_the_desk.page
    page.goto(f"{live_server.url}/rounds/t6/answer")
    page.context.clear_cookies(name="sessionid")
    page.locator(field(requests[0], "words")).fill("Half a page.")
    row = page.locator(f"#row-{requests[0].pk}")
    expect(row.get_by_role("status")).to_contain_text("you are signed out. Press Save to sign in")
    if elsewhere:
        other = page.context.new_page()
        other.goto(f"{live_server.url}/account/login/")
        signed_in_by_hand(other)
        expect(other.get_by_text("rows to answer")).to_be_visible()

    page.get_by_role("button", name="Save", exact=True).last.click()

    if elsewhere:
        expect(page.get_by_text("1 row saved.")).to_be_visible()
    else:
        signed_in_by_hand(page)
        expect(page.get_by_text("You were signed out before this was saved.")).to_be_visible()
        for width in (WIDE, PHONE):
            at_the_desk.narrow(width)
            assert at_the_desk.complaints() == []
    expect(page.locator(field(requests[0], "words"))).to_have_value("Half a page.")


def test_the_whole_way_without_scripts(
    requests: list[Request], without_scripts: Onlooker, live_server: LiveServer
):
    page = without_scripts.page
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/account/login/")
    signed_in_by_hand(page)
    page.locator(field(requests[0], "figure-all")).fill("78")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("1 row saved.")).to_be_visible()
    for number, request in enumerate(requests[1:], 1):
        if number < len(FIGURES):
            page.locator(field(request, "figure-all")).fill(FIGURES[number])
        else:
            page.locator(field(request, "kind")).nth(1).check()

    page.get_by_role("button", name="Save and sign all that is answered").click()
    expect(page.get_by_text("8 rows signed.")).to_be_visible()

    page.get_by_role("button", name=re.compile("^Take back(?! everything)")).first.click()
    expect(page.get_by_text("1 row taken back.")).to_be_visible()
    assert states()["permanent-exclusions"] == "submitted"
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_by_keyboard_alone(
    requests: list[Request], page: Page, bob: Person, live_server: LiveServer
):
    page.goto(f"{live_server.url}/account/login/")
    _tab_to(page, "id_login")
    page.keyboard.type("bob@police.example")
    _tab_to(page, "id_password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/rounds/t6/answer")

    for number, request in enumerate(requests):
        if number < len(FIGURES):
            _tab_to(page, f"r{request.pk}-figure-all")
            page.keyboard.type(FIGURES[number])
        else:
            _tab_to(page, f"r{request.pk}-kind-figures")
            page.keyboard.press("ArrowDown")
    _tab_to(page, "sign")
    page.keyboard.press("Enter")

    expect(page.get_by_text("8 rows signed.")).to_be_visible()
    assert set(states().values()) == {"signed"}


def _tab_to(page: Page, wanted: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        here = page.evaluate("[document.activeElement.id, document.activeElement.value]")
        if wanted in here:
            return
    raise AssertionError(f"nobody gets to {wanted} by the keyboard")


def test_who_owes_nothing_lands_on_the_plan_and_who_owes_sees_it_on_every_page(
    requests: list[Request], page: Page, bob: Person, live_server: LiveServer
):
    page.goto(f"{live_server.url}/account/login/")
    signed_in_by_hand(page)
    page.wait_for_url("**/rounds/t6/answer")
    page.goto(f"{live_server.url}/plans/oxfordshire/")
    expect(page.get_by_role("link", name="8 rows to answer")).to_be_visible()

    for request in requests:
        actions.save_draft(
            request_id=request.pk, draft=answered("7"), based_on=0, by=By(person=bob), at=NOW
        )
        actions.sign(request_id=request.pk, by=By(person=bob), at=NOW)
    page.get_by_role("button", name="Sign out").click()
    signed_in_by_hand(page)

    expect(page).to_have_url(f"{live_server.url}/plans/oxfordshire/")
    expect(page.get_by_role("link", name="to answer")).to_have_count(0)
