"""Headers say what a column holds, in the words of many bodies."""

import pytest

from headway.importing.headers.columns import Role, column, is_header
from headway.importing.headers.settling import resolve


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Ref", Role.NUMBER),
        ("KPI ref", Role.NUMBER),
        ("Areas of Focus", Role.AREA),
        ("Priority", Role.AREA),
        ("What will we do", Role.ACTION),
        ("Key milestones", Role.ACTION),
        ("Initiatives", Role.ACTION),
        ("How we will know this area of focus has improved", Role.MEASURE),
        ("What does success look like?", Role.MEASURE),
        ("Success criteria", Role.MEASURE),
        ("Performance indicator", Role.MEASURE),
        ("How will we measure success", Role.MEASURE),
        ("Baseline 2021/22", Role.BASELINE),
        ("Target 2022/23", Role.TARGET),
        ("Target date", Role.DUE),
        ("By when", Role.DUE),
        ("Reporting Timetable (for all actions unless otherwise stated)", Role.DUE),
        ("Timescale", Role.DUE),
        ("Q1", Role.FIGURE),
        ("2019/20", Role.FIGURE),
        ("Latest figure", Role.FIGURE),
        ("Which partners are involved", Role.AGENCIES),
        ("Responsible Party", Role.AGENCIES),
        ("Lead officer", Role.LEAD),
        ("Who", Role.LEAD),
        ("SRO", Role.LEAD),
        ("RAG", Role.STATUS),
        ("Initiative Progress (% Complete)", Role.PERCENT),
        ("Goal KPI and Analysis", Role.PROGRESS),
        ("Latest update", Role.PROGRESS),
        ("Check-Step", Role.CHECK),
        ("Funding Needed", Role.CONTEXT),
        ("Why", Role.CONTEXT),
        ("", Role.UNKNOWN),
    ],
)
def test_a_header_says_what_its_column_is_for(header: str, role: Role) -> None:
    assert column(header).role is role


def test_a_header_names_its_period_and_whose_progress_it_is() -> None:
    assert str(column("Target 2022/23").period) == "2022/23"
    assert str(column("Q2 2022/23").period) == "FY 2022/23 Q2"
    assert column("Goal Progress").subject is Role.MEASURE
    assert column("Initiative health").subject is Role.ACTION
    assert column("Leads (for all actions unless otherwise stated)").for_all


def test_a_goal_is_a_measure_beside_actions_and_a_heading_beside_measures() -> None:
    beside_actions = resolve(tuple(map(column, ("Goal", "Initiatives"))))
    beside_measures = resolve(tuple(map(column, ("Goal", "Actions", "Success measure"))))

    assert beside_actions[0].role is Role.MEASURE
    assert beside_measures[0].role is Role.AREA


@pytest.mark.parametrize(
    "row",
    [
        ("1", "Reduce absence to 6%", "Alice Smith", "Mar 2020"),
        ("Determine the target audience", "Marketing team", "June 2018", "Specific objective"),
        ("Actions", "", ""),
        ("Plant trees.", "Water them.", "Lead them."),
    ],
)
def test_content_is_not_taken_for_a_header(row: tuple[str, ...]) -> None:
    assert not is_header(row)
