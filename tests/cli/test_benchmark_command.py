"""`headway benchmark`: an analyst loads what is published, asks, and binds a measure to it."""

import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest

from headway.cli import main
from headway.planfile import example_path, load

HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,school_type,absentees,enrolments,"
    "enrolments_pa_10_exact_percent\n"
)
PLACES = {
    "England": "National,E92000001,England,,,,,",
    "South East": "Regional,E92000001,England,E12000008,South East,,,",
    **{
        name: f"Local authority,E92000001,England,E12000008,South East,{number},,{name}"
        for number, name in {
            "931": "Oxfordshire", "873": "Cambridgeshire", "919": "Hertfordshire",
            "850": "Hampshire", "825": "Buckinghamshire",
        }.items()
    },
}  # fmt: skip
RATES = {
    "201718": (12, 11, 10, 8, 9, 7, 14),
    "201819": (12.5, 11.5, 9.5, 8, 8.5, 7.5, 13),
}
MODEL = "old_la_code,la_name,SN_1,SN_1P,SN_2,SN_2P,SN_3,SN_3P,SN_10,SN_10P\n" \
        "931,Oxfordshire,873,Extremely close,919,Close ,850,Close ,938,Close \n"  # fmt: skip


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A data directory with five authorities' absence in two years, and a model of neighbours."""
    lines = [
        f"{year},Academic year,{place},Total,{rate * 20:.0f},2000,{rate}"
        for year, rates in RATES.items()
        for place, rate in zip(PLACES.values(), rates, strict=True)
    ]
    absence, model = tmp_path / "absence_201819.csv", tmp_path / "sn_model_2025.csv"
    absence.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    model.write_text(MODEL, encoding="utf-8")
    assert main(["benchmark", "load", str(absence), str(model), "--data", str(tmp_path)]) == 0
    return tmp_path


@pytest.fixture
def ask(capsys, county):
    def benchmark(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["benchmark", *arguments, "--data", str(county)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return benchmark


def test_a_file_that_cannot_be_used_keeps_no_other_out_and_is_named_with_its_reason(
    capsys, county, tmp_path
):
    names, absence = tmp_path / "names.csv", tmp_path / "absence_201920.csv"
    names.write_text("URN,SchoolName\n1,A\n", encoding="utf-8")
    absence.write_text(HEAD + f"201920,Academic year,{PLACES['Oxfordshire']},Total,200,2000,10\n")
    capsys.readouterr()

    files = (names, tmp_path / "nowhere.csv", absence)
    status = main(["benchmark", "load", *map(str, files), "--data", str(county)])

    said = capsys.readouterr().out.splitlines()
    assert status == 1
    assert said[0].startswith("Not loaded: names.csv is in no layout of published statistics")
    assert said[1].startswith("Not loaded: nowhere.csv cannot be opened")
    assert said[2] == "absence_201920.csv: kept as absence: 3 indicators, 1 row, AY 2019/20"
    assert said[3] == "2 of 3 files were not loaded; the others are kept."


def test_where_no_file_can_be_used_each_is_named_and_nothing_is_kept(capsys, tmp_path):
    files = [tmp_path / "one.csv", tmp_path / "two.csv"]

    status = main(["benchmark", "load", *map(str, files), "--data", str(tmp_path / "county")])

    said = capsys.readouterr().err
    assert status == 2
    assert "one.csv cannot be opened" in said
    assert "two.csv cannot be opened" in said


def test_a_rate_that_is_published_to_one_decimal_is_shown_to_one(capsys, tmp_path):
    rows = [
        f"{year},Academic year,{PLACES[place]},Total,{rate},2000,{rate}"
        for year, national in (("201718", "13.9"), ("201819", "13.7"))
        for place, rate in (
            ("England", national),
            ("Oxfordshire", "14.67999"),
            ("Hampshire", "13.00000"),
        )
    ]
    path = tmp_path / "absence_201819.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    main(["benchmark", "load", str(path), "--data", str(tmp_path)])
    capsys.readouterr()

    series = "absence:enrolments_pa_10_exact_percent"
    main(["benchmark", "show", series, "--area", "850", "--data", str(tmp_path)])

    said = capsys.readouterr().out
    assert re.search(r"Hampshire +13\.00%\n", said)
    assert re.search(r"England +13\.7%\n", said)
    assert "England's change since last year: −0.2 percentage points from 13.9%" in said


def test_a_mean_of_whole_numbers_is_not_made_a_whole_number(capsys, tmp_path):
    numbers = {"England": 9000, "Oxfordshire": 150, "Cambridgeshire": 160, "Hertfordshire": 171}
    rows = [
        f"201819,Academic year,{PLACES[place]},Total,{number},2000,10"
        for place, number in numbers.items()
    ]
    absence, model = tmp_path / "absence_201819.csv", tmp_path / "sn_model_2025.csv"
    absence.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    model.write_text(MODEL, encoding="utf-8")
    main(["benchmark", "load", str(absence), str(model), "--data", str(tmp_path)])
    capsys.readouterr()
    more = ("--area", "931", "--neighbours", "2025", "--data", str(tmp_path))

    main(["benchmark", "show", "absence:absentees", *more])
    said = capsys.readouterr().out
    main(["benchmark", "show", "absence:absentees", *more, "--history"])
    over_time = capsys.readouterr().out

    assert "mean    165.5  (unweighted)" in said
    assert re.search(r"Hertfordshire +171\n", said)
    assert "165.5" in over_time


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("-", "none, since Oxfordshire has no figure for AY 2017/18.\n"),
        (
            "c",
            "none, since Oxfordshire has no figure for AY 2017/18 "
            '(the file has "c": suppressed to protect confidentiality).\n',
        ),
    ],
)
def test_why_there_is_no_change_is_said_in_words(capsys, tmp_path, cell, said):
    rows = [
        f"201718,Academic year,{PLACES['Oxfordshire']},Total,1,2000,{cell}",
        f"201819,Academic year,{PLACES['Oxfordshire']},Total,1,2000,14.1",
    ]
    path = tmp_path / "absence_201819.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    main(["benchmark", "load", str(path), "--data", str(tmp_path)])
    capsys.readouterr()

    series = "absence:enrolments_pa_10_exact_percent"
    main(["benchmark", "show", series, "--area", "931", "--data", str(tmp_path)])

    assert f"Change since last year: {said}" in capsys.readouterr().out


def test_what_was_loaded_is_listed_with_its_filters_and_years(ask):
    status, out, _ = ask("series", "persistent")

    assert status == 0
    assert "filter school_type: Total" in out
    assert "absence:enrolments_pa_10_exact_percent  Persistent absence rate (%)" in out
    assert "AY 2017/18 to AY 2018/19" in out


def test_an_area_is_shown_beside_its_comparators_with_who_had_data(ask):
    status, out, _ = ask(
        "show", "persistent", "rate", "--area", "E10000025", "--neighbours", "2025"
    )

    assert status == 0
    assert "(3 of 4 had a figure; without: West Sussex)" in out
    assert "mean    8.0%" in out
    assert "median  8.0%" in out
    assert "pooled  8.0%  (480 of 6,000, n=3)" in out
    assert "Rank among Oxfordshire and its neighbours: 4 of 4 (best first)." in out
    assert "Quartile band: C" in out
    assert "−0.5 percentage points from 10.0% in AY 2017/18 (down, better)" in out
    assert "absence_201819.csv, row 11 (sha256 " in out


def test_the_answer_for_programs_has_every_digit_and_its_source(ask):
    _, out, _ = ask("show", "absence:enrolments_pa_10_exact_percent", "--area", "931",
                    "--neighbours", "2025", "--json")  # fmt: skip

    answer = json.loads(out)
    assert answer["area"]["value"] == 9.5
    assert answer["area"]["row"] == 11
    assert len(answer["area"]["sha256"]) == 64
    assert answer["neighbours"]["mean"] == 8
    assert answer["change"]["value"] == -0.5
    assert answer["gap_to_top_quartile"] == pytest.approx(1.5)


def test_the_answer_as_csv_has_a_row_for_every_comparator(ask):
    _, out, _ = ask("show", "absence:enrolments_pa_10_exact_percent", "--area", "931",
                    "--neighbours", "2025", "--csv")  # fmt: skip

    rows = list(csv.DictReader(StringIO(out)))
    assert [row["role"] for row in rows] == [
        "area", "England", "region", *(f"neighbour {n}" for n in (1, 2, 3, 4)),
        "neighbour mean", "neighbour median", "neighbour pooled",
    ]  # fmt: skip
    assert rows[0]["value"] == "9.5"
    assert rows[6]["value"] == ""


def test_every_year_stands_on_one_line(ask):
    _, out, _ = ask("show", "absence:enrolments_pa_10_exact_percent", "--area", "931", "--history")

    assert "AY 2017/18        10.0%    12.0%       11.0%" in out
    assert "AY 2018/19         9.5%" in out


def test_the_neighbours_are_named_closest_first(ask):
    _, out, _ = ask("neighbours", "Oxfordshire")

    assert "2025 model" in out
    assert out.index("Cambridgeshire  (extremely close)") < out.index("Hertfordshire  (close)")


def test_a_measure_is_bound_and_its_benchmarks_are_in_the_plan_with_their_source(ask, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(example_path().read_bytes())
    bind = ("bind", str(plan), "--measure", "secondary-persistent-absence")

    status, out, _ = ask(*bind, "--series", "absence:enrolments_pa_10_exact_percent",
                         "--area", "931", "--neighbours", "2025")  # fmt: skip
    once = plan.read_bytes()
    again, _, _ = ask(*bind)

    assert (status, again) == (0, 0)
    assert plan.read_bytes() == once
    found = [b for b in load(plan).benchmarks if b.row == "secondary-persistent-absence"]
    assert [(b.area, b.value, str(b.period)) for b in found[:5]] == [
        ("England", 12.5, "AY 2018/19"),
        ("South East", 11.5, "AY 2018/19"),
        ("statistical neighbours", 8.0, "AY 2018/19"),
        ("statistical neighbours, median", 8.0, "AY 2018/19"),
        ("Oxfordshire", 9.5, "AY 2018/19"),
    ]
    neighbours = ["Cambridgeshire", "Hertfordshire", "Hampshire"]
    assert [b.area for b in found[5:]] == ["best quarter of authorities, from", *neighbours]
    assert found[2].told.startswith(
        "3 of 4 had a figure; mean, 2025 model: Cambridgeshire, Hertfordshire, Hampshire"
    )
    assert "absence_201819.csv, row" in found[0].source
    assert "statistical neighbours: 8%" in out


def test_a_part_of_a_year_beside_a_whole_one_is_warned_of(ask, tmp_path):
    plan = load(example_path())
    measure = "secondary-persistent-absence"
    part = next(o.period for o in plan.observations
                if o.row == measure and o.period and o.period.is_part_year)  # fmt: skip
    year = f"{part.year}{(part.year + 1) % 100:02d}"
    later = tmp_path / "absence_later.csv"
    place = PLACES["England"]
    later.write_text(f"{HEAD}{year},Academic year,{place},Total,1,20,5\n", encoding="utf-8")
    ask("load", str(later), "--dataset", "absence")
    path = tmp_path / "plan.yaml"
    path.write_bytes(example_path().read_bytes())

    _, out, _ = ask("bind", str(path), "--measure", measure, "--area", "England",
                    "--series", "absence:enrolments_pa_10_exact_percent")  # fmt: skip
    _, beside, _ = ask("bind", str(path), "--measure", measure, "--area", "931",
                       "--series", "absence:enrolments_pa_10_exact_percent")  # fmt: skip

    assert "not like for like" not in out  # England is given no benchmark of itself
    assert f"a figure to {part}, the benchmark is of the whole of {part.whole_year()}" in beside


def test_a_dry_run_writes_nothing(ask, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(example_path().read_bytes())

    ask("bind", str(plan), "--measure", "secondary-persistent-absence", "--dry-run",
        "--series", "absence:enrolments_pa_10_exact_percent", "--area", "931")  # fmt: skip

    assert plan.read_bytes() == example_path().read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "weather", "--area", "931"), "no series answers"),
        (("show", "absence:rain", "--area", "931"), "has no indicator called"),
        (("show", "absence:absentees", "--area", "Narnia"), "no place is called"),
        (("show", "absence:absentees", "--area", "931", "--neighbours", "1999"), "there is: 2025"),
        (("show", "absence:absentees", "--area", "931", "--where", "sex=F"), "no filter called"),
        (("show", "absence:absentees", "--area", "931", "--where", "F"), "with = between"),
        (("show", "absence:absentees", "--area", "931", "--period", "1066"), "has no figures for"),
        (("show", "absence:absentees", "--area", "931", "--rate-per", "100"), "load the mid-year"),
        (("series", "weather"), "nothing here answers"),
        (("neighbours", "Surrey"), "does not know Surrey"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_a_sentence(ask, arguments, said):
    status, out, err = ask(*arguments)

    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_measure_that_was_never_bound_says_how_to_bind_it(ask, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(example_path().read_bytes())

    status, _, err = ask("bind", str(plan), "--measure", "camhs-access")

    assert status == 2
    assert "name one with --series" in err


def test_an_empty_folder_says_to_load_first(capsys, tmp_path):
    status = main(["benchmark", "series", "--data", str(tmp_path)])

    assert status == 2
    assert "load files first" in capsys.readouterr().err
