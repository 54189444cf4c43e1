"""Rows of tables that a conversion kept only as white space."""

import time
from pathlib import Path

import pytest

from headway.importing.documents.document import Paragraph, Table
from headway.importing.readers import text

HEAD = "Objective         Actions               Owner       Timescale  Measure of success\n"


@pytest.fixture
def document_of(tmp_path: Path):
    """The document that a text file of these words holds."""

    def read(words: str):
        path = tmp_path / "harbour.txt"
        path.write_text(words, encoding="utf-8")
        return text.read(path)

    return read


def words_of(table: Table) -> list[list[str]]:
    return [[" ".join(cell.text.split()) for cell in row] for row in table.rows[1:]]


def test_rows_that_share_an_objective_are_rows_of_their_own(document_of):
    document = document_of(
        HEAD + "\n"
        "Boats stay        Mend the slipway      Harbour     May 2031   No boat waits more\n"
        "safe              and its rails         Master                 than 3 days for a\n"
        "                                                               lift\n"
        "                  Paint the buoys       Bosun       June 2031  All 40 buoys painted\n"
        "\n"
        "                  Teach the crews       Sea Scouts  July 2031  12 crews trained\n"
    )

    [table] = document.tables()
    assert [row[1] for row in words_of(table)] == [
        "Mend the slipway and its rails",
        "Paint the buoys",
        "Teach the crews",
    ]
    assert [row[2] for row in words_of(table)] == ["Harbour Master", "Bosun", "Sea Scouts"]


def test_a_line_that_explains_the_one_above_stays_with_it(document_of):
    document = document_of(
        "Ref    Key performance indicators               Good is   Target 2030/31\n"
        "CH01   Boats lost at their moorings             Low       Fewer than 85\n"
        "       (per 1,000 moorings let)\n"
        "CH02   Groundings in the fairway                Measure for interest   No target\n"
        "       - in the latest month\n"
    )

    [table] = document.tables()
    assert words_of(table) == [
        ["CH01", "Boats lost at their moorings (per 1,000 moorings let)", "Low", "Fewer than 85"],
        [
            "CH02",
            "Groundings in the fairway - in the latest month",
            "Measure for interest",
            "No target",
        ],
    ]


def test_words_under_a_table_that_fill_no_other_column_are_no_row(document_of):
    document = document_of(
        "Indicator                         Target    Baseline    Current\n"
        "Boats lost at their moorings      95        100         94\n"
        "\n"
        "Analysis\n"
        "The figure comes once a year.\n"
    )

    [table] = document.tables()
    said = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert len(table.rows) == 2
    assert "The figure comes once a year." in " ".join(said)


def test_hundreds_of_columns_are_read_in_seconds(document_of):
    begun = time.process_time()
    document_of("\n".join("  ".join(f"c{n}x{k}" for k in range(300)) for n in range(120)))

    assert time.process_time() - begun < 15
