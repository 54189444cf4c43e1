"""
Issuing an edition: made first, which takes seconds, then kept in one short transaction.

Whoever is second, and a worker that is killed half-way, leaves one edition or none: what was
made is only kept if nothing that it rests on has changed since.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from headway.web.audit.actions import record
from headway.web.editions import checklist, gathering, making
from headway.web.editions.errors import DraftError, EditionExistsError, NotReadyError
from headway.web.editions.making import Ingredients, Made
from headway.web.editions.models import (
    Draft,
    DraftState,
    Edition,
    EditionFile,
)
from headway.web.people.models import Person
from headway.web.plans.models import PlanRecord, PlanVersion

ATTEMPTS = 5
"""Times that an edition is made anew because the plan was changed meanwhile."""


def issue_draft(
    *, draft_id: int, by: Person | None, at: datetime, timed: bool = False
) -> tuple[Edition, bool]:
    """
    Make an edition of a draft, and whether it was this call that did: it becomes one only once.

    Args:
        draft_id: The draft.
        by: Who issues it; None at its set time.
        at: When.
        timed: Only if it still is to be issued by itself at this time.

    Raises:
        NotReadyError: The checklist has errors, or warnings that nobody has accepted.
        DraftError: It was withdrawn, or is not to be issued by itself any more.
        HeadwayError: The edition cannot be made.
    """
    for _ in range(ATTEMPTS):
        draft = _draft(draft_id)
        if draft.edition is not None:
            return draft.edition, False
        _refuse(draft, at, timed=timed)
        wanted = gathering.of_draft(draft, at=at)
        listed = checklist.of_draft(draft, wanted, at=at)
        if not listed.is_clear:
            raise NotReadyError(listed.sentence)
        files = making.made(wanted)
        with transaction.atomic():
            plan = _locked(draft.plan.slug)
            now = _draft(draft_id, lock=True)
            if now.edition is not None:
                return now.edition, False
            _refuse(now, at, timed=timed)
            refuse_second(plan.slug, now.label)
            wanted_now = gathering.of_draft(now, at=at)
            if not _is_the_same(wanted, wanted_now) or gathering.is_outdated(wanted, now.amends):
                continue
            accepted = [one.as_kept() for one in listed.accepted]
            edition = _keep(plan, wanted, files, by=by, at=at, draft=now, accepted=accepted)
            now.state, now.edition, now.trouble = DraftState.ISSUED, edition, ""
            now.save(update_fields=["state", "edition", "trouble"])
            return edition, True
    raise DraftError(_KEPT_CHANGING)


_KEPT_CHANGING = (
    "The plan or its answers were changed again and again while the edition was made. "
    "Nothing was issued; try again in a minute."
)


def _is_the_same(one: Ingredients, other: Ingredients) -> bool:
    """Whether two are made of the same; what the public knows is compared by `is_outdated`."""
    nothing = gathering.NOTHING
    return replace(one, earlier=nothing) == replace(other, earlier=nothing)


def _draft(draft_id: int, *, lock: bool = False) -> Draft:
    rows = Draft.objects.select_related("plan__partnership", "round", "amends", "edition")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return rows.get(pk=draft_id)


def _locked(slug: str) -> PlanRecord:
    """The plan's record: whoever else issues an edition of it, or saves it, waits."""
    rows = PlanRecord.objects.select_for_update(of=("self",)).select_related("partnership")
    return rows.get(slug=slug)


def _refuse(draft: Draft, at: datetime, *, timed: bool) -> None:
    if draft.state == DraftState.WITHDRAWN:
        raise DraftError(f"“{draft.label}” was withdrawn, and is not issued any more.")
    if not timed:
        return
    if draft.state != DraftState.SCHEDULED or draft.issue_at is None or draft.issue_at > at:
        raise DraftError(f"“{draft.label}” is not to be issued by itself at this time any more.")


def refuse_second(slug: str, label: str) -> None:
    """
    Whether an edition may have this name.

    Raises:
        EditionExistsError: Another one has.
    """
    if Edition.objects.filter(plan__slug=slug, label=label).exists():
        raise EditionExistsError(
            f'There is an edition called "{label}" already, and an edition is never changed. '
            "Give the new one another name."
        )


def _keep(
    plan: PlanRecord,
    wanted: Ingredients,
    files: Sequence[Made],
    *,
    by: Person | None,
    at: datetime,
    draft: Draft,
    accepted: Sequence[dict[str, str]],
) -> Edition:
    """The edition with its files, and the entry in the audit trail."""
    edition = Edition.objects.create(
        plan=plan,
        version=PlanVersion.objects.get(plan=plan, number=wanted.version),
        at=wanted.at,
        label=wanted.label,
        audience=wanted.audience,
        issued_at=at,
        issued_by=by,
        amends=draft.amends,
        note=draft.note if draft.amends else "",
        compared_with=gathering.before(plan.slug, wanted.audience, draft.amends),
        answers=wanted.answers,
        accepted=list(accepted),
        pre_release=list(wanted.pre_release),
        software=making.software(),
    )
    for one in files:
        EditionFile.objects.create(
            edition=edition,
            document=one.document,
            suffix=one.suffix,
            name=one.name,
            media_type=one.media_type,
            content=one.content,
            size=len(one.content),
            sha256=hashlib.sha256(one.content).hexdigest(),
        )
    record(
        "edition.issued",
        key=edition.pk,
        by=by,
        at=at,
        partnership=plan.partnership.slug,
        after=_told(edition, files),
    )
    return edition


def _told(edition: Edition, files: Sequence[Made]) -> dict[str, object]:
    return {
        "plan": edition.plan.slug,
        "label": edition.label,
        "audience": edition.audience,
        "at": edition.at,
        "version": edition.version.number,
        "amends": edition.amends_id,
        "accepted": [one["title"] for one in edition.accepted],
        "files": {one.name: hashlib.sha256(one.content).hexdigest() for one in files},
    }
