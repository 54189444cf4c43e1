"""Pre-release readers: named for one draft and one window, and every reading written down."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from headway.web.audit.actions import record
from headway.web.editions.actions.preparing import locked
from headway.web.editions.errors import DraftError
from headway.web.editions.models import Draft, PreReleaseReader, Reading
from headway.web.editions.moments import from_words, until_words
from headway.web.notices import actions as notices
from headway.web.people.models import Person
from headway.web.people.queries import holding


@transaction.atomic
def name_reader(
    *,
    draft_id: int,
    person: Person,
    begins: datetime,
    ends: datetime,
    by: Person | None,
    at: datetime,
) -> PreReleaseReader:
    """
    Let somebody read a draft for a while; they are told by e-mail.

    Raises:
        DraftError: They do not belong to the partnership, are named already, the window is
            none, or the draft is issued or withdrawn.
    """
    draft = locked(draft_id)
    partnership = draft.plan.partnership
    if not holding(at).filter(partnership=partnership, person=person).exists():
        raise DraftError("Only somebody who belongs to the partnership can be named as a reader.")
    if ends <= begins or ends <= at:
        raise DraftError("The window must end after it begins, and not in the past.")
    if draft.readers.filter(person=person, revoked_at__isnull=True).exists():
        raise DraftError(f"{person} is named already. Take that back first to change the window.")
    reader = PreReleaseReader.objects.create(
        draft=draft, person=person, begins=begins, ends=ends, made_at=at, made_by=by
    )
    _record(reader, "edition_draft.reader_named", by=by, at=at)
    notices.queue(
        key=f"edition/{draft.pk}/reader/{reader.pk}",
        kind="pre-release",
        to=person.email,
        subject=f"You may read “{draft.label}” before it is released",
        body=_letter(reader, draft),
        at=at,
    )
    return reader


@transaction.atomic
def revoke_reader(
    *, draft_id: int, reader_id: int, by: Person | None, at: datetime
) -> PreReleaseReader:
    """
    Take it back; what was read stays written down.

    Raises:
        DraftError: There is no such reader of this draft, or it was taken back before.
    """
    rows = PreReleaseReader.objects.select_for_update(of=("self",)).filter(draft=draft_id)
    reader = rows.select_related("draft__plan__partnership").filter(pk=reader_id).first()
    if reader is None or reader.revoked_at is not None:
        raise DraftError("Nobody is named there any more.")
    reader.revoked_at = at
    reader.save(update_fields=["revoked_at"])
    _record(reader, "edition_draft.reader_revoked", by=by, at=at)
    return reader


@transaction.atomic
def note_reading(*, reader_id: int, suffix: str, at: datetime) -> Reading:
    """
    Write down that a reader opens the draft, before they are shown it.

    Raises:
        DraftError: They may not, or not now.
    """
    rows = PreReleaseReader.objects.select_for_update(of=("self",))
    reader = rows.select_related("draft__plan__partnership", "person").get(pk=reader_id)
    if not reader.may_read(at) or not reader.draft.is_under_way:
        raise DraftError("This may not be read now.")
    made = Reading.objects.create(reader=reader, at=at, suffix=suffix)
    _record(reader, "edition_draft.read", by=reader.person, at=at, what={"format": suffix})
    return made


def _record(
    reader: PreReleaseReader,
    verb: str,
    *,
    by: Person | None,
    at: datetime,
    what: dict[str, object] | None = None,
) -> None:
    window = {"person": reader.person_id, "begins": reader.begins, "ends": reader.ends}
    record(
        verb,
        key=reader.draft_id,
        by=by,
        at=at,
        partnership=reader.draft.plan.partnership.slug,
        after={**window, **(what or {})},
    )


def _letter(reader: PreReleaseReader, draft: Draft) -> str:
    address = f"{settings.ADDRESS}/plans/{draft.plan.slug}/editions/drafts/{draft.pk}/read"
    return "\n\n".join(
        (
            f"You are named to read “{draft.label}” of {draft.plan.title} before it is released.",
            f"You may read it from {from_words(reader.begins)} until {until_words(reader.ends)}: "
            f"{address}",
            "Each reading is written down. Do not pass it on, and do not act on it, until it is "
            "released.",
        )
    )
