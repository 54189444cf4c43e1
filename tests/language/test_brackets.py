"""Where a measure started, told in brackets behind its target."""

import pytest

from headway.domain.periods import Period
from headway.language.readings import Setting
from headway.language.rows import read_row

SETTING = Setting(covers=Period.parse("2023/24"))


def measure(text, setting=SETTING):
    return read_row(text, setting=setting, is_measure=True)


@pytest.mark.parametrize(
    ("text", "target", "start"),
    [
        ("75% of pupils feel safe by 2026 (71% in 2023)", (75, "%", "2026"), (71, "%", "2023")),
        (
            "Increase attendance to 96% (94.1% in 2023/24)",
            (96, "%", ""),
            (94.1, "%", "2023/24"),
        ),
        (
            "Raise satisfaction to 70% by July 2025 (61% in the 2022 survey)",
            (70, "%", "2025-07"),
            (61, "%", "2022"),
        ),
        ("No more than 10 fires (14 in 2023)", (10, "count", ""), (14, "count", "2023")),
        (
            "Two thirds of residents are satisfied (58% in 2021)",
            (66.7, "%", ""),
            (58, "%", "2021"),
        ),
        (
            "Reduce the number of complaints to 20 by March 2026 (2023/24: 31)",
            (20, "count", "2026-03"),
            (31, "count", "2023/24"),
        ),
    ],
)
def test_a_bracket_with_an_earlier_time_is_where_it_started(text, target, start):
    reading = measure(text)

    (promised,) = reading.targets
    (began,) = reading.baselines
    assert (promised.value, str(promised.unit), str(promised.period or "")) == target
    assert (began.value, str(began.unit), str(began.period or "")) == start


def test_a_bracket_alone_with_an_earlier_time_promises_no_figure():
    reading = measure("Increase year on year the number of apprentices (12 in 2022)")

    assert [target.value for target in reading.targets if target.value is not None] == []
    assert [(b.value, str(b.period)) for b in reading.baselines] == [(12, "2022")]


@pytest.mark.parametrize(
    "text",
    [
        "Increase attendance to 92% by 2024 (95% in 2026)",
        "Increase attendance (target 92% in 2024)",
        "Increase attendance (92% by 2024)",
    ],
)
def test_a_bracket_that_looks_forward_is_no_baseline(text):
    assert measure(text).baselines == ()


def test_another_places_figure_in_the_bracket_is_no_target():
    reading = measure("Reading, writing and maths combined: 65% (2023: 59%, national 60%)")

    assert [target.value for target in reading.targets] == [65]
    assert [baseline.value for baseline in reading.baselines] == [59]


def test_the_earlier_year_beside_a_target_is_where_it_started():
    reading = measure("Fewer accidental fires: target 30 in 2021/22, 41 in 2020/21")

    assert [(t.value, str(t.period)) for t in reading.targets] == [(30, "2021/22")]
    assert [(b.value, str(b.period)) for b in reading.baselines] == [(41, "2020/21")]


@pytest.mark.parametrize(
    ("text", "value", "unit", "period"),
    [
        ("Cut missing episodes by 20% against the 2022/23 figure of 1,045", 1045, "count",
         "2022/23"),
        ("Reduce the conception rate to 15 per 1,000 by 2024 (baseline 19.2)", 19.2, "per 1,000",
         ""),
        ("Reduce average waits to 6 weeks (currently 12)", 12, "weeks", ""),
        ("Baseline: 340 referrals. Target: 400 referrals by March 2024", 340, "count", ""),
    ],
)  # fmt: skip
def test_a_start_has_its_time_and_its_targets_unit(text, value, unit, period):
    (began,) = measure(text).baselines

    assert (began.value, str(began.unit), str(began.period or "")) == (value, unit, period)


def test_the_time_of_the_start_is_not_the_targets():
    reading = measure("Reduce vacancies to 8.5% from 9.2% in 2022/23")

    assert [(t.value, t.period) for t in reading.targets] == [(8.5, None)]
    assert [(b.value, str(b.period)) for b in reading.baselines] == [(9.2, "2022/23")]
