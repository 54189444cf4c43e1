"""A table's header is known by its words, by the dates in them, or by the document's own mark."""

import pytest

from headway.domain.periods import Period
from headway.importing.headers.columns import Role, column, is_header
from headway.importing.headers.header_periods import month_within, period_named, quarter_named
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
