"""
The only way a view obtains an import.

The service has no accounts yet and listens on this computer alone; an import's key is
unguessable all the same. When accounts come, who may see what is decided here.
"""

from django.http import Http404

from headway.domain.errors import PlanError
from headway.domain.plan import Row
from headway.web.imports import queries
from headway.web.imports.models import Import
from headway.web.imports.queries import Draft


def open_import(key: str) -> Import:
    """
    An import by its key.

    Raises:
        Http404: There is none.
    """
    try:
        return queries.job(key)
    except queries.UnknownImportError as error:
        raise Http404 from error


def open_draft(key: str) -> tuple[Import, Draft]:
    """
    An import that was read, with its draft.

    Raises:
        Http404: There is no such import, or nothing of it was read.
    """
    job = open_import(key)
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
