"""Which column of a file is which of ours, and which kind of data a file looks like."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from headway.evidence.dataset import Column, Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import KINDS
from headway.evidence.published.layouts import LAYOUTS

_ROWS_ABOVE = 40
"""A heading is looked for in so many rows at the top."""


_LOOKED_AFTER = (
    ("the list of children", {"child", "mother", "mc_dob"}),
    ("the list of episodes", {"child", "decom", "rne"}),
    ("the list of health checks", {"child", "sdq_score"}),
)
"""Files of the return on children looked after, by headings that only they have together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """
    The row of headings of a file.

    Attributes:
        row: Counted as a spreadsheet shows it.
        cells: As the file has them, by position.
        places: Our columns, each with the position at which the file has it.
        missing: Our columns that the file lacks and must have.
    """

    row: int
    cells: tuple[str, ...]
    places: Mapping[str, int]
    missing: tuple[str, ...]

    def stood_in(self, column: Column) -> bool:
        """Whether the file has another number of the school in the place of a column's own."""
        ways = {plain(heading) for heading in column.stand_ins}
        return column.name in self.places and plain(self.cells[self.places[column.name]]) in ways

    def headed(self, name: str) -> str:
        """What the file heads our column; our own name where the file lacks it."""
        place = self.places.get(name)
        return name if place is None else plainly(self.cells[place].strip())

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headings of columns that are not read."""
        kept = set(self.places.values())
        return tuple(
            plainly(cell.strip())
            for place, cell in enumerate(self.cells)
            if place not in kept and cell.strip()
        )


def plain(heading: str) -> str:
    r"""
    A heading without case, spaces and marks.

    A heading that is nothing but a mark, as "/" for the mornings present, stays what it is.

    >>> plain("Dob (ccyy-mm-dd)"), plain(" School_URN "), plain("\\")
    ('dobccyymmdd', 'schoolurn', '\\')
    """
    text = unicodedata.normalize("NFKC", heading).casefold().strip().lstrip("\ufeff")
    return re.sub(r"[\W_]+", "", text) or text


def plainly(text: str) -> str:
    r"""
    A text from a file, fit for a terminal: what cannot be printed is replaced.

    >>> plainly("a\x1b[2Jb")
    'a�[2Jb'
    """
    return "".join(one if one.isprintable() else "\ufffd" for one in text)


@cache
def _known(kind: str) -> Mapping[str, str]:
    """Every plain heading of a kind, with our column's name; the first that claims it has it."""
    dataset = next(one for one in KINDS if one.name == kind)
    names = {plain(column.name): column.name for column in dataset.columns}
    for column in dataset.columns:
        for heading in column.headers:
            names.setdefault(plain(heading), column.name)
    return names


def matched(
    cells: Sequence[str], dataset: Dataset, *, row: int = 1, filled: frozenset[str] = frozenset()
) -> Headings:
    """
    Which of the cells of one row head which of our columns.

    Where two cells head the same column, the one that is our name, or stands first, is taken.

    `filled`: Columns whose value is given by hand, so that the file may lack them.
    """
    known = _known(dataset.name)
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = known.get(plain(cell))
        if name is None or name in filled:
            continue
        if name not in places or (plain(cell) == plain(name) != plain(cells[places[name]])):
            places[name] = place
    for column in dataset.columns:
        if column.name not in places and column.name not in filled:
            places.update(_stood_in(cells, column))
    missing = tuple(
        column.name
        for column in dataset.columns
        if column.required and column.name not in places and column.name not in filled
    )
    return Headings(row=row, cells=tuple(cells), places=places, missing=missing)


def _stood_in(cells: Sequence[str], column: Column) -> dict[str, int]:
    """The place of the first heading that stands in for a column's own."""
    ways = {plain(heading) for heading in column.stand_ins}
    places = (place for place, cell in enumerate(cells) if plain(cell) in ways)
    first = next(places, None)
    return {} if first is None else {column.name: first}


def found(
    rows: Sequence[Sequence[str]], dataset: Dataset, filled: frozenset[str] = frozenset()
) -> Headings | None:
    """
    The row of headings among the first rows: the one with the most columns that we know.

    None where no row has two of them, or one where the kind has no more.
    """
    best: Headings | None = None
    for number, cells in enumerate(rows[:_ROWS_ABOVE], start=1):
        these = matched(cells, dataset, row=number, filled=filled)
        if these.places and (best is None or len(these.places) > len(best.places)):
            best = these
    if best is None or (len(best.places) < 2 and len(dataset.columns) > 2):
        return None
    return best


def likeliest(rows: Sequence[Sequence[str]]) -> tuple[Dataset, Headings] | None:
    """
    The kind whose required columns the rows have best; None where no kind has most of its own.

    Of two that fit alike, the one that leaves fewer of the file's columns unread.
    """
    fitting: list[tuple[float, int, Dataset, Headings]] = []
    for dataset in KINDS:
        headings = found(rows, dataset)
        if headings is not None:
            required = sum(column.required for column in dataset.columns) or 1
            share = 1 - len(headings.missing) / required
            fitting.append((share, len(headings.places), dataset, headings))
    if not fitting:
        return None
    share, _, dataset, headings = max(fitting, key=lambda one: (one[0] == 1, one[1], one[0]))
    return (dataset, headings) if share > 0.5 else None


def settled(
    rows: Sequence[Sequence[str]],
    dataset: Dataset,
    filled: frozenset[str] = frozenset(),
    *,
    where: str,
) -> Headings:
    """
    The headings of a file that is said to be of a kind.

    `where`: The file, and the sheet if it has several, for the message.

    Raises:
        EvidenceError: It lacks columns that the kind must have; the message says which, and
            which kind it looks like instead.
    """
    headings = found(rows, dataset, filled)
    if headings is not None and not headings.missing:
        return headings
    other = likeliest(rows)
    explained = len(headings.places) if headings is not None else 0
    if other is not None and not other[1].missing and len(other[1].places) > explained:
        raise EvidenceError(
            f"{where} does not look like {dataset.name}: its headings in row {other[1].row} are "
            f"those of {other[0].name}. Load it as that, or check that it is the right file."
        )
    if headings is None:
        raise EvidenceError(_unheaded(rows, dataset, where))
    header = rows[headings.row - 1] if headings.row <= len(rows) else ()
    if stranger := _of_no_kind(header):
        raise EvidenceError(f"{where} does not look like {dataset.name}: {stranger}")
    wanted = "; ".join(_described(dataset, name) for name in headings.missing)
    raise EvidenceError(
        f"{where} lacks a column that {dataset.name} must have: {wanted}. Row {headings.row} "
        f"was taken for the headings and has: {_listed(headings.cells)}. Add the column, or "
        "give one value for the whole file with --fill COLUMN=VALUE."
    )


def _unheaded(rows: Sequence[Sequence[str]], dataset: Dataset, where: str) -> str:
    wanted = ", ".join(column.name for column in dataset.columns if column.required)
    header = next((row for row in rows if any(row)), ())
    first = _listed(header)
    if other := _of_no_kind(header):
        return f"{where} does not look like {dataset.name}: {other}"
    return (
        f"{where} has no row of headings of {dataset.name} among its first {_ROWS_ABOVE}: "
        f"{wanted} were expected, and its first row is: {first or 'empty'}. "
        f"`headway data kinds {dataset.name}` lists what each column may be headed."
    )


def _of_no_kind(header: Sequence[str]) -> str:
    """What a file that is no agency's list looks like, and where it goes; empty for neither."""
    lower = {cell.strip().casefold() for cell in header}
    if {"term", "first", "last"} <= lower:
        return "it is a calendar of terms. Put it into the data directory as calendar.csv."
    looked_after = next((words for words, needs in _LOOKED_AFTER if needs <= lower), "")
    if looked_after:
        return (
            f"it is {looked_after} of the return on children looked after (SSDA903), which no kind "
            "takes and of which no measure is made."
        )
    layout = next((one for one in LAYOUTS if one.needs <= lower), None)
    if layout is None:
        return ""
    return f"it is {layout.words}, published statistics. Load it with `headway benchmark load`."


def _described(dataset: Dataset, name: str) -> str:
    column = dataset.column(name)
    ways = ", ".join(f'"{heading}"' for heading in column.headers[:3])
    return f"{name} (headed {ways})" if ways else name


def _listed(cells: Sequence[str]) -> str:
    shown = [plainly(cell.strip()[:30]) for cell in cells if cell.strip()]
    more = f" and {len(shown) - 12} more" if len(shown) > 12 else ""
    return ", ".join(shown[:12]) + more
