"""What rows are called where they are only named: in lists, links and notes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from headway.domain.observations import Benchmark, RowId
from headway.domain.plan import Measure, Plan, Row
from headway.judgement.wording import listed
from headway.reporting.printable import on_one_line, shortened

UNNAMED = "no words given"


def row_label(row: Row) -> str:
    """
    "Measure 3" or "Action 2"; the bare word where the document prints no number.

    Documents number each area anew, so a label alone is not an identity.
    """
    word = "Measure" if isinstance(row, Measure) else "Action"
    return f"{word} {on_one_line(row.number).rstrip('.):')}".strip()


def row_name(row: Row, most: int = 110) -> str:
    """The label and as many of the row's words as a list has room for."""
    return f"{row_label(row)}: {shortened(row.name, most) or UNNAMED}"


def anchors(plan: Plan) -> dict[RowId, str]:
    """A safe and unique name for each row's place in a report, by its id."""
    names = {row.id: f"measure-{n}" for n, row in enumerate(plan.measures, 1)}
    return names | {row.id: f"action-{n}" for n, row in enumerate(plan.actions, 1)}


def labels(rows: Iterable[Row], most: int = 60) -> dict[RowId, str]:
    """What each row is called beside others: its label, with its words where another has it too."""
    every = list(rows)
    counted = Counter(row_label(row) for row in every)
    return {
        row.id: row_label(row) if counted[row_label(row)] == 1 else row_name(row, most)
        for row in every
    }


def labels_listed(labels: Iterable[str]) -> str:
    """
    Several rows named together; those that need their words to be told apart stand for themselves.

    >>> labels_listed(["Measure 3", "Measure 4", "Measure 7", "Action 1"])
    'Measures 3, 4 and 7, Action 1'
    >>> labels_listed(["Measure 3", "Measure 4", "Measure 1: Attendance", "Measure 1: Networks"])
    'Measures 3 and 4; Measure 1: Attendance; Measure 1: Networks'
    """
    every = list(labels)
    named = [label for label in every if ": " in label]
    told = []
    for word, group in groupby(
        (label for label in every if ": " not in label), key=lambda label: label.partition(" ")[0]
    ):
        numbers = [label.partition(" ")[2] for label in group]
        if len(numbers) == 1 or not all(numbers):
            told += [f"{word} {number}".strip() for number in numbers]
        else:
            told.append(f"{word}s {listed(numbers)}")
    return "; ".join(filter(None, (", ".join(told), *named)))


def places_named(figures: Sequence[Benchmark]) -> tuple[str, ...]:
    """
    What each place is called beside a measure.

    Where the document and a published series both have a figure of one place and time, the
    published one says so: the two may differ, and the reader must know which is which.
    """
    counted = Counter((one.area, one.period) for one in figures)
    return tuple(
        f"{_capital(on_one_line(one.area)) or 'Elsewhere'}"
        + (", published" if one.source and counted[one.area, one.period] > 1 else "")
        for one in figures
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
