"""Plain text that somebody converted, with its tables broken in each of the usual ways."""

from pathlib import Path

import pytest

from headway.importing.documents.document import Document, DocumentError, Heading, Paragraph, Table
from headway.importing.readers import text


@pytest.fixture
def read(tmp_path: Path):
    def reading(content: str, name: str = "plan.txt") -> Document:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8", newline="")
        return text.read(path)

    return reading


def cells(document: Document, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in list(document.tables())[number].rows]


def test_tabs_part_cells_and_each_cell_knows_its_line(read) -> None:
    document = read("Our plan\n\nActions\tLead\nPlant trees\tAlice Ash\n")

    table = next(document.tables())
    assert cells(document) == [["Actions", "Lead"], ["Plant trees", "Alice Ash"]]
    assert str(table.rows[1][1].place) == "plan.txt, table 1, row 2, column 2, line 4"


def test_lists_and_tables_left_as_html_become_lines_with_marks(read) -> None:
    document = read(
        "<ul><li>Council<ul><li>schools</li></ul></li></ul>\t<ol><li>One</li><li>Two</li></ol>\t"
        "3.<table><tr><td>Primary</td><td>2804</td></tr></table>\n"
    )

    first, second, third = next(document.tables()).rows[0]
    assert first.text == "• Council\n  • schools"
    assert second.text == "1. One\n2. Two"
    assert third.text == "3.\nPrimary 2804"
    assert [[c.text for c in row] for row in third.tables[0].rows] == [["Primary", "2804"]]


def test_a_conversions_second_copy_of_an_inner_table_is_no_more_columns(read) -> None:
    inner = "<table><tr><td>Primary</td><td>28</td></tr></table>"
    document = read(f"Measure\tProgress\nVisits\t3. {inner}\tPrimary\t28\nPrimary\t28\nEnd\tDone\n")

    assert [len(row) for row in next(document.tables()).rows] == [2, 2, 2]
    assert cells(document)[2] == ["End", "Done"]


def test_the_wrapped_lines_of_one_row_stay_side_by_side(read) -> None:
    document = read(
        "Safe\t•\tAudit the pathway in\tPolice\n\t\tOctober and draw out\t\n"
        "\t\tkey themes.\t\n\t•\tTrain staff in the\tHealth\n\t\tnew model.\t\n"
    )

    (row,) = next(document.tables()).rows
    assert row[2].text.split("\n")[0] == "Audit the pathway in"
    assert row[2].text.split("\n")[3] == "Train staff in the"
    assert row[1].text.split("\n")[3] == "•"


ALIGNED = """\
Goal 1: Reduce waits to 6 weeks
         What                 Who                 When
Map the               Alice Ash           June 2018
process
Train the teams       Bob Birch and       End of
                      others              July 2018
"""


def test_columns_kept_as_white_space_are_found_and_their_wrapped_rows_put_together(read) -> None:
    document = read(ALIGNED)

    assert cells(document) == [
        ["What", "Who", "When"],
        ["Map the process", "Alice Ash", "June 2018"],
        ["Train the teams", "Bob Birch and others", "End of July 2018"],
    ]
    assert isinstance(document.blocks[0], Heading)


CENTRED = """\
Priority 1: Living well

No.            Action                  Outcome              Owner         Timescale

      Roll out telecare to 500    Fewer falls among Head of               March
1.1
      homes                       over-65s          Commissioning         2023

Priority 2: Carers

                                  Carers know their   Jane Doe and John
2.1 Publish a charter                                                     Ongoing
                                  rights              Roe
"""


def test_cells_centred_beside_each_other_and_titles_between_rows_are_kept_apart(read) -> None:
    assert cells(read(CENTRED)) == [
        ["No.", "Action", "Outcome", "Owner", "Timescale"],
        [
            "1.1",
            "Roll out telecare to 500 homes",
            "Fewer falls among over-65s",
            "Head of Commissioning",
            "March 2023",
        ],
        ["Priority 2: Carers", "", "", "", ""],
        [
            "2.1",
            "Publish a charter",
            "Carers know their rights",
            "Jane Doe and John Roe",
            "Ongoing",
        ],
    ]


def test_a_table_goes_on_over_a_page_break_without_its_header(read) -> None:
    document = read(
        "The plan\n\nWhat            Who             When\n"
        "Plant trees     Alice Ash       May 2020\nPlant oaks      Alice Ash       May 2021\n"
        "\fThe plan\nPlant limes     Bob Birch       June 2020\n"
        "Plant elms      Bob Birch       June 2021\n"
    )

    _, second = document.tables()
    assert second.continues
    assert [cell.text for cell in second.rows[0]] == ["Plant limes", "Bob Birch", "June 2020"]
    assert document.pages == 2


def test_a_title_that_runs_through_the_pages_is_kept_once(read) -> None:
    pages = "\f".join(
        f"A running title\nWords of page {word}.\n{n}\n" for n, word in enumerate("abc", 1)
    )

    document = read(pages)

    told = [block.text for block in document.blocks if not isinstance(block, Table)]
    assert sum("running title" in line for line in told) == 1
    assert sum("Words of page" in line for line in told) == 3


def test_headings_lists_and_paragraphs_are_told_apart(read) -> None:
    document = read("OUR PLAN\n\n• Plant trees\n2. Water them\n\nA sentence that ends here.\n")

    heading, bullet, number, paragraph = document.blocks
    assert isinstance(heading, Heading)
    assert isinstance(bullet, Paragraph)
    assert isinstance(number, Paragraph)
    assert isinstance(paragraph, Paragraph)
    assert (heading.level, bullet.marker, number.marker) == (1, "•", "2.")
    assert paragraph.text == "A sentence that ends here."


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scan.txt"
    path.write_bytes(b"\x89PNG\0\0\0\rIHDR")

    with pytest.raises(DocumentError, match=r"scan\.txt is not a text file"):
        text.read(path)


def test_an_old_windows_file_keeps_its_quotes(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Children’s plan – £5".encode("cp1252"))

    assert text.read(path).blocks[0].text == "Children’s plan – £5"  # type: ignore[union-attr] # a paragraph


@pytest.mark.parametrize(
    "mark", [*map(chr, (0xF0B7, 0xF0A7, 0xF0D8, 0xF06F, 0xF076, 0xF0FC)), "❖", "•"]
)
def test_a_bullet_of_a_symbol_font_opens_a_list_item(read, mark: str) -> None:
    document = read(
        f"Our plan\n\nI will:\n\n{mark}   Plant trees in every park\n"
        f"{mark}   Clear every path\n{mark}\tFund one adviser in "
        f"each of the five\n    districts\n"
    )

    items = [block for block in document.blocks if isinstance(block, Paragraph) and block.marker]
    assert [(item.marker, item.text) for item in items] == [
        ("•", "Plant trees in every park"),
        ("•", "Clear every path"),
        ("•", "Fund one adviser in each of the five districts"),
    ]


def test_a_sign_inside_a_sentence_is_no_list_mark(read) -> None:
    document = read(f"Our plan\n\nPlant trees {chr(0xF0B7)} and hedges\n")

    assert not any(isinstance(block, Paragraph) and block.marker for block in document.blocks)


def test_the_last_lines_of_a_wrapped_header_are_no_row(read) -> None:
    document = read(
        "Our plan\n\n"
        "Ref         We will      How we      Owner       By         RAG\n"
        "                         will know\n"
        "                         it has\n"
        "                         worked\n"
        "1.1         Train        85% of      Housing     March      Green\n"
        "            staff        staff       Service     2024\n\n\n"
        "Next steps in the city\n\n"
        "Milestone activity with    Start date               End date\n"
        "a verifiable deliverable\n"
        "1.1 Pass regulations       September 2022           January 2023\n"
        "that set the filing\n"
    )

    assert cells(document)[0][2] == "How we will know it has worked"
    assert cells(document, 1)[0][0] == "Milestone activity with a verifiable deliverable"
