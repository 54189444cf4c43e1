"""A file's bytes, after the questions that are cheaper to ask before reading them."""

import re
from hashlib import sha256
from pathlib import Path

from headway.importing.documents.document import DocumentError
from headway.importing.documents.limits import DEFAULT, Limits

_PRINTED = re.compile(r"^Microsoft \w+ - |\.(docx?|xlsx?|pptx?|pdf|indd|pub)$", re.IGNORECASE)


def check(path: Path, limits: Limits = DEFAULT) -> None:
    """
    Refuse, without reading it, what cannot be a document.

    Raises:
        DocumentError: It is not there, a folder, empty, too large or closed to us.
    """
    try:
        if path.is_dir():
            raise DocumentError(f"{path} is a folder; name one document inside it.")
        if not path.exists():
            raise DocumentError(f"{path} is not there; check the name and the folder.")
        if not path.is_file():
            raise DocumentError(f"{path.name} is a device or a pipe; name an ordinary file.")
        size = path.stat().st_size
    except (OSError, ValueError) as problem:
        raise _closed(path, problem) from problem
    if size > limits.bytes:
        raise DocumentError(
            f"{path.name} is {megabytes(size)}, and at most {megabytes(limits.bytes)} are read;"
            " save the plan's own pages as a smaller document."
        )
    if size == 0:
        raise DocumentError(f"{path.name} is empty; ask its sender for the file again.")


def contents(path: Path, limits: Limits = DEFAULT) -> bytes:
    """
    Every byte of an ordinary, non-empty file of bearable size.

    Raises:
        DocumentError: It cannot be a document; see `check`.
    """
    check(path, limits)
    try:
        with path.open("rb") as file:
            return file.read(limits.bytes)
    except OSError as problem:
        raise _closed(path, problem) from problem


def _closed(path: Path, problem: Exception) -> DocumentError:
    reason = getattr(problem, "strerror", None) or "its name cannot be used"
    return DocumentError(f"{path.name!r} cannot be opened ({reason}); check that you may read it.")


def fingerprint(data: bytes) -> str:
    """
    SHA-256 in hexadecimal: the name by which provenance knows a file.

    >>> fingerprint(b"")[:12]
    'e3b0c44298fc'
    """
    return sha256(data).hexdigest()


def given_title(written: object) -> str:
    """
    A title that a person gave a file; programs write the name of what they printed.

    >>> given_title("Children’s plan  2018"), given_title("Microsoft Word - plan.docx")
    ('Children’s plan 2018', '')
    """
    title = " ".join(written.split()) if isinstance(written, str) else ""
    return "" if _PRINTED.search(title) else title


def megabytes(size: int) -> str:
    """
    A size for people, in whole megabytes and never "0 MB".

    >>> megabytes(3_000_000_000)
    '2861 MB'
    """
    return f"{max(1, round(size / 1024 / 1024))} MB"


def decoded(data: bytes, declared: str = "") -> str:
    r"""
    Bytes as text: by byte order mark, as UTF-8, as declared, else as Windows-1252.

    Never fails: a byte that fits nowhere becomes "\ufffd", and a nul a space.

    >>> decoded("20–21".encode("cp1252"))
    '20–21'
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").replace("\0", " ")
    for encoding in ("utf-8-sig", declared):
        try:
            return data.decode(encoding).replace("\0", " ")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace").replace("\0", " ")
