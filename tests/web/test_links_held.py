"""A personal link in hand while the round, the plan and other people go on."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from headway import planfile
from headway.web.answers import actions
from headway.web.answers.actions import By
from headway.web.answers.models import Answer, AnswerVersion, EvidenceFile
from headway.web.editions.models import Audience
from headway.web.plans import queries as plans
from headway.web.plans.actions import save_version
from headway.web.rounds.actions import close_round, reopen_round
from headway.web.rounds.models import PersonalLink, Request, Round
from headway.web.rounds.working_days import working_days
from tests.web.answers_setting import NOW, alice, answered, ask, asked_in, bob, exclusions
from tests.web.issuing import issue

__all__ = ["alice", "asked_in", "bob", "exclusions"]
pytestmark = pytest.mark.django_db

PAGE = "/rounds/t6/answer"


@pytest.fixture
def link(exclusions: Request, asked_in: Round) -> PersonalLink:
    """For the police."""
    return PersonalLink.objects.create(
        round=asked_in, agency=exclusions.agency, digest="0" * 64, email="dora@police.example",
        made_at=timezone.now() - timedelta(days=1), expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip


def holding(link: PersonalLink) -> Client:
    """A browser in which the link was followed."""
    browser = Client()
    session = browser.session
    session["personal_link"] = link.pk
    session.save()
    return browser


def typed(request: Request, words: str, based_on: int = 0, do: str = "save") -> dict[str, object]:
    key = f"r{request.pk}"
    return {f"{key}-kind": "figures", f"{key}-words": words, f"{key}-based_on": based_on, "do": do}


def written() -> list[str]:
    return [one.words for one in Answer.objects.filter(revision__gt=0)]


def test_once_the_round_is_closed_nothing_is_shown_and_nothing_kept(
    link, exclusions, asked_in, alice
):
    browser = holding(link)
    browser.post(PAGE, typed(exclusions, "In time."))
    close_round(round_id=asked_in.pk, by=None, at=NOW)

    answers = [
        browser.get(PAGE),
        browser.get(f"{PAGE}/workbook.xlsx"),
        browser.post(PAGE, typed(exclusions, "Too late.", 1)),
        browser.post(PAGE, typed(exclusions, "Too late.", 1, "submit")),
        browser.post(f"{PAGE}/{exclusions.pk}/save", typed(exclusions, "Too late.", 1)),
        browser.post(f"{PAGE}/upload", {"agreed": "anything"}),
    ]

    assert {one.status_code for one in answers} == {410}
    assert "This link does not work any more" in answers[0].content.decode()
    assert written() == ["In time."]

    reopen_round(
        round_id=asked_in.pk, by=alice.person, at=NOW, due_on=date(2021, 9, 20),
        working=working_days("oxfordshire"),
    )  # fmt: skip
    assert holding(link).get(PAGE).status_code == 200


def test_rows_and_files_of_another_agency_are_not_reached(link, exclusions, asked_in):
    other = asked_in.plan.partnership.agencies.create(name="Health")
    (theirs,) = ask(asked_in, other, ["school-survey"])
    by = By(link="0")
    actions.save_draft(request_id=theirs.pk, draft=answered(), based_on=0, by=by, at=NOW)
    actions.add_file(request_id=theirs.pk, name="a.pdf", content=b"%PDF-1.7 x", by=by, at=NOW)
    file, before = EvidenceFile.objects.get(), AnswerVersion.objects.count()
    browser = holding(link)

    for do in ("save", "submit", "sign", f"back-{theirs.pk}", f"drop-{file.pk}",
               f"theirs-{theirs.pk}"):  # fmt: skip
        browser.post(PAGE, typed(theirs, "Not mine.", 2, do))
    reached = [
        browser.post(PAGE, {**typed(theirs, "Not mine.", 2), "agency": other.pk}),
        browser.post(f"{PAGE}/{theirs.pk}/save", typed(theirs, "Not mine.", 2)),
        browser.get(f"{PAGE}/workbook.xlsx?agency={other.pk}"),
        browser.get(f"{PAGE}/evidence/{file.pk}"),
    ]

    assert {one.status_code for one in reached} <= {403, 404}
    assert AnswerVersion.objects.count() == before
    assert EvidenceFile.objects.get().removed_at is None


def test_two_people_with_one_link_do_not_overwrite_each_other(link, exclusions):
    dora, ed = holding(link), holding(link)

    dora.post(PAGE, typed(exclusions, "Dora was first."))
    late = ed.post(PAGE, typed(exclusions, "Ed was second."))

    assert late.status_code == 409
    assert "Dora was first." in late.content.decode()
    assert "Ed was second." in late.content.decode()
    assert written() == ["Dora was first."]
    ed.post(PAGE, typed(exclusions, "Both of us.", 1))
    assert written() == ["Both of us."]
    assert set(AnswerVersion.objects.values_list("link", flat=True)) == {str(link.pk)}


def test_what_an_edition_was_issued_with_stays_and_the_rest_is_answered(
    link, exclusions, asked_in, bob, alice
):
    actions.save_draft(request_id=exclusions.pk, draft=answered("78"), based_on=0, by=bob, at=NOW)
    actions.sign(request_id=exclusions.pk, by=bob, at=NOW)
    actions.accept(request_ids=[exclusions.pk], by=alice, at=NOW)
    edition = issue(slug="oxfordshire", at=NOW.date(), label="Summer", audience=Audience.BOARD,
                    issued_at=NOW)  # fmt: skip
    digests = list(edition.files.values_list("sha256", flat=True))
    number = plans.newest("oxfordshire").number
    browser = holding(link)
    missing = Request.objects.get(round=asked_in, row="children-missing-education")

    for do in ("save", "submit", "sign", f"back-{exclusions.pk}", "back"):
        browser.post(PAGE, typed(exclusions, "After the edition.", 3, do))
    browser.post(PAGE, typed(missing, "This row is open.", 0, "submit"))

    assert Answer.objects.get(request=exclusions).state == "accepted"
    assert Answer.objects.get(request=missing).state == "submitted"
    assert "After the edition." not in written()
    assert plans.newest("oxfordshire").number == number
    assert list(edition.files.values_list("sha256", flat=True)) == digests


def test_a_row_that_has_left_the_plan_is_neither_shown_nor_kept(link, exclusions):
    saved = plans.newest("oxfordshire")
    text = plans.content("oxfordshire").replace("permanent-exclusions", "exclusions-anew")
    planfile.loads(text, name="oxfordshire")
    save_version(text=text, reason="Another row", at=NOW, based_on=saved.number)
    browser = holding(link)

    page = browser.get(PAGE).content.decode()
    browser.post(PAGE, typed(exclusions, "Of no row.", 0, "submit"))
    told = browser.post(f"{PAGE}/{exclusions.pk}/save", typed(exclusions, "Of no row."))

    assert f"r{exclusions.pk}-kind" not in page
    assert told.status_code == 409
    assert written() == []
