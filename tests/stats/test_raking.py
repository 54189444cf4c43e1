"""Weights that make those who answered look like those who were asked."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.stats.errors import FigureError
from headway.stats.margins import collapse, collapsed
from headway.stats.raking import Weights, effective_n, rake, weighted_counts

PHASE = ["primary"] * 40 + ["secondary"] * 60
SEX = (["f"] * 25 + ["m"] * 15) + (["f"] * 45 + ["m"] * 15)
ASKED = {"phase": PHASE, "sex": SEX}
MARGINS = {"phase": {"primary": 550, "secondary": 450}, "sex": {"f": 490, "m": 510}}


def plainly_raked(answers, margins, rounds=500):
    """The method in plain Python, one respondent at a time: slow, and easy to believe."""
    count = len(next(iter(answers.values())))
    weights = [1.0] * count
    for _ in range(rounds):
        for name, totals in margins.items():
            sums: dict[str, float] = defaultdict(float)
            for category, weight in zip(answers[name], weights, strict=True):
                sums[category] += weight
            weights = [
                weight * totals[category] / sums[category]
                for category, weight in zip(answers[name], weights, strict=True)
            ]
    return weights


@st.composite
def surveys(draw):
    """Answers in which every cell has respondents, and margins that such cells can meet."""
    cells = [(one, other) for one in "abc" for other in "xy"]
    answered = {cell: draw(st.integers(5, 20)) for cell in cells}
    people = [cell for cell, count in answered.items() for _ in range(count)]
    population = {cell: draw(st.integers(20, 200)) for cell in cells}
    answers = {"first": [one for one, _ in people], "second": [other for _, other in people]}
    margins = {
        name: {
            category: sum(count for cell, count in population.items() if cell[at] == category)
            for category in sorted({cell[at] for cell in cells})
        }
        for at, name in enumerate(("first", "second"))
    }
    return answers, margins


@given(surveys())
def test_the_weighted_respondents_add_up_to_every_margin(survey):
    answers, margins = survey

    weights = rake(answers, margins, trim=None)

    for name, totals in margins.items():
        assert weighted_counts(answers[name], weights) == pytest.approx(totals)
    assert min(weights.values) > 0


@given(surveys())
def test_weighting_never_makes_answers_worth_more_than_they_are(survey):
    answers, margins = survey

    weights = rake(answers, margins)

    assert 1 <= weights.effective_n <= len(weights.values)
    assert weights.design_effect >= 1


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=40))
def test_the_effective_number_is_never_above_the_number(weights):
    assert effective_n(weights) <= len(weights)
    assert effective_n([weights[0]] * len(weights)) == pytest.approx(len(weights))


def test_the_quick_way_gives_what_the_plain_way_gives():
    expected = plainly_raked(ASKED, MARGINS)

    found = rake(ASKED, MARGINS)

    assert found.values == pytest.approx(expected, rel=1e-10)


def test_a_sample_that_looks_like_the_population_is_weighted_alike():
    found = rake(ASKED, {"phase": {"primary": 400, "secondary": 600}})

    assert found.values == pytest.approx([10.0] * 100)
    assert found.effective_n == pytest.approx(100)


def test_weights_to_begin_with_are_kept_where_the_margins_do_not_mind():
    base = [2.0 if sex == "f" else 1.0 for sex in SEX]

    found = rake(ASKED, {"phase": MARGINS["phase"]}, base=base)

    assert found.values[0] == pytest.approx(2 * found.values[30])


def test_nobody_speaks_for_more_than_five_times_the_median():
    asked = {"area": ["rural"] * 5 + ["town"] * 95}
    kind = {"area": {"rural": 300, "town": 700}}

    found = rake(asked, kind)

    assert max(found.values) <= 5 * float(np.median(found.values)) * (1 + 1e-6)
    assert found.trimmed == 5
    assert found.largest_gap > 0
    assert "cut back to 5 times the median; the margins are then met to" in found.notes[0]


def test_where_trimming_leaves_room_the_margins_are_still_met():
    cells = ["town u"] * 240 + ["town v"] * 30 + ["rural u"] * 25 + ["rural v"] * 5
    asked = {"area": [cell[:-2] for cell in cells], "kind": [cell[-1] for cell in cells]}
    totals = {"area": {"town": 780, "rural": 220}, "kind": {"u": 740, "v": 260}}

    found = rake(asked, totals, trim=5)

    assert max(rake(asked, totals, trim=None).values) > max(found.values)
    assert found.trimmed == 5
    assert found.largest_gap == 0
    assert max(found.values) <= 5 * float(np.median(found.values)) * (1 + 1e-6)
    for name, margin in totals.items():
        assert weighted_counts(asked[name], found) == pytest.approx(margin)
    assert found.notes[0].endswith("and the others weighted anew.")


# ------------------------------------------------------------------------------- refusals


def changed(name, answers=None, **totals):
    return (
        {**ASKED, name: answers if answers is not None else ASKED[name]},
        {**MARGINS, name: totals or MARGINS[name]},
    )


@pytest.mark.parametrize(
    ("survey", "words"),
    [
        (changed("sex", f=490, m=500), "“phase” adds up to 1,000, “sex” to 990"),
        (changed("sex", f=400, m=400, x=200), "Nobody of “sex” “x” answered"),
        (changed("sex", ["x"] * 2 + SEX[2:]), "2 respondents have “sex” “x”, which is unknown"),
        (changed("sex", f=1000, m=0), "30 respondents have “sex” “m”, which is empty"),
        (changed("sex", [None, *SEX[1:]]), "1 respondent has no “sex”"),
        (changed("sex", ["f"] * 97 + ["m"] * 3), "Only 3 of “sex” “m” answered"),
        (changed("sex", SEX[1:]), "100 for “phase”, 99 for “sex”"),
        (changed("sex", f=-1, m=1001), "zero or more"),
        (changed("sex", f=float("nan"), m=510), "zero or more"),
        (changed("sex", f=0, m=0), "adds up to nobody"),
        ((ASKED, {}), "At least one known margin"),
        ((ASKED, {**MARGINS, "area": {"north": 1000}}), "no respondent's “area”"),
        (({"phase": []}, {"phase": {"primary": 10}}), "no answers"),
    ],
)
def test_what_cannot_be_weighted_is_refused_with_the_cell(survey, words):
    with pytest.raises(FigureError, match=words):
        rake(*survey)


def test_margins_that_pull_against_each_other_are_refused():
    answers = {"one": ["a"] * 9 + ["b"] * 9, "other": ["x"] * 9 + ["y"] * 9}
    margins = {"one": {"a": 60, "b": 40}, "other": {"x": 40, "y": 60}}

    with pytest.raises(FigureError, match="pull against each other"):
        rake(answers, margins, rounds=50)


@pytest.mark.parametrize("base", [[1.0] * 99, [0.0] + [1.0] * 99, [float("inf")] + [1.0] * 99])
def test_weights_to_begin_with_must_be_weights(base):
    with pytest.raises(FigureError):
        rake(ASKED, MARGINS, base=base)


def test_a_cap_below_the_median_is_no_cap():
    with pytest.raises(FigureError, match="1 median or more"):
        rake(ASKED, MARGINS, trim=0.5)


def test_weighted_counts_need_everybody():
    with pytest.raises(FigureError, match="each of 2 weights"):
        weighted_counts(["a"], Weights(values=(1.0, 2.0), rounds=0))


# ------------------------------------------------------------------ categories put together


def test_small_categories_are_put_together_until_each_has_enough():
    asked = ["a"] * 2 + ["b"] * 4 + ["c"] * 50 + ["d"] * 3

    groups = collapse(asked, {"a": 10, "b": 10, "c": 70, "d": 10})

    assert groups == (("a", "b", "d"), ("c",))
    told, totals = collapsed(asked, {"a": 10, "b": 10, "c": 70, "d": 10}, groups)
    assert min(Counter(told).values()) >= 5
    assert rake({"kind": told}, {"kind": totals}).values


def test_ages_are_put_together_with_their_neighbours():
    asked = ["5"] * 20 + ["6"] * 2 + ["7"] * 8 + ["8"] * 1
    totals = {"5": 10, "6": 10, "7": 10, "8": 10}

    assert collapse(asked, totals, ordered=True) == (("5",), ("6", "7", "8"))


def test_categories_that_are_large_enough_stay():
    assert collapse(SEX, MARGINS["sex"]) == (("f",), ("m",))


def test_groups_must_hold_every_category_once():
    with pytest.raises(FigureError, match="exactly one"):
        collapsed(SEX, MARGINS["sex"], (("f",),))
