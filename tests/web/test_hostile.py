"""What somebody hostile types, sends or has others follow, on every address of the service."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django import forms
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

import headway.web
from headway import planfile
from headway.reporting.building import build_report
from headway.reporting.renderers import RENDERERS
from headway.web.audit.actions import record
from headway.web.audit.models import Entry
from headway.web.people import actions as people
from headway.web.people.models import Role
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanVersion
from headway.web.plans.texts import digest_of
from tests.web.answers_setting import ask, round_of
from tests.web.conftest import NOON, signed_in
from tests.web.test_every_address import POST, TABLE, World, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db

SCRIPT = "\"'><script>alert(4711)</script><img src=x onerror=alert(4711)>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
HOSTILE, SHORT = f"{FORMULA}{SCRIPT}", '=4711+1"><i onx=4711>'
"""A formula to a spreadsheet and a script to a page; and for fields that take no more."""
OF_THE_PLAN = ("text", "words", "title", "note", "definition", "name")


class Watch(HTMLParser):
    """Collects scripts and handlers that a page would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script" and dict(attrs).get("type") != "application/json"
        self.found += [f"<{tag} {name}>" for name, _ in attrs if name.startswith("on")]
        self.found += [
            f"<{tag} {name}={value}>"
            for name, value in attrs
            if name in ("href", "src", "action") and (value or "").strip().startswith("javascript:")
        ]

    def handle_data(self, data: str) -> None:
        if self._in_script and "4711" in data:
            self.found.append("<script>")


def plan_with(words: str, text: str) -> str:
    """The plan with something added to every text of it."""
    quoted = words.replace("'", "''")
    changed = re.sub(
        rf"^(\s*(?:- )?(?:{'|'.join(OF_THE_PLAN)}): )(?!['\"|>{{\[])([^\n#{{]+)$",
        lambda found: f"{found[1]}'{quoted} {found[2].strip().replace(chr(39), chr(39) * 2)}'",
        text,
        flags=re.MULTILINE,
    )
    assert changed.count(quoted) > 200
    return changed


def type_everywhere() -> set[str]:
    """
    Put hostile words into every text field of every row; the fields that hold them now.

    Each row's differ by its number, for some fields must not say the same twice.
    """
    held = set()
    for model in apps.get_models():
        if not model.__module__.startswith("headway.web") or model is Entry:
            continue
        for row in model._default_manager.all():
            for field in free_fields(model):
                told = f"{HOSTILE} {row.pk}"
                if field.max_length and len(told) > field.max_length:
                    told = f"{SHORT}{row.pk}"[: field.max_length]
                value = IN_JSON.get(named(field), lambda words: words)(told)
                model._default_manager.filter(pk=row.pk).update(**{field.name: value})
                held.add(named(field))
    with transaction.atomic():
        record(
            "plan.saved", key=HOSTILE, by=None, at=NOON, partnership="partnership",
            before={HOSTILE: HOSTILE}, after={HOSTILE: [HOSTILE]}, reason=HOSTILE,
        )  # fmt: skip
    return held


def named(field: Any) -> str:
    return f"{field.model._meta.label}.{field.name}"


def free_fields(model: type[models.Model]) -> list[Any]:
    """Fields into which words may come, from whomever."""
    return [
        field
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
        and not isinstance(field, models.SlugField)
        and named(field) not in OUR_OWN
    ]


OUR_OWN = frozenset(
    f"{model}.{name}"
    for model, names in {
        "audit.Head": "hash",
        "people.Person": "password email",
        "people.Invitation": "digest email",
        "people.Remembered": "cache_key value",
        "notices.Notice": "key to claim claimed_by",
        "plans.PlanVersion": "content digest",
        "editions.EditionFile": "suffix media_type sha256",
        "editions.Edition": "answers",
        "editions.Acceptance": "key",
        "editions.Reading": "suffix",
        "imports.Import": "key document matches",
        "imports.Step": "row content",
        "evidence.Job": "key kind sha256",
        "rounds.Round": "key period reminders",
        "rounds.Request": "row",
        "rounds.PersonalLink": "digest email",
        "answers.Answer": "figures status",
        "answers.AnswerVersion": "what content",
        "answers.EvidenceFile": "media_type sha256",
        "answers.SharedRow": "row",
        "board.Matter": "row",
        "public.Publication": "content sha256",
        "public.Subscription": "email key",
        "api.Token": "digest role scopes",
        "api.Webhook": "events salt",
        "api.Delivery": "key claim claimed_by",
        "figures.ComputationRun": "sources",
    }.items()
    for name in names.split()
)
"""
What the service makes up or checks itself: keys, digests, states, addresses of people, and texts
that are read as a whole, whose words the plan itself brings in above. A new field is not in it.
"""

IN_JSON: dict[str, Callable[[str], Any]] = {
    "people.Agency.also_called": lambda words: [words],
    "editions.Edition.accepted": lambda words: [
        {"title": words, "sentence": words, "reason": words}
    ],
    "editions.Edition.pre_release": lambda words: [words],
    "evidence.Job.faults": lambda words: [
        {"rule": words, "column": words, "count": 1, "row": 1, "sentence": words}
    ],
    "answers.Answer.links": lambda words: [words],
}
"""The shape of fields that hold more than words."""

NOT_THERE = frozenset({
    "notices.Beat.error", "editions.Acceptance.words", "editions.Acceptance.reason",
    "figures.MeasureName.name", "figures.AreaName.name", "figures.PeriodName.name",
    "figures.BreakdownName.name", "figures.ComputationRun.engine", "figures.ComputationRun.version",
})  # fmt: skip
"""Fields of which this world has no row; they are shown where the others are."""


def every_free_field() -> set[str]:
    return {
        named(field)
        for model in apps.get_models()
        if model.__module__.startswith("headway.web") and model is not Entry
        for field in free_fields(model)
    }


def fill(world: World) -> set[str]:
    """Hostile words in the database and in the plan itself; the fields that hold them."""
    row = PlanVersion.objects.get(plan__slug=world.parts["slug"])
    text = plan_with(HOSTILE, row.content)
    PlanVersion.objects.filter(pk=row.pk).update(content=text, digest=digest_of(text))
    return type_everywhere()


def pages(world: World) -> Iterator[tuple[str, Any]]:
    """
    Every address that can be looked at, as the officer, a lead and the administrator see it.

    What is open to everybody is the same for all and is looked at once.
    """
    for role in (Role.OFFICER, Role.LEAD, Role.ADMINISTRATOR):
        client = signed_in(world.people[role])
        for name, address in TABLE.items():
            if address.method == POST or (address.open and role is not Role.OFFICER):
                continue
            path = reverse(name, args=[world.parts[part] for part in address.given])
            with transaction.atomic():
                yield path, client.get(path)
                transaction.set_rollback(True)


@pytest.mark.slow
def test_no_text_that_anybody_types_becomes_a_script_on_a_page_or_a_formula_in_a_file(
    world: World,
):
    held = fill(world)
    assert held == every_free_field() - NOT_THERE
    shown = files = 0

    for path, answer in pages(world):
        # What was issued from the plan that is changed here is not shown as if it were that.
        assert answer.status_code < 500 or "page cannot be shown" in answer.content.decode(), path
        kind = answer.get("Content-Type", "")
        content = b"".join(answer) if answer.streaming else answer.content
        if "html" in kind:
            shown += b"alert(4711)" in content
            assert scripts_of_page(content.decode()) == [], path
            policy = answer["Content-Security-Policy"]
            assert "script-src 'self';" in f"{policy};", path
            assert "unsafe" not in policy, path
        elif "csv" in kind:
            files += 1
            assert formulas_of_csv(content) == [], path
        elif "spreadsheetml" in kind and content[:2] == b"PK" and len(content) > 100:
            files += 1
            assert formulas_of_workbook(content) == [], path
    assert shown > 20, "it was hardly shown anywhere"
    assert files > 1


def test_the_reports_own_workbook_holds_no_formula_of_somebody_elses(world: World):
    text = plan_with(HOSTILE, planfile.example_path().read_text(encoding="utf-8"))
    plan = planfile.loads(text, name="plan")
    report = build_report(plan=plan, at=NOON.date(), edition=HOSTILE)
    render = next(one.render for one in RENDERERS if one.suffix == "xlsx")

    assert formulas_of_workbook(render(report)) == []


def scripts_of_page(html: str) -> list[str]:
    watch = Watch()
    watch.feed(html)
    return watch.found


def formulas_of_csv(content: bytes) -> list[str]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    number = re.compile(r"[-+]?[\d.,]+%?")
    return [
        cell
        for row in rows
        for cell in row
        if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not number.fullmatch(cell)
    ]


def formulas_of_workbook(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        f"{sheet.title}!{cell.coordinate} {cell.value}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and any(one in str(cell.value) for one in ("evil", "4711"))
    ]


# ----------------------------------------------------------------------------- forms and sessions


def test_every_form_wants_its_mark(world: World):
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        world.people[Role.OFFICER], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for name, address in TABLE.items():
        if address.method != POST:
            continue
        path = reverse(name, args=[world.parts[part] for part in address.given])

        answer = client.post(path, {"a": "b"})

        assert answer.status_code == 403, path


PASSWORD = "correct horse battery staple"  # noqa: S105 - of this test alone


@pytest.fixture
def dora(partnership: Any) -> Any:
    """Somebody with a password."""
    made = people.make_person(
        email="dora@b.example", name="Dora", password=PASSWORD, by=None, at=NOON
    )
    people.appoint(
        person=made, partnership=partnership, role=Role.OFFICER, agency=None, by=None, at=NOON
    )
    return made


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "http://testserver@evil.example/",
    ],
)
def test_whoever_signs_in_is_sent_nowhere_else(dora, elsewhere):
    client = Client()

    answer = client.post(
        f"/account/login/?next={elsewhere}",
        {"login": dora.email, "password": PASSWORD, "next": elsewhere},
    )
    after = signed_in(dora).get(f"/account/login/?next={elsewhere}")

    assert answer.status_code == 302, answer.content.decode()[:3000]
    for one in (answer, after):
        assert "evil" not in one.get("Location", "")
        assert "javascript" not in one.get("Location", "")


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(dora, settings):
    client = Client()
    client.get("/account/login/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = str(session.session_key)
    client.cookies[settings.SESSION_COOKIE_NAME] = planted

    client.post("/account/login/", {"login": dora.email, "password": PASSWORD})
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    other = Client()
    other.cookies[settings.SESSION_COOKIE_NAME] = planted

    assert key != planted
    assert client.get("/you").status_code == 200
    assert other.get("/you").status_code == 302
    client.post("/account/logout/")
    back = Client()
    back.cookies[settings.SESSION_COOKIE_NAME] = key
    assert back.get("/you").status_code == 302


# ------------------------------------------------------------------------------ too much, too slow


def test_no_form_takes_an_address_that_is_longer_than_the_database_keeps():
    fields = [
        (form.__name__, field.max_length)
        for module in sorted(Path(headway.web.__file__).parent.glob("*/forms.py"))
        for form in vars(import_module(f"headway.web.{module.parent.name}.forms")).values()
        if isinstance(form, type) and issubclass(form, forms.Form)
        for field in form.base_fields.values()
        if isinstance(field, forms.EmailField)
    ]

    assert {"InviteForm", "LinkForm"} <= {name for name, _ in fields}
    assert [name for name, longest in fields if longest is None or longest > 254] == []


def test_what_is_far_too_large_is_refused_in_a_sentence(client):
    fields = client.post("/import/", {f"f{number}": "x" for number in range(3000)})
    text = client.post(
        "/account/login/",
        "login=" + "x" * 5_000_000,
        content_type="application/x-www-form-urlencoded",
    )
    announced = client.generic(
        "POST",
        "/import/",
        b"--b\r\n",
        content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(900_000_000),
    )

    for answer in (fields, text, announced):
        assert answer.status_code == 413
        assert "Traceback" not in answer.content.decode()
        assert "Too much was sent</h1>" in answer.content.decode()
    assert "900 MB" in announced.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/plans/" + "a" * 3000,
        "/plans/%00/",
        "/plans/..%2f..%2fetc/",
        "/?at=%ff%fe",
        "/rounds/%f0%28/",
    ],
)
def test_addresses_made_to_break_things_lead_nowhere(client, path):
    assert client.get(path).status_code in (200, 301, 302, 400, 404)


@pytest.mark.parametrize("is_demo", [False, True])
@pytest.mark.parametrize("path", ["/", "/account/login/", "/public/partnership/", "/api/v1/plans"])
def test_under_a_name_that_the_service_does_not_go_by_nothing_is_answered(path, is_demo, settings):
    settings.ALLOWED_HOSTS, settings.DEMO = ["127.0.0.1"], is_demo

    answer = Client().get(path, headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


# --------------------------------------------------------------- somebody else's records by number

THEIRS = frozenset({
    "membership", "delegation", "invitation", "agency", "api_token", "webhook", "delivery", "job",
    "edition", "draft", "draft_reader", "matter", "public_edition", "request", "evidence", "notice",
})  # fmt: skip
"""Parts of addresses that name one record of one partnership."""


@pytest.fixture
def charlies(world: World, appointed: Callable[..., Any]) -> dict[str, Any]:
    """Charlie has every role in a partnership with a plan and a round of its own."""
    elsewhere = world.charlie.memberships.get().partnership
    text = planfile.example_path().read_text(encoding="utf-8").replace("oxfordshire", "theirs")
    plan = save_version(text=text, reason="", at=NOON, partnership=elsewhere).plan
    for role in Role:
        appointed(role, within=elsewhere, of=elsewhere.agencies.first(), email=world.charlie.email)
    round_ = round_of(plan, key="theirs")
    ask(round_, elsewhere.agencies.all()[0], ["permanent-exclusions"])
    return {"partnership": elsewhere.slug, "slug": plan.slug, "round": round_.key}


def crossing() -> list[str]:
    """Addresses that name a place and one record in it."""
    places = {"partnership", "slug", "round"}
    return [
        name
        for name, one in TABLE.items()
        if places & set(one.given) and THEIRS & set(one.given) and not name.startswith("api-v1")
    ]


def test_a_record_of_another_partnership_is_not_found_in_ones_own(
    world: World, charlies: dict[str, Any]
):
    own, found = signed_in(world.charlie), {}

    for name in crossing():
        address = TABLE[name]
        parts = [charlies.get(part, world.parts[part]) for part in address.given]
        with transaction.atomic():
            answer = getattr(own, address.method)(reverse(name, args=parts), address.sent)
            transaction.set_rollback(True)
        found[name] = answer.status_code

    assert {name: status for name, status in found.items() if status != 404} == {}


def test_addresses_that_name_a_record_within_a_place_are_looked_at():
    assert len(crossing()) > 20
