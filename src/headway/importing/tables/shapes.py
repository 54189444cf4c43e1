"""Rows whose cells do not stand under the headers: columns found by what is in them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from headway.importing.documents.document import Cell
from headway.importing.documents.wrapping import ends, goes_on, is_marked
from headway.importing.headers.columns import Column, Role
from headway.importing.headers.settling import resolve

_BULLETS_ONLY = re.compile(r"^[\s•●○▪\-*]*$")
_DATE = re.compile(
    r"^(?:by |from |end of |start:? |q[1-4] )*(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|"
    r"feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\.?[ \-–]"
    r"|^(?:by )?\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|^(?:ongoing|tbc|tbd|quarterly|"
    r"annually)\b|^(?:by )?(?:20\d\d|q[1-4]\b)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:(?:Dr|Mr|Mrs|Ms|Cllr)\.? )?[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,3}(?: \([A-Z][^)]*\))?$"
)
_BODY = re.compile(
    r"\b(?:council|service|board|team|partnership|police|trust|nhs|health|sector|"
    r"school|group|department|agency|association|university|college|camhs|"
    r"office)s?\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"^(?:complete|incomplete|in progress|not started|on track|delayed|red|amber|"
    r"green|halted|ongoing|r|a|g|b)\b",
    re.I,
)
_FIGURE = re.compile(r"^[<>≤≥~£$€]?\s?[\d,.]+\s?(?:%|k|m|bn)?$")
_VERB = re.compile(
    r"^(?:to )?(?:develop|establish|create|deliver|review|implement|ensure|"
    r"provide|improve|support|work|launch|produce|continue|introduce|run|set up|"
    r"agree|identify|promote|increase|reduce|complete|undertake|audit|plan|repeat|"
    r"draw up)\b",
    re.I,
)
_MEASURED = re.compile(
    r"^(?:\d+[.)] )?(?:increased?|reduced?|decrease|improved|number of|percentage "
    r"of|proportion of|% of|\d+% of|all |no )\b",
    re.I,
)


def is_stacked_row(row: Sequence[Cell]) -> bool:
    """Whether the row's cells keep a page's lines, blank ones included."""
    return any("\n\n" in cell.text for cell in row)


def with_bullets(row: Sequence[Cell], *, stacked: bool) -> list[Cell]:
    """The row with a column of bare list marks put before the lines of the next column."""
    cells: list[Cell] = []
    marks: list[str] | None = None
    for one in row:
        cell = one
        if cell.text.strip() and _BULLETS_ONLY.match(cell.text) and marks is None:
            marks = cell.text.split("\n")
            continue
        if marks is not None:
            cell = replace(cell, text=_marked(cell.text, marks, stacked=stacked))
            marks = None
        cells.append(cell)
    return [replace(cell, column=at) for at, cell in enumerate(cells)]


def _marked(text: str, marks: Sequence[str], *, stacked: bool) -> str:
    lines = text.split("\n")
    if not stacked:
        return "\n".join(
            f"• {line}" if line.strip() and not is_marked(line) else line for line in lines
        )
    above = ""
    for at, line in enumerate(lines):
        bullet = at < len(marks) and marks[at].strip()
        if bullet and line.strip() and (not goes_on(line) or ends(above)):
            lines[at] = f"• {line}"
        above = line or above
    return "\n".join(lines)


def aligned(
    row: Sequence[Cell],
    columns: Sequence[Column],
    last: Sequence[Cell] | None,
    *,
    stacked: bool,
) -> list[Cell]:
    """
    The row's cells under the columns they belong to, with blank ones between.

    Cells keep their order. Where there are as many as columns they stand as they are;
    else each goes where its content fits, or goes on from the row above.
    """
    width = len(columns)
    told = [cell for cell in row if cell.text.strip() or cell.covers]
    if len(row) == width:
        return list(row)
    if len(row) > width:
        spare = [cell for cell in row[width:] if cell.text.strip()]
        if not spare:
            return list(row[:width])
    order = _best_order(
        told or list(row), columns, last if stacked or len(row) < width else None, row
    )
    found = [Cell(text="", place=row[0].place, column=at) for at in range(width)]
    for cell, at in order:
        text = f"{found[at].text}\n{cell.text}" if found[at].text else cell.text
        found[at] = replace(cell, text=text, column=at)
    return found


def _best_order(
    told: Sequence[Cell],
    columns: Sequence[Column],
    last: Sequence[Cell] | None,
    row: Sequence[Cell],
) -> list[tuple[Cell, int]]:
    """Columns in order for cells in order, chosen for the greatest sum of fits."""
    scores = [
        [
            _fit(cell, one, last[at] if last else None, _shift(cell, at, row, columns))
            for at, one in enumerate(columns)
        ]
        for cell in told
    ]

    @cache
    def best(cell: int, low: int) -> tuple[float, tuple[int, ...]]:
        if cell == len(told):
            return 0.0, ()
        options = [(-50.0, (min(low, len(columns) - 1), *best(cell + 1, low)[1]))]
        for at in range(low, len(columns)):
            rest, path = best(cell + 1, at + 1)
            options.append((scores[cell][at] + rest, (at, *path)))
        return max(options, key=lambda option: option[0])

    return list(zip(told, best(0, 0)[1], strict=True))


def _shift(cell: Cell, at: int, row: Sequence[Cell], columns: Sequence[Column]) -> float:
    """A small cost for standing far from the column's own position, from either end."""
    ahead = abs(cell.column - at)
    behind = abs((len(row) - cell.column) - (len(columns) - at))
    return 0.3 * min(ahead, behind)


def _fit(cell: Cell, one: Column, above: Cell | None, shift: float) -> float:
    return _content_fit(cell.text, one.role) + _continuity(cell.text, above) - shift


def _continuity(text: str, above: Cell | None) -> float:
    """How well the text goes on from the cell above: by its list's numbers, or its sentence."""
    if above is None or not above.text.strip():
        return 0.0
    numbers = [int(n) for n in re.findall(r"(?m)^\s*(\d{1,2})[.)]?\s", text)]
    before = [int(n) for n in re.findall(r"(?m)^\s*(\d{1,2})[.)]\s", above.text)]
    if numbers and before:
        return 6.0 if numbers[0] == max(before) + 1 else -2.0
    if goes_on(text) and not ends(above.text):
        return 3.0
    return 0.0


def _content_fit(text: str, role: Role) -> float:
    first = " ".join(text.split("\n", 1)[0].split())
    whole = " ".join(text.split())
    short = len(whole) < 60
    names = [name.strip() for name in re.split(r"[,;\n]| and ", text) if name.strip()]
    persons = sum(_PERSON.match(" ".join(name.split())) is not None for name in names)
    people = persons > 0.6 * len(names)
    outside = re.sub(r"\([^)]*\)", "", whole)
    match role:
        case Role.DUE | Role.START:
            return 4.0 if short and _DATE.match(first) else -3.0
        case Role.LEAD:
            return 3.0 if people and not _BODY.search(outside) else 1.0 if short else -3.0
        case Role.AGENCIES:
            return 3.0 if _BODY.search(whole) and not ends(whole) else 0.5 if short else -1.0
        case Role.AREA:
            return 1.5 if len(whole) < 120 and not ends(whole) and not is_marked(first) else -3.0
        case Role.NUMBER:
            return 3.0 if re.match(r"^[\w.]{1,8}$", whole) else -4.0
        case Role.STATUS:
            return 3.0 if _STATUS.match(whole) and short else -2.0
        case Role.PERCENT | Role.FIGURE | Role.BASELINE | Role.TARGET:
            return 2.5 if _FIGURE.match(whole) else -0.5
        case Role.ACTION | Role.DETAIL:
            return 1.5 + (len(whole) > 40) if not _DATE.match(first) else -2.0
        case Role.MEASURE:
            return 1.5 + (len(whole) > 40) + (_MEASURED.match(first) is not None)
        case Role.PROGRESS:
            return 1.0 + (len(whole) > 30)
        case _:
            return 0.0


def infer(rows: Sequence[Sequence[Cell]]) -> tuple[Column, ...] | None:
    """
    Columns of a table that has no header, from what is in them; None where it is no plan table.

    It needs three columns or more, one of them with actions or measures, and one with dates,
    people or organisations.
    """
    width = len(rows[0])
    if width < 3 or len(rows) < 2:
        return None
    roles = [
        _kind([row[at].text.strip() for row in rows if row[at].text.strip()]) for at in range(width)
    ]
    has_who_or_when = {Role.DUE, Role.LEAD, Role.AGENCIES, Role.STATUS} & set(roles)
    if (Role.ACTION not in roles and Role.MEASURE not in roles) or not has_who_or_when:
        return None
    return resolve(tuple(Column(role=role) for role in _once(roles)))


def _once(roles: Sequence[Role]) -> list[Role]:
    """Each of the text roles but once: the second long text of a row is its progress."""
    seen: set[Role] = set()
    found = []
    for role in roles:
        again = role in seen and role in (Role.ACTION, Role.MEASURE)
        found.append(Role.PROGRESS if again else role)
        seen.add(role)
    return found


def _kind(texts: Sequence[str]) -> Role:
    if not texts:
        return Role.UNKNOWN

    def share(pattern: re.Pattern[str]) -> float:
        return sum(bool(pattern.match(" ".join(text.split()))) for text in texts) / len(texts)

    long = sum(len(text) > 25 for text in texts) / len(texts)
    if share(re.compile(r"^\d{1,3}(\.\d{1,2})*[.)]?$")) > 0.8:
        return Role.NUMBER
    if share(_DATE) > 0.6:
        return Role.DUE
    if share(_STATUS) > 0.6:
        return Role.STATUS
    if share(_MEASURED) > 0.5 and long > 0.3:
        return Role.MEASURE
    if share(_VERB) > 0.4:
        return Role.ACTION
    if sum(bool(_BODY.search(text)) for text in texts) / len(texts) > 0.5 and long < 0.8:
        return Role.AGENCIES
    if share(_PERSON) > 0.6:
        return Role.LEAD
    return Role.UNKNOWN
