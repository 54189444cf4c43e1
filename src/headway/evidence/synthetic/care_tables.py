"""Tables of made-up social care, of home education and of children missing education."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from headway.evidence.kinds.child_protection import CATEGORIES
from headway.evidence.kinds.children_in_need import CLOSURES, NEEDS
from headway.evidence.synthetic.county import County
from headway.evidence.synthetic.draws import Chance, Flags, Ints, Subject, pick, stream
from headway.evidence.synthetic.people import ETHNIC_CODES, SEN
from headway.evidence.synthetic.rolls import Departures, number_of
from headway.evidence.synthetic.rolls_tables import Columns, school_numbers, year_groups
from headway.evidence.synthetic.texts import (
    NONE,
    child_ids,
    coded,
    days,
    numbers,
    upns,
    yes_no,
)

NEED_CODES, CLOSURE_CODES, CATEGORY_CODES = (tuple(of) for of in (NEEDS, CLOSURES, CATEGORIES))
_NEED_WEIGHTS = (57, 9, 3, 8, 14, 3, 0.3, 2.5, 1.5, 1.7)
_CATEGORY_WEIGHTS = (49, 7, 4, 37, 3)
_SOURCES = ("1A", "2B", "3A", "3E", "5B", "6", "7", "8")
_HOME_REASONS = (
    "lifestyle", "mental health", "dissatisfied with school: general", "philosophical",
    "dissatisfied with school: SEND", "bullying", "no reason given",
)  # fmt: skip
_MISSING_REASONS = (
    "waiting for a school place", "newly arrived in the area", "whereabouts unknown",
    "home education not suitable", "moved out of the area",
)  # fmt: skip
_OUTCOMES = ("school place taken up", "moved out of the area", "home educated", "traced elsewhere")
_FACTORS = ("3B", "4B", "1C", "2B", "3A", "19B", "20", "22A")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """Times out of school: the child, first and last day, `NONE` while it lasts."""

    child: Ints
    start: Ints
    end: Ints


def children_in_need(county: County) -> Columns:
    """Episodes of need from 1 April of the year to 31 July of the next, as then known."""
    found, people = county.episodes, county.people
    child, size = found.child, len(found.child)
    chance = stream(county.seed, county.area, Subject.SOCIAL_CARE, 1)
    unborn = (people.year[child] == -5) & (chance.random(size) < 0.15)
    closed = found.end != NONE
    reason = pick(chance, (0.2, 0.1, 1, 2, 7, 4, 70, 12, 4), size)
    reason = np.where(found.no_action, CLOSURE_CODES.index("RC8"), reason)
    status = np.where(closed, 3, np.where(found.protected_from != NONE, 1, 0))
    unknown = np.where(people.upn[child] >= 0, -1, np.where(people.year[child] < 0, 0, 1))
    return {
        "child_id": child_ids(county.la, child),
        "upn": upns(people.upn[child]),
        "upn_unknown": coded(unknown, ("UN1", "UN4")),
        "birth": days(np.where(unborn, NONE, people.born[child])),
        "expected_birth": days(np.where(unborn, found.start + 120, NONE)),
        "sex": coded(people.boy[child].astype(np.int64), ("F", "M")),
        "ethnicity": coded(people.ethnicity[child], ETHNIC_CODES),
        "disabled": yes_no(chance.random(size) < np.where(people.sen[child] == 2, 0.6, 0.06)),
        "start": days(found.start),
        "end": days(found.end),
        "source": coded(pick(chance, (8, 3, 16, 9, 6, 30, 14, 14), size), _SOURCES),
        "no_action": yes_no(found.no_action),
        "need": coded(pick(chance, _NEED_WEIGHTS, size), NEED_CODES),
        "closure_reason": coded(np.where(closed, reason, -1), CLOSURE_CODES),
        "plan_start": days(found.plan_start),
        "plan_end": days(found.plan_end),
        "last_seen": days(_seen(chance, county, found.start, found.end)),
        "factors": coded(pick(chance, (12, 9, 14, 8, 11, 10, 13, 9), size), _FACTORS),
        "status": coded(status, ("open", "child protection", "looked after", "closed")),
    }


def _seen(chance: Chance, county: County, start: Ints, end: Ints) -> Ints:
    last = np.where(end == NONE, county.last_day, end)
    return np.maximum(last - chance.integers(0, 40, len(last)), start)


def child_protection(county: County) -> Columns:
    """Protection plans, all of them within an episode of need."""
    found, people = county.episodes, county.people
    kept = np.flatnonzero(found.protected_from != NONE)
    child, start, end = (of[kept] for of in (found.child, found.protected_from, found.protected_to))
    chance = stream(county.seed, county.area, Subject.SOCIAL_CARE, 2)
    size = len(kept)
    first = pick(chance, _CATEGORY_WEIGHTS, size)
    latest = np.where(chance.random(size) < 0.85, first, pick(chance, _CATEGORY_WEIGHTS, size))
    last = np.where(end == NONE, county.last_day, end)
    review = start + 85 + (last - start - 85) // 175 * 175
    return {
        "child_id": child_ids(county.la, child),
        "upn": upns(people.upn[child]),
        "birth": days(people.born[child]),
        "sex": coded(people.boy[child].astype(np.int64), ("F", "M")),
        "ethnicity": coded(people.ethnicity[child], ETHNIC_CODES),
        "start": days(start),
        "end": days(end),
        "category": coded(first, CATEGORY_CODES),
        "latest_category": coded(latest, CATEGORY_CODES),
        "previous_plans": numbers(pick(chance, (76, 17, 5, 2), size)),
        "last_visit": days(np.maximum(last - chance.integers(0, 20, size), start)),
        "seen_alone": yes_no(chance.random(size) < 0.7),
        "last_review": days(np.where(last - start >= 85, review, NONE)),
        "team": coded(chance.integers(0, 4, size), ("North", "South", "East", "West")),
    }


def home_education(county: County) -> Stays:
    """Children long at home, those who left school for it this year, and a few who came back."""
    chance = stream(county.seed, county.area, Subject.HOME_EDUCATION)
    people, left = county.people, county.rolls.to_home
    at_home = np.arange(people.pupils, people.at_home)
    at_home = at_home[(people.year[at_home] >= 1) & (people.year[at_home] <= 11)]
    first = int(county.days[0])
    ago = chance.exponential(700, len(at_home)).astype(np.int64) + 1
    start = np.maximum(first - ago, people.born[at_home] + 1700)
    end = first + chance.integers(10, 330, len(at_home))
    end = np.where(chance.random(len(at_home)) < 0.12, end, NONE)
    back = np.where(chance.random(len(left.child)) < 0.15, left.day + 60, NONE)
    return _stays(county, at_home, left, start, np.append(end, back))


def missing_education(county: County) -> Stays:
    """Children new to the area and without a school, and pupils who left for none."""
    chance = stream(county.seed, county.area, Subject.MISSING_EDUCATION)
    people, left = county.people, county.rolls.to_missing
    arrived = np.arange(people.at_home, people.arrived)
    arrived = arrived[(people.year[arrived] >= 1) & (people.year[arrived] <= 11)]
    start = int(county.days[0]) + chance.integers(-320, 320, len(arrived))
    begins = np.append(start, left.day + 1)
    end = begins + 1 + chance.exponential(190, len(begins)).astype(np.int64)
    return _stays(county, arrived, left, start, end)


def _stays(county: County, others: Ints, left: Departures, start: Ints, end: Ints) -> Stays:
    child = np.append(others, left.child)
    order = np.argsort(child, kind="stable")
    return Stays(
        child=child[order],
        start=np.append(start, left.day + 1)[order],
        end=county.left(end)[order],
    )


def elective_home_education(county: County) -> Columns:
    """The register of home education."""
    found, people = home_education(county), county.people
    chance = stream(county.seed, county.area, Subject.HOME_EDUCATION, 1)
    size = len(found.child)
    suitable = pick(chance, (0.62, 0.06, 0.32), size)
    order = (suitable == 1) & (chance.random(size) < 0.15)
    until = np.where(found.end == NONE, county.last_day, found.end)
    return {
        **_who(county, found),
        "reason": coded(pick(chance, (17, 14, 13, 12, 9, 5, 30), size), _HOME_REASONS),
        "suitable": coded(suitable, ("yes", "no", "unknown")),
        "attendance_order": days(np.where(order, np.minimum(found.start + 120, until), NONE)),
        "last_urn": school_numbers(county.settings.urn, people.school[found.child]),
        "year_group": year_groups(people.year[found.child]),
        "sen_provision": coded(people.sen[found.child], SEN),
    }


def children_missing_education(county: County) -> Columns:
    """The list of children missing education."""
    found, people = missing_education(county), county.people
    chance = stream(county.seed, county.area, Subject.MISSING_EDUCATION, 1)
    size = len(found.child)
    outcome = pick(chance, (60, 22, 8, 10), size)
    return {
        **_who(county, found),
        "reason": coded(pick(chance, (45, 20, 15, 8, 12), size), _MISSING_REASONS),
        "outcome": coded(np.where(found.end == NONE, -1, outcome), _OUTCOMES),
        "last_urn": school_numbers(county.settings.urn, people.school[found.child]),
        "year_group": year_groups(people.year[found.child]),
        "sen_provision": coded(people.sen[found.child], SEN),
    }


def _who(county: County, found: Stays) -> Columns:
    people = county.people
    return {
        "child_id": child_ids(county.la, found.child),
        "upn": upns(people.upn[found.child]),
        "birth": days(people.born[found.child]),
        "sex": coded(people.boy[found.child].astype(np.int64), ("F", "M")),
        "start": days(found.start),
        "end": days(found.end),
    }


def open_on(found: Stays, day: date) -> Flags:
    """Which stays were open on a day."""
    number = number_of(day)
    open_then = (found.start <= number) & ((found.end == NONE) | (found.end >= number))
    return np.asarray(open_then, dtype=np.bool_)
