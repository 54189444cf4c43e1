"""Statements that are so are left alone; those that are not so are told with the figure."""

import pytest

from headway.commentary.checking_words import check_words, mismatches
from headway.commentary.findings import Finding
from headway.domain.plan import Plan
from headway.language.claims.claim import ClaimKind
from tests.commentary.plans import AT, plan

FALSE: tuple[tuple[str, str, ClaimKind, str], ...] = (
    ("exclusions", "Permanent exclusions have reduced since last year.", ClaimKind.MOVEMENT, "52"),
    ("exclusions", "Permanent exclusions have fallen.", ClaimKind.MOVEMENT, "70"),
    ("exclusions", "Permanent exclusions have improved.", ClaimKind.MOVEMENT, "70"),
    ("exclusions", "Exclusions rose from 70 to 52.", ClaimKind.MOVEMENT, "from 70 to 52"),
    ("exclusions", "73 permanent exclusions by the end of term 4 19/20", ClaimKind.LEVEL, "70"),
    ("exclusions", "73 permanent exclusions.", ClaimKind.LEVEL, "the latest figure"),
    ("exclusions", "By term 4 it was 70 (58 at the same point last year)", ClaimKind.LEVEL, "52"),
    ("exclusions", "Down by 6 on the same point last year.", ClaimKind.CHANGE, "52"),
    ("exclusions", "Up by 12 on the same point last year.", ClaimKind.CHANGE, "up by 12"),
    ("exclusions", "An increase of 20% on the same point last year", ClaimKind.CHANGE, "20%"),
    ("exclusions", "Permanent exclusions have halved.", ClaimKind.CHANGE, "halved"),
    ("exclusions", "The target of 65 has been met.", ClaimKind.TARGET, "the target is 65"),
    ("exclusions", "Target of 60 not met", ClaimKind.LEVEL, "no more than 65"),
    ("exclusions", "On track to meet the target.", ClaimKind.TARGET, "breached"),
    ("exclusions", "No pupils were permanently excluded.", ClaimKind.UNIVERSAL, "70"),
    ("exclusions", "Permanent exclusions stand at 70, the lowest ever.", ClaimKind.EXTREME, "52"),
    ("exclusions", "Permanent exclusions fell for the third year running.", ClaimKind.RUN, "from"),
    ("exclusions", "70 permanent exclusions by July 2020.", ClaimKind.PERIOD, "not begun"),
    ("development", "73.5%, below the national average of 72%.", ClaimKind.BENCHMARK, "72%"),
    ("development", "Worse than the national average.", ClaimKind.BENCHMARK, "England 72%"),
    ("development", "73.5%, 3 percentage points above the national average of 72%.",
     ClaimKind.BENCHMARK, "3 percentage points"),
    ("development", "The target has been exceeded.", ClaimKind.TARGET, "75%"),
    ("placed", "All permanently excluded pupils have a new placement.", ClaimKind.UNIVERSAL, "20%"),
    ("placed", "Half of permanently excluded pupils had a new placement.", ClaimKind.LEVEL, "20%"),
    ("placed", "95 of 200 pupils were placed in time (54%).", ClaimKind.SHARE, "47.5%"),
    ("absence", "Persistent absence fell to 9.3%.", ClaimKind.MOVEMENT, "7.6%"),
    ("absence", "Down from 7.6% to 9.3%.", ClaimKind.MOVEMENT, "from 7.6% to 9.3%"),
    ("absence", "Persistent absence is lower than at the same time last year.",
     ClaimKind.MOVEMENT, "7.6%"),
    ("absence", "Persistent absence remains the same as last year", ClaimKind.MOVEMENT, "7.6%"),
    ("absence", "Persistent absence rose to 9.5% by the end of term 4 19/20.",
     ClaimKind.LEVEL, "9.3%"),
    ("missing", "54 children are missing education, up 9 on last year.", ClaimKind.CHANGE, "63"),
    ("missing", "Children missing education have reduced by a third since last year.",
     ClaimKind.CHANGE, "63"),
    ("assessments", "1862 assessments, which is below target", ClaimKind.TARGET, "1,500"),
    ("assessments", "Fewer than 1,500 early help assessments in 2019/20.",
     ClaimKind.LEVEL, "1,862"),
    ("gap", "The gap has narrowed.", ClaimKind.MOVEMENT, "24%"),
    ("home", "No children on CP plans are electively home educated.", ClaimKind.UNIVERSAL, "on"),
    ("campaign", "The campaign is complete.", ClaimKind.STATUS, "halted"),
    ("waits", "Children who wait more than 12 weeks: the most ever, 95 in 2019/20.",
     ClaimKind.LEVEL, "90"),
    ("waits", "Numbers fell for the third year running.", ClaimKind.RUN, "from 210 to 240"),
    ("waits", "Numbers have doubled since last year.", ClaimKind.CHANGE, "180"),
    ("exclusions-sen", "7 exclusions: 4 of boys and 5 of girls.", ClaimKind.TOTAL, "9"),
)  # fmt: skip

TRUE: tuple[tuple[str, str], ...] = (
    ("exclusions", "72 in 18/19. By the end of term 4 it was 70 (52 same point last year)"),
    ("exclusions", "Permanent exclusions rose from 52 to 70, an increase of 35%."),
    ("exclusions", "Permanent exclusions rose by 18 to 70."),
    ("exclusions", "Up by 18 on the same point last year."),
    ("exclusions", "We have seen a rise in permanent exclusions this year (70 at T4 against 52)."),
    ("exclusions", "Already above the target of 65 with two terms to go."),
    ("exclusions", "The target of 65 has already been exceeded."),
    ("exclusions", "The target has not been met."),
    ("exclusions", "The target was missed."),
    ("exclusions", "Off track."),
    ("exclusions", "About 70 permanent exclusions."),
    ("exclusions", "Over 60 permanent exclusions by the end of term 4."),
    ("exclusions", "Permanent exclusions are at a record high."),
    ("exclusions", "Exclusions have not fallen."),
    ("exclusions", "There has been no reduction in permanent exclusions."),
    # about something else, another group, another place, another time
    ("exclusions", "Exclusions of girls have fallen."),
    ("exclusions", "In Banbury, exclusions have fallen."),
    ("exclusions", "Nationally, exclusions have fallen."),
    ("exclusions", "Fixed term exclusions have reduced."),
    ("exclusions", "Permanent exclusions in primary schools have reduced"),
    ("exclusions", "Of these, 12 were in primary schools and 58 in secondary."),
    ("exclusions", "Two schools account for 30 of the 70 exclusions."),
    ("exclusions", "Exclusions fell in term 4 after schools closed."),
    ("exclusions", "Exclusions in the last month have dropped to 3."),
    ("exclusions", "Since March 2020 there have been no permanent exclusions."),
    ("exclusions", "All schools have been visited."),
    # planned, feared, worded as an aim
    ("exclusions", "We will reduce permanent exclusions to 50."),
    ("exclusions", "Work continues to reduce exclusions to 65. A reduced timetable is used."),
    ("exclusions", "If schools reopen, exclusions will rise."),
    ("exclusions", "The rate of increase has slowed."),
    ("exclusions-sen", "Permanent exclusions of children with special educational needs are down "
     "from 33 to 7, well below the target of 25."),
    ("exclusions-sen", "Down by 79% on last year."),
    ("exclusions-sen", "7 exclusions: 4 of boys and 3 of girls."),
    ("development", "73.5%, higher than national average 72% but below target of 75%"),
    ("development", "73.5%, 1.5 percentage points above the national average."),
    ("development", "In line with England."),
    ("placed", "One in five permanently excluded pupils was placed in time."),
    ("placed", "80% of permanently excluded pupils did not have a new placement in time."),
    ("placed", "All permanently excluded pupils have been offered counselling."),
    ("placed", "Most permanently excluded pupils have a new placement."),
    ("absence", "9.3%, up from 7.6% at the same point last year, and above the target of 6.7%."),
    ("absence", "Persistent absence is worse than last year."),
    ("absence", "Persistent absence was 9.3%, up 1.7 percentage points on last year."),
    ("absence", "Attendance has improved since schools reopened."),
    ("missing", "54 children are missing education, down 9 on last year but still above target."),
    ("missing", "Children missing education have reduced by 14% since last year."),
    ("assessments", "The target of 1,500 was exceeded by 362."),
    ("assessments", "Almost 1,900 early help assessments in 2019/20."),
    ("assessments", "We exceeded our target by 24%."),
    ("leads", "Every pilot school has a nominated lead."),
    ("gap", "Gap widened in 2019 from 23% to 24%."),
    ("gap", "The gap has not narrowed."),
    ("home", "2 children on CP plans and 16 on CIN plans are electively home educated."),
    ("home", "The number of children on CIN plans has reduced from 24 to 16."),
    ("campaign", "Consideration of a wider campaign has been halted."),
    ("waits", "Waits of more than 12 weeks halved since last year, the second year running."),
    ("exclusions", "Exclusions have reduced, and 40 families (30 last year) had support."),
    ("waits", "90 children waited more than 12 weeks in 2019/20, the lowest on record."),
)  # fmt: skip


@pytest.fixture(scope="module")
def held() -> Plan:
    return plan()


def found(held: Plan, row: str, words: str) -> tuple[Finding, ...]:
    return mismatches(check_words(held, row, words, at=AT))


@pytest.mark.parametrize(("row", "words", "kind", "told"), FALSE, ids=lambda one: str(one)[:40])
def test_what_is_not_so_is_told_with_what_is(
    row: str, words: str, kind: ClaimKind, told: str, held: Plan
):
    against = [one for one in found(held, row, words) if one.kind is kind]

    assert against
    assert any(told in one.sentence for one in against)
    assert all(words[one.start : one.end] == one.claim.words for one in against)


@pytest.mark.parametrize(("row", "words"), TRUE, ids=lambda one: str(one)[:40])
def test_what_is_so_or_may_be_so_is_left_alone(row: str, words: str, held: Plan):
    assert found(held, row, words) == ()
