"""How a definition narrows a table down, kept step by step so that it can be explained."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headway.analytics.definition import Step, Window

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps so far; each method adds one and gives the longer trail."""

    steps: tuple[Step, ...]

    @staticmethod
    def of(words: str, rows: "ir.Table") -> "Trail":
        """The start: every row of a dataset."""
        return Trail((Step(words=words, rows=rows),))

    @property
    def rows(self) -> "ir.Table":
        """What the last step leaves."""
        return self.steps[-1].rows

    def keep(self, words: str, condition: "Callable[[Any], Any]") -> "Trail":
        """Only the rows for which the condition is true; neither false nor unknown."""
        wanted = condition(self.rows)
        step = Step(words=words, rows=self.rows.filter(wanted), expression=wanted.get_name())
        return Trail((*self.steps, step))

    def then(self, words: str, change: "Callable[[Any], ir.Table]") -> "Trail":
        """A join, a grouping or another change."""
        return Trail((*self.steps, Step(words=words, rows=change(self.rows))))

    def beside(self, other: "Trail", words: str, *columns: str) -> "Trail":
        """Both trails' rows in one table, of these columns alone."""
        both = self.rows.select(*columns).union(other.rows.select(*columns))
        return Trail((*self.steps, *other.steps, Step(words=words, rows=both)))

    def counting(self, words: str, **columns: Any) -> "Trail":
        """
        The last step: what each row adds to the figure.

        A condition becomes 1 where it is true, else 0; a number stays; a text is a column's name.
        """

        def counted(rows: Any) -> "ir.Table":
            given = {name: value(rows) if callable(value) else value for name, value in
                     columns.items()}  # fmt: skip
            return rows.mutate(**{name: _whole(value) for name, value in given.items()})

        return self.then(words, counted)


def _whole(value: Any) -> Any:
    """A condition as 0 or 1, unknown as 0; all else as it is."""
    is_condition = hasattr(value, "type") and value.type().is_boolean()
    return value.fill_null(False).cast("int64") if is_condition else value


def during(column: str, window: Window) -> "Callable[[Any], Any]":
    """The condition that a day lies in the window."""
    return lambda rows: rows[column].between(window.first, window.last)


def open_on_the_last_day(start: str, end: str, window: Window) -> "Callable[[Any], Any]":
    """
    The condition that something had begun by the window's last day and had not ended.

    What ended on the day itself was open on it no more.
    """
    return lambda rows: (
        (rows[start] <= window.last) & (rows[end].isnull() | (rows[end] > window.last))
    )


def there_by(flag: Any, since: Any, day: Any) -> Any:
    """
    The condition that something was there on a day.

    Args:
        flag: Whether it is there; where that is empty, a day since when says that it is.
        since: Day from which on; empty where that is not known, which does not make it absent.
        day: The day.
    """
    return flag.fill_null(since.notnull()) & (since.isnull() | (since <= day))


def open_at_any_time(start: str, end: str, window: Window) -> "Callable[[Any], Any]":
    """The condition that something was open on any day of the window."""
    return lambda rows: (
        (rows[start] <= window.last) & (rows[end].isnull() | (rows[end] >= window.first))
    )
