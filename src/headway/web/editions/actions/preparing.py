"""Preparing an edition: beginning a draft, accepting warnings, setting its time, withdrawing it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from headway.web.audit.actions import record
from headway.web.editions import checklist, gathering
from headway.web.editions.actions.issuing import refuse_second
from headway.web.editions.errors import DraftError, EditionExistsError, NotReadyError
from headway.web.editions.models import (
    UNDER_WAY,
    Acceptance,
    Audience,
    Draft,
    DraftState,
    Edition,
)
from headway.web.people.models import Person
from headway.web.plans.models import PlanRecord
from headway.web.rounds.models import Round

LONGEST_REASON = 1000


@transaction.atomic
def prepare(
    *,
    slug: str,
    label: str,
    at: date,
    audience: Audience,
    by: Person | None,
    now: datetime,
    round_: Round | None = None,
    amends: Edition | None = None,
    note: str = "",
) -> Draft:
    """
    Begin an edition.

    Raises:
        EditionExistsError: An edition or a draft of this plan has the name already.
        DraftError: It amends an edition without saying why, or one for another audience.
    """
    label, note = " ".join(label.split()), note.strip()
    plan = PlanRecord.objects.select_for_update(of=("self",)).get(slug=slug)
    refuse_second(slug, label)
    if Draft.objects.filter(plan=plan, label=label, state__in=UNDER_WAY).exists():
        raise EditionExistsError(
            f'An edition called "{label}" is being prepared already. Go on with that one, or '
            "give this one another name."
        )
    if amends is not None and not note:
        raise DraftError("Say what is put right: the note is printed on the amended edition.")
    if amends is not None and amends.audience != audience:
        raise DraftError("An amended edition is for the same audience as the one it amends.")
    draft = Draft.objects.create(
        plan=plan,
        at=at,
        label=label,
        audience=audience,
        round=round_,
        amends=amends,
        note=note,
        made_at=now,
        made_by=by,
    )
    _record(draft, "edition_draft.begun", by=by, at=now)
    return draft


@transaction.atomic
def accept_warnings(
    *, draft_id: int, keys: Sequence[str], reason: str, by: Person | None, at: datetime
) -> list[Acceptance]:
    """
    Accept warnings of the checklist; a second time with another reason replaces the first.

    Raises:
        DraftError: One of them is no more, no reason is given, or it is issued.
    """
    draft = locked(draft_id)
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise DraftError("Say why it may stand: the reason is kept with the edition.")
    listed = checklist.of_draft(draft, gathering.of_draft(draft, at=at), at=at)
    found = {one.key: one for one in listed.warnings}
    if not keys or not set(keys) <= set(found):
        raise DraftError(
            "What you accepted has changed meanwhile. Look at the checklist once more."
        )
    made = []
    for key in dict.fromkeys(keys):
        title, details = found[key].title, list(found[key].details)
        one, _ = Acceptance.objects.update_or_create(
            draft=draft,
            key=key,
            defaults={"words": title, "reason": reason, "at": at, "by": by},
        )
        made.append(one)
        _record(draft, "edition_draft.warning_accepted", by=by, at=at, reason=reason,
                what={"warning": title, "details": details})  # fmt: skip
    return made


@transaction.atomic
def take_back_warnings(
    *, draft_id: int, keys: Sequence[str], by: Person | None, at: datetime
) -> list[Acceptance]:
    """
    Accepted warnings are some to accept again; the trail keeps why each was to stand.

    Raises:
        DraftError: One of them is not accepted, or the edition is issued or withdrawn.
    """
    draft = locked(draft_id)
    found = {one.key: one for one in draft.acceptances.filter(key__in=keys)}
    if not keys or not set(keys) <= set(found):
        raise DraftError("That warning is not accepted any more. Look at the checklist once more.")
    taken = [found[key] for key in dict.fromkeys(keys)]
    for one in taken:
        _record(draft, "edition_draft.warning_taken_back", by=by, at=at, reason=one.reason,
                what={"warning": one.words})  # fmt: skip
        one.delete()
    return taken


@transaction.atomic
def schedule(*, draft_id: int, issue_at: datetime, by: Person | None, at: datetime) -> Draft:
    """
    Have it issued by itself at a time.

    Raises:
        NotReadyError: The checklist is not clear; it is looked at again at the time.
        DraftError: The time is past, or it is issued or withdrawn.
    """
    draft = locked(draft_id)
    if issue_at <= at:
        raise DraftError("Choose a time ahead, or issue it now.")
    listed = checklist.of_draft(draft, gathering.of_draft(draft, at=at), at=at)
    if not listed.is_clear:
        raise NotReadyError(listed.sentence)
    draft.state, draft.issue_at, draft.trouble = DraftState.SCHEDULED, issue_at, ""
    draft.save(update_fields=["state", "issue_at", "trouble"])
    _record(draft, "edition_draft.scheduled", by=by, at=at, what={"issue_at": issue_at})
    return draft


@transaction.atomic
def unschedule(*, draft_id: int, by: Person | None, at: datetime) -> Draft:
    """
    Not by itself, then: somebody will issue it by hand.

    Raises:
        DraftError: It is issued or withdrawn.
    """
    draft = locked(draft_id)
    draft.state, draft.issue_at, draft.trouble = DraftState.PREPARING, None, ""
    draft.save(update_fields=["state", "issue_at", "trouble"])
    _record(draft, "edition_draft.unscheduled", by=by, at=at)
    return draft


@transaction.atomic
def withdraw(*, draft_id: int, by: Person | None, at: datetime, reason: str = "") -> Draft:
    """
    Do not issue it at all; nobody reads it any more.

    Raises:
        DraftError: It is issued or withdrawn.
    """
    draft = locked(draft_id)
    draft.state, draft.issue_at = DraftState.WITHDRAWN, None
    draft.save(update_fields=["state", "issue_at"])
    _record(draft, "edition_draft.withdrawn", by=by, at=at, reason=reason)
    return draft


@transaction.atomic
def note_trouble(*, draft_id: int, words: str) -> bool:
    """Keep why it was not issued at its time; False where that is known already."""
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft_id)
    if draft.trouble == words or draft.state != DraftState.SCHEDULED:
        return False
    draft.trouble = words
    draft.save(update_fields=["trouble"])
    return True


def locked(draft_id: int) -> Draft:
    """
    A draft that may still be changed, locked.

    Raises:
        DraftError: It is issued or withdrawn.
    """
    rows = Draft.objects.select_for_update(of=("self",))
    draft = rows.select_related("plan__partnership", "round", "amends").get(pk=draft_id)
    if not draft.is_under_way:
        was = "was issued" if draft.state == DraftState.ISSUED else "was withdrawn"
        raise DraftError(f"“{draft.label}” {was} meanwhile; nothing of it can be changed.")
    return draft


def _record(
    draft: Draft,
    verb: str,
    *,
    by: Person | None,
    at: datetime,
    reason: str = "",
    what: dict[str, object] | None = None,
) -> None:
    after = {"label": draft.label, "audience": draft.audience, "at": draft.at, **(what or {})}
    record(
        verb, key=draft.pk, by=by, at=at, partnership=draft.plan.partnership.slug, after=after,
        reason=reason,
    )  # fmt: skip
