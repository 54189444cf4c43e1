"""Files that go with an answer: bounded, named harmlessly, kept with their digest."""

import hashlib
import re
import unicodedata
from datetime import datetime

from django.db import transaction

from headway.web.answers.actions.changing import By, change, locked, must_be, told
from headway.web.answers.errors import EvidenceError
from headway.web.answers.models import OPEN, EvidenceFile

LARGEST = 10_000_000
MOST = 5
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "docx": (f"{_OFFICE}.wordprocessingml.document", (b"PK\x03\x04",)),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", (b"PK\x03\x04",)),
    "pptx": (f"{_OFFICE}.presentationml.presentation", (b"PK\x03\x04",)),
    "odt": (f"{_OPEN}.text", (b"PK\x03\x04",)),
    "ods": (f"{_OPEN}.spreadsheet", (b"PK\x03\x04",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "csv": ("text/csv", ()),
    "txt": ("text/plain", ()),
}
"""By the ending of the name: how it is sent, and how its bytes begin. No web pages, no pictures
that can hold scripts, no macros."""


@transaction.atomic
def add_file(*, request_id: int, name: str, content: bytes, by: By, at: datetime) -> EvidenceFile:
    """
    Keep a file with an answer; the same file again is kept once.

    Raises:
        EvidenceError: It is empty, too large, one too many, or no kind of file that is kept.
        NotEditableError: The answer is submitted or further.
    """
    shown = safe_name(name)
    media_type = _media_type(shown, content)
    answer = locked(request_id, at)
    must_be(answer, *OPEN, doing="changed")
    digest = hashlib.sha256(content).hexdigest()
    kept = answer.files.filter(removed_at__isnull=True)
    same = kept.filter(sha256=digest, name=shown).first()
    if same is not None:
        return same
    if kept.count() >= MOST:
        raise EvidenceError(f"At most {MOST} files can be kept with one answer. Remove one first.")
    before = told(answer)
    made = EvidenceFile.objects.create(
        answer=answer,
        name=shown,
        media_type=media_type,
        size=len(content),
        sha256=digest,
        content=content,
        added_at=at,
        added_by=by.person,
    )
    change(answer, "evidence added", by=by, at=at, before=before, reason=f"SHA-256 {digest}")
    return made


@transaction.atomic
def remove_file(*, request_id: int, file_id: int, by: By, at: datetime) -> None:
    """
    Take a file away from an answer; its bytes stay on record.

    Raises:
        NotEditableError: The answer is submitted or further.
        EvidenceError: The answer has no such file.
    """
    answer = locked(request_id, at)
    must_be(answer, *OPEN, doing="changed")
    file = answer.files.filter(pk=file_id, removed_at__isnull=True).first()
    if file is None:
        raise EvidenceError("That file is not there any more.")
    before = told(answer)
    file.removed_at = at
    file.save(update_fields=["removed_at"])
    change(answer, "evidence removed", by=by, at=at, before=before, reason=f"SHA-256 {file.sha256}")


def safe_name(name: str) -> str:
    r"""
    A file's own name, without its folder and without what a header or a disk trips over.

    >>> safe_name("C:\\docs\\Q4 “final”.pdf"), safe_name("../../etc/passwd.txt")
    ('Q4 final.pdf', 'passwd.txt')
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(one for one in last if one.isalnum() or one in " ._-()&,+")
    stem, dot, ending = " ".join(kept.split()).lstrip(". ").rpartition(".")
    return f"{stem[:100] or 'evidence'}{dot}{ending[:10]}" if dot else ending[:110] or "evidence"


def _media_type(name: str, content: bytes) -> str:
    if not content:
        raise EvidenceError(f"“{name}” is empty. Choose the file again.")
    if len(content) > LARGEST:
        raise EvidenceError(
            f"“{name}” has {len(content) / 1e6:.1f} MB; at most {LARGEST / 1e6:.0f} MB are kept. "
            "Give a link to it instead."
        )
    ending = name.rpartition(".")[2].lower()
    if ending not in TYPES:
        raise EvidenceError(
            f"“{name}” is no kind of file that is kept as evidence. Send it as PDF, Word, Excel, "
            "PowerPoint, OpenDocument, picture (PNG, JPEG), CSV or text."
        )
    media_type, starts = TYPES[ending]
    if starts and not content.startswith(starts):
        raise EvidenceError(
            f"“{name}” is called .{ending} and is something else inside. Save it anew as .{ending}."
        )
    return media_type
