"""
Lists 6 and 7 of Ofsted's Annex A as authorities hand them over: a workbook, a sheet a list.

With a title above the headings, codes with their letter before them, and days as the spreadsheet
keeps them.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from headway.evidence.synthetic import care_tables as of_care
from headway.evidence.synthetic.county import County

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone; the same bytes each time
_SEXES = {"M": "a) Male", "F": "b) Female"}
_COMMON = {
    "child_id": "Child Unique ID",
    "sex": "Gender",
    "ethnicity": "Ethnicity",
    "birth": "Date of Birth",
}
_NEED = {
    **_COMMON,
    "start": "CIN Start Date",
    "need": "Primary Need Code",
    "last_seen": "Date Child Was Last Seen",
    "end": "CIN Closure Date",
    "closure_reason": "Reason for Closure",
    "status": "Case Status",
}
_PROTECTION = {
    **_COMMON,
    "start": "Child Protection Plan Start Date",
    "category": "Initial Category of Abuse",
    "latest_category": "Latest Category of Abuse",
    "last_visit": "Date of the Last Statutory Visit",
    "seen_alone": "Was the Child Seen Alone?",
    "last_review": "Date of latest review conference",
    "end": "Child Protection Plan End Date",
    "previous_plans": "Number of Previous Child Protection Plans",
    "team": "Allocated Team",
}


def write_annex_a(county: County, path: Path) -> None:
    """Write an authority's lists of children in need and of protection plans."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.set_properties({"created": _MADE, "title": "Synthetic Annex A"})
        lists = (
            ("List 6", "Children in need", _NEED, of_care.children_in_need(county)),
            ("List 7", "Child protection plans", _PROTECTION, of_care.child_protection(county)),
        )
        for name, title, headings, table in lists:
            sheet = workbook.add_worksheet(name)
            sheet.write_string(0, 0, f"Annex A {name}: {title} (synthetic: no real child)")
            _write(workbook, sheet, headings, table)


def _write(
    workbook: Any, sheet: Any, headings: Mapping[str, str], table: Mapping[str, Any]
) -> None:
    days = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for place, (name, heading) in enumerate(headings.items()):
        sheet.write_string(2, place, heading)
        for row, value in enumerate(table[name].to_pylist(), start=3):
            written = _SEXES.get(value, value) if name == "sex" else value
            if isinstance(written, date):
                sheet.write_datetime(row, place, written, days)
            elif written is not None:
                sheet.write(row, place, written)
