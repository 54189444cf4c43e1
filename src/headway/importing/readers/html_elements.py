"""Which elements of a page are tables, blocks or nothing that is read, by name or by role."""

from lxml import etree

DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "head",
        "select",
        "textarea",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "li",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
_CELLS = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_GROUPS = frozenset({"thead", "tbody", "tfoot"})


def is_table(element: etree._Element) -> bool:
    """Whether an element is a table, or a page's own make of one."""
    return element.tag == "table" or _role(element) in ("table", "grid", "treegrid")


def rows_of(table: etree._Element) -> list[etree._Element]:
    """A table's rows, those in its groups included."""
    found: list[etree._Element] = []
    for child in table:
        if child.tag == "tr" or _role(child) == "row":
            found.append(child)
        elif child.tag in _GROUPS or _role(child) == "rowgroup":
            found += rows_of(child)
    return found


def cells_of(row: etree._Element) -> list[etree._Element]:
    """A row's cells, headers included."""
    return [cell for cell in row if cell.tag in ("td", "th") or _role(cell) in _CELLS]


def is_header(cell: etree._Element) -> bool:
    """Whether a cell is marked as a header."""
    return cell.tag == "th" or _role(cell) in ("columnheader", "rowheader")


def term_of(element: etree._Element) -> etree._Element | None:
    """The term that a description is alone with, where both are plain words."""
    if element.tag != "dd":
        return None
    term, after = element.getprevious(), element.getnext()
    lone = term is not None and term.tag == "dt" and (after is None or after.tag != "dd")
    plain = not any(part.tag in BLOCKS for part in element.iterdescendants(etree.Element))
    return term if lone and plain else None


def _role(element: etree._Element) -> str:
    return (element.get("role") or "").strip().lower()
