"""The one-minute briefing as one page that needs nothing but itself."""

from html import escape as _

from headway.reporting.briefing import Message, briefing_of
from headway.reporting.renderers.briefing_pdf import footer
from headway.reporting.renderers.html import page_style, tag
from headway.reporting.report import Report


def render(report: Report) -> bytes:
    """The page, in UTF-8."""
    page = briefing_of(report)
    silent = "".join(f"<li>{_(one)}</li>" for one in page.not_answered)
    answered = f"<ul>{silent}</ul>" if silent else "<p>Everybody who was asked has answered.</p>"
    waiting = f"<p>{_(page.awaiting)}</p>" if page.awaiting else ""
    edition = f" · {_(page.edition)}" if page.edition else ""
    body = (
        '<header class="masthead"><div class="frame">'
        f'<p class="body">One-minute briefing{" · " + _(page.body) if page.body else ""}</p>'
        f"<h1>{_(page.title)}</h1>"
        f'<p class="subtitle">As at {_(page.as_at)}{edition}</p></div></header>'
        '<main class="frame briefing">'
        f'<p class="lead">{_(page.headline)} {_(page.action_headline)}</p>'
        f"{''.join(_message(one) for one in page.messages)}"
        f"<h2>Who has not answered</h2>{answered}{_more(page.not_answered_left_out)}{waiting}"
        f'<p class="source">{_(footer(page))}</p></main>'
    )
    title = f"One-minute briefing: {page.title}, {page.as_at}"
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_(title)}</title><style>{page_style()}</style></head><body>{body}</body></html>\n"
    ).encode()


def _message(message: Message) -> str:
    if not message.entries:
        return f"<h2>{message.title}</h2><p>{_(message.empty)}</p>"
    items = "".join(
        f"<li>{tag(one.mark)}<div><strong>{_(one.label)}: {_(one.name)}</strong>"
        f"<p>{_(one.text)}</p></div></li>"
        for one in message.entries
    )
    more = _more(message.left_out)
    return f'<h2>{message.title}</h2><ul class="mentions">{items}</ul>{more}'


def _more(number: int) -> str:
    return f"<p>And {number} more; the report has them all.</p>" if number else ""
