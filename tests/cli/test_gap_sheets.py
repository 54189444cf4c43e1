"""A gap in points is printed with the whole numbers of both its sides, in every form."""

import csv
import json
from datetime import date
from io import StringIO

import pytest

from headway.analytics.computing import Computed, Figure
from headway.analytics.definition import Count, Window
from headway.analytics.definitions import definition
from headway.cli.computed_sheets import Sheet, printed
from headway.disclosure.tables.computed import as_it_is, printable
from headway.domain.disclosing import DisclosurePolicy, Method
from headway.domain.periods import Period

GAP = definition("good-level-gap-to-others")
SHARE = definition("good-level-free-meals")


def computed(one=GAP, own=(13, 26), others=(61, 80)) -> Computed:
    """13 of 26 children with free meals reached a good level, 61 of 80 others."""
    less_from = Count(numerator=others[0], denominator=others[1], rows=others[1])
    figure = Figure(
        definition=one,
        count=Count(numerator=own[0], denominator=own[1], rows=own[1]),
        less_from=less_from if one.gap_from else None,
    )
    return Computed(
        definition=one,
        period=Period.parse("AY 2023/24"),
        window=Window(first=date(2023, 8, 1), last=date(2024, 7, 31), name="AY 2023/24"),
        by=(),
        figures=(figure,),
        loads=(),
        engine="duckdb",
    )


def sheet(one: Computed, policy: DisclosurePolicy | None = None) -> Sheet:
    cells = printable(one, policy) if policy else (as_it_is(one.figures[0]),)
    return Sheet(computed=one, cells=cells, symbol="c", public=policy is not None)


def said(form: str, *sheets: Sheet) -> str:
    return "\n".join(printed(sheets, form))


def test_csv_has_both_sides_of_a_gap_and_says_what_it_is_compared_with():
    (row,) = csv.DictReader(StringIO(said("csv", sheet(computed()))))

    assert (row["value"], row["numerator"], row["denominator"]) == ("26.3", "13", "26")
    assert row["comparator"] == "good-level-others"
    assert (row["comparator_numerator"], row["comparator_denominator"]) == ("61", "80")


def test_a_share_beside_a_gap_leaves_the_comparators_cells_empty():
    share, gap = csv.DictReader(StringIO(said("csv", sheet(computed(SHARE)), sheet(computed()))))

    assert share["comparator_numerator"] == share["comparator"] == ""
    assert gap["comparator_numerator"] == "61"


def test_a_table_of_shares_alone_has_no_columns_for_a_comparator():
    assert "comparator" not in said("csv", sheet(computed(SHARE)))


def test_tidy_and_json_and_text_have_them_too():
    tidy = list(csv.DictReader(StringIO(said("tidy", sheet(computed())))))
    (told,) = json.loads(said("json", sheet(computed())))
    text = said("text", sheet(computed()))

    assert [(row["indicator"], row["figure"]) for row in tidy] == [
        ("value", "26.3"), ("numerator", "13"), ("denominator", "26"),
        ("comparator_numerator", "61"), ("comparator_denominator", "80"),
    ]  # fmt: skip
    assert told["figures"][0]["comparator"] == {
        "measure": "good-level-others", "numerator": 61, "denominator": 80,
    }  # fmt: skip
    assert "compared with  out of" in text
    assert text.splitlines()[3].split()[-4:] == ["13", "26", "61", "80"]


@pytest.mark.parametrize("others", [(3, 80), (78, 80)], ids=["few reached it", "few did not"])
def test_a_side_of_few_children_is_withheld_with_the_gap(others):
    public = sheet(computed(others=others), DisclosurePolicy())

    (row,) = csv.DictReader(StringIO(said("csv", public)))
    (told,) = json.loads(said("json", public))

    compared = told["figures"][0]["comparator"]
    assert row["value"] == "c"
    assert "c" in {row["comparator_numerator"], row["comparator_denominator"]}
    assert None in {compared["numerator"], compared["denominator"]}
    assert told["figures"][0]["withheld"]


def test_rounded_sides_are_those_of_the_rounded_gap():
    public = sheet(computed(), DisclosurePolicy(method=Method.ROUND, rounding_base=5))

    (row,) = csv.DictReader(StringIO(said("csv", public)))

    own = int(row["numerator"]) / int(row["denominator"])
    whole = int(row["comparator_numerator"]) / int(row["comparator_denominator"])
    assert float(row["value"]) == pytest.approx(100 * (whole - own), abs=0.05)
