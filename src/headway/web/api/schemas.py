"""What the interface takes and gives, as its description says."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from ninja import Schema
from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

T = TypeVar("T")

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](-?[a-z0-9])*$", max_length=100)]
RowKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=200)]
RoundKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Number = Annotated[int, Field(ge=1, le=2_147_483_647)]
PageNumber = Annotated[int, Field(ge=1, le=100_000, description="Which page, from 1.")]
PageSize = Annotated[int, Field(ge=1, le=500, description="How many on a page.")]


def _iso_day(given: Any) -> Any:
    """A day as `YYYY-MM-DD` and in no other way; pydantic would take a number for one."""
    if isinstance(given, str) and len(given) == 10:
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise ValueError("write a day as YYYY-MM-DD, such as 2021-06-01")


Day = Annotated[
    date, BeforeValidator(_iso_day), WithJsonSchema({"type": "string", "format": "date"})
]


class Fault(Schema):
    """One thing that is wrong with what was sent."""

    where: str = Field(description="The parameter, or the file's line and column.")
    words: str


class Problem(Schema):
    """Every refusal has this form."""

    status: int = Field(description="The HTTP status once more.")
    title: str = Field(description="What sort of refusal it is; the same words for each status.")
    detail: str = Field(description="A sentence: what is wrong, and what to do.")
    faults: list[Fault]


class PageOf(Schema, Generic[T]):
    """A page of a list."""

    items: list[T]
    total: int = Field(description="How many there are on all pages.")
    page: int
    page_size: int
    next: str | None = Field(description="The address of the next page; null on the last.")


class PlanLine(Schema):
    """A plan in a list."""

    slug: str
    title: str


class Standing(Schema):
    """
    Whose view of the plan an answer gives.

    `view` is "public" for what an issued public edition shows, else "partners".
    """

    view: str
    as_at: date = Field(description="The day as at which it is told and judged.")
    edition: str | None = Field(description="The public edition; null in the partners' view.")
    version: int | None = Field(description="The plan's version; null in the public's view.")


class PlanOut(Standing):
    """A plan."""

    slug: str
    title: str
    body: str
    term: str | None
    vision: str
    areas: int
    measures: int
    actions: int


class AreaOut(Schema):
    """An area of focus."""

    id: str
    title: str
    outcome: str
    agencies: list[str]
    measures: list[str]
    actions: list[str]


class TargetOut(Schema):
    """A target, or a starting point."""

    value: float | None
    unit: str
    bound: str
    period: str | None
    of: str
    breakdown: str
    words: str


class MeasureOut(Schema):
    """A measure, without its figures."""

    id: str
    number: str
    name: str
    text: str
    quantity: str
    area: str
    unit: str
    direction: str
    polarity: str
    kind: str
    agencies: list[str]
    timetable: str
    targets: list[TargetOut]
    baselines: list[TargetOut]
    cannot_be_measured: str
    source: str
    in_force: bool = Field(description="False for one that a later document dropped.")


class ActionOut(Schema):
    """An action."""

    id: str
    number: str
    name: str
    text: str
    area: str
    status: str
    agencies: list[str]
    timetable: str
    in_force: bool


class ObservationOut(Schema):
    """One figure, or the reason why there is none: `value` is null exactly when `state` is not."""

    row: str
    period: str | None
    value: float | None
    state: str | None
    unit: str
    bound: str
    of: str
    breakdown: str
    place: str
    numerator: float | None
    denominator: float | None
    known_at: date | None
    given_by: str
    words: str


class StatusOut(Schema):
    """The judgement on a measure, with the sentence that explains it."""

    measure: str
    at: date
    status: str
    sentence: str
    rule: str
    travel: str | None
    forecast: str | None


class RoundOut(Schema):
    """A reporting round."""

    key: str
    label: str
    period: str
    as_at: date
    opens_on: date
    due_on: date
    closes_on: date
    is_open: bool
    asked: int
    silent: int = Field(description="How many of what was asked is not answered yet.")


class AnswerOut(Schema):
    """One agency's answer to one row; who wrote and who signed is not told."""

    row: str
    agency: str
    state: str
    kind: str | None
    figures: dict[str, Any]
    words: str
    next_steps: str
    barriers: str
    confidence: str
    signed_at: datetime | None
    signed_as: str
    revision: int


class FileOut(Schema):
    """A file of an edition."""

    document: str
    suffix: str
    name: str
    media_type: str
    size: int
    sha256: str
    address: str


class EditionOut(Schema):
    """An edition as it was issued."""

    number: int
    label: str
    audience: str
    as_at: date
    issued_at: datetime
    files: list[FileOut]


class ImportedLine(Schema):
    """What a line of a file does to the plan."""

    line: int
    row: str
    period: str | None
    what: str = Field(description='"new", "corrected" or "unchanged".')
    before: str
    after: str


class ImportOut(Schema):
    """What a file of figures did, or would do."""

    dry_run: bool
    version: int = Field(description="The plan's newest version now.")
    new: int
    corrected: int
    unchanged: int
    lines: list[ImportedLine] = Field(description="The first 500.")
