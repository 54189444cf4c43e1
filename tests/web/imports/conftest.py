"""What tests of imports share: a small plan as a Word document, and somebody who imports it."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from headway.web.imports import reading
from headway.web.imports.models import Import

HEADER = (
    "Actions",
    "Responsible agencies",
    "How we will know this area of focus has improved",
    "Lead",
    "Reporting timetable",
    "Progress",
)
ROWS = (
    (
        "Agree what inclusion means",
        "Education service, Police",
        "1. Reduce the number of permanent exclusions to 65 in school year 19/20.",
        "Education lead",
        "Oct 2019",
        "1. 72 in 18/19. By the end of term 4 in 19/20 it was 70 (52 same point last year)",
    ),
    (
        "Share data on home education",
        "",
        "2. Reduce the number of children on part time timetables.",
        "",
        "",
        "2. End of term 4 19/20 281 (305 for T4 last year)",
    ),
    (
        "",
        "",
        "3. All schools have a lead for attendance.",
        "",
        "",
        "Refer to above, no. 9",
    ),
)


def word_document(
    title: str = "Our plan 2019-20", rows: tuple[tuple[str, ...], ...] = ROWS
) -> bytes:
    """A plan as Word keeps it: a title, a heading for the area, a table."""
    made = docx.Document()
    made.add_heading(title, 0)
    made.add_heading("Be Successful – Focus on children missing out on education", 1)
    table = made.add_table(rows=1, cols=len(HEADER))
    for cell, words in zip(table.rows[0].cells, HEADER, strict=True):
        cell.text = words
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


@dataclass
class Importer:
    """Somebody who imports, and sees what the pages say."""

    client: Client

    def upload(self, content: bytes, name: str = "plan.docx", **more: str) -> Import:
        """Send a document, and wait until it was read."""
        file = SimpleUploadedFile(name, content)
        response = self.client.post("/import/", {"file": file, **more})
        assert response.status_code == 302, response.content.decode()
        job = Import.objects.get(key=response["Location"].rstrip("/").rsplit("/", 1)[-1])
        reading.read(job)
        job.refresh_from_db()
        return job

    def html(self, address: str, status: int = 200) -> str:
        """A page to the letter."""
        response = self.client.get(address)
        assert response.status_code == status, response.content.decode()[:2000]
        html = response.content.decode()
        assert "no such element" not in html
        return html

    def page(self, address: str, status: int = 200) -> str:
        """The words of a page, white space folded."""
        return re.sub(r"\s+", " ", self.html(address, status))

    def press(self, address: str, **sent: str) -> str:
        """Send a form, follow it, and answer with the page that comes."""
        response = self.client.post(address, sent, follow=True)
        assert response.status_code in (200, 422), response.content.decode()[:2000]
        return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def uploads(settings, tmp_path: Path) -> Path:
    """Uploads of a test lie in its own folder."""
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "uploads"


@pytest.fixture
def importer(client: Client, uploads: Path, db, monkeypatch) -> Importer:
    """A performance officer; documents are read when the test says so, not in a thread."""
    monkeypatch.setattr(reading, "begin", lambda job: None)
    return Importer(client)
