"""The audit trail as a page: who changed what, from what to what, when and why."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from headway.web.audit import queries
from headway.web.audit.models import Entry, Part
from headway.web.audit.words import AuditError, erasable
from headway.web.people.models import Membership, Partnership, Person, Role
from headway.web.people.values import Viewer

AT_ONCE = 50
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(Z|[+-]\d\d:\d\d)$")

PERSONAL = ("membership", "invitation", "delegation", "person")
"""What is told of single persons: for those who manage people, and for themselves."""

UNTOLD = ("answer", "edition_draft", "words")
"""What is told of to those alone whose it is, until it comes before everybody."""

SEES_ALL = frozenset({Role.ADMINISTRATOR, Role.OFFICER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of a record, before and after, in words; nothing before where it is new."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    An entry in the list.

    Attributes:
        erased: Of the parts whose words are gone, when and by whom they were erased.
        can_erase: Whether whoever looks may erase words of it, and there are any.
    """

    seq: int
    at: datetime
    who: str
    what: str
    changes: tuple[Change, ...]
    reason: str
    erased: Mapping[Part, str]
    can_erase: bool


def entries_for(partnership: Partnership, who: Viewer) -> QuerySet[Entry]:
    """The entries that whoever looks is concerned by."""
    found = queries.entries(partnership.slug)
    if who.roles(partnership) & SEES_ALL or who.person is None:
        return found
    own = [
        str(one)
        for one in Membership.objects.filter(person=who.person).values_list("pk", flat=True)
    ]
    mine = (
        Q(actor=who.person)
        | Q(noun="membership", key__in=own)
        | Q(noun="person", key=str(who.person.pk))
    )
    return found.filter(~Q(noun__in=(*PERSONAL, *UNTOLD)) | mine | _told_to(partnership, who))


def _told_to(partnership: Partnership, who: Viewer) -> Q:
    """
    Of answers: their own agencies', and what was accepted. Of drafts: what they may read.

    The trail keeps a record with its keys in order, so that an answer's begins with its agency.
    """
    told = Q(verb="answer.accepted")
    for agency in who.agencies(partnership):
        told |= Q(noun="answer", after__startswith=f'{{"agency":{agency.pk},')
    if who.person is not None:
        told |= Q(noun="edition_draft", after__contains=f'"person":{who.person.pk}}}')
    return told


def trail_page(partnership: Partnership, who: Viewer, *, number: str) -> dict[str, Any]:
    """One page of the trail, newest first; five queries."""
    page = Paginator(entries_for(partnership, who), AT_ONCE).get_page(number)
    entries = list(page.object_list)
    names, erasures = _names(entries), queries.erasures(entries)
    erases = who.may("audit.erase", partnership)
    return {
        "lines": [_line(one, names, erasures, erases=erases) for one in entries],
        "pages": page,
        "erases": erases,
    }


def entry_page(entry: Entry) -> dict[str, Any]:
    """One entry whose words are to be erased, and why they cannot be where they cannot."""
    refusal, parts = "", dict[Part, str]()
    try:
        parts = erasable(entry)
    except AuditError as error:
        refusal = str(error)
    line = _line(entry, _names([entry]), queries.erasures([entry]), erases=False)
    return {"line": line, "parts": parts, "refusal": refusal}


def _names(entries: Sequence[Entry]) -> dict[int, str]:
    """What the persons are called whom some entries are about; the trail knows their numbers."""
    numbers = {
        said["person"]
        for one in entries
        for said in (one.was, one.became)
        if isinstance(said, dict) and isinstance(said.get("person"), int)
    }
    return {one.pk: str(one) for one in Person.objects.filter(pk__in=numbers)}


def _line(
    entry: Entry,
    names: Mapping[int, str],
    erasures: Mapping[tuple[int, Part], Entry],
    *,
    erases: bool,
) -> Line:
    verb = entry.verb.partition(".")[2].replace("_", " ")
    number = "" if entry.noun in PERSONAL else f": {entry.key}"
    noun = entry.noun.replace("_", " ").capitalize()
    return Line(
        seq=entry.seq,
        at=entry.at,
        who=_who(entry),
        what=f"{noun} {verb}{number}",
        changes=tuple(_changes(entry.was, entry.became, names)),
        reason=entry.reason,
        erased={part: _when(erasures.get((entry.seq, part))) for part in entry.erased},
        can_erase=erases and _has_words(entry),
    )


def _who(entry: Entry) -> str:
    return str(entry.actor) if entry.actor else "The service"


def _when(erasure: Entry | None) -> str:
    if erasure is None:  # which `audit_verify` finds
        return "These words are gone, and no entry tells who erased them."
    by = str(erasure.actor) if erasure.actor else "the service"
    moment = timezone.localtime(erasure.at)
    return f"These words were erased on {moment.day} {moment:%B %Y} by {by}."


def _has_words(entry: Entry) -> bool:
    try:
        return bool(erasable(entry))
    except AuditError:
        return False


def _changes(before: Any, after: Any, names: Mapping[int, str]) -> list[Change]:
    was = before if isinstance(before, dict) else ({"": before} if before is not None else {})
    is_now = after if isinstance(after, dict) else ({"": after} if after is not None else {})
    fields = [*was, *(one for one in is_now if one not in was)]
    return [
        Change(
            field=field.replace("_", " "),
            before=_words(was.get(field), field, names) if was else "",
            after=_words(is_now.get(field), field, names),
        )
        for field in fields
        if was.get(field) != is_now.get(field) and (was or is_now.get(field) is not None)
    ]


def _words(value: Any, field: str, names: Mapping[int, str]) -> str:
    match value:
        case None | "" | []:
            return "nothing"
        case int() if field == "person" and value in names:
            return names[value]
        case str() if _MOMENT.match(value):
            moment = timezone.localtime(datetime.fromisoformat(value))
            return f"{moment.day} {moment:%B %Y, %H:%M}"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(str(one) for one in value)
        case _:
            return str(value)
