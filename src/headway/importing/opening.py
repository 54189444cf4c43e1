"""Which format a file is, by what is in it rather than what it is called, and its reader."""

import zipfile
from importlib import import_module
from io import BytesIO
from pathlib import Path

from headway.importing.documents.document import Document, DocumentError
from headway.importing.documents.files import contents
from headway.importing.documents.limits import DEFAULT, Limits
from headway.importing.readers import READERS, Reader

_OLD = {
    ".doc": ("an old Word document", ".docx"),
    ".dot": ("an old Word document", ".docx"),
    ".rtf": ("a Rich Text document", ".docx"),
    ".odt": ("an OpenDocument text", ".docx"),
    ".pages": ("a Pages document", ".docx"),
    ".xls": ("an old Excel workbook", ".xlsx"),
    ".xlsb": ("a binary Excel workbook", ".xlsx"),
    ".numbers": ("a Numbers workbook", ".xlsx"),
    ".ppt": ("a PowerPoint presentation", ".pdf"),
    ".pptx": ("a PowerPoint presentation", ".pdf"),
    ".odp": ("an OpenDocument presentation", ".pdf"),
}
_PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"BM",
    b"RIFF",
    b"\0\0\0\x0cjP",
)
_PICTURE_NAMES = frozenset(
    [".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic"]
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPED = (
    (b"wordprocessingml", "docx"),
    (b"ms-word", "docx"),
    (b"spreadsheetml", "xlsx"),
    (b"ms-excel", "xlsx"),
    (b"presentationml", ".pptx"),
    (b"ms-powerpoint", ".pptx"),
)
_OPEN = {"spreadsheet": "ods", "text": ".odt", "presentation": ".odp"}
_KNOWN = "a Word, PDF, Excel, ODS, HTML, Markdown, CSV or plain text file"


def open_document(path: Path, limits: Limits = DEFAULT) -> Document:
    """
    Read a file of any known format.

    Raises:
        DocumentError: It cannot be read; the message says why and the way out.
    """
    data = contents(path, limits)
    reader = reader_for(path, data)
    read = import_module(reader.module).read
    try:
        document: Document = read(path) if reader.format == "text" else read(path, limits)
    except (RecursionError, MemoryError) as problem:
        raise DocumentError(
            f"{path.name} is nested too deeply or too large to be read; save only the plan's own"
            " pages."
        ) from problem
    if not document.blocks:
        raise DocumentError(
            f"{path.name} holds no words, only empty pages or pictures; ask its sender for the"
            " document itself, or run text recognition (OCR) on it."
        )
    return document


def reader_for(path: Path, data: bytes) -> Reader:
    """
    The reader of a file, by its first bytes and, for text, by its name.

    Raises:
        DocumentError: No reader reads it.
    """
    suffix = path.suffix.lower()
    found = _format(path.name, suffix, data)
    return next(reader for reader in READERS if reader.format == found)


def _format(name: str, suffix: str, data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _packed(name, data)
    if data.startswith(_OLE):
        raise _ole(name, suffix, data)
    if data.startswith(b"{\\rtf"):
        raise _unread(name, ".rtf")
    if data.startswith(_PICTURES) or suffix in _PICTURE_NAMES:
        raise DocumentError(
            f"{name} is a picture; Headway reads text. Ask for the document it was taken from, or"
            " run text recognition (OCR) on it."
        )
    named = next((reader.format for reader in READERS if suffix in reader.suffixes), "")
    if named in ("docx", "pdf", "xlsx", "ods"):
        raise DocumentError(
            f"{name} is called {suffix} but is no {suffix[1:].upper()} file inside; ask its sender"
            " for the file again, or save it anew."
        )
    if suffix in _OLD:
        raise _unread(name, suffix)
    return _text(name, named, data)


def _packed(name: str, data: bytes) -> str:
    """Office files are zip files; a list or the first member inside says which."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            members = packed.namelist()
            if "[Content_Types].xml" in members:
                with packed.open("[Content_Types].xml") as stream:
                    return _typed(name, stream.read(1 << 20))
            if "mimetype" in members:
                with packed.open("mimetype") as stream:
                    return _opendocument(name, stream.read(200).decode("ascii", "replace"))
    except DocumentError:
        raise
    except Exception as problem:  # zlib.error, and whatever a broken zip makes of itself
        raise _damaged(name) from problem
    raise DocumentError(f"{name} is a zip file; unpack it and name the document inside it.")


def _typed(name: str, types: bytes) -> str:
    main = types.split(b".main+xml")[0] if b".main+xml" in types else types
    if b"ms-excel.sheet.binary" in types:
        raise _unread(name, ".xlsb")
    for mark, found in _TYPED:
        if mark in main.rpartition(b"ContentType")[2]:
            if found.startswith("."):
                raise _unread(name, found)
            return found
    raise DocumentError(f"{name} is no document that Headway knows; it reads {_KNOWN}.")


def _opendocument(name: str, kind: str) -> str:
    found = _OPEN.get(kind.strip().rpartition(".")[2].removesuffix("-template"), "")
    if found == "ods":
        return found
    raise _unread(name, found or ".odt")


def _text(name: str, named: str, data: bytes) -> str:
    sample = data[:65536]
    if (
        not sample.startswith((b"\xff\xfe", b"\xfe\xff"))
        and sample.count(b"\0") > len(sample) // 50
    ):
        raise DocumentError(f"{name} holds no text; Headway reads {_KNOWN}.")
    start = sample.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")) and named != "markdown":
        return "html"
    return named or "text"


def _ole(name: str, suffix: str, data: bytes) -> DocumentError:
    if _ENCRYPTED in data:
        return DocumentError(
            f"{name} is protected by a password; open it, save a copy without one and import that."
        )
    return _unread(name, suffix if suffix in _OLD else ".doc")


def _unread(name: str, suffix: str) -> DocumentError:
    kind, way_out = _OLD[suffix]
    return DocumentError(
        f"{name} is {kind}, which Headway does not read; open it and save it as {way_out}."
    )


def _damaged(name: str) -> DocumentError:
    return DocumentError(
        f"{name} is damaged or was cut short; ask its sender for the file again, or open it in your"
        " office program and save it anew."
    )
