"""The second year of a children's plan, measure by measure, with its published figures."""

from datetime import date

import pytest

from headway.domain.status import Movement, StatusKind
from headway.judgement.statuses import judge, judge_plan
from tests.judgement.plans import AT, YEAR_TWO

S, M = StatusKind, Movement

TABLE = [
    ("s1", S.CANNOT_BE_ASSESSED, M.UNKNOWN, ["75%", "73.5%", "2018/19", "not collected"]),
    ("s2", S.OFF_TRACK, M.WORSENING, ["24%", "20%", "4 percentage points", "23%"]),
    (
        "s3",
        S.BREACHED,
        M.NO_CLEAR_CHANGE,
        ["70 permanent exclusions", "65", "52", "short of a correction"],
    ),
    ("s4", S.OFF_TRACK, M.UNKNOWN, ["20%", "100%", "80 percentage points"]),
    ("s5", S.BREACHED, M.UNKNOWN, ["319 primary children", "255"]),
    ("s6", S.BREACHED, M.UNKNOWN, ["1,400 secondary children", "1,240"]),
    ("s7", S.OFF_TRACK, M.WORSENING, ["9.3%", "6.7%", "7.6%", "not a year-end rate"]),
    ("s8", S.OFF_TRACK, M.WORSENING, ["15.9%", "12.4%", "14.1%"]),
    ("s9", S.NO_TARGET, M.NO_CLEAR_CHANGE, ["no number", "281 children", "305", "2018/19"]),
    ("s10", S.ON_TRACK, M.IMPROVING, ["7 permanent exclusions", "25", "33", "cannot be measured"]),
    ("s11", S.BREACHED, M.WORSENING, ["197", "95", "142"]),
    ("s12", S.LOST, None, ["lost", "340", "It is not zero"]),
    (
        "s13",
        S.OFF_TRACK,
        M.NO_CLEAR_CHANGE,
        ["54 children missing education", "25", "63", "29 above"],
    ),
    ("s14", S.OFF_TRACK, M.NO_CLEAR_CHANGE, ["CIN: 16", "CP: 2", "0"]),
    ("s15", S.MET, M.UNKNOWN, ["1,862 early help assessments", "1,500", "financial year 2019/20"]),
    ("s16", S.MET, M.UNKNOWN, ["54%", "34%", "fourth quarter of financial year 2019/20"]),
    ("s17", S.AT_RISK, M.UNKNOWN, ["Almost 100%", "approximate"]),
    ("s18", S.STALE, M.UNKNOWN, ["150 is for 2020", "500 is for 2019"]),
]


@pytest.mark.parametrize(("row", "kind", "movement", "words"), TABLE, ids=[r[0] for r in TABLE])
def test_each_measure_stands_where_its_figures_put_it(row, kind, movement, words):
    status = judge(YEAR_TWO, YEAR_TWO.measures[int(row[1:]) - 1], at=AT)

    assert status.kind is kind
    assert (status.travel.movement if status.travel else None) is movement
    assert [word for word in words if word not in status.sentence] == []


def test_every_measure_of_the_year_is_in_the_table():
    assert [row for row, *_ in TABLE] == [status.row for status in judge_plan(YEAR_TWO, at=AT)]


def test_the_board_reads_why_permanent_exclusions_are_breached():
    status = judge(YEAR_TWO, YEAR_TWO.measures[2], at=AT)

    assert status.sentence == (
        "70 permanent exclusions by the end of term 4 is already above the ceiling of 65 for the "
        "whole year; 52 at the same point last year. A count for the year to date does not come "
        "back down, short of a correction, so the target for academic year 2019/20 is breached."
    )


def test_a_term_cut_short_is_compared_with_a_warning():
    travel = judge(YEAR_TWO, YEAR_TWO.measures[2], at=AT).travel

    assert travel is not None
    assert (travel.before, travel.after, travel.against) == (52, 70, "same point last year")
    assert "not like for like" in travel.sentence


def test_the_year_would_have_ended_near_97_on_the_profile_of_the_year_before():
    projection = judge(YEAR_TWO, YEAR_TWO.measures[2], at=AT).projection

    assert projection is not None
    assert projection.value == 97
    assert projection.share == pytest.approx(52 / 72)
    assert "about 97" in projection.sentence
    assert "no range" in projection.sentence


def test_two_counts_in_one_measure_are_judged_apart_and_the_worse_comes_first():
    status = judge(YEAR_TWO, YEAR_TWO.measures[13], at=AT)

    assert [part.latest.value for part in status.parts if part.latest] == [16, 2]
    assert {part.kind for part in status.parts} == {StatusKind.OFF_TRACK}
    assert [part.travel.before for part in status.parts if part.travel] == [24, 3]


def test_before_the_profile_was_cancelled_its_target_was_not_yet_due():
    status = judge(YEAR_TWO, YEAR_TWO.measures[0], at=date(2020, 2, 1))

    assert status.kind is StatusKind.NOT_YET_DUE
    assert "73.5%" in status.sentence
    assert "ends on 31 August 2020" in status.sentence
