"""What is uploaded is not always a plan; each time one sentence says what to do."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from headway.web.imports.models import Import, State
from headway.web.plans.models import PlanRecord
from tests.web.imports.conftest import word_document


def test_nothing_chosen_is_said_beside_the_field(importer):
    html = importer.press("/import/")

    assert "Choose the document to read" in html
    assert not Import.objects.exists()


def test_an_empty_file_is_said_beside_the_field(importer):
    response = importer.client.post("/import/", {"file": io.BytesIO(b"")})

    assert response.status_code == 422
    assert not Import.objects.exists()


def test_a_document_over_the_limit_is_refused_before_it_is_kept(importer, settings):
    settings.UPLOAD_LIMIT_MB = 1

    file = io.BytesIO(b"x" * 1_200_000)
    file.name = "huge.pdf"
    response = importer.client.post("/import/", {"file": file})

    assert response.status_code == 422
    assert "reads up to 1 MB" in response.content.decode()
    assert not Import.objects.exists()


def test_an_enormous_upload_is_stopped_by_the_size_it_announces(importer, settings):
    settings.UPLOAD_LIMIT_MB = 1

    file = io.BytesIO(b"x" * 3_000_000)
    file.name = "enormous.pdf"
    response = importer.client.post("/import/", {"file": file})

    assert response.status_code == 413
    assert "reads up to 1 MB, so it was not taken in" in response.content.decode()
    assert not Import.objects.exists()


def _bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types>wordprocessingml</Types>")
        packed.writestr("word/document.xml", b"0" * 300_000_000)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docx", b"this is no Word file"),
        ("plan.docx", word_document()[:4000]),
        ("plan.pdf", b"%PDF-1.7\ncut off"),
        ("plan.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        ("letter.txt", b"Dear Sir, thank you for the cake. Yours, a neighbour."),
        ("bomb.docx", None),
    ],
)
def test_each_unreadable_document_gets_a_sentence_and_saves_nothing(importer, name, content):
    job = importer.upload(content or _bomb(), name=name)

    html = importer.page(f"/import/{job.key}/")

    assert job.state == State.REFUSED
    assert name in job.refusal
    assert "could not be read" in html
    assert "Traceback" not in html
    assert not job.steps.exists()
    assert not PlanRecord.objects.exists()


def test_a_name_meant_to_climb_out_of_the_folder_stays_in_it(importer, uploads):
    job = importer.upload(word_document(), name="../../../etc/passwd.docx")

    assert job.state == State.READ
    assert job.name == "passwd.docx"
    assert [path.parent for path in uploads.rglob("*") if path.is_file()] == [uploads]


def test_a_reading_that_a_restart_interrupted_can_be_started_again(importer):
    job = importer.upload(word_document())
    Import.objects.update(
        state=State.READING, position=0, started_at=timezone.now() - timedelta(hours=1)
    )

    html = importer.page(f"/import/{job.key}/")

    assert "was interrupted" in html
    assert "Read it again" in html


def test_while_it_is_read_the_page_says_so_and_looks_again_without_script(importer):
    job = importer.upload(word_document())
    Import.objects.update(state=State.READING, stage="Reading the document")

    html = importer.page(f"/import/{job.key}/")

    assert 'http-equiv="refresh"' in html
    assert "Reading the document" in html


@pytest.mark.parametrize("page", ["", "save", "rows/none", "draft.yaml"])
def test_an_address_nobody_was_given_leads_nowhere(importer, page):
    importer.page(f"/import/no-such-key/{page}", status=404)
