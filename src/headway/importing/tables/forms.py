"""Forms: tables with a label beside each value, one action after another, laid as plan tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from headway.importing.documents.document import Cell
from headway.importing.headers.columns import Role, column, is_header

_CORE = frozenset({Role.ACTION, Role.MEASURE, Role.GOAL, Role.OBJECTIVE})
_ABOUT_ROWS = frozenset(
    {Role.LEAD, Role.RESPONSIBLE, Role.AGENCIES, Role.START, Role.DUE, Role.STATUS, Role.PERCENT}
    | {Role.PROGRESS, Role.TARGET, Role.BASELINE, Role.FIGURE}
)
_NUMBERED = re.compile(
    r"^(?P<label>(?:key )?(?:action|measure|objective|commitment|task|milestone|project|priority|"
    r"recommendation|activity|goal|initiative|indicator|kpi))s?\s*(?:no\.?\s*|number\s*)?"
    r"(?P<number>[A-Z]{0,2}\d{1,3}(?:\.\d{1,2})*[a-z]?)\s*(?:[:.–-]+\s*(?P<text>\S.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_LEAST_KNOWN = 0.6
_LEAST_ROLES = 3
_LEAST_ROWS = 3
_MOST_LABEL_WORDS = 8
_PAIR = 2
_NUMBER = "Number"


@dataclass(slots=True)
class _Records:
    """What the form tells, one set of labelled cells for each action."""

    labels: dict[str, Cell] = field(default_factory=dict)
    rows: list[dict[str, Cell]] = field(default_factory=lambda: [{}])
    first: int = 0

    def add(self, label: Cell, value: Cell, at: int = 0) -> None:
        """Put a value under its label; a label that comes again begins the next action."""
        name, number, text = _named(label.text)
        key = " ".join(name.split()).casefold()
        if at == 0 and key in self.rows[self.first]:
            self.first = len(self.rows)
        while len(self.rows) <= self.first + at:
            self.rows.append({})
        row = self.rows[self.first + at]
        if number:
            self.labels.setdefault(_NUMBER.casefold(), replace(label, text=_NUMBER))
            row[_NUMBER.casefold()] = replace(label, text=number)
        self.labels.setdefault(key, replace(label, text=name))
        row[key] = replace(value, text="\n".join(filter(None, (text, value.text))))


def laid_out(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]] | None:
    """
    The rows of a form as a header and a row for each action; None where it is no form.

    At least three in five of its first cells are labels that plans use, one of them of
    actions or measures; what stands beside a label is its value.
    """
    told = [[cell for cell in row if cell.text.strip() and not cell.covers] for row in rows]
    if len(rows) < _LEAST_ROWS or len(rows[0]) < _PAIR or not _is_form(told):
        return None
    if is_header(tuple(_flat(cell) for cell in told[0])) and not _is_label(told[1][0]):
        return None
    records = _Records()
    paired = _has_pairs(told)
    for row, cells in zip(rows, told, strict=True):
        if len(cells) == 1:
            records.add(cells[0], replace(cells[0], text=""))
        elif paired:
            for label, value in zip(cells[::2], cells[1::2], strict=False):
                records.add(label, value)
        else:
            values = [cell for cell in row if cell is not cells[0] and not cell.covers]
            for at, value in enumerate(values):
                records.add(cells[0], value, at)
    return _table(records)


def _is_form(told: Sequence[Sequence[Cell]]) -> bool:
    roles = [_role(row[0].text) for row in told if row]
    known = [role for role in roles if role is not Role.UNKNOWN]
    return (
        len(known) >= max(_LEAST_ROWS, _LEAST_KNOWN * len(roles))
        and len(set(known)) >= _LEAST_ROLES
        and bool(_CORE & set(known))
        and len(_ABOUT_ROWS & set(known)) >= _PAIR
        and any(len(row) > 1 for row in told)
    )


def _flat(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _is_label(cell: Cell) -> bool:
    return _role(cell.text) is not Role.UNKNOWN


def _has_pairs(told: Sequence[Sequence[Cell]]) -> bool:
    """Whether a row holds several labels, each with its value beside it."""
    pairs = [row for row in told if len(row) > _PAIR]
    if any(len(row) % _PAIR for row in pairs):
        return False
    labelled = [row for row in pairs if _is_label(row[_PAIR])]
    return bool(pairs) and len(labelled) >= _LEAST_KNOWN * len(pairs)


def _role(text: str) -> Role:
    words = " ".join(text.split())
    if _NUMBERED.match(words):
        return Role.ACTION
    if len(words.split()) > _MOST_LABEL_WORDS or words.endswith("."):
        return Role.UNKNOWN
    return column(words.rstrip(" :")).role


def _named(label: str) -> tuple[str, str, str]:
    """
    A label, the number it gives its row, and the words that follow it in the same cell.

    >>> _named("Action 2: Plant trees"), _named("By when:")
    (('Action', '2', 'Plant trees'), ('By when', '', ''))
    """
    words = " ".join(label.split())
    found = _NUMBERED.match(words)
    if found:
        return found["label"], found["number"], found["text"] or ""
    return words.rstrip(" :"), "", ""


def _table(records: _Records) -> list[Sequence[Cell]]:
    header = [
        replace(cell, column=at, header=True) for at, cell in enumerate(records.labels.values())
    ]
    table: list[Sequence[Cell]] = [header]
    for record in records.rows:
        place = next(iter(record.values()), header[0]).place
        table.append(
            [
                replace(record[key], column=at, header=False)
                if key in record
                else Cell(text="", place=place, column=at)
                for at, key in enumerate(records.labels)
            ]
        )
    return table
