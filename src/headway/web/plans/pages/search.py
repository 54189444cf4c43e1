"""Finding a row, a word of the glossary or an area by the words in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headway.domain.plan import Measure, Row
from headway.web.plans.access import Opened
from headway.web.plans.pages.frame import address
from headway.web.plans.pages.rows import row_address
from headway.web.plans.scorecards import Scorecard

ROOM = 90
"""Characters shown on each side of the first word found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """
    Something that holds every word asked for.

    Attributes:
        sort: "Measure", "Action", "Area of focus" or "Glossary".
        before, found, after: The words round the first one found.
    """

    sort: str
    name: str
    href: str
    within: str
    before: str
    found: str
    after: str


def hits(asked: str, card: Scorecard, opened: Opened) -> list[Hit]:
    """
    What holds every word asked for, in the plan's order; nothing for no words.

    Case and accents of quotation marks do not matter; a word may be the start of a longer one.
    """
    words = [_plain(word) for word in asked.split()]
    if not words:
        return []
    return [hit for hit in _candidates(words, card, opened) if hit]


def _candidates(words: list[str], card: Scorecard, opened: Opened) -> Iterator[Hit | None]:
    plan = card.plan
    for area in plan.areas:
        texts = [area.title, *area.remarks, *area.responsibility.agencies]
        href = address("plans:area", opened, area.id)
        within = plan.outcome(area.outcome).title
        yield _hit(words, texts, sort="Area of focus", name=area.title, href=href, within=within)
    rows: list[Row] = [*card.measures(), *card.actions()]
    for row in rows:
        yield _hit(
            words,
            _texts(row, card),
            sort="Measure" if isinstance(row, Measure) else "Action",
            name=row.name,
            href=row_address(row, opened),
            within=plan.area(row.area).title,
        )
    for entry in plan.glossary:
        href = address("plans:glossary", opened)
        texts = [entry.term, entry.meaning]
        yield _hit(words, texts, sort="Glossary", name=entry.term, href=href, within="")


def _texts(row: Row, card: Scorecard) -> list[str]:
    who = card.plan.responsibility(row)
    told = [one.text for one in card.progress_of(row)]
    return [row.title, row.text, row.note, *who.agencies, *who.leads, *told]


def _hit(
    words: list[str], texts: Iterable[str], *, sort: str, name: str, href: str, within: str
) -> Hit | None:
    whole = " · ".join(" ".join(text.split()) for text in texts if text)
    plain = _plain(whole)
    places = [re.search(rf"(?<!\w){re.escape(word)}", plain) for word in words]
    if not all(places):
        return None
    first = places[0]
    start, end = first.span() if first else (0, 0)
    before, after = whole[max(0, start - ROOM) : start], whole[end : end + ROOM]
    return Hit(
        sort=sort,
        name=name,
        href=href,
        within=within,
        before=("…" if start > ROOM else "") + before,
        found=whole[start:end],
        after=after + ("…" if len(whole) > end + ROOM else ""),
    )


def _plain(text: str) -> str:
    """Lower case with straight quotes, letter for letter, so that places stay the same."""
    return "".join(_QUOTES.get(c, c.lower() if len(c.lower()) == 1 else c) for c in text)


_QUOTES = {"’": "'", "‘": "'", "“": '"', "”": '"'}
