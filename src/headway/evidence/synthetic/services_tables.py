"""Tables of made-up services: what providers, police, inspectors and young people report."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from headway.evidence.synthetic.county import County
from headway.evidence.synthetic.draws import Flags, Ints, Subject, pick, stream
from headway.evidence.synthetic.levels import PHASES
from headway.evidence.synthetic.rolls import number_of
from headway.evidence.synthetic.rolls_tables import Columns, school_numbers
from headway.evidence.synthetic.texts import (
    NONE,
    coded,
    days,
    figures,
    nulled,
    numbers,
    same,
    texts_of,
    yes_no,
)

_NO_GRADES_FROM = date(2024, 9, 2)
_WAVES = (("pilot", 5, 0.45), ("wave 1", 4, 0.35), ("wave 3", 3, 0.2))
_IN_TEAMS = 0.41
_COURSES = ("Knowing domestic abuse", "Talking with children", "Trauma-informed schools")
_ROLES = ("teacher", "designated lead", "school nurse", "social worker", "early help worker")
_WHOSE = {"commissioner": "Area", "provider": "Trust"}
_ITEMS = ("feel-safe", "know-who-to-ask", "listened-to", "services-explained")
_ANSWERS = ("strongly agree", "agree", "neither", "disagree", "strongly disagree")
_VERSIONS = ("standard", "easy-8-13", "easy-14-18")
_RESOURCES = ("guide-for-parents", "toolkit-for-schools", "young-people-film", "referral-form")


def _table(rows: list[dict[str, Any]]) -> Columns:
    """Columns of the few rows of an aggregate."""
    return {name: pa.array([row[name] for row in rows]) for name in rows[0]}


def _month(year: int, ordinal: int) -> tuple[date, date]:
    """The first and last day of a month of the school year, September being 0."""
    first = date(year + (ordinal + 8) // 12, (ordinal + 8) % 12 + 1, 1)
    following = date(year + (ordinal + 9) // 12, (ordinal + 9) % 12 + 1, 1)
    return first, following - timedelta(days=1)


def nurse_contacts(county: County) -> Columns:
    """One-to-one contacts of school nurses, by month and phase: a contact for 12 pupils a year."""
    chance = stream(county.seed, county.area, Subject.HEALTH)
    monthly = county.pupils / 10
    rates = {"primary": 0.054, "secondary": 0.115, "special": 0.004, "college": 0.021}
    rows = []
    for ordinal in range(11):
        first, last = _month(county.year, ordinal)
        for phase, rate in rates.items():
            number = int(chance.poisson(monthly * rate))
            rows.append({
                "start": first, "end": last, "phase": phase, "counted": "contacts",
                "number": number, "provider": f"Synthetic Health {county.la}",
            })  # fmt: skip
    return _table(rows)


def camhs_access(county: County) -> Columns:
    """Access by two definitions and at two levels, for the quarters of a financial year."""
    chance = stream(county.seed, county.area, Subject.HEALTH, 1)
    estimated = round(county.pupils * 0.136)
    rows = []
    ends = ((0, 6, 30), (0, 9, 30), (0, 12, 31), (1, 3, 31))
    for quarter, (later, month, day) in enumerate(ends, start=1):
        end = date(county.year + later, month, day)
        for definition, level, share in (
            ("MHS69", "commissioner", 0.396), ("MHS69", "provider", 0.524),
            ("MHS95", "commissioner", 0.62),
        ):  # fmt: skip
            part = quarter / 4 if definition == "MHS69" else 1.0
            start = date(county.year, 4, 1) if definition == "MHS69" else _year_before(end)
            seen = int(chance.poisson(estimated * share * part))
            rows.append({
                "start": start, "end": end, "definition": definition, "level": level,
                "organisation": f"Synthetic {_WHOSE[level]} {county.la}",
                "seen": seen, "estimated": estimated if definition == "MHS69" else None,
                "state": "provisional" if quarter == 4 else "final",
            })  # fmt: skip
    return _table(rows)


def _year_before(end: date) -> date:
    after = end + timedelta(days=1)
    return after.replace(year=after.year - 1)


def support_team_settings(county: County) -> Columns:
    """Settings of mental health support teams, in waves that began in different years."""
    chance = stream(county.seed, county.area, Subject.SETTINGS)
    found = county.settings
    able = np.flatnonzero(found.phase != len(PHASES) + 2)
    member = able[chance.random(len(able)) < _IN_TEAMS]
    wave = pick(chance, [share for _, _, share in _WAVES], len(member))
    starts = np.array([number_of(date(county.year - ago, 9, 1)) for _, ago, _ in _WAVES])
    start = starts[wave] + chance.integers(0, 90, len(member))
    lead = chance.random(len(member)) < np.array([0.92, 0.84, 0.7])[wave]
    since = np.where(lead, start + chance.integers(0, 500, len(member)), NONE)
    return {
        "urn": school_numbers(found.urn, member),
        "name": coded(member, found.names),
        "wave": coded(wave, [name for name, _, _ in _WAVES]),
        "start": days(start),
        "lead": yes_no(lead),
        "lead_since": days(since),
        "team": coded(member % 4, ("Team North", "Team South", "Team East", "Team West")),
    }


def encompass_sign_ups(county: County) -> Columns:
    """Sign-ups to Operation Encompass: nearly all state schools, most independent ones."""
    chance = stream(county.seed, county.area, Subject.SETTINGS, 1)
    found = county.settings
    size = len(found.urn)
    signed = chance.random(size) < np.where(found.phase < len(PHASES), 0.98, 0.8)
    day = number_of(date(county.year - 3, 9, 1)) + chance.integers(0, 1100, size)
    return {
        "urn": texts_of(figures(found.urn, 6)),
        "name": pa.array(found.names, pa.string()),
        "in_scope": yes_no(np.ones(size, dtype=np.bool_)),
        "signed_up": yes_no(signed),
        "signed": days(np.where(signed, day, NONE)),
        "key_adult": yes_no(signed & (chance.random(size) < 0.9)),
    }


def training(county: County) -> Columns:
    """Places on courses, with confidence before and after for those who came."""
    chance = stream(county.seed, county.area, Subject.STAFF)
    courses = max(3, county.pupils // 4000)
    size = courses * 18
    course = np.repeat(np.arange(courses), 18)
    day = county.days[chance.integers(0, len(county.days), courses)]
    came = chance.random(size) < 0.83
    staff = max(40, county.pupils // 150)
    person = (course * 18 + np.arange(size) * 7) % staff
    before = chance.integers(2, 8, size)
    after = np.minimum(before + chance.integers(0, 5, size), 10)
    return {
        "course": coded(course % len(_COURSES), _COURSES),
        "day": days(day[course] + course % 2),
        "person": texts_of(figures(county.la * 10**6 + person, 9)),
        "attended": yes_no(came),
        "role": coded(person % len(_ROLES), _ROLES),
        "organisation": coded(person % 3, ("school", "council", "health")),
        "before": numbers(np.where(came, before, NONE)),
        "after": numbers(np.where(came, after, NONE)),
    }


def domestic_abuse_workers(county: County) -> Columns:
    """Posts of domestic abuse workers: ten for 95,000 pupils, one of them vacant."""
    chance = stream(county.seed, county.area, Subject.STAFF, 1)
    size = max(4, round(county.pupils / 8600))
    state = np.where(np.arange(size) == size - 1, 1, 0)
    start = number_of(date(county.year, 4, 1)) - chance.integers(0, 900, size)
    return {
        "post": texts_of(figures(county.la * 1000 + np.arange(size), 6)),
        "works_with": coded(np.arange(size) % 5 // 3, ("victims", "perpetrators")),
        "state": coded(state, ("filled", "recruiting")),
        "start": days(np.where(state == 0, start, NONE)),
        "end": days(np.full(size, NONE)),
        "fte": pa.array([1.0 if place % 3 else 0.6 for place in range(size)]),
    }


def ofsted_outcomes(county: County) -> Columns:
    """The last inspection of each school; overall grades end on 2 September 2024."""
    chance = stream(county.seed, county.area, Subject.INSPECTIONS)
    found = county.settings
    school = np.flatnonzero(found.phase < len(PHASES))
    size = len(school)
    day = county.days[-1] - chance.integers(20, 1800, size)
    grade = pick(chance, (0.14, 0.76, 0.08, 0.02), size)
    graded = day < number_of(_NO_GRADES_FROM)
    grades = ("1", "2", "3", "4")

    def near(share: float) -> pa.Array:
        other = np.clip(grade + chance.integers(-1, 2, size), 0, 3)
        return coded(np.where(chance.random(size) < share, grade, other), grades)

    return {
        "urn": school_numbers(found.urn, school),
        "day": days(day),
        "published": days(day + chance.integers(25, 60, size)),
        "event": same("section 5", size),
        "overall": nulled(coded(grade, grades), ~graded),
        "quality": near(0.95),
        "behaviour": near(0.8),
        "development": near(0.8),
        "leadership": near(0.9),
        "safeguarding": yes_no(grade < 3),
    }


def survey_answers(county: County) -> Columns:
    """Two rounds of a survey that few answer; a question may be passed over."""
    chance = stream(county.seed, county.area, Subject.VOICES)
    responses = max(20, round(county.pupils / 600))
    size = 2 * responses
    response = np.repeat(np.arange(size), len(_ITEMS))
    item = np.tile(np.arange(len(_ITEMS)), size)
    in_round = response // responses
    opened = np.array([number_of(date(county.year + later, 3, 30)) for later in (0, 1)])
    day = opened[in_round] + np.repeat(chance.integers(0, 41, size), len(_ITEMS))
    answer = pick(chance, (0.22, 0.38, 0.2, 0.13, 0.07), len(item))
    passed: Flags = chance.random(len(item)) < 0.03
    age: Ints = np.repeat(chance.integers(0, 4, size), len(_ITEMS))
    return {
        "response": texts_of(figures(county.la * 10**6 + response, 9)),
        "round": coded(in_round, (str(county.year), str(county.year + 1))),
        "version": coded(np.repeat(pick(chance, (6, 2, 2), size), len(_ITEMS)), _VERSIONS),
        "day": days(day),
        "item": coded(item, _ITEMS),
        "answer": coded(np.where(passed, -1, answer), _ANSWERS),
        "age_band": coded(age, ("8 to 11", "12 to 14", "15 to 17", "18 to 25")),
        "gender": coded(
            np.repeat(pick(chance, (46, 44, 4, 6), size), len(_ITEMS)),
            ("girl or woman", "boy or man", "another", "rather not say"),
        ),
        "send": yes_no(np.repeat(chance.random(size) < 0.32, len(_ITEMS))),
    }


def resource_downloads(county: County) -> Columns:
    """Downloads of four resources, month by month."""
    chance = stream(county.seed, county.area, Subject.VOICES, 1)
    rows = []
    for ordinal in range(11):
        first, last = _month(county.year, ordinal)
        for resource in _RESOURCES:
            number = int(chance.poisson(county.pupils / 700 + 5))
            rows.append({
                "resource": f"{resource}-{county.la}", "start": first, "end": last,
                "downloads": number,
            })  # fmt: skip
    return _table(rows)
