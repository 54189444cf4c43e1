"""
A large plan with past editions and an open round in the database.

Prints the key of an officer's session, the round's key and the number of an agency that it asks.
"""

import hashlib
import os
from datetime import UTC, date, datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")

from typing import Any

import django

from bench.service import COMPARATORS, EDITIONS, MEASURES, YEARS

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
AGENCIES = 20
"""Among whom the measures are shared out, so that each answers for ten of two hundred."""


def plan(measures: int, years: int, comparators: int) -> str:
    """The plan file: ten areas, each measure with figures and benchmarks for each year."""
    lines = ["headway: 1", "slug: large", "title: A large plan", "outcomes:"]
    lines += ["  - id: o", "    title: Outcome", "    areas:"]
    for area in range(10):
        lines += [f"      - id: a{area}", f"        title: Area {area}"]
        lines += ["        agencies: [Council, Police]", "        measures:"]
        for number in range(area, measures, 10):
            lines += _measure(number, years, comparators)
    return "\n".join(lines) + "\n"


def _measure(number: int, years: int, comparators: int) -> list[str]:
    pad = " " * 12
    lines = [
        f"          - id: m{number}",
        f"{pad}text: Share of something, number {number}",
        f"{pad}unit: '%'",
        f"{pad}direction: decrease",
        f"{pad}polarity: lower is better",
        f"{pad}agencies: [Agency {number % AGENCIES}]",
        f"{pad}targets:",
        f"{pad}  - {{at_most: 10, period: FY 2026/27}}",
        f"{pad}observations:",
    ]
    values = [
        (f"FY {2020 + year}/{(21 + year) % 100:02}", 12 + (number * 7 + year * 3) % 9 - year / 2)
        for year in range(years)
    ]
    for year, (period, value) in enumerate(values):
        lines.append(
            f"{pad}  - {{period: {period}, value: {value}, known_at: {2021 + year}-05-01}}"
        )
    lines.append(f"{pad}benchmarks:")
    for period, value in values:
        lines += [
            f"{pad}  - {{area: Area {other}, value: {value + other}, period: {period}}}"
            for other in range(comparators)
        ]
    return lines


def main() -> None:
    """Make all of it."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - once Django is set up
    from django.test import Client  # noqa: PLC0415 - once Django is set up

    from headway.web.people import actions as people  # noqa: PLC0415 - once Django is set up
    from headway.web.people.models import Role  # noqa: PLC0415 - once Django is set up
    from headway.web.plans.actions import save_version  # noqa: PLC0415 - once Django is set up

    call_command("migrate", verbosity=0)
    within = people.only_partnership(at=NOW)
    text = plan(MEASURES, YEARS, COMPARATORS)
    record = save_version(text=text, reason="New", at=NOW, partnership=within).plan
    person = people.make_person(email="o@b.example", name="Officer", by=None, at=NOW)
    people.appoint(
        person=person, partnership=within, role=Role.OFFICER, agency=None, by=None, at=NOW
    )
    _editions(record)
    round_ = _round(record)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    print(
        client.cookies["sessionid"].value, round_.key, round_.requests.order_by("pk")[0].agency_id
    )


def _round(record: Any) -> Any:
    """A round that asks every agency for all its rows, with nothing answered yet."""
    from headway.rounds.schedule import Days  # noqa: PLC0415 - once Django is set up
    from headway.web.plans.queries import newest  # noqa: PLC0415 - once Django is set up
    from headway.web.rounds.actions.opening import Proposal, open_round  # noqa: PLC0415 - as above

    day = NOW.date()
    days = Days(
        as_at=day,
        opens_on=day,
        reminders=(),
        due_on=day + timedelta(days=14),
        escalates_on=day + timedelta(days=21),
        closes_on=day + timedelta(days=28),
    )
    rows = tuple(str(row.id) for row in newest(record.slug).plan.measures)
    proposal = Proposal(label="Quarter 1", period="FY 2026/27 Q1", days=days, rows=rows)
    return open_round(slug=record.slug, proposal=proposal, by=None, at=NOW)


def _editions(record: Any) -> None:
    from headway.web.editions.models import Audience, Edition, EditionFile  # noqa: PLC0415 - once Django is set up

    content = b"%PDF-1.7 " + bytes(100_000)
    for number in range(EDITIONS):
        edition = Edition.objects.create(
            plan=record,
            version=record.versions.get(),
            at=date(2021, 1, 1) + timedelta(days=30 * number),
            label=f"Edition {number}",
            audience=Audience.BOARD,
            issued_at=NOW - timedelta(days=30 * (EDITIONS - number)),
        )
        for suffix in ("pdf", "docx", "html", "xlsx"):
            EditionFile.objects.create(
                edition=edition,
                suffix=suffix,
                name=f"edition.{suffix}",
                media_type="application/pdf",
                content=content,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )


if __name__ == "__main__":
    main()
