"""A well-made plan hears nothing, and good habits are not taken for faults."""

from datetime import date
from pathlib import Path

import pytest

from headway.checking.checker import check
from headway.checking.examples import plan_file
from headway.planfile import load, loads

AT = date(2025, 6, 15)
WELL_MADE = Path(__file__).parent / "well_made.yaml"


def codes(lines: str, at: date = AT) -> set[str]:
    return {one.code for one in check(loads(plan_file(lines)), at).findings}


def test_a_well_made_plan_has_no_findings():
    assert check(load(WELL_MADE), AT).findings == ()


def test_the_same_plan_a_year_later_has_none_either():
    assert check(load(WELL_MADE), date(2026, 6, 15)).findings == ()


def measure(text: str, more: str = "") -> str:
    return f'measures:\n  - id: m\n    text: "{text}"\n    direction: decrease\n{more}'


def said(words: str) -> str:
    return measure("Fewer exclusions", f'    progress:\n      - {{text: "{words}"}}\n')


@pytest.mark.parametrize(
    "words",
    [
        "End of term 4 19/20 = 20%",
        "51/159 = 32%",
        "51 of 159 surveys (32%)",
        "one third (33%) of 150",
        "20% of 2019",
        "It was 7 of 9 in 2019 and 54% in 2020",
        "2 of 3 teams; 40% of schools",
    ],
)
def test_figures_side_by_side_are_not_taken_for_parts_of_a_whole(words: str):
    assert "HW305" not in codes(said(words))


@pytest.mark.parametrize(
    "words",
    [
        "54% (95 of 200)",
        "95 out of 200 pupils, or 54%",
        "95 of the 200 schools have signed up: 54%",
        "54% (95/200)",
        "1,095 of 2,100 (54%)",
    ],
)
def test_a_percentage_that_cannot_come_from_its_counts_is_found_however_it_is_put(words: str):
    assert "HW305" in codes(said(words))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Reduce exclusions to 65 in school year 19/20", "at_most: 65"),
        ("Children aged 5 to 11 with a plan: no more than 40", "at_most: 40"),
        ("Reduce the gap from 23% to 20%", "at_most: 20"),
        ("Halve exclusions", "at_most: 33"),
        ("From 2018 to 2023, fewer than 1,240", "below: 1240"),
        ("Support up to 25 years of age for 300", "at_most: 300"),
        ("Increase visits to 1.5 million", "at_least: 1500000"),
        ("Raise the scores of 80% of teams to 33", "at_least: 80"),
    ],
)
def test_numbers_that_are_not_the_target_do_not_contradict_it(text: str, target: str):
    lines = measure(text, f"    targets: [{{{target}, period: AY 2019/20}}]\n")

    assert "HW311" not in codes(lines)


def test_a_target_that_the_words_state_otherwise_is_found():
    lines = measure(
        "Reduce exclusions to 65 in 19/20", "    targets: [{at_most: 56, period: AY 2019/20}]\n"
    )

    assert "HW311" in codes(lines)


@pytest.mark.parametrize(
    "words",
    [
        "See the report of the board",
        "Schools can refer to the number in the directory",
        "Refer to link below: https://example.org/report",
        "As in 2019",
    ],
)
def test_a_reader_who_is_sent_elsewhere_in_words_is_not_sent_to_a_row(words: str):
    assert "HW302" not in codes(said(words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Public Health", "Oxford Health"),
        ("Schools", "Primary schools"),
        ("County Council – education", "County Council – early help"),
        ("City Council", "County Council"),
        ("Health Visiting", "School Health Nurses"),
        ("Adult Services", "Children's Services"),
        ("Primary schools", "Secondary schools"),
        ("Early Help", "Early Help Board"),
        ("Thames Valley Police", "Thames Valley police*"),
    ],
)
def test_two_agencies_with_like_names_are_two(one: str, other: str):
    assert "HW401" not in codes(
        f'agencies: ["{one}", "{other}"]\nactions:\n  - {{id: a, text: x}}\n'
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("School nurses", "School Health Nurses"),
        ("City & District Councils", "City and District Councils"),
        ("OSCB", "Oxfordshire Safeguarding Children's Board"),
    ],
)
def test_one_agency_with_two_names_is_found(one: str, other: str):
    assert "HW401" in codes(f'agencies: ["{one}", "{other}"]\nactions:\n  - {{id: a, text: x}}\n')


@pytest.mark.parametrize("word", ["ALL schools", "COVID-19", "KS2", "NHS", "Year 3", "T4", "VI"])
def test_capitals_that_everybody_reads_need_no_glossary(word: str):
    assert "HW402" not in codes(measure(f"Fewer exclusions in all schools, {word}"))


def test_an_acronym_that_its_row_explains_needs_no_glossary_entry():
    assert "HW402" not in codes(measure("Early Help Assessments (EHA): fewer EHAs"))


def test_words_of_another_row_are_no_answer_to_it_while_the_own_row_is_spoken_of():
    lines = """\
actions:
  - id: survey
    text: Repeat the survey of young people
    progress:
      - text: >-
          The survey was answered by 159, and 51 of them have special educational needs and
          disabilities.
  - id: inclusion
    text: Improve teaching for learners with special educational needs and disabilities
"""
    assert "HW301" not in codes(lines)
