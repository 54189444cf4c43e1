"""A plan under examination: what rules ask of it, looked up once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from headway.commentary.checking_words import check_words
from headway.commentary.findings import Finding as HeldWords
from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.errors import PeriodError
from headway.domain.observations import Observation, RowId
from headway.domain.periods import Period
from headway.domain.plan import Action, Area, AreaId, Measure, Plan, Progress, Row, Target
from headway.domain.provenance import Place
from headway.domain.quantities import Comparator


class Subject:
    """
    A plan on a day.

    Only rows of the plan in force are looked at; rows that were dropped are history,
    and nobody can put them right.
    """

    def __init__(self, plan: Plan, at: date) -> None:
        self.plan = plan
        self.at = at

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Those of the plan in force, in the plan's order."""
        return tuple(one for one in self.plan.measures if self.plan.is_current(one))

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Those of the plan in force, in the plan's order."""
        return tuple(one for one in self.plan.actions if self.plan.is_current(one))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Actions, then measures."""
        return (*self.actions, *self.measures)

    @cached_property
    def by_id(self) -> dict[RowId, Row]:
        """Every row, dropped ones too."""
        return {row.id: row for row in self.plan.rows()}

    def in_area(self, area: Area) -> tuple[Row, ...]:
        """The area's rows that are in force."""
        return self._rows_of.get(area.id, ())

    def observations(self, row_id: RowId) -> tuple[Observation, ...]:
        """All of the row's figures and states, corrected ones left out, in order of time."""
        return self._figures.get(row_id, ())

    def figures(self, row_id: RowId) -> tuple[Observation, ...]:
        """The row's figures that have a value."""
        return tuple(one for one in self.observations(row_id) if one.value is not None)

    def all_progress(self, row_id: RowId) -> tuple[Progress, ...]:
        """What every document and agency has said of the row, oldest first."""
        return self._progress.get(row_id, ())

    def progress(self, row_id: RowId) -> tuple[Progress, ...]:
        """What is said of the row in the plan in force, or all that is said where none is named."""
        said = self.all_progress(row_id)
        current = self.plan.current
        latest = tuple(one for one in said if one.document in {"", current})
        return latest if current else said

    def doubts(self, row_id: RowId, *reasons: DoubtReason) -> tuple[Doubt, ...]:
        """The row's open doubts for one of these reasons."""
        return tuple(one for one in self._open.get(row_id, ()) if one.reason in reasons)

    @cached_property
    def words_held(self) -> tuple[tuple[Row, Progress, HeldWords], ...]:
        """Each mismatch between what is said of a row and what is on record of it."""
        return tuple(
            (row, said, found)
            for row in self.rows
            for said in self.progress(row.id)
            for found in check_words(
                self.plan, row.id, said.text, at=self.at, document=said.document
            )
            if found.is_mismatch
        )

    def place(self, row: Row) -> Place | None:
        """Where the document in force words the row, else the latest that does."""
        wordings = [one for one in row.wordings if one.place is not None]
        current = [one for one in wordings if one.document == self.plan.current]
        chosen = (current or wordings)[-1:]
        return chosen[0].place if chosen else None

    @cached_property
    def year(self) -> Period | None:
        """The time the document in force reports on, where it says so in a form we can read."""
        for source in self.plan.sources:
            if source.name == self.plan.current or len(self.plan.sources) == 1:
                try:
                    return Period.parse(source.covers)
                except PeriodError:
                    return None
        return None

    @cached_property
    def _open(self) -> dict[RowId, list[Doubt]]:
        held: defaultdict[RowId, list[Doubt]] = defaultdict(list)
        for doubt in self.plan.doubts:
            if doubt.row is not None and not doubt.settled:
                held[doubt.row].append(doubt)
        return held

    @cached_property
    def _figures(self) -> dict[RowId, tuple[Observation, ...]]:
        held: defaultdict[RowId, list[Observation]] = defaultdict(list)
        for one in self.plan.observations:
            held[one.row].append(one)
        return {row: tuple(_without_corrected(figures)) for row, figures in held.items()}

    @cached_property
    def _progress(self) -> dict[RowId, tuple[Progress, ...]]:
        order = {source.name: index for index, source in enumerate(self.plan.sources)}
        held: defaultdict[RowId, list[Progress]] = defaultdict(list)
        for one in self.plan.progress:
            held[one.row].append(one)
        return {
            row: tuple(sorted(said, key=lambda one: order.get(one.document, len(order))))
            for row, said in held.items()
        }

    @cached_property
    def _rows_of(self) -> dict[AreaId, tuple[Row, ...]]:
        held: defaultdict[AreaId, list[Row]] = defaultdict(list)
        for row in self.rows:
            held[row.area].append(row)
        return {area: tuple(rows) for area, rows in held.items()}


def _without_corrected(figures: list[Observation]) -> Iterator[Observation]:
    """A figure is left out when a later-known one of the same thing replaces it."""
    latest: dict[tuple[object, ...], date] = {}
    for one in figures:
        known = one.known_at or date.min
        latest[same_thing(one)] = max(known, latest.get(same_thing(one), date.min))
    kept = [one for one in figures if (one.known_at or date.min) == latest[same_thing(one)]]
    yield from sorted(kept, key=lambda one: one.period.sort_key() if one.period else _NO_TIME)


_NO_TIME = (date.min, date.min)


def same_thing(one: Observation) -> tuple[object, ...]:
    """What two figures share when they are of the same thing at the same time."""
    period = str(one.period) if one.period else one.words
    return (one.row, period, one.unit, one.of, one.breakdown, one.area)


def levels(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """The targets that name a level to reach, not only a date or the size of a change."""
    return tuple(
        one
        for one in targets
        if one.value is not None and one.comparator is not Comparator.CHANGE_BY
    )


def told(doubt: Doubt) -> str:
    """The doubt's sentence; made of its words where it has none."""
    if doubt.sentence.strip():
        return f"{doubt.sentence.strip().rstrip('.')}."
    words = " ".join(doubt.words.split())
    return f'The reading of "{words}" is not certain ({doubt.reason.value}).'


def quoted(row: Row, longest: int = 60) -> str:
    """The row's number and the start of its name, for a sentence."""
    words = " ".join(row.name.split())
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.(") + "…"
    return f'"{row.number}. {words}"' if row.number else f'"{words}"'
