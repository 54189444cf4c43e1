"""
Every form of one partnership, sent with the numbers of another: nothing of theirs is touched.

The forms are taken from the pages themselves, as each role sees them. Each number in an address,
in a field or in a field's name that names one of our records is replaced by the number of one of
theirs, by itself and beside our own.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import cycle
from typing import Any
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from lxml import html

from headway import planfile
from headway.web.answers.actions import By, save_draft, sign, submit
from headway.web.api.models import Delivery
from headway.web.audit.models import Entry
from headway.web.evidence.models import Job
from headway.web.imports.models import Import
from headway.web.people import actions as people
from headway.web.people.models import Agency, Partnership, Person, Role
from headway.web.plans.actions import save_version
from headway.web.plans.queries import newest
from headway.web.public.models import Subscription
from headway.web.rounds.models import PersonalLink, Round
from tests.web import test_every_address as addresses
from tests.web.answers_setting import ROWS, ask
from tests.web.answers_setting import answered as a_draft
from tests.web.conftest import NOON, signed_in
from tests.web.public_setting import published
from tests.web.test_every_address import TABLE, World, world
from tests.web.test_every_control import Control, kind_of, named, pages, starts_work, within

__all__ = ["world"]
pytestmark = pytest.mark.django_db

STEP = 100_000
THEIR_WORD = "Zennor"
"""Stands in the names of all that is theirs, and in nothing of ours."""


# ------------------------------------------------------------------------ numbers that tell models


def numbered_models() -> list[type[models.Model]]:
    """Ours, and the library's of signing in: those whose rows the database numbers."""
    return [
        one
        for one in apps.get_models()
        if isinstance(one._meta.pk, models.AutoField) and one is not Entry
    ]


def numbered_apart() -> None:
    """Let the rows of each model be numbered from a hundred thousand of its own."""
    with connection.cursor() as cursor:
        for place, model in enumerate(numbered_models(), 1):
            table, pk = model._meta.db_table, model._meta.pk
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, place * STEP])
            else:
                named_so = "SELECT setval(pg_get_serial_sequence(%s, %s), %s)"
                cursor.execute(named_so, [f'"{table}"', pk.column, place * STEP])


@pytest.fixture
def partnership(db: None) -> Partnership:
    """As everywhere, with numbers that tell of which model they are."""
    numbered_apart()
    return people.only_partnership(at=NOON)


KEYED: tuple[tuple[type[models.Model], str], ...] = (
    (Round, "key"), (Job, "key"), (Import, "key"), (Delivery, "key"), (Subscription, "key"),
    (PersonalLink, "digest"),
)  # fmt: skip
"""What is named by a key that is made up, beside its number."""


@contextmanager
def keys_of_their_own() -> Iterator[None]:
    """Whatever is made meanwhile with the keys of what there is gets others."""
    ours = {(model, row.pk, name): getattr(row, name) for model, name, row in keyed()}
    for (model, pk, name), key in ours.items():
        change(model, pk, name, "f" * 64 if name == "digest" else f"x{key}")
    yield
    for model, name, row in keyed():
        if (model, row.pk, name) not in ours:
            new = "a" * 64 if name == "digest" else f"their-{getattr(row, name)}"
            change(model, row.pk, name, new)
    for (model, pk, name), key in ours.items():
        change(model, pk, name, key)


def keyed() -> Iterator[tuple[type[models.Model], str, Any]]:
    for model, name in KEYED:
        for row in model._default_manager.all():
            yield model, name, row


def change(model: type[models.Model], pk: Any, field: str, value: str) -> None:
    model._default_manager.filter(pk=pk).update(**{field: value})


@dataclass(frozen=True)
class Theirs:
    """
    All that is the others'.

    Attributes:
        instead: For a number or a key of ours, what they have of the same sort.
        numbers: Of every row of theirs; no other row has one of them.
    """

    instead: dict[str, str]
    numbers: frozenset[int]

    def named_in(self, value: Any) -> bool:
        """Whether something that is written down names a row of theirs."""
        if isinstance(value, int):
            return value in self.numbers
        return isinstance(value, str) and any(int(n) in self.numbers for n in NUMBER.findall(value))


@pytest.fixture
def theirs(world: World, appointed: Callable[..., Any]) -> Theirs:
    """Another partnership with everything that ours has, and with the same people in no part."""
    answered(Agency.objects.get(pk=world.parts["agency"]), world.people)
    ours = {model: numbers_of(model) for model in numbered_models()}
    elsewhere = world.charlie.memberships.get().partnership
    Partnership.objects.filter(pk=elsewhere.pk).update(name=THEIR_WORD)
    people.name_agencies(partnership=elsewhere, names=[f"{THEIR_WORD} Police"], by=None, at=NOON)
    text = planfile.example_path().read_text(encoding="utf-8").replace("oxfordshire", "theirs")
    plan = save_version(text=text, reason=THEIR_WORD, at=NOON, partnership=elsewhere).plan
    police = elsewhere.agencies.get(name=f"{THEIR_WORD} Police")
    everybody = {
        role: appointed(role, within=elsewhere, of=police, name=f"{THEIR_WORD} {role.label}")
        for role in Role
    }
    lead = everybody[Role.LEAD].memberships.get()
    people.delegate(
        membership_id=lead.pk, to=everybody[Role.CONTRIBUTOR], begins=NOON,
        ends=NOON + timedelta(days=36500), by=None, at=NOON,
    )  # fmt: skip
    people.invite(
        partnership=elsewhere,
        email="new@theirs.example",
        name="",
        role=Role.BOARD,
        by=None,
        at=NOON,
    )
    with keys_of_their_own():
        addresses._round(plan, police)
        addresses._programs(elsewhere)
        addresses._job(plan)
        addresses._import(plan, newest(plan.slug).plan)
        addresses._edition(plan)
        addresses._matter(plan, police)
        addresses._draft(plan, everybody[Role.READER])
        published(plan)
    answered(police, everybody)
    numbers = {model: sorted(set(numbers_of(model)) - set(known)) for model, known in ours.items()}
    return Theirs(
        instead={
            **{
                str(one): str(other)
                for model, known in ours.items()
                for one, other in zip(known, cycle(numbers[model]), strict=False)
            },
            **{f"{begin}-key": f"their-{begin}-key" for begin in ("round", "job", "import")},
            world.parts["slug"]: plan.slug,
            world.parts["partnership"]: elsewhere.slug,
        },
        numbers=frozenset(one for found in numbers.values() for one in found),
    )


def answered(agency: Agency, everybody: Mapping[Role, Person]) -> None:
    """Three rows more in an agency's round: one in hand, one submitted, one signed."""
    asked_in = Round.objects.get(requests__agency=agency)
    lead = By(person=everybody[Role.LEAD])
    drafted, submitted, signed = ask(asked_in, agency, ROWS[:3])
    for one in (drafted, submitted, signed):
        save_draft(request_id=one.pk, draft=a_draft("70"), based_on=0, by=lead, at=NOON)
    submit(request_id=submitted.pk, by=lead, at=NOON)
    sign(request_id=signed.pk, by=lead, at=NOON)


def numbers_of(model: type[models.Model]) -> list[int]:
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True))


# ------------------------------------------------------------------------------ forms as they stand


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A form as a browser would send it, by one of its buttons."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> tuple[str, tuple[str, ...]]:
        """What sort of form it is: its address, and its fields without numbers."""
        names = {re.sub("[0-9]+", "0", name) for name, _ in self.fields}
        verbs = {value.partition("-")[0] for name, value in self.fields if name == "do"}
        return kind_of(Control(method="post", path=self.path)), (*sorted(names), *sorted(verbs))


def forms_of(page: str, here: str) -> Iterator[Sending]:
    """Every form that changes something, by each of its buttons, with every field filled in."""
    for form in html.document_fromstring(page).iterfind(".//form"):
        path = within(urljoin(here, form.get("action") or here))
        if not path or (form.get("method") or "get").lower() != "post":
            continue
        fields = tuple(filled(form))
        for button in form.iterfind(".//button"):
            if button.get("type", "submit") == "submit":
                yield Sending(path=path, fields=(*fields, *named(button)))


def filled(form: Any) -> Iterator[tuple[str, str]]:
    """What the form sends, with a choice made wherever there is one, and a word for each text."""
    for one in form.iterfind(".//*[@name]"):
        name, kind = one.get("name"), one.get("type", "text")
        if one.tag == "select":
            found = [option.get("value", "") for option in one.iterfind(".//option")]
            yield name, next((value for value in reversed(found) if value), "")
        elif one.tag == "textarea":
            yield name, one.text or "Because it is so."
        elif kind == "radio" and name in CHOSEN and one.get("value") != CHOSEN[name]:
            continue
        elif one.tag == "input" and kind not in ("file", "submit") and name != MARK:
            yield name, one.get("value") or TYPED.get(name) or TYPED.get(kind, "A word")


CHOSEN = {"role": "lead"}
TYPED = {
    "date": "2036-01-20", "time": "09:30", "email": "dora@agency.example", "first": "20/01/2036",
    "last": "21/01/2036", "as_at": "2020-05-31",
}  # fmt: skip
"""What is typed into empty fields of a name, or else of a sort."""
MARK = "csrfmiddlewaretoken"
NUMBER = re.compile(r"(?<![0-9])[0-9]{6,8}(?![0-9])")


def foreign(sending: Sending, instead: dict[str, str]) -> Iterator[Sending]:
    """The same form with one number or key of ours exchanged for theirs, each in its turn."""

    parts = sending.path.split("/")
    told = [*parts, *(text for field in sending.fields for text in field)]
    ours = {one for text in told for one in (text, *NUMBER.findall(text)) if one in instead}
    for number in sorted(ours):
        swap = swapping({number: instead[number]})
        path = "/".join(map(swap, parts))
        fields = tuple((swap(name), swap(value)) for name, value in sending.fields)
        yield replace(sending, path=path)
        yield replace(sending, fields=fields)
        yield replace(sending, fields=(*sending.fields, *set(fields).difference(sending.fields)))
    swap = swapping(instead)
    every = tuple((swap(name), swap(value)) for name, value in sending.fields)
    yield replace(sending, fields=every)
    yield replace(sending, path="/".join(map(swap, parts)), fields=every)


def swapping(instead: dict[str, str]) -> Callable[[str], str]:
    """Puts theirs in place of ours, where a text is that or has the number in it."""
    return lambda text: instead.get(
        text, NUMBER.sub(lambda found: instead.get(found[0], found[0]), text)
    )


# ------------------------------------------------------------------------------------- the walk


@pytest.mark.slow  # every form of every page as each role, some hundreds of times
def test_no_form_reaches_what_is_somebody_elses(world: World, theirs: Theirs):
    tried, faults = 0, []
    for role, person in world.people.items():
        client = signed_in(person)
        for sending in forms_for(role, client, world):
            for other in dict.fromkeys(foreign(sending, theirs.instead)):
                if other != sending:
                    tried += 1
                    found = wrong_with(client, other, theirs)
                    faults += [f"{role} sends {other}: {fault}" for fault in found]

    assert not faults, "\n".join(faults)
    assert tried > 150, "the walk has gone astray"


def forms_for(role: Role, client: Client, world: World) -> list[Sending]:
    """One form of each sort that a role is shown."""
    found: dict[Any, Sending] = {}
    for path in pages(role, world):
        answer = client.get(path)
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            for sending in forms_of(answer.content.decode(), path):
                name = sending.kind[0].removeprefix("post ")
                if not starts_work(sending.kind[0], role) and not TABLE[name].open:
                    found.setdefault(sending.kind, sending)
    return list(found.values())


def wrong_with(client: Client, sending: Sending, theirs: Theirs) -> Iterator[str]:
    """What sending it did that it must not; nothing of it stays."""
    another = Client()
    another.cookies.load({name: one.value for name, one in client.cookies.items()})
    sent: dict[str, list[str]] = {}
    for name, value in sending.fields:
        sent.setdefault(name, []).append(value)
    with transaction.atomic(), what_is_written() as written:
        answer = another.post(sending.path, sent)
        transaction.set_rollback(True)
    if answer.status_code >= 500:
        yield f"a fault ({answer.status_code})"
    if THEIR_WORD in answer.content.decode("utf-8", "replace"):
        yield f"it names them ({answer.status_code})"
    for command, values in written:
        if any(map(theirs.named_in, values)):
            yield f"it wrote {command} {values}"


WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def what_is_written() -> Iterator[list[tuple[str, tuple[Any, ...]]]]:
    """Every command that changes the database meanwhile, with its values."""
    found: list[tuple[str, tuple[Any, ...]]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            every = [one for each in params for one in each] if many else params or ()
            found.append((sql[:80], tuple(every)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
