"""The looks of the Word document: page, fonts, headings, and the language it is in."""

from datetime import UTC, date, datetime

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from headway.reporting.printable import shortened
from headway.reporting.report import Report

PAGE_WIDTH_MM = 267.0
"""Of the text, on A4 landscape."""
BRIEFING_WIDTH_MM = 174.0
"""Of the text, on A4 upright."""

_INK = RGBColor(0x0B, 0x0C, 0x0C)
_QUIET = RGBColor(0x50, 0x5A, 0x5F)
# Metric twin of the font that the PDF embeds, and on every reader's machine.
_FONT = "Arial"


def styled(document: WordDocument, report: Report, at: date) -> WordDocument:
    """An empty document made ready: page, styles, footer, properties."""
    _page(document, report)
    _styles(document)
    _properties(document, report, at)
    return document


def styled_briefing(document: WordDocument, report: Report, at: date, footer: str) -> WordDocument:
    """An empty document made ready for one upright page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(15), Mm(18)
    section.header_distance = section.footer_distance = Mm(8)
    section.footer.paragraphs[0].add_run(footer)
    _styles(document)
    for name, size, before, after in (
        ("Title", 20.0, 0.0, 2.0),
        ("Heading 1", 12.5, 8.0, 3.0),
        ("Normal", 10.0, 0.0, 4.0),
    ):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - tells mypy which kind it is
        _font(style, size, bold=name != "Normal")
        _space(style, before=before, after=after, line=1.05)
    document.styles["Heading 1"].paragraph_format.page_break_before = False
    _properties(document, report, at)
    document.core_properties.title = f"One-minute briefing: {report.title}, {report.as_at}"[:255]
    return document


def _page(document: WordDocument, report: Report) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(15), Mm(16)
    section.header_distance = section.footer_distance = Mm(8)
    footer = section.footer.paragraphs[0]
    footer.paragraph_format.tab_stops.add_tab_stop(Mm(PAGE_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    warning = " · Board edition, not for publication" if report.warning else ""
    title = shortened(report.title, 100)
    footer.add_run(f"{title} · {report.subtitle} as at {report.as_at}{warning}\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that Word works out: the page, or how many there are."""
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    paragraph._element.append(field)  # noqa: SLF001 - python-docx has no fields


def _styles(document: WordDocument) -> None:  # one line for each trait of each style
    styles = document.styles
    _language(document)
    normal = styles["Normal"]
    assert isinstance(normal, ParagraphStyle)  # noqa: S101 - tells mypy which kind it is - the template's own
    _font(normal, 10.5)
    _space(normal, after=6, line=1.12)
    for name, size, before, after in (
        ("Title", 34.0, 6.0, 4.0),
        ("Heading 1", 21, 0, 7),
        ("Heading 2", 13, 9, 4),
    ):
        style = styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - tells mypy which kind it is
        _font(style, size, bold=True)
        _space(style, before=before, after=after)
        style.paragraph_format.keep_with_next = True
    styles["Heading 1"].paragraph_format.page_break_before = True
    _drop(styles["Title"], "pBdr")
    for name, size, bold in (
        ("Body Name", 13, True),
        ("Lead Paragraph", 12, False),
        ("Vision", 12.5, False),
        ("Warning", 12, True),
        ("Table Text", 9, False),
        ("Table Heading", 9, True),
        ("Summary Text", 8, False),
        ("After Table", 2, False),
        ("Said", 9, False),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, size, bold=bold)
    subtitle = styles["Subtitle"]
    assert isinstance(subtitle, ParagraphStyle)  # noqa: S101 - tells mypy which kind it is
    _font(subtitle, 19, colour=_QUIET)
    _space(subtitle, after=24)
    _space(styles["Body Name"], before=60, after=10)
    _space(styles["Vision"], before=18, after=12)
    for name in ("Table Text", "Table Heading", "Said"):
        _space(styles[name], after=2, line=1.05)
    _space(styles["Summary Text"], after=0, line=1.0)  # so that the summary is one page
    _space(styles["After Table"], after=0)
    said = styles["Said"]
    said.paragraph_format.left_indent = Mm(3)
    said.element.get_or_add_pPr().insert_element_before(
        parse_xml(
            f"<w:pBdr {nsdecls('w')}>"
            '<w:left w:val="single" w:sz="12" w:space="5" w:color="B1B4B6"/></w:pBdr>'
        ),
        "w:spacing",
    )
    _font(styles["List Bullet"], 9.5)
    _space(styles["List Bullet"], after=1.5, line=1.05)
    _font(styles["Footer"], 8, colour=_QUIET)
    _drop(styles["Footer"], "tabs")  # set for a portrait page
    _drop(subtitle, "spacing", of="rPr")  # the template sets its letters apart


def _font(
    style: ParagraphStyle, size: float, *, bold: bool = False, colour: RGBColor = _INK
) -> None:
    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _drop(style: ParagraphStyle, name: str, *, of: str = "pPr") -> None:
    """Take one of the template's settings out of a style."""
    for holder in style.element.findall(qn(f"w:{of}")):
        for setting in holder.findall(qn(f"w:{name}")):
            holder.remove(setting)


def _space(style: ParagraphStyle, *, before: float = 0, after: float = 0, line: float = 0) -> None:
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    if line:
        style.paragraph_format.line_spacing = line


def _language(document: WordDocument) -> None:
    """English (UK) for every word that no style or run says otherwise of."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    settings = document.settings.element
    if settings.find(qn("w:themeFontLang")) is None:
        settings.append(OxmlElement("w:themeFontLang"))
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), "en-GB")


def _properties(document: WordDocument, report: Report, at: date) -> None:
    noon = datetime(at.year, at.month, at.day, 12, tzinfo=UTC)
    properties = document.core_properties
    properties.title = f"{report.title}: {report.subtitle.lower()}, {report.as_at}"[:255]
    properties.author = report.body[:255]
    properties.last_modified_by = "Headway"
    properties.subject, properties.keywords, properties.comments = report.subtitle, "", ""
    properties.language = "en-GB"
    properties.revision = 1
    properties.created = properties.modified = noon
