"""A form with a label beside each value is read as the row of a plan that it is."""

from collections.abc import Sequence

from headway.domain.provenance import Place
from headway.importing.documents.document import Block, Cell, Document, Heading, Table
from headway.importing.drafting.assembly import read_plan
from headway.importing.rows.draft import Draft
from headway.importing.tables.forms import laid_out

HERE = Place(document="plan.docx")


def _table(*rows: Sequence[str]) -> Table:
    return Table(
        rows=tuple(
            tuple(Cell(text=text, place=HERE, column=at) for at, text in enumerate(row))
            for row in rows
        ),
        place=HERE,
    )


def _read(*blocks: Block) -> Draft:
    return read_plan(
        Document(
            name="plan.docx",
            format="docx",
            sha256="0" * 64,
            blocks=(Heading(text="Park plan 2024", level=1, place=HERE), *blocks),
        )
    )


FIRST = (
    ("Action 1", "Plant hedges along the lane"),
    ("Lead", "Parks Manager"),
    ("Timescale", "March 2025"),
    ("Success measure", "At least 400 metres planted by March 2025"),
    ("RAG", "Amber"),
)
SECOND = (
    ("Action 2", "Open a garden for carers"),
    ("Lead", "Garden Officer"),
    ("Timescale", "July 2025"),
    ("Success measure", "60 carers come each month"),
    ("RAG", "Green"),
)


def test_one_form_for_each_action_gives_one_action_each() -> None:
    plan = _read(_table(*FIRST), _table(*SECOND)).plan

    assert [(one.number, one.text) for one in plan.actions] == [
        ("1", "Plant hedges along the lane"),
        ("2", "Open a garden for carers"),
    ]
    assert [one.text for one in plan.measures] == [row[3][1] for row in (FIRST, SECOND)]
    assert [one.responsibility.leads[0] for one in plan.actions] == [
        "Parks Manager",
        "Garden Officer",
    ]


def test_forms_in_one_table_are_parted_where_the_labels_begin_again() -> None:
    plan = _read(_table(*FIRST, *SECOND)).plan

    assert [one.number for one in plan.actions] == ["1", "2"]


def test_two_labels_may_stand_in_one_row_and_the_action_beside_its_own_number() -> None:
    table = _table(
        ("Action 3: Mend the paths", "", "", ""),
        ("Lead", "Roads Officer", "By when", "May 2025"),
        ("Partners", "Friends of the Park", "Status", "On track"),
    )
    plan = _read(table).plan

    assert [(one.number, one.text) for one in plan.actions] == [("3", "Mend the paths")]
    assert str(plan.actions[0].responsibility.timetable.period) == "2025-05"


def test_actions_may_stand_side_by_side_over_their_leads() -> None:
    table = _table(
        ("Action", "Plant hedges", "Mend the paths"),
        ("Lead", "Parks Manager", "Roads Officer"),
        ("Due", "March 2025", "May 2025"),
    )
    plan = _read(table).plan

    assert [one.text for one in plan.actions] == ["Plant hedges", "Mend the paths"]
    assert plan.actions[1].responsibility.leads == ("Roads Officer",)


def test_a_plan_table_and_a_cover_sheet_are_no_forms() -> None:
    plan = _table(("Action", "Lead"), ("Plant hedges", "Alice Ash"), ("Mend paths", "Ben Birch"))
    cover = _table(("Document owner", "Parks"), ("Status", "Approved"), ("Review date", "2025"))

    assert laid_out(plan.rows) is None
    assert laid_out(cover.rows) is None
