"""The page of editions: those that were issued, and the form for the next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from headway.reporting.renderers import RENDERERS
from headway.web.editions import queries
from headway.web.editions.forms import IssueForm
from headway.web.editions.models import Audience, Document, Edition, EditionFile
from headway.web.keeping import Shelf
from headway.web.plans.access import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One format of a document."""

    format: str
    name: str
    href: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """One document of an edition, in its formats."""

    title: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """One edition."""

    label: str
    href: str
    at: date
    audience: str
    issued_at: datetime
    version: int
    documents: tuple[DocumentLine, ...]
    amends: str
    note: str
    replaced_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """
    The form, as components show it.

    Attributes:
        errors: For the summary at the top: words, and the field that they are about.
        audiences: The choices with the one that is taken.
    """

    label: str
    at: str
    errors: tuple[dict[str, str], ...]
    error_of: dict[str, dict[str, str]]
    audiences: list[dict[str, Any]]
    rounds: list[dict[str, Any]]
    amendable: list[dict[str, Any]]
    note: str


_LINES: Shelf[tuple[object, ...], tuple[EditionLine, ...]] = Shelf(64)


def edition_lines(editions: list[Edition], slug: str) -> tuple[EditionLine, ...]:
    """
    The editions with the addresses of their files.

    What was issued never changes, but that an edition is amended: then there is one more. So
    which editions there are is all that their lines depend on. One query where it is new.
    """
    # By time too: a number may come back with another edition in a restored database.
    which = tuple((one.pk, one.label, one.issued_at) for one in editions)
    return _LINES.get((slug, which), lambda: _lines(queries.with_files(editions), slug))


def _lines(editions: Iterable[Edition], slug: str) -> tuple[EditionLine, ...]:
    return tuple(
        EditionLine(
            label=one.label,
            href=reverse("editions:edition", args=[slug, one.pk]),
            at=one.at,
            audience=Audience(one.audience).label,
            issued_at=one.issued_at,
            version=one.version.number,
            documents=tuple(documents(one, slug)),
            amends=one.amends.label if one.amends else "",
            note=one.note,
            replaced_by=", ".join(later.label for later in one.amended_by.all()),
        )
        for one in editions
    )


def issue_page(
    opened: Opened, form: IssueForm, *, refusal: Mapping[str, str], wanted: Mapping[str, str]
) -> IssuePage:
    """The form: empty but for what is wanted, or as it was sent with what is wrong with it."""
    wrong = {name: str(words[0]) for name, words in form.errors.items()} if form.is_bound else {}
    wrong |= refusal
    sent = form.data if form.is_bound else _given(opened, form, wanted)
    audience = sent.get("audience", Audience.BOARD)
    return IssuePage(
        label=sent.get("label", ""),
        at=sent.get("at", opened.at.isoformat()),
        errors=tuple({"text": words, "href": f"#{name}"} for name, words in wrong.items()),
        error_of={name: {"text": words} for name, words in wrong.items()},
        audiences=[
            {
                "value": value,
                "text": words,
                "checked": value == audience,
                "hint": {"text": _HINTS[value]} if value in _HINTS else None,
            }
            for value, words in Audience.choices
        ],
        rounds=_choices(form, "round", sent.get("round", "")),
        amendable=_choices(form, "amends", sent.get("amends", "")),
        note=sent.get("note", ""),
    )


def _given(opened: Opened, form: IssueForm, wanted: Mapping[str, str]) -> dict[str, str]:
    """What the form begins with: the newest round; and what one that is amended had."""
    given = {"at": opened.at.isoformat(), "audience": str(Audience.BOARD)}
    if wanted.get("audience") in Audience.values:
        given["audience"] = wanted["audience"]
    if form.rounds:
        given["round"] = str(next(iter(form.rounds)))
    number = wanted.get("amends", "")
    amended = form.editions.get(int(number)) if number.isdecimal() else None
    if amended is not None:
        given |= {
            "amends": number,
            "label": f"{amended.label}, amended"[:120],
            "at": amended.at.isoformat(),
            "audience": amended.audience,
            "round": str(queries.round_of(amended) or ""),
        }
    return given


def _choices(form: IssueForm, name: str, chosen: str) -> list[dict[str, Any]]:
    known = form.fields[name].choices  # type: ignore[attr-defined] # a choice has them
    return [
        {"value": str(value), "text": str(words), "selected": str(value) == str(chosen)}
        for value, words in known
    ]


_HINTS: dict[str, str] = {
    Audience.PUBLIC: "Small numbers of people are hidden, and whatever would give them back",
}


def documents(edition: Edition, slug: str) -> Iterator[DocumentLine]:
    """Its documents with the addresses of their files."""
    files = list(edition.files.all())
    for kind in Document:
        own = [one for one in files if one.document == kind]
        if own:
            lines = tuple(_file(one, edition, slug) for one in own)
            yield DocumentLine(title=str(kind.label), files=lines)


def _file(file: EditionFile, edition: Edition, slug: str) -> FileLine:
    names = {one.suffix: one.name for one in RENDERERS} | {"json": "JSON"}
    return FileLine(
        format=names.get(file.suffix, file.suffix),
        name=file.name,
        href=reverse("editions:file", args=[slug, edition.pk, file.document, file.suffix]),
        size=file.size,
        sha256=file.sha256,
    )
