"""A definition is told in words that leave nothing out, and a figure's division can be checked."""

from datetime import date

import pytest

from headway.analytics.accounts import division, minding
from headway.analytics.computing import Figure
from headway.analytics.definition import Count
from headway.analytics.definitions import DEFINITIONS, definition
from headway.analytics.explaining import breaks_of, datasets_of, told, ways_to_make
from headway.evidence.kinds import KINDS


@pytest.mark.parametrize("one", DEFINITIONS, ids=lambda one: one.name)
def test_every_definition_says_what_is_counted_of_whom_and_from_what(one):
    words = dict(told(one))

    assert all(words[label] for label in ("Counted", "Who is in it", "Defined by"))
    assert ("Out of" in words) is not one.is_count
    known = {dataset.name for dataset in KINDS}
    assert all(name in known for way in ways_to_make(one) for name in way)


def test_absence_is_made_of_marks_or_else_of_the_census():
    assert datasets_of(definition("overall-absence")) == (
        "attendance-marks, enrolments, schools; or attendance-census, enrolments, schools"
    )


def test_a_break_is_told_only_from_the_day_it_was_known():
    absence = definition("persistent-absence")

    before = [one.name for one in breaks_of(absence, date(2019, 12, 31))]
    after = [one.name for one in breaks_of(absence, date(2020, 5, 31))]

    assert (before, after) == ([], ["schools-closed-2020"])
    assert len(set(minding(absence, date(2025, 1, 1)))) == len(minding(absence, date(2025, 1, 1)))


def test_a_division_shows_its_whole_numbers_and_is_rounded_once():
    absence = definition("persistent-absence")

    words = division(Figure(definition=absence, count=Count(numerator=1, denominator=16)))

    assert words == "100 × 1 ÷ 16 = 6.25 → 6.3%"


def test_a_share_of_nobody_is_no_figure_and_never_zero():
    figure = Figure(definition=definition("persistent-absence"), count=Count())

    assert figure.value is None
    assert division(figure) == "nobody to count: there is no figure"


def test_a_gap_shows_both_of_its_rates():
    figure = Figure(
        definition=definition("good-level-gap-to-all"),
        count=Count(numerator=11, denominator=20),
        less_from=Count(numerator=70, denominator=100),
    )

    assert division(figure) == "(100 × 70 ÷ 100) − (100 × 11 ÷ 20) = 15 → 15.0 percentage points"
