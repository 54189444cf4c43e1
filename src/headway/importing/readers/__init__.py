"""
One file for each format; `READERS` lists them by name.

A reader is a module with `read(path) -> Document`; its libraries load when it is first used.
"""

from typing import NamedTuple


class Reader(NamedTuple):
    """A format by its name, the ends of its files' names, and the module that reads it."""

    format: str
    suffixes: tuple[str, ...]
    module: str


READERS = (
    Reader("docx", (".docx", ".docm", ".dotx"), "headway.importing.readers.docx"),
    Reader("pdf", (".pdf",), "headway.importing.readers.pdf"),
    Reader("xlsx", (".xlsx", ".xlsm", ".xltx"), "headway.importing.readers.xlsx"),
    Reader("ods", (".ods",), "headway.importing.readers.ods"),
    Reader("html", (".html", ".htm", ".xhtml"), "headway.importing.readers.html"),
    Reader("markdown", (".md", ".markdown"), "headway.importing.readers.markdown"),
    Reader("csv", (".csv", ".tsv"), "headway.importing.readers.csv"),
    Reader("text", (".txt", ".text"), "headway.importing.readers.text"),
)
