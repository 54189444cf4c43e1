"""The report as a Word document: real headings, repeated header rows, alt text, English (UK)."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from headway.reporting.annexes import annexes
from headway.reporting.archives import dated
from headway.reporting.charts import Drawing, alt_text
from headway.reporting.marks import NOT_ANSWERED
from headway.reporting.renderers import wordml as w
from headway.reporting.renderers.pictures import Picture, drawn
from headway.reporting.renderers.wordstyles import PAGE_WIDTH_MM, styled
from headway.reporting.report import BoardRow, OutcomeSection, Progress, Report, Summary

BOARD_COLUMNS = (
    ("Actions", 31.0),
    ("Responsible agencies", 30.0),
    ("How we will know", 64.0),
    ("Lead", 24.0),
    ("Reporting timetable", 21.0),
    ("Progress", 97.0),
)
CHART_WIDTH_MM = 61.0
_TIGHT = "SummaryText"
_SMALL = 16
"""Half points; the summary's lists, as large as its tables."""


def render(report: Report) -> bytes:
    """The document's bytes."""
    at = date.fromisoformat(report.as_at_iso)
    writer = _Writer(report, styled(Document(), report, at))
    writer.title_page()
    writer.summary(report.summary)
    writer.reading_guide()
    for outcome in report.outcomes:
        writer.outcome(outcome)
    writer.annexes()
    saved = BytesIO()
    writer.document.save(saved)
    return dated(saved.getvalue(), at)


class _Writer:
    """Puts one part of the report after the other into a document."""

    def __init__(self, report: Report, document: WordDocument) -> None:
        self.report = report
        self.document = document
        self._numbers = w.Numbers()
        self._pictures = drawn(report.charts())

    def title_page(self) -> None:
        report = self.report
        if report.body:
            self._say(report.body, "Body Name")
        self._say(report.title, "Title")
        self._say(report.subtitle, "Subtitle")
        facts = (
            ("As at", report.as_at),
            ("Edition", report.edition),
            ("Amended", report.amends),
            ("The plan runs", report.term),
        )
        for label, text in facts:
            if text:
                runs = w.run(f"{label}: ", colour=w.QUIET) + w.run(text, bold=True)
                self._put(w.paragraph(runs, style="Normal"))
        if report.vision:
            self._say(report.vision, "Vision")
        if report.warning:
            self._say(report.warning, "Warning")

    def summary(self, summary: Summary) -> None:
        self._heading("Summary", 1, "summary")
        self._say(f"{summary.headline} {summary.action_headline}".strip(), "Lead Paragraph")
        if summary.marks:
            self._tallies(summary)
        self._heading("What needs attention", 2)
        if summary.attention:
            columns = (
                w.Column(heading=w.run("Status"), width_mm=34),
                _wide("Measure, and why", 34),
            )
            rows = [
                (
                    (
                        w.paragraph(w.tag(one.mark), style=_TIGHT),
                        w.paragraph(
                            w.link(one.anchor, f"{one.label}: {one.name}"),
                            w.run(f". {one.text}"),
                            style=_TIGHT,
                        ),
                    ),
                    False,
                )
                for one in summary.attention
            ]
            self._table(columns, rows, "What needs attention", tight=True)
        else:
            self._say("No measure is breached, off track or at risk.")
        self._columns_so_far(1)
        self._summary_lists(summary)
        self._columns_so_far(2)

    def _summary_lists(self, summary: Summary) -> None:
        """What changed and who is silent, side by side: both lists can be long."""
        self._heading("What has changed", 2)
        self._put(w.paragraph(w.run(summary.changes_note, half_points=_SMALL), style=_TIGHT))
        for change in summary.changes:
            self._put(w.paragraph(w.run(change, half_points=_SMALL), style="ListBullet"))
        heading = w.run("Who has not answered")
        self._put(w.paragraph(w.COLUMN_BREAK, heading, style="Heading2"))
        if summary.answers_note:
            note = w.run(summary.answers_note, half_points=_SMALL)
            self._put(w.paragraph(note, style=_TIGHT))
        for one in summary.not_answered:
            who = w.run(f"{one.who}: ", bold=True, half_points=_SMALL)
            rows_asked = w.run("; ".join(one.rows), half_points=_SMALL)
            self._put(w.paragraph(who, rows_asked, style="ListBullet"))
        if not summary.not_answered and not summary.answers_note:
            self._say("Everybody who was asked has answered.")

    def _columns_so_far(self, number: int) -> None:
        """End a section of this many columns; what follows goes on below it."""
        last = self.document.sections[-1]
        last.start_type = WD_SECTION.CONTINUOUS
        paragraph = parse_xml(w.whole(w.paragraph(style="AfterTable")))
        ends = deepcopy(last._sectPr)  # noqa: SLF001 - python-docx ends a section only at the end
        for old in ends.findall(qn("w:cols")):
            ends.remove(old)
        ends.append(parse_xml(w.whole(f'<w:cols w:num="{number}" w:space="560"/>')))
        paragraph[0].append(ends)  # to its properties
        body = self.document.element.body
        body.insert(len(body) - 1, paragraph)

    def _tallies(self, summary: Summary) -> None:
        each = min(34.0, (PAGE_WIDTH_MM - 60 - 16) / len(summary.marks))
        columns = [w.Column(heading=w.run("Outcome"), width_mm=60)]
        columns += [w.Column(heading=w.tag(m), width_mm=each, right=True) for m in summary.marks]
        columns.append(w.Column(heading=w.run("All"), width_mm=16, right=True))
        rows = [
            (
                [
                    w.paragraph(w.run(tally.title), style=_TIGHT),
                    *(w.paragraph(w.run(str(n), bold=n > 0), style=_TIGHT) for n in tally.counts),
                    w.paragraph(w.run(str(tally.total), bold=True), style=_TIGHT),
                ],
                False,
            )
            for tally in summary.tallies
        ]
        self._table(columns, rows, "Measures by outcome and status", tight=True)

    def reading_guide(self) -> None:
        self._heading("Contents and how to read this report", 1, "legend")
        places = [("summary", "Summary")]
        places += [(outcome.anchor, outcome.title) for outcome in self.report.outcomes]
        places += [(annex.anchor, annex.title) for annex in annexes(self.report)]
        for anchor, title in places:
            self._put(w.paragraph(w.link(anchor, title), style="ListBullet"))
        self._heading("Statuses", 2)
        columns = (w.Column(heading=w.run("Status"), width_mm=50), _wide("What it means", 50))
        rows = [
            ((w.paragraph(w.tag(mark)), w.paragraph(w.run(mark.meaning))), False)
            for mark in self.report.legend
        ]
        self._table(columns, rows, "What each status means")

    def outcome(self, outcome: OutcomeSection) -> None:
        self._heading(outcome.title, 1, outcome.anchor)
        if outcome.priority:
            self._say(outcome.priority, "Lead Paragraph")
        for statement in outcome.statements:
            self._say(statement)
        if not outcome.areas:
            self._say("The plan has no area of focus under this outcome.")
        for area in outcome.areas:
            self._heading(area.title, 2, area.anchor)
            for remark in (*area.remarks, *area.shared):
                self._say(remark)
            if area.rows:
                columns = [w.Column(heading=w.run(n), width_mm=mm) for n, mm in BOARD_COLUMNS]
                rows = [self._board_row(row) for row in area.rows]
                self._table(columns, rows, f"{area.title}: actions, measures and progress")
            else:
                self._say("The plan in force has no action or measure here.")

    def _board_row(self, row: BoardRow) -> tuple[Sequence[str], bool]:
        place = w.bookmark(row.anchor, self._numbers)
        label = w.paragraph(place, w.run(row.label, bold=True))
        quiet = w.QUIET
        action = w.paragraph(w.run(row.action, colour=quiet if row.is_measure else ""))
        how = w.paragraph(w.run(row.how, colour="" if row.is_measure else quiet))
        cells = (
            action if row.is_measure else label + action,
            "".join(w.paragraph(w.run(name)) for name in row.agency_lines),
            label + how + self._chart(row.progress.chart) if row.is_measure else how,
            "".join(w.paragraph(w.run(name)) for name in row.lead_lines),
            w.paragraph(w.run(row.timetable)),
            _progress(row.progress),
        )
        return cells, max(len(cell) for cell in cells) > 12000

    def _chart(self, chart: Drawing | None) -> str:
        if chart is None:
            return ""
        picture: Picture = self._pictures[chart.id]
        relation, _ = self.document.part.get_or_add_image(BytesIO(picture.png))
        return w.paragraph(
            w.picture(
                relation,
                alt_text(chart),
                width_mm=CHART_WIDTH_MM,
                height_mm=CHART_WIDTH_MM * picture.height / picture.width,
                number=self._numbers.take(),
            )
        )

    def annexes(self) -> None:
        self._heading("Annexes", 1)
        for annex in annexes(self.report):
            self._heading(annex.title, 2, annex.anchor)
            if not annex.rows:
                self._say(annex.empty)
                continue
            if annex.intro:
                self._say(annex.intro)
            unit = PAGE_WIDTH_MM / sum(annex.widths)
            columns = [
                w.Column(heading=w.run(heading), width_mm=width * unit)
                for heading, width in zip(annex.headings, annex.widths, strict=True)
            ]
            rows = [
                ([w.paragraph(w.run(cell or "–")) for cell in row], max(map(len, row)) > 1500)
                for row in annex.rows
            ]
            self._table(columns, rows, annex.title)

    def _heading(self, text: str, level: int, anchor: str = "") -> None:
        place = w.bookmark(anchor, self._numbers) if anchor else ""
        self._put(w.paragraph(place, w.run(text), style=f"Heading{level}"))

    def _say(self, text: str, style: str = "Normal") -> None:
        self._put(w.paragraph(w.run(text), style=style.replace(" ", "")))

    def _table(
        self,
        columns: Sequence[w.Column],
        rows: Sequence[tuple[Sequence[str], bool]],
        caption: str,
        *,
        tight: bool = False,
    ) -> None:
        self._put(w.table(columns, rows, caption=caption, tight=tight))
        # Word joins two tables that touch.
        self._put(w.paragraph(style="AfterTable"))

    def _put(self, xml: str) -> None:
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(w.whole(xml)))


def _wide(heading: str, taken_mm: float) -> w.Column:
    return w.Column(heading=w.run(heading), width_mm=PAGE_WIDTH_MM - taken_mm)


def _progress(progress: Progress) -> str:
    parts = [w.paragraph(w.tag(progress.mark))]
    if progress.not_answered:
        parts.append(w.paragraph(w.tag(NOT_ANSWERED), w.run(f" {progress.not_answered}")))
    if progress.awaiting:
        parts.append(w.paragraph(w.run(progress.awaiting)))
    if progress.figure:
        when = w.run(f"  {progress.when}") if progress.when else ""
        parts.append(w.paragraph(w.run(progress.figure, bold=True, half_points=26) + when))
    parts += [w.paragraph(w.tag(part.mark), w.run(f" {part.line}")) for part in progress.parts]
    if progress.sentence:
        parts.append(w.paragraph(w.run(progress.sentence)))
    parts += [
        w.paragraph(w.run(f"{fact.label}: ", colour=w.QUIET), w.run(fact.text))
        for fact in progress.facts
    ]
    for said in progress.said:
        links = "".join(f" ({link})" for link in said.links)
        parts.append(w.paragraph(w.run(said.text + links), style="Said"))
        if said.by:
            parts.append(w.paragraph(w.run(said.by, colour=w.QUIET), style="Said"))
    parts += [w.paragraph(w.run("Doubt: ", bold=True), w.run(doubt)) for doubt in progress.doubts]
    if progress.source:
        source = w.run(f"Source: {progress.source}", colour=w.QUIET, half_points=16)
        parts.append(w.paragraph(source))
    return "".join(parts)
