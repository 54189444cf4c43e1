"""The one-minute briefing as a Word document of one page, upright."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from docx import Document
from docx.oxml import parse_xml

from headway.reporting.archives import dated
from headway.reporting.briefing import Briefing, briefing_of
from headway.reporting.renderers import wordml as w
from headway.reporting.renderers.briefing_pdf import footer, short
from headway.reporting.renderers.wordstyles import BRIEFING_WIDTH_MM, styled_briefing
from headway.reporting.report import Mention, Report

_LINES = 60
"""That a page holds under its title; a line of the table takes about 95 characters."""
_LETTERS = 95


def render(report: Report) -> bytes:
    """The document's bytes."""
    page = _fitted(short(briefing_of(report)))
    at = date.fromisoformat(report.as_at_iso)
    document = styled_briefing(Document(), report, at, footer(page))
    body = document.element.body
    for xml in _contents(page):
        body.insert(len(body) - 1, parse_xml(w.whole(xml)))
    saved = BytesIO()
    document.save(saved)
    return dated(saved.getvalue(), at)


def _contents(page: Briefing) -> list[str]:
    opening = f"One-minute briefing · {page.body}" if page.body else "One-minute briefing"
    stands = f"As at {page.as_at}" + (f" · {page.edition}" if page.edition else "")
    parts = [
        w.paragraph(w.run(opening, bold=True, colour=w.QUIET), style="TableText"),
        w.paragraph(w.run(page.title), style="Title"),
        w.paragraph(w.run(stands, colour=w.QUIET), style="Normal"),
        w.paragraph(w.run(f"{page.headline} {page.action_headline}".strip()), style="Normal"),
    ]
    for message in page.messages:
        parts.append(w.paragraph(w.run(message.title), style="Heading1"))
        if message.entries:
            parts.append(_table(message.title, message.entries))
        else:
            parts.append(w.paragraph(w.run(message.empty), style="Normal"))
        parts += _more(message.left_out)
    parts.append(w.paragraph(w.run("Who has not answered"), style="Heading1"))
    parts += [w.paragraph(w.run(one), style="ListBullet") for one in page.not_answered]
    if not page.not_answered:
        parts.append(w.paragraph(w.run("Everybody who was asked has answered."), style="Normal"))
    waiting = [w.paragraph(w.run(page.awaiting), style="Normal")] if page.awaiting else []
    return parts + _more(page.not_answered_left_out) + waiting


def _table(title: str, entries: tuple[Mention, ...]) -> str:
    columns = (
        w.Column(heading=w.run("Status"), width_mm=27),
        w.Column(heading=w.run("Measure, and why"), width_mm=BRIEFING_WIDTH_MM - 27),
    )
    rows = [
        (
            (
                w.paragraph(w.tag(one.mark)),
                w.paragraph(w.run(f"{one.label}: {one.name}. ", bold=True), w.run(one.text)),
            ),
            False,
        )
        for one in entries
    ]
    return w.table(columns, rows, caption=title)


def _more(number: int) -> list[str]:
    if not number:
        return []
    said = w.run(f"And {number} more; the report has them all.")
    return [w.paragraph(said, style="Normal")]


def _fitted(page: Briefing) -> Briefing:
    """
    Entries taken from the longest list until the rest fits a page.

    Word alone knows where its lines end, so this counts letters, and leaves room.
    """
    while _lines(page) > _LINES:
        shortest = _shortened(page)
        if shortest is None:
            break
        page = shortest
    return page


def _shortened(page: Briefing) -> Briefing | None:
    """One entry fewer: of what goes well while it has more than two, else of what does not."""
    concerns, well = page.messages
    which = well if len(well.entries) > 2 or not concerns.entries else concerns
    if not which.entries:
        return None
    less = replace(which, entries=which.entries[:-1], left_out=which.left_out + 1)
    return replace(page, messages=tuple(less if one is which else one for one in page.messages))


def _lines(page: Briefing) -> float:
    told = [f"{one.label}: {one.name}. {one.text}" for m in page.messages for one in m.entries]
    rows = sum(0.6 + -(-len(words) // _LETTERS) for words in told)
    silent = sum(-(-len(one) // _LETTERS) for one in page.not_answered)
    titles = 2 * -(-len(page.title) // 40) + -(-len(page.headline + page.action_headline) // 90)
    return rows + silent + titles + bool(page.awaiting) + 10
