"""What is kept of a year's sums is what was counted last, whatever was written before it."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.analytics.kept_sums import Kept, keep, keep_stays, kept, kept_stays
from headway.analytics.school_days import YEAR_DAYS
from headway.analytics.stays import Stays
from headway.analytics.unplaced_marks import Tally, Unplaced
from headway.analytics.year_sums import NewDays, SchoolSums, YearSums, packed_days

CUTS = (date(2023, 12, 31), date(2024, 7, 31))


def tally(pupils: int, sessions: int) -> Tally:
    upns = np.arange(pupils, dtype=np.int64)
    return Tally(upns=upns, sessions=np.full((pupils, len(CUTS)), sessions, dtype=np.int64))


def school(pupils: int, mark: int, load: int) -> SchoolSums:
    """Some sums that can be told apart."""
    marked = np.zeros(YEAR_DAYS, dtype=np.bool_)
    marked[mark % YEAR_DAYS] = True
    return SchoolSums(
        loads=(load,),
        rest=f"rest {mark}",
        upns=np.arange(pupils, dtype=np.int64),
        counters=np.full((pupils, len(CUTS), 3), mark, dtype=np.int16),
        marked=marked,
        roll=(mark, mark + 1),
        unplaced=Unplaced(off_dates=tally(pupils, mark), former=tally(mark % 3, 1)),
    )


def told(sums: YearSums | None) -> object:
    return sums is not None and {
        urn: (each.loads, each.rest, each.upns.tolist(), each.counters.tolist(),
              np.flatnonzero(each.marked).tolist(), each.roll, each.unplaced.rows)
        for urn, each in sums.items()
    }  # fmt: skip


COUNTED = st.dictionaries(
    st.integers(100_001, 100_012), st.integers(0, 300).map(lambda mark: school(mark % 4, mark, 1)),
    max_size=6,
)  # fmt: skip
STEPS = st.lists(st.tuples(COUNTED, st.booleans(), st.sampled_from(["a", "a", "a", "b"])))


@given(steps=STEPS)
@settings(max_examples=30)
def test_after_any_changes_what_is_kept_is_what_there_was_last(
    steps, tmp_path_factory: pytest.TempPathFactory
):
    path = tmp_path_factory.mktemp("marks") / "sums-2023.arrow"
    sums: dict[int, SchoolSums] = {urn: school(3, urn % 300, 1) for urn in range(100_001, 100_013)}
    for new, gone, rest in [({}, False, "a"), *steps]:
        before = kept(path, CUTS)
        known = before.sums or YearSums(apart=sums)
        now = known.with_schools(new, {*known, *new} - {min(known)} if gone else {*known, *new})
        keep(now, path, CUTS, rest=rest, before=before)

        found = kept(path, CUTS)
        assert told(found.sums) == told(now)
        assert found.rest == rest


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "marks" / "sums-2023.arrow"
    sums = YearSums(apart={urn: school(50, urn % 300, 1) for urn in range(100_001, 100_041)})
    keep(sums, path, CUTS, rest="a", before=Kept())
    return path


def correct(path: Path, urn: int, mark: int) -> YearSums:
    before = kept(path, CUTS)
    assert before.sums is not None
    sums = before.sums.with_schools({urn: school(50, mark, 2)}, {*before.sums, urn})
    keep(sums, path, CUTS, rest="a", before=before)
    return sums


def test_a_corrected_school_is_written_alone(large: Path):
    whole = large.read_bytes()

    sums = correct(large, 100_007, 299)

    (beside,) = [one for one in large.parent.iterdir() if one != large]
    assert large.read_bytes() == whole
    assert beside.stat().st_size * 5 < large.stat().st_size
    assert told(kept(large, CUTS).sums) == told(sums)


def a_day(sums: YearSums, load: int) -> YearSums:
    """With a day of everybody whose sums stand in the large file, one session each."""
    assert sums.whole is not None
    schools = len(sums.whole.urns)
    marked = np.zeros((schools, YEAR_DAYS), dtype=np.bool_)
    marked[:, load] = True
    day = NewDays(
        parts=((1, np.full(len(sums.whole.upns), 1 | 1 << 20, dtype=np.uint32)),),
        chains=((1, load),),
        chain_of=np.zeros(schools, dtype=np.int64),
        marked=packed_days(marked),
    )
    return YearSums(whole=sums.whole, days=(*sums.days, day), apart=sums.apart)


def test_a_day_of_everybody_is_written_beside_what_there_was(large: Path):
    whole = large.read_bytes()
    correct(large, 100_007, 299)
    before = kept(large, CUTS)
    assert before.sums is not None

    keep(a_day(before.sums, 5), large, CUTS, rest="a", before=before)

    beside, sums = large.with_suffix(".2.arrow"), kept(large, CUTS).sums
    assert sums is not None
    assert large.read_bytes() == whole
    assert beside.stat().st_size * 3 < large.stat().st_size
    assert told(sums) == told(a_day(before.sums, 5))
    assert (sums[100_001].loads, sums[100_007].loads) == ((1, 5), (2,))
    assert (sums[100_001].counters - before.sums[100_001].counters)[:, 1].tolist() == [
        [1, 0, 1]
    ] * 50


def test_what_comes_after_a_small_file_that_is_spoilt_is_not_used(large: Path):
    correct(large, 100_007, 299)
    between = kept(large, CUTS).sums
    for mark in (298, 297):
        correct(large, 100_009, mark)
    second = large.with_suffix(".2.arrow")
    second.write_bytes(second.read_bytes()[:300])

    assert told(kept(large, CUTS).sums) == told(between)
    sums = correct(large, 100_011, 296)
    assert told(kept(large, CUTS).sums) == told(sums)


def test_many_small_files_become_one_again(large: Path):
    for number in range(9):
        sums = correct(large, 100_001 + number, 200 + number)

    assert [one.name for one in large.parent.iterdir()] == [large.name]
    assert told(kept(large, CUTS).sums) == told(sums)


@pytest.mark.parametrize("cut", [0, 8, 200, -9])
def test_a_small_file_that_is_spoilt_or_of_another_year_is_as_if_it_were_not_there(
    large: Path, cut: int
):
    before = kept(large, CUTS)
    correct(large, 100_007, 299)
    beside = large.with_suffix(".1.arrow")
    beside.write_bytes(beside.read_bytes()[:cut])

    assert told(kept(large, CUTS).sums) == told(before.sums)


def test_a_small_file_beside_another_large_one_is_not_believed(large: Path):
    """A process was killed after it wrote all as one and before it cleared the small ones away."""
    correct(large, 100_007, 299)
    beside = large.with_suffix(".1.arrow")
    small = beside.read_bytes()
    sums = YearSums(apart={urn: school(50, 7, 3) for urn in range(100_001, 100_041)})
    keep(sums, large, CUTS, rest="a", before=Kept())
    beside.write_bytes(small)

    assert told(kept(large, CUTS).sums) == told(sums)


def test_sums_of_other_days_are_not_used(large: Path):
    assert kept(large, (*CUTS, date(2024, 8, 1))) == Kept()


def test_rolls_are_kept_with_what_they_were_read_from(tmp_path: Path):
    path = tmp_path / "marks" / "stays-2023.arrow"
    numbers = np.arange(5, dtype=np.int64)
    stays = Stays(
        enrolments=numbers, entries=numbers + 1, untils=numbers + 2,
        formers=numbers[:1] + 3, presents=numbers[:1],
    )  # fmt: skip
    keep_stays(stays, path, rest="a")

    found = kept_stays(path, rest="a")

    assert found is not None
    assert [found.enrolments.tolist(), found.entries.tolist(), found.untils.tolist()] == [
        [0, 1, 2, 3, 4], [1, 2, 3, 4, 5], [2, 3, 4, 5, 6],
    ]  # fmt: skip
    assert (found.formers.tolist(), found.presents.tolist()) == ([3], [0])
    assert kept_stays(path, rest="b") is None
    path.write_bytes(path.read_bytes()[:100])
    assert kept_stays(path, rest="a") is None
