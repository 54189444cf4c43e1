"""What a method answers: figures in columns, and what must be known beside them."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from io import StringIO

from headway.domain.spreadsheets import harmless_row

Value = str | float | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    One method's answer.

    Attributes:
        rows: One for each row of the sheet, or one for all; every row has the same columns.
        summary: Figures of the whole.
        notes: Whole sentences.
    """

    rows: Sequence[Mapping[str, Value]]
    summary: Mapping[str, Value] = field(default_factory=dict)
    notes: Sequence[str] = ()


def as_json(answer: Answer) -> str:
    """Everything, with every digit."""
    return json.dumps(asdict(answer), indent=2, ensure_ascii=False, allow_nan=False)


def as_csv(answer: Answer) -> str:
    """The rows alone, with every digit."""
    out = StringIO()
    columns = list(answer.rows[0]) if answer.rows else []
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(harmless_row(columns))
    writer.writerows(
        harmless_row("" if row[name] is None else row[name] for name in columns)
        for row in answer.rows
    )
    return out.getvalue()


def as_text(answer: Answer) -> Iterator[str]:
    """For reading: columns in line, figures to four places."""
    if answer.rows:
        columns = list(answer.rows[0])
        table = [columns, *([_short(row[name]) for name in columns] for row in answer.rows)]
        widths = [max(len(line[n]) for line in table) for n in range(len(columns))]
        right = [
            all(isinstance(row[name], int | float | None) for row in answer.rows)
            for name in columns
        ]
        for line in table:
            cells = zip(line, widths, right, strict=True)
            yield "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in cells).rstrip()
    if answer.summary:
        yield ""
        for name, value in answer.summary.items():
            yield f"{name}: {_short(value)}"
    if answer.notes:
        yield ""
        yield from answer.notes


def _short(value: Value) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return str(value)
