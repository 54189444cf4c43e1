"""An edition in preparation: its checklist, those who read it before, its issue at a set time."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from headway import planfile
from headway.checking.checker import check
from headway.domain.observations import Observation, RowId
from headway.domain.periods import Period
from headway.domain.plan import Progress
from headway.judgement.standing import as_it_stood
from headway.web.audit.models import Entry
from headway.web.editions import checklist, gathering, queries
from headway.web.editions.actions import (
    DraftError,
    EditionExistsError,
    NotReadyError,
    accept_warnings,
    issue_draft,
    name_reader,
    note_reading,
    prepare,
    schedule,
    unschedule,
    withdraw,
)
from headway.web.editions.checklist import checks
from headway.web.editions.models import Audience, Draft, Edition, EditionFile, Reading
from headway.web.editions.ticking import tick
from headway.web.editions.verifying import verify
from headway.web.notices.models import Notice
from headway.web.people.models import Agency, Person, Role
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.rounds.models import Request, Round
from tests.reporting.reading import words_of
from tests.web import issuing
from tests.web.answers_setting import ask, round_of
from tests.web.conftest import NOON, PHONE, WIDE, Onlooker, read, signed_in
from tests.web.issuing import issue

pytestmark = [pytest.mark.django_db]

AT = date(2021, 8, 31)
NOW = datetime(2021, 9, 12, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def asked(oxfordshire: PlanRecord, agency: Agency) -> Round:
    made = round_of(oxfordshire)
    ask(made, agency)
    return made


@pytest.fixture
def draft(asked: Round) -> Draft:
    return begun("Autumn 2021", round_=asked)


def begun(label: str, **more) -> Draft:
    given = {"audience": Audience.BOARD, "at": AT, "by": None, "now": NOW, **more}
    return prepare(slug="oxfordshire", label=label, **given)


def listed(draft: Draft) -> checklist.Checklist:
    return issuing.listed(draft, at=NOW)


def kept(edition: Edition) -> Edition:
    found = queries.edition("oxfordshire", edition.pk)
    assert found is not None
    return found


def accept_all(draft: Draft, by: Person | None = None) -> None:
    issuing.accept_open(draft, at=NOW, by=by)


@pytest.fixture
def ready(draft: Draft) -> Draft:
    accept_all(draft)
    return draft


# ------------------------------------------------------------------------------- the checklist


def test_the_checklist_names_who_has_not_answered_and_what_the_checks_found(draft):
    titles = [one.title for one in listed(draft).warnings]
    silent = next(one for one in listed(draft).warnings if one.title == "Not answered")

    assert silent.sentence.startswith("8 requests of 8 in Term 6 2020/21 without an answer")
    assert silent.details[0].startswith("Thames Valley Police: ")
    assert any("(HW101)" in title for title in titles)
    assert not listed(draft).is_clear


@pytest.mark.parametrize(
    ("standing", "title"),
    [
        ("submitted", "Not signed"),
        ("signed", "Signed, and not accepted"),
        ("returned", "Returned, and not answered again"),
    ],
)
def test_answers_on_their_way_are_named_by_how_far_they_have_come(draft, standing, title):
    given = {"answered_at": NOW, "manner": "figures"} if standing != "returned" else {}
    Request.objects.filter(row="permanent-exclusions").update(standing=standing, **given)

    assert title in [one.title for one in listed(draft).warnings]


def test_nothing_is_issued_while_a_warning_is_open(draft):
    with pytest.raises(NotReadyError, match="warnings to accept with a reason"):
        issue_draft(draft_id=draft.pk, by=None, at=NOW)

    assert not Edition.objects.exists()


def answered(words: str, *, value: float = 60) -> None:
    """An accepted answer on permanent exclusions in the plan, beside 52 the year before."""
    text = planfile.example_path().read_text(encoding="utf-8")
    plan = planfile.loads(text)
    given = "Schools, signed by its lead, Term 6 2020/21"
    row = RowId("prevention-commitment")
    figures = [
        Observation(row=row, period=Period.parse(year), value=number, given_by=given, known_at=AT)
        for year, number in (("AY 2019/20", 52), ("AY 2020/21", value))
    ]
    said = Progress(row=row, text=words, known_at=AT, period="AY 2020/21 T6", given_by=given)
    changed = replace(
        plan, observations=(*plan.observations, *figures), progress=(*plan.progress, said)
    )
    save_version(text=planfile.dumps(changed, previous=text), reason="Answer", at=NOW)


def test_an_error_of_the_checks_that_came_with_an_answer_must_be_cleared(draft):
    answered("Commitments have fallen since last year, from 52 to 60.")

    [wrong] = listed(draft).errors
    assert "(HW602)" in wrong.title
    assert "return it, or correct it" in wrong.sentence
    assert wrong.page == ("answers:review", draft.round.key)
    with pytest.raises(DraftError, match="changed meanwhile"):
        accept_warnings(draft_id=draft.pk, keys=[wrong.key], reason="Never mind", by=None, at=NOW)
    accept_all(draft)
    with pytest.raises(NotReadyError, match="1 error to clear"):
        issue_draft(draft_id=draft.pk, by=None, at=NOW)

    answered("Commitments have risen since last year, from 52 to 60.")
    accept_all(draft)

    assert listed(draft).errors == ()
    assert issue_draft(draft_id=draft.pk, by=None, at=NOW)[1]


def test_a_plan_is_checked_once_on_the_way_to_an_edition_and_again_where_it_changes(
    draft, monkeypatch
):
    checked: list[date] = []

    def noted(plan, at):
        checked.append(at)
        return check(plan, at)

    monkeypatch.setattr(checks, "check", noted)
    answered("Commitments have gone from 52 to 60 since the year before last.")

    first, again = listed(draft), listed(draft)
    once = len(checked)
    answered("Commitments have gone from 52 to 61 since the year before last.", value=61)
    listed(draft)

    assert first.items == again.items
    assert (once, len(checked)) == (2, 4)


def test_what_the_checks_call_an_error_of_the_adopted_plans_own_words_may_be_accepted(draft):
    promised = next(one for one in listed(draft).items if "(HW101)" in one.title)

    assert not promised.is_error
    accept_warnings(draft_id=draft.pk, keys=[promised.key], reason="Adopted so", by=None, at=NOW)
    assert promised.title in [one.title for one in listed(draft).accepted]


def test_a_figure_that_was_not_known_on_the_editions_day_is_not_checked(oxfordshire):
    earlier = begun("Summer 2020", at=date(2020, 5, 31))
    titles = [one.title for one in listed(earlier).items]
    known = as_it_stood(planfile.load(planfile.example_path()), date(2020, 5, 31))

    found = {one.code for one in check(known, date(2020, 5, 31)).findings}
    assert {title[-6:-1] for title in titles if "(HW" in title} <= found


def test_a_warning_is_accepted_with_a_reason_that_stays_with_the_edition(draft, officer):
    accept_all(draft, by=officer)
    edition, _ = issue_draft(draft_id=draft.pk, by=officer, at=NOW)

    kept = {one["title"]: one["reason"] for one in edition.accepted}
    assert kept["Not answered"] == "Known"
    entry = Entry.objects.filter(verb="edition_draft.warning_accepted").first()
    assert entry is not None
    assert (entry.actor, entry.reason) == (officer, "Known")


def test_an_accepted_warning_is_taken_back_by_a_button_and_has_to_be_accepted_again(draft, officer):
    accept_all(draft, by=officer)
    one = listed(draft).accepted[0]
    address = f"/plans/{draft.plan.slug}/editions/drafts/{draft.pk}"
    client = signed_in(officer)

    assert f'name="undo" value="{one.key}"' in client.get(address).content.decode()
    client.post(f"{address}/accept", {"undo": one.key})

    assert [open_one.key for open_one in listed(draft).open_warnings] == [one.key]
    entry = Entry.objects.get(verb="edition_draft.warning_taken_back")
    assert (entry.actor, entry.reason) == (officer, "Known")
    again = client.post(f"{address}/accept", {"undo": one.key}, follow=True).content.decode()
    assert "not accepted any more" in again


def test_every_warning_is_accepted_with_one_reason_and_taken_back_at_once(draft, officer):
    keys = [one.key for one in listed(draft).open_warnings]
    address = f"/plans/{draft.plan.slug}/editions/drafts/{draft.pk}"
    client = signed_in(officer)

    client.post(f"{address}/accept", {"shown": keys, "every": "yes", "reason": "The board knows"})

    assert not listed(draft).open_warnings
    entries = Entry.objects.filter(verb="edition_draft.warning_accepted")
    assert [one.reason for one in entries] == ["The board knows"] * len(keys)
    client.post(f"{address}/accept", {"undo": keys})
    assert [one.key for one in listed(draft).open_warnings] == keys
    assert Entry.objects.filter(verb="edition_draft.warning_taken_back").count() == len(keys)


def test_what_was_ticked_stays_ticked_where_the_reason_is_missing(draft, officer):
    keys = [one.key for one in listed(draft).open_warnings]
    address = f"/plans/{draft.plan.slug}/editions/drafts/{draft.pk}"
    client = signed_in(officer)

    unsaid = client.post(f"{address}/accept", {"shown": keys, "key": keys[:2], "reason": " "})
    unticked = client.post(f"{address}/accept", {"shown": keys, "reason": "The board knows"})

    html = unsaid.content.decode()
    assert unsaid.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [f'value="{one}" checked' in html for one in keys[:3]] == [True, True, False]
    assert 'href="#id_reason">Say why it may stand' in html
    assert "Tick what may stand" in unticked.content.decode()
    assert "The board knows</textarea>" in unticked.content.decode()
    assert not listed(draft).accepted


def test_an_acceptance_without_a_reason_is_refused(draft):
    keys = [one.key for one in listed(draft).open_warnings]

    with pytest.raises(DraftError, match="Say why"):
        accept_warnings(draft_id=draft.pk, keys=keys, reason=" ", by=None, at=NOW)


def test_a_warning_that_got_worse_is_accepted_anew(ready, asked, partnership):
    assert listed(ready).is_clear
    other = partnership.agencies.exclude(name="Thames Valley Police").first()

    ask(asked, other, ["permanent-exclusions"])

    assert [one.title for one in listed(ready).open_warnings] == ["Not answered"]


def test_what_cannot_be_protected_is_an_error_that_nobody_can_accept(draft, monkeypatch):
    later = begun("Public", audience=Audience.PUBLIC, at=AT)
    issue(
        slug="oxfordshire", at=AT + timedelta(days=9), label="Ahead", audience=Audience.PUBLIC,
        issued_at=NOW,
    )  # fmt: skip

    [error] = listed(later).errors

    assert error.title == "It cannot be made"
    with pytest.raises(DraftError, match="changed meanwhile"):
        accept_warnings(draft_id=later.pk, keys=[error.key], reason="So what", by=None, at=NOW)


def test_two_of_the_same_name_are_never_begun(draft):
    with pytest.raises(EditionExistsError, match="being prepared already"):
        begun(" Autumn  2021 ")


def test_who_has_not_answered_is_in_the_files_that_are_issued(ready):
    edition, _ = issue_draft(draft_id=ready.pk, by=None, at=NOW)

    html = bytes(edition.files.get(document="progress-report", suffix="html").content).decode()
    assert "Not answered by Thames Valley Police: due 10 September 2021." in html
    assert "Who has not answered" in html


# ------------------------------------------------------------------------------------- issuing


def test_a_draft_becomes_one_edition_however_often_it_is_issued(ready, officer):
    first, was_first = issue_draft(draft_id=ready.pk, by=officer, at=NOW)
    second, was_second = issue_draft(draft_id=ready.pk, by=None, at=LATER)

    assert (first, was_first, was_second) == (second, True, False)
    assert first.issued_at == NOW
    assert Entry.objects.filter(verb="edition.issued").count() == 1


def test_at_its_time_it_is_issued_by_itself_and_not_before(ready):
    schedule(draft_id=ready.pk, issue_at=LATER, by=None, at=NOW)

    assert tick(NOW + timedelta(hours=1)) == []
    assert tick(LATER) == ["Autumn 2021 is issued."]
    assert tick(LATER + timedelta(minutes=1)) == []
    assert Edition.objects.get().issued_at == LATER


def test_what_is_taken_off_its_time_or_withdrawn_is_not_issued(ready):
    schedule(draft_id=ready.pk, issue_at=LATER, by=None, at=NOW)
    unschedule(draft_id=ready.pk, by=None, at=NOW)
    assert tick(LATER) == []

    withdraw(draft_id=ready.pk, by=None, at=NOW)
    with pytest.raises(DraftError, match="withdrawn"):
        issue_draft(draft_id=ready.pk, by=None, at=NOW)
    assert not Edition.objects.exists()


def test_what_is_not_in_order_at_its_time_is_not_issued_and_the_officer_is_told_once(
    ready, asked, partnership, officer
):
    schedule(draft_id=ready.pk, issue_at=LATER, by=None, at=NOW)
    other = partnership.agencies.exclude(name="Thames Valley Police").first()
    ask(asked, other, ["permanent-exclusions"])

    first, second = tick(LATER), tick(LATER + timedelta(minutes=1))

    assert "was not issued: It cannot be issued yet" in first[0]
    assert second == []
    [notice] = Notice.objects.filter(kind="edition-trouble")
    assert notice.to == officer.email
    ready.refresh_from_db()
    assert "1 warning to accept" in ready.trouble


# -------------------------------------------------------------------------------- amended editions


def test_an_amended_edition_says_what_it_stands_in_place_of_and_which_is_current(ready, client):
    old, _ = issue_draft(draft_id=ready.pk, by=None, at=NOW)
    text = planfile.example_path().read_text(encoding="utf-8")
    save_version(text=text.replace("Be Safe", "Be Safer"), reason="Corrected", at=NOW)
    again = begun("Autumn 2021, amended", amends=old, note="An outcome was misspelt.")
    accept_all(again)
    new, _ = issue_draft(draft_id=again.pk, by=None, at=LATER)

    html = bytes(new.files.get(document="progress-report", suffix="html").content).decode()
    assert "Stands in place of “Autumn 2021”, issued 12 September 2021. An outcome" in html
    address = "/plans/oxfordshire/editions"
    assert "This edition is not current." in read(client, f"{address}/{old.pk}")
    assert "This edition is current." in read(client, f"{address}/{new.pk}")
    assert "What differs from “Autumn 2021”" in read(client, f"{address}/{new.pk}")
    assert new.compared_with == old.compared_with


def test_an_amended_edition_needs_its_note_and_an_edition_is_amended_once(ready):
    old, _ = issue_draft(draft_id=ready.pk, by=None, at=NOW)

    with pytest.raises(DraftError, match="Say what is put right"):
        begun("Amended", amends=old)
    first = begun("Amended", amends=old, note="One thing.")
    second = begun("Amended again", amends=old, note="Another thing.")
    accept_all(first)
    issue_draft(draft_id=first.pk, by=None, at=NOW)

    assert "Amended already" in [one.title for one in listed(second).errors]


# ------------------------------------------------------------------------------ pre-release readers


@pytest.fixture
def bob(appointed: Callable[..., Person]) -> Person:
    return appointed(Role.READER, email="bob@board.example", name="Bob Baker")


def let(person: Person, draft: Draft, **more):
    now = timezone.now()
    given = {"begins": now - timedelta(hours=1), "ends": now + timedelta(hours=1), **more}
    return name_reader(draft_id=draft.pk, person=person, by=None, at=now, **given)


def test_a_named_reader_reads_the_draft_and_each_reading_is_written_down(draft, bob):
    reader = let(bob, draft)
    browser = signed_in(bob)

    page = read(browser, f"/plans/oxfordshire/editions/drafts/{draft.pk}/read")
    response = browser.get(f"/plans/oxfordshire/editions/drafts/{draft.pk}/read/html")

    assert "You were named to read it until" in page
    assert "Draft before its release: for the readers named for it" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert [one.suffix for one in Reading.objects.filter(reader=reader)] == ["html"]
    entry = Entry.objects.filter(verb="edition_draft.read").get()
    assert entry.actor == bob
    assert Notice.objects.get(kind="pre-release").to == "bob@board.example"


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [(1, 2, "and not at other times"), (-2, -1, "and not at other times")],
)
def test_outside_the_window_the_reader_is_told_when_it_is(draft, bob, begins, ends, words):
    reader = let(bob, draft)
    now = timezone.now()
    reader.begins, reader.ends = now + timedelta(hours=begins), now + timedelta(hours=ends)
    reader.save()

    html = read(signed_in(bob), f"/plans/oxfordshire/editions/drafts/{draft.pk}/read", status=403)

    assert words in html
    assert not Reading.objects.exists()


def test_a_reader_of_one_draft_reads_no_other_and_none_once_it_is_taken_back(draft, bob, client):
    other = begun("Another")
    reader = let(bob, draft)
    address = "/plans/oxfordshire/editions/drafts"

    assert signed_in(bob).get(f"{address}/{other.pk}/read/pdf").status_code == 403
    client.post(f"{address}/{draft.pk}/readers/{reader.pk}/revoke")
    assert signed_in(bob).get(f"{address}/{draft.pk}/read/pdf").status_code == 403
    with pytest.raises(DraftError):
        note_reading(reader_id=reader.pk, suffix="pdf", at=timezone.now())


def test_every_file_says_by_role_who_could_read_it_before_its_release(ready, appointed, agency):
    board = [
        appointed(Role.BOARD, email=f"{name}@board.example", name=f"{name} Marsh")
        for name in ("Mary", "Moira")
    ]
    late = appointed(Role.LEAD, email="late@police.example", name="Late Reader")
    for person in board:
        name_reader(draft_id=ready.pk, person=person, begins=NOW, ends=LATER, by=None, at=NOW)
    name_reader(draft_id=ready.pk, person=late, begins=LATER, ends=LATER + timedelta(days=1),
                by=None, at=NOW)  # fmt: skip

    edition, _ = issue_draft(draft_id=ready.pk, by=None, at=NOW + timedelta(hours=1))

    [line] = edition.pre_release
    assert line == "Board member, from 12 September 2021, 13:00 until its release (2 of them)"
    for suffix in ("docx", "pdf", "html", "xlsx"):
        file = EditionFile.objects.get(edition=edition, document="progress-report", suffix=suffix)
        words = " ".join(words_of(suffix, bytes(file.content)).split())
        assert line in words, suffix
        assert "Marsh" not in words
    assert verify(kept(edition)).is_same


def test_the_edition_says_who_had_access_before_its_release(ready, bob, client):
    let(bob, ready)
    signed_in(bob).get(f"/plans/oxfordshire/editions/drafts/{ready.pk}/read/html")
    edition, _ = issue_draft(draft_id=ready.pk, by=None, at=timezone.now())

    page = f"/plans/oxfordshire/editions/{edition.pk}"
    html = read(client, page)

    assert re.search(r"Bob Baker, from [^<]+ until its release: read 1 time", html)


def test_the_link_of_a_readers_letter_leads_on_to_the_edition_once_it_is_issued(
    ready, bob, stranger
):
    let(bob, ready)
    link = f"/plans/oxfordshire/editions/drafts/{ready.pk}/read"
    edition, _ = issue_draft(draft_id=ready.pk, by=None, at=NOW)

    come = signed_in(bob).get(link)

    assert come["Location"] == f"/plans/oxfordshire/editions/{edition.pk}"
    assert read(signed_in(bob), come["Location"])
    assert stranger.get(link).status_code == 404


def test_a_withdrawn_draft_is_read_by_nobody_any_more(draft, bob):
    let(bob, draft)
    withdraw(draft_id=draft.pk, by=None, at=NOW)

    html = read(signed_in(bob), f"/plans/oxfordshire/editions/drafts/{draft.pk}/read", status=403)

    assert "was withdrawn" in html


def test_who_was_named_and_could_not_read_it_in_time_is_not_said_to_have_had_access(
    ready, bob, client
):
    name_reader(
        draft_id=ready.pk, person=bob, begins=LATER, ends=LATER + timedelta(days=1), by=None,
        at=NOW,
    )  # fmt: skip
    edition, _ = issue_draft(draft_id=ready.pk, by=None, at=NOW)

    html = read(client, f"/plans/oxfordshire/editions/{edition.pk}")

    assert (
        "Bob Baker was named to read it from 12 September 2021, 16:00, and it was released before"
        in html
    )
    assert "Bob Baker, from" not in html


def test_accepted_warnings_stand_under_their_reason(draft, client):
    first, *others = [one.key for one in listed(draft).open_warnings]
    for keys, reason in (([first], "It is late"), (others, "The words are adopted")):
        accept_warnings(draft_id=draft.pk, keys=keys, reason=reason, by=None, at=NOW)
    edition, _ = issue_draft(draft_id=draft.pk, by=None, at=NOW)

    html = read(client, f"/plans/oxfordshire/editions/{edition.pk}")

    assert html.count("It is late") == html.count("The words are adopted") == 1
    assert html.index("It is late") < html.index("Not answered. ") < html.index("The words are")


def test_somebody_of_another_partnership_is_never_named(draft, stranger):
    charlie = Person.objects.get(email="charlie@elsewhere.example")

    with pytest.raises(DraftError, match="belongs to the partnership"):
        let(charlie, draft)


# ----------------------------------------------------------------------------------- made again


def test_an_edition_is_made_again_byte_for_byte_after_corrections(ready):
    edition, _ = issue_draft(draft_id=ready.pk, by=None, at=NOW)
    text = planfile.example_path().read_text(encoding="utf-8")
    save_version(text=text.replace("Be Safe", "Be Safer"), reason="Corrected", at=LATER)
    Request.objects.update(reminded=9)
    issue(slug="oxfordshire", at=AT, label="Later", audience=Audience.BOARD, issued_at=LATER)

    again = verify(kept(edition))

    assert again.is_same, again.sentence
    assert len(again.files) == 7


def test_public_editions_are_made_again_though_later_ones_were_published(oxfordshire):
    made = [
        issue(slug="oxfordshire", at=date(year, 5, 31), label=f"Public {year}",
              audience=Audience.PUBLIC, issued_at=NOON + timedelta(days=year - 2020))
        for year in (2020, 2021)
    ]  # fmt: skip

    for edition in made:
        assert verify(kept(edition)).is_same


def test_where_it_comes_out_otherwise_it_is_said_what_made_it(ready, capsys):
    edition, _ = issue_draft(draft_id=ready.pk, by=None, at=NOW)
    Edition.objects.filter(pk=edition.pk).update(software="Headway 0.0.9", label="Autum 2021")

    again = verify(kept(edition))

    assert not again.is_same
    assert "It was made by Headway 0.0.9; this is Headway 0.1.0" in again.sentence


def test_altered_bytes_are_told_from_other_software(ready):
    edition, _ = issue_draft(draft_id=ready.pk, by=None, at=NOW)
    EditionFile.objects.filter(edition=edition, suffix="xlsx").update(content=b"altered")

    again = verify(kept(edition))

    assert "is no longer what was issued" in again.sentence


def test_the_command_verifies_them_all(ready, capsys):
    issue_draft(draft_id=ready.pk, by=None, at=NOW)

    call_command("verify_editions", "oxfordshire")

    assert "all 7 files came out the same, byte for byte" in capsys.readouterr().out


# ------------------------------------------------------------------------------------- the pages


def test_an_officer_goes_from_the_checklist_to_the_issued_edition(draft, client: Client):
    address = f"/plans/oxfordshire/editions/drafts/{draft.pk}"
    assert "It cannot be issued yet" in read(client, address)

    now = timezone.now()
    found = checklist.of_draft(draft, gathering.of_draft(draft, at=now), at=now)
    keys = [one.key for one in found.open_warnings]
    client.post(f"{address}/accept", {"key": keys, "reason": "The board knows"})
    assert "Nothing stands in the way" in read(client, address)
    html = client.post(f"{address}/issue", follow=True).content.decode()

    assert "“Autumn 2021” is issued" in html
    assert "The board knows" in html
    again = client.post(f"{address}/issue", follow=True).content.decode()
    assert "was issued by somebody else a moment ago" in again


def test_an_officer_sets_a_time_and_takes_it_back(ready, client: Client):
    address = f"/plans/oxfordshire/editions/drafts/{ready.pk}"
    now = timezone.now()
    found = checklist.of_draft(ready, gathering.of_draft(ready, at=now), at=now)
    client.post(f"{address}/accept", {"key": [one.key for one in found.warnings], "reason": "Yes"})

    wrong = client.post(f"{address}/schedule", {"day": "2099-02-31", "time": "25:00"})
    html = client.post(
        f"{address}/schedule", {"day": "2099-02-03", "time": "09:30"}, follow=True
    ).content.decode()

    assert wrong.status_code == 422
    assert "It will be issued by itself on 3 February 2099, 09:30." in html
    assert "Do not issue it by itself" in html
    client.post(f"{address}/schedule", {"stop": "yes"})
    ready.refresh_from_db()
    assert ready.issue_at is None


def test_an_officer_takes_it_off_its_time_though_something_has_come_up_since(
    ready, asked, partnership, client: Client
):
    address = f"/plans/oxfordshire/editions/drafts/{ready.pk}"
    now = timezone.now()
    issuing.accept_open(ready, at=now)
    schedule(draft_id=ready.pk, issue_at=now + timedelta(days=1), by=None, at=now)
    other = partnership.agencies.exclude(name="Thames Valley Police").first()
    ask(asked, other, ["permanent-exclusions"])

    html = read(client, address)

    assert "once nothing stands in the way" in html
    assert "Do not issue it by itself" in html
    assert "Issue it now" not in html


def test_an_officer_reads_that_a_time_has_passed_while_no_worker_ran(ready, client: Client):
    address = f"/plans/oxfordshire/editions/drafts/{ready.pk}"
    now = timezone.now()
    schedule(draft_id=ready.pk, issue_at=now + timedelta(hours=1), by=None, at=now)
    ahead = client.get(address).content.decode()

    Draft.objects.filter(pk=ready.pk).update(issue_at=now - timedelta(minutes=4))

    assert "Its time has passed" not in ahead
    assert "Its time has passed" in read(client, "/plans/oxfordshire/editions")
    assert (
        "Its time has passed, and it has not been issued yet."
        in client.get(address).content.decode()
    )


@pytest.mark.browser
def test_the_pages_of_editions_are_accessible_in_both_widths_and_without_scripts(
    live_server: LiveServer,
    onlooker: Onlooker,
    onlooker_without_scripts: Onlooker,
    draft,
    bob,
):
    let(bob, draft)
    issued = issue(
        slug="oxfordshire", at=date(2020, 5, 31), label="Spring", audience=Audience.BOARD,
        issued_at=NOW,
    )  # fmt: skip
    address = f"{live_server.url}/plans/oxfordshire/editions"

    for path in ("", f"/drafts/{draft.pk}", f"/drafts/{draft.pk}/read", f"/{issued.pk}"):
        for width in (WIDE, PHONE):
            onlooker.open(address + path, width=width)
            assert onlooker.complaints() == [], path

    page = onlooker_without_scripts.page
    onlooker_without_scripts.open(f"{address}/drafts/{draft.pk}")
    page.get_by_label("It may stand").first.check()
    page.get_by_label("Why they may stand").fill("Known")
    page.get_by_role("button", name="Accept those ticked").click()
    expect(page.get_by_role("heading", name="Accepted")).to_be_visible()
