"""
A table as people keep it: a CSV file, with its totals among its rows and columns.

Either tidy (a column for each breakdown and one of counts) or laid out (areas down, needs
across). What a total is the sum of is told by its label, so nobody has to write it down.
"""

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from headway.disclosure.cells import Cell, CellId, Model, Relation, TableError, count_cell, model
from headway.disclosure.editions.published import Published, PublishedCell, Shown
from headway.disclosure.tables.primary import Count, reason
from headway.domain.disclosing import DisclosurePolicy

TOTAL = re.compile(r"(grand |sub-?)?totals?|all(\b.*)?|overall|sum|together", re.IGNORECASE)
"""Labels that mean "all of these together"."""

_COUNTS = re.compile(r"value|count|number|n|children|pupils|people|cases", re.IGNORECASE)
_PERIODS = re.compile(r"year|term|age|month|quarter|period|date", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,3}(?:[, \u00a0]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_NAMED = 3
"""How many parts the name of a sum tells, to say which way it runs."""

_MARK = re.compile(r"[^\d\s]{1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    A table, with each figure's place in the file.

    Attributes:
        rows: The file as it was, the header first.
        places: Row and column of each figure.
        labels: Its label in each breakdown.
        values: What it is; None where a mark stands instead.
        sums: Each total and what it is made up of.
        largest: How many of a count the largest contributor (a school) holds, where the file
            told it in a column of that name; the column itself is never written out.
    """

    rows: tuple[tuple[str, ...], ...]
    places: Mapping[CellId, tuple[int, int]]
    labels: Mapping[CellId, tuple[str, ...]]
    values: Mapping[CellId, float | None]
    sums: tuple[Relation, ...]
    largest: Mapping[CellId, float] = field(default_factory=dict)

    def model(self, policy: DisclosurePolicy) -> Model:
        """
        The counts as an attacker sees them, small ones marked by the policy.

        Raises:
            TableError: A figure is hidden, negative or no whole number, or a sum does not hold.
        """
        cells = []
        for name, value in self.values.items():
            if value is None:
                raise TableError(
                    f'"{name}" is hidden in the table already; protect the table with its true '
                    "counts"
                )
            if value < 0 or not value.is_integer():
                raise TableError(
                    f'"{name}" is {value:g}: a table of counts holds whole numbers from 0 up'
                )
            cells.append(self._cell(name, value, policy))
        return model(cells, self.sums)

    def _cell(self, name: CellId, value: float, policy: DisclosurePolicy) -> Cell:
        weight = 2.0 if any(map(TOTAL.fullmatch, self.labels[name])) else 1.0
        figure = Count(value=value, largest=self.largest.get(name))
        small = reason(figure, policy) is not None
        return count_cell(name, value, policy, small=small, weight=weight)

    def published(self, policy: DisclosurePolicy, edition: str) -> Published:
        """A table that is protected already, as an edition of its own."""
        cells = {
            name: PublishedCell(
                id=name,
                shown=Shown.HIDDEN if value is None else Shown.PRINTED,
                value=value,
                whole=value is None or value.is_integer(),
                decimals=0 if value is None else len(f"{value:g}".partition(".")[2]),
            )
            for name, value in self.values.items()
        }
        return Published(edition=edition, cells=cells, sums=self.sums, policy=policy)

    def written(self, texts: Mapping[CellId, str]) -> str:
        """The same file with these texts in the places of its figures."""
        rows = [list(row) for row in self.rows]
        for name, (row, column) in self.places.items():
            rows[row][column] = texts[name]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        return out.getvalue()


def table(text: str, name: str, *, of: str = "", totals: Collection[str] = ()) -> Table:
    r"""
    Read a table from the text of a CSV file.

    Args:
        text: What is in the file.
        name: What the file is called, for messages.
        of: What the table is of, put before each cell's name: "2019/20 T4".
        totals: Further labels that mean a total.

    Raises:
        TableError: No table, no numbers, a cell that is empty or neither a number nor a mark,
            or two figures with the same labels.

    >>> found = table("area,SEN,Other,All\nNorth,3,9,12\nSouth,8,7,15\nAll,11,16,27\n", "t.csv")
    >>> found.values[CellId("North / SEN")], len(found.sums)
    (3.0, 6)
    """
    rows, beside = _without_largest(_rows(text, name))
    header, body = rows[0], rows[1:]
    columns = _figure_columns(header, body)
    if not columns:
        raise TableError(
            f"{name} has no column of numbers; expected a column of counts, or one for each group"
        )
    dimensions = [place for place in range(len(header)) if place not in columns]
    if not dimensions:
        raise TableError(f"{name} has no column of labels; expected one beside the numbers")
    places, labels, values = {}, {}, {}
    largest: dict[CellId, float] = {}
    for row, cells in enumerate(body, start=1):
        for column in columns:
            own = [cells[place].strip() for place in dimensions]
            own += [header[column].strip()] if len(columns) > 1 else []
            cell = CellId((f"{of}: " if of else "") + " / ".join(own))
            if cell in values:
                raise TableError(f'{name}, row {row + 1}: "{cell}" is there twice')
            places[cell], labels[cell] = (row, column), tuple(own)
            values[cell] = _value(cells[column], f"{name}, row {row + 1}, {header[column]}")
            told = _value(beside[row], f"{name}, row {row + 1}, largest") if beside[row] else None
            if told is not None:
                largest[cell] = told
    words = {word.casefold() for word in totals}
    return Table(
        rows=tuple(map(tuple, rows)),
        places=places,
        labels=labels,
        values=values,
        sums=_sums(labels, words, name),
        largest=largest,
    )


def _without_largest(rows: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """The rows without the column of largest contributors, and that column; empty where none is."""
    names = [heading.strip().casefold() for heading in rows[0]]
    if "largest" not in names:
        return rows, [""] * len(rows)
    place = names.index("largest")
    return [row[:place] + row[place + 1 :] for row in rows], [row[place].strip() for row in rows]


def _rows(text: str, name: str) -> list[list[str]]:
    if "\0" in text:
        raise TableError(f"{name} is not a CSV file: it holds bytes that are no text")
    lines = text.lstrip("\ufeff")
    first = lines.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(lines), delimiter=delimiter) if any(row)]
    except csv.Error as error:
        raise TableError(f"{name} is not a CSV file ({error})") from None
    if len(rows) < 2 or len(rows[0]) < 2:
        raise TableError(
            f"{name} is not a table: expected a header, and below it rows of at least two columns"
        )
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise TableError(
                f"{name}, row {number} has {len(row)} columns and the header has {len(rows[0])}"
            )
    return rows


def _figure_columns(header: Sequence[str], body: Sequence[Sequence[str]]) -> list[int]:
    """Which columns hold figures: the one called so, else all that are numbers and marks."""
    numeric = []
    for column in range(len(header)):
        entries = [row[column].strip() for row in body]
        numbers = [one for one in entries if _NUMBER.fullmatch(one)]
        odd = [one for one in entries if one and not _NUMBER.fullmatch(one)]
        odd = [one for one in odd if not _MARK.fullmatch(one)]
        fit = 2 * len(odd) < len(entries)  # one odd entry among numbers is told of, not skipped
        if numbers and fit:
            numeric.append(column)
        elif numeric and fit and len({one for one in entries if one}) == 1:
            numeric.append(column)  # a column of nothing but the mark, beside numbers
    named = [column for column in numeric if _COUNTS.fullmatch(header[column].strip())]
    if len(named) == 1 and not any(TOTAL.fullmatch(header[column].strip()) for column in numeric):
        return named
    return [column for column in numeric if column and not _PERIODS.match(header[column].strip())]


def _value(text: str, where: str) -> float | None:
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return float(re.sub(r"[, \u00a0]", "", text))
    if _MARK.fullmatch(text):
        return None
    if not text:
        raise TableError(f'{where} is empty; write 0 for nobody, or a mark such as "c" if hidden')
    raise TableError(f'{where}: expected a number or a mark such as "c", got "{text}"')


def _sums(
    labels: Mapping[CellId, tuple[str, ...]], words: Collection[str], name: str
) -> tuple[Relation, ...]:
    """For each breakdown, each total over it and the cells that it adds up."""
    sums = []
    by_labels = {own: cell for cell, own in labels.items()}
    for place in range(len(next(iter(labels.values()), ()))):
        seen = list(dict.fromkeys(own[place] for own in labels.values()))
        totals = [one for one in seen if TOTAL.fullmatch(one) or one.casefold() in words]
        if len(totals) > 1:
            raise TableError(
                f'{name} has two labels for one total, "{totals[0]}" and "{totals[1]}"; '
                "keep one of them"
            )
        for own, cell in by_labels.items():
            if totals and own[place] == totals[0]:
                others = [one for one in seen if one != own[place]]
                beside = [(*own[:place], one, *own[place + 1 :]) for one in others]
                parts = tuple(by_labels[it] for it in beside if it in by_labels)
                if parts:
                    over = f"{cell} over {', '.join(others[:_NAMED])}"
                    sums.append(Relation(total=cell, parts=parts, name=over))
    return tuple(sums)
