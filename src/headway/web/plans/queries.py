"""What the service knows of its plans."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from headway import planfile
from headway.domain.errors import HeadwayError
from headway.domain.plan import Plan
from headway.web.plans.models import PlanRecord, PlanVersion

KEPT = 32
"""Plans kept read in memory; a large one takes about 5 MB."""


class UnknownPlanError(HeadwayError):
    """There is no plan, or no version of it, at this address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """
    A saved version with the plan that it holds.

    Attributes:
        number: Of the version.
        plan: Read from its content.
    """

    number: int
    digest: str
    saved_at: datetime
    reason: str
    plan: Plan


def plans() -> list[PlanRecord]:
    """Every plan, by title; one query."""
    return list(PlanRecord.objects.all())


def newest(slug: str) -> Saved:
    """
    The newest version of a plan.

    One query, and a second for its content when this process has not read it yet.

    Raises:
        UnknownPlanError: No plan has the slug.
    """
    return _saved(slug, None)


def version(slug: str, number: int) -> Saved:
    """
    A version of a plan by its number; queries as `newest`.

    Raises:
        UnknownPlanError: There is no such plan, or no such version of it.
    """
    return _saved(slug, number)


def versions(slug: str) -> list[PlanVersion]:
    """The versions of a plan, newest first, without their content; one query."""
    return list(PlanVersion.objects.filter(plan__slug=slug).defer("content").order_by("-number"))


def content(slug: str, number: int | None = None) -> str:
    """
    The plan file's text, of the newest version or of the one with this number.

    Raises:
        UnknownPlanError: As `version`.
    """
    return _row(slug, number, with_content=True).content


def as_at(plan: Plan, *, otherwise: date) -> date:
    """The last day on which anything in the plan became known; `otherwise` if it has no days."""
    known = [one.known_at for one in plan.observations] + [one.known_at for one in plan.progress]
    days = [day for day in [*known, *(source.as_at for source in plan.sources)] if day]
    return max(days, default=otherwise)


def _saved(slug: str, number: int | None) -> Saved:
    row = _row(slug, number)
    return Saved(
        number=row.number,
        digest=row.digest,
        saved_at=row.saved_at,
        reason=row.reason,
        plan=_plan(row.pk, row.digest),
    )


def _row(slug: str, number: int | None, *, with_content: bool = False) -> PlanVersion:
    rows = PlanVersion.objects.filter(plan__slug=slug).order_by("-number")
    if not with_content:
        rows = rows.defer("content")
    if number is not None:
        rows = rows.filter(number=number)
    found = rows.first()
    if found is None:
        which = f"version {number} of it" if number is not None else "plan"
        raise UnknownPlanError(f'There is no {which} at "{slug}".')
    return found


@lru_cache(maxsize=KEPT)
def _plan(pk: int, digest: str) -> Plan:
    """Keyed by digest too: a number may come back with another content in a restored database."""
    row = PlanVersion.objects.select_related("plan").get(pk=pk)
    return planfile.loads(row.content, name=f"{row.plan.slug} version {row.number}")
