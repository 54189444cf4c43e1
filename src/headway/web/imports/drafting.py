"""From a document to the draft that a person checks."""

from dataclasses import replace
from datetime import date

from headway.domain.plan import Plan
from headway.importing.assembly import read_plan
from headway.importing.document import Document, DocumentError
from headway.importing.setting import setting_of


def draft_of(
    document: Document, *, into: Plan | None, as_at: date | None
) -> tuple[Plan, list[str]]:
    """
    The draft plan of a document, and what became of the rows of the plan it continues.

    Args:
        document: As its reader gave it.
        into: The plan that it is next year's document of; None for a new plan.
        as_at: The day its figures are from; the document's own day where it is not given.

    Raises:
        DocumentError: The document holds no plan.
    """
    setting = setting_of(document)
    if as_at is not None:
        setting = replace(setting, as_at=as_at)
    plan = read_plan(document, setting).plan
    if not any(True for _ in plan.rows()):
        raise DocumentError(
            f"No plan was found in {document.name}: neither actions nor measures stand in a table "
            "or a list. Check that it is the right document; if it is, copy the plan's table into "
            "a new Word document and import that."
        )
    return plan, []
