"""Tables of made-up schools, enrolments, exclusions, placements and timetables."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from headway.evidence.kinds.exclusions import REASONS
from headway.evidence.synthetic import exclusions, timetables
from headway.evidence.synthetic.county import County
from headway.evidence.synthetic.draws import Ints, Subject, pick, stream
from headway.evidence.synthetic.people import ETHNIC_CODES, NEED_CODES, SEN
from headway.evidence.synthetic.rolls import BOARDERS, STATUSES
from headway.evidence.synthetic.settings import ALL_PHASES
from headway.evidence.synthetic.texts import (
    NONE,
    child_ids,
    coded,
    days,
    decimals,
    figures,
    forenames,
    nhs_numbers,
    numbers,
    postcodes,
    same,
    surnames,
    texts_of,
    upns,
    yes_no,
)

Columns: TypeAlias = Mapping[str, pa.Array]

_YEARS = ("N1", "N2", "R", *(str(year) for year in range(1, 14)))
_REASON_WEIGHTS = (9, 7, 5, 11, 3, 2, 1, 0.7, 0.2, 1, 5, 3, 1, 2, 0.1, 49)


def year_groups(years: Ints) -> pa.Array:
    """Year groups in the codes of the census; null below nursery."""
    return coded(np.where(years < -2, -1, years + 2), _YEARS)


def school_numbers(urns: Ints, places: Ints) -> pa.Array:
    """URNs of settings as texts; null for a place below 0."""
    return coded(places, [str(urn) for urn in urns.tolist()])


def schools(county: County) -> Columns:
    """The register of schools."""
    found = county.settings
    size = len(found.urn)
    return {
        "urn": texts_of(figures(found.urn, 6)),
        "laestab": texts_of(figures(found.laestab, 7)),
        "name": pa.array(found.names, pa.string()),
        "phase": coded(found.phase, ALL_PHASES),
        "la": same(str(found.la), size),
        "opened": days(found.opened),
        "roll": numbers(found.roll),
        "postcode": postcodes(np.arange(size) * 15),
    }


def enrolments(county: County) -> Columns:
    """The rolls of the year."""
    rolls, people = county.rolls, county.people
    child = rolls.child
    return {
        "academic_year": same(f"{county.year}/{(county.year + 1) % 100:02d}", len(rolls)),
        "upn": upns(people.upn[child]),
        "child_id": child_ids(county.la, child),
        "urn": school_numbers(county.settings.urn, rolls.school),
        "entry": days(rolls.entry),
        "leaving": days(rolls.leaving),
        "status": coded(rolls.status, STATUSES),
        "birth": days(people.born[child]),
        "sex": coded(people.boy[child].astype(np.int64), ("F", "M")),
        "ethnicity": coded(people.ethnicity[child], ETHNIC_CODES),
        "year_group": year_groups(people.year[child]),
        "sen_provision": coded(people.sen[child], SEN),
        "sen_need": coded(people.need[child], NEED_CODES),
        "fsm": yes_no(people.fsm[child]),
        "boarder": coded(rolls.boarder, BOARDERS),
        "la": same(str(county.la), len(rolls)),
        "postcode": postcodes(people.home[child]),
    }


def identities(county: County) -> Columns:
    """Every child once, with names and NHS number: what joins files that share no number."""
    people = county.people
    every = np.arange(len(people))
    first = county.area * 400_000
    return {
        "child_id": child_ids(county.la, every),
        "upn": upns(people.upn),
        "nhs_number": nhs_numbers(first + every),
        "surname": surnames(people.home),
        "forename": forenames(every),
        "birth": days(people.born),
        "sex": coded(people.boy.astype(np.int64), ("F", "M")),
        "postcode": postcodes(people.home),
    }


def exclusions_known(county: County, day: int | None = None) -> Columns:
    """
    Exclusions and suspensions with their latest status.

    Args:
        county: Whose.
        day: As known on this day: later ones are missing, and reviews still to come.
    """
    found, permanent, rolls = county.suspensions, county.permanent, county.rolls
    child = np.append(rolls.child[found.row], permanent.child)
    school = np.append(rolls.school[found.row], permanent.school)
    last = np.minimum(found.first + found.days, len(county.days)) - 1
    start = np.append(county.days[found.first], permanent.start)
    none = np.full(len(permanent.child), NONE)
    end, sessions = np.append(county.days[last], none), np.append(found.sessions, none)
    state = np.append(found.state, permanent.state)
    state_day = np.append(found.state_day, permanent.state_day)
    kind = np.append(np.ones(len(found.row), np.int64), np.zeros(len(none), np.int64))
    chance = stream(county.seed, county.area, Subject.EXCLUSIONS, 2)
    reason = pick(chance, _REASON_WEIGHTS, len(child))
    order = np.lexsort((start, school))
    if day is not None:
        order = order[start[order] <= day]
        ahead = state_day > day
        state = np.where(ahead, exclusions.GIVEN, state)
        state_day = np.where(ahead, NONE, state_day)
    people = county.people
    return {
        "upn": upns(people.upn[child][order]),
        "child_id": child_ids(county.la, child[order]),
        "urn": school_numbers(county.settings.urn, school[order]),
        "kind": coded(kind[order], ("permanent", "suspension")),
        "start": days(start[order]),
        "end": days(end[order]),
        "sessions": numbers(sessions[order]),
        "reason": coded(reason[order], tuple(REASONS)),
        "status": coded(state[order], exclusions.STATES),
        "status_day": days(state_day[order]),
        "year_group": year_groups(people.year[child][order]),
        "sen_provision": coded(people.sen[child][order], SEN),
    }


def placements(county: County) -> Columns:
    """What was provided after permanent exclusions that needed it."""
    found, people = county.permanent, county.people
    kept = np.flatnonzero(found.provision >= 0)
    child = found.child[kept]
    return {
        "upn": upns(people.upn[child]),
        "child_id": child_ids(county.la, child),
        "urn": school_numbers(county.settings.urn, found.school[kept]),
        "excluded": days(found.start[kept]),
        "provision": coded(found.provision[kept], exclusions.PROVISIONS),
        "start": days(found.begun[kept]),
        "provider_urn": school_numbers(county.settings.urn, found.provider[kept]),
        "named": days(found.named[kept]),
    }


def part_time_timetables(county: County) -> Columns:
    """Part-time timetables."""
    found, people, rolls = county.timetables, county.people, county.rolls
    child = rolls.child[found.row]
    chance = stream(county.seed, county.area, Subject.TIMETABLES, 1)
    return {
        "upn": upns(people.upn[child]),
        "child_id": child_ids(county.la, child),
        "urn": school_numbers(county.settings.urn, rolls.school[found.row]),
        "start": days(found.start),
        "end": days(found.end),
        "planned_end": days(found.planned),
        "review": days(found.start + 28),
        "notified": days(found.notified),
        "hours": decimals(found.hours),
        "agreed": yes_no(chance.random(len(child)) < 0.92),
        "reason": coded(found.reason, timetables.REASONS),
        "year_group": year_groups(people.year[child]),
        "sen_provision": coded(people.sen[child], SEN),
    }
