"""What the service knows of its plans."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from headway.domain.errors import HeadwayError
from headway.domain.plan import Plan
from headway.web.keeping import Shelf
from headway.web.people.models import Partnership
from headway.web.plans.models import PlanRecord, PlanVersion
from headway.web.plans.texts import digest_of, plan_of
from headway.web.prepared import Prepared

KEPT = 32
"""Plans kept read in memory; a large one takes about 5 MB."""


class UnknownPlanError(HeadwayError):
    """There is no plan, or no version of it, at this address."""


class AlteredPlanError(HeadwayError):
    """A version's text was changed in the database after it was saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """
    A saved version with the plan that it holds.

    Attributes:
        partnership: Whose plan it is.
        number: Of the version.
        plan: Read from its content.
        known_at: The last day on which anything in it became known; None if it has no days.
    """

    partnership: Partnership
    number: int
    digest: str
    saved_at: datetime
    reason: str
    plan: Plan
    known_at: date | None


def plans() -> list[PlanRecord]:
    """Every plan of every partnership, by title; for commands, never for a page. One query."""
    return list(PlanRecord.objects.all())


def plans_of(partnerships: Iterable[Partnership]) -> list[PlanRecord]:
    """The plans of some partnerships, by title, with their partnership; one query."""
    rows = PlanRecord.objects.filter(partnership__in=list(partnerships))
    return list(rows.select_related("partnership"))


def record(slug: str) -> PlanRecord | None:
    """A plan's record with its partnership; one query."""
    return PlanRecord.objects.filter(slug=slug).select_related("partnership").first()


def newest(slug: str) -> Saved:
    """
    The newest version of a plan.

    One query, and a second for its content when this process has not read it yet.

    Raises:
        UnknownPlanError: No plan has the slug.
        AlteredPlanError: Its text is not what was saved.
    """
    return _saved(slug, None)


def version(slug: str, number: int) -> Saved:
    """
    A version of a plan by its number; queries as `newest`.

    Raises:
        UnknownPlanError: There is no such plan, or no such version of it.
        AlteredPlanError: Its text is not what was saved.
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
    return text_of(_row(slug, number, with_content=True))


def text_of(row: PlanVersion) -> str:
    """
    The plan file's text of a version, of which everything that is kept goes by its digest.

    Raises:
        AlteredPlanError: It is not what was saved.
    """
    if digest_of(row.content) != row.digest:
        raise AlteredPlanError(
            f"{row} is no longer what was saved: its text has another SHA-256 than {row.digest}. "
            "Restore the database from a backup that holds this text."
        )
    return row.content


def plan_in(row: PlanVersion) -> Plan:
    """
    The plan that a version holds; one query where this process has not read it yet.

    Raises:
        AlteredPlanError: Its text is not what was saved.
    """
    return _read(row.pk, row.digest).plan


def _saved(slug: str, number: int | None) -> Saved:
    row = _row(slug, number)
    read = _read(row.pk, row.digest)
    return Saved(
        partnership=row.plan.partnership,
        number=row.number,
        digest=row.digest,
        saved_at=row.saved_at,
        reason=row.reason,
        plan=read.plan,
        known_at=read.known_at,
    )


def _row(slug: str, number: int | None, *, with_content: bool = False) -> PlanVersion:
    if number is None and not with_content:
        newest = _NEWEST.rows(slug)
        if not newest:
            raise unknown(slug)
        return newest[0]
    rows = PlanVersion.objects.filter(plan__slug=slug).order_by("-number")
    rows = rows.select_related("plan__partnership")
    if not with_content:
        rows = rows.defer("content")
    if number is not None:
        rows = rows.filter(number=number)
    found = rows.first()
    if found is None:
        raise unknown(slug, number)
    return found


# Asked with every request.
_NEWEST: Prepared[PlanVersion] = Prepared(
    lambda slug: (
        PlanVersion.objects.filter(plan__slug=slug)
        .order_by("-number")
        .select_related("plan__partnership")
        .defer("content")[:1]
    ),
    like="no slug",
)


def unknown(slug: str, number: int | None = None) -> UnknownPlanError:
    """What is said where there is none; and to those who may not know that there is one."""
    which = f"version {number} of it" if number is not None else "plan"
    return UnknownPlanError(f'There is no {which} at "{slug}".')


@dataclass(frozen=True, slots=True)
class _Read:
    plan: Plan
    known_at: date | None


_PLANS: Shelf[tuple[int, str], _Read] = Shelf(KEPT)


def _read(pk: int, digest: str) -> _Read:
    """Keyed by digest too: a number may come back with another content in a restored database."""

    def read() -> _Read:
        row = PlanVersion.objects.select_related("plan").get(pk=pk)
        plan = plan_of(text_of(row), name=str(row))
        return _Read(plan, _known_at(plan))

    return _PLANS.get((pk, digest), read)


def _known_at(plan: Plan) -> date | None:
    known = [one.known_at for one in plan.observations] + [one.known_at for one in plan.progress]
    days = [day for day in [*known, *(source.as_at for source in plan.sources)] if day]
    return max(days, default=None)
