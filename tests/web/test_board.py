"""The board's five minutes: what is off track, why, what is done, and what it decides and asks."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from django.test import Client
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from headway import planfile
from headway.domain.observations import RowId
from headway.domain.plan import Progress
from headway.reporting.pack import FROM_THE_AREA, FROM_THE_PLAN, NAMED_BEFORE, NEXT_STEPS
from headway.web.answers import actions
from headway.web.answers.actions import By
from headway.web.audit.models import Entry
from headway.web.board import queries
from headway.web.board.actions import record, settle, take_up_again
from headway.web.board.errors import MatterError
from headway.web.board.models import Matter, MatterKind
from headway.web.board.pages.screens import MOST_ON_A_SCREEN
from headway.web.editions.models import Audience
from headway.web.people import actions as people
from headway.web.people.models import Agency, Person, Role
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.rounds.models import Round
from tests.reporting.reading import words_of
from tests.web.answers_setting import answered, ask, round_of
from tests.web.conftest import PHONE, WIDE, Onlooker, charlie, read, signed_in
from tests.web.issuing import issue

pytestmark = [pytest.mark.django_db]

BOARD = "/plans/oxfordshire/board"
ROW = "permanent-exclusions"
SPRING = "?at=2020-05-31"
"""A day on which something was off track."""
NOW = datetime(2021, 9, 12, 12, tzinfo=UTC)


@pytest.fixture
def asked(oxfordshire: PlanRecord, agency: Agency) -> Round:
    made = round_of(oxfordshire)
    ask(made, agency)
    return made


@pytest.fixture
def member(appointed: Callable[..., Person]) -> Person:
    return appointed(Role.BOARD, email="mary@board.example", name="Mary Marsh")


def decided(agency: Agency | None, **more) -> Matter:
    given = {
        "slug": "oxfordshire", "row": ROW, "kind": MatterKind.DECISION,
        "words": "Bring a plan for the two schools.", "agency": agency,
        "due_on": date(2021, 11, 1), "by": None, "at": NOW, "made_as": "Board member", **more,
    }  # fmt: skip
    return record(**given)


def test_the_board_reads_what_is_off_track_why_what_changed_and_who_is_silent(
    oxfordshire, asked, member
):
    issue(slug="oxfordshire", at=date(2020, 5, 31), label="Spring 2020", audience=Audience.BOARD,
          issued_at=NOW)  # fmt: skip

    html = read(signed_in(member), BOARD)

    assert "What is off track, why, and what is being done" in html
    assert "What has changed since “Spring 2020”" in html
    assert "Since the plan as it was known on 31 May 2020" in html
    assert "0 of 8 rows answered in full. Answers due by" in html
    assert "8 of 8" in html


def test_each_action_that_is_counted_as_overdue_is_listed_with_who_and_since_when(
    oxfordshire, member
):
    html = read(signed_in(member), f"{BOARD}?at=2021-09-12")

    listed = html.partition("Actions that are overdue</h2>")[2].partition("</section>")[0]
    counted = re.search(r"Of \d+ actions: .*?(\d+) overdue", html)
    assert counted
    assert listed.count("days overdue;") == int(counted[1])
    assert "named above" not in listed
    assert "/actions?at=2021-09-12&amp;sort=late" in listed


def test_what_nobody_signed_is_no_silence_and_is_said_to_be_unsigned(oxfordshire, asked, member):
    request = asked.requests.get(row=ROW)
    by = By(person=member)
    actions.save_draft(request_id=request.pk, draft=answered("78"), based_on=0, by=by, at=NOW)
    actions.submit(request_id=request.pk, by=by, at=NOW)

    html = read(signed_in(member), f"{BOARD}{SPRING}")

    assert "1 of 8 rows answered in full." in html
    assert "1 answer is not signed yet." in html
    assert "7 of 8; 1 answered, not signed" in html
    assert "Answered, not signed: Thames Valley Police." in concern(html)


def said(text: str, *, of: str = "AY 2019/20 T6", on: date = date(2020, 5, 31)) -> Progress:
    return Progress(
        row=RowId(ROW), text=text, known_at=on, period=of,
        given_by=f"Schools, signed by its lead, {of}",
    )  # fmt: skip


def with_words(*told: Progress) -> None:
    text = planfile.example_path().read_text(encoding="utf-8")
    plan = planfile.loads(text, name="example")
    changed = replace(plan, progress=(*plan.progress, *told))
    save_version(text=planfile.dumps(changed, previous=text), reason="Answer", at=NOW)


def concern(html: str, row: str = ROW) -> str:
    """What the board's page says of one row."""
    return html.partition(f"{BOARD}/rows/{row}")[2].partition("</article>")[0]


def test_next_steps_of_an_accepted_answer_are_what_is_being_done(oxfordshire, member):
    with_words(said(f"We met.\n{NEXT_STEPS}Two schools get a worker."))

    told = concern(read(signed_in(member), BOARD + SPRING))

    assert "Two schools get a worker." in told.partition("What was last said of it")[0]
    assert "We met." in told.partition("What was last said of it")[2]
    assert FROM_THE_AREA not in told


def test_where_no_next_steps_are_named_the_actions_of_the_area_stand_and_it_is_said(
    oxfordshire, member
):
    told = concern(read(signed_in(member), BOARD + SPRING))

    assert FROM_THE_AREA in told
    assert "Campaign against non-attendance (halted)" in told


def test_an_action_of_its_own_stands_for_itself(oxfordshire, member):
    text = planfile.example_path().read_text(encoding="utf-8")
    plan = planfile.loads(text, name="example")
    [area] = {one.area for one in plan.measures if one.id == ROW}
    action = next(one for one in plan.actions if one.area == area and "non-att" in one.name)
    measures = tuple(
        replace(one, for_action=action.id) if one.id == ROW else one for one in plan.measures
    )
    changed = planfile.dumps(replace(plan, measures=measures), previous=text)
    save_version(text=changed, reason="Tied", at=NOW)

    told = concern(read(signed_in(member), BOARD + SPRING))

    assert told.index(FROM_THE_PLAN) < told.index("Campaign against non-attendance")
    assert "of the plan: Halted" in told


def test_next_steps_of_an_earlier_round_stand_as_that_until_others_are_named(oxfordshire, member):
    with_words(
        said(f"{NEXT_STEPS}A worker for each school.", of="AY 2019/20 T4", on=date(2020, 4, 1)),
        said("We met."),
    )

    told = concern(read(signed_in(member), BOARD + SPRING))

    assert told.index(NAMED_BEFORE) < told.index("A worker for each school.")
    assert told.count("A worker for each school.") == 1
    assert "We met." in told


def test_a_decision_is_recorded_by_role_and_carried_until_it_is_settled(
    oxfordshire, asked, agency, member
):
    browser = signed_in(member)
    sent = {"kind": "decision", "words": "Bring a plan.", "agency": agency.pk,
            "due_on": "2021-11-01"}  # fmt: skip

    browser.post(f"{BOARD}/rows/{ROW}", sent)

    [matter] = Matter.objects.all()
    assert (matter.made_as, matter.round) == ("Board member", asked)
    html = read(browser, BOARD)
    assert "Bring a plan." in html
    assert "Thames Valley Police, by 1 November 2021" in html
    browser.post(f"{BOARD}/matters/{matter.pk}/settle", {"outcome": "The plan was seen."})
    assert "Bring a plan." not in read(browser, BOARD)
    assert "The plan was seen." in read(browser, f"{BOARD}/rows/{ROW}")
    verbs = list(Entry.objects.filter(noun="matter").values_list("verb", flat=True))
    assert verbs == ["matter.settled", "matter.recorded"]


def test_the_agency_is_shown_it_where_it_answers_next(oxfordshire, asked, agency, appointed):
    decided(agency)
    decided(None, who="Whoever leads", words="Why did it rise?", kind=MatterKind.QUESTION)
    settled = decided(agency, words="An old one.")
    settle(matter_id=settled.pk, outcome="Done", by=None, at=NOW)
    lead = signed_in(appointed(Role.LEAD))

    html = read(lead, f"/rounds/{asked.key}/answer")

    assert "Bring a plan for the two schools." in html
    assert "Why did it rise?" in html
    assert "An old one." not in html


def test_another_agency_is_not_shown_what_is_for_this_one(oxfordshire, agency, partnership):
    decided(agency)
    people.name_agencies(partnership=partnership, names=["Schools"], by=None, at=NOW)
    other = partnership.agencies.get(name="Schools")

    assert queries.for_agency("oxfordshire", other, [ROW]) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"words": " "}, "Say what was decided"),
        ({"agency": None}, "Say who is to see to it"),
        ({"row": "nothing"}, "has this row no more"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(oxfordshire, agency, wrong, words):
    with pytest.raises(MatterError, match=words):
        decided(**{"agency": agency, **wrong})


def test_a_matter_is_settled_once_and_can_be_taken_up_again(oxfordshire, agency):
    matter = decided(agency)
    settle(matter_id=matter.pk, outcome="Seen", by=None, at=NOW)

    with pytest.raises(MatterError, match="already"):
        settle(matter_id=matter.pk, outcome="Seen too", by=None, at=NOW)
    assert take_up_again(matter_id=matter.pk, by=None, at=NOW).is_open


def test_a_form_without_words_is_shown_again_with_what_is_wrong(oxfordshire, agency, client):
    response = client.post(f"{BOARD}/rows/{ROW}", {"kind": "decision", "words": ""})

    html = response.content.decode()
    assert response.status_code == 422
    assert "Say what was decided or asked" in html
    assert "Choose an agency, or say who by role" in html


def test_words_of_the_board_are_shown_as_words(oxfordshire, agency, client: Client):
    decided(agency, words="<script>alert(1)</script>")

    for address in (BOARD, f"{BOARD}/rows/{ROW}"):
        html = read(client, address)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_the_presentation_goes_from_screen_to_screen_by_plain_links(oxfordshire, asked, client):
    seen, address = [], f"{BOARD}/present/1{SPRING}"
    while address:
        html = read(client, address)
        seen.append(address)
        found = html.partition('rel="next" href="')[2].partition('"')[0]
        address = found

    assert len(seen) > 4
    assert 'rel="prev"' in html
    assert "Decisions and questions still open" in html
    assert client.get(f"{BOARD}/present/{len(seen) + 1}{SPRING}").status_code == 404


def test_the_presentation_shows_every_overdue_action_a_few_on_each_screen(oxfordshire, client):
    shown: list[list[str]] = []
    address = f"{BOARD}/present/1{SPRING}"
    while address:
        html = read(client, address)
        if "Actions that are overdue" in html:
            shown.append(re.findall(r"\d+ days overdue;", html))
        address = html.partition('rel="next" href="')[2].partition('"')[0]

    listed = read(client, BOARD + SPRING).count("days overdue;")
    assert listed > MOST_ON_A_SCREEN
    assert [len(one) for one in shown] == [MOST_ON_A_SCREEN, listed - MOST_ON_A_SCREEN]


def test_the_pack_is_one_pdf_with_all_of_it_and_the_same_bytes_again(
    oxfordshire, asked, agency, client: Client
):
    decided(agency)

    first, second = (client.get(f"{BOARD}/pack.pdf{SPRING}").content for _ in range(2))

    words = words_of("pdf", first)
    assert first == second
    assert "What needs attention" in words
    assert "Bring a plan for the two schools." in words
    assert "What is being done" in words
    assert "0 of 8 rows answered in full" in words
    lines = [
        line.strip()
        for page in pypdfium2.PdfDocument(first)
        for line in page.get_textpage().get_text_bounded().splitlines()
    ]
    assert "What was last said of it" in lines, "a heading has its own line"


def test_a_stranger_learns_nothing_of_the_board(oxfordshire, appointed):
    assert signed_in(charlie(appointed)).get(BOARD).status_code == 404


@pytest.mark.browser
def test_the_boards_pages_are_accessible_in_both_widths_and_keys_turn_the_screens(
    live_server: LiveServer, onlooker: Onlooker, oxfordshire, asked, agency
):
    decided(agency)
    for page in ("", f"/rows/{ROW}", "/present/1", "/present/12", "/present/2"):
        address = BOARD + page + SPRING
        for width in (WIDE, PHONE):
            onlooker.open(live_server.url + address, width=width)
            assert onlooker.complaints() == [], address

    onlooker.page.keyboard.press("ArrowRight")
    expect(onlooker.page).to_have_url(f"{live_server.url}{BOARD}/present/3{SPRING}")
    onlooker.page.keyboard.press("ArrowLeft")
    expect(onlooker.page).to_have_url(f"{live_server.url}{BOARD}/present/2{SPRING}")
