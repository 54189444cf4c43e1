"""
The pieces of WordprocessingML that a report is made of, as text.

A table built cell by cell through python-docx takes time that grows with the square of
its rows; written as text and parsed once, it does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls

from headway.reporting.marks import Mark

TWIPS_PER_MM = 56.7
EMU_PER_MM = 36000
QUIET = "505A5F"
LINK = "1D70B8"

_NAMESPACES = nsdecls("w", "wp", "a", "pic", "r")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'

COLUMN_BREAK = '<w:r><w:br w:type="column"/></w:r>'
"""What follows stands at the top of the next column."""


def run(
    text: str, *, bold: bool = False, colour: str = "", shade: str = "", half_points: int = 0
) -> str:
    """Text with its looks; line breaks in it stay."""
    properties = (
        ("<w:b/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{half_points}"/>' if half_points else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else "")
    )
    words = escape(text).replace("\n", _BREAK)
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def tag(mark: Mark) -> str:
    """A status: shape and word, on a tint that only repeats them."""
    return run(
        f"\u00a0{mark.shape}\u00a0{mark.word}\u00a0",
        bold=True,
        colour=mark.colour.lstrip("#").upper(),
        shade=mark.tint.lstrip("#").upper(),
    )


def link(anchor: str, text: str) -> str:
    """A link to another place of the document."""
    return (
        f'<w:hyperlink w:anchor={quoteattr(bookmark_name(anchor))} w:history="1">'
        f'<w:r><w:rPr><w:color w:val="{LINK}"/><w:u w:val="single"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:hyperlink>'
    )


def bookmark_name(anchor: str) -> str:
    """Word allows no hyphen in a bookmark's name."""
    return anchor.replace("-", "_")


def paragraph(*runs: str, style: str = "TableText", keep: bool = False) -> str:
    """A paragraph in one of the document's styles, by its id."""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{"".join(runs)}</w:p>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table's column: its heading, as runs, and its width."""

    heading: str
    width_mm: float
    right: bool = False


class Numbers:
    """Identifiers that must be unique in one document, counted from 1."""

    def __init__(self) -> None:
        self._next = count(1)

    def take(self) -> int:
        """The next one."""
        return next(self._next)


def bookmark(anchor: str, numbers: Numbers) -> str:
    """A place that links can point to."""
    identity = numbers.take()
    return (
        f'<w:bookmarkStart w:id="{identity}" w:name={quoteattr(bookmark_name(anchor))}/>'
        f'<w:bookmarkEnd w:id="{identity}"/>'
    )


def table(
    columns: Sequence[Column],
    rows: Iterable[tuple[Sequence[str], bool]],
    *,
    caption: str,
    tight: bool = False,
) -> str:
    """
    A table whose first row is its header and is repeated on every page.

    Each row comes with its cells, as paragraphs, and whether it may be cut by a page's end.
    """
    air = 20 if tight else 45
    widths = [round(column.width_mm * TWIPS_PER_MM) for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = "".join(
        _cell(_aligned(paragraph(c.heading, style="TableHeading", keep=True), c), w, header=True)
        for c, w in zip(columns, widths, strict=True)
    )
    body = "".join(
        f"<w:tr><w:trPr>{'' if may_break else '<w:cantSplit/>'}</w:trPr>"
        + "".join(
            _cell(_aligned(cell, column), width)
            for cell, column, width in zip(cells, columns, widths, strict=True)
        )
        + "</w:tr>"
        for cells, may_break in rows
    )
    return (
        "<w:tbl><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblBorders><w:top w:val="nil"/><w:bottom w:val="single" w:sz="4" w:color="B1B4B6"/>'
        '<w:insideH w:val="single" w:sz="4" w:color="B1B4B6"/></w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{air}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="{air}" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(caption)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{header}</w:tr>{body}</w:tbl>"
    )


def _aligned(cell: str, column: Column) -> str:
    return cell.replace("</w:pPr>", '<w:jc w:val="right"/></w:pPr>') if column.right else cell


def _cell(content: str, width: int, *, header: bool = False) -> str:
    rule = (
        '<w:tcBorders><w:bottom w:val="single" w:sz="12" w:color="0B0C0C"/></w:tcBorders>'
        '<w:vAlign w:val="bottom"/>'
        if header
        else ""
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}</w:tcPr>{content}</w:tc>'


def picture(relation: str, alt: str, *, width_mm: float, height_mm: float, number: int) -> str:
    """A run with a picture in the line of text and its words for those who do not see it."""
    width, height = round(width_mm * EMU_PER_MM), round(height_mm * EMU_PER_MM)
    size = f'cx="{width}" cy="{height}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="Chart {number}" '
        f"descr={quoteattr(alt)}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        "<a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Chart {number}" descr={quoteattr(alt)}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
        '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def whole(xml: str) -> str:
    """A fragment of one element with the namespaces it uses, fit to be parsed."""
    name_end = min(place for place in (xml.find(" "), xml.find(">")) if place > 0)
    return f"{xml[:name_end]} {_NAMESPACES}{xml[name_end:]}"
