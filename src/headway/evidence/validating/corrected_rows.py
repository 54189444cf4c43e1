"""The workbook of rows to correct: as they came, the offending cells marked, the reason beside."""

from pathlib import Path
from typing import TYPE_CHECKING

from headway.evidence.dataset import Fault
from headway.evidence.errors import EvidenceError
from headway.evidence.validating.outcome import BadRow, Outcome, report

if TYPE_CHECKING:
    import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

_WIDTH = 18
_REASON_WIDTH = 90


def write_workbook(outcome: Outcome, path: Path) -> None:
    """
    Write the bad rows for a clerk to correct; what is written can be loaded again as it is.

    The first sheet has the rows under the file's own headings, every cell as text so that
    nothing is turned into a day or loses a zero; the last columns say the row of the file and
    what is wrong. The second sheet has the report.

    Raises:
        EvidenceError: The file cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415 - late: only where rows are to be corrected

    try:
        with xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False}
        ) as workbook:
            _rows(workbook, outcome)
            sheet = workbook.add_worksheet("Report")
            sheet.set_column(0, 0, 120)
            for number, line in enumerate(report(outcome, shown=0)):
                sheet.write_string(number, 0, line)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise EvidenceError(f"{path} cannot be written: {error}.") from error


def _rows(workbook: "xlsxwriter.Workbook", outcome: Outcome) -> None:
    sheet = workbook.add_worksheet("Rows to correct")
    heading = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = workbook.add_format({"num_format": "@", "valign": "top"})
    marked = workbook.add_format(
        {"num_format": "@", "valign": "top", "bg_color": "#F9D2D2", "bold": True, "border": 1}
    )
    reason = workbook.add_format({"text_wrap": True, "valign": "top"})
    names = list(outcome.headings.places)
    heads = [outcome.headings.headed(name) for name in names]
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, _WIDTH, plain)
    sheet.set_column(len(heads), len(heads), 12)
    sheet.set_column(len(heads) + 1, len(heads) + 1, _REASON_WIDTH)
    for place, head in enumerate([*heads, "Row of the file", "What is wrong"]):
        sheet.write_string(0, place, head, heading)
    for number, bad in enumerate(outcome.bad_rows, start=1):
        faulty = {fault.column for fault in bad.faults}
        for place, (name, head) in enumerate(zip(names, heads, strict=True)):
            sheet.write_string(
                number, place, bad.texts.get(name, ""), marked if head in faulty else plain
            )
        sheet.write_number(number, len(heads), bad.row)
        sheet.write_string(number, len(heads) + 1, _reasons(bad), reason)
    sheet.autofilter(0, 0, len(outcome.bad_rows), len(heads) + 1)


def _reasons(bad: BadRow) -> str:
    said = dict.fromkeys(f"{_place(fault)}{fault.sentence}" for fault in bad.faults)
    return "\n".join(said)[:32_000]


def _place(fault: Fault) -> str:
    return f"{fault.column}: " if fault.column else ""
