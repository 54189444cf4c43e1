"""What holds for any text at all: it becomes a document and a draft, and loses no words."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.importing.documents.document import Cell, Document, DocumentError, Table
from headway.importing.drafting.assembly import read_plan
from headway.importing.drafting.unplaced import missing, words_of
from headway.importing.headers.columns import column
from headway.importing.readers import text
from headway.importing.rows.items import items_of
from headway.importing.rows_json import rows_of

PLAN_WORDS = """\
Actions Lead Who When Progress Reduce absence to 65 by 2020 73.5% 1. 2. 12. • - (52 last year)
Goal Goal: TBC Be Safe FOCUS ON Responsible agencies How we will know Target Baseline Alice Ash
County Council, and the Refer above, no. 6 glossary CAMHS vision Q1 £2m n/a * Page Mar 2021
"""
WORDS = st.sampled_from(PLAN_WORDS.split())
GAPS = st.sampled_from(
    [" ", " ", " ", "  ", "      ", "\t", "\t\t", "\n", "\n", "\n\n", "\f", ":\n"]
)
PLANLIKE = st.lists(st.tuples(WORDS, GAPS), max_size=80).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
FEW = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def document_of(tmp_path: Path, content: str) -> Document | None:
    path = tmp_path / "plan.txt"
    path.write_text(content, encoding="utf-8", newline="")
    try:
        return text.read(path)
    except DocumentError:
        return None


def texts_in(document: Document) -> set[str]:
    told: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Table):
            told |= {word for row in block.rows for cell in row for word in words_of(cell.text)}
        else:
            told |= words_of(block.text)
    return told


@FEW
@given(content=st.one_of(PLANLIKE, st.text(max_size=300)))
def test_any_text_gives_a_document_that_keeps_its_words_and_a_draft_that_keeps_the_documents(
    tmp_path: Path, content: str
) -> None:
    document = document_of(tmp_path, content)
    if document is None:
        assert not words_of(content) or "\0" in content
        return

    draft = read_plan(document)

    assert words_of(content) <= texts_in(document)
    assert not list(missing(document, draft.plan, draft.kept))
    assert rows_of(draft.plan)["schema_version"] == 1


@FEW
@given(content=st.binary(max_size=200))
def test_any_bytes_at_all_give_a_document_or_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(content)

    try:
        document = text.read(path)
    except DocumentError:
        return
    assert document.format == "text"


@FEW
@given(
    rows=st.lists(
        st.lists(PLANLIKE.map(lambda s: s[:80]), min_size=3, max_size=5), min_size=1, max_size=6
    )
)
def test_any_table_gives_a_draft_that_keeps_its_words(rows: list[list[str]]) -> None:
    from headway.domain.provenance import Place

    width = max(map(len, rows))
    place = Place(document="made.docx", table=1)
    table = Table(
        rows=tuple(
            tuple(
                Cell(text=row[at] if at < len(row) else "", place=place, column=at)
                for at in range(width)
            )
            for row in rows
        ),
        place=place,
    )
    document = Document(name="made.docx", format="docx", sha256="", blocks=(table,))

    draft = read_plan(document)

    assert not list(missing(document, draft.plan, draft.kept))


@FEW
@given(content=st.one_of(PLANLIKE, st.text(max_size=120)), stacked=st.booleans())
def test_a_cell_is_listed_without_losing_a_word(content: str, stacked: bool) -> None:
    items = items_of(content, stacked=stacked)

    told = words_of(" ".join(item.text + " " + " ".join(item.garbled) for item in items))
    assert words_of(content) - told <= {"no"} | words_of("ab ii iv vi ix")


@FEW
@given(header=st.text(max_size=250))
def test_any_header_has_a_role(header: str) -> None:
    assert column(header).role is not None


@pytest.mark.parametrize("content", ["", "   \n\t\n", "\f\f"])
def test_an_empty_file_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "empty.txt"
    path.write_text(content)

    with pytest.raises(DocumentError, match=r"empty\.txt is empty"):
        text.read(path)
