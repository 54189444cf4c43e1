""" "How sure are we?": answered for a board member, and never of what is withheld."""

import re
from dataclasses import replace
from datetime import date

import pytest

from headway.domain.observations import Comparison, Observation, State
from headway.domain.quantities import COUNT, PERCENT, SCORE, Comparator, MeasureKind
from headway.domain.status import Status
from headway.judgement.assurances import EXACT, LIKE, REAL, SIGNAL, YEAR_END
from headway.judgement.methods import METHODS
from headway.judgement.statuses import judge
from tests.judgement.plans import measure, plan, seen, target

LE = Comparator.LE
AT = date(2019, 5, 31)


def judged(*told: Observation, unit=COUNT, level=75, **more) -> Status:
    one = measure(target(level, "AY 2018/19", unit=unit, comparator=LE), unit=unit, **more)
    return judge(plan(one, observations=told), one, at=AT)


def answers(status: Status) -> dict[str, str]:
    return {one.question: one.answer for one in status.assurances}


def history():
    for first, (point, end) in {2015: (49, 70), 2016: (47, 66), 2017: (50, 69)}.items():
        year = f"AY {first}/{(first + 1) % 100:02d}"
        yield seen(point, f"{year} T4")
        yield seen(end, year)


def test_every_question_is_answered_of_a_count_with_a_history():
    told = answers(judged(*history(), seen(52, "AY 2018/19 T4")))

    assert list(told) == [EXACT, REAL, SIGNAL, YEAR_END, LIKE]
    assert told[EXACT] == (
        "52 were counted. Counts vary by chance, and the level behind this one may lie anywhere "
        "between 39 and 68."  # Byar's
    )
    assert told[REAL].startswith("It could well be chance")
    assert told[SIGNAL].startswith("No control chart: ")
    assert told[YEAR_END].startswith("About 73 at the year's end (95% range: ")
    assert told[LIKE].startswith("As far as is known, yes")


def test_every_method_named_is_one_that_the_methods_page_explains():
    status = judged(*history(), seen(52, "AY 2018/19 T4"))

    named = {one.method for one in status.assurances if one.method}
    assert named
    assert named <= {method.name for method in METHODS}


def test_a_percentage_tells_its_base_and_its_range():
    now = seen(7.2, "AY 2018/19 T4", unit=PERCENT, words="29 of 400 pupils")

    told = answers(judged(now, unit=PERCENT, kind=MeasureKind.SNAPSHOT))

    assert told[EXACT] == (
        "It is 29 of 400 pupils. The level behind it may lie anywhere between 5.1% and 10.2%."
    )


def test_a_survey_says_that_those_who_answer_are_not_all():
    now = seen(32, "2018", unit=PERCENT, numerator=51, denominator=159)
    text = "More young people who say in the survey that they are heard"

    told = answers(judged(now, unit=PERCENT, kind=MeasureKind.SNAPSHOT, text=text))

    assert "between 25.3% and 39.7%" in told[EXACT]  # Wilson, 51 of 159
    assert "not always like those who do not" in told[EXACT]


@pytest.mark.parametrize(
    ("now", "more", "words"),
    [
        ({"unit": PERCENT}, {"unit": PERCENT}, "Nobody can say how exact: no base was given."),
        ({"comparator": Comparator.APPROX, "words": "almost"}, {}, 'only as "almost 7"'),
        ({"unit": SCORE}, {"unit": SCORE}, "how much it varies by itself is not known"),
        ({}, {"quantity": "mental health support teams"}, "as exact as the list"),
    ],
)
def test_what_cannot_be_said_is_said_to_be_so(now, more, words):
    told = answers(judged(seen(7, "AY 2018/19 T4", **now), kind=MeasureKind.SNAPSHOT, **more))

    assert words in told[EXACT]


def test_a_provisional_figure_is_not_called_like_for_like():
    now = seen(52, "AY 2018/19 T4", words="52 (provisional)", beside=50)

    assert "provisional" in answers(judged(now))[LIKE]


def test_early_help_is_no_provisional_figure():
    now = seen(52, "AY 2018/19 T4", words="52 early help assessments", beside=50)

    assert "provisional" not in answers(judged(now))[LIKE]


# What is withheld


def everything(status: Status) -> str:
    """All that a status says or shows, in one text."""
    return re.sub(r"suppressed|SUPPRESSED", "", repr(replace(status, latest=None)))


def test_nothing_of_a_suppressed_figure_is_said_anywhere():
    hidden = Observation(
        row=seen(0).row,
        period=seen(0, "AY 2018/19 T4").period,
        state=State.SUPPRESSED,
        numerator=777,
        denominator=888,
        compared_with=Comparison(value=999),
        words="777 of 888",
    )

    status = judged(*history(), hidden)

    assert (status.travel, status.projection, status.variation) == (None, None, None)
    assert status.assurances == ()
    for secret in ("777", "888", "999"):
        assert secret not in everything(status)


def test_a_suppressed_figure_of_last_year_is_not_told_by_this_years():
    now = seen(52, "AY 2018/19 T4", beside=777)
    then = seen(None, "AY 2017/18 T4", state=State.SUPPRESSED)

    status = judged(now, then)

    assert status.travel is not None
    assert status.travel.before is None
    assert "777" not in everything(status)


def test_a_suppressed_year_is_in_no_forecast():
    told = [one for one in history() if str(one.period) != "AY 2016/17 T4"]
    hidden = seen(None, "AY 2016/17 T4", state=State.SUPPRESSED)

    status = judged(*told, hidden, seen(52, "AY 2018/19 T4"))

    assert status.projection is not None
    assert status.projection.years == 2
