"""The public list of measures: searched, narrowed and sorted as a reader asks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from headway.web.plans.pages.choices import select_items
from headway.web.public.access import Public
from headway.web.public.content import AreaPart, RowPart
from headway.web.public.pages import Shown, shown

LONGEST = 100
"""Characters of a search that are looked at."""
SORTS: dict[str, str] = {"": "Area by area", "status": "Worst first", "name": "By name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Measures that stand together, under a heading where they are of one area."""

    title: str
    lines: list[Shown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """
    What the page of measures shows.

    Attributes:
        words: What was searched for.
        found: How many measures fit, of `total`.
        is_narrowed: Whether anything was asked for that may leave measures out.
    """

    groups: tuple[Group, ...]
    words: str
    found: int
    total: int
    is_narrowed: bool
    statuses: list[dict[str, Any]]
    sorts: list[dict[str, Any]]


def listing(public: Public, asked: Mapping[str, str]) -> Listing:
    """The measures that a reader asked for; an unknown wish is no wish."""
    marks = {one.css: place for place, one in enumerate(public.content.marks)}
    words = " ".join(asked.get("q", "")[:LONGEST].split())
    status = asked.get("status", "") if asked.get("status") in marks else ""
    sort = asked.get("sort", "") if asked.get("sort") in SORTS else ""
    kept = [(area, row) for area, row in _measures(public) if _fits(area, row, words, status)]
    if sort == "name":
        kept.sort(key=lambda pair: pair[1].name.casefold())
    elif sort == "status":
        kept.sort(key=lambda pair: marks.get(pair[1].badge.css, len(marks)))
    choices = [("", "All"), *((one.css, one.word) for one in public.content.marks)]
    return Listing(
        groups=tuple(_groups(public, kept, together=bool(sort))),
        words=words,
        found=len(kept),
        total=len(public.content.measures()),
        is_narrowed=bool(words or status),
        statuses=select_items(choices, status),
        sorts=select_items(list(SORTS.items()), sort),
    )


def _measures(public: Public) -> Iterator[tuple[AreaPart, RowPart]]:
    for area in public.content.areas():
        yield from ((area, row) for row in area.rows if row.is_measure)


def _fits(area: AreaPart, row: RowPart, words: str, status: str) -> bool:
    """Every word stands somewhere in the measure's name, words, area or agencies."""
    text = " ".join((row.name, row.words, area.title, *row.agencies)).casefold()
    found = all(word in text for word in words.casefold().split())
    return found and status in ("", row.badge.css)


def _groups(
    public: Public, kept: Iterable[tuple[AreaPart, RowPart]], *, together: bool
) -> Iterator[Group]:
    by_area: dict[str, list[RowPart]] = {}
    for area, row in kept:
        by_area.setdefault("" if together else area.title, []).append(row)
    for title, rows in by_area.items():
        yield Group(title=title, lines=shown(public, tuple(rows)))
