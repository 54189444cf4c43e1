"""Small documents made for a test, as the programs people use would write them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import typst

from headway.importing.documents.document import Document, Paragraph, Table

Rows = Sequence[Sequence[str]]

MEASURES: Rows = (
    ("Measure", "Agencies", "Target", "Progress"),
    (
        "Reduce permanent exclusions to 65 in the school year 2019/20",
        "County Council, schools",
        "65",
        "End of term 4 19/20 = 70 (52 same point last year) and rising in most places",
    ),
    ("Reduce persistent absence in primary school", "Schools", "6.7%", "9.3% at the end of term 4"),
    (
        "All permanently excluded pupils have a new placement within the six-day limit",
        "Learner Engagement Team",
        "100%",
        "20%",
    ),
    (
        "Open four mental health support teams by December 2019, two in the City",
        "Health",
        "4",
        "All four teams are recruited and work in 34 pilot schools since the autumn",
    ),
)


def texts(table: Table) -> list[list[str]]:
    """A table's words, cell by cell."""
    return [[cell.text for cell in row] for row in table.rows]


def one_table(document: Document) -> Table:
    """The only table of a document."""
    (table,) = document.tables()
    return table


def words(document: Document) -> list[str]:
    """Every word of a document, struck ones too."""
    said: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                said += [word for cell in row for word in f"{cell.text} {cell.struck}".split()]
        elif isinstance(block, Paragraph):
            said += f"{block.marker} {block.text} {block.struck}".split()
        else:
            said += block.text.split()
    return said


def spaceless(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def made_pdf(
    path: Path, rows: Rows, *, stroke: str = "0.5pt", before: str = "", after: str = ""
) -> Path:
    """A landscape page with a table, drawn with these strokes, between two texts."""
    parts = [f"[*#{quoted(text)}*]" for text in rows[0]]
    body = [f"[#{quoted(text)}]" for row in rows[1:] for text in row]
    source = (
        "#set page(width: 297mm, height: 210mm, margin: 15mm)\n#set text(size: 10pt)\n"
        f"{before}\n\n#table(columns: (2fr, 1fr, 1fr, 2fr), stroke: {stroke},\n"
        f"table.header({', '.join(parts)}), {', '.join(body)})\n\n{after}\n"
    )
    path.write_bytes(typst.compile(source.encode()))
    return path


def quoted(text: str) -> str:
    """A text as typst writes one."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def packed(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """A zip file with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    path.write_bytes(stream.getvalue())
    return path


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def bare_docx(path: Path, document: str, **more: str | bytes) -> Path:
    """A Word file with nothing but this main part, and what else is given."""
    return packed(
        path,
        {
            "[Content_Types].xml": _types("wordprocessingml.document", "/word/document.xml"),
            "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
            "word/document.xml": document,
            **more,
        },
    )


def bare_xlsx(path: Path, sheet: str | bytes) -> Path:
    """A workbook with nothing but one sheet."""
    book = (
        f'<workbook xmlns="{SHEET}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Plan" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    return packed(
        path,
        {
            "[Content_Types].xml": _types("spreadsheetml.sheet", "/xl/workbook.xml"),
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": sheet,
        },
    )


def _types(kind: str, part: str) -> str:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="{part}" ContentType='
        f'"application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    )


def _relations(*relations: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'
