"""Tables of the made-up early years profile and of early help assessments."""

import numpy as np
import pyarrow as pa

from headway.evidence.kinds.early_years_profile import (
    FURTHER_GOALS,
    FURTHER_GOALS_BEFORE,
    GOALS,
    GOALS_BEFORE,
    REFORMED,
)
from headway.evidence.synthetic.county import County
from headway.evidence.synthetic.draws import Flags, Floats, Ints, Subject, about, highest, stream
from headway.evidence.synthetic.people import ETHNIC_CODES, SEN
from headway.evidence.synthetic.rolls_tables import Columns, school_numbers
from headway.evidence.synthetic.texts import (
    NONE,
    child_ids,
    coded,
    days,
    figures,
    same,
    texts_of,
    upns,
    yes_no,
)

_ASSESSED = 0.0195
_SIBLINGS = 0.35
_ORGANISATIONS = ("school", "health visiting", "children's centre", "school nursing", "housing")
_COMPLETED = 0.86

_FURTHER = len({*FURTHER_GOALS, *FURTHER_GOALS_BEFORE})
"""For so many further goals levels are drawn, whatever the year."""


def early_years_profile(county: County) -> Columns:
    """
    The profile of everybody in reception at the end of the year.

    A good level is decided first, as often as published for children with free meals and for
    others; a child without one has not reached a few of the goals.
    """
    people = county.people
    chance = stream(county.seed, county.area, Subject.PROFILE)
    child = np.flatnonzero(people.year[: people.pupils] == 0)
    size = len(child)
    with_meals, without = county.levels.gld
    wanted = np.where(people.fsm[child], with_meals, without)
    rank = _ranks(-people.leaning[child] + 1.2 * chance.standard_normal(size), people.fsm[child])
    good = rank >= 1 - wanted
    names = tuple(GOALS if county.year >= REFORMED else GOALS_BEFORE)
    share = np.where(good, 0.0, 0.15 + 0.6 * chance.random(size))
    behind = chance.random((size, len(names))) < share[:, None]
    behind[np.arange(size), chance.integers(0, len(names), size)] |= ~good
    exceeding = (county.year < REFORMED) & (chance.random((size, len(names))) < 0.12)
    level = np.where(behind, 0, np.where(exceeding, 2, 1))
    further = (chance.random((size, _FURTHER)) < np.where(good, 0.98, 0.55)[:, None]).astype(
        np.int64
    )
    return {
        "academic_year": same(f"{county.year}/{(county.year + 1) % 100:02d}", size),
        "child_id": child_ids(county.la, child),
        "upn": upns(people.upn[child]),
        "urn": school_numbers(county.settings.urn, people.school[child]),
        "birth": days(people.born[child]),
        "sex": coded(people.boy[child].astype(np.int64), ("F", "M")),
        "ethnicity": coded(people.ethnicity[child], ETHNIC_CODES),
        "fsm": yes_no(people.fsm[child]),
        "sen_provision": coded(people.sen[child], SEN),
        **_goals(names, level),
        **_goals(_further(county.year), further),
        "gld": yes_no(good),
    }


def _ranks(scores: Floats, groups: Flags) -> Floats:
    """The part of its own group that lies below each member."""
    found = np.zeros(len(scores))
    for group in (groups, ~groups):
        here = np.flatnonzero(group)
        found[here[np.argsort(scores[here], kind="stable")]] = np.arange(len(here)) / max(
            1, len(here)
        )
    return found


def _further(year: int) -> tuple[str, ...]:
    return tuple(FURTHER_GOALS_BEFORE if year < REFORMED else FURTHER_GOALS)


def _goals(names: tuple[str, ...], level: Ints) -> dict[str, pa.Array]:
    return {name: coded(level[:, place], ("1", "2", "3")) for place, name in enumerate(names)}


def early_help_assessments(county: County) -> Columns:
    """Assessments begun in the school year; a third cover two children of one family."""
    people = county.people
    chance = stream(county.seed, county.area, Subject.EARLY_HELP)
    first = highest(chance, people.leaning, about(chance, _ASSESSED * people.pupils))
    sibling = (first + 1 + chance.integers(0, 40, len(first))) % len(people)
    sibling = np.where(np.isin(sibling, first), -1, sibling)
    sibling = np.where(chance.random(len(first)) < _SIBLINGS, sibling, -1)
    _, once = np.unique(sibling, return_index=True)
    second = once[sibling[once] >= 0]
    place = np.append(np.arange(len(first)), second)
    child = np.append(first, sibling[second])
    start = county.days[0] + chance.integers(0, 325, len(first))
    done = start + chance.integers(10, 60, len(first))
    done = np.where(chance.random(len(first)) < _COMPLETED, county.left(done), NONE)
    by = chance.integers(0, len(_ORGANISATIONS), len(first))
    order = np.argsort(place, kind="stable")
    place, child = place[order], child[order]
    return {
        "child_id": child_ids(county.la, child),
        "assessment_id": texts_of(figures(county.la * 10**6 + place, 9)),
        "upn": upns(people.upn[child]),
        "birth": days(people.born[child]),
        "sex": coded(people.boy[child].astype(np.int64), ("F", "M")),
        "ethnicity": coded(people.ethnicity[child], ETHNIC_CODES),
        "start": days(start[place]),
        "completed": days(done[place]),
        "organisation": coded(by[place], _ORGANISATIONS),
    }
