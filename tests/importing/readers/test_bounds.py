"""An upload is read by a process of its own, and whatever it does there, the service goes on."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.domain.provenance import Place
from headway.importing.bounds import read_bounded
from headway.importing.documents.document import (
    Cell,
    Document,
    DocumentError,
    Heading,
    Link,
    Paragraph,
    Table,
)
from headway.importing.documents.document_json import from_json, to_json
from headway.importing.documents.limits import Limits
from headway.importing.opening import open_document
from tests.importing.readers.made import MEASURES, made_pdf

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
NUMBERS = st.none() | st.integers(1, 9999)
PLACES = st.builds(
    Place, document=TEXTS, page=NUMBERS, sheet=TEXTS, table=NUMBERS, row=NUMBERS, line=NUMBERS
)
LINKS = st.lists(st.builds(Link, target=TEXTS, words=TEXTS), max_size=2).map(tuple)


def tables(cells: Any) -> Any:
    """Tables of these cells."""
    rows = st.lists(st.lists(cells, max_size=3).map(tuple), max_size=3).map(tuple)
    return st.builds(Table, rows=rows, place=PLACES, caption=TEXTS, continues=st.booleans())


PLAIN = st.builds(
    Cell,
    text=TEXTS,
    place=PLACES,
    column=st.integers(0, 99),
    header=st.booleans(),
    links=LINKS,
    struck=TEXTS,
    covers=st.booleans(),
    fill=TEXTS,
    bold=st.booleans(),
)
CELLS = PLAIN | st.builds(
    Cell, text=TEXTS, place=PLACES, column=st.just(0), tables=tables(PLAIN).map(lambda t: (t,))
)
BLOCKS = (
    st.builds(Heading, text=TEXTS, level=st.integers(1, 6), place=PLACES)
    | st.builds(Paragraph, text=TEXTS, place=PLACES, marker=TEXTS, links=LINKS, struck=TEXTS)
    | tables(CELLS)
)


@given(
    st.builds(
        Document,
        name=TEXTS,
        format=TEXTS,
        sha256=TEXTS,
        title=TEXTS,
        pages=NUMBERS,
        blocks=st.lists(BLOCKS, max_size=3).map(tuple),
        warnings=st.lists(TEXTS, max_size=2).map(tuple),
    )
)
def test_a_document_handed_over_is_the_same_document(document: Document):
    assert from_json(to_json(document)) == document


@pytest.mark.parametrize("said", ["", "{}", "[]", "null", '{"blocks": 3}', "[" * 100_000])
def test_what_a_reader_never_said_is_not_believed(said: str):
    with pytest.raises(DocumentError, match="could not be handed over"):
        from_json(said)


def test_a_bounded_read_gives_what_an_open_one_gives(tmp_path: Path):
    path = made_pdf(tmp_path / "plan.pdf", MEASURES)

    assert read_bounded(path) == open_document(path)


def test_a_refusal_comes_through_as_the_same_sentence(tmp_path: Path):
    (tmp_path / "plan.docx").write_bytes(b"PK not a zip")

    with pytest.raises(DocumentError, match=r"plan\.docx is damaged or was cut short"):
        read_bounded(tmp_path / "plan.docx")


def test_a_document_that_takes_too_long_is_stopped_and_progress_is_told(tmp_path: Path):
    path = made_pdf(tmp_path / "plan.pdf", [MEASURES[0], *list(MEASURES[1:]) * 200])
    told: list[float] = []
    began = time.monotonic()

    with pytest.raises(DocumentError, match="took more than 1 seconds to read and was stopped"):
        read_bounded(path, Limits(seconds=1), told.append)

    assert time.monotonic() - began < 10
    assert told


def test_a_document_that_needs_too_much_memory_is_stopped(tmp_path: Path):
    path = made_pdf(tmp_path / "plan.pdf", MEASURES)

    with pytest.raises(DocumentError, match="needed more than 60 MB of memory"):
        read_bounded(path, Limits(memory=60 * 1024 * 1024))
