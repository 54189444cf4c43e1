"""
A round that the police are asked eight rows in, for the tests of answers.

A test's module asks for the fixtures by their names: it imports them and has them in `__all__`.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from headway.answering.drafts import Draft, TypedFigure
from headway.web.answers.actions import By
from headway.web.people.models import Agency, Person, Role
from headway.web.plans.models import PlanRecord
from headway.web.rounds.models import Request, Round

NOW = datetime(2021, 9, 1, 12, tzinfo=UTC)
ROWS = (
    "permanent-exclusions",
    "children-missing-education",
    "primary-persistent-absence",
    "secondary-persistent-absence",
    "part-time-timetables",
    "attendance-campaign",
    "inclusive-curricula",
    "transition-work",
)


def round_of(plan: PlanRecord, label: str = "Term 6 2020/21", key: str = "t6") -> Round:
    """An open round of a plan."""
    return Round.objects.create(
        key=key,
        plan=plan,
        label=label,
        period="AY 2020/21 T6",
        as_at=date(2021, 7, 23),
        opens_on=date(2021, 7, 1),
        due_on=date(2021, 9, 10),
        closes_on=date(2021, 9, 30),
        escalates_on=date(2021, 9, 14),
        opened_at=NOW - timedelta(days=60),
    )


def ask(asked_in: Round, agency: Agency, rows: Sequence[str] = ROWS) -> list[Request]:
    """The requests of an agency for some rows."""
    return [
        Request.objects.create(
            round=asked_in, agency=agency, row=row, place=place, asked_at=asked_in.opened_at
        )
        for place, row in enumerate(rows)
    ]


def answered(figure: str = "", words: str = "We did what we said.") -> Draft:
    """A draft with a figure, or with words alone."""
    figures = {"all": TypedFigure(text=figure)} if figure else {}
    return Draft(figures=figures, words=words)


@pytest.fixture
def asked_in(oxfordshire: PlanRecord) -> Round:
    """An open round of the example plan."""
    return round_of(oxfordshire)


@pytest.fixture
def exclusions(asked_in: Round, agency: Agency) -> Request:
    """What the police are asked about permanent exclusions; they are asked the other rows too."""
    return ask(asked_in, agency)[0]


@pytest.fixture
def bob(appointed: Callable[..., Person]) -> By:
    """Bob leads the police."""
    return By(person=appointed(Role.LEAD, name="Bob"))


@pytest.fixture
def carol(appointed: Callable[..., Person]) -> By:
    """Carol contributes for the police."""
    return By(person=appointed(Role.CONTRIBUTOR, name="Carol"))


@pytest.fixture
def alice(officer: Person) -> By:
    """Alice, performance officer of the partnership."""
    return By(person=officer)
