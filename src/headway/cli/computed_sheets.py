"""Computed figures as text for a terminal, as CSV, as tidy CSV and as JSON."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from headway.analytics.computing import DIGEST, Computed, Figure
from headway.disclosure.tables.computed import Printable
from headway.domain.quantities import plain, rounded, shown
from headway.domain.spreadsheets import harmless_fields

_NUMBERS = ("value", "numerator", "denominator", "comparator_numerator", "comparator_denominator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    A measure's figures with what may be printed of each.

    Attributes:
        symbol: What stands for a figure that is withheld.
        public: Whether small numbers are hidden; then nothing is said of rows.
    """

    computed: Computed
    cells: tuple[Printable, ...]
    symbol: str
    public: bool

    @property
    def rows(self) -> Iterator[tuple[Figure, Printable]]:
        """Each figure with what may be printed of it."""
        return zip(self.computed.figures, self.cells, strict=True)

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said of the figures; not for everybody who is in none of them."""
        return (*self.computed.notes, *(() if self.public else self.computed.unplaced))

    def figure(self, figure: Figure, cell: Printable) -> str:
        """The value for reading."""
        if cell.hidden:
            return self.symbol
        if cell.value is None:
            return "nobody to count"
        return shown(cell.value, figure.definition.unit, figure.definition.decimals)

    def number(self, figure: Figure, cell: Printable) -> str:
        """The value for programs: no unit, no separators."""
        if cell.hidden:
            return self.symbol
        if cell.value is None:
            return ""
        return rounded(cell.value, figure.definition.decimals).replace(",", "")

    def count(self, value: float | None, *, hidden: bool) -> str:
        """A whole number for programs."""
        if value is None:
            return self.symbol if hidden else ""
        return plain(value)


def printed(sheets: Sequence[Sheet], form: str) -> Iterator[str]:
    """The lines of all sheets in one form: text, csv, tidy or json."""
    if form == "json":
        yield json.dumps([_value(one) for one in sheets], ensure_ascii=False, indent=1)
    elif form == "text":
        for number, one in enumerate(sheets):
            if number:
                yield ""
            yield from _text(one)
    else:
        rows = [row for one in sheets for row in (_wide if form == "csv" else _tidy)(one)]
        out = io.StringIO()
        header = list(dict.fromkeys(name for row in rows for name in row))
        header = header or ["measure", "period", "value", "unit"]
        writer = csv.DictWriter(out, header, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(harmless_fields(row) for row in rows)
        yield from out.getvalue().splitlines()


def _text(sheet: Sheet) -> Iterator[str]:
    computed, one = sheet.computed, sheet.computed.definition
    window = computed.window
    yield f"{one.title}, {computed.period} ({_day(window.first)} to {_day(window.last)})"
    yield ""
    head = [*computed.by, "figure", *(("counted", "out of") if not one.is_count else ())]
    head += ["compared with", "out of"] if one.gap_from else []
    table = [head, *(_cells(sheet, figure, cell) for figure, cell in sheet.rows)]
    widths = [max(len(row[place]) for row in table) for place in range(len(head))]
    first_number = len(computed.by)
    for row in table:
        parts = [
            text.ljust(width) if place < first_number else text.rjust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(parts)).rstrip()
    if not computed.figures:
        yield "  nothing to count: no row of the data is of these days"
    if any(cell.hidden for cell in sheet.cells):
        yield ""
        yield f"{sheet.symbol}: withheld to protect somebody."
    for note in sheet.notes:
        yield ""
        yield note
    yield ""
    yield from _sources(sheet)


def _cells(sheet: Sheet, figure: Figure, cell: Printable) -> list[str]:
    numbers: list[float | None] = []
    if not figure.definition.is_count:
        numbers += [cell.numerator, cell.denominator]
    said = [sheet.symbol if number is None else f"{number:,.0f}" for number in numbers]
    if figure.definition.gap_from:
        others = cell.whole or ()
        said += [sheet.symbol if number is None else f"{number:,.0f}" for number in others]
        said += [""] * (2 - len(others))
    return [*sheet.computed.label(figure), sheet.figure(figure, cell), *said]


def _sources(sheet: Sheet) -> Iterator[str]:
    for load in sheet.computed.loads:
        rows = "" if sheet.public else f"{load.kept:,} rows, "
        digest = load.source.sha256[:DIGEST]
        yield (
            f"From {load.source.name} ({load.dataset}, {rows}sha256 {digest}, "
            f"known {load.known_at:%d/%m/%Y})."
        )


def _wide(sheet: Sheet) -> Iterator[dict[str, str]]:
    for figure, cell in sheet.rows:
        one = figure.definition
        yield {
            "measure": one.name,
            "period": str(sheet.computed.period),
            **dict(zip(sheet.computed.by, sheet.computed.label(figure), strict=True)),
            "value": sheet.number(figure, cell),
            "unit": one.unit,
            "numerator": sheet.count(cell.numerator, hidden=sheet.public),
            "denominator": sheet.count(cell.denominator, hidden=sheet.public and not one.is_count),
            **_comparator(sheet, figure, cell),
        }


def _comparator(sheet: Sheet, figure: Figure, cell: Printable) -> dict[str, str]:
    """Of a gap, what it is compared with; nothing of other figures."""
    compared_with = figure.definition.gap_from
    if not compared_with:
        return {}
    numerator, denominator = cell.whole or (None, None)
    hidden = sheet.public and cell.whole is not None
    return {
        "comparator": compared_with,
        "comparator_numerator": sheet.count(numerator, hidden=hidden),
        "comparator_denominator": sheet.count(denominator, hidden=hidden),
    }


def _tidy(sheet: Sheet) -> Iterator[dict[str, str]]:
    """One row for each number, as the Department publishes."""
    for row in _wide(sheet):
        row.pop("comparator", "")
        numbers = {name: row.pop(name) for name in _NUMBERS if name in row}
        for name, value in numbers.items():
            if name == "denominator" and sheet.computed.definition.is_count:
                continue
            yield {**row, "unit": row["unit"] if name == "value" else "count", "indicator": name,
                   "figure": value}  # fmt: skip


def _value(sheet: Sheet) -> dict[str, Any]:
    computed = sheet.computed
    return {
        "measure": computed.definition.name,
        "title": computed.definition.title,
        "unit": computed.definition.unit,
        "period": str(computed.period),
        "first": computed.window.first.isoformat(),
        "last": computed.window.last.isoformat(),
        "engine": computed.engine,
        "by": list(computed.by),
        "figures": [
            {
                "group": dict(zip(computed.by, computed.label(figure), strict=True)),
                "value": None
                if cell.value is None
                else float(rounded(cell.value, figure.definition.decimals).replace(",", "")),
                "withheld": cell.hidden,
                "numerator": cell.numerator,
                "denominator": cell.denominator,
                **_comparator_value(figure, cell),
                **({} if sheet.public else {"rows": figure.count.rows}),
            }
            for figure, cell in sheet.rows
        ],
        "loads": [load_values(load, public=sheet.public) for load in computed.loads],
        "notes": list(sheet.notes),
    }


def _comparator_value(figure: Figure, cell: Printable) -> dict[str, Any]:
    compared_with = figure.definition.gap_from
    if not compared_with:
        return {}
    numerator, denominator = cell.whole or (None, None)
    other = {"measure": compared_with, "numerator": numerator, "denominator": denominator}
    return {"comparator": other}


def load_values(load: Any, *, public: bool = False) -> dict[str, Any]:
    """One load as plain values."""
    return {
        "dataset": load.dataset,
        "file": load.source.name,
        "sha256": load.source.sha256,
        **({} if public else {"rows": load.kept}),
        "known_at": load.known_at.isoformat(),
    }


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}"
