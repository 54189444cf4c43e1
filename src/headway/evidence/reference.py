"""The reference page of every kind of data, made from the declarations."""

from collections.abc import Iterator

from headway.evidence.attendance_codes import CODES
from headway.evidence.attendance_meanings import AttendanceCode, Meaning
from headway.evidence.dataset import Column, Dataset, Holds
from headway.evidence.kinds import KINDS

_MANY = 30
"""A column with more codes than this has them in a table of its own, or none."""

_INTRODUCTION = """\
# Kinds of data

<!-- Made from the declarations: `headway data kinds --reference > docs/reference/datasets.md`. -->

Every kind of file that Headway reads, with its columns. A file may head a column with any of
the words given, in any case and with any spaces; columns that are not listed are not read, so
that names of children are never kept. A cell that holds a code may hold its meaning instead.

A column is **open**; **personal**, where it says something of one child; **identifying**, where
it says who the child is, and then never leaves the store; or of a **special category** (health,
ethnicity, needs, protection), and then it is kept closest.
"""


_CALENDAR = """
## The calendar

Terms come from a CSV of the authority: `term` (1 to 6, or `closed` for training days and
closures), `first`, `last`, and `urn` where a row is for one school only. Bank holidays of England
are known.

```csv
term,first,last,urn
1,2023-09-05,2023-10-20,
2,2023-10-30,2023-12-20,
closed,2023-09-04,,
closed,2024-01-08,,123456
```

Terms that overlap, that are out of order or that lie outside 1 August to 31 July are refused.
A year to date runs from 1 August to the term's last day; the same point last year is the same
term, and the sessions of both stand beside the comparison. Without a calendar the usual pattern
is taken, and every figure says that its terms are made up.
"""


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    yield "| kind | one row is |"
    yield "|---|---|"
    for dataset in KINDS:
        yield f"| [{dataset.name}](#{dataset.name}) | {dataset.grain} |"
    yield ""
    for dataset in KINDS:
        yield from _section(dataset)
    yield from _codes_of_attendance()
    yield _CALENDAR


def _section(dataset: Dataset) -> Iterator[str]:
    yield f"## {dataset.name}\n"
    yield f"**{dataset.title}.** {dataset.about}\n"
    yield f"One row is {dataset.grain}; two rows that agree in {_names(dataset.keys)} are the same."
    if dataset.unit:
        yield f"A later file with the same `{dataset.unit}` and time replaces the earlier one."
    yield ""
    yield "| column | headed | holds | meaning | kept as |"
    yield "|---|---|---|---|---|"
    for column in dataset.columns:
        yield _row(column)
    yield ""
    if dataset.rules:
        names = ", ".join(f"`{rule.name}`" for rule in dataset.rules)
        yield f"Rows are refused, beyond what their cells say, by: {names}.\n"


def _names(keys: tuple[str, ...]) -> str:
    quoted = [f"`{key}`" for key in keys]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _row(column: Column) -> str:
    cells = (
        f"`{column.name}`",
        _headed(column),
        _holds(column),
        _meaning(column),
        column.privacy.value,
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _headed(column: Column) -> str:
    """Its headings, and those of a school's other number that the register turns into its URN."""
    own = ", ".join(column.headers)
    if not column.stand_ins:
        return own
    return f"{own}; or, found in the register of schools, {', '.join(column.stand_ins)}"


def _holds(column: Column) -> str:
    parts: list[str] = [column.holds.value if column.holds is not Holds.CODE else "code"]
    if column.least is not None and column.most is not None:
        parts.append(f"{column.least:g} to {column.most:g}")
    elif column.least is not None:
        parts.append(f"{column.least:g} or more")
    if not column.required:
        parts.append("may be left out")
    elif column.empty:
        parts.append("may be empty")
    return "; ".join(parts)


def _meaning(column: Column) -> str:
    if not column.codes:
        return column.about
    if len(column.codes) > _MANY:
        return f"{column.about} The codes are [below](#codes-of-attendance)."
    codes = "; ".join(f"`{code}` {words}" for code, words in column.codes.items())
    return f"{column.about} {codes}."


def _codes_of_attendance() -> Iterator[str]:
    yield "## Codes of attendance\n"
    yield (
        "What a mark counts as depends on its day. A mark that is missing is neither present nor "
        "absent; a code that is not in force on its day is a fault. *believed*: a date or a class "
        "for which no official source was at hand.\n"
    )
    yield "| code | from | to | counts as | is | stored as |"
    yield "|---|---|---|---|---|---|"
    for code in CODES:
        for meaning in code.meanings:
            yield _code_row(code, meaning)


def _code_row(code: AttendanceCode, meaning: Meaning) -> str:
    cells = (
        f"`{code.code}`",
        "" if meaning.first == meaning.first.min else f"{meaning.first:%d/%m/%Y}",
        "" if meaning.last == meaning.last.max else f"{meaning.last:%d/%m/%Y}",
        meaning.of.name.lower().replace("_", " "),
        meaning.words + (" *(believed)*" if meaning.believed else ""),
        f"`{chr(code.byte)}`",
    )
    return f"| {' | '.join(cells)} |"
