"""What every engine does, and what it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from headway.analytics.definition import Count, Definition, Window
from headway.analytics.tables import Given

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """
    What one step of a definition leaves.

    Attributes:
        words: What the step does.
        expression: Its condition, where it has one.
        rows: How many rows are left after it.
    """

    words: str
    expression: str
    rows: int


class Engine(Protocol):
    """
    Runs definitions on tables.

    Every method raises `EvidenceError` where a dataset is missing or a breakdown is none of the
    definition's. Groups come in the order of their values, so that two runs and two engines
    give equal answers.
    """

    name: str

    def counts(
        self, definition: Definition, given: Given, window: Window, by: Sequence[str] = ()
    ) -> tuple[Count, ...]:
        """
        One count for each group; for everybody, one count even where there is no row.

        `by` names breakdown columns, combined: each set of values is a group.
        """
        ...

    def cube(
        self,
        definition: Definition,
        given: Given,
        window: Window,
        sets: Sequence[Sequence[str]],
    ) -> tuple[tuple[Count, ...], ...]:
        """The counts of several breakdowns at once, in the order asked; one query where it can."""
        ...

    def left_by_step(
        self, definition: Definition, given: Given, window: Window, by: Sequence[str] = ()
    ) -> tuple[Left, ...]:
        """How many rows each step of the definition leaves."""
        ...

    def made(self, name: str, given: Given, window: Window) -> "pa.Table":
        """A table that is made of others, such as `attendance-totals`."""
        ...
