"""`headway stats`: an analyst puts figures of their own through the methods."""

import json
from pathlib import Path

import pytest

from headway.cli import main


def stats(capsys, *arguments: str) -> tuple[int, str, str]:
    status = main(["stats", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def sheet(tmp_path):
    def write(*lines: str, name: str = "figures.csv") -> str:
        path: Path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(path)

    return write


def test_an_analyst_reads_a_control_chart_and_keeps_the_periods_beside_it(capsys, sheet):
    file = sheet("period,value", *(f"m{n},{4 + 2 * (n % 2)}" for n in range(12)))

    status, out, _ = stats(capsys, "xmr", file, "--better", "higher", "--target", "12")

    assert status == 0
    assert "m11" in out
    assert "variation: common cause" in out
    assert "assurance: consistently fails" in out


def test_a_short_chart_comes_with_its_caution(capsys, sheet):
    status, out, _ = stats(capsys, "xmr", sheet("value", "3", "4", "5"))

    assert status == 0
    assert "Caution" in out


def test_the_published_interval_of_a_rate_comes_out_to_every_digit(capsys, sheet):
    file = sheet("area,events,population", "Hartlepool,264,16649")

    _, out, _ = stats(capsys, "interval", file, "--per", "10000", "--format", "json")

    row = json.loads(out)["rows"][0]
    assert (round(row["low"], 2), round(row["high"], 2)) == (140.01, 178.9)


def test_a_symbol_is_no_figure_and_never_a_zero(capsys, sheet):
    file = sheet("area,numerator,denominator", "A,65,100", "B,c,100", "C,0,100")

    _, out, _ = stats(capsys, "interval", file, "--format", "json")

    figures = [row["figure"] for row in json.loads(out)["rows"]]
    assert figures == [65.0, None, 0.0]


def test_two_years_of_exclusions_are_held_against_each_other(capsys, sheet):
    file = sheet("events_before,events_after", "52,70")

    _, out, _ = stats(capsys, "compare", file, "--better", "lower", "--format", "json")

    row = json.loads(out)["rows"][0]
    assert row["verdict"] == "no significant change"
    assert row["p"] == pytest.approx(0.1234, abs=1e-4)


def test_areas_beyond_chance_are_named_and_a_gap_stays_a_gap(capsys, sheet):
    file = sheet(
        "area,numerator,denominator", "A,65,100", "B,82,100", "C,100,100", "D,75,100", "E,c,9"
    )

    _, out, _ = stats(capsys, "funnel", file, "--format", "csv")

    labels = [line.rsplit(",", 1)[1] for line in out.splitlines()[1:]]
    assert labels == ["Low (0.001)", "Not significant", "High (0.001)", "Not significant", ""]


def test_fifths_keep_ties_together(capsys, sheet):
    file = sheet(
        "area,value",
        *(f"{name},{value}" for name, value in zip("ABCDE", (1, 1, 3, 4, 5), strict=True)),
    )

    _, out, _ = stats(capsys, "quantiles", file, "--format", "json")

    groups = [row["group"] for row in json.loads(out)["rows"]]
    assert groups[0] == groups[1]


def test_a_year_is_forecast_and_the_forecast_is_tried_on_the_years_before(capsys, sheet):
    figures = ((17, (10, 30, 50)), (18, (12, 33, 61)), (19, (9, 30, 52)), (20, (14, 35, "")))
    lines = [f"{year},{n},{v}" for year, row in figures for n, v in enumerate(row, 1)]
    file = sheet("year,point,value", *lines)

    _, out, _ = stats(capsys, "outturn", file, "--ceiling", "60", "--format", "json")

    answer = json.loads(out)
    assert answer["summary"]["estimate"] == pytest.approx(35 * (50 + 61 + 52) / (30 + 33 + 30))
    assert [row["year"] for row in answer["rows"]] == ["17", "18", "19"]
    assert 0 < answer["summary"]["chance of ending above 60"] < 1


def test_a_percentage_is_forecast_from_its_two_parts(capsys, sheet):
    lines = ["y1,1,5,100", "y1,2,12,200", "y2,1,6,110", "y2,2,13,215", "y3,1,7,120", "y3,2,,"]
    file = sheet("year,point,numerator,denominator", *lines)

    status, out, _ = stats(capsys, "outturn", file, "--format", "json")

    assert status == 0
    assert 6 < json.loads(out)["summary"]["estimate"] < 8


def test_a_survey_is_weighted_to_the_roll(capsys, sheet):
    people = ["primary,yes"] * 6 + ["secondary,no"] * 12
    file = sheet("phase,answer", *people)
    margins = sheet(
        "margin,category,number", "phase,primary,60", "phase,secondary,60", name="m.csv"
    )

    _, out, _ = stats(capsys, "rake", file, "--margins", margins, "--format", "json")

    answer = json.loads(out)
    assert answer["rows"][0]["weight"] == pytest.approx(10.0)
    assert answer["summary"]["weighted share (%)"] == pytest.approx(50.0)


def test_a_trend_leaves_out_the_year_without_figures_and_says_so(capsys, sheet):
    file = sheet("numerator,denominator", "10,100", "20,100", "c,100", "40,100")

    _, out, _ = stats(capsys, "trend", file, "--better", "higher")

    assert "verdict: improved" in out
    assert "Line 4 was left out" in out


def test_many_findings_are_adjusted_together_and_gaps_kept(capsys, sheet):
    _, out, _ = stats(
        capsys, "adjust", sheet("row,p", "a,0.01", "b,", "c,0.04"), "--format", "json"
    )

    assert [row["holm"] for row in json.loads(out)["rows"]] == [0.02, None, 0.04]


@pytest.mark.parametrize(
    ("lines", "arguments", "sentence"),
    [
        (("value", "1", "abc"), ("xmr",), 'line 3, column "value": expected a number'),
        (("value", "1", "inf"), ("xmr",), 'line 3, column "value": expected a number'),
        (("figure", "1"), ("xmr",), 'has no column "value"; it has figure'),
        (("value",), ("xmr",), "must have a line of column names and rows beneath"),
        (("value", "1,000"), ("xmr",), "line 2: expected 1 cells as in the first line, got 2"),
        (("numerator,denominator", "5,3"), ("interval",), "5"),
        (("events", "-1"), ("interval",), "-1"),
        (("year,point,value", "a,0,3"), ("outturn",), "a point is a whole number from 1 on"),
    ],
)
def test_figures_that_are_none_get_one_sentence_and_no_traceback(
    capsys, sheet, lines, arguments, sentence
):
    status, out, err = stats(capsys, *arguments, sheet(*lines))

    assert status == 2
    assert sentence in err
    assert "Traceback" not in err + out


def test_a_file_that_is_not_there_is_said_to_be_missing(capsys):
    status, _, err = stats(capsys, "xmr", "nowhere.csv")

    assert status == 2
    assert "nowhere.csv cannot be read" in err


@pytest.mark.parametrize("level", ["99.8", "0.998"])
def test_a_level_of_confidence_may_be_a_percentage_or_a_fraction(capsys, sheet, level):
    file = sheet("numerator,denominator", "37,400")

    _, out, _ = stats(capsys, "interval", file, "--confidence", level, "--format", "json")

    row = json.loads(out)["rows"][0]
    assert (round(row["low"], 2), round(row["high"], 2)) == (5.68, 14.73)


@pytest.mark.parametrize("level", ["0", "1", "30", "100", "nan", "much"])
def test_a_level_of_confidence_that_nobody_means_is_refused(capsys, sheet, level):
    with pytest.raises(SystemExit, match="2"):
        stats(capsys, "interval", sheet("events", "3"), "--confidence", level)

    assert "between 50 and 100 percent" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "arguments"),
    [
        (("year,point,value", "a,1e12,3", "b,1,4"), ()),
        (("year,point,value", "a,1,3", "b,1,4"), ("--points", "1000000000")),
    ],
)
def test_a_year_of_a_billion_points_is_refused_at_once(capsys, sheet, lines, arguments):
    status, _, err = stats(capsys, "outturn", sheet(*lines), *arguments)

    assert status == 2
    assert "366" in err


def test_means_of_schools_come_with_intervals_and_one_score_without(capsys, sheet):
    file = sheet("area,value", "A,30", "A,40", "A,50", "A,60", "B,7", "C,c")

    _, out, _ = stats(capsys, "mean", file, "--format", "json")

    rows = json.loads(out)["rows"]
    assert [row["mean"] for row in rows] == [45.0, 7.0, None]
    assert [row["low"] for row in rows] == [pytest.approx(24.4574, abs=1e-4), None, None]


@pytest.mark.parametrize("per", ["nan", "inf", "0", "-1", "1e300"])
def test_a_funnel_of_rates_for_no_number_of_people_is_refused(capsys, sheet, per):
    file = sheet("area,events,population", "A,5,100", "B,8,100")

    status, _, err = stats(capsys, "funnel", file, f"--per={per}", "--format", "json")

    assert status == 2
    assert "multiplier" in err
