"""What the service knows of its imports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from headway.domain.errors import HeadwayError
from headway.domain.plan import Plan
from headway.web.imports.models import Import, State, Step
from headway.web.people.models import Partnership
from headway.web.plans.texts import plan_of


class UnknownImportError(HeadwayError):
    """There is no import at this address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """
    The plan as an import's steps have made it so far.

    Attributes:
        last: What was done last; None where nothing can be undone.
        next: What would be done again; None where nothing was undone.
    """

    plan: Plan
    last: Step | None
    next: Step | None


def job(key: str) -> Import:
    """
    An import by its key; one query.

    Raises:
        UnknownImportError: There is none.
    """
    found = Import.objects.filter(key=key).select_related("partnership").first()
    if found is None:
        raise UnknownImportError("There is no import at this address.")
    return found


def unfinished(partnerships: Iterable[Partnership]) -> list[Import]:
    """Imports that were neither saved nor thrown away, newest first; one query."""
    rows = Import.objects.filter(partnership__in=list(partnerships)).exclude(state=State.SAVED)
    return list(rows.defer("document", "matches"))


def draft(found: Import) -> Draft:
    """
    The draft of an import that was read; three queries at most.

    Raises:
        UnknownImportError: It has no draft: it is still being read, or was refused.
    """
    near = {
        step.number: step
        for step in found.steps.filter(
            number__gte=found.position, number__lte=found.position + 1
        ).defer("content")
    }
    current = near.get(found.position)
    if current is None:
        raise UnknownImportError(f'"{found.name}" has not been read, so there is nothing to check.')
    return Draft(
        plan=_plan(current.pk, current.made_at),
        last=current if found.position > 1 else None,
        next=near.get(found.position + 1),
    )


def content(found: Import) -> str:
    """The draft in force as a plan file's text; one query."""
    return found.steps.get(number=found.position).content


@lru_cache(maxsize=16)
def _plan(step: int, made_at: datetime) -> Plan:
    """A step is never changed, so its plan may be kept; its time tells a number used again."""
    return plan_of(Step.objects.get(pk=step).content, name="the draft")
