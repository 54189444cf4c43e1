"""Where a value came from: the place in a document, and the words that stood there."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A place in a document that a person can turn to.

    Attributes:
        document: The file's name.
        page: From 1, where the format has pages.
        sheet: The worksheet's name, in a spreadsheet.
        table: From 1, counted through the document.
        row: From 1, counted in the table or sheet, headers included.
        column: From 1.
        line: From 1, in a text file.
        cell: A spreadsheet's own address, such as `C7`.
    """

    document: str = ""
    page: int | None = None
    sheet: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    cell: str = ""

    def __str__(self) -> str:
        parts = [
            self.document,
            f"page {self.page}" if self.page else "",
            f"sheet {self.sheet}" if self.sheet else "",
            f"table {self.table}" if self.table else "",
            f"cell {self.cell}" if self.cell else "",
            f"row {self.row}" if self.row and not self.cell else "",
            f"column {self.column}" if self.column and not self.cell else "",
            f"line {self.line}" if self.line else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    A document that the plan was read from.

    Attributes:
        name: The file's name, without its folder.
        sha256: Of its bytes, in hexadecimal.
        title: As the document gives it.
        covers: The period it reports on, in normal form, or its own words.
        as_at: The day its figures were known by; decides what a status at a date may use.
    """

    name: str
    sha256: str = ""
    title: str = ""
    covers: str = ""
    as_at: date | None = None
