"""A draft plan from a document: its areas, rows, figures, progress, and every doubt."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from rapidfuzz.fuzz import token_set_ratio

from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.observations import RowId
from headway.domain.plan import (
    Area,
    AreaId,
    Outcome,
    OutcomeId,
    Plan,
    Progress,
    Responsibility,
)
from headway.domain.provenance import Source
from headway.importing.documents.document import Document, Heading, Paragraph, Table
from headway.importing.drafting.building import Builder, Built
from headway.importing.drafting.identifiers import row_id, slug, title_of, unique
from headway.importing.drafting.setting import setting_of, term_of
from headway.importing.drafting.unplaced import missing
from headway.importing.headers.broken_words import mended
from headway.importing.rows.agencies import agencies_of, leads_of
from headway.importing.rows.draft import Draft, Join
from headway.importing.rows.entries import Entry, Group
from headway.importing.structure.found import Found, Theme
from headway.importing.structure.walk import Walk
from headway.importing.tables.grids import pieces
from headway.importing.tables.unread import doubts_of
from headway.language.dates import read_timetable
from headway.language.readings import Setting

_SAME_OUTCOME = 90
_SHARED = ("agencies", "leads", "due")


def read_plan(document: Document, setting: Setting | None = None) -> Draft:
    """
    Read a plan from a document.

    Args:
        document: As a reader gave it.
        setting: What is known of its time; found in the document where it is not given.

    Returns:
        The draft; its plan has no rows where the document holds no plan.
    """
    document = mended(document)
    setting = setting or setting_of(document)
    told = list(pieces(document))
    found = Walk(told).walk()
    return _Assembly(document, setting, found, tuple(doubts_of(told, found.groups))).draft()


class _Assembly:
    """Gives names to groups and rows, reads them, and puts the plan together."""

    def __init__(
        self, document: Document, setting: Setting, found: Found, doubts: Iterable[Doubt]
    ) -> None:
        self.document = document
        self.setting = setting
        self.found = found
        self.groups = [group for group in found.groups if group.entries or group.doubts]
        names = frozenset(
            entry.meaning for entry in found.glossary if 1 < len(entry.meaning.split()) < 6
        )
        self.builder = Builder(document.name, setting, names)
        self.names = names
        self.areas: list[Area] = []
        self.outcomes: list[Outcome] = []
        self.rows: dict[int, RowId] = {}
        self.taken: set[str] = set()
        self.joins: list[Join] = []
        self.doubts: list[Doubt] = list(doubts)

    def draft(self) -> Draft:
        """The plan and what was joined and kept."""
        for group in self.groups:
            self._area(group)
        built = self.builder.built
        texts = [
            self.found.title,
            *(b.text for b in self.document.blocks if isinstance(b, Heading | Paragraph)),
        ]
        title = self._title()
        plan = Plan(
            slug=slug(title, 6) or "plan",
            title=title,
            body=self._body(),
            term=term_of(texts),
            extensions=tuple(dict.fromkeys(text.strip("() ") for text in self.found.extensions)),
            vision=self.found.vision.strip(' "“”.'),
            outcomes=tuple(self.outcomes),
            areas=tuple(self.areas),
            actions=tuple(built.actions),
            measures=tuple(built.measures),
            observations=tuple(built.observations),
            benchmarks=tuple(built.benchmarks),
            progress=tuple(self._pointed(built)),
            glossary=tuple(self.found.glossary),
            doubts=tuple(built.doubts + self.doubts),
            sources=(
                Source(
                    name=self.document.name,
                    sha256=self.document.sha256,
                    title=title,
                    covers=str(self.setting.covers) if self.setting.covers else "",
                    as_at=self.setting.as_at,
                ),
            ),
            current=self.document.name,
        )
        kept = (*self.found.kept, *missing(self.document, plan, self.found.kept))
        return Draft(plan=plan, joins=tuple(self.joins), kept=kept)

    def _title(self) -> str:
        if self.found.title:
            return self.found.title
        opening = takewhile(lambda b: not isinstance(b, Table), self.document.blocks)
        first = next((b.text for b in opening if isinstance(b, Paragraph)), "")
        named = title_of(self.document.name)
        return self.document.title or (first if 0 < len(first) < 160 else "") or named

    def _body(self) -> str:
        for block in self.document.blocks:
            if isinstance(block, Heading | Paragraph):
                text = " ".join(block.text.split())
                for lead in ("Sponsored by ", "Prepared by ", "Published by "):
                    if text.startswith(lead) and len(text) < 120:
                        return text.removeprefix(lead).removeprefix("the ").strip(".")
        return ""

    def _area(self, group: Group) -> None:
        outcome = self._outcome(group)
        taken = {area.id for area in self.areas}
        wanted = slug(group.outcome or group.title)
        if any(area.outcome == outcome.id for area in self.areas) or not wanted:
            wanted = slug(group.title) or wanted
        area = AreaId(unique(wanted or "area", taken))
        self._name_rows(area, group)
        for name in _SHARED:
            told = {getattr(entry, name) for entry in group.entries}
            if len(told) == 1 and len(group.entries) > 1 and not getattr(group, name):
                setattr(group, name, told.pop())
        shared = self._responsibility(group)
        self.areas.append(
            Area(
                id=area,
                outcome=outcome.id,
                title=group.title or self._title(),
                responsibility=shared,
                remarks=tuple(group.remarks),
                place=group.place,
            )
        )
        for entry in group.entries:
            self._row(entry, area, group)
        self.doubts += group.doubts

    def _row(self, entry: Entry, area: AreaId, group: Group) -> None:
        for name in _SHARED:
            if getattr(entry, name) == getattr(group, name):
                setattr(entry, name, "")
        self.builder.add(entry, self.rows[id(entry)], area, self.rows, inherits_due=bool(group.due))
        self.joins += entry.joins

    def _name_rows(self, area: AreaId, group: Group) -> None:
        """A name for each of the group's rows, by its number or its place among its kind."""
        counts = {True: 0, False: 0}
        for entry in group.entries:
            counts[entry.is_measure] += 1
            at = counts[entry.is_measure]
            name = row_id(area, entry.number, at, self.taken, is_measure=entry.is_measure)
            self.taken.add(name)
            self.rows[id(entry)] = RowId(name)

    def _responsibility(self, group: Group) -> Responsibility:
        return Responsibility(
            agencies=agencies_of(group.agencies, self.names),
            leads=leads_of(group.leads),
            timetable=read_timetable(group.due, setting=self.setting),
        )

    def _outcome(self, group: Group) -> Outcome:
        title = group.outcome or group.title or self._title()
        for at, outcome in enumerate(self.outcomes):
            if outcome.title.casefold() == title.casefold():
                return self.outcomes[at]
        theme = self._theme(title)
        fresh = Outcome(
            id=OutcomeId(unique(slug(title) or "outcome", {o.id for o in self.outcomes})),
            title=title,
            statements=tuple(theme.statements) if theme else (),
            priority=theme.priority if theme else "",
            also_called=(theme.title,)
            if theme and theme.title.casefold() != title.casefold()
            else (),
        )
        self.outcomes.append(fresh)
        return fresh

    def _theme(self, title: str) -> Theme | None:
        """The outcome that the document's opening describes under this name, or nearly."""
        told = [t for t in self.found.themes if t.statements or t.priority]
        for theme in told:
            if theme.title.casefold() == title.casefold():
                return theme
        close = [
            (token_set_ratio(theme.title.casefold(), title.casefold()), theme) for theme in told
        ]
        best = max(close, key=lambda one: one[0], default=None)
        return best[1] if best is not None and best[0] >= _SAME_OUTCOME else None

    def _pointed(self, built: Built) -> Iterable[Progress]:
        """Progress with its pointers settled: "Refer to above, no. 6" is the row of that number."""
        places = {self.rows[id(e)]: (g, e) for g in self.groups for e in g.entries}
        for at, said in enumerate(built.progress):
            group, entry = places[said.row]
            number = built.pointers.get(at, "")
            if not number:
                yield said
                continue
            target = group.numbered(number, is_measure=entry.is_measure) or group.numbered(
                number, is_measure=not entry.is_measure
            )
            if target is not None and target is not entry:
                yield replace(said, points_to=self.rows[id(target)])
                continue
            self.doubts.append(
                Doubt(
                    reason=DoubtReason.DANGLING_POINTER,
                    sentence=f"This progress points to no. {number}, which {group.title} lacks; "
                    "say which row is meant.",
                    words=said.text,
                    row=said.row,
                    field="progress",
                    place=said.place,
                )
            )
            yield said
