"""From a document to the draft that a person checks."""

from dataclasses import replace
from datetime import date

from headway.domain.plan import Plan
from headway.importing.documents.document import Document
from headway.importing.drafting.parts import chosen
from headway.importing.next_year.matching import Fate, RowMatch, Surety
from headway.importing.next_year.merging import merge
from headway.importing.taking_in import read_draft

_WORDS = 90
_FATES = {
    Fate.SAME: "The same",
    Fate.REWORDED: "Reworded",
    Fate.MOVED: "Moved to another area of focus",
    Fate.NEW: "New",
    Fate.DROPPED: "Dropped, and kept as history",
}


def draft_of(
    document: Document, *, into: Plan | None, as_at: date | None, part: int | None = None
) -> tuple[Plan, list[str]]:
    """
    The draft plan of a document, and what became of the rows of the plan it continues.

    Args:
        document: As its reader gave it.
        into: The plan that it is next year's document of; None for a new plan.
        as_at: The day its figures are from; the document's own day where it is not given.
        part: Which plan, from 1, where the document holds several.

    Returns:
        The plan, and a line for each row that was matched, is new or was dropped.

    Raises:
        DocumentError: The document holds no plan, or several and `part` says not which.
    """
    draft = read_draft(chosen(document, part), as_at=as_at)
    if into is None:
        return draft.plan, []
    plan, report = merge(into, draft)
    plan = replace(plan, slug=into.slug)  # its address stays, whatever the document is called
    if report.same_content:
        return plan, ["The document says what the plan already holds; nothing was added."]
    order = list(_FATES)
    matches = sorted(report.matches, key=lambda one: (order.index(one.fate), one.score))
    return plan, [_line(one) for one in matches]


def _line(match: RowMatch) -> str:
    words = _FATES[match.fate]
    if match.surety not in (None, Surety.CERTAIN):
        words += f" ({match.surety})"
    text = match.new_text or match.old_text
    if match.fate is Fate.REWORDED:
        return f"{words}: “{_short(match.old_text)}” is now “{_short(match.new_text)}”"
    return f"{words}: “{_short(text)}”"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _WORDS else flat[:_WORDS].rsplit(" ", 1)[0] + "…"
