"""The key messages of a report as a tagged PDF: one sheet of A3, whatever the plan."""

from dataclasses import replace
from datetime import date

from headway.reporting.briefing import Briefing, briefing_of
from headway.reporting.printable import shortened
from headway.reporting.renderers.briefing_pdf import short
from headway.reporting.renderers.pdf import plain, settable_data
from headway.reporting.report import Report
from headway.reporting.typesetting import compiled

MOST_COUNTS = 8
"""Tiles that two lines of the sheet hold."""

WHERE_FROM = "The report of the same day has every figure and its source."


def render(report: Report) -> bytes:
    """
    The PDF's bytes.

    Raises:
        TypesettingError: It would not be PDF/UA-1.
    """
    page = _largest(short(briefing_of(report)))
    data = {
        **plain(page),
        "name": f"Key messages: {page.title}, {page.as_at}",
        "footer": f"{page.warning} {WHERE_FROM}".strip(),
    }
    return compiled("poster.typ", settable_data(data), as_at=date.fromisoformat(page.as_at_iso))


def _largest(page: Briefing) -> Briefing:
    """With what a poster has room for, in the report's own order."""
    counts = tuple(one for one in page.counts if one.number)
    messages = tuple(
        replace(
            one,
            entries=tuple(
                replace(entry, name=shortened(entry.name, 70), text=shortened(entry.text, 150))
                for entry in one.entries
            ),
        )
        for one in page.messages
    )
    return replace(page, counts=counts[:MOST_COUNTS], messages=messages)
