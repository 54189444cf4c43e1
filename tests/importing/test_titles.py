"""The title a plan gets from the lines that open its document."""

import pytest

from headway.domain.provenance import Place
from headway.importing.documents.document import Heading, Paragraph
from headway.importing.structure.titles import title_of

PLACE = Place(document="harbour.docx")


def said(text: str) -> Paragraph:
    return Paragraph(text=text, place=PLACE)


def sheet(text: str) -> Heading:
    return Heading(text=text, level=2, place=PLACE)


@pytest.mark.parametrize(
    ("pieces", "heading", "title"),
    [
        ([said("Harbour Trust"), said("Tide Plan 2031")], "", "Harbour Trust: Tide Plan 2031"),
        ([sheet("Action plan"), said("Tide Plan 2031")], "", "Tide Plan 2031"),
        ([said("Tide Plan 2031")], "Harbour Trust", "Harbour Trust: Tide Plan 2031"),
        ([said("We have a plan for the tides.")], "Harbour Trust", "Harbour Trust"),
        ([said("Tide report")], "Harbour Plan 2031", "Harbour Plan 2031"),
        ([said("Minutes")], "", ""),
    ],
)
def test_the_title_names_the_plan_and_whose_it_is(pieces, heading, title):
    assert title_of(pieces, heading) == title
