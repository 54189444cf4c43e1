"""The files of one made-up county tell one story, and the readers take them as they are."""

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from headway.evidence.attendance_codes import Flag, byte_of, flag_table
from headway.evidence.calendar_files import read_calendar
from headway.evidence.holidays import dfe_term, summer_halves
from headway.evidence.kinds import KINDS, kind
from headway.evidence.marks.files import open_matrix
from headway.evidence.marks.roster import upn_text
from headway.evidence.reading.files import facts
from headway.evidence.reading.opening import opened
from headway.evidence.synthetic import MATRIX, generate
from headway.evidence.synthetic.county import County
from headway.evidence.synthetic.levels import ROLL_SHARES, levels
from headway.evidence.synthetic.plans_tables import ehc_requests
from headway.evidence.synthetic.registers import BLOCK_ROWS, registers
from headway.evidence.synthetic.rolls import number_of
from headway.evidence.usual_terms import usual_terms
from headway.evidence.validating.checking import checked

YEAR = 2023
DAY = timedelta(days=1)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of(made: Path, name: str) -> list[dict[str, str]]:
    return rows(made / f"synthetic-{name}.csv")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    generate(pupils=1200, seed=11, year=YEAR, kinds=None, to=folder)
    return folder


@pytest.fixture(scope="module")
def marks(made: Path) -> list[dict[str, str]]:
    return of(made, "attendance-marks")


@pytest.fixture(scope="module")
def county() -> County:
    return County(
        seed=3, area=0, pupils=60_000, year=YEAR, terms=usual_terms(YEAR), levels=levels(YEAR)
    )


@pytest.mark.parametrize("name", [found.name for found in KINDS])
def test_a_file_of_each_kind_is_read_without_a_fault(made: Path, tmp_path: Path, name: str) -> None:
    sheet = opened(facts(made / f"synthetic-{name}.csv"), kind(name))

    outcome = checked(sheet, tmp_path)

    assert not outcome.counts
    assert not outcome.refusals
    assert outcome.good > 0


def test_the_census_adds_up_to_the_marks_of_the_registers(
    made: Path, marks: list[dict[str, str]]
) -> None:
    half = summer_halves(YEAR)[1].first
    starts = [
        ("summer-2", half),
        ("summer-1", dfe_term(YEAR, "Summer").first),
        ("spring", dfe_term(YEAR, "Spring").first),
        ("autumn", date.min),
    ]
    terms = {
        day: next(name for name, first in starts if date.fromisoformat(day) >= first)
        for day in {mark["day"] for mark in marks}
    }
    flags = flag_table(date(YEAR, 10, 2))
    expected: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    times = Counter((mark["upn"], mark["urn"], terms[mark["day"]], mark["code"]) for mark in marks)
    for (upn, urn, term, code), number in times.items():
        bits = int(flags[byte_of(code) or 0])
        told = expected[upn, urn, term]
        told["sessions_possible"] += number * bool(bits & Flag.POSSIBLE)
        told["sessions_authorised"] += number * bool(bits & Flag.AUTHORISED)
        told["sessions_unauthorised"] += number * bool(bits & Flag.UNAUTHORISED)
        told["reason_i"] += number * (code == "I")

    census = of(made, "attendance-census")

    assert len(census) > 3000
    for row in census:
        told = expected[row["upn"], row["urn"], row["term"]]
        for name in ("sessions_possible", "sessions_authorised", "sessions_unauthorised"):
            assert int(row[name]) == told[name]
        assert int(row["reason_i"]) == told["reason_i"]


def test_marks_stand_on_school_days_while_the_pupil_is_on_the_roll(
    made: Path, marks: list[dict[str, str]]
) -> None:
    terms = read_calendar(made / "synthetic-calendar.csv").terms(YEAR)
    roll = {
        (row["upn"], row["urn"]): (row["entry"], row["leaving"] or "9999")
        for row in of(made, "enrolments")
    }
    open_days = {day.isoformat() for day in terms.days}

    for mark in marks:
        entry, leaving = roll[mark["upn"], mark["urn"]]
        assert mark["day"] in open_days
        assert mark["day"] <= leaving
        assert mark["day"] >= entry or mark["code"] == "Z"


def test_nobody_is_on_two_rolls_at_once_but_for_those_registered_twice(made: Path) -> None:
    stays = defaultdict(list)
    for row in of(made, "enrolments"):
        stays[row["upn"]].append((row["entry"], row["leaving"] or "9999", row["status"]))

    several = [sorted(found) for found in stays.values() if len(found) > 1]

    assert several
    for first, second in several:
        twice = {first[2], second[2]} == {"M", "S"}
        assert twice or first[1] < second[0]
    assert any({first[2], second[2]} == {"M", "S"} for first, second in several)


def test_suspended_pupils_are_marked_so(made: Path, marks: list[dict[str, str]]) -> None:
    codes = {
        (row["upn"], row["urn"], row["day"]): row["code"] for row in marks if row["session"] == "AM"
    }
    found = [
        row
        for row in of(made, "exclusions")
        if row["kind"] == "suspension" and row["status"] != "rescinded"
    ]

    assert len(found) > 40
    assert all(codes[row["upn"], row["urn"], row["start"]] in "E#YDX" for row in found)


def test_a_protection_plan_lies_within_an_episode_and_beside_no_other_plan(made: Path) -> None:
    episodes = {row["child_id"]: row for row in of(made, "children-in-need")}

    plans = of(made, "child-protection")

    assert plans
    for plan in plans:
        episode = episodes[plan["child_id"]]
        assert episode["start"] <= plan["start"]
        assert not episode["end"] or plan["end"] <= episode["end"]
        assert not episode["plan_start"] or episode["plan_end"] < plan["start"]


def test_children_at_home_or_missing_are_on_no_roll(made: Path) -> None:
    roll = defaultdict(list)
    for row in of(made, "enrolments"):
        roll[row["child_id"]].append(row["leaving"])

    for name in ("elective-home-education", "children-missing-education"):
        for row in of(made, name):
            assert all(leaving and leaving < row["start"] for leaving in roll[row["child_id"]])


def test_every_plan_is_of_a_child_with_provision_e(made: Path) -> None:
    provision = {row["child_id"]: row["sen_provision"] for row in of(made, "enrolments")}
    plans = {row["child_id"] for row in of(made, "ehc-plans")}

    assert {child for child, code in provision.items() if code == "E"} <= plans
    assert all(provision.get(child, "E") == "E" for child in plans)


def test_an_earlier_edition_knows_less_of_the_same_exclusions(made: Path) -> None:
    key = ("upn", "urn", "kind", "start")
    later = {tuple(row[part] for part in key): row for row in of(made, "exclusions")}
    earlier = rows(made / "earlier" / "synthetic-exclusions-at-term-4.csv")
    last = usual_terms(YEAR).term(4).last.isoformat()

    assert 0 < len(earlier) < len(later)
    assert all(row["start"] <= last and row["status_day"] <= last for row in earlier)
    assert all(tuple(row[part] for part in key) in later for row in earlier)


def test_exclusions_are_at_the_published_levels(county: County) -> None:
    pupils, published = county.people.pupils, county.levels
    found, rolls = county.suspensions, county.rolls
    phase = county.settings.phase[rolls.school[found.row]]

    for place in (0, 1):
        some = len(np.unique(rolls.child[found.row][phase == place]))
        assert some / (ROLL_SHARES[place] * pupils) == pytest.approx(
            published.suspended[place], rel=0.1
        )
    assert 100 * len(found.row) / pupils == pytest.approx(11.31, rel=0.12)
    assert 100 * len(county.permanent.child) / pupils == pytest.approx(0.13, rel=0.2)


def test_children_in_need_are_at_the_published_levels(county: County) -> None:
    """England: 331 in need and 41 protected of 10,000 children, 1.42 children for each pupil."""
    day, children = number_of(date(2024, 3, 31)), 1.42 * county.people.pupils

    assert 10_000 * len(county.episodes.in_need_on(day)) / children == pytest.approx(331, rel=0.1)
    protected = county.episodes.protected_on(day)
    assert 10_000 * len(protected) / children == pytest.approx(41.4, rel=0.35)


def test_plans_are_issued_in_time_as_often_as_published(county: County) -> None:
    columns = ehc_requests(county)
    weeks = [
        (issued - received).days / 7
        for issued, received, exception in zip(
            columns["issued"].to_pylist(),
            columns["received"].to_pylist(),
            columns["exception"].to_pylist(),
            strict=True,
        )
        if issued is not None and exception == "no"
    ]

    in_time = sum(week <= 20 for week in weeks) / len(weeks)
    assert in_time == pytest.approx(county.levels.in_time, abs=0.05)


def test_the_profile_shows_the_gap_of_free_meals(tmp_path: Path) -> None:
    generate(pupils=40_000, seed=1, year=YEAR, kinds=("early-years-profile",), to=tmp_path)
    found = of(tmp_path, "early-years-profile")
    goals = [name for name in found[0] if name.startswith("elg_")][:12]

    for fsm, published in (("yes", 0.515), ("no", 0.72)):
        some = [row for row in found if row["fsm"] == fsm]
        good = [row for row in some if all(row[goal] in "23" for goal in goals)]
        assert len(good) / len(some) == pytest.approx(published, abs=0.01)
        assert all((row["gld"] == "yes") == (row in good) for row in some[:200])


def test_registers_come_in_blocks_that_do_not_grow_with_the_county(county: County) -> None:
    largest = int(np.diff(county.rolls.offsets).max())

    assert max(part.past - part.first for part in registers(county)) < BLOCK_ROWS + largest


def test_authorities_differ_in_number_and_size_and_lie_around_england(tmp_path: Path) -> None:
    generate(pupils=6000, seed=5, year=YEAR, kinds=("schools", "enrolments"), to=tmp_path, areas=4)

    schools, found = of(tmp_path, "schools"), of(tmp_path, "enrolments")

    assert {row["la"] for row in schools} == {"500", "501", "502", "503"}
    assert len({row["urn"] for row in schools}) == len(schools)
    assert len({row["upn"] for row in found}) == 6000


def test_the_marks_of_several_authorities_lie_in_one_matrix(tmp_path: Path) -> None:
    generate(pupils=2000, seed=5, year=YEAR, kinds=(MATRIX, "enrolments"), to=tmp_path, areas=3)

    roster = open_matrix(tmp_path / "synthetic-marks").roster

    assert set(roster.las) == {"500", "501", "502"}
    on_roll = [(row["urn"], row["upn"]) for row in of(tmp_path, "enrolments")]
    urns = np.repeat(roster.urns, np.diff(roster.offsets)).tolist()
    upns = [upn_text(pupil) for pupil in roster.pupils.tolist()]
    assert [(str(urn), upn) for urn, upn in zip(urns, upns, strict=True)] == on_roll


@pytest.mark.parametrize("name", ["exclusions", "enrolments", "attendance-census"])
def test_every_planted_fault_is_found_and_nothing_else(tmp_path: Path, name: str) -> None:
    generate(pupils=1500, seed=2, year=YEAR, kinds=(name,), to=tmp_path, dirt=0.02)
    planted = {
        (int(row["row"]), row["rule"])
        for row in of(tmp_path, "planted-faults")
        if row["rule"] not in ("", "repeated-row")
    }
    repeated = sum(row["rule"] == "repeated-row" for row in of(tmp_path, "planted-faults"))

    outcome = checked(opened(facts(tmp_path / f"synthetic-{name}.csv"), kind(name)), tmp_path)

    found = {
        (fault.row, fault.rule)
        for bad in outcome.bad_rows
        for fault in bad.faults
        if fault.rule != "repeated-row"
    }
    assert planted <= found
    assert {row for row, _ in found} == {row for row, _ in planted}
    counted = sum(number for (rule, _), number in outcome.counts.items() if rule == "repeated-row")
    assert counted == repeated
