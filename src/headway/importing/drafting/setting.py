"""What the whole document tells of its time: the years it covers, and the day it speaks from."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from headway.domain.errors import PeriodError
from headway.domain.periods import Period
from headway.importing.documents.document import Document, Heading, Paragraph, Table
from headway.language.dates import periods
from headway.language.readings import Setting

_YEARS = re.compile(r"\b(20\d\d)\s*[-/–—]\s*(?:20)?(\d\d)\b")
_TERM = re.compile(r"\b(20\d\d)\s*(?:[-–—]|to)\s*(20\d\d)\b")
_AS_AT = re.compile(
    r"\b(?:as at|as of|updated|last updated|status at|position at|dated)\b:?\s*(.{4,24})",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(?:20)?\d\d\b")
_ONE_YEAR = re.compile(r"\b(20\d\d)\b")
_A_PLAN = re.compile(r"\b(?:plan|report|strategy|update|scorecard)\b", re.IGNORECASE)
_FIRST_BLOCKS = 60


def setting_of(document: Document) -> Setting:
    """The setting in which the document's cells are to be read."""
    texts = list(_texts(document))
    opening = texts[:_FIRST_BLOCKS]
    return Setting(
        covers=_covers([document.title, *islice(_running(document), 3)])
        or _named_year(document)
        or _covers([*_running(document), document.name])
        or _latest(opening),
        as_at=_as_at(texts),
        month_first=_month_first(texts),
    )


def term_of(texts: list[str]) -> Period | None:
    """The years a plan runs: "Plan 2018–2023"."""
    for text in texts:
        for found in _TERM.finditer(text):
            if int(found[2]) > int(found[1]) + 1:
                return _parsed(f"{found[1]}/{found[2]}")
    return None


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                yield from (cell.text for cell in row if cell.text)


def _running(document: Document) -> Iterator[str]:
    """Headings and paragraphs near the document's beginning."""
    for block in document.blocks[:_FIRST_BLOCKS]:
        if isinstance(block, Heading | Paragraph):
            yield block.text


def _named_year(document: Document) -> Period | None:
    """The one year that a plan's own title names: "2020 Action Plan"."""
    for text in [document.title, *islice(_running(document), 2)]:
        years = _ONE_YEAR.findall(text)
        if len(years) == 1 and _A_PLAN.search(text) and len(text) < 120:
            return _parsed(years[0])
    return None


def _latest(texts: list[str]) -> Period | None:
    """The latest year that the first tables name, baselines apart."""
    told = [_covers([text]) for text in texts if not re.search(r"base\s?line", text, re.IGNORECASE)]
    return max((one for one in told if one), key=lambda one: one.year, default=None)


def _covers(texts: Iterable[str]) -> Period | None:
    for text in texts:
        if len(text) > 200:
            continue
        for found in _YEARS.finditer(text):
            if (int(found[1]) + 1) % 100 == int(found[2]):
                return _parsed(f"{found[1]}/{found[2]}")
    return None


def _as_at(texts: list[str]) -> date | None:
    days: list[date] = []
    month_first = _month_first(texts)
    for text in texts:
        for found in _AS_AT.finditer(text[:400]):
            named = periods(found[1], setting=Setting(month_first=month_first))
            if named and named[0].start < 6 and named[0].period is not None:
                last = named[0].period.last_day()
                days += [last] if last is not None and len(days) < 50 else []
    return max(days, default=None)


def _month_first(texts: list[str]) -> bool:
    found = [(int(m[1]), int(m[2])) for text in texts for m in _SLASHED.finditer(text)]
    return any(second > 12 for _, second in found) and not any(first > 12 for first, _ in found)


def _parsed(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except PeriodError:
        return None
