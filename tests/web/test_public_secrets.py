"""
Two partnerships that differ in nothing but their small numbers look the same to everybody.

Whatever follows from a hidden number would differ: a byte of a file, the order of a list, an
ETag, the height of a bar, a length. So nobody has to know where to look for it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from headway import planfile
from headway.disclosure.plans import protected
from headway.domain.disclosing import DisclosurePolicy, Sum
from headway.domain.observations import Benchmark, Comparison, Observation, RowId
from headway.domain.periods import Period
from headway.domain.plan import (
    Action,
    Area,
    AreaId,
    Baseline,
    GlossaryEntry,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Progress,
    Target,
    Wording,
)
from headway.domain.provenance import Place, Source
from headway.domain.quantities import COUNT, PERCENT, Comparator, MeasureKind, Polarity, Unit
from headway.web.api.actions.tokens import make_token
from headway.web.api.actions.webhooks import gather
from headway.web.api.models import Delivery, Event, Scope, Webhook
from headway.web.api.service import api
from headway.web.editions import checklist, gathering, making
from headway.web.editions.actions import prepare
from headway.web.editions.models import Audience, Edition, EditionFile
from headway.web.notices.models import Notice
from headway.web.people.models import Partnership
from headway.web.plans.actions import save_version
from headway.web.public import queries, subscribing, ticking
from headway.web.public.actions import save_plain
from headway.web.public.drawing_up import public_keys
from headway.web.public.models import Kind, Standing, Subscription
from headway.web.public.plain import first_draft
from tests.web.conftest import NOON
from tests.web.issuing import issue
from tests.web.public_setting import issued, later

pytestmark = pytest.mark.django_db

WINTER, SPRING = date(2020, 2, 28), date(2020, 5, 31)
BEFORE = [Period.parse(f"AY 2018/19 T{term}") for term in range(1, 7)]
TERMS = [Period.parse(f"AY 2019/20 T{term}") for term in range(1, 5)]
THIS_YEAR = Period.parse("AY 2019/20")
WORDED = {3: "three", 4: "four"}


# ------------------------------------------------------------------- two plans of the same shape


def plan_with(few: int) -> str:
    """A plan that tells of so few people in every way that plans do."""
    start = Baseline(value=few, period=Period.parse("AY 2017/18"), words=f"from {few}")
    note = (
        f"In one school {WORDED[few]} pupils were sent out; last term {few} boys were, and "
        f"{WORDED[few]} Year 9 girls. {few} of them came back."
    )
    rows = [
        row("home", f"Fewer at home with a plan (from {few} and {13 - few})", baselines=(start,)),
        row("share", "Fewer who are absent", unit=PERCENT, target=1),
        row("series", "Fewer sent out", note=note),
        row("all", "Fewer moved"),
        row("girls", "Fewer girls moved"),
        row("boys", "Fewer boys moved"),
        row("moved", "Fewer moved twice"),
        row("to-date", "Fewer excluded", kind=MeasureKind.CUMULATIVE, target=100,
            wordings=(Wording(document="plan.docx", text=f"From {few} pupils"),)),
    ]  # fmt: skip
    area = Area(
        id=AreaId("a"),
        outcome=OutcomeId("o"),
        title="Safe",
        remarks=(f"Of {few} pupils we knew.", f"Boys {few}, girls 40"),
    )
    plan = Plan(
        slug="small",
        title="A plan",
        outcomes=(
            Outcome(
                id=OutcomeId("o"), title="Be safe", statements=(f"{WORDED[few]} children left.",)
            ),
        ),
        areas=(area,),
        actions=(Action(id=RowId("visit"), area=area.id, text=f"Visit the {few} pupils"),),
        measures=tuple(rows),
        observations=tuple(figures(few)),
        benchmarks=(
            Benchmark(row=RowId("girls"), area="Nextshire", value=few, period=TERMS[3],
                      words=f"{few} girls"),
            Benchmark(row=RowId("all"), area="England", value=9000, period=TERMS[3]),
            Benchmark(row=RowId("all"), area=f"Next {few} pupils", value=80, period=TERMS[3]),
        ),
        progress=tuple(words(few)),
        sources=(Source(name="plan.docx"),),
        glossary=(GlossaryEntry(term="EHE", meaning=f"At home; {few} pupils were."),),
        disclosure=DisclosurePolicy(sums=(Sum(total="all", parts=("girls", "boys")),)),
    )  # fmt: skip
    return planfile.dumps(plan)


def row(
    name: str,
    text: str,
    *,
    unit: Unit = COUNT,
    target: float = 10,
    kind: MeasureKind = MeasureKind.SNAPSHOT,
    **more: Any,
) -> Measure:
    aim = Target(value=target, unit=unit, comparator=Comparator.LE, period=THIS_YEAR)
    return Measure(
        id=RowId(name), area=AreaId("a"), text=text, quantity="pupils", kind=kind, unit=unit,
        polarity=Polarity.LOW, targets=(aim,), **more,
    )  # fmt: skip


def figures(few: int) -> Iterator[Observation]:
    """Small ones, what would give them back, and many that are shown."""
    place = Place(document="plan.docx", page=3)
    for group, before, now in (("With", 7, few), ("Without", 6, 13 - few), ("", 13, 13)):
        yield figure("home", TERMS[2], before, breakdown=group)
        yield figure("home", TERMS[3], now, breakdown=group, words=f"{now}", place=place)
    for number, term in enumerate((*BEFORE, *TERMS)):
        yield from_share(term, few if term == TERMS[3] else 30 + number)
        was = Comparison(value=few, period=term.previous_year()) if number == 9 else None
        yield figure("series", term, few if number == 7 else 20 + number, compared_with=was)
    yield figure("all", TERMS[3], 64)
    yield figure("girls", TERMS[3], few)
    yield figure("boys", TERMS[3], 64 - few)
    yield figure("moved", TERMS[3], 40, breakdown=f"Girls {few}")
    yield figure("moved", TERMS[3], 50, breakdown=f"Year 9 – {WORDED[few]} pupils")
    yield figure("to-date", TERMS[0], few)
    yield figure("to-date", TERMS[1], 30)
    yield figure("to-date", TERMS[2], 55)


def figure(name: str, period: Period, value: float, **more: Any) -> Observation:
    return Observation(row=RowId(name), period=period, value=value, **more)


def from_share(term: Period, top: int) -> Observation:
    """So many of 1,847: a count that its share gives away to the digit."""
    share = 100 * top / 1847
    return figure(
        "share", term, share, unit=PERCENT, numerator=top, denominator=1847,
        words=f"{top} of 1,847 ({share:.2f}%)",
    )  # fmt: skip


def words(few: int) -> Iterator[Progress]:
    said = {
        "home": f"{few} pupils with a plan, {13 - few} without; {WORDED[few]} left. Both make 13.",
        "series": f"It fell from 26 to {few} pupils, by {26 - few} or {100 - 100 * few / 26:.0f}%.",
        "girls": f"{few} girls and {64 - few} boys: {(64 - few) / few:.1f} times as many, "
        f"{100 * few / 64:.1f}% of all.",
        "all": f"64 pupils, of whom {64 - few} boys.",
        "to-date": f"30 by term 2, {30 - few} of them since term 1.",
    }
    for name, text in said.items():
        yield Progress(row=RowId(name), text=text, document="plan.docx")


# ------------------------------------------------------------------------- all that anybody can get


def numbered_alike() -> None:
    """Let the database go on counting from what it has, as if nothing had been taken back."""
    for command in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
        with connection.cursor() as cursor:
            cursor.execute(command)


class Reader:
    """Somebody outside, who keeps every answer whole: its status, its headers and its bytes."""

    def __init__(self, **headers: str) -> None:
        self._client = Client(headers=headers)
        self.kept: dict[str, Any] = {}

    def read(self, address: str) -> bytes:
        answer = self._client.get(address)
        self.kept[address] = (answer.status_code, dict(answer.headers), answer.content)
        assert answer.status_code < 500, address
        return bytes(answer.content)

    def follow(self, *begin: str) -> None:
        """Every page that can be reached from these, once."""
        waiting, seen = list(begin), set(begin)
        while waiting:
            content = self.read(waiting.pop())
            for found in re.findall(rb'(?:href|action)="(/public/[^"#]*)', content):
                if (address := unescape(found.decode())) not in seen:
                    seen.add(address)
                    waiting.append(address)


def everything(partnership: Partnership, few: int) -> dict[str, Any]:
    """All that the world can get of a plan with so few."""
    numbered_alike()
    record = save_version(
        text=plan_with(few), reason="Made up", at=NOON, partnership=partnership
    ).plan
    subscribing.ask(plan=record, email="dora@agency.example", at=NOON)
    Subscription.objects.update(key="the-key", confirmed_at=NOON)
    Webhook.objects.create(
        partnership=partnership, address="https://hooks.example/", salt="s", made_at=NOON,
        events=[one.value for one in Event],
    )  # fmt: skip
    issued(record, label="Winter", at=WINTER, issued_at=later(1))
    edition = issue(
        slug=record.slug, at=SPRING, label="Spring", audience=Audience.PUBLIC, issued_at=later(2)
    )
    ticking.tick(later(3))
    in_plain_words(edition)
    gather(later(3))
    return {
        **by_browser(edition),
        **by_token(partnership, edition),
        "letters": list(Notice.objects.filter(kind="new-edition").values("subject", "body")),
        "told": [
            # its number counts the steps of the officers, and each warning is one to accept
            {**json.loads(one.body), "id": ""}
            for one in Delivery.objects.filter(event="edition.issued")
        ],
    }


def in_plain_words(edition: Edition) -> None:
    """The first draft for each kind of reader, published as it is."""
    kept = queries.kept(edition)
    assert kept is not None
    for kind in Kind:
        save_plain(
            edition=edition, kind=kind, words=first_draft(kept.content, kind),
            standing=Standing.PUBLISHED, based_on=0, by=None, at=later(3),
        )  # fmt: skip


def by_browser(edition: Edition) -> dict[str, Any]:
    reader = Reader()
    site = "/public/partnership"
    reader.follow(f"{site}/", f"{site}/sitemap.xml")
    for asked in ("q=pupils", "q=3", "q=4", "q=three", "q=c", "sort=name", "sort=worst",
                  "status=suppressed", "status=off-track"):  # fmt: skip
        reader.read(f"{site}/small/newest/measures?{asked}")
    for name in ("nothing", "home?at=2020-05-31", "girls?few=3"):
        reader.read(f"{site}/small/newest/measures/{name}")
    return reader.kept


def by_token(partnership: Partnership, edition: Edition) -> dict[str, Any]:
    _, secret = make_token(
        partnership=partnership, name="A newspaper", scopes=[Scope.PUBLIC_READ],
        lasts=timedelta(days=300), by=None, at=timezone.now(),
    )  # fmt: skip
    reader = Reader(Authorization=f"Bearer {secret}")
    parts = {"slug": "small", "key": "girls", "number": str(edition.pk), "round_key": "none"}
    for path, methods in api.get_openapi_schema()["paths"].items():
        if "get" in methods and "{document}" not in path:
            address = path.format_map(parts)
            reader.read(address)
            reader.read(f"{address}?view=public&edition={edition.pk}")
            reader.read(f"{address}?view=partners")
    for file in EditionFile.objects.filter(edition=edition):
        reader.read(
            f"/api/v1/plans/small/editions/{edition.pk}/files/{file.document}.{file.suffix}"
        )
    return reader.kept


@pytest.mark.slow  # two whole editions are issued, and everything of each is fetched
def test_plans_that_differ_in_small_numbers_alone_look_the_same_to_everybody(partnership):
    found = []
    for few in (3, 4):
        with transaction.atomic():
            found.append(everything(partnership, few))
            transaction.set_rollback(True)

    one, other = found
    assert len(one) > 60
    assert list(one) == list(other)
    assert [address for address, answer in one.items() if answer != other[address]] == []


def test_no_name_and_no_note_of_an_edition_tells_what_it_hides(partnership):
    """13 were at home, of them few with a plan and 10 without; 61 boys and few girls moved."""
    record = save_version(
        text=plan_with(3), reason="Made up", at=NOON, partnership=partnership
    ).plan
    old = issued(record, label="Winter", at=WINTER, issued_at=later(1))
    draft = prepare(
        slug="small", label="Spring of 3 pupils", at=WINTER, audience=Audience.PUBLIC, by=None,
        now=later(2), amends=old, note="Of 3 pupils and 61 boys; 3,000 others. Not 4 terms.",
    )  # fmt: skip
    wanted = gathering.of_draft(draft, at=later(2))

    [wrong] = checklist.of_draft(draft, wanted, at=later(2)).errors
    report, _ = making.report_of(wanted)

    assert wrong.details == ("Spring of [c] pupils", report.amends)
    assert report.amends.endswith("Of [c] pupils and [c] boys; 3,000 others. Not 4 terms.")
    assert report.edition == "Spring of [c] pupils"


@pytest.mark.parametrize(
    ("title", "area", "told"),
    [
        ("Plan for 3 pupils", "home", ("Plan for [c] pupils",)),
        ("Plan for 3,000 others", "help-for-3-pupils", ("help-for-3-pupils",)),
        ("Plan for 3,000 others", "home-3", ()),
    ],
)
def test_no_title_in_lists_and_letters_and_no_address_tells_what_an_edition_hides(
    partnership, title, area, told
):
    plan = planfile.loads(plan_with(3), name="small")
    first, *rest = plan.areas
    heading = "Help for 3 pupils" if told and area != "home" else first.title
    changed = replace(
        plan,
        title=title,
        areas=(replace(first, id=AreaId(area), title=heading), *rest),
        measures=tuple(moved(one, first.id, area) for one in plan.measures),
        actions=tuple(moved(one, first.id, area) for one in plan.actions),
    )
    save_version(text=planfile.dumps(changed), reason="", at=NOON, partnership=partnership)
    draft = prepare(
        slug="small", label="Winter", at=WINTER, audience=Audience.PUBLIC, by=None, now=later(2)
    )

    errors = checklist.of_draft(draft, gathering.of_draft(draft, at=later(2)), at=later(2)).errors

    assert [one.details for one in errors] == ([told] if told else [])


@pytest.mark.parametrize("name", ["visit-3", "see-three-girls"])
def test_no_address_of_a_row_tells_what_an_edition_hides(name):
    plan = planfile.loads(plan_with(3), name="small")
    changed = replace(plan, actions=tuple(replace(one, id=RowId(name)) for one in plan.actions))

    keys = public_keys(protected(changed, at=SPRING).plan)

    assert keys[RowId("girls")] == "girls"
    assert name not in keys.values()
    assert len(set(keys.values())) == len(keys)


def test_no_edition_is_issued_of_which_an_outcomes_id_tells_what_it_hides(partnership):
    plan = planfile.loads(plan_with(3), name="small")
    telling = OutcomeId("safe-for-3-girls")
    changed = replace(
        plan,
        outcomes=tuple(replace(one, id=telling) for one in plan.outcomes),
        areas=tuple(replace(one, outcome=telling) for one in plan.areas),
    )
    save_version(text=planfile.dumps(changed), reason="", at=NOON, partnership=partnership)
    draft = prepare(
        slug="small", label="Winter", at=WINTER, audience=Audience.PUBLIC, by=None, now=later(2)
    )

    [error] = checklist.of_draft(draft, gathering.of_draft(draft, at=later(2)), at=later(2)).errors

    assert error.details == ("safe-for-3-girls",)
    assert error.title == "The plan's title or an id in it tells a number of people"


def moved(row: Any, old: AreaId, new: str) -> Any:
    """A row in an area under another name."""
    return replace(row, area=AreaId(new)) if row.area == old else row
