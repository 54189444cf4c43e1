"""What must be said beside a figure: where its data end, and whose of them are in no figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from headway.analytics.census_terms import CENSUS, pupils_on_no_roll, terms_lacking
from headway.analytics.covering import gaps_in, refuse_uncovered
from headway.analytics.definition import PeriodRule, Window
from headway.analytics.former_numbers import ROLLS
from headway.analytics.marks_to_sum import MarksToSum
from headway.analytics.subjects.early_years import PROFILE, refuse_other_years
from headway.analytics.tables import Given, rows_given
from headway.analytics.totals import TOTALS, remarks, spans
from headway.analytics.unmatched_placements import PLACEMENTS
from headway.analytics.unmatched_placements import remarks as unmatched
from headway.evidence.calendars import Calendar
from headway.evidence.store.kept_marks import MARKS
from headway.evidence.store.records import Load

EXCLUSIONS = "exclusions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noting:
    """
    What notes are made from.

    Attributes:
        renumbered: By dataset, of how many children how many rows came under a former number.
    """

    given: Given
    loads: Mapping[str, Sequence[Load]]
    calendar: Calendar
    marks: MarksToSum | None
    renumbered: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def refuse_uncovered(self, names: Sequence[str], rule: PeriodRule, window: Window) -> None:
        """
        Refuse to count days or a year of which nothing has been loaded.

        Raises:
            EvidenceError: A dataset has none of them.
        """
        refuse_uncovered(names, self._spans(names), rule, window)
        if PROFILE in names:
            refuse_other_years(self._rows(PROFILE), window)

    def gaps(self, names: Sequence[str], window: Window) -> tuple[str, ...]:
        """Where the data reach over a part of a window only, in sentences."""
        marks = self.marks if MARKS in names else None
        schools = marks.marked_days(window) if marks is not None else None
        census = terms_lacking(self._rows(CENSUS), window) if CENSUS in names else ()
        totals = [
            sentence
            for name in names
            if name in TOTALS
            for sentence in remarks(name, self._rows(name), window)
        ]
        spans = self._spans(names)
        return (*gaps_in(names, spans, window, self.calendar, schools), *census, *totals)

    def _spans(self, names: Sequence[str]) -> Mapping[str, Sequence[Load]]:
        """The loads; of a kind of totals, one for the days of each."""
        found = dict(self.loads)
        for name in names:
            if name in TOTALS and found.get(name):
                one = found[name][0]
                found[name] = [replace(one, covers=days) for days in spans(self._rows(name))]
        return found

    def origins(self, behind: Sequence[Load]) -> tuple[str, ...]:
        """What is not the authority's own: its terms, or the data behind the figures."""
        notes = []
        if self.calendar.made_up:
            notes.append("The terms are the usual pattern, not the authority's own calendar.")
        if any(load.made_up for load in behind):
            notes.append("Synthetic: computed from made-up data of no real child.")
        return tuple(notes)

    def unplaced(self, names: Sequence[str], window: Window) -> tuple[str, ...]:
        """
        Who is in the data and in no figure, and who came under a former number, in sentences.

        They hold small numbers of children: nothing for the public.
        """
        found: list[str] = []
        if MARKS in names and self.marks is not None:
            found += self.marks.unplaced(window)
        if CENSUS in names and ROLLS in self.given:
            found += pupils_on_no_roll(self._rows(CENSUS), self._rows(ROLLS), window)
        if {PLACEMENTS, EXCLUSIONS} <= {*names} and ROLLS in self.given:
            found += unmatched(
                self._rows(PLACEMENTS), self._rows(EXCLUSIONS), self._rows(ROLLS), window
            )
        for name in names:
            if name in self.renumbered:
                children, rows = self.renumbered[name]
                found.append(
                    f"{rows:,} row{'' if rows == 1 else 's'} of {name} came under former numbers "
                    f"of {children:,} {'child' if children == 1 else 'children'} and "
                    f"{'is' if rows == 1 else 'are'} counted with the present ones."
                )
        return tuple(found)

    def _rows(self, name: str) -> Any:
        return rows_given(self.given, name)
