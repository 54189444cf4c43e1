"""Short reports: the figure that is the result, and numbers of a narrative that are not."""

import pytest

from headway.domain.observations import RowId
from headway.domain.periods import Period
from headway.language.progress import read_progress
from headway.language.readings import Setting
from headway.language.rows import read_row

SETTING = Setting(covers=Period.parse("2023/24"))
ROW = read_row("Number of contacts", setting=SETTING, is_measure=True)


def report(text):
    return read_progress(text, row=RowId("x"), reading=ROW, setting=SETTING)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("End of year figure: 312, down from 345", [312]),
        ("Below target at 78%", [78]),
        ("Just under target: 88%", [88]),
        ("On target with 45", [45]),
        ("Target exceeded: 540 against a target of 500", [540]),
        ("Year to date: 1,204 (target 1,500)", [1204]),
        ("43 (provisional)", [43]),
        ("312 (345 in 2022/23)", [312]),
        ("312, compared to 345 last year", [312]),
        ("118 offences; full year 463", [118, 463]),
        ("satisfaction 7.4/10", [7.4]),
        ("Key Stage 2: 61% reached the expected standard", [61]),
        ("Pupils at the expected standard was 61%", [61]),
        ("28 retired so far", [28]),
    ],
)
def test_a_short_report_gives_its_figure(text, figures):
    assert [one.value for one in report(text).observations if one.value is not None] == figures


def test_a_result_told_beside_its_target_is_not_the_target():
    assert report("Below target at 78%").targets == ()
    assert [one.value for one in report("540 against a target of 500").targets] == [500]


def test_last_years_figure_alone_is_last_years():
    (only,) = report("Winter pressures. The trust had 72.0% last year.").observations

    assert (only.value, str(only.period)) == (72, "2022/23")


@pytest.mark.parametrize(
    "text",
    [
        "The working group has met 4 times this year",
        "The team of 6 continues to support families across 4 localities",
        "Awaiting the ISO 27001 audit",
        "The policy (version 2.1) was approved in 2023",
        "See section 4.2 and appendix 3",
        "The 0-19 service is in place",
    ],
)
def test_numbers_of_a_narrative_are_no_results(text):
    assert [one.value for one in report(text).observations if one.value is not None] == []
