"""
The only way a view obtains a plan.

Whoever does not belong to its partnership gets the answer of an address that leads nowhere.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpRequest

from headway.domain.plan import Area, Measure, Plan
from headway.web.people.access import require, viewer
from headway.web.people.models import Partnership
from headway.web.people.values import Viewer
from headway.web.plans import queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """
    A plan as one request looks at it.

    Attributes:
        partnership: Whose plan it is.
        viewer: Whoever looks at it.
        version: The number of the version that is shown.
        digest: Of its content.
        at: The day as at which it is judged.
        chosen: Whether the reader chose the day, so that links should keep it.
        mistake: What was wrong with the day they asked for, or empty.
    """

    plan: Plan
    partnership: Partnership
    viewer: Viewer
    version: int
    digest: str
    at: date
    chosen: bool = False
    mistake: str = ""

    def may(self, permission: str) -> bool:
        """Whether whoever looks may do something in the plan's partnership."""
        return self.viewer.may(permission, self.partnership)

    def nameless(self) -> "Opened":
        """The plan as anybody with the same roles looks at it: what is kept is made for them."""
        return replace(self, viewer=self.viewer.nameless(self.partnership), mistake="")

    @property
    def query(self) -> str:
        """What a link adds to stay at the chosen day."""
        return f"?at={self.at.isoformat()}" if self.chosen else ""


def open_plan(request: HttpRequest, slug: str, permission: str = "plan.read") -> Opened:
    """
    The newest version of a plan, as at the day that `?at=` asks for.

    Raises:
        Http404: There is no such plan, or they do not belong to its partnership.
        PermissionDenied: They do, and their role does not allow what they want of it.
    """
    try:
        saved = queries.newest(slug)
        if not viewer(request).belongs_to(saved.partnership):
            raise queries.unknown(slug)
    except queries.UnknownPlanError as error:
        raise Http404 from error
    who = require(request, permission, saved.partnership)
    latest = saved.known_at or saved.saved_at.date()
    asked = request.GET.get("at", "").strip()
    at, mistake = latest, ""
    if asked:
        try:
            at = date.fromisoformat(asked)
        except ValueError:
            mistake = f'"{asked[:40]}" is not a date. Choose a day, such as {latest.isoformat()}.'
    return Opened(
        plan=saved.plan,
        partnership=saved.partnership,
        viewer=who,
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
