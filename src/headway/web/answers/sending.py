"""What a sent page does: every changed row is saved, then submitted or signed as asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from headway.answering.drafts import Draft
from headway.answering.folding import Sharing
from headway.domain.errors import HeadwayError
from headway.web.answers import actions, queries
from headway.web.answers.access import Mine
from headway.web.answers.actions import By
from headway.web.answers.actions.evidence import LARGEST
from headway.web.answers.errors import ConflictError, NotEditableError
from headway.web.answers.forms import draft_of
from headway.web.answers.models import AnswerState
from headway.web.answers.own_signatures import Accepting, accepting, signed
from headway.web.answers.pages.answering import Conflict, Troubles
from headway.web.answers.queries import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """
    What became of a sent page.

    Attributes:
        said: What was done, in sentences.
    """

    said: tuple[str, ...]
    troubles: Troubles


def send(
    mine: Mine,
    lines: Sequence[Line],
    sent: Mapping[str, str],
    files: Mapping[str, "UploadedFile[Any]"],
    *,
    at: datetime,
) -> Sent:
    """
    Do what a sent page asks: `do` is "save", "submit", "sign", "back-N", "theirs-N" or "drop-N".

    Each row is saved by itself, so that one that cannot be does not hold up the others.
    """
    verb, _, which = sent.get("do", "save").partition("-")
    number = int(which) if which.isdecimal() and len(which) < 12 else 0
    left_alone = number if verb == "theirs" else 0
    kept = _kept(mine, lines, sent, files, left_alone=left_alone, at=at)
    if verb == "drop":
        kept.rows += _drop(lines, number, by=mine.by, at=at)
    said = _said_of_saving(kept.rows, refused=kept.is_troubled) if verb == "save" else []
    incomplete: list[int] = []
    if verb == "back":
        said = _take_back(mine, lines, number, kept.refusals, at=at)
    if verb in ("submit", "sign") and not kept.is_troubled:
        said = _hand_on(mine, verb, incomplete, kept.refusals, seen=kept.seen, at=at)
    return Sent(
        said=tuple(said),
        troubles=Troubles(
            conflicts=kept.conflicts,
            refusals=kept.refusals,
            unsaved=kept.unsaved,
            incomplete=incomplete,
        ),
    )


@dataclass(slots=True, kw_only=True)
class _Kept:
    """
    What became of the rows of a page that was sent.

    Attributes:
        seen: Which revision of each row the page shows, or has just made.
        rows: How many were saved.
        unsaved: What was typed and could not be kept, by request: it is shown once more.
    """

    seen: dict[int, int]
    rows: int = 0
    conflicts: dict[int, Conflict] = field(default_factory=dict)
    refusals: dict[int, str] = field(default_factory=dict)
    unsaved: dict[int, Draft] = field(default_factory=dict)

    @property
    def is_troubled(self) -> bool:
        """Whether anything was not kept."""
        return bool(self.conflicts or self.refusals)


def _kept(
    mine: Mine,
    lines: Sequence[Line],
    sent: Mapping[str, str],
    files: Mapping[str, "UploadedFile[Any]"],
    *,
    left_alone: int,
    at: datetime,
) -> _Kept:
    """Save each row that was typed into, but for one that is to be left alone."""
    kept = _Kept(seen=_shown(lines, sent))
    for line in lines:
        key = line.request.pk
        file = files.get(f"r{key}-file")
        if key == left_alone or f"r{key}-kind" not in sent:
            continue
        draft = _typed(line, sent)
        if draft == line.draft and file is None:
            continue
        typed = {key: draft}
        try:
            before = line.revision
            revision = actions.save_draft(
                request_id=key, draft=draft, based_on=based_on(sent, key), by=mine.by, at=at
            ).revision
            typed = {}
            if file is not None:
                _keep(key, file, by=mine.by, at=at)
                revision += 1
            kept.rows += revision != before
            kept.seen[key] = revision
        except ConflictError as conflict:
            kept.conflicts[key] = Conflict(mine=draft, revision=conflict.answer.revision)
        except HeadwayError as refused:
            kept.refusals[key] = str(refused)
            kept.unsaved |= typed
    return kept


def _said_of_saving(saved: int, *, refused: bool) -> list[str]:
    if saved:
        return [f"{saved} row{'' if saved == 1 else 's'} saved."]
    return [] if refused else ["Everything was saved already."]


def _shown(lines: Sequence[Line], sent: Mapping[str, str]) -> dict[int, int]:
    """Which revision of each row the page showed, where it said so."""
    keys = [one.request.pk for one in lines]
    return {key: based_on(sent, key) for key in keys if f"r{key}-based_on" in sent}


def based_on(sent: Mapping[str, str], number: int) -> int:
    """The revision that a row was based on, as the page said; 0 where it said nothing."""
    said = sent.get(f"r{number}-based_on", "")
    return int(said) if said.isdecimal() and len(said) < 9 else 0


def _typed(line: Line, sent: Mapping[str, str]) -> Draft:
    """
    What somebody typed into a row; as it stands where they typed nothing.

    Whoever sends a page with a row as they found it has nothing against what another saved in
    the meantime.
    """
    key = line.request.pk
    draft = draft_of(sent, line.asked, f"r{key}-")
    found = based_on(sent, key)
    untouched = found != line.revision and draft == queries.draft_at(line.answer, found)
    return line.draft if untouched else draft


def typed_before(lines: Sequence[Line], sent: Mapping[str, str]) -> Troubles:
    """What stands in the fields of a page sent by somebody who was signed out; nothing is saved."""
    found = {
        one.request.pk: (_typed(one, sent), based_on(sent, one.request.pk))
        for one in lines
        if f"r{one.request.pk}-kind" in sent
    }
    differs = {one.request.pk: one for one in lines if one.request.pk in found
               and found[one.request.pk][0] != one.draft}  # fmt: skip
    return Troubles(
        typed={key: found[key] for key, one in differs.items() if one.is_open},
        unsaved={key: found[key][0] for key, one in differs.items() if not one.is_open},
    )


def review(lines: Sequence[Line], sent: Mapping[str, str], *, by: By, at: datetime) -> str:
    """
    Do what the officer asks: `do` is "accept-N", "accept-all", "return-N", "undo-N", "back-N" or
    "share"; "seen-N" is the revision of an answer that the page showed, "why-N" a reason to
    accept what they signed themselves.

    Returns:
        What was done, in a sentence.

    Raises:
        HeadwayError: It cannot be done.
    """
    verb, _, which = sent.get("do", "").partition("-")
    if verb == "share":
        return _share(lines, sent, by=by, at=at)
    if (verb, which) == ("accept", "all"):
        clean = [one for one in lines if one.state == AnswerState.SIGNED and one.is_clean]
        ready = [one for one in clean if one.answer and not signed(one.answer, by.person)]
        if not ready and clean:
            raise NotEditableError(_officer(clean[0], by, at).why_not)
        if not ready:
            raise NotEditableError("No signed answer is without something to look at.")
        keys = [one.request.pk for one in ready]
        actions.accept(request_ids=keys, by=by, at=at, seen=_seen(keys, sent))
        count = len(ready)
        return f"{count} answer{'' if count == 1 else 's'} accepted and put into the plan."
    line = next((one for one in lines if str(one.request.pk) == which), None)
    if line is None:
        raise NotEditableError("That answer is not there any more.")
    key = line.request.pk
    if verb == "accept":
        why = sent.get(f"why-{key}", "")
        actions.accept(request_ids=[key], by=by, at=at, seen=_seen([key], sent), reason=why)
        return f"“{line.asked.row.name}” is accepted and in the plan."
    if verb == "return":
        reason, revision = sent.get(f"reason-{key}", ""), _seen([key], sent).get(key)
        actions.give_back(request_id=key, reason=reason, by=by, at=at, revision=revision)
        return f"“{line.asked.row.name}” is returned to {line.request.agency.name}."
    if verb == "undo":
        actions.take_back_return(request_id=key, by=by, at=at)
        return f"“{line.asked.row.name}” is not returned any more, and stands as before."
    if verb == "back":
        actions.take_back_acceptance(request_id=key, by=by, at=at)
        return f"“{line.asked.row.name}” is out of the plan again, and signed as before."
    raise NotEditableError("Choose what to do with the answer.")


def _officer(line: Line, by: By, at: datetime) -> Accepting:
    return accepting(by.person, line.request.round.plan.partnership, at)


def _seen(keys: Sequence[int], sent: Mapping[str, str]) -> dict[int, int]:
    """Which revision of each answer the page showed, where it said so."""
    said = {key: sent.get(f"seen-{key}", "") for key in keys}
    return {key: int(one) for key, one in said.items() if one.isdecimal() and len(one) < 9}


def _share(lines: Sequence[Line], sent: Mapping[str, str], *, by: By, at: datetime) -> str:
    """Keep what becomes of the figures that agencies share, for every row that was sent."""
    known = {one.value: one for one in Sharing}
    kept = 0
    for line in {one.request.row: one for one in lines}.values():
        chosen = known.get(sent.get(f"sharing-{line.request.row}", ""))
        if chosen is not None:
            actions.share(
                round_id=line.request.round_id, row=line.request.row, sharing=chosen, by=by, at=at
            )
            kept += 1
    if not kept:
        raise NotEditableError("Choose what becomes of the figures that agencies share.")
    return "What becomes of the figures that agencies share is kept."


def _hand_on(
    mine: Mine,
    verb: str,
    incomplete: list[int],
    refusals: dict[int, str],
    *,
    seen: Mapping[int, int],
    at: datetime,
) -> list[str]:
    """Submit or sign every row that is answered, may go and is as it was seen; name the others."""
    done = 0
    blank = 0
    for line in queries.lines(mine.round, agency=mine.agency, at=timezone.localdate()):
        key = line.request.pk
        may_go = line.is_open or (verb == "sign" and line.state == AnswerState.SUBMITTED)
        if not may_go:
            continue
        if line.draft.is_blank:
            blank += 1
            continue
        if line.has_errors:
            incomplete.append(key)
            continue
        try:
            if verb == "sign" and mine.may_sign:
                actions.sign(
                    request_id=key,
                    by=mine.by,
                    at=at,
                    signed_as=mine.signs_as,
                    revision=seen.get(key, line.revision),
                )
            elif verb == "sign":
                raise NotEditableError("Only the agency's lead can sign.")
            else:
                revision = seen.get(key, line.revision)
                actions.submit(request_id=key, by=mine.by, at=at, revision=revision)
            done += 1
        except HeadwayError as refused:
            refusals[key] = str(refused)
    past = "signed" if verb == "sign" else "submitted"
    said = [f"{done} row{'' if done == 1 else 's'} {past}."] if done else []
    if blank:
        rest = f"{blank} row{' is' if blank == 1 else 's are'} not answered yet."
        said.append(rest if done else f"Nothing could be {past}: {rest}")
    return said


def _take_back(
    mine: Mine, lines: Sequence[Line], number: int, refusals: dict[int, str], *, at: datetime
) -> list[str]:
    """Take back one row, or with no number everything that can be; say why one cannot."""
    wanted = [one for one in lines if not number or one.request.pk == number]
    done = 0
    for line in wanted:
        states = (AnswerState.SUBMITTED, AnswerState.SIGNED)
        if line.state not in states:
            continue
        try:
            if line.state == AnswerState.SIGNED and not mine.may_sign:
                raise NotEditableError("Only who may sign can take a signature back.")
            actions.take_back(request_id=line.request.pk, by=mine.by, at=at)
            done += 1
        except HeadwayError as refused:
            refusals[line.request.pk] = str(refused)
    return [f"{done} row{'' if done == 1 else 's'} taken back."] if done else []


def _keep(number: int, file: "UploadedFile[Any]", *, by: By, at: datetime) -> None:
    content = file.read(LARGEST + 1)
    actions.add_file(request_id=number, name=file.name or "", content=content, by=by, at=at)


def _drop(lines: Sequence[Line], file_id: int, *, by: By, at: datetime) -> int:
    for line in lines:
        if any(one.pk == file_id for one in line.files):
            actions.remove_file(request_id=line.request.pk, file_id=file_id, by=by, at=at)
            return 1
    return 0
