"""
The formats a report is rendered in, each a module with `render(report) -> bytes`.

They are imported when asked for: a page need not wait for what Word needs.
"""

from dataclasses import dataclass
from importlib import import_module

from headway.reporting.report import Report, ReportError


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """
    One format.

    Attributes:
        suffix: Of its files, and what a person asks for it by.
        name: What it is called on a page.
        module: In this package.
        media_type: For a web server.
    """

    suffix: str
    name: str
    module: str
    media_type: str

    def render(self, report: Report) -> bytes:
        """The file's bytes; the same for the same report."""
        rendered: bytes = import_module(f"{__name__}.{self.module}").render(report)
        return rendered


RENDERERS: tuple[Renderer, ...] = (
    Renderer(
        suffix="docx",
        name="Word document",
        module="docx",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    Renderer(suffix="pdf", name="PDF", module="pdf", media_type="application/pdf"),
    Renderer(suffix="html", name="Web page", module="html", media_type="text/html; charset=utf-8"),
    Renderer(
        suffix="xlsx",
        name="Spreadsheet",
        module="spreadsheet",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
)


BRIEFING_RENDERERS: tuple[Renderer, ...] = (
    Renderer(suffix="pdf", name="PDF", module="briefing_pdf", media_type="application/pdf"),
    Renderer(
        suffix="docx",
        name="Word document",
        module="briefing_docx",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    Renderer(
        suffix="html",
        name="Web page",
        module="briefing_html",
        media_type="text/html; charset=utf-8",
    ),
)
"""The one-page briefing's formats; they too take the whole report and shorten it."""


def renderer(suffix: str, among: tuple[Renderer, ...] = RENDERERS) -> Renderer:
    """
    The renderer of a format.

    Raises:
        ReportError: There is none; the message lists those there are.
    """
    for one in among:
        if one.suffix == suffix.strip().lower().lstrip("."):
            return one
    known = ", ".join(one.suffix for one in among)
    raise ReportError(f'"{suffix}" is not a format that can be written here. Choose from {known}.')
