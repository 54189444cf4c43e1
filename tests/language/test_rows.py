"""What a row promises: the measures of a children's plan, and of plans of every other kind."""

import pytest

from headway.domain.doubts import DoubtReason
from headway.domain.periods import Period
from headway.domain.quantities import Direction, MeasureKind, Polarity
from headway.language.readings import Setting
from headway.language.rows import read_row

SETTING = Setting(covers=Period.parse("2019/20"))


def measure(text):
    return read_row(text, setting=SETTING, is_measure=True)


def action(text):
    return read_row(text, setting=SETTING, is_measure=False)


def target(reading):
    (only,) = reading.targets
    return (only.value, str(only.unit), only.comparator.value, str(only.period or ""))


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        # a children's plan
        (
            "Increase the % of children reaching a good level of development "
            "(target 75% for academic year 19-20).",
            "increase",
            (75, "%", "ge", "AY 2019/20"),
        ),
        (
            "Reduce the attainment gap by 3% in 2019 from 23% to 20% (assessed in reception).",
            "decrease",
            (20, "%", "le", "2019"),
        ),
        (
            "Reduce the number of permanent exclusions to 65 in school year 19/20.",
            "decrease",
            (65, "count", "le", "AY 2019/20"),
        ),
        (
            "All permanently excluded pupils will have a new placement within the 6-day limit.",
            "achieve",
            (100, "%", "eq", ""),
        ),
        (
            "Reduce the number of children with an exclusion to 1240 or less in school year 19/20.",
            "decrease",
            (1240, "count", "le", "AY 2019/20"),
        ),
        (
            "Reduce the level of persistent absence to 6.7% or less in school year 19/20.",
            "decrease",
            (6.7, "%", "le", "AY 2019/20"),
        ),
        (
            "Reduce the number of children on part time timetables in school year 18/19.",
            "decrease",
            (None, "count", "eq", "AY 2018/19"),
        ),
        (
            "Reduce the number of children with one or more exclusions (target 95) in 19/20.",
            "decrease",
            (95, "count", "le", "2019/20"),
        ),
        (
            "Reduce the number of children missing education to 25 by 19/20.",
            "decrease",
            (25, "count", "le", "2019/20"),
        ),
        (
            "Increase early help assessments in the financial year 2019/20 to 1,500.",
            "increase",
            (1500, "count", "ge", "FY 2019/20"),
        ),
        (
            "It is anticipated that they will support up to 2000 assessments a year.",
            "achieve",
            (2000, "count", "le", "per year"),
        ),
        # other bodies
        (
            "Reduce the rate of first-time entrants from 250 to 200 per 100,000 by March 2025",
            "decrease",
            (200, "per 100,000", "le", "2025-03"),
        ),
        (
            "90% of EHC plans issued within 20 weeks by Q2 2024/25",
            "achieve",
            (90, "%", "ge", "FY 2024/25 Q2"),
        ),
        ("Maintain attendance at or above 95%", "maintain", (95, "%", "ge", "")),
        (
            "Halve the number of rough sleepers by 2025",
            "decrease",
            (50, "%", "change_by", "2025"),
        ),
        ("Double the number of classes", "increase", (100, "%", "change_by", "")),
        (
            "A 10% increase on the 2018 baseline of 1,250",
            "increase",
            (10, "%", "change_by", ""),
        ),
        (
            "Carbon emissions reduced by 50% by 2030 against a 2019 baseline",
            "decrease",
            (50, "%", "change_by", "2030"),
        ),
        ("12% fewer burglaries than in 2018", "decrease", (12, "%", "change_by", "")),
        ("Achieve a 5% decrease in alerts", "decrease", (5, "%", "change_by", "")),
        ("Increase donors who give $500 or more by %100", "increase", (100, "%", "change_by", "")),
        (
            "Increase attendance to 1 Million visitors per year by FY2020",
            "increase",
            (1_000_000, "count", "ge", "FY 2019/20"),
        ),
        (
            "85% of employees have an engagement score of 3.5 out of 5 by 2019",
            "achieve",
            (85, "%", "ge", "2019"),
        ),
        (
            "Every employee spends a minimum of five hours per year by the end of 2019",
            "achieve",
            (5, "hours", "ge", "2019"),
        ),
        ("Achieve $1M or more in annual impact", "achieve", (1e6, "USD", "ge", "per year")),
        ("At least 3 out of 5 residents feel safe after dark", "achieve", (60, "%", "ge", "")),
        ("No more than 5% of care leavers are NEET", "achieve", (5, "%", "le", "")),
        ("Reduce average waits from 12 weeks to 6 weeks", "decrease", (6, "weeks", "le", "")),
        (
            "Improve the percentage of calls answered within 60 seconds from 65% to 80%",
            "increase",
            (80, "%", "ge", ""),
        ),
        (
            "% of social workers with caseloads above 18 reduced to less than 10%",
            "decrease",
            (10, "%", "lt", ""),
        ),
        ("Zero children placed in unregulated homes", "decrease", (0, "count", "eq", "")),
        ("Staff sickness absence reduced to 8 days per FTE", "decrease", (8, "days", "le", "")),
        ("By 2019, reduce shootings involving youth (14-25) by 25%", "decrease",
         (25, "%", "change_by", "2019")),
        ("Process requests within 3 business days", "achieve", (3, "days", "le", "")),
    ],
)  # fmt: skip
def test_a_measure_is_read_as_a_careful_officer_reads_it(text, direction, expected):
    reading = measure(text)

    assert reading.direction.value == direction
    assert target(reading) == expected


def test_no_children_means_zero_and_two_counts_are_two_baselines():
    reading = measure(
        "Elective Home Education – no children on CP/CIN plans home educated by 19/20 (from 3/24)."
    )

    assert reading.direction is Direction.DECREASE
    assert target(reading) == (0, "count", "eq", "2019/20")
    assert [(b.breakdown, b.value) for b in reading.baselines] == [("CP", 3), ("CIN", 24)]


@pytest.mark.parametrize(
    ("text", "value", "period"),
    [
        ("Reduce the gap from 23% to 20%", 23, ""),
        ("85% of conferences held within 15 working days (baseline 72%)", 72, ""),
        ("Increase satisfaction to 75% (currently 68%)", 68, ""),
        ("Increase apprentices from 120 (2018/19) to 200 (2021/22)", 120, "2018/19"),
        ("A 10% increase on the 2018 baseline of 1,250", 1250, "2018"),
    ],
)
def test_where_a_measure_started_is_its_baseline(text, value, period):
    (baseline,) = measure(text).baselines

    assert (baseline.value, str(baseline.period or "")) == (value, period)


def test_several_years_are_several_targets_each_with_its_own_time():
    reading = measure("Increase recycling to 60% by 2025 and 65% by 2030")

    assert [(t.value, str(t.period)) for t in reading.targets] == [(60, "2025"), (65, "2030")]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Increase uptake from 68% to 75% (stretch 80%)", [(75, "ge"), (80, "ge")]),
        ("Uptake: target 75% (stretch target 80%)", [(75, "ge"), (80, "ge")]),
        ("Re-referral rate between 15% and 20%", [(15, "ge"), (20, "le")]),
        ("Reduce crime by 16% by 2004 and 25% by 2005", [(16, "change_by"), (25, "change_by")]),
        ("Zero deaths on our roads", [(0, "eq")]),
        ("Reduce energy use by 30-40% by 2030", [(30, "change_by")]),
    ],
)
def test_a_second_figure_is_a_second_target(text, targets):
    assert [(t.value, t.comparator.value) for t in measure(text).targets] == targets


def test_two_quantities_in_one_row_are_both_kept_the_first_one_judged():
    homes = action("Over £3.3 billion to deliver at least 50,000 homes, of which 35,000 are social")
    works = measure("Achieve 80% of planned maintenance and reduce the backlog by $2.7M")

    assert [t.value for t in homes.targets] == [50_000, 35_000, 3_300_000_000]
    assert [(t.value, t.comparator.value) for t in works.targets] == [
        (80, "ge"), (2_700_000, "change_by"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Reduce the staff turnover rate by x% by FY2020",
        "Decrease wait times by x percent by January 2019",
        "Increase the renewal rate from the baseline to target (TBD)",
    ],
)
def test_a_figure_still_to_be_set_is_a_doubt_and_not_a_number(text):
    reading = measure(text)

    assert [t.value for t in reading.targets] == [None]
    assert [doubt.reason for doubt in reading.doubts] == [DoubtReason.NO_FIGURE]
    assert reading.doubts[0].words == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Optimise school attendance to national or better", "national"),
        ("Increase first appointments to pre-pandemic levels", "pre-pandemic levels"),
        ("Obesity is no higher than the England average", "no higher than the England average"),
    ],
)
def test_a_target_in_words_stays_words(text, words):
    (only,) = measure(text).targets

    assert (only.value, only.unit, only.words) == (None, "text", words)


@pytest.mark.parametrize(
    "text",
    [
        "Compare 2019-20 attendance data with national and statistical neighbours",
        "Track Ofsted outcomes when inspections resume",
        "Monitor compliance of sign up",
        "Measure impact on timeliness by drawing on panel findings",
        "Use 2019 survey as benchmark for improvement.",
        "Total number of children that had a 1:1 intervention during the academic term",
        "Number of hate crime incidents reported",
    ],
)
def test_watching_is_no_direction_and_no_target(text):
    reading = measure(text)

    assert reading.direction is Direction.NONE
    assert reading.targets == ()


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Improved knowledge of the barriers", "increase"),
        ("Fewer smoking related housefires.", "decrease"),
        ("More stop smoking services", "increase"),
        ("Better educated young people", "increase"),
        ("Drop in number of women smoking at delivery", "decrease"),
        ("Evaluation of campaign reach, which increases year on year", "increase"),
        ("The number of young carers identified increases each year", "increase"),
        ("Continue to increase the proportion accessing services", "increase"),
        ("Close the gap between boys and girls", "decrease"),
        ("Systems partners are committed to prevention", "achieve"),
        ("Staff will be more confident", "increase"),
        ("No increase in complaints", "maintain"),
    ],
)
def test_a_measure_without_a_figure_still_has_its_direction(text, direction):
    assert measure(text).direction.value == direction


@pytest.mark.parametrize(
    ("text", "direction", "values"),
    [
        ("Draw up one-minute briefing on legal rights", "none", []),
        ("Year 3 action: Focus on a wider campaign to reduce non-attendance", "none", []),
        ("Ensure 100% schools are signed up", "achieve", [100]),
        ("Increase the number of teens trained by 75%", "increase", [75]),
        ("Distribute 5,000 booklets to residents", "none", [5000]),
        ("Publish two data briefs annually", "none", [2]),
        ("Our plan will focus on three core long-term outcomes", "none", []),
        ("Pilot teams fully qualified: 2xCity 2xNorth live Autumn 2019", "none", []),
        ("Provide training in Six Sigma to staff", "none", []),
        ("Audit pathway in October 2019 against the audit of 2018.", "none", []),
        ("£4.2m to build on our strengths", "none", [4_200_000]),
        ("Model the trajectory (prevalence <5%) by 2030", "none", [5]),
    ],
)
def test_an_action_has_a_direction_only_where_it_says_so(text, direction, values):
    reading = action(text)

    assert reading.direction.value == direction
    assert [t.value for t in reading.targets] == values


def test_a_statement_of_fact_is_no_promise():
    reading = action("We now have offices in 30 locations in 19 countries")

    assert reading.targets == ()
    assert reading.tells_fact


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Reduce the number of permanent exclusions to 65 in school year 19/20", "CUMULATIVE"),
        ("Reduce the number of children missing education to 25 by 19/20", "SNAPSHOT"),
        ("Reduce persistent absence to 6.7% in school year 19/20", "RATE_TO_DATE"),
        ("Increase the % reaching a good level of development to 75% in 19/20", "ANNUAL"),
        ("Rolling 12 months rate of re-referrals below 20%", "ROLLING"),
        ("A communication plan for the strategy is produced", "MILESTONE"),
        ("Improved outcomes for children", "WORDS"),
    ],
)
def test_how_the_figures_accrue_follows_from_the_words(text, kind):
    assert measure(text).kind is MeasureKind[kind]


def test_which_way_is_better_follows_from_the_bound_where_no_direction_is_named():
    assert measure("Persistent absence: 10% or lower").polarity is Polarity.LOW
    assert measure("95% satisfaction").polarity is Polarity.HIGH
    assert measure("Improve waiting times to 6 weeks").polarity is Polarity.LOW
    assert measure("Number of visits").polarity is Polarity.UNKNOWN


def test_a_due_date_stands_behind_by_and_not_behind_in():
    assert str(measure("Train 75% of staff by FY 14").due) == "FY 2013/14"
    assert str(action("FY 13 Develop manual").due) == "FY 2012/13"
    assert measure("Reduce to 65 in school year 19/20").due is None


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Reduce the number of permanent exclusions to 65 in 19/20", "permanent exclusions"),
        ("To increase satisfaction among tenants to 75%", "satisfaction among tenants"),
        ("Reduce the number of primary school children with a fixed term exclusion to 255 or less "
         "in school year 19/20", "primary school children with a fixed term exclusion"),
        ("Reduce the number of exclusions of children with special needs in school year 19/20",
         "exclusions of children with special needs"),
        ("The % of children reaching a good level of development",
         "children reaching a good level of development"),
        ("% of calls answered within 60 seconds from 65% to 80%",
         "calls answered within 60 seconds"),
        ("Number of young people aged 16 to 18 in learning by March 2025",
         "young people aged 16 to 18 in learning"),
        ("Total number of pupils that had a 1:1 session by 2025", "pupils that had a 1:1 session"),
        ("Elective home education – no children on plans home educated by 19/20",
         "children on plans home educated"),
        ("Increased number of notifications to schools.", "notifications to schools"),
        ("Number of people waiting over 18 weeks from 420 to 100", "people waiting over 18 weeks"),
        ("Fewer children admitted for extractions compared with 2019", "children admitted for "
         "extractions"),
    ],
)  # fmt: skip
def test_what_is_counted_is_named_as_far_as_it_goes(text, quantity):
    assert measure(text).quantity == quantity
