"""What came in is kept between two looks at it, and never shown as it was before a change."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from headway.web.answers import actions
from headway.web.answers.actions import By
from headway.web.answers.models import Answer, EvidenceFile, SharedRow
from headway.web.people.models import Agency, Person, Role
from headway.web.plans.models import PlanRecord
from headway.web.rounds.models import Request, Round, RoundState
from tests.web.answers_setting import (
    NOW,
    answered,
    asked_in,
    bob,
    exclusions,
)
from tests.web.conftest import signed_in

__all__ = ["asked_in", "bob", "exclusions"]
pytestmark = pytest.mark.django_db

PAGE = "/rounds/t6/answers"


def sign(request: Request, by: By, words: str = "We did what we said.") -> Answer:
    draft = answered("78", words)
    actions.save_draft(request_id=request.pk, draft=draft, based_on=0, by=by, at=NOW)
    return actions.sign(request_id=request.pk, by=by, at=NOW)


def shown(client: Client) -> str:
    """The page without the mark that shows whose forms these are."""
    html = client.get(PAGE).content.decode()
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", html)


def test_a_second_look_is_the_same_and_reads_no_answer_again(
    exclusions: Request, bob: By, client: Client, django_assert_max_num_queries
):
    sign(exclusions, bob)
    first = shown(client)

    with django_assert_max_num_queries(11):
        again = shown(client)

    assert again == first
    assert "We did what we said." in again


def change_words(request: Request) -> None:
    Answer.objects.filter(request=request).update(words="Others.")  # by nobody's action


def add_file(request: Request) -> None:
    answer = Answer.objects.get(request=request)
    EvidenceFile.objects.create(
        answer=answer, name="new.pdf", media_type="application/pdf", size=3, sha256="0" * 64,
        content=b"%PD", added_at=NOW,
    )  # fmt: skip


def rename_agency(request: Request) -> None:
    Agency.objects.filter(pk=request.agency_id).update(name="The Others")


def rename_person(request: Request) -> None:
    Person.objects.filter(name="Bob").update(name="Robert")


def close(request: Request) -> None:
    Round.objects.filter(pk=request.round_id).update(state=RoundState.CLOSED, closed_at=NOW)


def drop(request: Request) -> None:
    Request.objects.filter(round=request.round_id).exclude(pk=request.pk).delete()


def share(request: Request) -> None:
    other = Agency.objects.create(partnership=request.agency.partnership, name="Health")
    Request.objects.create(
        round=request.round, agency=other, row=request.row, place=0, asked_at=NOW
    )


@pytest.mark.parametrize(
    "change",
    [change_words, add_file, rename_agency, rename_person, close, drop, share],
    ids=lambda one: one.__name__,
)
def test_whatever_changes_shows_at_once(
    exclusions: Request, bob: By, client: Client, change: Callable[[Request], None]
):
    sign(exclusions, bob)
    before = shown(client)

    change(exclusions)

    assert shown(client) != before


def test_what_becomes_of_a_shared_figure_shows_at_once(
    exclusions: Request, bob: By, client: Client, oxfordshire: PlanRecord
):
    share(exclusions)
    sign(exclusions, bob)
    before = shown(client)

    SharedRow.objects.create(plan=oxfordshire, row=exclusions.row, sharing="sum")

    assert shown(client) != before


def test_the_forms_of_a_kept_page_are_the_readers_own(
    exclusions: Request, bob: By, officer: Person, appointed: Callable[..., Person]
):
    sign(exclusions, bob)
    marks = []
    for person in (officer, appointed(Role.OFFICER, name="Olga")):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        html = browser.get(PAGE).content.decode()
        assert person.name not in html.partition("<main")[2]
        marks.append((browser, set(re.findall(r'csrfmiddlewaretoken" value="(\w+)"', html))))

    (alice, hers), (olga, others) = marks
    assert not hers & others
    stolen = {"do": f"accept-{exclusions.pk}", "csrfmiddlewaretoken": min(hers)}
    assert olga.post(PAGE, stolen).status_code == 403
    assert alice.post(PAGE, stolen).status_code == 302
    assert Answer.objects.get().state == "accepted"


def test_nobody_elses_page_is_kept_for_others(
    exclusions: Request, bob: By, client: Client, appointed: Callable[..., Person]
):
    sign(exclusions, bob)
    shown(client)

    assert signed_in(appointed(Role.LEAD)).get(PAGE).status_code == 403
    assert signed_in(appointed(Role.BOARD)).get(PAGE).status_code == 403
