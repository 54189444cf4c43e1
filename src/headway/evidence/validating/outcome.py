"""What checking a file found."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from headway.evidence.dataset import Dataset, Fault
from headway.evidence.reading.headings import Headings, plainly

FAULTS_KEPT = 20_000
"""So many faults are kept with their sentences; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """
    One row set aside.

    Attributes:
        texts: Of our columns, as they came.
        in_file: Whether `row` is the file's row; else it is the number of one of ours.
    """

    row: int
    texts: dict[str, str]
    faults: tuple[Fault, ...]
    in_file: bool = False


@dataclass(slots=True, kw_only=True)
class Outcome:
    """
    What checking found; filled while the file is read.

    Attributes:
        rows: Rows read, blank ones left out.
        blank: Rows without any cell filled.
        good: Rows without a fault.
        bad: Rows with one or more.
        counts: Faults by rule and heading, all of them.
        bad_rows: The first bad rows, with their faults.
        refusals: What is wrong with the file as a whole: it cannot be loaded, good rows or not.
        remarks: What was decided while reading, for people.
        first: Earliest day of the column of time, over good rows.
        last: Latest.
        table: The Parquet file with the good rows and their numbers in `_row`.
        quarantine: The CSV file with the bad rows.
        speaks_for: First and last of the days that the file says it is of.
        row_in_file: From the number of one of our rows to the file's row that it stands in.
    """

    dataset: Dataset
    headings: Headings
    table: Path
    quarantine: Path
    rows: int = 0
    blank: int = 0
    good: int = 0
    bad: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    bad_rows: list[BadRow] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    first: date | None = None
    last: date | None = None
    speaks_for: tuple[date, date] | None = None
    row_in_file: Callable[[int], int] = int

    def told(self, bad: BadRow) -> BadRow:
        """A bad row with the numbers by which the clerk finds it in the file."""
        row = bad.row if bad.in_file else self.row_in_file(bad.row)
        if row == bad.row:
            return bad
        faults = tuple(replace(fault, row=row) for fault in bad.faults)
        return replace(bad, row=row, faults=faults, in_file=True)

    @property
    def faults(self) -> list[Fault]:
        """The first faults, in the order of the file."""
        return [fault for row in self.bad_rows for fault in row.faults]

    @property
    def sound(self) -> bool:
        """Whether every row is good and nothing is wrong with the file as a whole."""
        return not self.bad and not self.refusals


_WIDEST = 80
_EXAMPLES = 3


def report(outcome: Outcome, *, shown: int = 20) -> list[str]:
    """
    The lines that tell a clerk what to put right.

    `shown`: How many faults are told one by one; 0 leaves that part out.
    """
    lines = [
        f"{outcome.rows:,} rows read: {outcome.good:,} good, {outcome.bad:,} with faults"
        + (f"; {outcome.blank:,} blank rows passed over" if outcome.blank else "")
        + "."
    ]
    lines += [f"Note: {remark}" for remark in outcome.remarks]
    lines += [f"Cannot be loaded: {refusal}" for refusal in outcome.refusals]
    if outcome.counts:
        lines += ["", "Faults by rule:", *_counted(outcome)]
    if outcome.refusals:  # the file as a whole is wrong; its rows only show how
        shown = min(shown, _EXAMPLES)
    if outcome.counts and shown:
        lines += ["", "Row by row:", *(_told(fault) for fault in outcome.faults[:shown])]
        more = sum(outcome.counts.values()) - min(shown, len(outcome.faults))
        if more > 0:
            lines.append(f"  … and {more:,} more; --report FILE.xlsx has the rows to correct.")
    return lines


def _counted(outcome: Outcome) -> list[str]:
    ordered = sorted(outcome.counts.items(), key=lambda one: (-one[1], one[0]))
    return [
        f"  {count:>9,}  {rule}" + (f", column {column}" if column else "")
        for (rule, column), count in ordered
    ]


def _told(fault: Fault) -> str:
    place = f"row {fault.row}" + (f", {fault.column}" if fault.column else "")
    came = fault.came if len(fault.came) <= _WIDEST else f"{fault.came[: _WIDEST - 1]}…"
    shown = f' "{plainly(came)}"' if came else " (empty)"
    return f"  {place}:{shown}: {fault.sentence}"
