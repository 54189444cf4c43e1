"""The only way a view obtains a decision or a question."""

from django.http import Http404, HttpRequest

from headway.domain.errors import PlanError
from headway.domain.observations import RowId
from headway.domain.plan import Row
from headway.web.board import queries
from headway.web.board.models import Matter
from headway.web.plans.access import Opened, open_plan


def matter(request: HttpRequest, slug: str, number: int) -> tuple[Opened, Matter]:
    """
    A matter, for whoever may settle it.

    Raises:
        Http404: There is none, or they do not belong to the partnership.
        PermissionDenied: They do, and may not record for the board.
    """
    opened = open_plan(request, slug, "board.record")
    found = queries.matter(slug, number)
    if found is None:
        raise Http404
    return opened, found


def row(opened: Opened, row_id: str) -> Row:
    """
    A row of the plan.

    Raises:
        Http404: The plan has none of this id.
    """
    try:
        return opened.plan.row(RowId(row_id))
    except PlanError as error:
        raise Http404 from error
