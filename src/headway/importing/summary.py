"""What an import found, for the person who ran it: rows by area, doubts first, matches."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.plan import Area, Measure, Plan
from headway.importing.next_year.matching import Fate, MatchReport
from headway.importing.rows.draft import Draft

_FIRST = (
    DoubtReason.LOST_FIGURE,
    DoubtReason.CONTRADICTION,
    DoubtReason.WEAK_MATCH,
    DoubtReason.DANGLING_POINTER,
    DoubtReason.UNPAIRED_PROGRESS,
    DoubtReason.SEVERAL_FIGURES,
    DoubtReason.NO_FIGURE,
    DoubtReason.UNPLACED_TEXT,
    DoubtReason.GARBLED_TEXT,
)
_MOST_DOUBTS = 12
_MOST_MATCHES = 15
_WORDS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """
    One document's part of an import.

    Attributes:
        report: How its rows matched the plan it went into; None for the first.
    """

    draft: Draft
    warnings: tuple[str, ...] = ()
    report: MatchReport | None = None


def in_order(doubts: Sequence[Doubt]) -> list[Doubt]:
    """The doubts, those that change what the board is told first; settled ones left out."""
    rank = {reason: at for at, reason in enumerate(_FIRST)}
    rank[DoubtReason.JOINED_ROWS] = len(rank) + len(DoubtReason)
    return sorted(
        (doubt for doubt in doubts if not doubt.settled),
        key=lambda doubt: rank.get(doubt.reason, len(_FIRST)),
    )


def as_text(plan: Plan, parts: Sequence[Imported]) -> str:
    """The whole summary, in lines fit for a terminal."""
    return "\n".join(_lines(plan, parts))


def _lines(plan: Plan, parts: Sequence[Imported]) -> Iterator[str]:
    for part in parts:
        yield from _document(part)
        yield ""
    doubts = in_order(plan.doubts)
    if doubts:
        yield f"To look at, the most important first ({len(doubts)}):"
        for doubt in doubts[:_MOST_DOUBTS]:
            yield from _doubt(doubt)
        if len(doubts) > _MOST_DOUBTS:
            kinds = Counter(doubt.reason.value for doubt in doubts[_MOST_DOUBTS:])
            rest = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
            more = len(doubts) - _MOST_DOUBTS
            yield f"  … and {more} more ({rest}); --format json lists them all."
    else:
        yield "Nothing was doubtful."


def _document(part: Imported) -> Iterator[str]:
    plan = part.draft.plan
    name = plan.sources[-1].name if plan.sources else plan.title
    if part.report is not None and part.report.same_content:
        yield f"{name}: says what the plan already holds; nothing was added."
        return
    yield (
        f"{name}: {_count(plan.measures, 'measure')} and {_count(plan.actions, 'action')} "
        f"in {_count(plan.areas, 'area')} of focus."
    )
    yield f"  {plan.title}" + (f" ({plan.sources[-1].covers})" if plan.sources[-1].covers else "")
    width = max((len(_short(area.title, 60)) for area in plan.areas), default=0)
    for area in plan.areas:
        yield f"    {_short(area.title, 60):{width}}  {_area(plan, area)}"
    for warning in part.warnings:
        yield f"  Note: {warning}"
    if part.report is not None:
        yield from _matches(part.report)


def _count(things: Sequence[object], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _area(plan: Plan, area: Area) -> str:
    rows = {row.id: row for row in plan.rows() if row.area == area.id}
    measures = [row for row in rows.values() if isinstance(row, Measure)]
    with_target = [m for m in measures if any(t.value is not None for t in m.targets)]
    figures = [o for o in plan.observations if o.row in rows and o.value is not None]
    said = {p.row for p in plan.progress if p.row in rows and (p.text or p.status_word)}
    actions = [row for row in rows.values() if not isinstance(row, Measure)]
    return (
        f"{_count(measures, 'measure')} ({len(with_target)} with a number to reach), "
        f"{_count(actions, 'action')}, {_count(figures, 'figure')}, "
        f"progress on {len(said)} of {len(rows)}"
    )


def _doubt(doubt: Doubt) -> Iterator[str]:
    where = ", ".join(filter(None, [doubt.row or "", str(doubt.place) if doubt.place else ""]))
    yield f"  {doubt.reason.value}: {where}" if where else f"  {doubt.reason.value}:"
    yield f"      {doubt.sentence}"
    if doubt.words:
        yield f"      “{_short(doubt.words, _WORDS)}”"


def _matches(report: MatchReport) -> Iterator[str]:
    same = report.of(Fate.SAME)
    changed = report.of(Fate.REWORDED, Fate.MOVED)
    new, dropped = report.of(Fate.NEW), report.of(Fate.DROPPED)
    yield (
        f"  Beside the plan as it was: {len(same)} rows the same, {len(changed)} reworded, "
        f"{len(new)} new, {len(dropped)} dropped (kept as history)."
    )
    for one in sorted(changed, key=lambda match: match.score)[:_MOST_MATCHES]:
        surety = one.surety.value if one.surety else ""
        yield f"    {surety} ({one.score:.0f} of 100): {one.old}"
        yield f"        was “{_short(one.old_text, _WORDS)}”"
        yield f"        now “{_short(one.new_text, _WORDS)}”"


def _short(text: str, length: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"


def as_json(plan: Plan, parts: Sequence[Imported]) -> dict[str, Any]:
    """The same for programs: every doubt, every match."""
    return {
        "plan": plan.slug,
        "title": plan.title,
        "documents": [_document_json(part) for part in parts],
        "doubts": [_doubt_json(doubt) for doubt in in_order(plan.doubts)],
    }


def _document_json(part: Imported) -> dict[str, Any]:
    plan, report = part.draft.plan, part.report
    told: dict[str, Any] = {
        "name": plan.sources[-1].name if plan.sources else "",
        "covers": plan.sources[-1].covers if plan.sources else "",
        "warnings": list(part.warnings),
        "areas": [
            {
                "id": area.id,
                "title": area.title,
                "measures": sum(m.area == area.id for m in plan.measures),
                "actions": sum(a.area == area.id for a in plan.actions),
            }
            for area in plan.areas
        ],
        "measures": len(plan.measures),
        "actions": len(plan.actions),
        "figures": sum(o.value is not None for o in plan.observations),
        "joined": [
            {"first": str(join.first), "second": str(join.second), "words": join.words}
            for join in part.draft.joins
        ],
    }
    if report is not None:
        told["same_content"] = report.same_content
        told["matches"] = [
            {
                "fate": one.fate.value,
                "surety": one.surety.value if one.surety else None,
                "score": one.score,
                "old": one.old,
                "new": one.new,
                "old_text": one.old_text,
                "new_text": one.new_text,
            }
            for one in report.matches
        ]
    return told


def _doubt_json(doubt: Doubt) -> dict[str, Any]:
    return {
        "reason": doubt.reason.value,
        "row": doubt.row,
        "field": doubt.field,
        "sentence": doubt.sentence,
        "words": doubt.words,
        "place": str(doubt.place) if doubt.place else "",
    }
