"""Which pupils are in no figure is for those who work with the data, and for nobody's paper."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from headway import planfile
from headway.reporting.building import build_report
from headway.reporting.renderers import BRIEFING_RENDERERS, RENDERERS
from headway.web.api.actions.tokens import make_token
from headway.web.api.models import Scope
from headway.web.editions.models import Audience
from headway.web.people.models import Partnership, Person, Role
from headway.web.plans.actions import save_version
from tests.reporting.reading import words_of
from tests.web.conftest import NOON, read, signed_in
from tests.web.issuing import issue

pytestmark = pytest.mark.django_db

TOLD = "are on no roll"
MADE = "Computed as {} from 1,847 rows of marks. (1).csv (36,000 rows, 0123456789ab)."
PUPILS = (
    "2 pupils of attendance are on no roll of the school that sent them (123456: 2): 41 sessions "
    "of theirs are in no figure. Load the rolls that have them."
)
PLAN = f"""\
headway: 1
slug: p
title: Plan
disclosure: {{threshold: 5}}
outcomes:
  - id: o
    title: Be Successful
    areas:
      - id: a
        title: In school
        measures:
          - id: absent
            text: Fewer persistently absent
            unit: "%"
            definition: persistent-absence
            targets: [{{at_most: 5, period: AY 2023/24}}]
            observations:
              - {{period: AY 2023/24 T4, value: 9.3, known_at: 2024-05-01,
                  words: "{MADE.format("persistent-absence")} {PUPILS}"}}
          - id: severe
            text: Fewer severely absent
            unit: "%"
            definition: severe-absence
            targets: [{{at_most: 5, period: AY 2023/24}}]
            observations:
              - {{period: AY 2023/24 T4, state: cannot be assessed, known_at: 2024-05-01,
                  words: "{MADE.format("severe-absence")} No figure, for nobody is in the group.
                  {PUPILS}"}}
"""
PAGES = (
    "/plans/p/",
    "/plans/p/checks",
    "/plans/p/search?q=pupils",
    "/plans/p/board",
    "/plans/p/board/rows/absent",
    "/plans/p/board/rows/severe",
    "/plans/p/measures",
    "/plans/p/measures/absent",
    "/plans/p/measures/severe",
    "/plans/p/measures/absent/computed?period=AY+2023%2F24+T4",
    "/plans/p/measures/absent/figures.csv",
    "/plans/p/measures/severe/figures.csv",
    "/plans/p/history/1/plan.yaml",
    "/plans/p/board/pack.pdf",
)


@pytest.fixture
def plan(partnership: Partnership, settings: Any, tmp_path: Any) -> str:
    """A plan with a computed figure, and one that could not be assessed."""
    settings.DATA_FOLDER = tmp_path
    return save_version(text=PLAN, reason="", at=NOON, partnership=partnership).plan.slug


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    if answer["Content-Type"] == "application/pdf":
        return words_of("pdf", answer.content)
    return answer.content.decode()


@pytest.mark.parametrize("role", [Role.BOARD, Role.LEAD, Role.CONTRIBUTOR])
def test_no_page_and_no_file_tells_readers_of_the_plan_of_single_pupils(
    plan: str, appointed: Callable[..., Person], role: Role
):
    client = signed_in(appointed(role))

    told = [one for one in PAGES if "no roll" in words(client, one)]

    assert told == []
    assert "Computed as persistent-absence from 1,847 rows" in words(
        client, "/plans/p/measures/absent"
    )


def test_the_officer_reads_it_beside_the_figure_and_in_the_plans_file(plan: str, client: Client):
    assert TOLD in read(client, "/plans/p/measures/absent")
    assert TOLD in client.get("/plans/p/history/1/plan.yaml").content.decode()


def test_no_paper_tells_of_single_pupils():
    report = build_report(planfile.loads(PLAN, name="p"), at=date(2024, 6, 1), edition="June")

    for one in (*RENDERERS, *BRIEFING_RENDERERS):
        assert "no roll" not in words_of(one.suffix, one.render(report)), one.suffix


@pytest.mark.parametrize("role", [Role.BOARD, Role.OFFICER, None])
def test_no_program_is_told_of_single_pupils(
    plan: str, partnership: Partnership, role: Role | None
):
    issue(slug=plan, at=date(2024, 6, 1), label="June", audience=Audience.PUBLIC, issued_at=NOON)
    _, secret = make_token(
        partnership=partnership, name="A program", role=role, agency=None, by=None,
        scopes=(Scope.PUBLIC_READ, *((Scope.PLANS_READ,) if role else ())),
        lasts=timedelta(days=90), at=timezone.now(),
    )  # fmt: skip
    headers = {"Authorization": f"Bearer {secret}"}

    for part in ("measures", "observations", "statuses", "observations.csv"):
        answer = Client().get(f"/api/v1/plans/p/{part}", headers=headers)
        assert "no roll" not in answer.content.decode()
        assert answer.status_code == 200, (part, answer.content)
