"""The report as one accessible page that needs nothing but itself: no script, no other file."""

from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

from headway.reporting.annexes import Annex, annexes
from headway.reporting.charts import svg
from headway.reporting.marks import ACTION_MARKS, MARKS, NOT_ANSWERED, Mark
from headway.reporting.report import (
    AreaSection,
    BoardRow,
    Mention,
    OutcomeSection,
    Progress,
    Report,
    Summary,
)

CHART_WIDTH = 300.0
BOARD_COLUMNS = (
    "Actions",
    "Responsible agencies",
    "How we will know",
    "Lead",
    "Reporting timetable",
    "Progress",
)


def render(report: Report) -> bytes:
    """The page, in UTF-8."""
    title = f"{report.title}: {report.subtitle.lower()}, {report.as_at}"
    sections = [
        _summary(report.summary),
        _legend(report.legend),
        *(_outcome(outcome) for outcome in report.outcomes),
        *(_annex(annex) for annex in annexes(report)),
    ]
    page = (
        "<!DOCTYPE html>\n"
        '<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_(title)}</title><style>{page_style()}</style></head><body>"
        '<a class="skip" href="#main">Skip to main content</a>'
        f'{_masthead(report)}<div class="frame">{_contents(report)}'
        f'<main id="main">{"".join(sections)}</main></div></body></html>\n'
    )
    return page.encode()


def _(text: str) -> str:
    return escape(text)


def _lines(text: str) -> str:
    return _(text).replace("\n", "<br>")


@cache
def page_style() -> str:
    """The style sheet of our pages, with a rule for each mark."""
    base = files("headway.reporting").joinpath("templates/report.css").read_text("utf-8")
    marks = (*MARKS.values(), *ACTION_MARKS.values(), NOT_ANSWERED)
    tags = "".join(f".{m.css}{{color:{m.colour};background:{m.tint}}}" for m in marks)
    return base + tags


def _masthead(report: Report) -> str:
    lines = [f"<h1>{_(report.title)}</h1>"]
    if report.body:
        lines.insert(0, f'<p class="body">{_(report.body)}</p>')
    lines.append(f'<p class="subtitle">{_(report.subtitle)} as at {_(report.as_at)}</p>')
    facts = [
        ("Edition", report.edition),
        ("Amended", report.amends),
        ("The plan runs", report.term),
    ]
    told = "".join(f"<div><dt>{k}</dt><dd>{_(v)}</dd></div>" for k, v in facts if v)
    if told:
        lines.append(f'<dl class="about">{told}</dl>')
    if report.vision:
        lines.append(f'<p class="vision">{_lines(report.vision)}</p>')
    if report.warning:
        lines.append(f'<p class="warning"><strong>{_(report.warning)}</strong></p>')
    return f'<header class="masthead"><div class="frame">{"".join(lines)}</div></header>'


def _contents(report: Report) -> str:
    links = [("summary", "Summary"), ("legend", "How to read the statuses")]
    links += [(outcome.anchor, outcome.title) for outcome in report.outcomes]
    links += [(annex.anchor, annex.title) for annex in annexes(report)]
    items = "".join(f'<li><a href="#{anchor}">{_(title)}</a></li>' for anchor, title in links)
    return f'<nav aria-labelledby="jump"><h2 id="jump">Jump to</h2><ul>{items}</ul></nav>'


def tag(mark: Mark) -> str:
    """A status as shape and word."""
    shape = f'<svg viewBox="0 0 16 16" aria-hidden="true"><path d="{mark.path}"/></svg>'
    return f'<strong class="tag {mark.css}">{shape}{_(mark.word)}</strong>'


def _summary(summary: Summary) -> str:
    parts = [f'<p class="lead">{_(summary.headline)}</p>']
    if summary.action_headline:
        parts.append(f"<p>{_(summary.action_headline)}</p>")
    if summary.marks:
        parts.append(_tallies(summary))
    parts.append("<h3>What needs attention</h3>")
    parts.append(_mentions(summary.attention, "No measure is breached, off track or at risk."))
    parts.append(f"<h3>What has changed</h3><p>{_(summary.changes_note)}</p>")
    if summary.changes:
        parts.append(_list(_(change) for change in summary.changes))
    parts.append("<h3>Who has not answered</h3>")
    if summary.answers_note:
        parts.append(f"<p>{_(summary.answers_note)}</p>")
    if summary.not_answered:
        who = (
            f"<strong>{_(one.who)}</strong>: {_('; '.join(one.rows))}"
            for one in summary.not_answered
        )
        parts.append(_list(who))
    elif not summary.answers_note:
        parts.append("<p>Everybody who was asked has answered.</p>")
    return f'<section id="summary"><h2>Summary</h2>{"".join(parts)}</section>'


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _tallies(summary: Summary) -> str:
    heads = "".join(f'<th scope="col" class="n">{tag(mark)}</th>' for mark in summary.marks)
    rows = "".join(
        f'<tr><th scope="row">{_(tally.title)}</th>'
        + "".join(f'<td class="n">{count}</td>' for count in tally.counts)
        + f'<td class="n"><strong>{tally.total}</strong></td></tr>'
        for tally in summary.tallies
    )
    return (
        '<div class="scroll" role="region" tabindex="0" aria-label="Measures by status">'
        "<table><caption>Measures by outcome and status</caption><thead><tr>"
        f'<th scope="col">Outcome</th>{heads}<th scope="col" class="n">All</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _mentions(mentions: tuple[Mention, ...], none: str) -> str:
    if not mentions:
        return f"<p>{_(none)}</p>"
    items = (
        f'<li>{tag(one.mark)}<div><a href="#{one.anchor}">{_(one.label)}: {_(one.name)}</a>'
        f"<p>{_(one.text)}</p></div></li>"
        for one in mentions
    )
    return f'<ul class="mentions">{"".join(items)}</ul>'


def _legend(marks: tuple[Mark, ...]) -> str:
    rows = "".join(f"<div><dt>{tag(m)}</dt><dd>{_(m.meaning)}</dd></div>" for m in marks)
    body = f'<dl class="legend">{rows}</dl>' if rows else "<p>No status is shown.</p>"
    return f'<section id="legend"><h2>How to read the statuses</h2>{body}</section>'


def _outcome(outcome: OutcomeSection) -> str:
    parts = [f"<h2>{_(outcome.title)}</h2>"]
    if outcome.priority:
        parts.append(f'<p class="lead">{_(outcome.priority)}</p>')
    parts += [f"<p>{_lines(statement)}</p>" for statement in outcome.statements]
    parts += [_area(area) for area in outcome.areas]
    if not outcome.areas:
        parts.append("<p>The plan has no area of focus under this outcome.</p>")
    return f'<section id="{outcome.anchor}">{"".join(parts)}</section>'


def _area(area: AreaSection) -> str:
    remarks = "".join(f"<p>{_lines(remark)}</p>" for remark in area.remarks)
    remarks += "".join(f"<p>{_(note)}</p>" for note in area.shared)
    if not area.rows:
        table = "<p>The plan in force has no action or measure here.</p>"
    else:
        heads = "".join(
            f'<th role="columnheader" scope="col">{name}</th>' for name in BOARD_COLUMNS
        )
        rows = "".join(_board_row(row) for row in area.rows)
        table = (
            f'<table class="board" role="table" aria-labelledby="{area.anchor}-title">'
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
            f'<tbody role="rowgroup">{rows}</tbody></table>'
        )
    return (
        f'<section id="{area.anchor}"><h3 id="{area.anchor}-title">{_(area.title)}</h3>'
        f"{remarks}{table}</section>"
    )


def _board_row(row: BoardRow) -> str:
    label = f'<strong class="label">{_(row.label)}</strong>'
    drawn = row.progress.chart
    chart = f'<div class="chart">{svg(drawn, width=CHART_WIDTH)}</div>' if drawn else ""
    head = 'th role="rowheader" scope="row"', "th"
    cell = 'td role="cell"', "td"
    contents = (
        (cell, _lines(row.action)) if row.is_measure else (head, label + _lines(row.action)),
        (cell, "<br>".join(_(name) for name in row.agency_lines)),
        (head, label + _lines(row.how) + chart) if row.is_measure else (cell, _lines(row.how)),
        (cell, "<br>".join(_(name) for name in row.lead_lines)),
        (cell, _(row.timetable)),
        (cell, _progress(row.progress)),
    )
    cells = "".join(
        f'<{tag[0]} data-label="{column}"><div>{content}</div></{tag[1]}>'
        for column, (tag, content) in zip(BOARD_COLUMNS, contents, strict=True)
    )
    kind = "measure" if row.is_measure else "action"
    return f'<tr role="row" id="{row.anchor}" class="{kind}">{cells}</tr>'


def _progress(progress: Progress) -> str:
    parts = [tag(progress.mark)]
    if progress.not_answered:
        parts.append(f'<p class="silent">{tag(NOT_ANSWERED)} {_(progress.not_answered)}</p>')
    if progress.awaiting:
        parts.append(f"<p>{_(progress.awaiting)}</p>")
    if progress.figure:
        when = f" <span>{_(progress.when)}</span>" if progress.when else ""
        parts.append(f'<p class="figure">{_(progress.figure)}{when}</p>')
    if progress.parts:
        items = (f"{tag(part.mark)} {_(part.line)}" for part in progress.parts)
        parts.append(f'<ul class="parts">{"".join(f"<li>{item}</li>" for item in items)}</ul>')
    if progress.sentence:
        parts.append(f"<p>{_lines(progress.sentence)}</p>")
    if progress.facts:
        facts = "".join(
            f"<div><dt>{_(fact.label)}</dt><dd>{_lines(fact.text)}</dd></div>"
            for fact in progress.facts
        )
        parts.append(f'<dl class="facts">{facts}</dl>')
    for said in progress.said:
        links = "".join(f"<li>{_(link)}</li>" for link in said.links)
        links = f"<ul>{links}</ul>" if links else ""
        by = f"<figcaption>{_(said.by)}</figcaption>" if said.by else ""
        quoted = f"<blockquote><p>{_lines(said.text)}</p>{links}</blockquote>"
        parts.append(f"<figure>{quoted}{by}</figure>")
    parts += [f'<p class="doubt"><strong>Doubt:</strong> {_lines(d)}</p>' for d in progress.doubts]
    if progress.source:
        parts.append(f'<p class="source">Source: {_(progress.source)}</p>')
    return "".join(parts)


def _annex(annex: Annex) -> str:
    intro = f"<p>{_(annex.intro)}</p>" if annex.intro and annex.rows else ""
    if not annex.rows:
        body = f"<p>{_(annex.empty)}</p>"
    else:
        heads = "".join(f'<th scope="col">{name}</th>' for name in annex.headings)
        rows = "".join(
            f'<tr><th scope="row">{_lines(first)}</th>'
            + "".join(f"<td>{_lines(cell) or '–'}</td>" for cell in rest)
            + "</tr>"
            for first, *rest in annex.rows
        )
        body = (
            f'<div class="scroll" role="region" tabindex="0" aria-label="{_(annex.title)}">'
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        )
    return f'<section id="{annex.anchor}"><h2>{_(annex.title)}</h2>{intro}{body}</section>'
