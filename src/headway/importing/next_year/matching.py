"""Which row of last year's plan each row of a new document is, and how surely."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.fuzz import ratio, token_set_ratio, token_sort_ratio

from headway.domain.observations import RowId
from headway.domain.plan import Measure, Plan, Row
from headway.importing.rows.draft import Draft

_CERTAIN = 93.0
_PROBABLE = 80.0
_WEAK = 66.0
_NUMBERS = re.compile(r"\d[\d,./%–-]*")
_LIST_MARK = re.compile(r"^\W*\d{1,2}[.)]\s+")


class Surety(StrEnum):
    """How surely a row is the one it was matched to."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    WEAK = "weak"


class Fate(StrEnum):
    """What became of a row between two documents."""

    SAME = "same words"
    REWORDED = "reworded"
    MOVED = "moved to another area"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMatch:
    """
    One row of the old plan, of the new document, or of both.

    Attributes:
        old: Its name in the plan; None for a new row.
        new: Its name in the draft; None for a dropped row.
        score: Likeness from 0 to 100.
    """

    fate: Fate
    old: RowId | None = None
    new: RowId | None = None
    surety: Surety | None = None
    score: float = 0.0
    old_text: str = ""
    new_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchReport:
    """
    What matched, what is new and what was dropped, in the new document's order.

    Attributes:
        same_content: The document says what the plan already holds, in another format.
    """

    matches: tuple[RowMatch, ...]
    same_content: bool = False

    def of(self, *fates: Fate) -> tuple[RowMatch, ...]:
        """The matches with one of these fates."""
        return tuple(one for one in self.matches if one.fate in fates)


def match(old: Plan, new: Draft) -> MatchReport:
    """
    Match a new document's rows to the plan's.

    Words count most, with years and figures left out of account; the printed number and
    the area break ties. A row is matched once.
    """
    olds, news = list(old.rows()), list(new.plan.rows())
    chosen = _chosen(_candidates(old, olds, new.plan, news))
    matches = [_row_match(old, new.plan, row, chosen.get(row.id)) for row in news]
    taken = {one.old for one in matches}
    dropped = [
        RowMatch(fate=Fate.DROPPED, old=row.id, old_text=row.text)
        for row in olds
        if row.id not in taken and old.is_current(row)
    ]
    return MatchReport(
        matches=(*matches, *dropped), same_content=_same_content(old, new.plan, matches, dropped)
    )


def _candidates(
    old: Plan, olds: Sequence[Row], new: Plan, news: Sequence[Row]
) -> Iterable[tuple[float, int, int, Row, Row]]:
    kept = [(at, row, _key(row.text)) for at, row in enumerate(olds)]
    for there, fresh in enumerate(news):
        key = _key(fresh.text)
        for here, row, other in kept:
            likeness = _likeness(key, other)
            if likeness < _WEAK - 8:
                continue
            score = likeness + _context(old, row, new, fresh)
            if score >= _WEAK:
                yield (-score, abs(here - there), there, row, fresh)


def _chosen(
    candidates: Iterable[tuple[float, int, int, Row, Row]],
) -> dict[RowId, tuple[Row, float]]:
    chosen: dict[RowId, tuple[Row, float]] = {}
    taken: set[RowId] = set()
    for score, _, _, row, fresh in sorted(candidates, key=lambda one: one[:3]):
        if fresh.id not in chosen and row.id not in taken:
            chosen[fresh.id] = (row, min(100.0, -score))
            taken.add(row.id)
    return chosen


def _key(text: str) -> str:
    return " ".join(_NUMBERS.sub("#", _LIST_MARK.sub("", text.lower())).split())


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 100.0
    straight = ratio(one, other)
    if straight < 40:
        return straight
    sets = token_set_ratio(one, other) if min(len(one), len(other)) >= 12 else straight
    return max(straight, token_sort_ratio(one, other), 0.45 * straight + 0.5 * sets)


def _context(old: Plan, row: Row, new: Plan, fresh: Row) -> float:
    kind = 0.0 if isinstance(row, Measure) is isinstance(fresh, Measure) else -14.0
    number = 2.0 if row.number and row.number == fresh.number else 0.0
    return kind + number + (0.0 if _same_outcome(old, row, new, fresh) else -6.0)


def _same_outcome(old: Plan, row: Row, new: Plan, fresh: Row) -> bool:
    here = old.outcome(old.area(row.area).outcome)
    there = new.outcome(new.area(fresh.area).outcome)
    mine = {here.title, *here.also_called}
    theirs = {there.title, *there.also_called}
    return any(
        token_set_ratio(one.casefold(), other.casefold()) >= 85 for one in mine for other in theirs
    )


def _row_match(old: Plan, new: Plan, fresh: Row, found: tuple[Row, float] | None) -> RowMatch:
    if found is None:
        return RowMatch(fate=Fate.NEW, new=fresh.id, new_text=fresh.text)
    row, score = found
    same_words = _bare(row.text) == _bare(fresh.text)
    fate = Fate.SAME if same_words else Fate.REWORDED
    if same_words and not _same_outcome(old, row, new, fresh):
        fate = Fate.MOVED
    surety = (
        Surety.CERTAIN
        if score >= _CERTAIN
        else Surety.PROBABLE
        if score >= _PROBABLE
        else Surety.WEAK
    )
    return RowMatch(
        fate=fate,
        old=row.id,
        new=fresh.id,
        surety=surety,
        score=round(score, 1),
        old_text=row.text,
        new_text=fresh.text,
    )


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9%£$]+", " ", text.lower()).strip()


def _same_content(
    old: Plan, new: Plan, matches: Sequence[RowMatch], dropped: Sequence[RowMatch]
) -> bool:
    """Whether nearly all rows and what is said of them are the plan's own."""
    sources = {source.sha256 for source in old.sources}
    if any(source.sha256 in sources for source in new.sources if source.sha256):
        return True
    if not matches or len(dropped) > 0.1 * len(matches):
        return False
    same = [one for one in matches if one.fate is Fate.SAME]
    said = {_bare(one.text) for one in old.progress if one.document in ("", old.current)}
    fresh = [_bare(one.text) for one in new.progress if one.text]
    known = sum(text in said or any(ratio(text, other) > 92 for other in said) for text in fresh)
    covers = {source.covers for source in old.sources if source.name == old.current}
    same_years = not covers or all(source.covers in covers for source in new.sources)
    return len(same) >= 0.9 * len(matches) and known >= 0.85 * len(fresh) and same_years
