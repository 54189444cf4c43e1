"""Words broken by a page's narrow columns are whole again, and no others are touched."""

import pytest

from headway.domain.provenance import Place
from headway.importing.documents.document import Cell, Document, Paragraph, Table
from headway.importing.headers.broken_words import mended, put_together

HERE = Place(document="plan.pdf", page=1)


def _document(*rows: tuple[str, ...], form: str = "pdf") -> Document:
    table = Table(
        rows=tuple(
            tuple(Cell(text=text, place=HERE, column=at) for at, text in enumerate(row))
            for row in rows
        ),
        place=HERE,
    )
    words = Paragraph(text="We report each September.", place=HERE)
    return Document(name="plan.pdf", format=form, sha256="0" * 64, blocks=(words, table))


def _words(document: Document) -> list[list[str]]:
    return [
        [cell.text for cell in row]
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]


def test_a_table_with_broken_headers_is_mended() -> None:
    document = _document(
        ("Action", "Succes s measur e", "By when"),
        ("Plant hedge s with reside nts", "22 trees in Septem ber", "31 Octobe r 2024"),
    )

    assert _words(mended(document)) == [
        ["Action", "Success measure", "By when"],
        ["Plant hedges with residents", "22 trees in September", "31 October 2024"],
    ]


def test_a_table_with_whole_headers_is_left_as_it_is() -> None:
    document = _document(
        ("Action", "Success measure", "By when"), ("Plant s trees", "Offer er advice", "May 2025")
    )

    assert mended(document) is document


def test_other_formats_break_no_words() -> None:
    document = _document(("Action", "Succes s measur e"), ("Plant", "Trees"), form="docx")

    assert mended(document) is document


@pytest.mark.parametrize(
    "text",
    [
        "Plant trees in the ward",
        "As many as we can",
        "Pupils read a book",
        "up to 5 or so",
        "it is",
    ],
)
def test_whole_words_stay_apart(text: str) -> None:
    assert put_together(text) == text


@pytest.mark.parametrize("form", ["pdf", "text"])
def test_a_date_cut_by_a_narrow_column_is_whole_whatever_the_headers(form: str) -> None:
    document = _document(
        ("Action", "By when"),
        ("Plant hedges", "31/03/202 5"),
        ("Plant trees", "Septembe r\n2023"),
        ("Clear 3 paths", "May 2024\nor later"),
        form=form,
    )

    assert [row[1] for row in _words(mended(document))[1:]] == [
        "31/03/2025",
        "September 2023",
        "May 2024\nor later",
    ]
