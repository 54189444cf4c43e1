"""What a progress cell reports, and what it does not."""

import pytest

from headway.domain.doubts import DoubtReason
from headway.domain.observations import RowId, State
from headway.domain.periods import Period
from headway.domain.plan import ActionStatus
from headway.language.progress import read_progress
from headway.language.readings import Setting
from headway.language.rows import read_row

YEAR_TWO = Setting(covers=Period.parse("2019/20"))
EXCLUSIONS = "Reduce the number of permanent exclusions to 65 in school year 19/20."


def progress(text, *, row="", setting=YEAR_TWO):
    reading = read_row(row, setting=setting, is_measure=True)
    return read_progress(text, row=RowId("x"), reading=reading, setting=setting)


def results(text, **kwargs):
    return [(o.value, str(o.period or "")) for o in progress(text, **kwargs).observations]


def test_a_year_to_date_figure_stands_with_the_same_point_last_year():
    reading = progress(
        "72 in 18/19. By the end of term 4 in 19/20 it was 70 (52 same point last year)",
        row=EXCLUSIONS,
    )

    last_year, latest = reading.observations
    assert (last_year.value, str(last_year.period)) == (72, "AY 2018/19")
    assert (latest.value, str(latest.period)) == (70, "AY 2019/20 T4")
    assert latest.compared_with.value == 52
    assert str(latest.compared_with.period) == "AY 2018/19 T4"


@pytest.mark.parametrize(
    ("text", "value", "unit", "compared"),
    [
        ("End of term 4 19/20 = 9.3% (7.6% for T4 last year)", 9.3, "%", 7.6),
        ("End of term 4 19/20 281 (305 for T4 last year)", 281, "count", 305),
        ("End of term 4 19/20 7 (33 for T4 last year)", 7, "count", 33),
        ("End of term 4 19/20 = 1400", 1400, "count", None),
        ("End of term 4 19/20 = 20%", 20, "%", None),
    ],
)
def test_a_terse_figure_is_read_with_its_term(text, value, unit, compared):
    (only,) = progress(text).observations

    assert (only.value, only.unit, str(only.period)) == (value, unit, "AY 2019/20 T4")
    assert (only.compared_with.value if only.compared_with else None) == compared


def test_the_national_figure_is_a_benchmark_and_the_targets_echo_is_no_second_figure():
    reading = progress(
        "Latest fig for 18/19 = 73.5%. Higher than national average 72% but below target of 75%",
        row="Increase the % of children with a good level (target 75% for academic year 19-20).",
    )

    assert [(o.value, str(o.period)) for o in reading.observations] == [(73.5, "AY 2018/19")]
    assert [(b.area, b.value) for b in reading.benchmarks] == [("England", 72)]
    assert reading.targets == ()


def test_a_gap_that_went_from_one_figure_to_another_is_at_the_second():
    (only,) = progress("Gap widened in 2019 from 23% to 24%").observations

    assert (only.value, str(only.period), only.compared_with.value) == (24, "2019", 23)


def test_a_target_that_only_the_progress_states_is_kept_with_where_it_stood():
    reading = progress(
        "The last report (Q4 2019/20) available the access rate was 54% and the target was 34%",
        row="Continue to increase the proportion of children accessing CAMHS",
    )

    assert [(o.value, str(o.period)) for o in reading.observations] == [(54, "FY 2019/20 Q4")]
    (target,) = reading.targets
    assert (target.value, target.comparator.value, target.stated_in) == (34, "ge", "progress")


def test_a_bare_year_is_of_the_kind_of_the_rows_own_year():
    row = "Increase early help assessments in the financial year 2019/20 to 1,500."

    assert results("The number in 2019/20 was 1862", row=row) == [(1862, "FY 2019/20")]


def test_a_destroyed_figure_stays_lost():
    for text in ("12. Elia di telili 4 T4 last year)", "[unreadable] … T4 last year)"):
        reading = progress(text, row="Reduce exclusions in school year 19/20 (target 340).")

        (only,) = reading.observations
        assert (only.value, only.state) == (None, State.LOST)
        assert str(only.period) == "AY 2019/20 T4"
        assert [doubt.reason for doubt in reading.doubts] == [DoubtReason.LOST_FIGURE]
        assert reading.doubts[0].words == text


def test_digits_of_a_broken_line_are_left_out_with_a_doubt():
    reading = progress("10. 2.10 0. 10 19/20 54 (63 for T4 last year)", row=EXCLUSIONS)

    (only,) = reading.observations
    assert (only.value, str(only.period)) == (54, "AY 2019/20 T4")
    assert (only.compared_with.value, str(only.compared_with.period)) == (63, "AY 2018/19 T4")
    assert [doubt.reason for doubt in reading.doubts] == [DoubtReason.GARBLED_TEXT]


def test_two_counts_of_one_row_keep_their_names():
    found = progress("CP (EHE) T4 = 2 CIN (EHE) T4 = 16").observations

    assert [(o.breakdown, o.value, str(o.period)) for o in found] == [
        ("CP (EHE)", 2, "AY 2019/20 T4"),
        ("CIN (EHE)", 16, "AY 2019/20 T4"),
    ]


CONTACTS = [
    ("Primary", 2804, "2020-09/2020-12"),
    ("Secondary", 6527, "2020-09/2020-12"),
    ("Primary", 2405, "2021-01/2021-03"),
    ("Secondary", 4689, "2021-01/2021-03"),
]


@pytest.mark.parametrize(
    "text",
    [
        "Sep-Dec20: Primary 2804, Secondary 6527. Jan-Mar21: Primary 2405, Secondary 4689.",
        "Sep-Dec20 Primary 2804 Secondary 6527 Jan-Mar21 Primary 2405 Secondary 4689",
        "3.\n\tSep-Dec20\nPrimary\t2804\nSecondary\t6527\n\tJan-Mar21\nPrimary\t2405\nSecondary\t4689",
        "<table><tr><td></td><td><u>Sep-Dec20</u></td></tr><tr><td>Primary</td><td>2804</td></tr>"
        "<tr><td>Secondary</td><td>6527</td></tr><tr><td></td><td>Jan-Mar21</td></tr>"
        "<tr><td>Primary</td><td>2405</td></tr><tr><td>Secondary</td><td>4689</td></tr></table>",
    ],
)
def test_a_small_table_in_a_cell_is_read_however_it_was_kept(text):
    found = progress(text).observations

    assert [(o.breakdown, o.value, str(o.period)) for o in found] == CONTACTS


def test_a_table_with_a_year_to_a_column_gives_each_its_year():
    text = (
        "| Phase | 2018/19 | 2019/20 |\n|---|---|---|\n| Primary | 7.6% | 9.3% |\n| All | 8% | 9% |"
    )

    found = progress(text, row="Reduce absence to 6.7% in school year 19/20").observations

    assert [(o.breakdown, o.value, str(o.period)) for o in found] == [
        ("Primary", 7.6, "AY 2018/19"), ("Primary", 9.3, "AY 2019/20"),
        ("All", 8, "AY 2018/19"), ("All", 9, "AY 2019/20"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Over 120 adults are now receiving support", [(120, "gt", "adults")]),
        ("almost 100% sign up (incl. independent schools)", [(100, "approx", "sign")]),
        (
            "Works in 34 pilot schools (and a further 44 wave 1 schools) to develop the approach",
            [(34, "eq", "pilot schools"), (44, "eq", "wave 1 schools")],
        ),
        (
            "10 specialist workers in post – 6 caseworkers and 4 perpetrator workers",
            [(10, "eq", "specialist workers"), (6, "eq", "caseworkers"),
             (4, "eq", "perpetrator workers")],
        ),
        ("This cohort grew, despite the local 33% increase", [(33, "change_by", "increase")]),
        ("Three employees were certified", [(3, "eq", "employees")]),
        ("75% of teams are meeting their goals", [(75, "eq", "teams")]),
        ("FY13 validated savings = $3.0 million", [(3_000_000, "eq", "")]),
        ("Zero exclusions this term", [(0, "eq", "exclusions")]),
        ("<5", [(5, "lt", "")]),
        ("54%", [(54, "eq", "")]),
        ("Achieved 1,862", [(1862, "eq", "")]),
        ("The average waiting time is 6 weeks", [(6, "eq", "")]),
    ],
)  # fmt: skip
def test_counted_results_are_observations(text, expected):
    found = progress(text).observations

    assert [(o.value, o.comparator.value, o.of) for o in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two services for 11-17-year old's and 5-11-year old's; all but one go on",
        "Awaiting easy read versions (one for 8-13 years and one for 14-18 years (plus up to 25",
        "Following two further national lockdowns",
        "Report to the board in Nov 2020; see M-20-16 and PH26",
        "Available to any adult over 18 since the Covid 19 pandemic",
        "National guidance currently states 95% less harmful",
        "We plan to train 30 more by March 2021",
        "One project should validate on 12/13/2013",
        "A contract was executed, spending a total of about $9K",
        "The model has three parts",
        "It was not necessary to onboard 19 departments",
        "Total time commitment is 50 hours",
        "All partners have at least one trained professional",
    ],
)
def test_plans_citations_ages_and_costs_are_no_results(text):
    assert [o for o in progress(text).observations if o.value is not None] == []


def test_a_share_with_its_parts_keeps_numerator_and_denominator():
    first, second = progress("95 of 200 employees (54%) have received the intro").observations

    assert (first.value, first.numerator, first.denominator) == (95, 95, 200)
    assert (second.value, second.unit) == (54, "%")


def test_details_behind_the_answer_to_the_target_are_no_second_answer():
    row = "Provide 200 employees with training by the end of FY14"

    found = results("95 of 200 employees have received it; 25 employees in Parks did", row=row)

    assert found == [(95, "")]


def test_a_survey_is_compared_with_the_one_before():
    (only,) = progress("Completed by 150 C&YP, compared to 500 in 2019.").observations

    assert (only.value, only.of) == (150, "C&YP")
    assert (only.compared_with.value, str(only.compared_with.period)) == (500, "2019")


def test_the_same_share_as_before_is_a_comparison_and_not_the_figures_own_year():
    only = progress("One third of respondents (32%), the same proportion as in 2020").observations

    assert [(o.value, o.period, o.compared_with.value) for o in only] == [(32, None, 32)]


def test_a_window_of_days_takes_its_year_from_the_document():
    setting = Setting(covers=Period.parse("2020/21"))
    text = "Carried out for 6wks (4wks previously) between 30 th March – 9 th May – 159 surveys."

    assert results(text, setting=setting) == [(159, "2021-03-30/2021-05-09")]


def test_other_places_figures_are_benchmarks_each_under_its_name():
    reading = progress("85% in 2021/22, up from 78% in 2020/21 (England 82%, South East 80%).")

    (only,) = reading.observations
    assert (only.value, str(only.period), only.compared_with.value) == (85, "2021/22", 78)
    assert [(b.area, b.value) for b in reading.benchmarks] == [("England", 82), ("South East", 80)]


def test_a_date_in_brackets_makes_the_figure_beside_it_a_comparison():
    (only,) = progress("As at 31 March 2020, 54 children (63 at 31 March 2019).").observations

    assert (only.value, str(only.period)) == (54, "2020-03-31")
    assert (only.compared_with.value, str(only.compared_with.period)) == (63, "2019-03-31")


def test_the_year_of_a_comparison_is_not_the_figures_own():
    (only,) = progress("Year to date: 1,023 (2019/20: 998)").observations

    assert (only.value, only.period) == (1023, None)
    assert (only.compared_with.value, str(only.compared_with.period)) == (998, "2019/20")


def test_actual_target_and_previous_in_one_line_are_told_apart():
    reading = progress("Actual: 65% Target: 70% Previous: 60%", row="Increase take-up")

    (only,) = reading.observations
    assert (only.value, only.compared_with.value) == (65, 60)
    assert [t.value for t in reading.targets] == [70]


def test_a_row_of_years_gives_each_figure_its_own():
    assert results("2018/19: 45; 2019/20: 52; 2020/21: 38", row="Reduce incidents to 30") == [
        (45, "2018/19"), (52, "2019/20"), (38, "2020/21"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("National attendance data for 2019/20 was not collected", State.NOT_COLLECTED),
        ("Difficult and unable to measure rates of download.", State.CANNOT_BE_ASSESSED),
        ("Too early to measure the impact of this", State.NOT_YET_DUE),
        ("Data not available until November 2021", State.NOT_YET_DUE),
        ("No data available", State.MISSING),
        ("Suppressed", State.SUPPRESSED),
    ],
)
def test_why_there_is_no_figure_is_a_state_and_never_zero(text, state):
    (only,) = progress(text).observations

    assert (only.value, only.state) == (None, state)


def test_nothing_to_report_is_zero_only_where_the_words_say_so():
    assert results("Nil return", row="Reduce the number of complaints") == [(0, "")]
    assert results("No complaints were received", row="Reduce the number of complaints") == [
        (0, "")
    ]
    assert results("No update available", row="Reduce the number of complaints") == []


def test_all_is_a_hundred_per_cent_of_a_measure_of_all():
    row = "All pilot schools have a nominated lead"

    assert results("All schools have identified leads", row=row) == [(100, "")]
    assert results("All services promote the scheme", row="Improved awareness") == []


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("Completed", ActionStatus.COMPLETE, ""),
        ("These are up and running.", ActionStatus.COMPLETE, ""),
        ("Progress has been halted due to COVID-19 priority", ActionStatus.HALTED,
         "COVID-19 priority"),
        ("On hold because of staffing", ActionStatus.HALTED, "staffing"),
        ("Not yet started", ActionStatus.NOT_STARTED, ""),
        ("Being progressed now by both partners", ActionStatus.IN_PROGRESS, ""),
        ("Not yet completed", ActionStatus.IN_PROGRESS, ""),
        ("Data was not collected or published", ActionStatus.UNKNOWN, ""),
        ("No update available.", ActionStatus.UNKNOWN, ""),
        ("", ActionStatus.UNKNOWN, ""),
    ],
)  # fmt: skip
def test_how_far_an_action_has_come_is_told_by_its_words(text, status, reason):
    reading = progress(text)

    assert (reading.action_status, reading.reason) == (status, reason)


def test_percent_complete_is_no_observation():
    reading = progress("Action 75% complete")

    assert reading.percent_complete == 75
    assert reading.observations == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Refer to above, no. 6", "6"),
        ("Refer to above, no.6", "6"),
        ("See no. 3 above", "3"),
        ("As per action 2.1", "2.1"),
        ("See 5 above", "5"),
        ("See above", ""),
        ("Refer to the policy for 6 schools", ""),
    ],
)
def test_a_pointer_is_a_pointer_and_not_progress(text, number):
    reading = progress(text)

    assert reading.points_to == number


def test_links_and_attachments_are_kept():
    named = "Refer to attached below: Attendance data; Absence data"
    text = f"{named}\nhttps://example.org/a/7. See a.docx"

    assert progress(text).links == (
        "https://example.org/a/7", "See a.docx", "Attendance data", "Absence data",
    )  # fmt: skip
