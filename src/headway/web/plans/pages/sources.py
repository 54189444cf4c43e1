"""Where the plan was read from, and what it has become since."""

from dataclasses import dataclass
from datetime import date, datetime

from headway.domain.plan import Plan
from headway.domain.provenance import Source
from headway.web.plans.models import PlanVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """
    A document, and how much of the plan came from it.

    Attributes:
        rows: Rows that it words.
        figures: Figures read from it.
        doubts: Doubts about it that nobody has settled.
    """

    name: str
    title: str
    covers: str
    as_at: date | None
    sha256: str
    is_current: bool
    rows: int
    figures: int
    doubts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One saved version."""

    number: int
    saved_at: datetime
    reason: str
    digest: str
    is_newest: bool


def source_lines(plan: Plan) -> list[SourceLine]:
    """The documents, newest first."""
    dated = sorted(plan.sources, key=lambda one: one.as_at or date.min, reverse=True)
    return [_source_line(source, plan) for source in dated]


def version_lines(versions: list[PlanVersion]) -> list[VersionLine]:
    """The versions in the order given; the first is the newest."""
    return [
        VersionLine(
            number=one.number,
            saved_at=one.saved_at,
            reason=one.reason,
            digest=one.digest,
            is_newest=place == 0,
        )
        for place, one in enumerate(versions)
    ]


def _source_line(source: Source, plan: Plan) -> SourceLine:
    wordings = [w for row in plan.rows() for w in row.wordings]
    return SourceLine(
        name=source.name,
        title=source.title,
        covers=source.covers,
        as_at=source.as_at,
        sha256=source.sha256,
        is_current=source.name == plan.current,
        rows=sum(wording.document == source.name for wording in wordings),
        figures=sum(
            one.place is not None and one.place.document == source.name for one in plan.observations
        ),
        doubts=sum(
            not one.settled and one.place is not None and one.place.document == source.name
            for one in plan.doubts
        ),
    )
