"""Programs read what their token's role sees, in one form, a page at a time."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from headway import planfile
from headway.web.api.actions.tokens import make_token, revoke_token
from headway.web.api.models import Scope, Token
from headway.web.audit.models import Entry
from headway.web.people import actions as people
from headway.web.people.models import Agency, Partnership, Role
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.plans.queries import newest
from headway.web.public.drawing_up import remade
from headway.web.rounds.models import Request
from tests.web.conftest import NOON

pytestmark = pytest.mark.django_db

ALL = tuple(Scope)
Ask = Callable[..., Any]


class Program:
    """A program with a token."""

    def __init__(self, secret: str) -> None:
        self._client = Client()
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path: str, **headers: str) -> Any:
        return self._client.get(f"/api/v1{path}", headers={**self.headers, **headers})

    def read(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def send(self, path: str, content: bytes, content_type: str = "text/csv") -> Any:
        return self._client.post(
            f"/api/v1{path}", content, content_type=content_type, headers=self.headers
        )


@pytest.fixture
def program(partnership: Partnership) -> Callable[..., Program]:
    """Makes a program: `program(Scope.PLANS_READ)`, as an officer unless another role is given."""

    def make(
        *scopes: Scope,
        role: Role | None = Role.OFFICER,
        agency: Agency | None = None,
        within: Partnership = partnership,
    ) -> Program:
        _, secret = make_token(
            partnership=within, name="A program", scopes=scopes or ALL, role=role, agency=agency,
            lasts=timedelta(days=90), by=None, at=timezone.now(),
        )  # fmt: skip
        return Program(secret)

    return make


# ---------------------------------------------------------------------------------- being let in


def test_without_a_token_that_holds_nothing_is_told(
    program: Callable[..., Program], oxfordshire: PlanRecord, partnership: Partnership
):
    _, secret = make_token(
        partnership=partnership, name="Old", scopes=[Scope.PLANS_READ], role=Role.BOARD,
        lasts=timedelta(days=1), by=None, at=timezone.now() - timedelta(days=2),
    )  # fmt: skip
    revoked, gone = make_token(
        partnership=partnership, name="Gone", scopes=[Scope.PLANS_READ], role=Role.BOARD,
        lasts=timedelta(days=1), by=None, at=timezone.now(),
    )  # fmt: skip
    revoke_token(token_id=revoked.pk, by=None, at=timezone.now())

    for headers in ({}, {"Authorization": "Bearer hw_no"}, Program(secret).headers,
                    Program(gone).headers, {"Authorization": "Basic x"}):  # fmt: skip
        answer = Client().get("/api/v1/plans/oxfordshire", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["title"] == "No token that holds"
        assert answer["WWW-Authenticate"] == "Bearer"


def test_somebody_signed_in_gets_nothing_without_a_token_nor_more_with_one(
    client: Client, program: Callable[..., Program], oxfordshire: PlanRecord, officer: Any
):
    reads_public = program(Scope.PUBLIC_READ, role=None)

    assert client.get("/api/v1/plans").status_code == 401
    answer = client.get("/api/v1/plans/oxfordshire?view=partners", headers=reads_public.headers)
    assert answer.status_code == 403


def test_a_token_does_what_its_scopes_say_and_no_more(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    reads_rounds = program(Scope.ROUNDS_READ)

    assert reads_rounds.get("/plans/oxfordshire/rounds").status_code == 200
    refused = reads_rounds.get("/plans/oxfordshire/observations")
    assert refused.status_code == 403
    assert "scope" in refused.json()["detail"]
    assert reads_rounds.send("/plans/oxfordshire/observations.csv", b"x").status_code == 403


def test_a_token_of_another_partnership_cannot_tell_that_anything_is_there(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    elsewhere = people.make_partnership(name="Elsewhere", by=None, at=NOON)
    stranger = program(within=elsewhere)

    for path in ("", "/areas", "/measures", "/observations", "/observations.csv", "/statuses",
                 "/rounds", "/editions", "/editions/1"):  # fmt: skip
        there = stranger.get(f"/plans/oxfordshire{path}")
        nowhere = stranger.get(f"/plans/nowhere{path}")
        assert there.status_code == nowhere.status_code == 404, path
        assert there.content.replace(b"oxfordshire", b"nowhere") == nowhere.content, path
    assert stranger.read("/plans")["items"] == []


def test_the_token_is_kept_as_a_digest_and_its_use_is_noted(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    reader = program(Scope.PLANS_READ)
    secret = reader.headers["Authorization"].removeprefix("Bearer ")

    reader.read("/plans")

    token = Token.objects.get()
    assert token.last_used_at is not None
    assert secret not in str(Token.objects.values().get())
    made = Entry.objects.get(verb="token.made")
    assert secret not in made.after
    assert token.digest not in made.after


def test_a_program_that_asks_too_often_is_told_to_wait(
    program: Callable[..., Program], oxfordshire: PlanRecord, settings: Any
):
    settings.API_PER_MINUTE = 2
    reader = program(Scope.PLANS_READ)

    answers = [reader.get("/plans") for _ in range(5)]

    # a minute may begin between two of them
    assert [one.status_code for one in answers].count(429) >= 1
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


# --------------------------------------------------------------------------------------- reading


def test_a_plan_is_read_with_all_that_its_pages_show(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    plan = newest("oxfordshire").plan
    reader = program(Scope.PLANS_READ, role=Role.BOARD)

    told = reader.read("/plans/oxfordshire")
    measures = reader.read("/plans/oxfordshire/measures?page_size=500")
    figures = reader.read("/plans/oxfordshire/observations?page_size=500")
    statuses = reader.read("/plans/oxfordshire/statuses?page_size=500")

    assert (told["view"], told["title"], told["version"]) == ("partners", plan.title, 1)
    assert [one["id"] for one in measures["items"]] == [one.id for one in plan.measures]
    assert [(one["row"], one["value"], one["state"]) for one in figures["items"]] == [
        (one.row, one.value, one.state) for one in plan.observations
    ]
    assert statuses["total"] == len(plan.measures)
    assert all(one["sentence"] for one in statuses["items"])
    assert reader.read("/plans/oxfordshire/areas")["total"] == len(plan.areas)
    assert reader.read("/plans/oxfordshire/actions")["total"] == len(plan.actions)
    one = reader.read("/plans/oxfordshire/measures/permanent-exclusions")
    assert one["unit"] == "count"


def test_a_plan_is_read_as_it_was_known_on_a_day(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    reader = program(Scope.PLANS_READ)

    then = reader.read("/plans/oxfordshire/observations?at=2020-06-01&page_size=500")
    now = reader.read("/plans/oxfordshire/observations?page_size=500")

    assert 0 < then["total"] < now["total"]
    assert all(one["known_at"] <= "2020-06-01" for one in then["items"])


def test_pages_of_a_list_lead_on_to_its_end(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    reader = program(Scope.PLANS_READ)
    path, seen = "/plans/oxfordshire/measures?page_size=20", []

    while path:
        page = reader.read(path)
        seen += [one["id"] for one in page["items"]]
        path = (page["next"] or "").removeprefix("/api/v1")

    assert len(seen) == len(set(seen)) == page["total"] > 40


def test_whoever_reads_a_list_to_its_end_reads_one_version_though_figures_come_in_meanwhile(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    reader, writer = program(Scope.PLANS_READ), program(Scope.FIGURES_WRITE)
    path, seen = "/plans/oxfordshire/observations?page_size=20", []
    held = reader.read("/plans/oxfordshire/observations?page_size=500")["items"]

    while path:
        page = reader.read(path)
        seen += page["items"]
        path = (page["next"] or "").removeprefix("/api/v1")
        good = "time_period,time_identifier,measure_id,value_count\n"
        line = f"202021,Academic year,permanent-exclusions,{len(seen)}\n"
        added = writer.send("/plans/oxfordshire/observations.csv", f"{good}{line}".encode())
        assert added.status_code == 200

    assert seen == held
    assert reader.read("/plans/oxfordshire/observations")["total"] > len(held)
    assert reader.get("/plans/oxfordshire/observations?version=99").status_code == 404
    assert reader.get("/plans/oxfordshire?view=public&version=1").status_code == 409


def test_pages_of_a_public_list_are_of_one_edition_though_another_is_issued_meanwhile(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    from tests.web.public_setting import issued

    reader = program(Scope.PUBLIC_READ, role=None)
    first = issued(oxfordshire)
    page = reader.read("/plans/oxfordshire/observations?page_size=20")
    issued(oxfordshire, label="Later")

    assert f"edition={first.pk}" in page["next"]
    later = reader.read(page["next"].removeprefix("/api/v1"))
    assert (later["page"], later["total"]) == (2, page["total"])


def test_what_has_not_changed_is_not_sent_again(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    reader = program(Scope.PLANS_READ)
    first = reader.get("/plans/oxfordshire/measures")

    again = reader.get("/plans/oxfordshire/measures", **{"If-None-Match": first["ETag"]})
    other = reader.get("/plans/oxfordshire/measures?page=2", **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert other.status_code == 200
    assert first["Cache-Control"] == "private, no-cache"
    assert "Authorization" in first["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        "/plans/oxfordshire?at=0",
        "/plans/oxfordshire?at=2021-06-01T00:00",
        "/plans/oxfordshire?at=20210601",
        "/plans/oxfordshire/measures?page=0",
        "/plans/oxfordshire/measures?page_size=501",
        "/plans/oxfordshire/measures?page=4114556639661843283968",
        "/plans/Oxford%00shire",
        "/plans/oxfordshire/editions/99999999999999999999",
        "/plans/oxfordshire?view=everything",
    ],
)
def test_what_makes_no_sense_is_refused_in_the_one_form(
    program: Callable[..., Program], oxfordshire: PlanRecord, path: str
):
    answer = program().get(path)

    assert answer.status_code == 422
    problem = answer.json()
    assert set(problem) == {"status", "title", "detail", "faults"}
    assert problem["faults"][0]["where"]


def test_a_method_that_is_not_there_is_refused_in_the_same_form(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    answer = program().send("/plans/oxfordshire/measures", b"")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert answer.json()["status"] == 405


@pytest.mark.parametrize(
    "path", ["/", "/plans/", "/nothing", "/plans/oxfordshire/rounds/x", "/rounds/a b"]
)
def test_an_address_that_leads_nowhere_is_refused_in_the_same_form(
    program: Callable[..., Program], oxfordshire: PlanRecord, path: str
):
    answer = program().get(path)

    assert answer.status_code in (404, 422)
    assert set(answer.json()) == {"status", "title", "detail", "faults"}


def test_whoever_asks_for_the_headers_alone_gets_those_of_the_answer(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    reader = program(Scope.PLANS_READ)
    path = "/plans/oxfordshire/observations.csv"
    whole = reader.get(path)

    headers = Client().head(f"/api/v1{path}", headers=reader.headers)
    stranger = Client().head(f"/api/v1{path}")

    assert (headers.status_code, headers.content) == (200, b"")
    assert (headers["ETag"], headers["Content-Length"]) == (whole["ETag"], str(len(whole.content)))
    assert stranger.status_code == 401


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("page=0", "Give a number that is at least 1."),
        ("page_size=501", "Give a number that is at most 500."),
        ("page=two", "Give a whole number."),
        ("view=everything", "Give 'partners' or 'public'."),
        ("at=yesterday", "Write a day as YYYY-MM-DD, such as 2021-06-01."),
        ("row=%20", "Give a name as the interface writes it, such as permanent-exclusions."),
    ],
)
def test_what_is_wrong_with_a_parameter_is_said_in_plain_words(
    program: Callable[..., Program], oxfordshire: PlanRecord, asked: str, words: str
):
    [fault] = program().get(f"/plans/oxfordshire/observations?{asked}").json()["faults"]

    assert fault == {"where": f"query.{asked.partition('=')[0]}", "words": words}


def test_the_number_of_queries_does_not_grow_with_the_plan(
    program: Callable[..., Program], oxfordshire: PlanRecord, django_assert_max_num_queries: Any
):
    reader = program(Scope.PLANS_READ)
    reader.read("/plans/oxfordshire/statuses?page_size=500")

    with django_assert_max_num_queries(4):
        reader.read("/plans/oxfordshire/statuses?page_size=500")
    with django_assert_max_num_queries(4):
        reader.read("/plans/oxfordshire/observations?page_size=500")


# ------------------------------------------------------------------------------------ the public


def test_a_token_for_the_public_sees_issued_public_editions_and_nothing_of_the_live_plan(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    from tests.web.public_setting import issued

    reader = program(Scope.PUBLIC_READ, role=None)
    assert reader.get("/plans/oxfordshire").status_code == 404
    assert reader.read("/plans")["items"] == []

    edition = issued(oxfordshire)
    text = planfile.dumps(newest("oxfordshire").plan)
    save_version(text=text.replace("Pilot", "Secret"), reason="Later", at=NOON)

    told = reader.read("/plans/oxfordshire")
    figures = reader.read("/plans/oxfordshire/observations?page_size=500")["items"]
    assert (told["view"], told["edition"], told["version"]) == ("public", edition.label, None)
    made = remade(edition)
    hidden = {(one.slot.row, one.slot.of, one.slot.breakdown) for one in made.safe.withheld}
    assert hidden
    shown = {
        (one["row"], one["of"], one["breakdown"]) for one in figures if one["value"] is not None
    }
    assert not shown & hidden
    assert all(one["numerator"] is None and not one["words"] for one in figures)
    tidy_file = reader.get("/plans/oxfordshire/observations.csv").content.decode()
    for text in (json.dumps(told), json.dumps(figures), tidy_file):
        assert "Secret" not in text
    assert [one["label"] for one in reader.read("/plans/oxfordshire/editions")["items"]] == [
        edition.label
    ]
    listed = reader.read(f"/plans/oxfordshire/editions/{edition.pk}")["files"]
    assert [one["document"] for one in listed] == ["progress-report"]
    held = reader.get(listed[0]["address"].removeprefix("/api/v1"))
    assert hashlib.sha256(held.content).hexdigest() == listed[0]["sha256"]
    refused = reader.get(f"/plans/oxfordshire/editions/{edition.pk}/files/public-figures.json")
    assert refused.status_code == 404


# -------------------------------------------------------------------------------- rounds, answers


def test_a_lead_s_token_reads_its_own_agency_s_answers_and_an_officer_s_all(
    program: Callable[..., Program], oxfordshire: PlanRecord, agency: Agency
):
    from tests.web.test_every_address import _round

    _round(oxfordshire, agency)
    Request.objects.update(row="permanent-exclusions")
    people.name_agencies(partnership=agency.partnership, names=["Other"], by=None, at=NOON)
    other = Agency.objects.get(name="Other")

    def answers(role: Role, of: Agency | None = None) -> Any:
        reader = program(Scope.ANSWERS_READ, Scope.ROUNDS_READ, role=role, agency=of)
        assert reader.read("/rounds/round-key")["asked"] == 1
        return [one["agency"] for one in reader.read("/rounds/round-key/answers")["items"]]

    assert answers(Role.OFFICER) == [agency.name]
    assert answers(Role.LEAD, agency) == [agency.name]
    assert answers(Role.LEAD, other) == []
    assert answers(Role.BOARD) == []


# --------------------------------------------------------------------------------- adding figures


def lines_of(content: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content)))


def test_figures_are_added_all_or_none_and_only_once(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    writer = program(Scope.FIGURES_WRITE, Scope.PLANS_READ)
    path = "/plans/oxfordshire/observations.csv"
    held = writer.get(path).content.decode()
    assert writer.send(path, held.encode()).json()["unchanged"] == len(lines_of(held)) - 1
    assert newest("oxfordshire").number == 1

    good = "time_period,time_identifier,measure_id,value_count\n"
    good += "202021,Academic year,permanent-exclusions,"
    tried = writer.send(f"{path}?dry_run=true", f"{good}61\n".encode()).json()
    assert (tried["new"], tried["dry_run"], newest("oxfordshire").number) == (1, True, 1)
    bad = writer.send(path, f"{good}61\n202122,Academic year,no-such-row,many\n".encode())
    assert bad.status_code == 422
    assert bad.json()["faults"][0]["where"] == "line 3, measure_id"
    assert newest("oxfordshire").number == 1

    done = writer.send(path, f"{good}61\n".encode()).json()
    again = writer.send(path, f"{good}61\n".encode()).json()

    assert (done["new"], done["version"]) == (1, 2)
    assert (again["unchanged"], again["version"]) == (1, 2)
    added = newest("oxfordshire").plan.observations
    assert [one.value for one in added if one.given_by == "A program, a program"] == [61]
    assert Entry.objects.filter(verb="figures.imported").count() == 1


def test_a_file_that_comes_without_its_length_is_not_called_empty(
    program: Callable[..., Program], oxfordshire: PlanRecord
):
    writer = program(Scope.FIGURES_WRITE)

    answer = Client().post(
        "/api/v1/plans/oxfordshire/observations.csv",
        content_type="text/csv",
        headers={**writer.headers, "Transfer-Encoding": "chunked"},
        CONTENT_LENGTH="",
    )

    assert answer.status_code == 411
    assert answer.json()["detail"].startswith("Say how long the file is")


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"x", "application/json", 415),
        (b" ", "text/csv", 422),
        (b"\xff\xfe", "text/csv", 422),
        (b"a,b\n1,2\n", "text/csv", 422),
        (b'time_period,"\n', "text/csv", 422),
        (b"x" * 3_000_000, "text/csv", 413),
    ],
)
def test_what_is_no_such_file_is_refused(
    program: Callable[..., Program], oxfordshire: PlanRecord, content: bytes, kind: str, status: int
):
    answer = program(Scope.FIGURES_WRITE).send("/plans/oxfordshire/observations.csv", content, kind)

    assert (answer.status_code, answer.json()["status"]) == (status, status)
