"""Next year's document taken into the same plan, with last year's words and figures kept."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from rapidfuzz.fuzz import token_set_ratio

from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.observations import RowId
from headway.domain.plan import (
    Action,
    Alias,
    Area,
    AreaId,
    GlossaryEntry,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Row,
    Target,
)
from headway.importing.drafting.identifiers import title_of, unique
from headway.importing.next_year.matching import Fate, MatchReport, Surety, match
from headway.importing.rows.draft import Draft

_SAME_TITLE = 85
_Row = TypeVar("_Row", Measure, Action)


def merge(old: Plan, new: Draft, report: MatchReport | None = None) -> tuple[Plan, MatchReport]:
    """
    Take a new document's draft into a plan.

    A matched row keeps its name and its history and takes the new document's words; a row
    that the document lacks stays, as history. A weak match is a doubt. A document that only
    repeats the plan in another format adds itself as a source and nothing else.

    Returns:
        The plan, with the document as the one in force, and what matched.
    """
    report = report or match(old, new)
    if report.same_content:
        known = {source.sha256 for source in old.sources}
        fresh = tuple(source for source in new.plan.sources if source.sha256 not in known)
        return replace(old, sources=old.sources + fresh), report
    return _Merge(old, new.plan, report).plan(), report


class _Merge:
    """One merge: which name each part of the new plan has in the old one."""

    def __init__(self, old: Plan, new: Plan, report: MatchReport) -> None:
        self.old = old
        self.new = new
        self.report = report
        self.outcomes = self._outcome_names()
        self.areas = self._area_names()
        self.rows = self._row_names()

    def plan(self) -> Plan:
        """The old plan with the new one taken in."""
        old, new = self.old, self.new
        nameless = old.title in {title_of(source.name) for source in old.sources}
        return replace(
            old,
            slug=new.slug if nameless else old.slug,
            title=new.title if nameless else old.title,
            body=old.body or new.body,
            term=new.term or old.term,
            extensions=tuple(dict.fromkeys(old.extensions + new.extensions)),
            vision=new.vision or old.vision,
            outcomes=self._outcomes(),
            areas=self._areas(),
            actions=self._all(old.actions, new.actions),
            measures=self._all(old.measures, new.measures),
            observations=_without_repeats(
                old.observations, (replace(o, row=self.rows[o.row]) for o in new.observations)
            ),
            benchmarks=_without_repeats(
                old.benchmarks, (replace(b, row=self.rows[b.row]) for b in new.benchmarks)
            ),
            progress=_without_repeats(
                old.progress,
                (
                    replace(
                        p,
                        row=self.rows[p.row],
                        points_to=self.rows.get(p.points_to) if p.points_to else None,
                    )
                    for p in new.progress
                ),
            ),
            glossary=_glossary(old.glossary, new.glossary),
            aliases=_without_repeats(old.aliases, (*new.aliases, *self._renamed())),
            doubts=old.doubts
            + tuple(replace(d, row=self.rows.get(d.row) if d.row else None) for d in new.doubts)
            + self._weak(),
            sources=old.sources + new.sources,
            current=new.current,
        )

    def _outcome_names(self) -> dict[OutcomeId, OutcomeId]:
        names: dict[OutcomeId, OutcomeId] = {}
        for fresh in self.new.outcomes:
            same = next((o for o in self.old.outcomes if _same_outcome(o, fresh)), None)
            taken = {o.id for o in self.old.outcomes} | set(names.values())
            names[fresh.id] = same.id if same else OutcomeId(unique(fresh.id, taken))
        return names

    def _area_names(self) -> dict[AreaId, AreaId]:
        names: dict[AreaId, AreaId] = {}
        for fresh in self.new.areas:
            free = [a for a in self.old.areas if a.id not in names.values()]
            close = [
                (token_set_ratio(a.title.casefold(), fresh.title.casefold()), a)
                for a in free
                if a.outcome == self.outcomes[fresh.outcome]
            ]
            best = max(close, key=lambda one: one[0], default=None)
            alone = best is not None and len(close) == 1 and self._alone(fresh)
            if best is not None and (best[0] >= _SAME_TITLE or alone):
                names[fresh.id] = best[1].id
                continue
            taken = {a.id for a in self.old.areas} | set(names.values())
            names[fresh.id] = AreaId(unique(fresh.id, taken))
        return names

    def _alone(self, fresh: Area) -> bool:
        """Whether its outcome has no other area: an outcome's one focus may be renamed."""
        return sum(area.outcome == fresh.outcome for area in self.new.areas) == 1

    def _renamed(self) -> Iterator[Alias]:
        """The areas that the new document calls otherwise, for a person to agree to."""
        titles = {area.id: area.title for area in self.old.areas}
        for fresh in self.new.areas:
            before = titles.get(self.areas[fresh.id])
            if before is not None and _bare(before) != _bare(fresh.title):
                yield Alias(name=before, means=fresh.title)

    def _row_names(self) -> dict[RowId, RowId]:
        names = {m.new: m.old for m in self.report.matches if m.new and m.old}
        taken = {row.id for row in self.old.rows()} | set(names.values())
        for row in self.new.rows():
            if row.id not in names:
                wanted = row.id.replace(row.area, self.areas[row.area], 1)
                names[row.id] = RowId(unique(wanted, taken))
                taken.add(names[row.id])
        return {new: old for new, old in names.items() if new is not None and old is not None}

    def _outcomes(self) -> tuple[Outcome, ...]:
        told = {self.outcomes[o.id]: o for o in self.new.outcomes}
        kept = [_outcome(o, told[o.id]) if o.id in told else o for o in self.old.outcomes]
        known = {o.id for o in self.old.outcomes}
        return (*kept, *(replace(o, id=name) for name, o in told.items() if name not in known))

    def _areas(self) -> tuple[Area, ...]:
        told = {
            self.areas[a.id]: replace(a, id=self.areas[a.id], outcome=self.outcomes[a.outcome])
            for a in self.new.areas
        }
        known = {a.id for a in self.old.areas}
        kept = [
            replace(told[a.id], remarks=tuple(dict.fromkeys(a.remarks + told[a.id].remarks)))
            if a.id in told
            else a
            for a in self.old.areas
        ]
        return (*kept, *(area for name, area in told.items() if name not in known))

    def _all(self, old: Sequence[_Row], new: Sequence[_Row]) -> tuple[_Row, ...]:
        """Rows of the new document in its order, then the old ones that it lacks."""
        mine = {row.id: row for row in old}
        fresh: list[_Row] = []
        for row in new:
            name = self.rows[row.id]
            before = mine.get(name)
            fresh.append(self._renewed(row, name, before))
        told = {row.id for row in fresh}
        other = {self.rows[row.id] for row in self.new.rows()}
        fresh += [self._as_it_was(row) for row in old if row.id not in told | other]
        return tuple(fresh)

    def _renewed(self, row: _Row, name: RowId, before: _Row | None) -> _Row:
        crossed = self._before(name) if before is None else before
        wordings = crossed.wordings if crossed is not None else ()
        changed = replace(
            row,
            id=name,
            area=self.areas[row.area],
            wordings=wordings + row.wordings,
            targets=_targets(crossed.targets if crossed is not None else (), row.targets),
            baselines=row.baselines or (crossed.baselines if crossed is not None else ()),
        )
        if isinstance(changed, Measure):
            action = self.rows.get(changed.for_action) if changed.for_action else None
            changed = replace(changed, for_action=action)
            if isinstance(before, Measure):
                changed = replace(
                    changed,
                    title=before.title or changed.title,
                    tolerance=before.tolerance,
                    source=before.source or changed.source,
                    definition=before.definition,
                )
        return changed

    def _before(self, name: RowId) -> Row | None:
        """The old row of this name, where it was of the other kind."""
        return next((row for row in self.old.rows() if row.id == name), None)

    def _as_it_was(self, row: _Row) -> _Row:
        """A dropped row, with what it inherited written into it before its area changes."""
        return replace(row, responsibility=self.old.responsibility(row))

    def _weak(self) -> tuple[Doubt, ...]:
        return tuple(
            Doubt(
                reason=DoubtReason.WEAK_MATCH,
                sentence="This row was taken for one of last year's, but not surely; "
                "confirm it, or make it a new row.",
                words=f"last: {one.old_text}\nnow: {one.new_text}",
                row=one.old,
                field="text",
            )
            for one in self.report.of(Fate.SAME, Fate.REWORDED, Fate.MOVED)
            if one.surety is Surety.WEAK
        )


def _bare(title: str) -> str:
    """A title as it sounds, without case and marks."""
    return " ".join(re.findall(r"\w+", title.casefold()))


def _same_outcome(one: Outcome, other: Outcome) -> bool:
    mine = {name.casefold() for name in (one.title, *one.also_called)}
    theirs = {name.casefold() for name in (other.title, *other.also_called)}
    return bool(mine & theirs)


def _outcome(old: Outcome, new: Outcome) -> Outcome:
    names = dict.fromkeys((*old.also_called, new.title, *new.also_called))
    return replace(
        old,
        statements=new.statements or old.statements,
        priority=new.priority or old.priority,
        also_called=tuple(name for name in names if name.casefold() != old.title.casefold()),
    )


def _targets(old: Iterable[Target], new: tuple[Target, ...]) -> tuple[Target, ...]:
    """The new targets and the old ones of other periods, in order of time."""
    if not new:
        return tuple(old)
    periods = {target.period for target in new}
    kept = [t for t in old if t.period is not None and t.period not in periods]
    dated = sorted(
        (t for t in (*kept, *new) if t.period is not None),
        key=lambda t: t.period.sort_key() if t.period else (),
    )
    return (*dated, *(t for t in new if t.period is None))


_Value = TypeVar("_Value")


def _without_repeats(old: tuple[_Value, ...], new: Iterable[_Value]) -> tuple[_Value, ...]:
    return old + tuple(value for value in new if value not in old)


def _glossary(
    old: tuple[GlossaryEntry, ...], new: tuple[GlossaryEntry, ...]
) -> tuple[GlossaryEntry, ...]:
    known = {entry.term.casefold() for entry in old if entry.meaning}
    kept = [
        e for e in old if e.meaning or e.term.casefold() not in {n.term.casefold() for n in new}
    ]
    return (*kept, *(entry for entry in new if entry.term.casefold() not in known))
