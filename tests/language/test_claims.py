"""What a text claims is read with its place; what is planned or supposed is no claim."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.domain.periods import Period
from headway.domain.quantities import COUNT, PERCENT, Comparator
from headway.language.claims.claim import Against, Claim, ClaimKind, Way
from headway.language.claims.reading import read_claims
from headway.language.readings import Setting
from headway.language.results import Part


def of_kind(text: str, kind: ClaimKind) -> list[Claim]:
    return [one for one in read_claims(text) if one.kind is kind]


@pytest.mark.parametrize(
    ("words", "way", "against"),
    [
        ("Exclusions have increased.", Way.UP, Against.NOT_SAID),
        ("Exclusions have fallen since last year", Way.DOWN, Against.LAST_YEAR),
        ("The gap widened.", Way.UP, Against.NOT_SAID),
        ("The gap has narrowed compared to the baseline", Way.DOWN, Against.BASELINE),
        ("Attendance improved on the same point last year", Way.BETTER, Against.LAST_YEAR),
        ("Waits continue to rise.", Way.UP, Against.NOT_SAID),
        ("Waits are falling", Way.DOWN, Against.NOT_SAID),
        ("Numbers remain stable", Way.SAME, Against.NOT_SAID),
        ("There has been a small reduction in exclusions", Way.DOWN, Against.NOT_SAID),
        ("Down from 52 to 40", Way.DOWN, Against.NOT_SAID),
        ("Absence is higher than at the same time last year", Way.UP, Against.LAST_YEAR),
        ("Exclusions rose year on year", Way.UP, Against.LAST_YEAR),
        ("Exclusions have risen since the pandemic", Way.UP, Against.OTHER),
        ("Referrals have dropped since our last report", Way.DOWN, Against.BEFORE),
    ],
)
def test_a_direction_is_read_with_what_it_is_counted_from(words: str, way: Way, against: Against):
    [claim] = of_kind(words, ClaimKind.MOVEMENT)

    assert (claim.way, claim.against, claim.denied) == (way, against, False)


@pytest.mark.parametrize(
    "words",
    [
        "We will see exclusions increased",
        "Exclusions should be reduced.",
        "A plan to reduce exclusions",
        "If exclusions have increased, call us",
        "An improved offer for families",
        "We reduced the caseload",
        "A reflection of the continued increased demand",
        "Steady state has not been restored",
        "Work continues to reduce exclusions",
    ],
)
def test_a_wish_an_aim_and_an_adjective_are_no_direction(words: str):
    assert of_kind(words, ClaimKind.MOVEMENT) == []


@pytest.mark.parametrize(
    "words",
    ["Exclusions have not increased", "There has been no increase in exclusions",
     "Exclusions did not rise"],
)  # fmt: skip
def test_a_denial_is_read_as_one(words: str):
    [claim] = of_kind(words, ClaimKind.MOVEMENT)

    assert (claim.way, claim.denied) == (Way.UP, True)


@pytest.mark.parametrize(
    ("words", "way", "value", "unit"),
    [
        ("Exclusions are down by 6", Way.DOWN, 6, COUNT),
        ("an increase of 33% on last year", Way.UP, 33, PERCENT),
        ("a 33% increase", Way.UP, 33, PERCENT),
        ("Exclusions: 12 fewer than last year", Way.DOWN, 12, COUNT),
        ("Exclusions rose by 18 to 70", Way.UP, 18, COUNT),
    ],
)
def test_the_size_of_a_change_is_no_level(words: str, way: Way, value: float, unit: str):
    [claim] = of_kind(words, ClaimKind.CHANGE)

    assert (claim.way, claim.value, claim.unit) == (way, value, unit)
    assert value not in [one.value for one in of_kind(words, ClaimKind.LEVEL)]


def test_a_change_by_a_part_and_by_a_factor():
    [third] = of_kind("Waits reduced by a third", ClaimKind.CHANGE)
    [half] = of_kind("Waits have halved", ClaimKind.CHANGE)

    assert (round(third.value or 0), third.comparator) == (33, Comparator.APPROX)
    assert (half.times, half.way) == (0.5, Way.DOWN)


def test_levels_have_their_part_their_time_and_their_exactness():
    claims = of_kind(
        "By the end of term 4 in 19/20 it was 9.3% (7.6% for T4 last year)", ClaimKind.LEVEL
    )

    assert [(one.value, one.part, str(one.period), one.decimals) for one in claims] == [
        (9.3, Part.RESULT, "AY 2019/20 T4", 1),
        (7.6, Part.COMPARED, "AY 2018/19 T4", 1),
    ]
    assert of_kind("saved £2.8 million", ClaimKind.LEVEL)[0].decimals == -5


def test_a_term_without_its_year_takes_it_from_the_document_and_says_so():
    [claim] = read_claims(
        "By the end of term 4 it was 70", setting=Setting(covers=Period.parse("2019/20"))
    )

    assert str(claim.period) == "AY 2019/20 T4"
    assert claim.inferred


def test_a_range_a_bound_and_a_worded_share():
    [between] = of_kind("Between 40 and 60 children", ClaimKind.LEVEL)
    [over] = of_kind("Over 120 adults", ClaimKind.LEVEL)
    [third] = of_kind("Approximately one third of respondents", ClaimKind.LEVEL)

    assert (between.value, between.upper) == (40, 60)
    assert (over.value, over.comparator) == (120, Comparator.GT)
    assert (round(third.value or 0), third.unit) == (33, PERCENT)


@pytest.mark.parametrize(
    ("words", "status", "denied", "level"),
    [
        ("We exceeded the target of 1,500", "exceeded", False, 1500),
        ("9.3%, above the target of 6.7%", "above", False, 6.7),
        ("Below target at 78%", "below", False, None),
        ("The target has not been met", "met", True, None),
        ("The target was missed.", "missed", False, None),
        ("On track.", "on track", False, None),
        ("Not currently on track", "off track", False, None),
    ],
)
def test_a_standing_to_the_target(words: str, status: str, denied: bool, level: float | None):
    [claim] = of_kind(words, ClaimKind.TARGET)

    assert (claim.status, claim.denied, claim.value) == (status, denied, level)


def test_a_target_still_to_be_met_is_no_standing():
    assert of_kind("We expect to meet the target", ClaimKind.TARGET) == []


def test_a_standing_to_others_with_their_figure_and_the_distance():
    [claim] = of_kind("73.5%, 1.5 percentage points above the national average of 72%",
                      ClaimKind.BENCHMARK)  # fmt: skip

    assert (claim.way, claim.area, claim.after, claim.value) == (Way.UP, "England", 73.5, 72)
    assert claim.apart == 1.5


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("All schools have a lead", 100),
        ("Each school has a lead.", 100),
        ("None of the pupils were placed", 0),
        ("No pupils were excluded", 0),
    ],
)
def test_all_and_none(words: str, value: float):
    [claim] = of_kind(words, ClaimKind.UNIVERSAL)

    assert claim.value == value


@pytest.mark.parametrize(
    "words",
    ["Not all schools have a lead", "All but one have a lead", "Training for all schools is held",
     "All schools have not replied", "All schools will have a lead"],
)  # fmt: skip
def test_not_all_and_not_yet_all_are_not_all(words: str):
    assert of_kind(words, ClaimKind.UNIVERSAL) == []


def test_records_and_runs():
    [record] = of_kind("The highest number ever", ClaimKind.EXTREME)
    [run] = of_kind("Exclusions fell for the third year running", ClaimKind.RUN)

    assert record.way is Way.UP
    assert (run.way, run.run) == (Way.DOWN, 3)
    assert of_kind("The highest in the county", ClaimKind.EXTREME) == []


def test_shares_totals_and_lengths_that_the_words_themselves_give():
    [share] = of_kind("51 of 159 surveys (32%)", ClaimKind.SHARE)
    [total] = of_kind("10 workers – 6 for victims and 4 for perpetrators", ClaimKind.TOTAL)
    [length] = of_kind("for 6 weeks between 30th March and 9th May 2021", ClaimKind.LENGTH)

    assert (share.value, share.parts, share.whole) == (32, (51,), 159)
    assert (total.value, total.parts) == (10, (6, 4))
    assert round(length.whole or 0, 1) == 5.9
    assert of_kind("10 workers, including 6 for victims and 4 others", ClaimKind.TOTAL) == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Progress has been halted due to other priorities", "halted"),
        ("Work has not yet started", "not started"),
        ("Completed.", "complete"),
        ("Training has been offered to all", ""),
    ],
)
def test_how_far_an_action_is(words: str, status: str):
    assert [one.status for one in of_kind(words, ClaimKind.STATUS)] == [status] * bool(status)


def test_words_that_were_destroyed_claim_no_figure():
    assert of_kind("12. Elia di telili 4 ... T4 last year)", ClaimKind.LEVEL) == []


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_and_each_claim_has_its_place(text: str):
    claims = read_claims(text)

    assert all(text[one.start : one.end] == one.words for one in claims)
    assert [one.start for one in claims] == sorted(one.start for one in claims)
