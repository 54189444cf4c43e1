"""The made-up children of one authority: those on rolls, and those on none."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from headway.evidence.kinds.columns import ETHNICITIES, SEN_NEEDS
from headway.evidence.synthetic.draws import (
    Chance,
    Flags,
    Floats,
    Ints,
    Subject,
    pick,
    pick_by,
    stream,
)
from headway.evidence.synthetic.levels import Levels
from headway.evidence.synthetic.settings import Settings
from headway.evidence.synthetic.texts import NONE

ETHNIC_CODES = tuple(ETHNICITIES)
NEED_CODES = tuple(SEN_NEEDS)
SEN = ("N", "K", "E")
RECEPTION, LAST_YEAR = 0, 13

_ETHNIC_WEIGHTS = (
    *(62.0, 0.3, 0.1, 0.3, 7.2, 1.6, 0.9, 1.6, 2.5, 3.9, 4.8),
    *(1.9, 2.2, 1.0, 4.6, 0.9, 0.9, 2.4, 0.6, 0.3),
)
_NEED_WEIGHTS = (11.0, 12.0, 2.0, 0.8, 22.0, 25.0, 1.8, 1.0, 0.3, 2.2, 16.0, 0.4, 3.5, 2.0)
_SEN_BY_PHASE = np.array(
    [[0.835, 0.135, 0.030], [0.848, 0.125, 0.027], [0.005, 0.025, 0.97], [0.20, 0.55, 0.25]]
)
_FSM_BY_PHASE = np.array([0.99, 0.97, 1.9, 2.3])
_YEAR_WEIGHTS = np.array(  # reception to year 13 of primary, secondary, with a sixth form, …
    [
        [1.0] * 7 + [0.0] * 7,
        [0.0] * 7 + [1.0] * 5 + [0.0] * 2,
        [0.0] * 7 + [1.0] * 5 + [0.42, 0.36],
        [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.2, 1.2, 1.2, 1.2, 0.5, 0.4],
        [0.0] * 3 + [0.05, 0.1, 0.15, 0.2, 0.4, 0.8, 1.5, 2.5, 3.5, 0.0, 0.0],
    ]
)
_TWINS = 0.015
_TEMPORARY = 0.004
_COHORT_OF_A_SCHOOL = 900

YOUNG, ARRIVED, AT_HOME = "young", "arrived", "at home"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """
    Children, one place in every array; pupils of schools first, in the order of the schools.

    Attributes:
        school: Place among the settings; -1 for a child on no roll.
        year: Year group, 0 for reception; below 0 before it.
        born: Days since 1970.
        boy: Sex.
        sen: Place in `SEN`.
        need: Place in `NEED_CODES`; -1 without needs.
        ethnicity: Place in `ETHNIC_CODES`.
        upn: Packed pupil number; `NONE` where there is none.
        home: The family's home, a number from which postcode and surname follow.
        leaning: How likely a child is to be absent, excluded, in need: 0 on average.
        pupils: How many are on a roll.
        at_home: Children long educated at home: the places from `pupils` to this.
        arrived: Children new to the area and on no roll: from there to this; the rest are
            below school age.
    """

    la: int
    school: Ints
    year: Ints
    born: Ints
    boy: Flags
    sen: Ints
    need: Ints
    fsm: Flags
    ethnicity: Ints
    upn: Ints
    home: Ints
    leaning: Floats
    pupils: int
    at_home: int
    arrived: int

    def __len__(self) -> int:
        """How many."""
        return len(self.school)


# One draw after another in the order that fixes what a seed makes; nothing in it stands alone.
def make_people(seed: int, area: int, settings: Settings, levels: Levels, year: int) -> People:
    """
    The children of an area in the academic year that begins in `year`.

    Pupils are as many as the settings have; a few in a hundred more are on no roll.
    """
    chance = stream(seed, area, Subject.PEOPLE)
    rolls = settings.roll[: settings.schools]
    pupils = int(rolls.sum())
    home, arrived, young = (round(pupils * rate) for rate in (levels.home, 0.014, 0.08))
    extra = home + arrived + young
    school = np.append(np.repeat(np.arange(settings.schools), rolls), np.full(extra, -1))
    phase = np.append(settings.phase[school[:pupils]], pick(chance, (6, 4), extra))
    kinds = phase + (phase > 1) + settings.sixth[school].astype(np.int64) * (school >= 0)
    groups = pick_by(chance, _YEAR_WEIGHTS, kinds)
    groups[pupils + home + arrived :] = -1 - chance.integers(0, 5, young)
    order = np.append(
        np.lexsort((groups[:pupils], school[:pupils])), np.arange(pupils, len(school))
    )
    groups = groups[order]
    twins = _twins(chance, school, groups, pupils)
    born = _like_twin(_births(chance, groups, year), twins)
    fsm = _like_twin(chance.random(len(school)) < levels.fsm * _FSM_BY_PHASE[phase], twins)
    sen = pick_by(chance, _SEN_BY_PHASE, phase)
    need = np.where(sen > 0, pick(chance, _NEED_WEIGHTS, len(school)), -1)
    ethnicity = _like_twin(pick(chance, _ETHNIC_WEIGHTS, len(school)), twins)
    upn = _upns(chance, settings.la, groups, year)
    unknown = np.arange(len(school)) >= pupils + home
    unknown &= (groups < 0) | (chance.random(len(school)) < 0.7)
    upn[unknown] = NONE
    return People(
        la=settings.la,
        school=school,
        year=groups,
        born=born.astype(np.int64),
        boy=chance.random(len(school)) < np.where(phase >= 2, 0.71, 0.511),
        sen=sen,
        need=need,
        fsm=fsm.astype(np.bool_),
        ethnicity=ethnicity.astype(np.int64),
        upn=upn,
        home=_like_twin(chance.permutation(len(school)), twins).astype(np.int64),
        leaning=0.45 * fsm
        + 0.3 * (sen == 1)
        + 0.4 * (sen == 2)
        + chance.standard_normal(len(school)),
        pupils=pupils,
        at_home=pupils + home,
        arrived=pupils + home + arrived,
    )


def _twins(chance: Chance, school: Ints, groups: Ints, pupils: int) -> Ints:
    """Places whose child is the twin of the one before: same school, same year."""
    found = np.flatnonzero(chance.random(pupils) < _TWINS / 2)
    found = found[found > 0]
    same = (school[found] == school[found - 1]) & (groups[found] == groups[found - 1])
    found = found[same]
    apart = np.append(True, np.diff(found) > 1) if len(found) else np.zeros(0, np.bool_)
    return np.asarray(found[apart], dtype=np.int64)


def _like_twin(values: "Ints | Flags", twins: Ints) -> "Ints | Flags":
    values[twins] = values[twins - 1]
    return values


def _births(chance: Chance, groups: Ints, year: int) -> Ints:
    """A pupil of reception turned four by 31 August before the school year."""
    starts = {
        group: (date(year - 5 - group, 9, 1) - date(1970, 1, 1)).days
        for group in range(int(groups.min()), int(groups.max()) + 1)
    }
    first = np.array([starts[group] for group in sorted(starts)], dtype=np.int64)
    return first[groups - min(starts)] + chance.integers(0, 365, len(groups))


def _upns(chance: Chance, la: int, groups: Ints, year: int) -> Ints:
    """
    Packed pupil numbers, each once in the area: the authority's number, which no real one has, a
    school's, the year in which the child began reception, and a serial.
    """
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], groups[order])
    ordinal = np.empty(len(groups), dtype=np.int64)
    ordinal[order] = np.arange(len(groups)) - starts
    school, serial = np.divmod(ordinal, _COHORT_OF_A_SCHOOL)
    began = (year - groups) % 100
    figured = ((la * 10_000 + 2000 + school) * 100 + began) * 100 + serial // 10
    temporary = chance.random(len(groups)) < _TEMPORARY
    last = serial % 10 + np.where(temporary, 10, 0)
    return np.asarray(figured * 33 + last, dtype=np.int64)


def phase_of(people: People, settings: Settings) -> Ints:
    """The phase of each pupil's school."""
    return np.asarray(settings.phase[people.school[: people.pupils]], dtype=np.int64)
