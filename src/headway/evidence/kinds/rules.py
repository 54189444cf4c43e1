"""Rules that rows of several datasets must keep, each with a quick way to find its suspects."""

from datetime import date
from typing import Any

from headway.evidence.dataset import Row, Rule

_DAYS_OF_YEAR = 365.25


def in_order(earlier: str, later: str, *, first_word: str, second_word: str) -> Rule:
    """
    A day that may not come before another; where either is empty there is nothing to check.

    Args:
        earlier: Column of the day that comes first.
        later: Column of the day that follows, or is the same.
        first_word: What the first day is, in words: "the exclusion's first day".
        second_word: What the second is.
    """

    def check(row: Row) -> str | None:
        before, after = row.get(earlier), row.get(later)
        if before is None or after is None or after >= before:
            return None
        return (
            f"{second_word.capitalize()}, {_on(after)}, comes before {first_word}, "
            f"{_on(before)}. Put the wrong one of the two right."
        )

    def suspects(table: Any) -> Any:
        import pyarrow.compute as pc  # noqa: PLC0415 - late: slow to import

        return (
            pc.less(table[later], table[earlier]) if _has(table, later, earlier) else _none(table)
        )

    return Rule(name=f"{later}-before-{earlier}", check=check, column=later, suspects=suspects)


def aged(least: float, most: float, *, birth: str = "birth", on: str = "start") -> Rule:
    """
    An age in years, on the day of another column, that such a row can have.

    Args:
        least: Youngest; below zero for a child not yet born.
        most: Oldest.
        birth: Column of the day of birth.
        on: Column of the day.
    """

    def check(row: Row) -> str | None:
        born, day = row.get(birth), row.get(on)
        if born is None or day is None:
            return None
        age = (day - born).days / _DAYS_OF_YEAR
        if least <= age < most + 1:
            return None
        old = f"be {int(age)} years old" if age >= 0 else "not be born"
        return (
            f"Somebody born on {_on(born)} would {old} on {_on(day)}; "
            f"{least:g} to {most:g} was expected. Check both days."
        )

    def suspects(table: Any) -> Any:
        import pyarrow.compute as pc  # noqa: PLC0415 - late: slow to import

        if not _has(table, birth, on):
            return _none(table)
        days = pc.days_between(table[birth], table[on])
        youngest, oldest = least * _DAYS_OF_YEAR, (most + 1) * _DAYS_OF_YEAR
        return pc.or_(pc.less(days, youngest), pc.greater_equal(days, oldest))

    return Rule(name=f"age-at-{on}", check=check, column=birth, suspects=suspects)


def at_most(part: str, whole: str, *, part_word: str, whole_word: str) -> Rule:
    """A number that is part of another and cannot exceed it."""

    def check(row: Row) -> str | None:
        some, everything = row.get(part), row.get(whole)
        if some is None or everything is None or some <= everything:
            return None
        return (
            f"{some} {part_word} cannot be out of {everything} {whole_word}. "
            "Put the wrong one of the two right."
        )

    def suspects(table: Any) -> Any:
        import pyarrow.compute as pc  # noqa: PLC0415 - late: slow to import

        return pc.greater(table[part], table[whole]) if _has(table, part, whole) else _none(table)

    return Rule(name=f"{part}-above-{whole}", check=check, column=part, suspects=suspects)


def together(one: str, other: str, *, sentence: str) -> Rule:
    """A cell that must be filled where another is."""

    def check(row: Row) -> str | None:
        missing = row.get(one) is not None and row.get(other) is None
        return sentence if missing else None

    def suspects(table: Any) -> Any:
        import pyarrow.compute as pc  # noqa: PLC0415 - late: slow to import

        if not _has(table, one):
            return _none(table)
        filled = pc.is_valid(table[one])
        return pc.and_(filled, pc.is_null(table[other])) if _has(table, other) else filled

    return Rule(name=f"{one}-without-{other}", check=check, column=other, suspects=suspects)


def _has(table: Any, *names: str) -> bool:
    return set(names) <= set(table.column_names)


def _none(table: Any) -> Any:
    """No suspects: a column that the rule looks at is not in the file."""
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import

    return pa.repeat(pa.scalar(False), table.num_rows)


def _on(day: date) -> str:
    return f"{day:%d/%m/%Y}"
