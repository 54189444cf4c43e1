"""
The only way a view obtains an import.

Whoever does not belong to its partnership gets the answer of an address that leads nowhere.
"""

from django.http import Http404, HttpRequest

from headway.domain.errors import PlanError
from headway.domain.plan import Row
from headway.web.imports import queries
from headway.web.imports.models import Import
from headway.web.imports.queries import Draft
from headway.web.people.access import require


def open_import(request: HttpRequest, key: str) -> Import:
    """
    An import by its key.

    Raises:
        Http404: There is none, or they do not belong to its partnership.
        PermissionDenied: They do, and their role imports nothing.
    """
    try:
        found = queries.job(key)
    except queries.UnknownImportError:
        raise Http404 from None  # without its words: they would tell a stranger which is there
    require(request, "import.use", found.partnership)
    return found


def open_draft(request: HttpRequest, key: str) -> tuple[Import, Draft]:
    """
    An import that was read, with its draft.

    Raises:
        Http404: There is no such import, or nothing of it was read, or it is not for them.
        PermissionDenied: As `open_import`.
    """
    job = open_import(request, key)
    try:
        return job, queries.draft(job)
    except queries.UnknownImportError as error:
        raise Http404 from error


def row(draft: Draft, row_id: str) -> Row:
    """
    A row of the draft.

    Raises:
        Http404: The draft has no such row.
    """
    try:
        return draft.plan.row(row_id)
    except PlanError as error:
        raise Http404 from error
