"""Documents taken in, one after another, into one plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from headway.domain.plan import Plan
from headway.importing.documents.document import Document, DocumentError
from headway.importing.drafting.assembly import read_plan
from headway.importing.drafting.parts import chosen
from headway.importing.drafting.setting import setting_of
from headway.importing.next_year.merging import merge
from headway.importing.opening import open_document
from headway.importing.rows.draft import Draft
from headway.importing.summary import Imported


def take_in(
    files: Sequence[Path],
    *,
    into: Plan | None = None,
    part: int | None = None,
    as_at: date | None = None,
) -> tuple[Plan, list[Imported]]:
    """
    Read documents in order into one plan: the second is matched to the first, and so on.

    Args:
        files: At least one.
        into: The plan they go into; a new one is begun without it.
        part: Which plan, from 1, where a document holds several.
        as_at: The day the documents speak from, where they do not say it.

    Raises:
        DocumentError: A file cannot be read, or holds no plan, or several.
    """
    plan = into
    parts: list[Imported] = []
    for file in files:
        document = chosen(open_document(file), part)
        draft = read_draft(document, as_at=as_at)
        if plan is None:
            plan = draft.plan
            parts.append(Imported(draft=draft, warnings=document.warnings))
            continue
        plan, report = merge(plan, draft)
        parts.append(Imported(draft=draft, warnings=document.warnings, report=report))
    if plan is None:
        raise DocumentError("expected at least one document; name the file that holds the plan")
    return plan, parts


def read_draft(document: Document, *, as_at: date | None = None) -> Draft:
    """
    The draft of a document that does hold a plan.

    Raises:
        DocumentError: No action and no measure is found in it.
    """
    setting = setting_of(document)
    if as_at is not None:
        setting = replace(setting, as_at=as_at)
    draft = read_plan(document, setting)
    if not draft.plan.actions and not draft.plan.measures:
        raise DocumentError(
            f"{document.name} holds no plan that Headway can find: no table with columns such as "
            '"Actions", "How we will know" or "Target", and no actions listed under headings. '
            "Check that it is the right file; if the plan is a picture, have its text "
            "recognised first."
        )
    return draft
