"""Periods and figures as people say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.domain.periods import Period
from headway.domain.plan import Target
from headway.domain.quantities import COUNT, PERCENT, Comparator, Unit
from headway.judgement import wording
from tests.judgement.plans import seen


@pytest.mark.parametrize(
    ("form", "name", "point"),
    [
        ("AY 2019/20", "academic year 2019/20", "the end of academic year 2019/20"),
        ("AY 2019/20 T4", "term 4 of 2019/20", "the end of term 4, 2019/20"),
        ("AY 2019/20 Autumn", "the autumn term of 2019/20", "the end of the autumn term, 2019/20"),
        ("FY 2019/20", "financial year 2019/20", "the end of financial year 2019/20"),
        (
            "FY 2019/20 Q4",
            "the fourth quarter of financial year 2019/20",
            "the end of the fourth quarter of financial year 2019/20",
        ),
        ("2019/20", "2019/20", "the end of 2019/20"),
        ("1999/00", "1999/00", "the end of 1999/00"),
        ("2030", "2030", "the end of 2030"),
        ("2030 Q2", "the second quarter of 2030", "the end of the second quarter of 2030"),
        ("2020 Summer", "summer 2020", "the end of summer 2020"),
        ("2019-10", "October 2019", "the end of October 2019"),
        ("2019-10-31", "31 October 2019", "31 October 2019"),
        ("2018/2023", "2018 to 2023", "the end of 2018 to 2023"),
        ("2020-09/2020-12", "September to December 2020", "the end of September to December 2020"),
        ("2020-11/2021-02", "November 2020 to February 2021", None),
        ("2020-03-30/2020-05-09", "30 March to 9 May 2020", None),
        ("per year", "each year", "the end of each year"),
    ],
)
def test_a_period_is_said_in_words(form, name, point):
    period = Period.parse(form)

    assert wording.period(period) == name
    assert point is None or wording.point(period) == point


@given(st.floats(allow_nan=False), st.sampled_from([COUNT, PERCENT, Unit("GBP"), Unit("weeks")]))
def test_any_amount_can_be_written(value, unit):
    assert wording.amount(value, unit)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.0, COUNT, "0"),
        (-0.0, COUNT, "0"),
        (1862, COUNT, "1,862"),
        (9.25, PERCENT, "9.25%"),
        (2.675, PERCENT, "2.68%"),
        (0.067394, PERCENT, "0.0674%"),
        (1, Unit("weeks"), "1 week"),
        (-2_500_000, Unit("GBP"), "-£2,500,000"),
    ],
)
def test_an_amount_has_no_more_decimals_than_a_reader_can_use(value, unit, words):
    assert wording.amount(value, unit) == words


@pytest.mark.parametrize(
    ("comparator", "words", "said"),
    [
        (Comparator.EQ, "", "100"),
        (Comparator.APPROX, "almost 100% sign up", "almost 100"),
        (Comparator.APPROX, "", "about 100"),
        (Comparator.GT, "", "more than 100"),
        (Comparator.LT, "", "fewer than 100"),
        (Comparator.LE, "", "up to 100"),
    ],
)
def test_a_hedged_figure_keeps_its_hedge(comparator, words, said):
    assert wording.figure(seen(100, comparator=comparator, words=words)) == said


@pytest.mark.parametrize(
    ("quantity", "noun"),
    [
        ("the number of permanent exclusions", "permanent exclusions"),
        ("Total number of early help assessments", "early help assessments"),
        ("EHAs", "EHAs"),
        ("Operation Encompass notifications", "Operation Encompass notifications"),
        ("Permanent exclusions", "permanent exclusions"),
        ("children missing education (CME)", "children missing education"),
        ("% of children reaching a good level", ""),
        ("the proportion of children", ""),
        ("gap between children", ""),
        ("attendance", ""),
        ("", ""),
    ],
)
def test_a_noun_stands_after_a_number_only_if_it_can(quantity, noun):
    assert wording.noun(quantity) == noun


def test_a_target_is_told_with_its_side_and_its_time():
    def told(value, comparator, period="AY 2019/20", words=""):
        time = Period.parse(period) if period else None
        return wording.target(Target(value=value, comparator=comparator, period=time, words=words))

    assert told(65, Comparator.LE) == "no more than 65 for academic year 2019/20"
    assert told(65, Comparator.EQ, "2020-03-31") == "65 by 31 March 2020"
    assert told(25, Comparator.CHANGE_BY, "2019") == "a change of 25 for 2019"
    assert told(None, Comparator.EQ, None, "national average") == '"national average"'


@given(st.text())
def test_any_words_become_one_sentence_or_nothing(words):
    said = wording.sentence(words)

    assert said == "" or said.endswith(".")
