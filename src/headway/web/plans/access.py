"""
The only way a view obtains a plan.

Everybody who can reach the service may read every plan: it has no accounts yet, and so
it listens on this computer alone. When accounts come, who may see what is decided here.
"""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from headway.domain.plan import Area, Measure, Plan
from headway.web.plans import queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """
    A plan as one request looks at it.

    Attributes:
        version: The number of the version that is shown.
        digest: Of its content.
        at: The day as at which it is judged.
        chosen: Whether the reader chose the day, so that links should keep it.
        mistake: What was wrong with the day they asked for, or empty.
    """

    plan: Plan
    version: int
    digest: str
    at: date
    chosen: bool = False
    mistake: str = ""

    @property
    def query(self) -> str:
        """What a link adds to stay at the chosen day."""
        return f"?at={self.at.isoformat()}" if self.chosen else ""


def open_plan(request: HttpRequest, slug: str) -> Opened:
    """
    The newest version of a plan, as at the day that `?at=` asks for.

    Raises:
        Http404: There is no such plan.
    """
    try:
        saved = queries.newest(slug)
    except queries.UnknownPlanError as error:
        raise Http404 from error
    latest = queries.as_at(saved.plan, otherwise=saved.saved_at.date())
    asked = request.GET.get("at", "").strip()
    at, mistake = latest, ""
    if asked:
        try:
            at = date.fromisoformat(asked)
        except ValueError:
            mistake = f'"{asked[:40]}" is not a date. Choose a day, such as {latest.isoformat()}.'
    return Opened(
        plan=saved.plan,
        version=saved.number,
        digest=saved.digest,
        at=at,
        chosen=bool(asked) and not mistake,
        mistake=mistake,
    )


def area(plan: Plan, area_id: str) -> Area:
    """
    An area of focus of the plan.

    Raises:
        Http404: The plan has no such area.
    """
    for one in plan.areas:
        if one.id == area_id:
            return one
    raise Http404


def measure(plan: Plan, row_id: str, *, at: date) -> Measure:
    """
    A measure of the plan as it stood at a day, dropped ones too.

    Raises:
        Http404: The plan had no such measure then.
    """
    for one in plan.measures:
        if one.id == row_id:
            return one
    raise Http404 from queries.UnknownPlanError(
        f'"{plan.title}" had no such measure on {at.day} {at:%B %Y}. '
        "It may have come into the plan later: look for it on another day."
    )


def content(slug: str, number: int) -> str:
    """
    The plan file's text of one version.

    Raises:
        Http404: There is no such plan or version.
    """
    try:
        return queries.content(slug, number)
    except queries.UnknownPlanError as error:
        raise Http404 from error
