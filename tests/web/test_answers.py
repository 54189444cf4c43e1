"""An answer is written, signed, accepted, returned and taken back, and nothing of it is lost."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from headway.answering.drafts import Draft, Kind
from headway.domain.observations import Observation
from headway.web.answers import actions
from headway.web.answers.actions import By
from headway.web.answers.errors import ConflictError, EvidenceError, NotEditableError
from headway.web.answers.models import Answer, AnswerState
from headway.web.audit.models import Entry
from headway.web.editions.models import Edition
from headway.web.people.models import Agency, Delegation, Membership, Person, Role
from headway.web.plans import queries as plans
from headway.web.plans.models import PlanRecord
from headway.web.rounds.models import PersonalLink, Request, Round
from tests.web.answers_setting import (
    NOW,
    alice,
    answered,
    ask,
    asked_in,
    bob,
    carol,
    exclusions,
    round_of,
)
from tests.web.conftest import signed_in

__all__ = ["alice", "asked_in", "bob", "carol", "exclusions"]
pytestmark = pytest.mark.django_db


def save(request: Request, draft: Draft, by: By, based_on: int = 0) -> Answer:
    return actions.save_draft(request_id=request.pk, draft=draft, based_on=based_on, by=by, at=NOW)


def signed(request: Request, by: By, draft: Draft | None = None) -> Answer:
    save(request, draft or answered("78"), by)
    return actions.sign(request_id=request.pk, by=by, at=NOW)


def figures(slug: str) -> list[Observation]:
    return [one for one in plans.newest(slug).plan.observations if one.given_by]


def test_two_people_on_one_row_never_overwrite_each_other(exclusions: Request, bob: By, carol: By):
    first = save(exclusions, answered("78"), bob)

    with pytest.raises(ConflictError) as conflict:
        save(exclusions, answered("79"), carol, based_on=0)

    assert conflict.value.answer.draft == answered("78")
    assert save(exclusions, answered("79"), carol, based_on=first.revision).revision == 2
    assert [one.what for one in first.versions.all()] == ["saved", "saved"]


def test_the_same_again_changes_nothing_and_is_no_conflict(exclusions: Request, bob: By, carol: By):
    save(exclusions, answered("78"), bob)

    assert save(exclusions, answered("78"), carol, based_on=0).revision == 1


def test_a_signed_answer_is_not_written_to_until_it_is_taken_back(exclusions: Request, bob: By):
    answer = signed(exclusions, bob)
    with pytest.raises(NotEditableError, match="cannot be changed now: it is signed"):
        save(exclusions, answered("80"), bob, based_on=answer.revision)

    actions.take_back(request_id=exclusions.pk, by=bob, at=NOW)
    answer = actions.take_back(request_id=exclusions.pk, by=bob, at=NOW)

    assert answer.state == AnswerState.DRAFT
    assert save(exclusions, answered("80"), bob, based_on=answer.revision).words


def test_a_link_holder_answers_and_submits_and_never_signs(exclusions: Request):
    holder = By(link="7")
    save(exclusions, answered("78"), holder)
    answer = actions.submit(request_id=exclusions.pk, by=holder, at=NOW)

    with pytest.raises(NotEditableError, match="can sign"):
        actions.sign(request_id=exclusions.pk, by=holder, at=NOW)

    assert answer.state == AnswerState.SUBMITTED
    assert {one.link for one in answer.versions.all()} == {"7"}
    assert '"link":"7"' in Entry.objects.filter(verb="answer.submitted").get().after


def test_nothing_can_stand_signed_without_a_signature(exclusions: Request, bob: By):
    answer = save(exclusions, answered("78"), bob)
    answer.state = AnswerState.SIGNED

    with pytest.raises(IntegrityError), transaction.atomic():
        answer.save()


def test_what_is_accepted_is_in_the_plan_with_who_gave_it(
    exclusions: Request, bob: By, alice: By, oxfordshire: PlanRecord
):
    before = plans.newest(oxfordshire.slug)
    signed(exclusions, bob)

    actions.accept(request_ids=[exclusions.pk], by=alice, at=NOW)

    saved = plans.newest(oxfordshire.slug)
    (figure,) = figures(oxfordshire.slug)
    assert saved.number == before.number + 1
    assert (figure.value, str(figure.period)) == (78, "AY 2020/21 T6")
    assert figure.given_by == "Thames Valley Police, signed by its lead, Term 6 2020/21"
    assert figure.known_at == NOW.date()
    assert "We did what we said." in {one.text for one in saved.plan.progress}
    exclusions.refresh_from_db()
    assert (exclusions.standing, exclusions.manner) == ("accepted", "figures")


def test_an_acceptance_is_taken_back_until_an_edition_is_issued(
    exclusions: Request, bob: By, alice: By, oxfordshire: PlanRecord
):
    plan = plans.newest(oxfordshire.slug).plan
    signed(exclusions, bob)
    actions.accept(request_ids=[exclusions.pk], by=alice, at=NOW)

    answer = actions.take_back_acceptance(request_id=exclusions.pk, by=alice, at=NOW)

    assert answer.state == AnswerState.SIGNED
    assert plans.newest(oxfordshire.slug).plan == plan

    actions.accept(request_ids=[exclusions.pk], by=alice, at=NOW)
    Edition.objects.create(
        plan=oxfordshire,
        version=oxfordshire.versions.earliest("number"),
        at=NOW.date(),
        label="Summer 2021",
        audience="board",
        issued_at=NOW + timedelta(hours=1),
    )
    with pytest.raises(NotEditableError, match="“Summer 2021” was issued"):
        actions.take_back_acceptance(request_id=exclusions.pk, by=alice, at=NOW)


def test_an_answer_is_returned_with_its_reason_and_comes_again(
    exclusions: Request, bob: By, alice: By
):
    signed(exclusions, bob)
    with pytest.raises(NotEditableError, match="Say why"):
        actions.give_back(request_id=exclusions.pk, reason=" ", by=alice, at=NOW)

    answer = actions.give_back(
        request_id=exclusions.pk, reason="For the term alone?", by=alice, at=NOW
    )
    assert (answer.state, answer.return_reason) == ("returned", "For the term alone?")
    exclusions.refresh_from_db()
    assert exclusions.standing == "returned"

    save(exclusions, answered("81"), bob, based_on=answer.revision)
    answer = actions.sign(request_id=exclusions.pk, by=bob, at=NOW)
    assert (answer.state, answer.return_reason) == ("signed", "")


def test_every_step_is_in_the_audit_trail_from_what_to_what(
    exclusions: Request, bob: By, alice: By
):
    signed(exclusions, bob)
    actions.give_back(request_id=exclusions.pk, reason="Why?", by=alice, at=NOW)

    trail = [one for one in Entry.objects.order_by("seq") if one.noun == "answer"]
    assert [(one.verb, one.actor) for one in trail] == [
        ("answer.saved", bob.person),
        ("answer.signed", bob.person),
        ("answer.returned", alice.person),
    ]
    assert (trail[1].was["state"], trail[1].became["state"]) == ("draft", "signed")
    assert trail[2].reason == "Why?"


def test_a_closed_round_takes_no_answers(exclusions: Request, asked_in: Round, bob: By):
    asked_in.state, asked_in.closed_at = "closed", NOW
    asked_in.save()

    with pytest.raises(NotEditableError, match="is closed"):
        save(exclusions, answered("78"), bob)


def test_evidence_is_kept_with_its_digest_and_taken_away_without_losing_it(
    exclusions: Request, bob: By
):
    file = actions.add_file(
        request_id=exclusions.pk, name="../../Minutes.pdf", content=b"%PDF-1.7 x", by=bob, at=NOW
    )
    assert (file.name, file.media_type, len(file.sha256)) == ("Minutes.pdf", "application/pdf", 64)

    actions.remove_file(request_id=exclusions.pk, file_id=file.pk, by=bob, at=NOW)
    file.refresh_from_db()
    assert file.removed_at is not None
    assert bytes(file.content) == b"%PDF-1.7 x"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.html", b"<script>", "no kind of file"),
        ("a.svg", b"<svg>", "no kind of file"),
        ("a.exe", b"MZ", "no kind of file"),
        ("a.docm", b"PK\x03\x04", "no kind of file"),
        ("a.pdf", b"<html>", "something else inside"),
        ("a.pdf", b"", "is empty"),
        ("a.txt", b"x" * 10_000_001, "at most 10 MB"),
    ],
)
def test_files_that_could_do_harm_are_refused(
    exclusions: Request, bob: By, name: str, content: bytes, words: str
):
    with pytest.raises(EvidenceError, match=words):
        actions.add_file(request_id=exclusions.pk, name=name, content=content, by=bob, at=NOW)


# -------------------------------------------------------------------------------- its pages


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def test_a_contributor_sees_only_what_is_theirs(exclusions: Request, asked_in: Round, carol: By):
    other = asked_in.plan.partnership.agencies.create(name="Somebody else entirely")
    ask(asked_in, other, ["school-survey"])
    assert carol.person

    html = signed_in(carol.person).get("/rounds/t6/answer").content.decode()

    assert html.count('class="hw-answer"') == 8
    assert "70 at the end of term 4" in html
    answered_for = signed_in(carol.person).get(f"/rounds/t6/answer?agency={other.pk}")
    assert answered_for.status_code == 403


def test_a_page_without_scripts_saves_and_signs(exclusions: Request, bob: By):
    assert bob.person
    client = signed_in(bob.person)
    prefix = f"r{exclusions.pk}-"
    sent = {
        f"{prefix}kind": "figures",
        f"{prefix}based_on": "0",
        f"{prefix}figure-all": "78",
        f"{prefix}words": "There were 78.",
        "do": "sign",
    }

    response = client.post("/rounds/t6/answer", sent, follow=True)

    assert "1 row signed. 7 rows are not answered yet." in " ".join(
        re.sub(r"<[^>]+>", " ", response.content.decode()).split()
    )
    assert Answer.objects.get().state == "signed"


def test_what_must_be_put_right_is_not_signed_and_is_said(exclusions: Request, bob: By):
    assert bob.person
    prefix = f"r{exclusions.pk}-"
    sent = {f"{prefix}kind": "nothing_to_report", f"{prefix}based_on": "0", "do": "sign"}

    response = signed_in(bob.person).post("/rounds/t6/answer", sent)

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert Answer.objects.get().state == "draft"


def test_a_conflict_shows_both_texts_and_either_can_be_kept(
    exclusions: Request, bob: By, carol: By
):
    assert carol.person
    save(exclusions, answered("78", "Said by Bob."), bob)
    prefix = f"r{exclusions.pk}-"
    sent = {
        f"{prefix}kind": "figures",
        f"{prefix}based_on": "0",
        f"{prefix}words": "Said by Carol.",
        "do": "save",
    }
    client = signed_in(carol.person)

    response = client.post("/rounds/t6/answer", sent)
    html = response.content.decode()

    assert response.status_code == 409
    assert "Said by Bob." in html
    assert "Said by Carol." in html
    assert Answer.objects.get().words == "Said by Bob."

    sent[f"{prefix}based_on"] = hidden(html, f"{prefix}based_on")
    client.post("/rounds/t6/answer", sent)
    assert Answer.objects.get().words == "Said by Carol."
    assert Answer.objects.get().versions.count() == 2


def typed(request: Request, *, based_on: int = 0, **fields: str) -> dict[str, str]:
    """The fields of one row, as a page without scripts sends them."""
    prefix = f"r{request.pk}-"
    said = {"kind": "figures", "based_on": str(based_on), **fields}
    return {f"{prefix}{name}": text for name, text in said.items()}


def test_two_people_who_answer_different_rows_of_one_page_are_not_in_each_others_way(
    exclusions: Request, asked_in: Round, bob: By, carol: By
):
    assert carol.person
    campaign = asked_in.requests.get(row="attendance-campaign")
    save(exclusions, answered("78", "Said by Bob."), bob)
    save(exclusions, answered("79", "Said by Bob."), bob, based_on=1)

    response = signed_in(carol.person).post(
        "/rounds/t6/answer",
        {**typed(exclusions), **typed(campaign, words="Said by Carol."), "do": "save"},
    )

    assert response.status_code == 302
    assert Answer.objects.get(request=exclusions).draft == answered("79", "Said by Bob.")
    assert Answer.objects.get(request=campaign).words == "Said by Carol."


@pytest.mark.parametrize("further", ["saved", "submitted"])
def test_nobody_signs_what_somebody_else_wrote_after_they_opened_the_page(
    further: str, exclusions: Request, asked_in: Round, bob: By, carol: By
):
    assert bob.person
    campaign = asked_in.requests.get(row="attendance-campaign")
    save(exclusions, answered("78"), bob)
    save(exclusions, answered("79", "Said by Carol."), carol, based_on=1)
    if further == "submitted":
        actions.submit(request_id=exclusions.pk, by=carol, at=NOW)
    opened_before = typed(exclusions, based_on=1, words="We did what we said.")
    opened_before[f"r{exclusions.pk}-figure-all"] = "78"

    response = signed_in(bob.person).post(
        "/rounds/t6/answer",
        {**opened_before, **typed(campaign, words="It ran everywhere."), "do": "sign"},
    )
    html = response.content.decode()

    assert response.status_code == 422
    assert "There is a problem" in html
    assert "Said by Carol." in html
    assert Answer.objects.get(request=campaign).state == "signed"
    assert Answer.objects.get(request=exclusions).state != "signed"

    again = {f"r{exclusions.pk}-based_on": hidden(html, f"r{exclusions.pk}-based_on")}
    signed_in(bob.person).post("/rounds/t6/answer", {**again, "do": "sign"})
    assert Answer.objects.get(request=exclusions).state == "signed"


def test_no_change_is_offered_only_where_something_was_said_last_time(
    asked_in: Round, agency: Agency, carol: By
):
    assert carol.person
    plan = plans.newest("oxfordshire").plan
    known = {*(one.row for one in plan.progress), *(one.row for one in plan.observations)}
    silent = next(one.id for one in plan.measures if one.id not in known)
    told, untold = ask(asked_in, agency, ("attendance-campaign", silent))

    html = signed_in(carol.person).get("/rounds/t6/answer").content.decode()

    assert f'id="r{told.pk}-kind-no_change"' in html
    assert f'id="r{untold.pk}-kind-no_change"' not in html


def test_a_workbook_that_nobody_touched_would_change_no_row(exclusions: Request, carol: By):
    assert carol.person
    save(exclusions, answered("78"), carol)
    client = signed_in(carol.person)
    book = SimpleUploadedFile("a.xlsx", client.get("/rounds/t6/answer/workbook.xlsx").content)

    html = client.post("/rounds/t6/answer/upload", {"workbook": book}).content.decode()

    assert "nothing would change" in html
    assert "Save these changes" not in html


def test_a_page_says_how_far_every_row_has_come(exclusions: Request, carol: By):
    assert carol.person
    save(exclusions, answered("78"), carol)

    html = signed_in(carol.person).get("/rounds/t6/answer").content.decode()

    assert "8 rows are asked for: 1 begun and 7 not answered." in html


def test_last_times_words_name_their_document_as_people_call_it(exclusions: Request, carol: By):
    assert carol.person
    plan = plans.newest("oxfordshire").plan
    html = signed_in(carol.person).get("/rounds/t6/answer").content.decode()

    assert any(source.title in unescape(html) for source in plan.sources if source.title)
    assert not any(f">{source.name}<" in html for source in plan.sources if source.title)


def test_a_draft_saves_itself_and_is_told_what_to_look_at(exclusions: Request, carol: By):
    assert carol.person
    prefix = f"r{exclusions.pk}-"

    told = (
        signed_in(carol.person)
        .post(
            f"/rounds/t6/answer/{exclusions.pk}/save",
            {f"{prefix}kind": "figures", f"{prefix}based_on": "0", f"{prefix}figure-all": "7,300"},
        )
        .json()
    )

    assert told["revision"] == 1
    assert "is the decimal point right?" in told["findings"][0]["sentence"]
    assert told["findings"][0]["field"] == "figure:all"


def test_a_workbook_goes_down_and_up_with_its_differences_shown_first(
    exclusions: Request, carol: By
):
    from io import BytesIO

    import openpyxl

    assert carol.person
    client = signed_in(carol.person)
    book = openpyxl.load_workbook(BytesIO(client.get("/rounds/t6/answer/workbook.xlsx").content))
    sheet = book["Answers"]
    sheet.cell(6, 7).value = "78"
    filled = BytesIO()
    book.save(filled)

    shown = client.post(
        "/rounds/t6/answer/upload",
        {"workbook": SimpleUploadedFile("answers.xlsx", filled.getvalue())},
    ).content.decode()

    assert not Answer.objects.filter(revision__gt=0).exists()
    assert "Nothing is saved yet." in shown
    client.post("/rounds/t6/answer/upload", {"agreed": hidden(shown, "agreed")})
    assert Answer.objects.get(revision__gt=0).draft.figures["all"].text == "78"


def test_stored_words_are_never_markup(exclusions: Request, bob: By, client: Client):
    evil = "<script>alert(1)</script>"
    save(exclusions, Draft(words=evil, next_steps=evil, barriers=evil), bob)
    actions.submit(request_id=exclusions.pk, by=bob, at=NOW)
    assert bob.person

    pages = [
        signed_in(bob.person).get("/rounds/t6/answer"),
        client.get("/rounds/t6/answers"),
    ]

    for page in pages:
        assert page.status_code == 200
        assert evil not in page.content.decode()
        assert "&lt;script&gt;" in page.content.decode()


def test_the_officer_accepts_what_has_nothing_to_look_at(
    exclusions: Request, asked_in: Round, bob: By, client: Client, oxfordshire: PlanRecord
):
    odd = asked_in.requests.get(row="children-missing-education")
    signed(exclusions, bob)
    signed(odd, bob, answered("7,390"))

    html = client.get("/rounds/t6/answers").content.decode()
    assert "Accept 1 without a question" in html
    assert 'href="?show=questioned">With a question: 1</a>' in html
    asked_about = client.get("/rounds/t6/answers?show=questioned").content.decode()
    assert f'id="row-{odd.pk}"' in asked_about
    assert f'id="row-{exclusions.pk}"' not in asked_about
    client.post("/rounds/t6/answers", {"do": "accept-all"})

    states = dict(Answer.objects.values_list("request__row", "state"))
    assert states == {"permanent-exclusions": "accepted", "children-missing-education": "signed"}
    assert [one.value for one in figures(oxfordshire.slug)] == [78]


def test_evidence_is_sent_to_be_saved_and_to_nobody_else(
    exclusions: Request, bob: By, client: Client, appointed: Callable[..., Person]
):
    file = actions.add_file(request_id=exclusions.pk, name="a.csv", content=b"=1+1", by=bob, at=NOW)
    address = f"/rounds/t6/answer/evidence/{file.pk}"

    response = client.get(address)

    assert response["Content-Disposition"] == 'attachment; filename="a.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert signed_in(appointed(Role.BOARD)).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_nobody_else_finds_the_round(exclusions: Request, appointed: Callable[..., Person]):
    for address in ("/rounds/t6/answer", "/rounds/no/answer"):
        nobody = Client().get(address)
        assert nobody["Location"].endswith(f"?next={address}")
    assert signed_in(appointed(Role.BOARD)).get("/rounds/t6/answer").status_code == 403
    assert signed_in(appointed(Role.LEAD)).get("/rounds/t6/answers").status_code == 403
    assert signed_in(appointed(Role.LEAD)).get("/rounds/no/answer").status_code == 404


def test_a_personal_link_opens_one_round_for_one_agency(
    exclusions: Request, asked_in: Round, oxfordshire: PlanRecord
):
    ask(round_of(oxfordshire, "Term 5 2020/21", "t5"), exclusions.agency)
    other = asked_in.plan.partnership.agencies.create(name="Somebody else entirely")
    ask(asked_in, other, ["school-survey"])
    holder = Client()
    session = holder.session
    session["personal_link"] = PersonalLink.objects.create(
        round=asked_in,
        agency=exclusions.agency,
        digest="0" * 64,
        email="dora@police.example",
        made_at=timezone.now() - timedelta(days=1),
        expires_at=timezone.now() + timedelta(days=1),
    ).pk
    session.save()

    html = holder.get("/rounds/t6/answer").content.decode()
    sent = {f"r{exclusions.pk}-kind": "no_change", "do": "sign"}
    holder.post("/rounds/t6/answer", sent)

    assert "it lets you answer, and not sign" in html
    assert "Save and sign" not in html
    assert Answer.objects.get().state == "draft"
    holder.post("/rounds/t6/answer", {**sent, "do": "submit"})
    assert Answer.objects.get().state == "submitted"
    assert holder.get("/rounds/t5/answer").status_code == 404
    assert holder.get(f"/rounds/t6/answer?agency={other.pk}").status_code in (403, 404)
    assert holder.get("/rounds/t6/answers").status_code == 302


def test_whoever_stands_in_for_the_lead_signs(
    exclusions: Request, bob: By, officer: Person, appointed: Callable[..., Person]
):
    erin = appointed(Role.BOARD, name="Erin")
    Delegation.objects.create(
        membership=Membership.objects.get(person=bob.person),
        person=erin,
        begins=timezone.now() - timedelta(days=1),
        ends=timezone.now() + timedelta(days=1),
        made_at=timezone.now(),
        made_by=officer,
    )
    sent = {f"r{exclusions.pk}-kind": "no_change", "do": "sign"}

    signed_in(erin).post("/rounds/t6/answer", sent)

    answer = Answer.objects.get()
    assert (answer.state, answer.signed_by, answer.signed_as) == (
        "signed",
        erin,
        "lead's stand-in",
    )


def test_nothing_to_report_is_an_answer_of_its_own_kind(exclusions: Request, bob: By):
    signed(exclusions, bob, Draft(kind=Kind.NOTHING_TO_REPORT, words="Schools were closed."))

    exclusions.refresh_from_db()
    assert (exclusions.standing, exclusions.manner) == ("signed", "nothing_to_report")
