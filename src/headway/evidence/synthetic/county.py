"""One made-up authority in one school year: everything in it hangs together."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from headway.evidence.calendars import Terms
from headway.evidence.synthetic.absence import rates_of_absence
from headway.evidence.synthetic.care import Episodes, make_episodes
from headway.evidence.synthetic.draws import Flags, Floats, Ints, Subject, stream
from headway.evidence.synthetic.exclusions import (
    Permanent,
    Suspensions,
    make_permanent,
    make_suspensions,
    moves_after,
)
from headway.evidence.synthetic.levels import Absence, Levels
from headway.evidence.synthetic.people import People, make_people
from headway.evidence.synthetic.rolls import STATUSES, Rolls, make_rolls, number_of
from headway.evidence.synthetic.settings import Settings, make_settings
from headway.evidence.synthetic.texts import NONE
from headway.evidence.synthetic.timetables import Timetables, make_timetables

_SCHOOL_EFFECT = 0.25
_AREA_EFFECT = 0.09


@dataclass(frozen=True, kw_only=True)  # no slots: each part is worked out once, when asked for
class County:
    """
    An area of made-up children.

    Attributes:
        area: From 0; its authority is 500 and this.
        alone: Whether it is the only area, which then lies at England's levels.
    """

    seed: int
    area: int
    pupils: int
    year: int
    terms: Terms
    levels: Levels
    alone: bool = True

    @property
    def la(self) -> int:
        """The number of the authority."""
        return self.settings.la

    @cached_property
    def days(self) -> Ints:
        """The school days, as days since 1970."""
        return np.array([number_of(day) for day in self.terms.days], dtype=np.int64)

    @property
    def last_day(self) -> int:
        """31 July, up to which everything is known."""
        return number_of(date(self.year + 1, 7, 31))

    @cached_property
    def settings(self) -> Settings:
        """Its schools and other settings."""
        return make_settings(self.seed, self.area, self.pupils)

    @cached_property
    def people(self) -> People:
        """Its children."""
        return make_people(self.seed, self.area, self.settings, self.levels, self.year)

    @cached_property
    def permanent(self) -> Permanent:
        """Permanent exclusions."""
        return make_permanent(
            self.seed,
            self.area,
            people=self.people,
            settings=self.settings,
            terms=self.terms,
            levels=self.levels,
        )

    @cached_property
    def rolls(self) -> Rolls:
        """Enrolments."""
        moves = moves_after(self.permanent, self.people, self.terms)
        return make_rolls(
            self.seed,
            self.area,
            people=self.people,
            settings=self.settings,
            terms=self.terms,
            moves=moves,
        )

    @cached_property
    def suspensions(self) -> Suspensions:
        """Suspensions."""
        return make_suspensions(
            self.seed,
            self.area,
            people=self.people,
            settings=self.settings,
            rolls=self.rolls,
            terms=self.terms,
            levels=self.levels,
        )

    @cached_property
    def counted(self) -> Flags:
        """Enrolments that the rates of absence count: aged 5 to 15 and not boarding."""
        year = self.people.year[self.rolls.child]
        return np.asarray((year >= 1) & (year <= 11) & (self.rolls.boarder == 0))

    @cached_property
    def rates(self) -> Floats:
        """What part of its sessions each enrolment is to miss."""
        chance = stream(self.seed, self.area, Subject.MARKS)
        rolls, people = self.rolls, self.people
        of_school = _SCHOOL_EFFECT * chance.standard_normal(self.settings.schools)
        year = people.year[rolls.child]
        older = np.where(year >= 7, 0.12 * (year - 9), np.where(year <= 1, 0.15, 0.0))
        main = rolls.status != STATUSES.index("S")
        leaning = people.leaning[rolls.child] * main + of_school[rolls.school] + older
        phase = self.settings.phase[rolls.school]
        return rates_of_absence(chance, leaning, phase, self.counted, self._absence())

    def _absence(self) -> tuple[Absence, ...]:
        """England's levels; of an area among others, some way above or below them."""
        if self.alone:
            return self.levels.absence
        chance = stream(self.seed, self.area, Subject.AREA, 1)
        factor = float(np.exp(_AREA_EFFECT * chance.standard_normal()))
        return tuple(
            Absence(
                overall=min(level.overall * factor, 0.45),
                persistent=min(level.persistent * factor, 0.9),
                severe=level.severe * factor,
            )
            for level in self.levels.absence
        )

    @cached_property
    def timetables(self) -> Timetables:
        """Part-time timetables."""
        return make_timetables(self.seed, self.area, self.rolls, self.rates, self.terms)

    @cached_property
    def episodes(self) -> Episodes:
        """Episodes of need, with protection plans."""
        return make_episodes(self.seed, self.area, self.people, self.year)

    @cached_property
    def main_school(self) -> Ints:
        """Each child's school at the start of the year; -1 for a child on no roll."""
        return self.people.school

    def left(self, leaving: Ints) -> Ints:
        """Days up to 31 July; later ones are not known yet."""
        return np.where(leaving > self.last_day, NONE, leaving)
