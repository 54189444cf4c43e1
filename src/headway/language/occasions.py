"""The time that a figure of a report is of."""

import re
from dataclasses import replace

from headway.domain.periods import Period
from headway.language.dates import PeriodMention, in_the_same_year, of_one_kind
from headway.language.mentions import Mention
from headway.language.readings import RowReading, Setting
from headway.language.scenes import Scene
from headway.language.sentences import in_brackets

SAME_AS = re.compile(r"\bsame\s+(?:\w+\s+){0,3}as\b[^.\n]{0,24}$", re.IGNORECASE)
"""The time behind it is the comparison's."""


class Occasions:
    """Finds the times of figures; what the text leaves open, the row and the document settle."""

    def __init__(self, scene: Scene, reading: RowReading, setting: Setting) -> None:
        self.scene = scene
        self._aims = tuple(target.period for target in reading.targets)
        fixed = [time.period for time in scene.times if time.period and not time.recurring]
        kinds = {period.whole_year().kind: period for period in reversed(fixed)}
        self._others = tuple(kinds.values())
        self._anchors = (*reversed(self._others), setting.covers, *self._aims)

    def of(self, mention: Mention, beside: PeriodMention | None = None) -> Period | None:
        """
        The time of a result, or None where the text does not say.

        Where it is compared with "T4 last year" (`beside`), a figure of "19/20" is
        term 4's too: the two are of the same point of their years.
        """
        time = self._time_of(mention) or self._last_years(mention)
        period = self.named(time) if time is not None else None
        if period is not None and beside is not None and beside.term and not period.is_part_year:
            return in_the_same_year(replace(beside, relative=""), period) or period
        return period

    def named(self, time: PeriodMention) -> Period | None:
        """What a time names, with the year that its neighbours settle."""
        if time.period is not None:
            return self.in_kind(time.period)
        for anchor in self._anchors:
            found = in_the_same_year(time, anchor)
            if found is not None:
                return found
        return None

    def in_kind(self, period: Period | None) -> Period | None:
        """A split year as the academic or financial year that the row, or the text, speaks of."""
        return of_one_kind(of_one_kind(period, self._aims), self._others)

    def own(self, mention: Mention) -> Period | None:
        """The time that stands right behind the figure, and no other."""
        for time in self.scene.times_behind(mention):
            if self.scene.owner(time) is mention:
                return self.named(time)
        return None

    def _time_of(self, mention: Mention) -> PeriodMention | None:
        behind = [time for time in self.scene.times_behind(mention) if self._tells(time)]
        before = [time for time in self.scene.times_before(mention) if self._tells(time)]
        for time in (*behind, *before):
            if self.scene.owner(time) is mention:
                return time
        free = [time for time in before if self.scene.owner(time) is None]
        if free:
            return free[0]
        free = [time for time in behind if self.scene.owner(time) is None]
        if len(free) == 1 and not in_brackets(self.scene.plain, free[0].start):
            return free[0]
        return before[0] if before else None

    def _last_years(self, mention: Mention) -> PeriodMention | None:
        """The "last year" of a figure that is not compared with another, but stands alone."""
        for time in self.scene.times_behind(mention):
            if time.relative == "last year" and self.scene.owner(time) is mention:
                return time
        return None

    def _tells(self, time: PeriodMention) -> bool:
        if time.recurring or time.relative:
            return False
        return SAME_AS.search(self.scene.plain[max(0, time.start - 80) : time.start]) is None
