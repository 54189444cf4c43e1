"""A table's header is known by its words, by the dates in them, or by the document's own mark."""

import pytest

from headway.domain.periods import Period
from headway.domain.provenance import Place
from headway.importing.documents.document import Cell
from headway.importing.headers.columns import Role, column, is_header
from headway.importing.headers.header_periods import month_within, period_named, quarter_named
from headway.importing.headers.header_rows import header_of
from headway.importing.headers.settling import checked, resolve


@pytest.mark.parametrize(
    "row",
    [
        ("No.", "Success measure", "Progress in 2023/24"),
        ("Ref", "Action", "Lead", "Completed by", "Progress to March 2025"),
        ("Measure", "Baseline (April 2023)", "Target (March 2026)", "Now (Sept 2024)"),
        ("Action", "Who", "Complete by", "Update Sept 2024"),
        ("Action", "Lead", "By when", "Completed"),
        ("Measure", "Position at 31 March 2024", "Target"),
        ("Measure", "31 March 2024", "RAG"),
        ("Measure", "Apr", "May", "Jun", "Target"),
        ("Action", "Lead", "Red/Amber/Green"),
        ("Item", "We will…", "Led by", "With", "Finish", "Where are we now?", "B/RAG"),
        ("PI", "Target", "Actual"),
        ("Indicator", "Latest", "England"),
        ("We said", "We did"),
    ],
)
def test_headers_with_dates_and_answers_in_them_are_still_headers(row: tuple[str, ...]) -> None:
    assert is_header(row)


@pytest.mark.parametrize(
    "row",
    [
        ("Plant hedges along the lane", "Parks team", "June 2018", "Met the target"),
        ("1", "Actions for carers", "Ongoing", "Green"),
        ("Review the target", "Public Health", "Incomplete", "Details of progress to follow."),
        ("Term", "Meaning"),
    ],
)
def test_rows_of_content_with_header_words_are_no_headers(row: tuple[str, ...]) -> None:
    assert not is_header(row)


def test_a_row_that_the_document_marks_needs_one_known_column() -> None:
    words = ("Protected characteristics", "Objective", "Sources")

    assert is_header(words, marked=True)
    assert not is_header(("Indicator", "Definition"), marked=True)
    assert not is_header(("Name", "Telephone"), marked=True)


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("S/N", Role.NUMBER),
        ("PI code", Role.NUMBER),
        ("Pledge", Role.ACTION),
        ("Definition of success", Role.MEASURE),
        ("What will be different?", Role.MEASURE),
        ("Starting point", Role.BASELINE),
        ("Previous year", Role.BASELINE),
        ("2030 ambition", Role.TARGET),
        ("Now", Role.FIGURE),
        ("Autumn term", Role.FIGURE),
        ("Oct-Dec", Role.FIGURE),
        ("Action by", Role.LEAD),
        ("Portfolio holder", Role.LEAD),
        ("Action completed by:", Role.DUE),
        ("Target completion", Role.DUE),
        ("Lead service", Role.AGENCIES),
        ("Traffic light", Role.STATUS),
        ("Termly review", Role.PROGRESS),
        ("Completion", Role.PERCENT),
        ("Unit of measure", Role.UNIT),
        ("Good is", Role.POLARITY),
        ("Direction", Role.POLARITY),
        ("Direction of travel", Role.STATUS),
        ("Public health", Role.UNKNOWN),
    ],
)
def test_many_bodies_head_the_same_columns_in_other_words(header: str, role: Role) -> None:
    assert column(header).role is role


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("Target (March 2026)", "2026-03"),
        ("Actual Sept 24", "2024-09"),
        ("Position at 31 March 2024", "2024-03-31"),
        ("Oct (2024)", "2024-10"),
        ("Target 06/07", "2006/07"),
        ("Jan-Mar 2023/24", "2024-01/2024-03"),
    ],
)
def test_a_header_names_months_and_short_years(header: str, period: str) -> None:
    assert period_named(header) == Period.parse(period)


def test_a_month_or_quarter_takes_its_year_from_the_document() -> None:
    year = Period.parse("FY 2023/24")

    assert month_within("Nov", year) == Period.parse("2023-11")
    assert month_within("Feb", year) == Period.parse("2024-02")
    assert quarter_named("Apr-Jun") == 1


def test_columns_are_settled_by_the_columns_beside_them() -> None:
    def roles(*headers: str) -> list[Role]:
        return [one.role for one in resolve(tuple(map(column, headers)))]

    assert roles("Action", "Sub-action", "Action by") == [Role.AREA, Role.ACTION, Role.LEAD]
    assert roles("Measure", "Where are we now?", "Target")[1] is Role.BASELINE
    assert roles("Measure", "Target", "Where are we now?")[2] is Role.PROGRESS
    assert roles("Action", "Success measure", "Impact")[2] is Role.CONTEXT
    assert roles("Action", "Impact")[1] is Role.MEASURE
    assert roles("You said", "We did")[1] is Role.ACTION


def test_what_stands_in_a_column_may_outweigh_its_header() -> None:
    columns = tuple(map(column, ("Action", "Completed by", "Direction")))
    texts = (["Open a hub"], ["Head of Service", "Parks Manager"], ["↑", "→"])

    assert [one.role for one in checked(columns, texts)] == [Role.ACTION, Role.LEAD, Role.STATUS]


@pytest.mark.parametrize(
    "header",
    [
        "Performance Standard 2014/15",
        "National standard",
        "2024/25 plan Q1",
        "Plan 2024/25",
        "Trajectory",
        "Q3 trajectory",
        "Forecast 2025/26",
        "Planned 2023",
        "Ambition 2030",
        "Threshold",
        "2024/25 commitment",
    ],
)
def test_a_standard_a_plan_or_a_trajectory_is_what_is_to_be_reached(header: str) -> None:
    assert column(header).role is Role.TARGET


@pytest.mark.parametrize("header", ["Plan", "Commitments", "Action plan 2024", "Our ambition"])
def test_a_plan_or_a_commitment_without_its_year_is_not_yet_a_target(header: str) -> None:
    assert column(header).role is not Role.TARGET


def _row(*texts: str, covers: tuple[int, ...] = ()) -> tuple[Cell, ...]:
    return tuple(
        Cell(text=text, place=Place(document="plan"), column=at, covers=at in covers)
        for at, text in enumerate(texts)
    )


def test_a_group_header_says_of_its_quarters_whether_they_are_planned_or_seen() -> None:
    plan = "2024/25 plan"
    above = _row("Metric", "Lead", plan, plan, "Actual", "Actual", covers=(3, 5))
    below = _row("Metric", "Lead", "Q1", "Q2", "Q1", "Q2", covers=(0, 1))

    _, columns = header_of([above, below, _row("Waits", "Ann Ash", "72%", "74%", "70%", "71%")])

    assert columns is not None
    told = [(one.role, one.period) for one in columns[2:]]
    assert told[:2] == [
        (Role.TARGET, Period.parse("FY 2024/25 Q1")),
        (Role.TARGET, Period.parse("FY 2024/25 Q2")),
    ]
    assert [role for role, _ in told[2:]] == [Role.FIGURE, Role.FIGURE]


@pytest.mark.parametrize(
    ("headers", "seen"),
    [
        (("Q1", "Q1 actual"), [False, True]),
        (("Q1 2023/24 (Profile)", "Q1 2023/24 (Actual)"), [False, True]),
        (("2022/23", "2022/23"), [True, False]),
        (("2022/23 (girls)", "2022/23 (boys)"), [True, True]),
        (("2022/23", "2023/24"), [True, True]),
    ],
)
def test_two_columns_are_never_both_the_result_of_one_time(
    headers: tuple[str, str], seen: list[bool]
) -> None:
    told = checked(tuple(map(column, ("Measure", *headers))), (["Waits"], ["7"], ["8"]))

    assert [one.role is Role.FIGURE for one in told[1:]] == seen


def test_limits_and_bare_figures_show_which_column_is_to_be_reached() -> None:
    columns = tuple(map(column, ("Measure", "Ambition", "2022/23", "2023/24")))

    told = checked(columns, (["Waits"], ["95%", "30"], ["At least 90%", "14 to 16"], ["7", "9"]))

    assert [one.role for one in told[1:]] == [Role.TARGET, Role.TARGET, Role.FIGURE]
