"""What a file is, before it is read: its size, its digest, its kind of container, its encoding."""

import codecs
import hashlib
import os
import time
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from headway.evidence.errors import EvidenceError

_CHUNK = 1 << 20
_FRESH = 2.0
"""A file changed in the last so many seconds may still be being written."""
_PAUSE = 0.3
_UNZIPPED_MOST = 4 << 30
"""A workbook that would unpack to more than this is not opened."""
_TIGHT = 100
"""Real rows are packed to a tenth or a thirtieth of their size, never to less than a hundredth."""
_TIGHT_FROM = 64 << 20
"""Of a sheet below this it does not matter how it is packed."""


class Container(StrEnum):
    """How the cells are packed."""

    TEXT = "text"
    WORKBOOK = "workbook"
    XML = "XML"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """
    A file that has been looked through once.

    Attributes:
        size: In bytes.
        sha256: Of the bytes as they came.
        encoding: A Python codec's name; empty unless the container is text.
    """

    path: Path
    size: int
    sha256: str
    container: Container
    encoding: str


def facts(path: Path) -> FileFacts:
    """
    Look through a file once: about one second for each gigabyte.

    Raises:
        EvidenceError: It cannot be opened, is empty, is still being written, or is of a
            kind that is not read here.
    """
    try:
        before = path.stat()
        if not path.is_file():
            raise EvidenceError(f"{path} is a folder; name one file in it.")
        head, digest, encoding = _looked_through(path)
        if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            raise EvidenceError(
                f"{path.name} is written as UTF-32, four bytes a character, which is not read "
                "here. Save it as UTF-8 (in a spreadsheet: CSV UTF-8) and load that."
            )
        if time.time() - before.st_mtime < _FRESH:
            time.sleep(_PAUSE)
    except OSError as error:
        raise EvidenceError(f"{path} cannot be read: {error.strerror}.") from error
    if not before.st_size:
        raise EvidenceError(f"{path.name} is empty: 0 bytes came. Ask for it again.")
    refuse_changed(path, before)
    container = _container(path, head)
    return FileFacts(
        path=path,
        size=before.st_size,
        sha256=digest,
        container=container,
        encoding=encoding if container is Container.TEXT else "",
    )


def refuse_changed(path: Path, before: os.stat_result) -> None:
    """
    Make sure that nobody wrote to the file meanwhile.

    Raises:
        EvidenceError: Its size or its time of change differ.
    """
    after = path.stat()
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise EvidenceError(
            f"{path.name} is still being written: it grew from {before.st_size:,} to "
            f"{after.st_size:,} bytes while it was read. Load it when the copy is finished."
        )


def _looked_through(path: Path) -> tuple[bytes, str, str]:
    """The first bytes, the digest and the encoding."""
    digest = hashlib.sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    head, is_utf8 = b"", True
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            head = head or chunk[:4096]
            digest.update(chunk)
            if is_utf8 and not (chunk.isascii() and utf8.getstate()[0] == b""):
                is_utf8 = _decodes(utf8, chunk)
    if is_utf8:
        is_utf8 = _decodes(utf8, b"", final=True)
    return head, digest.hexdigest(), _encoding(head, is_utf8=is_utf8)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _encoding(head: bytes, *, is_utf8: bool) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig" if is_utf8 else "cp1252"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(head) // 2 or 1
    if head[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    if head[0::2].count(0) > half * 0.7:
        return "utf-16-be"
    return "utf-8" if is_utf8 else "cp1252"


def _container(path: Path, head: bytes) -> Container:
    if head.startswith(b"PK"):
        _refuse_bad_zip(path)
        return Container.WORKBOOK
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise EvidenceError(
            f"{path.name} is an old or encrypted Excel workbook. Open it in Excel and save it as "
            ".xlsx without a password, or as CSV."
        )
    if head.startswith(b"%PDF"):
        raise EvidenceError(f"{path.name} is a PDF. Ask for the rows as CSV or as a workbook.")
    start = head.lstrip(codecs.BOM_UTF8 + b" \t\r\n")
    if start.startswith(b"<"):
        return Container.XML
    return Container.TEXT


def _refuse_bad_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise EvidenceError(
            f"{path.name} is a workbook cut off before its end: it is still being copied, or the "
            "copy was broken off. Load it when the copy is finished, or copy it again."
        ) from error
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _UNZIPPED_MOST:
        raise EvidenceError(
            f"{path.name} would unpack to {unpacked / 1e9:.0f} GB, more than the 4 GB that a "
            "workbook may. Save the sheet as CSV."
        )
    for entry in entries:
        if entry.file_size > max(_TIGHT_FROM, _TIGHT * entry.compress_size):
            raise EvidenceError(
                f"{path.name} holds {entry.filename}, which would unpack from "
                f"{entry.compress_size / 1e6:.1f} MB to {entry.file_size / 1e6:,.0f} MB: more than "
                "rows of real data do, and it might take all the memory there is. Save the sheet "
                "as CSV, without the empty or copied rows below the data."
            )
    names = [entry.filename for entry in entries]
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        raise EvidenceError(
            f"{path.name} is a packed folder and not a workbook. Unpack it and load the files "
            "in it one by one."
        )
