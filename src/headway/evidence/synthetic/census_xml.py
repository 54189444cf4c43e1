"""The children in need census of a made-up authority, as the XML that it returns."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from lxml import etree

from headway.evidence.synthetic.care_tables import child_protection, children_in_need
from headway.evidence.synthetic.county import County

_Row = Mapping[str, Any]

_CHILD = (
    ("LAchildID", "child_id"),
    ("UPN", "upn"),
    ("UPNunknown", "upn_unknown"),
    ("PersonBirthDate", "birth"),
    ("ExpectedPersonBirthDate", "expected_birth"),
    ("Sex", "sex"),
)
_DETAILS = (
    ("CINreferralDate", "start"),
    ("ReferralSource", "source"),
    ("PrimaryNeedCode", "need"),
    ("CINclosureDate", "end"),
    ("ReasonForClosure", "closure_reason"),
    ("ReferralNFA", "no_action"),
)
_PLAN = (("CINPlanStartDate", "plan_start"), ("CINPlanEndDate", "plan_end"))
_PROTECTION = (
    ("CPPstartDate", "start"),
    ("CPPendDate", "end"),
    ("InitialCategoryOfAbuse", "category"),
    ("LatestCategoryOfAbuse", "latest_category"),
    ("NumberOfPreviousCPP", "previous_plans"),
)
_SAID = {"yes": "true", "no": "false"}


def write_census(county: County, path: Path) -> None:
    """
    Write the census of the year to 31 March: the episodes open in it, as known on that day.

    The children and the days are those of the lists of children in need and of protection
    plans; what happened after 31 March is left out.
    """
    first, last = date(county.year, 4, 1), date(county.year + 1, 3, 31)
    plans = {row["child_id"]: row for row in _rows(child_protection(county))}
    started = path.with_name(f".{path.name}.part")
    with etree.xmlfile(str(started), encoding="utf-8") as file:
        file.write_declaration()
        with file.element("Message"):
            file.write(etree.Comment(" synthetic: no child in this file exists "))
            file.write(_header(county, last))
            with file.element("Children"):
                for row in _rows(children_in_need(county)):
                    if row["start"] <= last and (row["end"] is None or row["end"] >= first):
                        file.write(_child(row, plans.get(row["child_id"]), last))
    started.replace(path)


def _rows(columns: Mapping[str, pa.Array]) -> Iterator[_Row]:
    yield from pa.table(dict(columns)).to_pylist()


def _header(county: County, last: date) -> etree._Element:
    header = etree.Element("Header")
    details = etree.SubElement(header, "CollectionDetails")
    _fill(details, {"Collection": "CIN", "Year": last.year, "ReferenceDate": last})
    source = etree.SubElement(header, "Source")
    _fill(source, {"SourceLevel": "L", "LEA": county.la, "SoftwareCode": "synthetic"})
    return header


def _child(row: _Row, plan: _Row | None, last: date) -> etree._Element:
    child = etree.Element("Child")
    _fill_from(etree.SubElement(child, "ChildIdentifiers"), _CHILD, row, last)
    about = etree.SubElement(child, "ChildCharacteristics")
    _fill(about, {"Ethnicity": row["ethnicity"]})
    disabilities = etree.SubElement(about, "Disabilities")
    _fill(disabilities, {"Disability": "LD" if row["disabled"] == "yes" else "NONE"})
    details = etree.SubElement(child, "CINdetails")
    closed = row["end"] is not None and row["end"] <= last
    known = row if closed else {**row, "closure_reason": None}
    _fill_from(details, _DETAILS, known, last)
    assessments = etree.SubElement(details, "Assessments")
    factors = etree.SubElement(assessments, "FactorsIdentifiedAtAssessment")
    _fill(factors, {"AssessmentFactors": row["factors"]})
    if row["plan_start"] is not None and row["plan_start"] <= last:
        _fill_from(etree.SubElement(details, "CINPlanDates"), _PLAN, row, last)
    if plan is not None and plan["start"] <= last:
        _fill_from(etree.SubElement(details, "ChildProtectionPlans"), _PROTECTION, plan, last)
    return child


def _fill_from(
    parent: etree._Element, tags: tuple[tuple[str, str], ...], row: _Row, last: date
) -> None:
    """Elements for the filled cells; a day after the last is not known yet."""
    for tag, name in tags:
        value = row[name]
        expected = name == "expected_birth"
        if isinstance(value, date) and value > last and not expected:
            continue
        _fill(parent, {tag: value})


def _fill(parent: etree._Element, values: Mapping[str, Any]) -> None:
    for tag, value in values.items():
        if value is not None:
            text = value.isoformat() if isinstance(value, date) else str(value)
            etree.SubElement(parent, tag).text = _SAID.get(text, text)
