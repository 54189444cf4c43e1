"""Absence counted from bytes, against a plain loop over marks, in NumPy and by hand."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.analytics.attendance import kernel
from headway.analytics.attendance.counting import count
from headway.analytics.attendance.kernel import tally
from headway.analytics.attendance.plain import VALUES, tally_plainly
from headway.analytics.attendance.tables import lookup
from headway.analytics.attendance.totals import GROUPINGS, rate
from headway.evidence.attendance_codes import CODES, Flag, byte_of, flag_table
from headway.evidence.errors import EvidenceError
from headway.evidence.marks.compiling import Loop
from headway.evidence.marks.files import write_matrix
from headway.evidence.marks.roster import AXES, KEYS, NOT_COUNTED, Roster, group_table, key_of
from headway.evidence.marks.sessions import Sessions

AUTUMN_2019 = date(2019, 9, 2)
BYTES = [0, *(code.byte for code in CODES)]


def sessions(*, first=AUTUMN_2019, ends=(2, 4, 5, 6, 7, 8), gap=1):
    days = tuple(first + timedelta(days=gap * n) for n in range(ends[-1]))
    return Sessions(year=first.year, days=days, ends=tuple(ends))


def roster(sizes, keys, places=None):
    places = places or [("931", "primary")] * len(sizes)
    return Roster(
        numbers=np.arange(len(keys), dtype=np.int64),
        keys=np.array(keys, dtype=np.uint8),
        urns=np.arange(100001, 100001 + len(sizes), dtype=np.int64),
        offsets=np.append(0, np.cumsum(sizes)).astype(np.int64),
        las=tuple(la for la, _ in places),
        phases=tuple(phase for _, phase in places),
    )


def row(*days):
    """The marks of a pupil: "//" a day is both sessions, ".." no mark."""
    return [byte_of(mark.replace(".", "")) for day in days for mark in day]


def matrix(folder, marks, who, year):
    return write_matrix(folder, sessions=year, roster=who, blocks=[np.array(marks, dtype=np.uint8)])


def reckoned(marks, who, year):
    """Every number of the fifteen breakdowns, mark by mark."""
    groups = group_table()
    found: dict[tuple[object, ...], list[int]] = {}
    for school in range(len(who.urns)):
        for pupil in range(who.offsets[school], who.offsets[school + 1]):
            if who.keys[pupil] == NOT_COUNTED:
                continue
            label = {"la": who.las[school], "phase": who.phases[school]}
            label["school"] = str(who.urns[school])
            for n, axis in enumerate(AXES):
                label[axis.name] = axis.groups[groups[n, who.keys[pupil]]]
            for term, end in enumerate(year.ends, start=1):
                flags = [flag_table(year.days[n // 2])[marks[pupil][n]] for n in range(2 * end)]
                wanted = (Flag.POSSIBLE, Flag.AUTHORISED, Flag.UNAUTHORISED)
                possible, authorised, unauthorised = (
                    sum(1 for flag in flags if flag & each) for each in wanted
                )
                if not possible:
                    continue
                absent = authorised + unauthorised
                values = [1, possible, authorised, unauthorised]
                values += [10 * absent >= possible, 2 * absent >= possible]
                for grouping in GROUPINGS:
                    at = (grouping, tuple(label[name] for name in grouping), term)
                    into = found.setdefault(at, [0] * 6)
                    for place, value in enumerate(values):
                        into[place] += value
    return found


def counted(totals):
    return {
        (counts.grouping, label, term): list(values)
        for counts in totals.all_counts()
        for label, term, values in counts.rows()
    }


@st.composite
def years(draw):
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    pupils = sum(sizes)
    keys = draw(
        st.lists(
            st.one_of(st.integers(0, KEYS - 1), st.just(NOT_COUNTED)),
            min_size=pupils,
            max_size=pupils,
        )
    )
    places = [(draw(st.sampled_from("AB")), draw(st.sampled_from("pst"))) for _ in sizes]
    few = st.integers(0, 3)
    ends = np.cumsum([draw(st.integers(1, 3)), *(draw(few) for _ in range(5))]).tolist()
    first = draw(st.sampled_from([AUTUMN_2019, date(2020, 9, 1), date(2022, 3, 21)]))
    first = draw(st.just(first) | st.just(date(2024, 8, 12)))
    year = sessions(first=first, ends=ends, gap=draw(st.integers(1, 4)))
    width = len(year)
    some = st.lists(st.sampled_from(BYTES), min_size=width, max_size=width)
    return draw(st.lists(some, min_size=pupils, max_size=pupils)), roster(sizes, keys, places), year


@settings(max_examples=60)
@given(made=years())
def test_every_breakdown_is_what_a_plain_loop_over_marks_finds(made, tmp_path_factory):
    marks, who, year = made
    on_disk = matrix(tmp_path_factory.mktemp("marks") / "year", marks, who, year)

    expected = reckoned(marks, who, year)

    assert counted(count([on_disk], kernel=tally)) == expected
    assert counted(count([on_disk], kernel=tally_plainly, threads=1)) == expected


def test_what_was_just_compiled_and_what_is_kept_count_alike(tmp_path, monkeypatch):
    """Takes over a second where it compiles the kernel, which is what is asked about."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kept"))
    dice, year, sizes = np.random.default_rng(3), sessions(ends=(9, 20, 33, 40, 40, 47)), [40, 60]
    who = roster(sizes, dice.integers(0, KEYS, 100), [("A", "p"), ("B", "s")])
    on_disk = matrix(tmp_path / "year", dice.choice(BYTES, (100, len(year))), who, year)
    expected = counted(count([on_disk], kernel=tally_plainly))

    for _ in ("compiled", "kept"):
        again = Loop(vars(kernel._tally)["__wrapped__"])
        again.__qualname__ = "another, of which nothing is kept beside the module"
        monkeypatch.setattr(kernel, "_tally", again)
        assert counted(count([on_disk], kernel=tally)) == expected

    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_pupil_away_for_exactly_a_tenth_is_persistently_absent_and_for_less_is_not(tmp_path):
    year = sessions(ends=(5, 5, 5, 5, 5, 5))
    exactly = row("I\\", "/\\", "/\\", "/\\", "/\\")
    less = row("L\\", "/\\", "/\\", "/\\", "/\\")
    late_joiner = row("ZZ", "ZZ", "ZZ", "ZZ", "/O")
    never_here = row("ZZ", "ZZ", "ZZ", "ZZ", "ZZ")

    found = count(
        [
            matrix(
                tmp_path / "y", [exactly, less, late_joiner, never_here], roster([4], [0] * 4), year
            )
        ]
    )

    values = found.counts().of()[-1]
    assert dict(zip(VALUES, values.tolist(), strict=True)) == {
        "pupils": 3,
        "possible": 22,
        "authorised": 1,
        "unauthorised": 1,
        "persistent": 2,
        "severe": 1,
    }
    assert rate(values, "persistent", "pupils") == pytest.approx(66.67, abs=0.01)


def test_no_mark_is_neither_present_nor_absent(tmp_path):
    year = sessions(ends=(2, 2, 2, 2, 2, 2))

    found = count([matrix(tmp_path / "y", [row("..", "/-")], roster([1], [0]), year)])

    assert found.counts().of()[-1].tolist() == [1, 1, 0, 0, 0, 0]


def test_x_in_the_pandemic_is_a_possible_session_and_before_it_is_none(tmp_path):
    shut, before = date(2021, 1, 11), date(2019, 1, 14)

    values = [
        count(
            [
                matrix(
                    tmp_path / str(first.year),
                    [row("XX", "/\\")],
                    roster([1], [0]),
                    sessions(first=first, ends=(2, 2, 2, 2, 2, 2)),
                )
            ]
        )
        .counts()
        .of()[-1]
        .tolist()
        for first in (shut, before)
    ]

    assert [possible for _, possible, *_ in values] == [4, 2]


def test_a_code_counts_as_it_did_on_the_day_where_the_rules_change_within_a_year(tmp_path):
    year = sessions(first=date(2024, 8, 18), ends=(2, 2, 2, 2, 2, 2))

    found = count([matrix(tmp_path / "y", [row("JJ", "JJ")], roster([1], [0]), year)])

    before = [flag_table(day)[byte_of("J")] for day in year.days]
    attending = sum(2 for flags in before if flags & Flag.POSSIBLE)
    assert len(lookup(year).tables) == 2
    assert found.counts().of()[-1].tolist()[:2] == [1, attending]


def test_sums_beyond_two_to_the_31_do_not_wrap():
    year = sessions(ends=(74, 140, 200, 256, 316, 380))
    year = Sessions(year=year.year, days=year.days[:190], ends=(37, 70, 100, 128, 158, 190))
    about = lookup(year)
    pupils, times = 20_000, 300
    marks = np.tile(np.array([47, 92], dtype=np.uint8), (pupils, 190))
    marks[:, :20] = ord("I")
    schools = np.array([[0, pupils, 0, 0]], dtype=np.int64)
    cube = np.zeros((1, 1, 6, 6), dtype=np.int64)
    by_school = np.zeros((1, 6, 6), dtype=np.int64)
    cells = np.zeros(pupils, dtype=np.uint8)

    for _ in range(times):
        tally(marks.view(np.uint16), cells, schools, about.segments, about.tables, cube, by_school)

    everyone = pupils * times
    assert everyone * 380 > 2**31
    assert cube[0, 0, -1].tolist() == [everyone, everyone * 380, everyone * 20, 0, 0, 0]
    assert by_school[0, -1].tolist() == cube[0, 0, -1].tolist()


def test_a_term_too_long_for_a_packed_sum_is_added_up_in_parts():
    year = sessions(ends=(1200, 1200, 1200, 1200, 1200, 1200), gap=1)
    about = lookup(year)
    days = np.full((1, 1200), 73 << 8 | 73, dtype=np.uint16)
    schools = np.array([[0, 1, 0, 0]], dtype=np.int64)

    for tallied in (tally, tally_plainly):
        cube = np.zeros((1, 1, 6, 6), dtype=np.int64)
        by_school = np.zeros((1, 6, 6), dtype=np.int64)
        tallied(days, np.zeros(1, np.uint8), schools, about.segments, about.tables, cube, by_school)

        assert cube[0, 0, -1].tolist() == [1, 2400, 2400, 0, 1, 1]


def test_two_threads_find_what_one_does_and_a_later_file_replaces_its_schools(tmp_path):
    year = sessions()
    dice = np.random.default_rng(4)
    sizes = [6_000, 5_000, 7_000, 30]
    keys = dice.integers(0, KEYS, sum(sizes))
    marks = dice.choice(BYTES, (sum(sizes), len(year)))
    places = list(product("AB", "ps"))
    first = matrix(tmp_path / "first", marks, roster(sizes, keys, places), year)
    corrected = np.full((5_000, len(year)), byte_of("I"), dtype=np.uint8)
    marks_then = marks.copy()
    marks_then[6_000:11_000] = corrected
    who = roster([5_000], keys[6_000:11_000], places[1:2])
    again = Roster(
        numbers=who.pupils, keys=who.keys, urns=np.array([100002], dtype=np.int64),
        offsets=who.offsets, las=who.las, phases=who.phases,
    )  # fmt: skip

    two, one = (count([first], threads=threads, kernel=tally).digest() for threads in (2, 1))
    replaced = count([first, matrix(tmp_path / "second", corrected, again, year)])

    whole = count([matrix(tmp_path / "whole", marks_then, roster(sizes, keys, places), year)])
    assert len(first.groups) > 1
    assert one == two
    assert replaced.digest() == whole.digest()
    assert replaced.digest() != one


def test_years_are_not_mixed_and_unknown_breakdowns_are_refused(tmp_path):
    who, year = roster([1], [key_of({"sex": "F"})]), sessions()
    this = matrix(tmp_path / "this", [[47] * len(year)], who, year)
    last_year = sessions(first=date(2018, 9, 3))
    last = matrix(tmp_path / "last", [[47] * len(year)], who, last_year)

    with pytest.raises(EvidenceError, match="year by year"):
        count([this, last])
    with pytest.raises(EvidenceError, match="not counted by postcode"):
        count([this]).counts(("postcode",))
    with pytest.raises(EvidenceError, match="Load a year of marks first"):
        count([])
