"""A partnership that grows: one more of everything that the service keeps, again and again."""

import hashlib
from datetime import timedelta
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import models, transaction

from headway.web.answers import actions as answers
from headway.web.answers.actions import By
from headway.web.answers.models import SharedRow
from headway.web.api.models import Delivery, Token, Webhook
from headway.web.audit.actions import record
from headway.web.board.models import Matter
from headway.web.editions.models import Acceptance, Draft, Edition, PreReleaseReader, Reading
from headway.web.evidence.models import Job
from headway.web.figures.actions import store
from headway.web.figures.values import Figure, Run
from headway.web.imports.models import Import
from headway.web.notices.models import Notice
from headway.web.people import actions as people
from headway.web.people.models import Agency, Partnership, Person, Role
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.public.models import Subscription
from headway.web.rounds.models import Round
from tests.web.answers_setting import NOW, answered
from tests.web.conftest import NOON

SLUG = "growing"
DAYS = timedelta(days=36500)
Row = TypeVar("Row", bound=models.Model)

_HEAD = """\
headway: 1
slug: {slug}
title: {title}
current: second
sources:
  - {{name: first, title: First year, covers: 2019/20, as_at: 2020-05-31}}
  - {{name: second, title: Second year, covers: 2020/21, as_at: 2021-05-31}}
outcomes:
  - id: o
    title: Be Safe
    areas:
"""
_AREA = """\
      - id: a{number}
        title: Area {number}
        agencies: [Council, Thames Valley Police]
        measures:
"""
_MEASURE = """\
          - id: {id}
            text: Children about whom something is done, number {number}
            unit: '%'
            polarity: lower is better
            agencies: [Thames Valley Police, Agency {number}]
            definition: persistent-absence
            wordings: [{{document: {document}}}]
            targets:
              - {{at_most: 10, period: FY 2026/27}}
            observations:
              - {{period: FY 2018/19, value: 1{number}, known_at: 2019-05-01}}
              - {{period: FY 2019/20, value: 12, known_at: 2020-05-01}}
              - {{period: FY 2020/21, value: 9, known_at: 2021-05-01}}
            benchmarks:
              - {{area: England, value: 15, period: FY 2019/20}}
            progress:
              - {{document: second, period: FY 2020/21, text: Better, known_at: 2021-05-31}}
"""
_ACTION = """\
          - id: do-{number}
            text: Do something about number {number}
            wordings: [{{document: second}}]
"""


def plan_file(measures: int, *, slug: str = SLUG, title: str = "A plan that grows") -> str:
    """A plan of that many measures, three to an area and the third dropped, with an action each."""
    text = _HEAD.format(slug=slug, title=title)
    for first in range(0, measures, 3):
        numbers = range(first, min(first + 3, measures))
        text += _AREA.format(number=first // 3)
        for number in numbers:
            text += _MEASURE.format(
                id=row(number),
                number=number,
                document="first" if number % 3 == 2 else "second",
            )
        text += "        actions:\n" + "".join(_ACTION.format(number=one) for one in numbers)
    return text


def row(number: int) -> str:
    """A measure's id; the first has the one that the world of every address asks about."""
    return "exclusions" if number == 0 else f"m{number}"


def grow(parts: dict[str, Any], officer: Person, *, measures: int, numbers: range) -> None:
    """
    A new version of the plan with that many measures, and one more of all else for each number.

    Args:
        parts: The world's parts of addresses: what is there already, of which more is made.
        officer: Who does it.
        measures: Of the plan; at least as many as it has, and one for every number.
        numbers: Never the same twice.
    """
    plan = PlanRecord.objects.get(slug=parts["slug"])
    save_version(text=plan_file(measures), reason="More", at=NOON, partnership=plan.partnership)
    figures = [
        Figure("persistent-absence", f"Place {one}", "FY 2019/20", value=20.5) for one in numbers
    ]
    store(Run(known_at=NOON + timedelta(days=numbers.start), engine="test", version="1"), figures)
    for number in numbers:
        police = Agency.objects.get(pk=parts["agency"])
        fellow = plan.partnership.agencies.get(name=f"Agency {number}")
        _people(plan.partnership, fellow, police, officer, number)
        _round(Round.objects.get(key=parts["round"]), (police, fellow), officer, number)
        _editions(parts, officer, number)
        _beside(parts, plan.partnership, officer, number)


def _people(
    partnership: Partnership, fellow: Agency, police: Agency, officer: Person, number: int
) -> None:
    """Another of each role, of the agency looked at and of another; another partnership."""
    for role in Role:
        for agency in (police, fellow):
            person = people.make_person(
                email=f"{role.value}{agency.pk}.{number}@b.example", name="N", by=None, at=NOON
            )
            people.appoint(
                person=person, partnership=partnership, role=role,
                agency=agency if role in (Role.LEAD, Role.CONTRIBUTOR) else None, by=None, at=NOON,
            )  # fmt: skip
            if role is Role.LEAD:
                people.delegate(
                    membership_id=person.memberships.get().pk, to=officer, begins=NOON,
                    ends=NOON + DAYS, by=None, at=NOON,
                )  # fmt: skip
    people.invite(
        partnership=partnership, email=f"new{number}@b.example", name="", role=Role.BOARD,
        by=officer, at=NOON,
    )  # fmt: skip
    EmailAddress.objects.create(user=officer, email=f"also{number}@b.example")
    other = people.make_partnership(name=f"Elsewhere {number}", by=None, at=NOON)
    people.appoint(
        person=officer, partnership=other, role=Role.OFFICER, agency=None, by=None, at=NOON
    )
    title = f"Beside {number}"
    save_version(
        text=plan_file(3, slug=f"beside-{number}", title=title), reason="", at=NOON,
        partnership=partnership if number % 2 else other,
    )  # fmt: skip


def _round(looked_at: Round, agencies: tuple[Agency, Agency], officer: Person, number: int) -> None:
    """More asked and answered in the round that is looked at, and another round."""
    before = looked_at.requests.order_by("pk")[0]
    by = By(person=officer)
    for agency in agencies:
        request = another(before, agency=agency, row=row(number), place=number)
        answers.save_draft(
            request_id=request.pk, draft=answered("9", "We did."), based_on=0, by=by, at=NOW
        )
        if number % 3:
            answers.sign(request_id=request.pk, by=by, at=NOW)
        if number % 3 == 2:
            answers.give_back(request_id=request.pk, reason="Why?", by=by, at=NOW)
        file = before.answer.files.order_by("pk")[0]
        another(file, answer=request.answer)
        another(file, answer=before.answer, name=f"{agency.pk} {number}.txt")
        link = looked_at.links.order_by("pk")[0]
        another(link, agency=agency, digest=digest(f"{agency.pk} {number}"))
        letter = Notice.objects.filter(key__startswith=f"round/{looked_at.pk}/").order_by("pk")[0]
        another(letter, key=f"round/{looked_at.pk}/{agency.pk}/request/{number}/opened/x")
    SharedRow.objects.create(plan=looked_at.plan, row=row(number), sharing="sum")
    later = another(looked_at, key=f"round-{number}", label=f"Summer {number}")
    for agency in agencies:
        another(before, round=later, agency=agency, row=row(number))


def _editions(parts: dict[str, Any], officer: Person, number: int) -> None:
    """Another board and another public edition with all that each has; more readers of a draft."""
    for pk in (parts["edition"], parts["public_edition"]):
        old = Edition.objects.get(pk=pk)
        new = another(old, label=f"{old.label} {number}", issued_at=NOON - timedelta(days=number))
        for one in (*old.files.all(), *old.plain_versions.all()):
            another(one, edition=new)
        if pk == parts["public_edition"]:
            another(old.publication, edition=new)
    draft = Draft.objects.get(pk=parts["draft"])
    another(draft, label=f"Winter {number}")
    Acceptance.objects.create(
        draft=draft, key=digest(str(number)), words="W", reason="R", at=NOON, by=officer
    )
    reader = Person.objects.get(email=f"{Role.READER.value}{parts['agency']}.{number}@b.example")
    named = another(PreReleaseReader.objects.get(pk=parts["draft_reader"]), person=reader)
    Reading.objects.create(reader=named, at=NOON, suffix="html")
    matter = Matter.objects.get(pk=parts["matter"])
    another(matter, row=row(number))
    another(matter)
    another(
        Subscription.objects.get(key=parts["subscription"]),
        email=f"dora{number}@b.example", key=f"subscription-{number}",
    )  # fmt: skip


def _beside(parts: dict[str, Any], partnership: Partnership, officer: Person, number: int) -> None:
    """More for programs, of loads and of imports, and in the trail."""
    another(Token.objects.get(pk=parts["api_token"]), digest=digest(f"token {number}"))
    webhook = Webhook.objects.get(pk=parts["webhook"])
    delivery = Delivery.objects.get(pk=parts["delivery"])
    another(delivery, key=f"again-{number}")
    another(delivery, key=f"also-{number}", webhook=another(webhook))
    another(Job.objects.get(key=parts["job"]), key=f"job-{number}")
    old = Import.objects.get(key=parts["key"])
    new = another(old, key=f"import-{number}")
    step = old.steps.order_by("-number")[0]
    another(step, job=new, number=1)
    another(step, number=100 + number)
    UserSession.objects.create(
        user=officer, ip="127.0.0.1", session_key=f"session-{number}", user_agent="A browser"
    )
    with transaction.atomic():
        record("plan.saved", key=SLUG, by=officer, at=NOON, partnership=partnership.slug)


def another(like: Row, **changed: Any) -> Row:
    """Another row like one that is there, but for what is changed."""
    fields = [one for one in like._meta.concrete_fields if not one.primary_key]
    given = {one.name: getattr(like, one.name) for one in fields}
    made: Row = type(like)._default_manager.create(**{**given, **changed})
    return made


def digest(words: str) -> str:
    """A made-up digest."""
    return hashlib.sha256(words.encode()).hexdigest()
