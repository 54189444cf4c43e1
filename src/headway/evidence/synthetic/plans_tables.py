"""Tables of made-up education, health and care plans, their requests and their reviews."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from headway.evidence.synthetic.county import County
from headway.evidence.synthetic.draws import Chance, Flags, Floats, Ints, Subject, pick, stream
from headway.evidence.synthetic.people import ETHNIC_CODES, NEED_CODES
from headway.evidence.synthetic.rolls import number_of
from headway.evidence.synthetic.rolls_tables import Columns, school_numbers
from headway.evidence.synthetic.texts import (
    NONE,
    child_ids,
    coded,
    days,
    figures,
    taken,
    texts_of,
    upns,
    yes_no,
)

_TWENTY_WEEKS = 140
_WANTING = 0.012
_UNPLACED = 0.012
_CEASED = 0.03
_EXCEPTIONS = 0.06
_PLACES = ("mainstream", "special", "alternative provision", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """Children with a plan, and the day of its issue; a third of them issued lately."""

    child: Ints
    issued: Ints
    lately: Flags


def _first_day(county: County) -> int:
    """Requests are known from 1 January of the year before."""
    return number_of(date(county.year - 1, 1, 1))


def plans_of(county: County) -> Plans:
    """Every child whose school says E has a plan, and nobody else."""
    chance = stream(county.seed, county.area, Subject.PLANS)
    people = county.people
    child = np.flatnonzero(people.sen == 2)
    child = child[(child < people.at_home) & (people.year[child] >= 0)]
    lately = chance.random(len(child)) < 0.33
    first = _first_day(county)
    recent = chance.integers(first + 60, county.last_day - 60, len(child))
    earliest = np.maximum(people.born[child] + 1100, first - 2900)
    room = np.maximum(first - 1 - earliest, 1)
    before = earliest + (chance.random(len(child)) * room).astype(np.int64)
    return Plans(
        child=child, issued=np.where(lately, recent, np.minimum(before, recent)), lately=lately
    )


def ehc_plans(county: County) -> Columns:
    """Plans in force in the year, and those that ceased in it."""
    found, people = plans_of(county), county.people
    chance = stream(county.seed, county.area, Subject.PLANS, 1)
    child, issued, size = found.child, found.issued, len(found.child)
    ceased = (chance.random(size) < _CEASED) & ~found.lately
    end = np.where(ceased, county.days[0] + chance.integers(0, 320, size), NONE)
    school = people.school[child]
    unplaced = (chance.random(size) < _UNPLACED) | (school < 0)
    placed = np.where(unplaced, -1, school)
    kind = np.array([0, 0, 1, 2])[np.minimum(county.settings.phase[placed], 3)]
    since = np.maximum(issued, county.days[0] - 365 * pick(chance, np.ones(4), size))
    reason = coded(
        np.where(ceased, pick(chance, (4, 3, 3), size), -1),
        ("no longer needed", "moved to another authority", "left education"),
    )
    reviewed = np.where(found.lately, NONE, county.last_day - chance.integers(20, 400, size))
    return {
        "child_id": child_ids(county.la, child),
        "upn": upns(people.upn[child]),
        "birth": days(people.born[child]),
        "sex": coded(people.boy[child].astype(np.int64), ("F", "M")),
        "ethnicity": coded(people.ethnicity[child], ETHNIC_CODES),
        "start": days(issued),
        "end": days(np.maximum(end, NONE)),
        "end_reason": reason,
        "sen_need": coded(people.need[child], NEED_CODES),
        "placement": coded(np.where(unplaced, -1, kind), _PLACES),
        "urn": school_numbers(county.settings.urn, placed),
        "placement_start": days(np.where(unplaced, NONE, since)),
        "last_review": days(np.where(reviewed > issued, reviewed, NONE)),
    }


# One draw after another in the order that fixes what a seed makes; nothing in it stands alone.
def ehc_requests(county: County) -> Columns:
    """
    Requests that led to the plans issued lately, those refused, and those still waiting.

    Plans without exceptions keep to 20 weeks as often as published.
    """
    found, people = plans_of(county), county.people
    chance = stream(county.seed, county.area, Subject.PLANS, 2)
    issued, child = found.issued[found.lately], found.child[found.lately]
    late = chance.random(len(child)) >= county.levels.in_time
    weeks = np.where(
        late, 141 + chance.exponential(70, len(child)), 85 + 55 * chance.random(len(child))
    )
    received = issued - weeks.astype(np.int64)
    wanting = _wanting(chance, county)
    asked = chance.integers(_first_day(county), county.last_day - 20, len(wanting))
    child, received = np.append(child, wanting), np.append(received, asked)
    size, known = len(child), len(issued)
    issued = np.append(issued, np.full(len(wanting), NONE))
    decided = received + (chance.random(size) * 40).astype(np.int64) + 2
    decided = np.where(chance.random(size) < 0.08, decided + 30, decided)
    outcome = np.append(np.zeros(known, np.int64), pick(chance, (0.55, 0.38, 0.07), len(wanting)))
    assessed = np.where(issued != NONE, issued - 28, np.where(outcome == 0, decided + 80, NONE))
    assessed = np.maximum(assessed, np.where(assessed == NONE, NONE, decided))
    refused = (np.arange(size) >= known) & (outcome == 0) & (chance.random(size) < 0.3)
    to_issue = np.where(issued != NONE, 0, np.where(refused, 1, -1))
    assessed = np.where(to_issue < 0, NONE, assessed)
    order = np.lexsort((received, child))
    exception = (chance.random(size) < _EXCEPTIONS) & (issued - received > _TWENTY_WEEKS)
    columns = {
        "child_id": child_ids(county.la, child),
        "request_id": texts_of(figures(county.la * 10**6 + np.arange(size), 9)),
        "upn": upns(people.upn[child]),
        "birth": days(people.born[child]),
        "sex": coded(people.boy[child].astype(np.int64), ("F", "M")),
        "received": days(received),
        "decided": days(county.left(decided)),
        "outcome": coded(
            np.where(decided > county.last_day, -1, outcome), ("assess", "refuse", "withdrawn")
        ),
        "assessed": days(county.left(assessed)),
        "to_issue": coded(np.where(assessed > county.last_day, -1, to_issue), ("issue", "refuse")),
        "issued": days(issued),
        "exception": yes_no(exception),
        "sen_need": coded(people.need[child], NEED_CODES),
    }
    return {name: taken(column, order) for name, column in columns.items()}


def _wanting(chance: Chance, county: County) -> Ints:
    """Children without a plan for whom one was asked; SEN support first."""
    people = county.people
    weights: Floats = np.where(people.sen[: people.pupils] == 1, 0.07, 0.004)
    weights = weights * _WANTING / 0.0135
    return np.flatnonzero(
        chance.random(people.pupils) < np.where(people.sen[: people.pupils] == 2, 0.0, weights)
    )


def annual_reviews(county: County) -> Columns:
    """The review that fell due in the year for each plan older than that."""
    found, people = plans_of(county), county.people
    chance = stream(county.seed, county.area, Subject.REVIEWS)
    kept = np.flatnonzero(~found.lately)
    child, size = found.child[kept], len(kept)
    due = county.days[0] + chance.integers(0, 320, size)
    late = chance.random(size) < 0.22
    meeting = due + np.where(late, chance.integers(1, 120, size), -chance.integers(0, 45, size))
    meeting = np.where(chance.random(size) < 0.04, NONE, county.left(meeting))
    held = meeting != NONE
    wait = np.where(
        chance.random(size) < 0.55, chance.integers(3, 29, size), chance.integers(29, 110, size)
    )
    decided = np.where(held, county.left(meeting + wait), NONE)
    outcome = pick(chance, (0.58, 0.38, 0.04), size)
    amended = decided + np.where(chance.random(size) < 0.5, 84 - np.minimum(wait, 80), 100)
    amends = (outcome == 1) & (decided != NONE)
    return {
        "child_id": child_ids(county.la, child),
        "upn": upns(people.upn[child]),
        "due": days(due),
        "meeting": days(meeting),
        "decided": days(decided),
        "outcome": coded(np.where(decided == NONE, -1, outcome), ("maintain", "amend", "cease")),
        "amended": days(np.where(amends, county.left(amended), NONE)),
    }
