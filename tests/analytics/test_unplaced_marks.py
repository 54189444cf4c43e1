"""What is said of marks that are in no figure, against counting mark by mark."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from headway.analytics.unplaced_marks import Tally, Unplaced, sentences

CUTS = 2
DAYS = 3


def sessions(marks):
    """Every mark is a possible session; the first cut is after the first day."""
    counts = (marks != 0).cumsum(axis=1)
    return counts[:, [1, 2 * DAYS - 1]].astype(np.int16)


ROLLS = st.sets(st.integers(1, 6))


@given(
    arrays(np.uint8, (4, 2 * DAYS), elements=st.integers(0, 2)),
    arrays(np.bool_, (4, DAYS)),
    ROLLS,
)
def test_each_left_out_mark_is_told_once_by_whether_its_pupil_is_on_the_roll(marks, out, roll):
    upns = np.array([1, 3, 4, 6])

    found = Unplaced.of(upns, marks, out, np.array(sorted(roll), dtype=np.int64), sessions)

    for tally, on_roll in ((found.on_no_roll, False), (found.off_dates, True)):
        left = {
            int(upn): sum(1 for at in range(2 * DAYS) if out[row, at // 2] and marks[row, at])
            for row, upn in enumerate(upns)
            if (upn in roll) is on_roll
        }
        assert tally.until(1) == (sum(1 for n in left.values() if n), sum(left.values()))
    assert Unplaced.from_rows(found.rows).rows == found.rows


TALLIES = st.dictionaries(st.integers(1, 9), st.integers(1, 5)).map(
    lambda held: Tally(
        upns=np.array(sorted(held), dtype=np.int64),
        sessions=np.array([[held[upn]] * CUTS for upn in sorted(held)]).reshape(-1, CUTS),
    )
)


@given(TALLIES, TALLIES)
def test_a_pupil_in_two_files_counts_once_with_the_sessions_of_both(one, other):
    both = one.plus(other)

    assert both.until(0)[0] == len({*one.upns.tolist(), *other.upns.tolist()})
    assert both.until(0)[1] == one.until(0)[1] + other.until(0)[1]


def test_nothing_is_said_where_every_mark_counts():
    assert sentences({123456: Unplaced()}, 0) == ()


def test_the_schools_with_most_pupils_are_named_first():
    def of(pupils):
        upns = np.arange(pupils, dtype=np.int64)
        return Unplaced(on_no_roll=Tally(upns=upns, sessions=np.full((pupils, 1), 10)))

    (said,) = sentences({100000 + n: of(n) for n in range(1, 8)}, 0)

    assert said.startswith(
        "28 pupils of attendance-marks are on no roll of the school that sent them "
        "(100007: 7, 100006: 6, 100005: 5, 100004: 4, 100003: 3, and 2 more schools): "
        "280 possible sessions of theirs are in no figure."
    )
