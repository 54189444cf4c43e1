"""A workbook that was filled in wrongly, uploaded: told at its cell before anything is saved."""

from collections.abc import Mapping
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from headway.answering.workbook import layout
from headway.web.answers import actions
from headway.web.answers.actions import By
from headway.web.answers.models import Answer
from headway.web.rounds.models import Request
from tests.web.answers_setting import NOW, alice, answered, asked_in, bob, carol, exclusions
from tests.web.conftest import signed_in
from tests.web.test_answers import hidden, save

__all__ = ["alice", "asked_in", "bob", "carol", "exclusions"]

pytestmark = pytest.mark.django_db


def filled(client: Client, cells: Mapping[tuple[int, int], object]) -> bytes:
    """The workbook as handed out, with what somebody wrote into cells, by line and column."""
    given = client.get("/rounds/t6/answer/workbook.xlsx").content
    book = openpyxl.load_workbook(BytesIO(given))
    for (line, column), value in cells.items():
        cell = book[layout.SHEET].cell(layout.FIRST_ROW + line, column + 1)
        cell.value = value  # type: ignore[assignment]  # whatever a person may type
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def uploaded(client: Client, data: bytes) -> str:
    file = SimpleUploadedFile("answers.xlsx", data)
    sent = client.post("/rounds/t6/answer/upload", {"workbook": file}, follow=True)
    return unescape(sent.content.decode())


@pytest.mark.parametrize(
    "typed",
    ["lots", "n/a", "1,2,3", "12%", "1.234,5", "-", "£3", "=1+1", "1 in 5", "10-12",
     "12 (estimate)", "c", "*", "#REF!", "1e400"],
)  # fmt: skip
def test_a_figure_that_is_none_gets_the_sentence_of_the_page_before_anything_is_saved(
    exclusions: Request, carol: By, typed: str
):
    assert carol.person
    client = signed_in(carol.person)

    shown = uploaded(client, filled(client, {(1, layout.FIGURE): typed}))

    assert not Answer.objects.filter(revision__gt=0).exists()
    assert shown.count("Put right:") == 1
    client.post("/rounds/t6/answer/upload", {"agreed": hidden(shown, "agreed")})
    page = unescape(client.get("/rounds/t6/answer").content.decode())
    sentence = page.split("Put right:</strong> ")[1].split("</li>")[0]
    assert typed in sentence
    assert sentence in shown


def test_a_figure_far_from_the_target_is_asked_about_before_it_is_saved(
    exclusions: Request, carol: By
):
    assert carol.person
    client = signed_in(carol.person)

    shown = uploaded(client, filled(client, {(1, layout.FIGURE): "73390"}))

    assert "is the decimal point right?" in shown


def test_a_row_with_a_choice_that_is_not_in_its_list_stays_and_the_others_are_saved(
    exclusions: Request, carol: By
):
    assert carol.person
    client = signed_in(carol.person)
    cells = {(1, layout.CONFIDENCE): "fairly", (1, layout.FIGURE): "78", (2, layout.FIGURE): "41"}

    shown = uploaded(client, filled(client, cells))

    assert "“Confidence”, in cell N6, holds “fairly”, which is not in its list." in shown
    assert "Nothing of this row would be saved" in shown
    client.post("/rounds/t6/answer/upload", {"agreed": hidden(shown, "agreed")})
    kept = Answer.objects.get(revision__gt=0)
    assert [one.text for one in kept.draft.figures.values()] == ["41"]


def test_where_nothing_can_be_taken_nothing_can_be_saved(exclusions: Request, carol: By):
    assert carol.person
    client = signed_in(carol.person)

    shown = uploaded(client, filled(client, {(1, layout.STATE): "no idea"}))

    assert "Save these changes" not in shown
    client.post("/rounds/t6/answer/upload", {"agreed": hidden(shown, "agreed")})
    assert not Answer.objects.filter(revision__gt=0).exists()


def test_a_row_that_somebody_submitted_meanwhile_is_told_and_not_counted_as_saved(
    exclusions: Request, carol: By, bob: By
):
    assert carol.person
    client = signed_in(carol.person)
    shown = uploaded(client, filled(client, {(1, layout.FIGURE): "78"}))
    save(exclusions, answered("81"), bob)
    actions.submit(request_id=exclusions.pk, by=bob, at=NOW)

    sent = client.post("/rounds/t6/answer/upload", {"agreed": hidden(shown, "agreed")}, follow=True)

    assert "saved from the workbook" not in sent.content.decode()
    assert "This answer cannot be changed now" in sent.content.decode()


@pytest.mark.parametrize("name", ["answers.xls", "answers.csv", "answers.ods", "answers.pdf"])
def test_a_file_of_another_kind_is_refused_in_a_sentence(exclusions: Request, carol: By, name: str):
    assert carol.person
    client = signed_in(carol.person)
    beginnings = {
        "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "csv": b"Row,Figure\n1,2\n",
        "ods": b"PK\x03\x04",
        "pdf": b"%PDF-1.7",
    }

    shown = uploaded(client, beginnings[name.rpartition(".")[2]])

    assert "The file is no Excel workbook (.xlsx)." in shown


def test_signs_that_no_database_keeps_are_taken_out(exclusions: Request, carol: By):
    assert carol.person
    client = signed_in(carol.person)

    shown = uploaded(client, filled(client, {(1, layout.WORDS): "We_x0000_ did._x0008_"}))

    client.post("/rounds/t6/answer/upload", {"agreed": hidden(shown, "agreed")})
    assert Answer.objects.get(revision__gt=0).words == "We did."
