"""Findings for people and for programs."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields

from headway.checking.checker import Checked
from headway.checking.findings import Finding, Severity
from headway.domain.observations import RowId
from headway.domain.provenance import Place

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def as_text(
    checked: Checked, name: str, lines: Mapping[RowId, int], *, coloured: bool = False
) -> str:
    """
    One paragraph for each finding, then a line that counts them.

    Args:
        checked: What was found.
        name: The plan file's, as it was given.
        lines: The line of the plan file that each row begins on.
        coloured: For a terminal that shows colours.
    """
    shown = [_paragraph(one, name, lines, coloured=coloured) for one in checked.findings]
    return "\n".join([*shown, _count(checked)])


def _paragraph(one: Finding, name: str, lines: Mapping[RowId, int], *, coloured: bool) -> str:
    line = lines.get(one.row) if one.row else None
    where = f"{name}:{line}" if line else name
    row = f" [{one.row}]" if one.row else ""
    label = f"{one.severity} {one.code}"
    if coloured:
        label = f"\x1b[{_COLOURS[one.severity]};1m{label}\x1b[0m"
    seen = f"\n    in {one.place}" if one.place and str(one.place) else ""
    return f"{where}: {label} {one.rule}{row}\n    {one.sentence}{seen}\n    → {one.hint}\n"


def _count(checked: Checked) -> str:
    found = Counter(one.severity for one in checked.findings)
    rows = _number(checked.rows, "row")
    left = f"; {_number(len(checked.ignored), 'finding')} ignored by notes" * bool(checked.ignored)
    if not checked.findings:
        return f"Nothing found in {rows}{left}."
    parts = [_number(found[kind], kind.value) for kind in Severity if found[kind]]
    return f"{', '.join(parts)} in {rows}{left}."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def as_json(checked: Checked, name: str, lines: Mapping[RowId, int]) -> str:
    """
    The same for programs: a stable form, `version` 1.

    `row`, `line` and `place` are null where there is none.
    """
    return json.dumps(
        {
            "version": 1,
            "plan": name,
            "rows": checked.rows,
            "findings": _listed(checked.findings, lines),
            "ignored": _listed(checked.ignored, lines),
        },
        ensure_ascii=False,
        indent=2,
    )


def _listed(findings: Sequence[Finding], lines: Mapping[RowId, int]) -> list[dict[str, object]]:
    return [
        {
            "code": one.code,
            "rule": one.rule,
            "severity": one.severity.value,
            "sentence": one.sentence,
            "hint": one.hint,
            "row": one.row,
            "line": lines.get(one.row) if one.row else None,
            "place": _place(one.place),
        }
        for one in findings
    ]


def _place(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    held = {field.name: getattr(place, field.name) for field in fields(place)}
    return {name: value for name, value in held.items() if value not in (None, "")}
