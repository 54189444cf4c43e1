"""Charts tell the truth: from zero or saying so, gaps left open, labels apart, said in words."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from headway.domain.observations import Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import Plan, Target
from headway.domain.quantities import COUNT, PERCENT, Comparator, MeasureKind
from headway.judgement.statuses import judge
from headway.reporting.charts import Chart, alt_text, chart_of, svg
from headway.reporting.charts.model import Form, Level, Point, Series
from headway.reporting.charts.pens import lines_of, text_width
from headway.reporting.charts.scales import axis_of, nudged
from tests.reporting.conftest import AT

SVG = {"s": "http://www.w3.org/2000/svg"}


def _chart(plan: Plan, row: str) -> Chart | None:
    measure = next(m for m in plan.measures if m.id == row)
    return chart_of(plan, measure, judge(plan, measure, at=AT), AT)


def _drawn(chart: Chart, width: float = 320) -> etree._Element:
    return etree.fromstring(svg(chart, width=width))


def _texts(drawing: etree._Element) -> list[str]:
    return [one.text or "" for one in drawing.findall("s:text", SVG)]


def _yearly(plan: Plan, values: list[float | None], *, unit=PERCENT) -> Plan:
    """Measure 1 with a figure for each school year from 2010/11, or the lack of one."""
    figures = tuple(
        Observation(
            row=RowId("m1"),
            period=Period.parse(f"AY {2010 + n}/{11 + n}"),
            value=value,
            state=State.SUPPRESSED if value is None else None,
            unit=unit,
        )
        for n, value in enumerate(values)
    )
    return replace(plan, observations=figures, benchmarks=())


def test_few_figures_are_bars_with_last_year_and_the_target_beside_them(plan):
    chart = _chart(plan, "m3")

    assert chart is not None
    assert chart.form is Form.BARS
    assert [p.shown for p in chart.series[0].points] == ["52", "72", "70"]
    texts = _texts(_drawn(chart))
    assert {"52", "72", "70", "Target: 65"} <= set(texts)


def test_the_line_of_a_target_does_not_hide_the_mark_of_another_place(plan):
    chart = _chart(plan, "m3")
    assert chart is not None

    drawn = _drawn(replace(chart, benchmarks=(Level(name="England", value=65.0, shown="65"),)))

    parts = [one.get("stroke-dasharray") or one.tag.rpartition("}")[2] for one in drawn]
    assert parts.index("path") > parts.index("5 3"), "drawn over it"


def test_bars_are_as_long_as_their_figures(plan):
    chart = _chart(plan, "m3")
    assert chart is not None

    widths = [float(one.get("width", 0)) for one in _drawn(chart).findall("s:rect", SVG)]

    assert [round(width / widths[0] * 52) for width in widths] == [52, 72, 70]


def test_a_single_figure_with_nothing_beside_it_is_no_chart(plan):
    assert _chart(plan, "m5") is None


def test_a_lost_figure_is_no_chart_and_no_zero(plan):
    assert _chart(plan, "m12") is None


def test_another_places_figure_is_a_mark_of_its_own(plan):
    chart = _chart(plan, "m1")

    assert chart is not None
    assert [(level.name, level.value) for level in chart.benchmarks] == [("England", 72)]
    assert len(_drawn(chart).findall("s:path", SVG)) == 1


def test_groups_are_told_apart_by_name(plan):
    chart = _chart(plan, "m17")

    assert chart is not None
    assert [series.name for series in chart.series] == ["Primary", "Secondary", "College"]
    assert "Secondary: latest 4,689 (January to March 2020)" in alt_text(chart)


def test_four_alike_figures_are_a_line(plan):
    chart = _chart(_yearly(plan, [70, 71, 72, 73.5]), "m1")

    assert chart is not None
    assert chart.form is Form.LINES


def test_no_line_runs_across_a_figure_that_is_missing(plan):
    chart = _chart(_yearly(plan, [60, 61, None, 63, 64]), "m1")
    assert chart is not None

    drawing = _drawn(chart)

    joined = [one for one in drawing.findall("s:line", SVG) if one.get("stroke") == "#1d70b8"]
    assert len(joined) == 2
    assert any(": [c] withheld" in text for text in _texts(drawing))
    assert "[c] withheld at academic year 2012/13" in alt_text(chart)


def test_no_line_runs_across_a_year_that_nobody_reported(plan):
    figures = _yearly(plan, [60, 61, 62, 63, 64])
    without = replace(figures, observations=(*figures.observations[:2], *figures.observations[3:]))

    chart = _chart(without, "m1")

    assert chart is not None
    drawing = _drawn(chart)
    joined = [one for one in drawing.findall("s:line", SVG) if one.get("stroke") == "#1d70b8"]
    assert len(joined) == 2


def test_a_count_for_the_year_to_date_starts_again_each_year(plan):
    terms = [f"AY {year} T{term}" for year in ("2018/19", "2019/20") for term in (1, 2, 3, 4, 5, 6)]
    figures = tuple(
        Observation(row=RowId("m3"), period=Period.parse(term), value=10.0 * (1 + n % 6))
        for n, term in enumerate(terms)
    )

    chart = _chart(replace(plan, observations=figures), "m3")

    assert chart is not None
    joined = [o for o in _drawn(chart).findall("s:line", SVG) if o.get("stroke") == "#1d70b8"]
    assert len(joined) == 10


def test_no_line_runs_across_a_change_of_definition(plan):
    named = replace(plan.measures[0], title="", text="Children with a good level of development")
    figures = _yearly(plan, [60, 61, 62, 63, 64, 65, 66, 67, 68, None, None, 62, 64, 65, 66])
    changed = replace(figures, measures=(named, *plan.measures[1:]))
    later = date(2025, 12, 1)

    chart = chart_of(changed, named, judge(changed, named, at=later), later)

    assert chart is not None
    runs = {point.run for point in chart.series[0].points}
    assert len(runs) > 1


def test_an_axis_that_does_not_start_at_zero_says_so_in_the_picture_and_in_words(plan):
    chart = _chart(_yearly(plan, [70, 71, 72, 73.5]), "m1")
    assert chart is not None
    assert axis_of(chart).truncated

    said = f"ertical axis starts at {axis_of(chart).low:g}%, not at zero"

    assert f"V{said}" in _texts(_drawn(chart))
    assert f"The v{said}." in alt_text(chart)


def test_a_target_that_is_the_size_of_a_change_is_no_line_on_the_chart(plan):
    measure = replace(
        plan.measures[2], targets=(Target(value=25, comparator=Comparator.CHANGE_BY),)
    )

    chart = chart_of(
        replace(plan, measures=(measure, *plan.measures[3:], *plan.measures[:2])), measure, None, AT
    )

    assert chart is not None
    assert chart.target is None


def test_a_figure_that_was_not_known_yet_is_not_drawn(plan):
    measure = next(m for m in plan.measures if m.id == "m3")

    assert chart_of(plan, measure, None, date(2019, 12, 31)) is None


def test_what_does_not_fit_a_small_chart_is_said_to_be_left_out(plan):
    days = tuple(
        Observation(row=RowId("m3"), period=Period.parse(f"2020-03-{n:02d}"), value=n)
        for n in range(1, 21)
    )

    chart = _chart(replace(plan, observations=days), "m3")

    assert chart is not None
    assert sum(len(series.points) for series in chart.series) == 12
    assert "The newest 12 of 20 figures are drawn" in alt_text(chart)


def test_the_words_say_latest_earlier_target_and_direction(plan):
    chart = _chart(plan, "m3")
    assert chart is not None

    assert alt_text(chart).startswith(
        "Bar chart of Fewer permanent exclusions: 65 at most. "
        "Latest 70 (end of term 4, 2019/20). Earlier: 52 (end of term 4, 2018/19); "
        "72 (academic year 2018/19). Target: 65. "
        "No clear change since the same point last year. 52 to 70: could be chance"
    )


@pytest.mark.parametrize("row", ["m1", "m2", "m3", "m7", "m14", "m17"])
@pytest.mark.parametrize("width", [200, 320, 640])
def test_a_drawing_has_words_for_those_who_do_not_see_it_and_nothing_a_strict_page_drops(
    plan, row, width
):
    chart = _chart(plan, row)
    assert chart is not None

    drawing = _drawn(chart, width)

    assert drawing.get("role") == "img"
    ids = (drawing.get("aria-labelledby") or "").split()
    title, description = drawing.find("s:title", SVG), drawing.find("s:desc", SVG)
    assert title is not None
    assert description is not None
    assert [title.get("id"), description.get("id")] == ids
    assert description.text == alt_text(chart)
    assert (
        drawing.xpath("//*[@style or @class or local-name()='style' or local-name()='script']")
        == []
    )


@pytest.mark.parametrize("row", ["m1", "m2", "m3", "m7", "m14", "m17"])
@pytest.mark.parametrize("width", [200, 320, 640])
def test_no_text_of_a_drawing_leaves_it(plan, row, width):
    chart = _chart(plan, row)
    assert chart is not None

    for one in _drawn(chart, width).findall("s:text", SVG):
        wide = text_width(one.text or "", 12)
        x = float(one.get("x", 0))
        start = {"middle": x - wide / 2, "end": x - wide}.get(one.get("text-anchor", ""), x)
        assert start >= -1
        assert start + wide <= width + 4


numbers = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


@given(
    places=st.lists(st.floats(min_value=0, max_value=300), min_size=1, max_size=8),
    gap=st.floats(min_value=1, max_value=40),
)
def test_labels_are_pushed_apart_and_keep_their_order(places, gap):
    moved = nudged(places, gap, 0, 300)

    order = sorted(range(len(places)), key=lambda i: places[i])
    for one, next_ in pairwise(order):
        assert moved[next_] - moved[one] >= gap - 1e-6
    if gap * (len(places) - 1) <= 300:
        assert min(moved) >= -1e-6
        assert max(moved) <= 300 + 1e-6


@given(
    values=st.lists(numbers, min_size=1, max_size=12), target=numbers, form=st.sampled_from(Form)
)
def test_every_value_lies_on_the_axis_and_a_bars_axis_holds_zero(values, target, form):
    points = tuple(
        Point(label=str(n), period=str(n), value=value, shown=str(value), scale="year", step=n)
        for n, value in enumerate(values)
    )
    chart = Chart(
        id="x",
        title="x",
        unit=COUNT,
        form=form,
        series=(Series(name="", points=points),),
        target=Level(name="Target", value=target, shown=str(target)),
    )
    axis = axis_of(chart)

    assert all(-1e-6 <= axis.share(value) <= 1 + 1e-6 for value in chart.values())
    if form is Form.BARS:
        assert axis.low <= 0 <= axis.high
    etree.fromstring(svg(chart))


@given(words=st.text(max_size=200), width=st.floats(min_value=20, max_value=400))
def test_broken_lines_fit_their_width(words, width):
    assume(words.strip())

    for line in lines_of(words, 12, width):
        assert text_width(line, 12) <= width or len(line) <= 2


@given(title=st.text(max_size=60), shown=st.text(max_size=30), name=st.text(max_size=60))
def test_any_words_make_a_drawing_that_can_be_read_back(title, shown, name):
    point = Point(label=shown, period=shown, value=3.0, shown=shown, latest=True)
    chart = Chart(
        id=title,
        title=title,
        unit=COUNT,
        form=Form.BARS,
        series=(Series(name=name, points=(point,)),),
        benchmarks=(Level(name=name, value=4.0, shown=shown),),
    )

    assert etree.fromstring(svg(chart)).find("s:title", SVG) is not None


def test_rates_for_the_year_to_date_are_no_line_into_the_next_year(plan):
    measure = next(m for m in plan.measures if m.id == "m7")

    assert measure.kind is MeasureKind.RATE_TO_DATE
    chart = _chart(plan, "m7")
    assert chart is not None
    assert chart.form is Form.BARS


def test_what_the_document_says_of_england_and_what_is_published_are_told_apart(plan):
    written = plan.benchmarks[0]
    published = replace(written, value=71.8, source="Published statistics, profile of 2019")

    chart = _chart(replace(plan, benchmarks=(written, published)), "m1")

    assert chart is not None
    assert [(one.name, one.value) for one in chart.benchmarks] == [
        ("England", 72),
        ("England, published", 71.8),
    ]


def test_a_place_with_a_long_name_is_named_whole_beside_its_bar(plan):
    group = replace(plan.benchmarks[0], area="statistical neighbours, median")
    chart = _chart(replace(plan, benchmarks=(group,)), "m1")

    assert chart is not None
    drawn = _texts(_drawn(chart, width=240))
    assert "…" not in "".join(drawn)
    assert "Statistical neighbours, median" in " ".join(drawn)
