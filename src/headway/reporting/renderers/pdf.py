"""The report as a tagged PDF, A4 landscape, to PDF/UA-1: typst refuses what would break it."""

from dataclasses import asdict
from datetime import date
from typing import Any

from headway.reporting.annexes import annexes
from headway.reporting.charts import Drawing, alt_text, svg
from headway.reporting.marks import NOT_ANSWERED, Mark
from headway.reporting.printable import shortened
from headway.reporting.report import Report
from headway.reporting.typesetting import compiled, settable

TEMPLATE = "report.typ"
CHART_WIDTH = 245.0
_LONG = 1400
"""Characters in a cell beyond which a row may be broken over pages."""


def render(report: Report) -> bytes:
    """
    The PDF's bytes.

    Raises:
        TypesettingError: It would not be PDF/UA-1.
    """
    return compiled(TEMPLATE, laid_out(report), as_at=date.fromisoformat(report.as_at_iso))


def laid_out(report: Report) -> dict[str, Any]:
    """The report as the template wants it."""
    data = {
        **plain(report),
        "name": f"{report.title}: {report.subtitle.lower()}, {report.as_at}",
        "short": f"{shortened(report.title, 100)} · {report.subtitle} as at {report.as_at}",
        "about": _about(report),
        "annexes": [asdict(annex) for annex in annexes(report)],
    }
    data["silent_mark"] = plain(NOT_ANSWERED)
    del data["figures"], data["dropped"], data["notes"], data["methods"], data["answers"]
    del data["glossary"], data["sources"]
    laid = [
        row for outcome in data["outcomes"] for area in outcome["areas"] for row in area["rows"]
    ]
    for row, source in zip(laid, report.rows(), strict=True):
        row["long"] = _is_long(row)
        row["agency_lines"] = list(source.agency_lines)
        row["lead_lines"] = list(source.lead_lines)
    return settable_data(data)


def _about(report: Report) -> list[dict[str, str]]:
    facts = [
        ("As at", report.as_at),
        ("Edition", report.edition),
        ("Amended", report.amends),
        ("The plan runs", report.term),
    ]
    return [{"label": label, "text": text} for label, text in facts if text]


def _is_long(row: dict[str, Any]) -> bool:
    progress = row["progress"]
    told = [progress["sentence"], *progress["doubts"]]
    told += [fact["text"] for fact in progress["facts"]] + [s["text"] for s in progress["said"]]
    columns = [sum(map(len, told)), 2 * len(row["action"]), 2 * len(row["how"])]
    columns += [3 * sum(map(len, row[name])) for name in ("agencies", "leads")]
    return max(columns) > _LONG


def plain(value: Any) -> Any:
    """A report's values as what JSON can hold; marks and charts as drawings with their words."""
    if isinstance(value, Mark):
        return {
            "word": value.word,
            "colour": value.colour,
            "tint": value.tint,
            "meaning": value.meaning,
            "svg": mark_svg(value),
        }
    if isinstance(value, Drawing):
        return {"svg": svg(value, width=CHART_WIDTH), "alt": alt_text(value)}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def mark_svg(mark: Mark) -> str:
    """A mark's shape as a drawing by itself."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">'
        f'<path d="{mark.path}" fill="{mark.colour}" fill-rule="evenodd"/></svg>'
    )


def settable_data(data: dict[str, Any]) -> dict[str, Any]:
    """
    The data with stand-ins for characters that the font lacks, and a note if there were any.

    A reader is told of each page that does not hold the words as they were written.
    """
    lacking = 0

    def walk(value: Any) -> Any:
        nonlocal lacking
        if isinstance(value, str):
            words, lost = settable(value)
            lacking += lost
            return words
        if isinstance(value, list | tuple):
            return [walk(one) for one in value]
        if isinstance(value, dict):
            return {key: walk(one) for key, one in value.items()}
        return value

    walked: dict[str, Any] = walk(data)
    note = (
        "Some characters of the plan's words are not in this file's font and are printed as □. "
        "The web page and the Word document show them."
    )
    return {**walked, "lacking": lacking, "lacking_note": note}
