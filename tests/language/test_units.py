"""The unit that a row's words give to its figures, and numbers that are no figures at all."""

import pytest

from headway.domain.periods import Period
from headway.language.readings import Setting
from headway.language.rows import read_row
from headway.language.units import named_unit

SETTING = Setting(covers=Period.parse("2023/24"))


def measure(text):
    return read_row(text, setting=SETTING, is_measure=True)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Rate of children in care per 10,000", "per 10,000"),
        ("Children in need (rate per 10K population 0-17)", "per 10,000"),
        ("First time entrants to youth justice per 100k", "per 100,000"),
        ("Rate of births per thousand women", "per 1,000"),
        ("Rate of re-referrals", "%"),
        ("Days lost to sickness per employee", "days"),
        ("Average wait in days", "days"),
        ("Median wait for an assessment (working days)", "days"),
        ("Average number of weeks from referral to assessment", "weeks"),
        ("Hours of volunteering given", "hours"),
        ("Carbon emissions (tCO2e)", "t CO2e"),
        ("Spend on agency staff (£000s)", "£000s"),
        ("Average score out of 5", "score"),
        ("Satisfaction with the service (out of 10)", "score"),
        ("Permanent exclusions (primary)", "count"),
        ("Young people (16-17) not in education", "count"),
    ],
)
def test_the_words_of_a_row_give_its_unit(text, unit):
    assert measure(text).unit == unit
    assert measure(text).targets == ()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Average time to adoption (days): 400", 400, "days"),
        ("Average satisfaction (out of 5): 4.2", 4.2, "score"),
        ("Increase the percentage of pupils who feel safe from 65 to 75", 75, "%"),
        ("Reduce the rate of admissions per 100,000 to 210", 210, "per 100,000"),
        ("Reduce first time entrants to 200 per 100k", 200, "per 100,000"),
        ("Secure 1.5FTE additional educational psychologists", 1.5, "count"),
    ],
)
def test_a_bare_figure_is_in_the_rows_unit(text, value, unit):
    (only,) = measure(text).targets

    assert (only.value, str(only.unit)) == (value, unit)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("%", "%"), ("Days", "days"), ("tCO2e", "t CO2e"), ("£", "GBP"), ("£m", "£m"),
        ("per 1,000", "per 1,000"), ("Rate per 10,000", "per 10,000"), ("Number", "count"),
        ("out of 5", "score"), ("", None), ("Director", None),
    ],
)  # fmt: skip
def test_a_column_of_units_is_read(words, unit):
    assert named_unit(words) == unit


@pytest.mark.parametrize(
    "text",
    [
        "Milestone 2.1. Publish the materials",
        "Recommendation 7. Publish a report",
        "% of assessments completed within 45 working days",
        "More babies are breastfed at 6-8 weeks",
        "Pupils are able to swim 25 metres",
        "The website meets WCAG 2.2 AA",
        "Commission a new 0-19 service",
        "Families are seen by the 0-5 health visiting team",
        "Achieve ISO 27001 certification",
        "Certified to ISO 9001:2015",
        "Year 6 pupils are ready for secondary school",
        "Key Stage 2 results improve",
        "Young people aged 16 to 18 in learning",
        "Learners reach Level 3",
        "Zero tolerance of bullying",
        "A 4-star rating of every home",
        "Children live within 400m of a play area",
        "Families of 2 year olds take up a place",
    ],
)
def test_numbers_that_describe_are_no_targets(text):
    assert [one.value for one in measure(text).targets if one.value is not None] == []
