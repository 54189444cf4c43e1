"""A round asks each agency, reminds those who are silent, and says so to the board."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from headway.domain.errors import HeadwayError
from headway.rounds.silence import Manner, Standing
from headway.rounds.working_days import WorkingDays
from headway.web.audit.models import Entry
from headway.web.notices.models import Notice, NoticeState
from headway.web.people import actions as people
from headway.web.people.models import Agency, Partnership, Person, Role
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.rounds import actions, queries
from headway.web.rounds.errors import LinkError, RoundsError
from headway.web.rounds.models import PersonalLink, Request, Round, RoundState
from headway.web.rounds.ticking import tick

PLAN = """\
headway: 1
slug: safe-at-home
title: Safe at home
outcomes:
  - id: be-safe
    title: Be Safe
    areas:
      - id: home
        title: Home
        agencies: [Thames Valley Police, Public Health]
        leads: [Safety lead]
        timetable: {words: Termly}
        measures:
          - id: calls
            text: Calls to the police
          - id: visits
            text: Visits by health visitors
            agencies: [Public Health]
          - id: survey
            text: What children say
            agencies: [Survey Team]
            timetable: {words: annually in October}
"""

WORKING = WorkingDays()
POLICE = "Thames Valley Police"
OPENS = datetime(2026, 1, 6, 9, tzinfo=UTC)
DUE = date(2026, 1, 20)
DAY = timedelta(days=1)


@pytest.fixture
def plan(partnership: Partnership) -> PlanRecord:
    """A small plan that is reported on each term."""
    return save_version(text=PLAN, reason="New", at=OPENS - 9 * DAY, partnership=partnership).plan


@pytest.fixture
def police(plan: PlanRecord) -> Agency:
    return plan.partnership.agencies.get(name=POLICE)


@pytest.fixture
def health(plan: PlanRecord) -> Agency:
    """Public Health, which has an address and nobody with an account."""
    agency = plan.partnership.agencies.get(name="Public Health")
    people.keep_agency(
        agency_id=agency.pk, name=agency.name, also_called=[], address="health@example.org",
        by=None, at=OPENS,
    )  # fmt: skip
    agency.refresh_from_db()
    return agency


@pytest.fixture
def lead(appointed: Callable[..., Person], police: Agency) -> Person:
    """Bob, who leads for the police."""
    return appointed(Role.LEAD, of=police, email="bob@police.example", name="Bob")


@pytest.fixture
def opened(plan: PlanRecord, lead: Person, health: Agency) -> Round:
    """The round of term 2, as it opened by itself."""
    tick(OPENS)
    return Round.objects.get()


def mails(kind: str) -> list[tuple[str, str]]:
    found = Notice.objects.filter(kind=kind).order_by("pk")
    return [(one.to, one.subject) for one in found]


def answer(round_: Round, row: str, agency: Agency, standing: Standing = Standing.SIGNED) -> None:
    request = round_.requests.get(row=row, agency=agency)
    actions.note_answer(
        request_id=request.pk, standing=standing, manner=Manner.FIGURES, at=OPENS + DAY
    )


# ------------------------------------------------------------------------------- by itself


def test_a_round_opens_on_its_day_with_a_request_for_each_agency_and_row(opened, police, health):
    assert (opened.label, opened.period) == ("Term 2 of 2025/26", "AY 2025/26 T2")
    assert (opened.as_at, opened.due_on) == (date(2025, 12, 19), DUE)
    asked = [(one.row, one.agency.name) for one in opened.requests.all()]
    assert asked == [
        ("calls", "Thames Valley Police"), ("calls", "Public Health"), ("visits", "Public Health")
    ]  # fmt: skip
    assert mails("request") == [
        ("bob@police.example", "Term 2 of 2025/26: Thames Valley Police is asked for one row"),
        ("health@example.org", "Term 2 of 2025/26: Public Health is asked for 2 rows"),
    ]


def test_ticking_again_opens_nothing_twice(opened):
    for minute in range(3):
        tick(OPENS + minute * timedelta(minutes=1))

    assert Round.objects.count() == 1
    assert Notice.objects.count() == 2
    assert Entry.objects.filter(verb="round.opened").count() == 1


@pytest.mark.parametrize(
    "at",
    [
        OPENS - DAY,  # a training day: pupils come a day later
        datetime(2026, 1, 10, 9, tzinfo=UTC),  # a Saturday
        datetime(2026, 1, 21, 9, tzinfo=UTC),  # nobody could answer in time
    ],
)
def test_no_round_opens_on_a_day_off_or_too_late(plan, at):
    tick(at)

    assert not Round.objects.exists()


def test_a_service_that_was_down_opens_the_round_when_it_is_back(plan, lead):
    tick(OPENS + 3 * DAY)

    assert Round.objects.get().label == "Term 2 of 2025/26"


def test_no_round_opens_where_the_officer_said_not_to(plan, officer):
    actions.let_open_itself(slug=plan.slug, allowed=False, by=officer, at=OPENS)

    assert tick(OPENS) == []
    assert not queries.opens_itself(plan.slug)


def test_those_who_are_silent_are_reminded_then_their_lead_is_told_then_it_closes(
    opened, police, health
):
    answer(opened, "calls", health)
    said: list[str] = []
    for number in range(30):
        at = OPENS + number * DAY
        said += [f"{at:%d %b} {line}" for line in tick(at)]

    assert said == [
        "13 Jan Term 2 of 2025/26: 2 agencies reminded.",
        "19 Jan Term 2 of 2025/26: 2 agencies reminded.",
        "21 Jan Term 2 of 2025/26: 2 agencies reminded.",
        "22 Jan Term 2 of 2025/26: leads of 2 agencies told.",
        "23 Jan Term 2 of 2025/26: 2 agencies reminded.",
        "28 Jan Term 2 of 2025/26 is closed.",
    ]
    reminders = mails("reminder")
    assert len(reminders) == 8
    assert reminders[0][1] == "Reminder: Term 2 of 2025/26, one row of Thames Valley Police"
    assert reminders[-1][1].startswith("Late: Term 2 of 2025/26")
    assert mails("escalation") == [
        ("bob@police.example", "Thames Valley Police has not answered Term 2 of 2025/26"),
        ("health@example.org", "Public Health has not answered Term 2 of 2025/26"),
    ]
    opened.refresh_from_db()
    assert opened.state == RoundState.CLOSED


def test_whoever_has_answered_is_left_in_peace(opened, police, health):
    for row, agency in (("calls", police), ("calls", health), ("visits", health)):
        answer(opened, row, agency)
    for number in range(20):
        tick(OPENS + number * DAY)

    assert mails("reminder") == mails("escalation") == []


def test_an_answer_that_was_returned_is_reminded_of_again(opened, police, health):
    answer(opened, "calls", police)
    answer(opened, "calls", police, Standing.RETURNED)
    tick(OPENS + 7 * DAY)

    assert (
        "bob@police.example",
        "Reminder: Term 2 of 2025/26, one row of Thames Valley Police",
    ) in (mails("reminder"))


# --------------------------------------------------------------------------- what the board sees


def test_not_answering_is_a_status_with_a_name_in_it(opened, police, health):
    answer(opened, "calls", health)
    tick(OPENS + 7 * DAY)
    standing = queries.silence(opened, at=DUE + DAY)

    calls = standing.of("calls")
    assert calls is not None
    assert calls.sentence == (
        "Not answered by Thames Valley Police: due 20 January 2026, reminded once."
    )
    assert [one.agency for one in calls.answered] == ["Public Health"]
    assert "0 of 2 rows answered in full" in standing.sentence


def test_silence_takes_the_same_queries_however_many_rows(opened, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.silence(opened, at=DUE)
    with django_assert_num_queries(4):
        queries.chase_list(opened, at=OPENS)


# ------------------------------------------------------------------------------------- by hand


def test_one_click_chases_and_a_second_does_not(opened, police, officer):
    first = actions.chase(round_id=opened.pk, agency_id=police.pk, by=officer, at=OPENS + DAY)
    again = actions.chase(
        round_id=opened.pk, agency_id=police.pk, by=officer,
        at=OPENS + DAY + timedelta(minutes=1),
    )  # fmt: skip

    assert (first, again) == (1, 0)
    assert len(mails("chaser")) == 1
    [request] = opened.requests.filter(agency=police)
    assert request.reminded == 1
    body = Notice.objects.get(kind="chaser").body
    assert "Sent by Alice Archer." in body
    assert f"Questions? Ask Alice Archer, {officer.email}." in body, "whom to ask is named"


def test_a_chaser_tells_when_there_is_nobody_to_write_to(opened, police, lead, officer):
    lead.is_active = False
    lead.save()

    with pytest.raises(RoundsError, match="Nobody is known to write to"):
        actions.chase(round_id=opened.pk, agency_id=police.pk, by=officer, at=OPENS + DAY)


def test_a_closed_round_reminds_nobody_until_it_is_reopened(opened, police, officer):
    actions.close_round(round_id=opened.pk, by=officer, at=OPENS + DAY, reason="Too early")
    with pytest.raises(RoundsError, match="Reopen it"):
        actions.chase(round_id=opened.pk, agency_id=police.pk, by=officer, at=OPENS + DAY)

    later = actions.reopen_round(
        round_id=opened.pk, due_on=date(2026, 2, 3), working=WORKING, by=officer, at=OPENS + DAY
    )

    assert later.is_open
    assert (later.due_on, later.closes_on) == (date(2026, 2, 3), date(2026, 2, 10))
    assert tick(OPENS + DAY) == []
    verbs = list(Entry.objects.filter(noun="round").order_by("seq").values_list("verb", flat=True))
    assert verbs == ["round.opened", "round.closed", "round.reopened"]


def test_rows_are_handed_to_one_person_who_is_reminded_in_place_of_the_others(
    opened, police, lead, officer, appointed
):
    carol = appointed(Role.CONTRIBUTOR, of=police, email="carol@police.example", name="Carol")
    requests = [one.pk for one in opened.requests.filter(agency=police)]
    actions.hand_over(
        round_id=opened.pk, agency_id=police.pk, requests=requests, to=carol.pk, by=lead,
        at=OPENS + DAY,
    )  # fmt: skip
    tick(OPENS + 7 * DAY)

    assert ("carol@police.example") in [to for to, _ in mails("request")]
    assert [to for to, _ in mails("reminder") if "police" in to] == ["carol@police.example"]


def test_rows_are_not_handed_to_somebody_of_another_agency(opened, police, officer, lead):
    requests = [one.pk for one in opened.requests.filter(agency=police)]

    with pytest.raises(RoundsError, match="answers for the agency"):
        actions.hand_over(
            round_id=opened.pk, agency_id=police.pk, requests=requests, to=officer.pk, by=lead,
            at=OPENS,
        )  # fmt: skip


# -------------------------------------------------------------------------------- personal links


def linked(opened: Round, agency: Agency, by: Person) -> str:
    actions.make_link(
        round_id=opened.pk, agency_id=agency.pk, email="dora@health.example", by=by, at=OPENS
    )
    body = Notice.objects.filter(kind="link").latest("pk").body
    return str(body.split("/rounds/link/")[1].split()[0])


def test_a_link_is_sent_and_only_its_digest_is_kept(opened, health, officer):
    token = linked(opened, health, officer)

    assert token not in str(PersonalLink.objects.values())
    assert not Entry.objects.filter(after__contains=token).exists()
    assert not Entry.objects.filter(after__contains="dora").exists()
    assert Notice.objects.get(kind="link").is_secret
    assert actions.follow_link(token=token, at=OPENS + DAY).agency == health


@pytest.mark.parametrize("fault", ["unknown", "expired", "revoked", "closed", "newer"])
def test_a_link_opens_nothing_once_it_has_ended(opened, health, officer, fault):
    token, at = linked(opened, health, officer), OPENS + DAY
    match fault:
        case "unknown":
            token = f"{token[:-1]}{'a' if token[-1] != 'a' else 'b'}"
        case "expired":
            at = datetime(2026, 1, 28, tzinfo=UTC)
        case "revoked":
            actions.revoke_link(link_id=PersonalLink.objects.get().pk, by=officer, at=at)
        case "closed":
            actions.close_round(round_id=opened.pk, by=officer, at=at)
        case "newer":
            linked(opened, health, officer)

    with pytest.raises(LinkError, match="does not work any more"):
        actions.follow_link(token=token, at=at)


def test_a_link_that_is_revoked_before_it_was_sent_is_not_sent(opened, health, officer):
    linked(opened, health, officer)
    actions.revoke_link(link_id=PersonalLink.objects.get().pk, by=officer, at=OPENS)

    assert Notice.objects.get(kind="link").state == NoticeState.CANCELLED


class AtTheTime:
    """The clock of the pages, which the tests set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = OPENS + DAY
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> AtTheTime:
    return AtTheTime(monkeypatch)


def test_opening_the_address_uses_nothing_up_and_the_button_lets_in(opened, health, officer, clock):
    token, browser = linked(opened, health, officer), Client()
    looked = browser.get(f"/rounds/link/{token}")
    assert looked.status_code == 200
    assert PersonalLink.objects.get().used_at is None

    entered = browser.post(f"/rounds/link/{token}")

    assert entered.status_code == 302
    assert entered["Location"] == f"/rounds/{opened.key}/answer"
    assert token not in entered["Location"]
    assert browser.session["personal_link"] == PersonalLink.objects.get().pk


def test_a_session_that_somebody_prepared_is_left_behind(opened, health, officer, clock):
    token, browser = linked(opened, health, officer), Client()
    prepared = browser.session
    prepared["x"] = 1
    prepared.save()
    browser.cookies["sessionid"] = str(prepared.session_key)

    browser.post(f"/rounds/link/{token}")

    assert browser.session.session_key != prepared.session_key
    assert "x" not in browser.session


def test_whoever_came_by_a_link_sees_no_other_page(opened, health, officer, clock, plan):
    token, browser = linked(opened, health, officer), Client()
    browser.post(f"/rounds/link/{token}")

    for address in (
        f"/rounds/{opened.key}", f"/plans/{plan.slug}/rounds", f"/plans/{plan.slug}/",
        f"/rounds/{opened.key}/agencies/{health.pk}",
    ):  # fmt: skip
        assert browser.get(address).status_code in (302, 403, 404), address


def test_a_link_with_nothing_behind_it_says_at_once_that_it_has_ended(db):
    for answer in (Client().get("/rounds/link/abcdefgh"), Client().post("/rounds/link/abcdefgh")):
        assert answer.status_code == 410
        assert "This link does not work any more" in answer.content.decode()
        assert "Continue" not in answer.content.decode()


# ------------------------------------------------------------------------------------- the pages


def test_the_officer_sees_what_opening_would_do_before_anything_is_done(
    client, plan, lead, health, clock
):
    clock.now = OPENS
    seen = client.get(f"/plans/{plan.slug}/rounds/new", {"period": "AY 2025/26 T2"})

    html = seen.content.decode()
    assert "2 agencies are asked for 3 answers, and 2 e-mails go out" in html
    assert "Term 2 of 2025/26: Public Health is asked for 2 rows" in html
    assert not Round.objects.exists()
    assert not Notice.objects.exists()

    client.post(f"/plans/{plan.slug}/rounds/new", {"period": "AY 2025/26 T2"})

    assert Round.objects.get().opened_by is not None
    assert Notice.objects.count() == 2


def test_a_round_of_one_s_own_is_looked_at_then_opened(client, plan, lead, health, clock):
    said = {"label": "Special", "as_at": "2026-01-31", "due_on": "2026-02-20", "area": "home"}
    looked = client.get(f"/plans/{plan.slug}/rounds/new", said).content.decode()
    assert "Nobody is known to write to in:</strong> Survey Team" in looked

    client.post(f"/plans/{plan.slug}/rounds/new", said)

    made = Round.objects.get()
    assert (made.label, made.requests.count()) == ("Special", 4)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"label": "", "as_at": "2026-01-31", "due_on": "2026-02-20"}, "Enter a name"),
        ({"label": "A", "as_at": "2026-01-31", "due_on": "2026-01-01"}, "Choose a later day"),
        ({"label": "A", "as_at": "x", "due_on": "2026-02-20"}, "must be a real date"),
        ({"label": "A", "as_at": "", "due_on": ""}, "Enter the day"),
    ],
)
def test_a_round_that_cannot_be_is_refused_with_a_sentence(client, plan, clock, said, words):
    answered = client.post(f"/plans/{plan.slug}/rounds/new", said)

    assert answered.status_code == 422
    assert words in answered.content.decode()
    assert not Round.objects.exists()


def test_the_chase_list_says_who_is_silent_and_one_click_reminds(client, opened, police, clock):
    html = client.get(f"/rounds/{opened.key}").content.decode()
    assert "0 of 2 rows answered in full. 2 of 2 agencies still owe answers." in html
    assert all(name in html for name in ("Public Health", "Thames Valley Police"))

    client.post(f"/rounds/{opened.key}/agencies/{police.pk}/chase")

    assert [to for to, _ in mails("chaser")] == ["bob@police.example"]


def test_a_strangers_officer_cannot_tell_that_a_round_is_there(opened, police, stranger, plan):
    for address in (f"/rounds/{opened.key}", f"/plans/{plan.slug}/rounds",
                    f"/rounds/{opened.key}/agencies/{police.pk}"):  # fmt: skip
        assert stranger.get(address).status_code == 404
    for address in (f"/rounds/{opened.key}/close", f"/rounds/{opened.key}/reopen",
                    f"/rounds/{opened.key}/agencies/{police.pk}/chase",
                    f"/plans/{plan.slug}/rounds/habits"):  # fmt: skip
        assert stranger.post(address).status_code == 404


def test_a_contributor_sees_the_round_and_manages_nothing(opened, police, as_role):
    browser = as_role(Role.CONTRIBUTOR, of=police)

    assert browser.get(f"/rounds/{opened.key}").status_code == 200
    assert browser.post(f"/rounds/{opened.key}/close").status_code == 403
    assert browser.get(f"/rounds/{opened.key}/agencies/{police.pk}").status_code == 403


def test_a_lead_hands_over_and_makes_links_for_their_own_agency_alone(
    opened, police, health, as_role, clock
):
    browser = as_role(Role.LEAD, of=police, email="bob@police.example")
    mine = f"/rounds/{opened.key}/agencies/{police.pk}"

    assert browser.get(mine).status_code == 200
    assert browser.post(f"{mine}/links", {"email": "dora@police.example"}).status_code == 302
    assert browser.get(f"/rounds/{opened.key}/agencies/{health.pk}").status_code == 403
    assert browser.post(f"{mine}/links", {"email": "nobody"}).status_code == 422


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_a_person_types_is_never_a_script(client, plan, lead, clock, words):
    said = {"label": words, "as_at": "2026-01-31", "due_on": "2026-02-20"}
    looked = client.get(f"/plans/{plan.slug}/rounds/new", said).content.decode()
    client.post(f"/plans/{plan.slug}/rounds/new", said)
    shown = client.get(f"/rounds/{Round.objects.get().key}").content.decode()

    assert words not in looked
    assert words not in shown


@pytest.mark.browser
@pytest.mark.usefixtures("clock")
def test_the_pages_of_rounds_are_clean_in_both_widths(live_server, opened, onlooker, officer):
    plan = opened.plan
    police, health = (
        plan.partnership.agencies.get(name=name) for name in (POLICE, "Public Health")
    )
    linked(opened, health, officer)
    for address in (
        f"/plans/{plan.slug}/rounds", f"/plans/{plan.slug}/rounds/new",
        f"/plans/{plan.slug}/rounds/new?period=AY+2025/26+T4", f"/rounds/{opened.key}",
        f"/rounds/{opened.key}/agencies/{police.pk}", f"/rounds/{opened.key}/agencies/{health.pk}",
        "/rounds/link/abcdefgh",
    ):  # fmt: skip
        onlooker.open(live_server.url + address)
        for width in (1280, 375):
            onlooker.narrow(width)
            assert onlooker.complaints() == [], (address, width)


@pytest.mark.browser
@pytest.mark.usefixtures("clock", "lead", "health")
def test_the_officer_opens_and_chases_without_scripts(live_server, plan, onlooker_without_scripts):
    page = onlooker_without_scripts.page
    onlooker_without_scripts.open(f"{live_server.url}/plans/{plan.slug}/rounds")
    page.get_by_role("link", name="Look at it, or open it early for Term 2 of 2025/26").click()
    page.get_by_role("button", name="Open the round and send the e-mails").click()
    assert page.get_by_role("heading", name="Term 2 of 2025/26").is_visible()
    page.get_by_role("button", name="Remind Public Health now").click()

    assert "A reminder goes to 1 person." in page.content()
    assert [to for to, _ in mails("chaser")] == ["health@example.org"]


def test_what_makes_no_sense_is_refused_by_the_database_too(opened, police):
    from django.db import IntegrityError, transaction

    broken: list[Callable[[], Any]] = [
        lambda: Request.objects.create(
            round=opened, agency=police, row="calls", asked_at=OPENS, place=0
        ),
        lambda: Request.objects.create(
            round=opened, agency=police, row="x", asked_at=OPENS, standing="signed"
        ),
        lambda: Round.objects.filter(pk=opened.pk).update(due_on=date(2020, 1, 1)),
        lambda: Round.objects.filter(pk=opened.pk).update(state="closed"),
        lambda: Round.objects.filter(pk=opened.pk).update(label=""),
    ]
    for change in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_every_refusal_is_a_sentence_for_a_person():
    assert issubclass(RoundsError, HeadwayError)
    assert issubclass(LinkError, HeadwayError)
