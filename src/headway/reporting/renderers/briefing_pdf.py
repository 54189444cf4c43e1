"""The one-minute briefing as a tagged PDF: one page of A4, whatever the plan."""

from dataclasses import replace
from datetime import date

from headway.reporting.briefing import Briefing, Message, briefing_of
from headway.reporting.printable import shortened
from headway.reporting.renderers.pdf import plain, settable_data
from headway.reporting.report import Mention, Report
from headway.reporting.typesetting import compiled


def render(report: Report) -> bytes:
    """
    The PDF's bytes.

    Raises:
        TypesettingError: It would not be PDF/UA-1.
    """
    page = short(briefing_of(report))
    data = {
        **plain(page),
        "name": f"One-minute briefing: {page.title}, {page.as_at}",
        "footer": footer(page),
    }
    return compiled("briefing.typ", settable_data(data), as_at=date.fromisoformat(page.as_at_iso))


def footer(page: Briefing) -> str:
    """What a reader must know of where the page comes from."""
    told = "Drawn from the progress report of the same day, which has every figure and its source."
    return f"{page.warning} {told}".strip()


def short(page: Briefing) -> Briefing:
    """The same, with no text so long that it alone would fill the page."""

    def entry(one: Mention) -> Mention:
        return replace(one, name=shortened(one.name, 90), text=shortened(one.text, 240))

    def message(one: Message) -> Message:
        return replace(one, entries=tuple(entry(mention) for mention in one.entries))

    return replace(
        page,
        title=shortened(page.title, 160),
        body=shortened(page.body, 120),
        edition=shortened(page.edition, 60),
        messages=tuple(message(one) for one in page.messages),
        not_answered=tuple(_kept_end(one) for one in page.not_answered),
    )


def _kept_end(line: str) -> str:
    """A long name cut, its number of rows kept."""
    who, _, rows = line.rpartition(": ")
    return f"{shortened(who, 110)}: {rows}"
