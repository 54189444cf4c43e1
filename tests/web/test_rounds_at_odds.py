"""A round in which not everything goes as it should: names taken, days put off, rows dropped."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from headway.web.audit.models import Entry
from headway.web.notices.models import Notice
from headway.web.people.models import Role
from headway.web.plans.actions import save_version
from headway.web.rounds import actions, queries
from headway.web.rounds.errors import LinkError
from headway.web.rounds.models import PersonalLink, Round
from headway.web.rounds.ticking import tick
from tests.web.test_rounds import (
    DAY,
    OPENS,
    PLAN,
    WORKING,
    answer,
    clock,
    health,
    lead,
    linked,
    mails,
    opened,
    plan,
    police,
)

__all__ = ["clock", "health", "lead", "opened", "plan", "police"]

MINUTE = timedelta(minutes=1)


def test_each_letter_leads_somebody_of_several_agencies_to_the_one_that_is_asked(opened, police):
    body = Notice.objects.get(to="bob@police.example").body

    assert f"/rounds/{opened.key}/answer?agency={police.pk}" in body


def test_a_second_click_says_that_nothing_more_is_sent_and_is_no_act(
    opened, police, client: Client, clock
):
    address = f"/rounds/{opened.key}/agencies/{police.pk}/chase"
    client.post(address)

    answered = client.post(address, follow=True).content.decode()

    assert "was reminded less than an hour ago, so nothing more is sent." in answered
    assert len(mails("chaser")) == 1
    assert Entry.objects.filter(verb="round.chased").count() == 1


def test_a_link_goes_on_when_the_day_is_put_off(opened, health, officer):
    token = linked(opened, health, officer)
    actions.reopen_round(
        round_id=opened.pk, due_on=date(2026, 2, 20), working=WORKING, by=officer, at=OPENS + DAY
    )

    on_the_new_last_day = datetime(2026, 2, 27, 12, tzinfo=UTC)
    assert Round.objects.get().closes_on == date(2026, 2, 27)
    assert actions.follow_link(token=token, at=on_the_new_last_day).agency == health
    with pytest.raises(LinkError):
        actions.follow_link(token=token, at=on_the_new_last_day + 2 * DAY)


def test_a_link_that_was_revoked_stays_so_when_the_round_is_reopened(opened, health, officer):
    token = linked(opened, health, officer)
    actions.revoke_link(link_id=PersonalLink.objects.get().pk, by=officer, at=OPENS)
    actions.close_round(round_id=opened.pk, by=officer, at=OPENS + DAY)
    actions.reopen_round(
        round_id=opened.pk, due_on=date(2026, 2, 20), working=WORKING, by=officer, at=OPENS + DAY
    )

    with pytest.raises(LinkError):
        actions.follow_link(token=token, at=OPENS + 2 * DAY)


@pytest.mark.parametrize("closed", [False, True])
def test_another_round_under_a_name_that_is_taken_is_refused_and_not_said_to_be_open(
    client: Client, opened, officer, clock, closed
):
    if closed:
        actions.close_round(round_id=opened.pk, by=officer, at=OPENS + DAY)
    said = {"label": opened.label, "as_at": "2026-01-31", "due_on": "2026-02-20"}
    address = f"/plans/{opened.plan.slug}/rounds/new"

    looked, sent = client.get(address, said), client.post(address, said)

    for answered in (looked, sent):
        assert answered.status_code == 422
        words = f"There is a round called {opened.label} already, which is "
        assert words + ("closed" if closed else "open") in answered.content.decode()
    assert Round.objects.count() == 1


def test_pressing_the_button_twice_opens_one_round_of_one_s_own(client: Client, plan, lead, clock):
    said = {"label": "Special", "as_at": "2026-01-31", "due_on": "2026-02-20"}
    for _ in range(2):
        assert client.post(f"/plans/{plan.slug}/rounds/new", said).status_code == 302

    assert Round.objects.count() == 1


# ----------------------------------------------------------------- a row that leaves the plan


VISITS = """\
          - id: visits
            text: Visits by health visitors
            agencies: [Public Health]
"""


def test_nobody_owes_an_answer_to_a_row_that_the_plan_lost_in_mid_round(opened, health, plan):
    save_version(
        text=PLAN.replace(VISITS, ""), reason="Dropped", at=OPENS + DAY, based_on=1,
        partnership=plan.partnership,
    )  # fmt: skip
    tick(OPENS + DAY)

    assert [one.row for one in queries.silence(opened).rows] == ["calls"]
    tick(OPENS + 7 * DAY)
    [reminder] = [one for one in Notice.objects.filter(kind="reminder") if "health" in one.to]
    assert "one row of Public Health" in reminder.subject
    assert Entry.objects.get(verb="round.rows_lost").after == '{"rows":["visits"]}'
    assert tick(OPENS + 7 * DAY + MINUTE) == []


def test_a_row_that_comes_back_is_asked_for_again_with_what_was_answered(opened, health, plan):
    answer(opened, "visits", health)
    for number, text in ((1, PLAN.replace(VISITS, "")), (2, PLAN)):
        save_version(
            text=text, reason="Changed", at=OPENS + number * DAY, based_on=number,
            partnership=plan.partnership,
        )  # fmt: skip
        tick(OPENS + number * DAY)

    told = queries.silence(opened).of("visits")
    assert told is not None
    assert [one.agency for one in told.answered] == ["Public Health"]


def test_a_round_that_is_closed_says_what_it_said_though_the_plan_lost_a_row(
    opened, health, plan, officer
):
    actions.close_round(round_id=opened.pk, by=officer, at=OPENS + DAY)
    save_version(
        text=PLAN.replace(VISITS, ""), reason="Dropped", at=OPENS + DAY, based_on=1,
        partnership=plan.partnership,
    )  # fmt: skip
    tick(OPENS + 2 * DAY)

    assert [one.row for one in queries.silence(opened).rows] == ["calls", "visits"]


# ------------------------------------------------------------------------------ days and words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-04-03", "That day is a bank holiday"),
        ("2026-02-21", "That day is a Saturday"),
        ("2026-04-08", "That day is in the school holidays"),
        ("2026-02-27", ""),
    ],
)
def test_a_day_off_may_be_chosen_and_is_said_to_be_one(client: Client, opened, clock, due, words):
    said = {"label": "Special", "as_at": "2026-01-31", "due_on": due}
    looked = client.get(f"/plans/{opened.plan.slug}/rounds/new", said).content.decode()
    put_off = client.post(f"/rounds/{opened.key}/reopen", {"due_on": due}, follow=True)

    for page in (looked, put_off.content.decode()):
        assert words in page
        assert ("That day is" in page) == bool(words)


def test_whoever_may_not_answer_for_an_agency_is_told_so_by_its_name(
    opened, police, health, as_role
):
    refused = as_role(Role.LEAD, of=police).get(f"/rounds/{opened.key}/answer?agency={health.pk}")

    assert refused.status_code == 403
    words = f"You may not answer for Public Health in {police.partnership.name}."
    assert words in refused.content.decode()
