"""Targets, baselines and results in columns of their own: which side is right, and how much."""

from datetime import date
from pathlib import Path

import pytest

from headway.domain.plan import Measure, Plan
from headway.domain.quantities import Comparator, Polarity
from headway.domain.status import StatusKind
from headway.importing.drafting.assembly import read_plan
from headway.importing.opening import open_document
from headway.judgement.statuses import judge_plan

HEAD = "Indicator,Baseline 2022/23,Target 2023/24,Actual 2023/24\n"


@pytest.fixture
def imported(tmp_path: Path):
    def importing(rows: str, head: str = HEAD) -> Plan:
        path = tmp_path / "kpi.csv"
        path.write_text(head + rows, encoding="utf-8", newline="")
        return read_plan(open_document(path)).plan

    return importing


def one(plan: Plan) -> Measure:
    (measure,) = plan.measures
    return measure


def levels(measure: Measure) -> list[tuple[float | None, str]]:
    return [(target.value, target.unit) for target in measure.targets]


@pytest.mark.parametrize(
    ("row", "better", "judged"),
    [
        ("Response time (minutes),7.9,6.0,7.4", Polarity.LOW, StatusKind.OFF_TRACK),
        ("Gender pay gap (%),14.2,10,12.1", Polarity.LOW, StatusKind.OFF_TRACK),
        ("Staff turnover rate (%),14,11,12.5", Polarity.LOW, StatusKind.OFF_TRACK),
        ("Crimes recorded,1200,1000,1100", Polarity.LOW, StatusKind.OFF_TRACK),
        ("Re-referrals within 12 months,24%,20%,22%", Polarity.LOW, StatusKind.OFF_TRACK),
        ("Scope 1 and 2 emissions (tCO2e),15400,10000,9870", Polarity.LOW, StatusKind.MET),
        ("Visits to libraries,12000,15000,14000", Polarity.HIGH, StatusKind.OFF_TRACK),
        ("Agency spend share (%),9,5,4", Polarity.LOW, StatusKind.MET),
        ("Attendance (%),95.4,95,93", Polarity.HIGH, StatusKind.OFF_TRACK),
        ("Resident satisfaction,80%,75%,70%", Polarity.HIGH, StatusKind.OFF_TRACK),
        ("Calls answered within 30 seconds,96%,95%,91%", Polarity.HIGH, StatusKind.OFF_TRACK),
    ],
)
def test_a_bare_target_is_kept_as_printed_and_judged_on_the_side_its_row_tells(
    imported, row: str, better: Polarity, judged: StatusKind
) -> None:
    plan = imported(row + "\n")
    measure = one(plan)

    assert measure.polarity is better
    assert [target.comparator for target in measure.targets] == [Comparator.EQ]
    (status,) = judge_plan(plan, at=date(2024, 6, 30))
    assert status.kind is judged


def test_a_cells_own_limit_is_kept(imported) -> None:
    measure = one(imported("Complaints received,41,Fewer than 35,29\n"))

    assert [target.comparator for target in measure.targets] == [Comparator.LT]
    assert measure.polarity is Polarity.LOW


def test_a_verb_tells_the_side_of_a_bare_figure(imported) -> None:
    measure = one(imported("Improve response times (minutes),7.9,6.0,7.4\n"))

    assert [target.comparator for target in measure.targets] == [Comparator.LE]


@pytest.mark.parametrize(
    ("row", "target"),
    [
        ('Scope 1 and 2 emissions (tCO2e),15400,"10,000",11870', (10_000, "t CO2e")),
        ("A&E seen within 4 hours,71.4%,78%,72.2%", (78, "%")),
        ("Vetting requests completed within 20 working days,88%,95%,91%", (95, "%")),
        ("% of pupils at 2 or more grades above,60,70,65", (70, "%")),
    ],
)
def test_figures_in_a_measures_name_are_no_targets_beside_a_column_of_them(
    imported, row: str, target: tuple[float, str]
) -> None:
    assert levels(one(imported(row + "\n"))) == [target]


def test_a_target_repeated_for_each_year_is_kept_for_each(imported) -> None:
    measure = one(
        imported(
            "Patients waiting over 65 weeks,300,0,0\n",
            "Indicator,Target 2022/23,Target 2023/24,Target 2024/25\n",
        )
    )

    years = [(str(target.period), target.value) for target in measure.targets]
    assert years == [("2022/23", 300), ("2023/24", 0), ("2024/25", 0)]


def test_a_limit_in_the_name_counts_where_the_column_of_targets_is_blank(imported) -> None:
    measure = one(imported("No more than 40 road deaths,44,,42\n"))

    assert levels(measure) == [(40, "count")]


def test_a_definition_is_no_target_beside_a_column_of_results(imported) -> None:
    plan = imported(
        "Requests completed within 20 working days,88%,91%\nOther requests closed,80%,85%\n",
        "Indicator,2021/22,2022/23\n",
    )

    assert plan.measures[0].targets == ()


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("Research income (£m),41.3,55,52", (41_300_000, 55_000_000, 52_000_000)),
        (
            'Surplus / (deficit) £000,"(8,420)",0,"(3,415)"',
            (-8_420_000, 0, -3_415_000),
        ),
        ("Net position,(£8.4m),£0,(£3.4m)", (-8_400_000, 0, -3_400_000)),
        ("Net position,£(8.4m),£0,£(3.4m)", (-8_400_000, 0, -3_400_000)),
    ],
)
def test_the_name_scales_its_figures_and_money_in_brackets_is_negative(
    imported, row: str, values: tuple[float, float, float]
) -> None:
    plan = imported(row + "\n")
    measure = one(plan)

    read = (measure.baselines[0], measure.targets[0], plan.observations[0])
    assert tuple(each.value for each in read) == pytest.approx(values)
    assert {each.unit for each in read} == {"GBP"}


def test_a_deficit_that_shrinks_is_short_of_its_break_even(imported) -> None:
    plan = imported('Surplus / (deficit) £000,"(8,420)",0,"(3,415)"\n')

    (status,) = judge_plan(plan, at=date(2024, 6, 30))
    assert status.kind is StatusKind.OFF_TRACK
    assert "below" in status.sentence
    assert one(plan).polarity is Polarity.HIGH
