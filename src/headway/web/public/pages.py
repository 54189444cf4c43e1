"""What stands round every public page, and what each of them shows beside the edition's words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from headway.reporting.renderers import RENDERERS
from headway.web.editions.models import Document, Edition
from headway.web.public import addresses
from headway.web.public.access import Public
from headway.web.public.content import AreaPart, RowPart
from headway.web.public.models import Kind, PlainVersion, Standing

SECTIONS: tuple[tuple[str, str], ...] = (
    ("overview", "Overview"),
    ("measures", "Measures"),
    ("young", "Young people"),
    ("easy", "Easy read"),
    ("downloads", "Downloads"),
)
"""The pages in the navigation; those in plain words only where they are published."""

NEEDS: Mapping[str, Kind] = {"young": Kind.YOUNG, "easy": Kind.EASY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A row with the address of its page; empty for an action, which has none."""

    row: RowPart
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCard:
    """An area in the overview."""

    title: str
    href: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that can be taken away."""

    text: str
    href: str
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """One edition in the list of all."""

    label: str
    href: str
    at: date
    issued_at: datetime
    standing: str
    is_current: bool


def framed(public: Public, *, here: str, title: str, more: tuple[str, ...] = ()) -> dict[str, Any]:
    """
    The context that the frame of a public page needs.

    Args:
        public: The edition.
        here: The name of the page's address.
        title: The page's own, as in its heading.
        more: What else stands in its address.
    """
    content, plan = public.content, public.plan
    sections = [
        (name, words)
        for name, words in SECTIONS
        if name not in NEEDS or NEEDS[name] in public.plain
    ]
    overview = addresses.here(public, "overview")
    permalink = addresses.page(here, public.edition, public.edition.pk, *more)
    return {
        "public": public,
        "content": content,
        "page_title": title,
        "canonical": addresses.canonical(public, here, *more),
        "permalink": permalink,
        "printed": addresses.whole(permalink),
        "newest": addresses.of_plan("plan", plan),
        "feed": addresses.of_plan("feed", plan),
        "amended_by": _amended_by(public),
        "current": public.editions[0],
        "home": overview,
        "navigation": {
            "serviceName": content.title,
            "serviceUrl": overview,
            "ariaLabel": "The plan",
            "navigationLabel": "Pages of the plan",
            "navigation": [
                {"text": words, "href": addresses.here(public, name), "current": name == here}
                for name, words in sections
            ],
        },
        "footer_links": [
            {"text": "How the figures were judged", "href": addresses.here(public, "methods")},
            {"text": "Glossary", "href": addresses.here(public, "glossary")},
            {"text": "All editions", "href": addresses.of_plan("editions", plan)},
            {"text": "Be told of new editions", "href": addresses.of_plan("subscribe", plan)},
            {"text": "RSS feed", "href": addresses.of_plan("feed", plan)},
        ],
    }


def _amended_by(public: Public) -> Edition | None:
    """The edition that stands in place of this one."""
    for one in public.editions:
        if one.amends_id == public.edition.pk:
            return one
    return None


def shown(public: Public, rows: Iterator[RowPart] | tuple[RowPart, ...]) -> list[Shown]:
    """Rows with the addresses of their pages."""
    return [
        Shown(row=row, href=addresses.here(public, "measure", row.key) if row.is_measure else "")
        for row in rows
    ]


def named(public: Public, keys: tuple[str, ...]) -> list[Shown]:
    """The measures with these keys, in their order."""
    by_key = {row.key: row for row in public.content.measures()}
    return shown(public, tuple(by_key[key] for key in keys if key in by_key))


def area_cards(public: Public, areas: tuple[AreaPart, ...]) -> list[AreaCard]:
    """Areas with the addresses of their pages."""
    return [
        AreaCard(
            title=one.title,
            href=addresses.here(public, "area", one.key),
            count=sum(row.is_measure for row in one.rows),
        )
        for one in areas
    ]


def neighbours(public: Public, row: RowPart) -> tuple[Shown | None, Shown | None]:
    """The measures before and after one."""
    lines = shown(public, public.content.measures())
    at = next(number for number, one in enumerate(lines) if one.row.key == row.key)
    return (lines[at - 1] if at else None, lines[at + 1] if at + 1 < len(lines) else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version of plain words."""

    number: int
    standing: str
    saved_by: str
    saved_at: datetime
    href: str


def version_lines(versions: list[PlainVersion], address: str) -> list[VersionLine]:
    """The versions, newest first, each with the address at which it is gone on from."""
    return [
        VersionLine(
            number=one.number,
            standing=Standing(one.standing).label,
            saved_by=str(one.saved_by or "The service"),
            saved_at=one.saved_at,
            href=f"{address}?version={one.number}",
        )
        for one in versions
    ]


def figure_files(public: Public) -> dict[str, str]:
    """Where an edition's figures can be fetched, by the name of the address."""
    names = ("figures", "figures_meta", "everything")
    return {name: addresses.here(public, name) for name in names}


def downloads(public: Public, *, has_poster: bool) -> list[Download]:
    """Every file of the edition: its figures, then the documents as they were issued."""
    formats = {one.suffix: one.name for one in RENDERERS}
    files = figure_files(public)
    listed = [
        Download(text="Figures in the tidy layout (CSV)", href=files["figures"]),
        Download(text="What its columns mean (CSV)", href=files["figures_meta"]),
        Download(text="Figures, targets and other places (CSV)", href=files["everything"]),
    ]
    if has_poster:
        listed.append(
            Download(text="Poster of key messages (PDF, A3)", href=addresses.here(public, "poster"))
        )
    for file in public.edition.files.all():
        if file.document != Document.FIGURES:
            words = f"{Document(file.document).label} ({formats.get(file.suffix, file.suffix)})"
            where = addresses.here(public, "file", f"{file.document}.{file.suffix}")
            listed.append(Download(text=words, href=where, size=file.size))
    return listed


def edition_lines(editions: tuple[Edition, ...]) -> list[EditionLine]:
    """All editions, newest first, each with what became of it."""
    instead = {one.amends_id: one.label for one in editions}
    return [
        EditionLine(
            label=one.label,
            href=addresses.page("overview", one, one.pk),
            at=one.at,
            issued_at=one.issued_at,
            standing=_standing(number, instead.get(one.pk)),
            is_current=not number,
        )
        for number, one in enumerate(editions)
    ]


def _standing(number: int, instead: str | None) -> str:
    """What became of an edition, which others may have come after."""
    if not number:
        return "Current"
    return f"Replaced by “{instead}”" if instead else "Earlier"


def plan_frame(editions: tuple[Edition, ...], *, here: str, title: str) -> dict[str, Any]:
    """The frame of a page about all editions of a plan."""
    plan = editions[0].plan
    newest = addresses.of_plan("plan", plan)
    address = addresses.whole(addresses.of_plan(here, plan))
    return {
        "page_title": title,
        "plan": plan,
        "canonical": address,
        "printed": address,
        "feed": addresses.of_plan("feed", plan),
        "home": newest,
        "navigation": {
            "serviceName": plan.title,
            "serviceUrl": newest,
            "ariaLabel": "The plan",
            "navigationLabel": "Pages of the plan",
            "navigation": [{"text": "The newest edition", "href": newest}],
        },
        "footer_links": [
            {"text": "All editions", "href": addresses.of_plan("editions", plan)},
            {"text": "Be told of new editions", "href": addresses.of_plan("subscribe", plan)},
            {"text": "RSS feed", "href": addresses.of_plan("feed", plan)},
        ],
    }


def home_of(partnership: str) -> str:
    """The partnership's first public page."""
    return reverse("public:home", args=[partnership])
