"""What the checklist of an edition warns of, and where it keeps silent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from headway import planfile
from headway.domain.observations import Observation, RowId
from headway.domain.periods import Period
from headway.domain.plan import Progress
from headway.web.answers import actions as answers
from headway.web.answers.actions import By
from headway.web.board import actions as board
from headway.web.board.models import Matter, MatterKind
from headway.web.editions import checklist
from headway.web.editions.actions import (
    issue_draft,
    name_reader,
    note_reading,
    prepare,
    schedule,
)
from headway.web.editions.checklist import Item
from headway.web.editions.models import Audience, Draft
from headway.web.people.models import Agency, Person, Role
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.rounds.models import Request, Round
from tests.web.answers_setting import alice, answered, asked_in, bob, exclusions, round_of
from tests.web.conftest import read
from tests.web.issuing import accept_open, listed

__all__ = ["alice", "asked_in", "bob", "exclusions"]
pytestmark = pytest.mark.django_db

ROW = "permanent-exclusions"
SIGNED = datetime(2021, 9, 5, 9, tzinfo=UTC)
NOW = datetime(2021, 9, 12, 12, tzinfo=UTC)
TODAY = NOW.date()
NO_COLLEAGUE = "The partnership has no second officer until October."


def begun(label: str = "Autumn", *, at: date = TODAY, **more) -> Draft:
    given = {"audience": Audience.BOARD, "by": None, "now": NOW, **more}
    return prepare(slug="oxfordshire", label=label, at=at, **given)


def warning(draft: Draft, title: str, *, at: datetime = NOW) -> Item | None:
    found = [one for one in listed(draft, at=at).warnings if one.title == title]
    assert len(found) <= 1
    return found[0] if found else None


def test_every_sort_of_finding_is_looked_for():
    modules = Path(str(checklist.__file__)).parent.glob("*.py")
    finding = {
        f"headway.web.editions.checklist.{one.stem}.found"
        for one in modules
        if "\ndef found(seen: Examined)" in one.read_text(encoding="utf-8")
    }

    assert finding == {one for one in settings.CHECKLIST if ".editions." in one}


def test_the_example_plan_is_warned_of_by_what_is_in_it_alone(oxfordshire: PlanRecord):
    titles = [one.title for one in listed(begun(), at=NOW).items]

    assert titles
    assert all("(HW" in one or one == "The newest figure is for another year" for one in titles)


# -------------------------------------------------------------------------- accepted by who signed


def test_what_its_signer_accepted_is_listed_with_the_reason_given(
    asked_in: Round, exclusions: Request, alice: By, bob: By
):
    missing = Request.objects.get(row="children-missing-education")
    for request, by, reason in ((exclusions, alice, NO_COLLEAGUE), (missing, bob, "")):
        answers.save_draft(
            request_id=request.pk, draft=answered("78"), based_on=0, by=by, at=SIGNED
        )
        answers.sign(request_id=request.pk, by=by, at=SIGNED, signed_as="lead's stand-in")
        answers.accept(request_ids=[request.pk], by=alice, at=SIGNED, reason=reason)

    found = warning(begun(round_=asked_in), "Accepted by who signed it")

    assert found is not None
    assert found.sentence.startswith("1 answer in Term 6 2020/21 was signed and accepted by one")
    [line] = found.details
    assert line.startswith("Thames Valley Police: ")
    assert "exclusions" in line.casefold()
    assert line.endswith(f"The reason given: {NO_COLLEAGUE}")


# ------------------------------------------------------------------------------------ its own day


def test_an_edition_says_that_answers_signed_after_its_day_are_not_in_it(
    asked_in: Round, exclusions: Request, alice: By, bob: By
):
    dropped, stands = exclusions, Request.objects.get(row="inclusive-curricula")
    for one in (dropped, stands):
        answers.save_draft(request_id=one.pk, draft=answered(), based_on=0, by=bob, at=SIGNED)
        answers.sign(request_id=one.pk, by=bob, at=SIGNED)
        answers.accept(request_ids=[one.pk], by=alice, at=SIGNED)
    title = "Known only after its day, and so left out"

    early = warning(begun("Early", at=date(2021, 8, 31), round_=asked_in), title)
    late = warning(begun("Late", at=SIGNED.date(), round_=asked_in), title)
    another = warning(begun("Of no round", at=date(2021, 8, 31)), title)

    assert (late, another) == (None, None)
    assert early is not None
    assert "given for 1 row became known after 31 August 2021" in early.sentence
    assert "the last of it on 5 September 2021" in early.sentence
    assert "begin it with a later day" in early.remedy
    assert "begin it" not in str(early.as_kept())
    assert len(early.details) == 1


def test_an_amended_edition_of_the_old_day_says_that_the_correction_is_not_in_it(
    oxfordshire: PlanRecord,
):
    before = begun("Summer", at=date(2021, 8, 31))
    accept_open(before, at=NOW)
    issued, _ = issue_draft(draft_id=before.pk, by=None, at=NOW)
    text = planfile.example_path().read_text(encoding="utf-8")
    plan = planfile.loads(text)
    corrected = Observation(
        row=RowId("prevention-commitment"),
        period=Period.parse("AY 2019/20 T6"),
        value=77,
        known_at=TODAY,
    )
    changed = replace(plan, observations=(*plan.observations, corrected))
    save_version(text=planfile.dumps(changed, previous=text), reason="Corrected", at=NOW)
    title, note = "Known only after its day, and so left out", "A figure was wrong."

    old_day = begun("Old day", at=issued.at, amends=issued, note=note)
    new_day = begun("New day", amends=issued, note=note)

    found = warning(old_day, title)
    assert found is not None
    assert "commitment" in found.details[0].casefold()
    assert warning(new_day, title) is None


def test_a_day_that_is_ahead_is_warned_of_until_it_comes(oxfordshire: PlanRecord):
    draft = begun(at=date(2021, 9, 13))

    assert warning(draft, "Its day has not come yet")
    assert warning(draft, "Its day has not come yet", at=NOW + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("day", "audience", "without", "with_older"),
    [
        (date(2021, 9, 10), Audience.BOARD, "Term 6", "Term 6"),
        (date(2021, 9, 10), Audience.PARTNERS, "Term 6", "Term 6"),
        (date(2021, 9, 9), Audience.BOARD, "Term 5", ""),  # of the newer nobody is late yet
        (date(2021, 7, 9), Audience.BOARD, "", ""),
        (date(2020, 5, 31), Audience.PUBLIC, "", ""),
    ],
)
def test_an_edition_that_rests_on_no_round_or_an_older_one_says_which_was_due(
    asked_in: Round, day: date, audience: Audience, without: str, with_older: str
):
    older = round_of(asked_in.plan, label="Term 5 2020/21", key="t5")
    Round.objects.filter(pk=older.pk).update(due_on=date(2021, 7, 10))
    older.refresh_from_db()

    said = [
        warning(
            begun(label, at=day, audience=audience, round_=one), "A later round was due by its day"
        )
        for label, one in (("Without", None), ("Older", older), ("Newest", asked_in))
    ]

    of_none, of_older, of_newest = (one.sentence if one else "" for one in said)
    assert of_newest == ""
    assert bool(without) == ("rests on no reporting round" in of_none)
    assert f"has not answered in {without}" in of_none or not without
    assert bool(with_older) == ("rests on Term 5 2020/21" in of_older)
    assert f"has not answered in {with_older}" in of_older or not with_older


# --------------------------------------------------------------------- what the board waits for


def recorded(agency: Agency, kind: MatterKind, words: str, due_on: date | None = None) -> Matter:
    return board.record(
        slug="oxfordshire", row=ROW, kind=kind, words=words, agency=agency, due_on=due_on,
        by=None, at=NOW - timedelta(days=90),
    )  # fmt: skip


def test_the_boards_questions_and_overdue_decisions_are_named_until_they_are_settled(
    oxfordshire: PlanRecord, agency: Agency
):
    asked = recorded(agency, MatterKind.QUESTION, "Why did it rise?")
    recorded(agency, MatterKind.QUESTION, "What will it cost?", date(2022, 1, 1))
    overdue = recorded(agency, MatterKind.DECISION, "Bring a plan.", date(2021, 9, 1))
    recorded(agency, MatterKind.DECISION, "Watch it.")
    title = "The board waits for an answer"
    draft = begun()

    found = warning(draft, title)
    public = begun("Public", at=date(2020, 5, 31), audience=Audience.PUBLIC)

    assert found is not None
    assert found.sentence.startswith("2 matters are not settled")
    assert [
        words
        for line in found.details
        for words in ("rise?", "cost?", "plan.", "Watch")
        if words in line
    ] == ["plan.", "rise?"]
    assert warning(public, title) is None
    for one in (asked, overdue):
        board.settle(matter_id=one.pk, outcome="Told at the meeting.", by=None, at=NOW)
    assert warning(draft, title) is None


# ------------------------------------------------------------------------- readers before release


@pytest.fixture
def reader(appointed: Callable[..., Person]) -> Person:
    return appointed(Role.READER, email="rita@board.example", name="Rita Reed")


def test_a_plan_changed_after_it_was_read_before_its_release_is_warned_of(
    oxfordshire: PlanRecord, reader: Person
):
    draft = begun()
    named = name_reader(
        draft_id=draft.pk, person=reader, begins=NOW, ends=NOW + timedelta(days=9), by=None, at=NOW
    )
    title = "Changed since it was read before its release"
    note_reading(reader_id=named.pk, suffix="pdf", at=NOW)
    unchanged = warning(draft, title)
    text = planfile.example_path().read_text(encoding="utf-8")

    save_version(text=text.replace("Be Safe", "Be Safer"), reason="", at=NOW + timedelta(hours=2))
    changed = warning(draft, title)
    note_reading(reader_id=named.pk, suffix="pdf", at=NOW + timedelta(hours=3))

    assert unchanged is None
    assert changed is not None
    assert changed.details == ("Rita Reed, last on 12 September 2021, 13:00",)
    assert warning(draft, title) is None


def test_beside_the_button_stands_who_could_not_read_it_before(
    oxfordshire: PlanRecord, reader: Person, client: Client
):
    now = timezone.now()
    draft = begun(at=now.date())
    accept_open(draft, at=now)
    begins = now + timedelta(days=2)
    name_reader(
        draft_id=draft.pk, person=reader, begins=begins, ends=begins + timedelta(days=1), by=None,
        at=now,
    )  # fmt: skip
    address = f"/plans/oxfordshire/editions/drafts/{draft.pk}"

    at_once = read(client, address)
    schedule(draft_id=draft.pk, issue_at=now + timedelta(days=4), by=None, at=now)
    in_time = read(client, address)

    assert "If it is issued now, Rita Reed (from " in at_once
    assert "may not yet" in at_once
    assert "cannot read it before its release" not in in_time


# ------------------------------------------------------------------------------- an error's cases


def test_what_must_be_cleared_is_shown_case_by_case(oxfordshire: PlanRecord, client: Client):
    text = planfile.example_path().read_text(encoding="utf-8")
    plan = planfile.loads(text)
    row, given, day = RowId("prevention-commitment"), "Schools, signed by its lead", TODAY
    figures = [
        Observation(row=row, period=Period.parse(year), value=value, given_by=given, known_at=day)
        for year, value in (("AY 2019/20", 52), ("AY 2020/21", 60))
    ]
    words = Progress(
        row=row, text="Commitments have fallen since last year, from 52 to 60.", known_at=day,
        period="AY 2020/21 T6", given_by=given,
    )  # fmt: skip
    changed = replace(
        plan, observations=(*plan.observations, *figures), progress=(*plan.progress, words)
    )
    save_version(text=planfile.dumps(changed, previous=text), reason="Answer", at=NOW)
    draft = begun()

    [error] = listed(draft, at=NOW).errors
    html = read(client, f"/plans/oxfordshire/editions/drafts/{draft.pk}")

    cleared = html.partition("To clear</h2>")[2].partition("</section>")[0]
    assert error.details
    assert all(one in unescape(cleared) for one in error.details)
