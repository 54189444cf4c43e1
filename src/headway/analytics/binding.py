"""What a definition's steps are built on: its tables, loaded or made of others by a recipe."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headway.analytics import attendance_totals
from headway.analytics.definition import Definition, Tables, Window
from headway.analytics.tables import (
    ATTENDANCE_SUMS,
    ATTENDANCE_TOTALS,
    MARK_CLASSES,
    Recipe,
    empty_table,
)
from headway.evidence.errors import EvidenceError

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _recipes(name: str) -> tuple[Recipe, ...]:
    if name != ATTENDANCE_TOTALS:
        return ()
    return (attendance_totals.FROM_SUMS, *attendance_totals.RECIPES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """
    The tables for one definition.

    Attributes:
        expressions: What its steps are built on.
        needed: Which of the given tables they read.
    """

    expressions: Tables
    needed: tuple[str, ...]


def bind(
    definition: Definition,
    given: Iterable[str],
    window: Window,
    *sets: Iterable[str],
) -> Bound:
    """
    The tables on which a definition's steps are built, once for several breakdowns.

    Args:
        definition: What is to be computed.
        given: Names of the tables that are there.
        window: The time it is for.
        sets: Of each breakdown the columns it is split by; for none, everybody is one.

    Raises:
        EvidenceError: A dataset is missing, the definition has no such breakdown, or one without
            which it says nothing is not asked for.
    """
    there = set(given) | {MARK_CLASSES}
    wanted = [*definition.tables]
    for by in sets or ((),):
        asked = tuple(by)
        _check_breakdowns(definition, asked)
        for column in asked:
            wanted += definition.breakdown_tables.get(column, ())
    found: dict[str, ir.Table] = {}
    needed: list[str] = []
    for name in dict.fromkeys(wanted):
        expression, read = _table(name, there, window, definition.name)
        found[name] = expression
        needed += read
    return Bound(expressions=found, needed=tuple(dict.fromkeys(needed)))


def _check_breakdowns(definition: Definition, by: tuple[str, ...]) -> None:
    unknown = [column for column in by if column not in definition.breakdowns]
    if unknown:
        known = ", ".join(definition.breakdowns) or "nothing"
        raise EvidenceError(
            f'{definition.name} cannot be split by "{unknown[0]}". It can be split by {known}.'
        )
    left_out = [column for column in definition.split_by if column not in by]
    if left_out:
        raise EvidenceError(
            f"{definition.name} says nothing for everything at once: split it by "
            f"{' and '.join(definition.split_by)}."
        )


def _table(
    name: str, there: set[str], window: Window, wanting: str
) -> tuple["ir.Table", tuple[str, ...]]:
    if name in there:
        return empty_table(name), (name,)
    recipes = _recipes(name)
    for recipe in recipes:
        if there.issuperset(recipe.tables):
            parts = {part: empty_table(part) for part in recipe.tables}
            return recipe.build(parts, window), recipe.tables
    ways = [
        ", ".join(part for part in one.tables if part != MARK_CLASSES)
        for one in recipes
        if ATTENDANCE_SUMS not in one.tables
    ]
    wanted = " or else ".join([*ways]) or name
    raise EvidenceError(
        f"{wanting} needs {wanted}, and no such data has been loaded. "
        "Load it with `headway data load`."
    )


def made_table(
    name: str, given: Iterable[str], window: Window
) -> tuple["ir.Table", tuple[str, ...]]:
    """
    The expression of a table that is made of others, and the given tables that it reads.

    Raises:
        EvidenceError: What it is made of has not been loaded.
    """
    return _table(name, (set(given) | {MARK_CLASSES}) - {name}, window, name)
