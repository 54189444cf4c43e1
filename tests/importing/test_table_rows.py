"""What the cells of one row say of its actions and measures, and what they do not say."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from headway.domain.doubts import DoubtReason
from headway.domain.periods import Period
from headway.domain.plan import Plan
from headway.domain.provenance import Place
from headway.domain.quantities import Direction, Polarity, Unit
from headway.importing.documents.document import Block, Cell, Document, Heading, Paragraph, Table
from headway.importing.drafting.assembly import read_plan


def _table(*rows: Sequence[str], number: int = 1) -> Table:
    return Table(
        rows=tuple(
            tuple(
                Cell(
                    text=text,
                    place=Place(document="plan.docx", table=number, row=down, column=at + 1),
                    column=at,
                )
                for at, text in enumerate(row)
            )
            for down, row in enumerate(rows, 1)
        ),
        place=Place(document="plan.docx", table=number),
    )


def _plan(*blocks: Block, title: str = "Park plan 2023/24") -> Plan:
    place = Place(document="plan.docx")
    heading = Heading(text=title, level=1, place=place)
    document = Document(name="plan.docx", format="docx", sha256="0" * 64, blocks=(heading, *blocks))
    return read_plan(document).plan


def test_a_blank_partner_is_blank_and_not_the_first_rows() -> None:
    plan = _plan(
        _table(
            ("Ref", "Action", "Partners"),
            ("1", "Plant hedges along the lane", "Leisure Trust"),
            ("2", "Mend the paths", ""),
            ("3", "Open a garden for carers", ""),
        )
    )

    assert [one.responsibility.agencies for one in plan.actions][1:] == [(), ()]
    assert plan.areas[0].responsibility.agencies == ()


def test_what_is_said_of_all_rows_is_the_areas() -> None:
    plan = _plan(
        _table(
            ("Ref", "Action", "Partners"),
            ("1", "Plant hedges along the lane", "Leisure Trust (all actions)"),
            ("2", "Mend the paths", ""),
        )
    )

    assert plan.areas[0].responsibility.agencies


def test_as_many_leads_as_actions_in_a_cell_are_one_each() -> None:
    plan = _plan(
        _table(
            ("Actions", "Lead", "By when"),
            (
                "Plant hedges along the lane\nMend the paths",
                "Parks Manager\nRoads Officer",
                "March 2025\nMay 2025",
            ),
        )
    )

    assert [one.responsibility.leads for one in plan.actions] == [
        ("Parks Manager",),
        ("Roads Officer",),
    ]


def test_paragraphs_of_a_measures_cell_with_a_figure_each_are_measures_each() -> None:
    plan = _plan(
        _table(
            ("Ref", "Action", "Success criteria"),
            ("1", "Mend the paths", "At least 96% of paths are dry\nComplaints fall below 10%"),
        )
    )

    assert len(plan.measures) == 2


def test_a_column_of_units_gives_bare_figures_their_unit() -> None:
    plan = _plan(
        _table(
            ("Measure", "Unit", "Baseline (2018/19)", "2030 target", "Good is"),
            ("Carbon emissions of the parks", "tCO2e", "18,250", "11,000", "Low"),
            ("Median time until a lamp is mended", "days", "9.8", "5", "Low"),
        )
    )
    carbon, time = plan.measures

    assert carbon.baselines[0].unit == carbon.targets[0].unit == Unit("t CO2e")
    assert time.targets[0].unit == Unit("days")
    assert carbon.polarity is Polarity.LOW
    assert carbon.direction is Direction.DECREASE


@pytest.mark.parametrize(
    ("header", "period"),
    [("Nov", "2023-11"), ("Q3", "FY 2023/24 Q3"), ("Oct-Dec", "FY 2023/24 Q3")],
)
def test_figures_by_month_and_quarter_have_their_periods(header: str, period: str) -> None:
    plan = _plan(
        _table(
            ("Measure", "Target", header, "Sept 2023"), ("Visits to the park", "900", "840", "700")
        )
    )

    assert [str(one.period) for one in plan.observations] == [
        str(Period.parse(period)),
        "2023-09",
    ]


def test_months_under_their_year_have_their_periods() -> None:
    place = Place(document="plan.docx", table=1)

    def row(*texts: str | None) -> tuple[Cell, ...]:
        return tuple(
            Cell(text=text or "", place=place, column=at, covers=text is None)
            for at, text in enumerate(texts)
        )

    table = Table(
        rows=(
            row("Measure", "Target", "2024", None, "2025"),
            row(None, None, "Nov", "Dec", "Jan"),
            row("Visits completed on time", "90%", "84%", "87%", "91%"),
        ),
        place=place,
    )

    periods = [str(one.period) for one in _plan(table).observations]
    assert periods == ["2024-11", "2024-12", "2025-01"]


def test_a_table_that_could_not_be_read_is_doubted_at_its_place() -> None:
    table = _table(
        ("Thing", "Somebody", "Sometime"),
        ("Hedges", "Alice Ash", "soon"),
        ("Paths", "Ben Birch", "later"),
        number=7,
    )
    words = Paragraph(text="We plant.", place=Place(document="plan.docx"))
    doubts = [d for d in _plan(words, table).doubts if d.reason is DoubtReason.UNKNOWN_COLUMN]

    assert [(one.words, one.place) for one in doubts] == [
        ("Thing | Somebody | Sometime", Place(document="plan.docx", table=7))
    ]


def test_a_list_of_terms_or_a_cover_sheet_is_not_doubted() -> None:
    terms = _table(("Theme", "Definition"), ("Green", "Trees"), ("Blue", "Ponds"))
    cover = _table(("Lead", "Alice Ash"), ("Status", "Agreed"), ("Review date", "2025"))

    assert not [d for d in _plan(terms, cover).doubts if d.reason is DoubtReason.UNKNOWN_COLUMN]


def _merged(text: str, width: int = 4) -> tuple[Cell, ...]:
    place = Place(document="plan.docx", table=9, row=1)
    return tuple(
        Cell(text=text if at == 0 else "", place=place, column=at, covers=at > 0)
        for at in range(width)
    )


def test_a_merged_cell_that_lists_success_criteria_gives_measures_of_its_area() -> None:
    table = _table(
        ("Actions", "Responsible", "Timescale", "Resources"), ("Mow it", "Rangers", "May 2024", "-")
    )
    over = (
        _merged("Priority 1: A park for all"),
        _merged("Success criteria:\n• 70% of beds planted (2023: 58%)\n• Litter cut to 8 bags"),
    )
    plan = _plan(replace(table, rows=(*over, *table.rows)))

    assert [area.title for area in plan.areas] == ["Priority 1: A park for all"]
    assert [measure.text for measure in plan.measures] == [
        "70% of beds planted (2023: 58%)",
        "Litter cut to 8 bags",
    ]
    assert [action.text for action in plan.actions] == ["Mow it"]


def test_a_merged_list_between_rows_of_a_table_is_not_a_title() -> None:
    table = _table(
        ("Actions", "Responsible", "Timescale", "Resources"),
        ("Mow it", "Rangers", "May 2024", "-"),
        ("Rake it", "Rangers", "June 2024", "-"),
    )
    rows = (
        *table.rows[:2],
        _merged("Targets:\n• 90% of beds planted\n• 12 new oaks"),
        table.rows[2],
    )
    plan = _plan(replace(table, rows=rows))

    assert len(plan.measures) == 2
    assert len(plan.actions) == 2
    assert len(plan.areas) == 1


def test_a_merged_list_that_says_nothing_of_its_kind_is_doubted() -> None:
    table = _table(
        ("Actions", "Responsible", "Timescale", "Resources"), ("Mow it", "Rangers", "May 2024", "-")
    )
    over = (_merged("Priority 1: A park for all"), _merged("Seen:\n• Many birds\n• Few cats"))
    plan = _plan(replace(table, rows=(*over, *table.rows)))

    assert [area.title for area in plan.areas] == ["Priority 1: A park for all"]
    assert any("Many birds" in doubt.words for doubt in plan.doubts)


def test_a_goal_with_a_figure_between_heading_and_table_is_a_measure() -> None:
    place = Place(document="plan.docx")
    plan = _plan(
        Heading(level=2, text="Promise 1 - A park for all", place=place),
        Paragraph(text="We want empty beds to fall to 10% by July 2024.", place=place),
        Paragraph(text="The park has 40 beds.", place=place),
        _table(
            ("What", "Who", "When"),
            ("Mow it", "Rangers", "May 2024"),
            ("Rake it", "Rangers", "June 2024"),
        ),
    )

    assert [measure.text[:20] for measure in plan.measures] == ["We want empty beds t"]
    assert [area.title for area in plan.areas] == ["Promise 1 - A park for all"]


def test_a_number_that_a_hyphen_joins_to_a_word_counts_no_row() -> None:
    plan = _plan(
        _table(
            ("Measure", "Baseline", "Target"),
            ("28-day faster diagnosis", "70%", "77%"),
            ("2-Waits over a year", "40", "20"),
        )
    )

    assert [(one.number, one.text) for one in plan.measures] == [
        ("", "28-day faster diagnosis"),
        ("2", "Waits over a year"),
    ]


def test_a_word_alone_in_its_row_over_rows_of_figures_names_their_area() -> None:
    plan = _plan(
        _table(
            ("Measure", "Baseline", "Target"),
            ("Beds", "", ""),
            ("Beds planted", "40", "60"),
            ("Beds weeded", "12", "20"),
            ("Paths", "", ""),
            ("Paths swept", "4", "9"),
        )
    )

    assert [measure.text for measure in plan.measures] == [
        "Beds planted",
        "Beds weeded",
        "Paths swept",
    ]
    assert [area.title for area in plan.areas] == ["Beds", "Paths"]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_measure_without_figures_yet_stays_a_measure(at: int) -> None:
    rows = [("Beds weeded", "12", "20"), ("Paths swept", "4", "9")]
    rows.insert(at, ("Oaks planted", "", ""))
    plan = _plan(_table(("Measure", "Baseline", "Target"), *rows))

    assert "Oaks planted" in [measure.text for measure in plan.measures]
