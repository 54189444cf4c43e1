"""Files as they come: what is recognised, mended, kept, refused, and in which words."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.domain.periods import Period
from headway.evidence.errors import EvidenceError
from headway.evidence.published import models, places, symbols, times
from headway.evidence.published.figures import figures
from headway.evidence.published.loading import Loaded, Told, load_all
from headway.evidence.published.releases import Release, Shelf
from headway.evidence.published.series import entries, find
from headway.evidence.published.symbols import Meaning, reading

GEO = (
    "geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name"
)
HEAD = f"time_period,time_identifier,{GEO}"
ENGLAND = "National,E92000001,England,,,,,"
SOUTH_EAST = "Regional,E92000001,England,E12000008,South East,,,"
OXON = "Local authority,E92000001,England,E12000008,South East,931,E10000025,Oxfordshire"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "county")


@pytest.fixture
def load(tmp_path, shelf):
    def one(
        text: str | bytes, name: str = "absence_201819.csv", told: Told | None = None
    ) -> Release:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        loaded: Loaded = load_all([path], shelf, loaded="2026-11-21T09:00", told=told)[0]
        assert loaded.release is not None
        return loaded.release

    return one


def tidy(*rows: str, columns: str = "school_type,pupils,pupils_percent", head: str = HEAD) -> str:
    return "\n".join([f"{head},{columns}", *rows]) + "\n"


def test_a_byte_order_mark_and_windows_line_ends_make_no_difference(load, shelf):
    text = tidy(f"201819,Academic year,{OXON},Total,12,3.4")

    release = load("\ufeff" + text.replace("\n", "\r\n"))

    assert release.filters == {"school_type": ("Total",)}
    read = figures(shelf, find(shelf, "absence:pupils_percent"))
    figure = read.get("931", "AY 2018/19")
    assert figure is not None
    assert (figure.value, figure.row) == (3.4, 2)


def test_padded_codes_and_quoted_commas_are_read_as_they_are_meant(load, shelf):
    place = (
        OXON.replace("E10000025", '"E10000025           "')
        .replace("931", "   ")
        .replace("Oxfordshire", '"Oxfordshire, County of"')
    )

    load(tidy(f'201819,Academic year,{place},Total,"1,234",3.4'))

    figure = figures(shelf, find(shelf, "absence:pupils")).get("931", "AY 2018/19")
    assert figure is not None
    assert (figure.area.name, figure.value) == ("Oxfordshire", 1234)


def test_a_row_of_another_length_is_left_out_and_named(load, shelf):
    release = load(
        tidy(
            f"201819,Academic year,{ENGLAND},Total,12,3.4",
            f"201819,Academic year,{SOUTH_EAST},Total,12,3.4,9",
            f"201819,Academic year,{OXON},Total,13,3.5",
        )
    )

    assert release.rows == 2
    assert any("row 3" in note for note in release.notes)
    figure = figures(shelf, find(shelf, "absence:pupils")).get("931", "AY 2018/19")
    assert figure is not None
    assert figure.row == 4


def test_blank_lines_at_the_end_are_no_rows(load):
    assert load(tidy(f"201819,Academic year,{OXON},Total,12,3.4", "", "")).rows == 1


def test_the_same_row_twice_is_one_figure_and_two_different_ones_are_none(load, shelf):
    row = f"201819,Academic year,{OXON},Total"
    load(tidy(f"{row},12,3.4", f"{row},12,3.5"))

    pupils = figures(shelf, find(shelf, "absence:pupils")).get("931", "AY 2018/19")
    percent = figures(shelf, find(shelf, "absence:pupils_percent")).get("931", "AY 2018/19")

    assert pupils is not None
    assert pupils.value == 12
    assert percent is not None
    assert percent.value is None
    assert "3.4 in row 2 and 3.5 in row 3" in percent.meaning


def test_a_symbol_is_kept_with_what_it_means_and_is_never_zero(load, shelf):
    load(tidy(f"201819,Academic year,{OXON},Total,c,low"))

    pupils = figures(shelf, find(shelf, "absence:pupils")).get("931", "AY 2018/19")
    percent = figures(shelf, find(shelf, "absence:pupils_percent")).get("931", "AY 2018/19")

    assert pupils is not None
    assert (pupils.value, pupils.symbol) == (None, "c")
    assert pupils.meaning == Meaning.SUPPRESSED.value
    assert percent is not None
    assert (percent.value, percent.meaning) == (None, Meaning.ROUNDS_TO_ZERO.value)


@pytest.mark.parametrize(
    ("symbol", "about", "year", "meaning"),
    [
        ("x", "exclusions by geographic level", 2016, Meaning.SUPPRESSED),
        ("x", "exclusions by geographic level", 2023, Meaning.NOT_AVAILABLE),
        ("x", "special educational needs", 2022, Meaning.NOT_APPLICABLE),
        ("z", "special educational needs", 2022, Meaning.NOT_AVAILABLE),
        ("z", "special educational needs", 2024, Meaning.NOT_APPLICABLE),
        ("k", "absence", 2024, Meaning.ROUNDS_TO_ZERO),
        ("u", "children in need", 2023, Meaning.LOW_RELIABILITY),
        ("[c]", "absence", 2024, Meaning.SUPPRESSED),
        ("<0.5", "home education", 2022, Meaning.ROUNDS_TO_ZERO),
    ],
)
def test_a_symbol_means_what_its_own_release_says(symbol, about, year, meaning):
    assert reading(symbol, about=about, year=year).meaning is meaning


def test_a_meaning_told_at_loading_goes_before_all_others(load, shelf):
    load(
        tidy(f"201819,Academic year,{OXON},Total,x,3.4"),
        told=Told(symbols={"x": "fewer than 6 pupils"}),
    )

    figure = figures(shelf, find(shelf, "absence:pupils")).get("931", "AY 2018/19")

    assert figure is not None
    assert figure.meaning == "fewer than 6 pupils"


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_every_number_that_a_file_may_hold_is_read_as_it_is(value):
    assert reading(repr(value)).value == pytest.approx(value)


@given(st.text(max_size=12))
def test_reading_a_cell_never_fails_and_never_makes_zero_of_words(cell):
    read = reading(cell)

    assert read.value is not None or read.meaning is not None
    if read.value == 0:
        assert "0" in cell


@pytest.mark.parametrize(
    ("identifier", "label", "period"),
    [
        ("Academic year", "201819", "AY 2018/19"),
        ("Academic year", "2018/19", "AY 2018/19"),
        ("Financial year", "201819", "FY 2018/19"),
        ("Financial year Q3", "201819", "FY 2018/19 Q3"),
        ("Autumn term", "202526", "AY 2025/26 Autumn"),
        ("Autumn and spring term", "202021", "2020-09/2021-04"),
        ("Reporting year", "2025", "FY 2024/25"),
        ("Calendar year", "2024", "2024"),
        ("January", "2024", "2024-01"),
        ("Week 28", "2024", "2024-07-08/2024-07-14"),
    ],
)
def test_a_time_is_read_by_its_identifier(identifier, label, period):
    assert times.period_of(identifier, label) == Period.parse(period)


@pytest.mark.parametrize(
    ("identifier", "label"), [("Academic year", "201820"), ("Week 60", "2024")]
)
def test_a_time_that_does_not_exist_is_none(identifier, label):
    assert times.period_of(identifier, label) is None


def test_a_time_in_no_known_form_is_kept_as_it_stands(load):
    assert load(tidy(f"201820,Academic year,{OXON},Total,1,2")).periods == ("Academic year 201820",)


def test_metadata_beside_a_file_names_units_and_decimals(tmp_path, load, shelf):
    (tmp_path / "gld.meta.csv").write_text(
        "col_name,col_type,label,indicator_unit,indicator_dp\n"
        "characteristic,Filter,Characteristic,,\nage,Filter,Age,,\n"
        "good,Indicator,Good level of development,%,1\n",
        encoding="utf-8",
    )

    rows = (f"201819,Academic year,{OXON},Total,{age},71.53" for age in (4, 5))
    release = load(tidy(*rows, columns="characteristic,age,good"), "gld.csv")

    (indicator,) = release.indicators
    assert (indicator.label, indicator.unit, indicator.decimals) == (
        "Good level of development", "%", 1,
    )  # fmt: skip
    assert release.filters["age"] == ("4", "5")
    with pytest.raises(EvidenceError, match="no rows for everybody in age"):
        find(shelf, "gld:good")
    assert find(shelf, "gld:good", where={"age": "4"}).filters["age"] == "4"


def test_a_filter_without_a_row_for_everybody_must_be_chosen(load, shelf):
    rows = (f"201819,Academic year,{OXON},{kind},1,2" for kind in ("Primary", "Secondary"))
    load(tidy(*rows))

    with pytest.raises(EvidenceError, match='"Primary", "Secondary"'):
        find(shelf, "absence:pupils")


def test_two_editions_are_kept_apart_and_the_later_is_used(load, shelf):
    load(tidy(f"201718,Academic year,{OXON},Total,10,1"), "absence_2018.csv")
    load(
        tidy(*(f"{y},Academic year,{OXON},Total,{n},1" for y, n in ((201718, 11), (201819, 12)))),
        "absence_2019.csv",
    )

    read = figures(shelf, find(shelf, "absence:pupils"))

    assert len(shelf.releases("absence")) == 2
    assert [read.by[p]["931"].value for p in read.periods] == [11, 12]
    assert [f.value for f in read.earlier["AY 2017/18"]] == [10]
    alone = figures(shelf, find(shelf, "absence:pupils", release="absence_2018"))
    assert [alone.by[p]["931"].value for p in alone.periods] == [10]


def test_a_release_is_not_used_before_the_day_it_was_published(tmp_path, load, shelf):
    rows = (f"201718,Academic year,{OXON},Total,{n},1" for n in (10, 11))
    for row, day in zip(rows, ("2019-03-21", "2020-03-26"), strict=True):
        load(tidy(row), f"absence_{day}.csv", Told(dataset="absence", released=day))

    def pupils(at: str) -> float | None:
        then = Shelf(tmp_path / "county", at=at)
        return figures(then, find(then, "absence:pupils")).by["AY 2017/18"]["931"].value

    assert (pupils("2019-12-31"), pupils("2020-12-31"), pupils("")) == (10, 11, 11)


def test_final_figures_go_before_provisional_ones_of_the_same_year(load, shelf):
    load(tidy(f"201718,Academic year,{OXON},Total,11,1"), "absence_2018.csv")
    load(tidy(f"201718,Academic year,{OXON},Total,10,1"), "absence_2018_provisional.csv")

    read = figures(shelf, find(shelf, "absence:pupils"))

    assert read.by["AY 2017/18"]["931"].value == 11
    assert read.earlier["AY 2017/18"][0].release.provisional


def test_a_file_loaded_twice_is_recognised(tmp_path, shelf):
    path = tmp_path / "absence.csv"
    path.write_text(tidy(f"201718,Academic year,{OXON},Total,10,1"), encoding="utf-8")
    first = load_all([path], shelf, loaded="2026-11-21T09:00")[0]

    second = load_all([path], shelf, loaded="2026-11-22T09:00")[0]

    assert (first.known, second.known) == (False, True)
    assert len(list(shelf.folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "", "is empty"),
        ("a.csv", "name,age\nAlice,4\n", "in no layout of published statistics"),
        ("a.csv", "time_period,pupils\n201819,4\n", "lacks geographic_level"),
        ("a.csv", HEAD + ",pupils\n", "no rows"),
        ("a.xlsx", "PK\x03\x04", "workbook or an archive"),
        ("a.csv", "a\0b,c\n1,2\n", "no text"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(tmp_path, shelf, name, content, said):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    with pytest.raises(EvidenceError, match=said):
        load_all([path], shelf, loaded="2026-11-21T09:00")
    assert not list(shelf.folder.glob("*")) if shelf.folder.exists() else True


def test_a_file_that_is_not_there_is_named(tmp_path, shelf):
    with pytest.raises(EvidenceError, match=r"nowhere\.csv cannot be opened"):
        load_all([tmp_path / "nowhere.csv"], shelf, loaded="2026-11-21T09:00")


def test_letters_of_an_older_encoding_are_read(load, shelf):
    load(tidy(f"201819,Academic year,{OXON},Café,1,2").encode("cp1252"))

    assert find(shelf, "absence:pupils").filters == {"school_type": "Café"}


@pytest.mark.parametrize(
    ("words", "code"),
    [("931", "931"), ("E10000025", "931"), ("OXFORDSHIRE", "931"), ("E06000060", "825"),
     ("Bristol", "801"), ("Kingston upon Hull", "810"), ("St Helens", "342"),
     ("South East", "E12000008"), ("London (Inner)", "E13000001"), ("England", "E92000001"),
     ("Bath & North East Somerset", "800"), ("Yorkshire and The Humber", "E12000003")],
)  # fmt: skip
def test_a_place_is_found_by_any_of_its_names_and_codes(words, code):
    assert places.place(words).code == code


def test_an_unknown_place_is_answered_with_those_that_come_close():
    with pytest.raises(EvidenceError, match="Northamptonshire"):
        places.place("amptonshire")


def test_the_tool_s_table_without_its_dictionary_says_what_it_lacks(load, shelf):
    release = load(
        "Short Desc,Years,LA and Regions,Values,LA Number,Region\n"
        "Abs,2019,Oxfordshire,7.0000000000000007E-2,931,South East\n",
        "bds_long.csv",
    )

    assert any("dictionary" in note for note in release.notes)
    figure = figures(shelf, find(shelf, "lait:Abs")).get("931", "2019")
    assert figure is not None
    assert figure.value == 0.07


def test_a_model_whose_name_has_no_year_must_be_given_one(load):
    with pytest.raises(EvidenceError, match="name has no year"):
        load("old_la_code,SN_1,SN_1P,SN_10,SN_10P\n931,873,Close,938,Close \n", "neighbours.csv")


def test_an_authority_that_a_model_does_not_know_is_said(load, shelf):
    load("old_la_code,SN_1,SN_1P,SN_10,SN_10P\n931,873,Close,938,Close \n", "sn_2025.csv")

    assert (
        models.neighbourhood(shelf, places.place("931"), "2025").neighbours[1].closeness == "Close"
    )
    with pytest.raises(EvidenceError, match="does not know Surrey"):
        models.neighbourhood(shelf, places.place("Surrey"), "2025")
    with pytest.raises(EvidenceError, match="there is: 2025"):
        models.neighbourhood(shelf, places.place("931"), "2021")


def test_words_find_a_series_and_several_are_named_and_not_chosen_from(load, shelf):
    columns = "school_type,sess_overall_percent,enrolments_pa_10_exact_percent"
    rows = [f"201819,Academic year,{OXON},{k},1,2" for k in ("Total", "State-funded secondary")]
    load(tidy(*rows, columns=columns))

    only = find(shelf, "secondary persistent absence")

    assert only.address == (
        "absence:enrolments_pa_10_exact_percent[school_type=State-funded secondary]"
    )
    with pytest.raises(EvidenceError, match="2 series answer"):
        find(shelf, "rate")
    with pytest.raises(EvidenceError, match="no series answers"):
        find(shelf, "weather")
    assert [e.indicator.name for e in entries(shelf, "overall")] == ["sess_overall_percent"]


def test_an_indicator_s_own_name_is_enough_and_part_of_a_filter_s(load, shelf):
    columns = "education_phase,susp_rate,one_plus_susp_rate"
    load(tidy(f"201819,Academic year,{OXON},Primary,1,2", columns=columns), "exclusions.csv")

    found = find(shelf, "susp_rate", where={"phase": "prim"})

    assert found.address == "exclusions:susp_rate[education_phase=Primary]"


_CELLS = st.sampled_from(
    ["201819", "2019", "²", "Academic year", "Week 99", "National", "Regional", "Local authority",
     "School", "E92000001", "931", "931.0", "x", "", "nan", "inf", "1e400", "-5", '"1,234"',
     '"a\nb"', "é", "\x1f", "2018/19", "970", '"']
)  # fmt: skip
_HEADERS = st.sampled_from(
    [f"{HEAD},school_type,n,n_percent", "time_period,geographic_level,n,n",
     "Short Desc,Years,LA and Regions,Values,LA Number,Region",
     "Indicator ID,Indicator Name,Area Code,Area Name,Area Type,Time period,Value,Count",
     "old_la_code,SN_1,SN_1P,SN_10,SN_10P"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_HEADERS, st.lists(st.lists(_CELLS, min_size=2, max_size=14), max_size=5))
def test_a_damaged_file_is_read_or_refused_and_never_breaks(header, rows):
    with TemporaryDirectory() as folder:
        path, shelf = Path(folder) / "damaged_2021.csv", Shelf(Path(folder))
        path.write_text("\n".join([header, *map(",".join, rows)]), encoding="utf-8")

        with suppress(EvidenceError):
            load_all([path], shelf, loaded="2026-11-21T09:00")
            for entry in entries(shelf):
                figures(shelf, find(shelf, f"{entry.dataset}:{entry.indicator.name}"))


def test_the_signs_that_stand_for_no_number_are_not_taken_for_groups():
    assert all(symbols.is_symbol(sign) for sign in ("c", "x", "z", "low", "k", "u", ":", "~", ".."))


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("pupils", "-100", None),
        ("pupils_percent", "-400.0", None),
        ("At31_episodes_rate", "-200", None),
        ("pupils_percent", "-100.5", -100.5),
        ("change_ppts", "-100", -100.0),
    ],
)
def test_a_number_that_stands_for_a_symbol_in_charts_is_no_figure(load, shelf, column, cell, value):
    load(tidy(f"202425,Academic year,{OXON},Total,{cell}", columns=f"school_type,{column}"))

    figure = figures(shelf, find(shelf, f"absence:{column}")).get("931", "AY 2024/25")

    assert figure is not None
    assert figure.value == value
    assert bool(figure.meaning) is (value is None)


def test_a_census_of_the_second_layout_says_its_unit_and_its_rounding(load, shelf):
    """Children missing education and educated at home, 2023/24 and 2024/25."""
    columns = "filter_group,filter,number,pc,rate"

    release = load(
        tidy(f"202324,Autumn term,{OXON},Total,Total,120,100,0.4", columns=columns),
        "cme_census_202324.csv",
    )

    (rate,) = (one for one in release.indicators if one.name == "rate")
    assert rate.unit == "per 100"
    assert any("rounded to 10" in note for note in release.notes)
    assert "cme" in release.title.casefold()
