"""Who is on a roll without a mark that counts, against going through every day and stay."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from headway.analytics.definition import Window
from headway.analytics.open_days import OpenDays
from headway.analytics.school_days import MarkedDays
from headway.analytics.stays import Stays
from headway.analytics.unmarked_pupils import of_compulsory_age, unmarked
from headway.analytics.unplaced_marks import without_sessions
from headway.evidence.calendars import Calendar
from headway.evidence.marks.roster import UPN_BITS, packed_upn
from headway.evidence.usual_terms import usual_terms

URNS = (100_001, 100_002, 100_003)
LAST = date(2023, 9, 22)
DAYS = [date(2023, 9, 11) + timedelta(days=n) for n in range(19)]
CLOSED = date(2023, 9, 20)

STAYS = st.lists(
    st.tuples(
        st.sampled_from(URNS), st.integers(1, 4), st.sampled_from(DAYS), st.sampled_from(DAYS)
    ),
    max_size=8,
)
MARKED = st.dictionaries(st.sampled_from(URNS), st.sets(st.sampled_from(DAYS)))
COUNTED = st.sets(st.tuples(st.sampled_from(URNS), st.integers(1, 4)))


def stays_of(rows: list[tuple[int, int, date, date]]) -> Stays:
    some = sorted((urn << UPN_BITS | n, a.toordinal(), b.toordinal()) for urn, n, a, b in rows)
    enrolments, entries, untils = np.array(some, dtype=np.int64).reshape(-1, 3).T
    return replace(Stays.none(), enrolments=enrolments, entries=entries, untils=untils)


@given(STAYS, MARKED, COUNTED)
def test_each_pupil_is_told_whose_school_marked_an_open_day_of_the_stay(rows, marked, counted):
    own = usual_terms(2023)
    calendar = Calendar(
        years={2023: replace(own, closed=own.closed | {CLOSED})}, schools={}, made_up=False
    )
    days = MarkedDays.of(2023, marked, dict.fromkeys(marked, (DAYS[0], DAYS[-1])))
    keys = np.array([urn << UPN_BITS | n for urn, n in counted], dtype=np.int64)

    found = unmarked(keys, stays_of(rows), days, OpenDays(2023, calendar, (LAST,)), LAST)

    expected = {
        urn << UPN_BITS | n
        for urn, n, first, last in rows
        if (urn, n) not in counted
        and any(
            first <= day <= min(last, LAST) and day.weekday() < 5 and day != CLOSED
            for day in marked.get(urn, ())
        )
    }
    assert found.tolist() == sorted(expected)


def test_those_of_other_ages_and_boarders_are_not_looked_for():
    upns = ["T93199992401C", "B801200005001", "B801200005002"]
    rolls = pa.table(
        {
            "upn": upns, "urn": ["100001"] * 3, "entry": [date(2023, 9, 5)] * 3,
            "birth": [date(2011, 3, 1), date(2020, 3, 1), date(2011, 3, 1)],
            "boarder": [None, "N", "B"],
        }
    )  # fmt: skip
    some = np.sort(np.array([100_001 << UPN_BITS | packed_upn(upn) for upn in upns]))
    window = Window(first=date(2023, 8, 1), last=date(2024, 7, 31), name="AY 2023/24")

    found = of_compulsory_age(rolls, some, window)

    assert found.tolist() == [100_001 << UPN_BITS | packed_upn(upns[0])]


def test_nothing_is_said_where_every_pupil_has_a_mark():
    assert without_sessions({}) == ()
