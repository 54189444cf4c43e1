"""What everybody would see of a plan on a day: the public edition before it is issued."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from headway.disclosure.cells import CellId, TableError
from headway.disclosure.editions.files import read
from headway.disclosure.editions.published import Published
from headway.disclosure.plans import Known, ProtectedPlan, protected, true_figures
from headway.domain.plan import Plan
from headway.web.editions import queries
from headway.web.editions.models import Edition
from headway.web.plans import queries as plan_queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """
    The public editions so far, newest first.

    Attributes:
        figures: What each printed and hid.
        truths: The true figures of each, from the version of the plan that it was made of.
        last: The plan as the newest of them knew it; None where there is none.
    """

    figures: tuple[Published, ...] = ()
    truths: tuple[Mapping[CellId, float], ...] = ()
    last: Known | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """
    The public edition of a day, or why there can be none.

    Attributes:
        safe: None where the plan cannot be protected.
        refusal: In words, why not.
        editions: How many public editions there are already.
    """

    safe: ProtectedPlan | None
    refusal: str = ""
    editions: int = 0


def earlier_public(slug: str, *, before: Edition | None = None) -> Earlier:
    """
    Everything that the public knows of a plan, with what was true behind it.

    On request only what it knew before an edition was issued.

    Queries: two, and one for each version of the plan that this process has not read yet.
    """
    files = queries.public_figures(slug, before=before)
    last = queries.newest(slug, public=True)
    return Earlier(
        figures=tuple(read(bytes(one.content).decode(), one.name) for one in files),
        truths=tuple(
            true_figures(plan_queries.plan_in(one.edition.version), at=one.edition.at)
            for one in files
        ),
        last=(plan_queries.plan_in(last.version), last.at) if last else None,
    )


def preview(plan: Plan, *, at: date) -> Preview:
    """What a public edition issued now would hide; costs as much as protecting the plan does."""
    known = earlier_public(plan.slug)
    try:
        safe = protected(
            plan, at=at, earlier=known.figures, truths=known.truths, previous=_before(known, at)
        )
    except TableError as error:
        return Preview(safe=None, refusal=str(error), editions=len(known.figures))
    return Preview(safe=safe, editions=len(known.figures))


def _before(known: Earlier, at: date) -> Known | None:
    """The edition before, unless it stands at a later day and so is none."""
    return known.last if known.last and known.last[1] <= at else None
