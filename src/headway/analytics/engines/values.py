"""
What an expression's value is for one row, worked out plainly.

For the reference engine alone. Conditions have three values as in SQL: true, false and unknown
(None); a comparison with an empty cell is unknown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis.expr.operations as ops

from headway.evidence.errors import EvidenceError

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """
    Where a value is worked out.

    Attributes:
        rows: The row of each table that the expression may name.
        group: For a sum or a count, the scopes of the group's rows.
        column: Gives every value of a one-column table, for `isin` of another table.
    """

    rows: Mapping[Any, Row]
    group: "Sequence[Scope]" = ()
    column: Callable[[Any], list[Any]]


def value(node: Any, scope: Scope) -> Any:
    """
    The value of an expression in a scope.

    Raises:
        EvidenceError: The expression has an operation that this engine does not know.
    """
    known = _VALUES.get(type(node))
    if known is None:
        raise EvidenceError(
            f'The reference engine does not know the operation "{type(node).__name__}". '
            "Write the definition with those it knows, or teach it this one."
        )
    return known(node, scope)


def _field(node: Any, scope: Scope) -> Any:
    return scope.rows[node.rel][node.name]


def _literal(node: Any, scope: Scope) -> Any:
    del scope
    if node.dtype.is_interval():
        unit = node.dtype.unit.value
        if unit not in ("D", "W"):
            raise EvidenceError(f'The reference engine counts in days and weeks, not in "{unit}".')
        return timedelta(days=node.value * (7 if unit == "W" else 1))
    return node.value


def _on_both(work: Callable[[Any, Any], Any]) -> Callable[[Any, Scope], Any]:
    """A function of two known values; unknown where either is."""

    def both(node: Any, scope: Scope) -> Any:
        left, right = value(node.left, scope), value(node.right, scope)
        return None if left is None or right is None else work(left, right)

    return both


def _on_one(work: Callable[[Any], Any]) -> Callable[[Any, Scope], Any]:
    def one(node: Any, scope: Scope) -> Any:
        arg = value(node.arg, scope)
        return None if arg is None else work(arg)

    return one


def _and(node: Any, scope: Scope) -> bool | None:
    sides = (value(node.left, scope), value(node.right, scope))
    return False if False in sides else None if None in sides else True


def _or(node: Any, scope: Scope) -> bool | None:
    sides = (value(node.left, scope), value(node.right, scope))
    return True if True in sides else None if None in sides else False


def _between(node: Any, scope: Scope) -> bool | None:
    arg = value(node.arg, scope)
    low, high = value(node.lower_bound, scope), value(node.upper_bound, scope)
    if arg is None:
        return None
    above = None if low is None else arg >= low
    below = None if high is None else arg <= high
    return False if False in (above, below) else None if None in (above, below) else True


def _among(found: Any, options: Sequence[Any]) -> bool | None:
    if found is None:
        return None if options else False
    known = [option for option in options if option is not None]
    if found in known:
        return True
    return None if len(known) < len(options) else False


def _in_values(node: Any, scope: Scope) -> bool | None:
    return _among(value(node.value, scope), [value(option, scope) for option in node.options])


def _in_subquery(node: Any, scope: Scope) -> bool | None:
    return _among(value(node.needle, scope), scope.column(node.rel))


def _if_else(node: Any, scope: Scope) -> Any:
    chosen = node.true_expr if value(node.bool_expr, scope) else node.false_null_expr
    return value(chosen, scope)


def _searched_case(node: Any, scope: Scope) -> Any:
    for case, result in zip(node.cases, node.results, strict=True):
        if value(case, scope):
            return value(result, scope)
    return value(node.default, scope)


def _simple_case(node: Any, scope: Scope) -> Any:
    base = value(node.base, scope)
    for case, result in zip(node.cases, node.results, strict=True):
        if base is not None and base == value(case, scope):
            return value(result, scope)
    return value(node.default, scope)


def _coalesce(node: Any, scope: Scope) -> Any:
    return next((found for arg in node.arg if (found := value(arg, scope)) is not None), None)


def _null_if(node: Any, scope: Scope) -> Any:
    arg, null = value(node.arg, scope), value(node.null_if_expr, scope)
    return None if arg is not None and arg == null else arg


def _extreme(pick: Callable[[list[Any]], Any]) -> Callable[[Any, Scope], Any]:
    def found(node: Any, scope: Scope) -> Any:
        known = [one for arg in node.arg if (one := value(arg, scope)) is not None]
        return pick(known) if known else None

    return found


def _divide(left: Any, right: Any) -> float:
    if right == 0:
        raise EvidenceError(
            "A definition divides by zero. Write `.nullif(0)` on what it divides by, or leave "
            "the division to the end."
        )
    return float(left / right)


def _cast(node: Any, scope: Scope) -> Any:
    arg, to = value(node.arg, scope), node.to
    if arg is None:
        return None
    if to.is_integer() and isinstance(arg, bool | int):
        return int(arg)
    if to.is_string():
        return arg.isoformat() if isinstance(arg, date) else str(arg)
    if to.is_floating() and isinstance(arg, int | float):
        return float(arg)
    if to.is_boolean() and isinstance(arg, bool):
        return arg
    if to.is_date() and isinstance(arg, date):
        return arg
    raise EvidenceError(
        f"The reference engine cannot make {to} of {type(arg).__name__}: engines differ in it. "
        "Write the definition without this cast."
    )


def _concat(node: Any, scope: Scope) -> str | None:
    parts = [value(part, scope) for part in node.arg]
    return None if None in parts else "".join(parts)


def _substring(node: Any, scope: Scope) -> str | None:
    arg, start = value(node.arg, scope), value(node.start, scope)
    if arg is None or start is None:
        return None
    end = None if node.length is None else start + value(node.length, scope)
    return str(arg[start:end])


def _starts_or_ends(method: str, part: str) -> Callable[[Any, Scope], Any]:
    def found(node: Any, scope: Scope) -> Any:
        arg, wanted = value(node.arg, scope), value(getattr(node, part), scope)
        return None if arg is None or wanted is None else getattr(arg, method)(wanted)

    return found


def _contains(node: Any, scope: Scope) -> bool | None:
    whole, part = value(node.haystack, scope), value(node.needle, scope)
    return None if whole is None or part is None else part in whole


def _date_delta(node: Any, scope: Scope) -> int | None:
    left, right = value(node.left, scope), value(node.right, scope)
    if str(node.part.value) != "day":
        raise EvidenceError("The reference engine takes differences of days in days only.")
    return None if left is None or right is None else (left - right).days


def _args(node: Any, scope: Scope) -> list[Any]:
    """A reduction's known values over its group."""
    return [
        found
        for each in scope.group
        if node.where is None or value(node.where, each)
        if (found := value(node.arg, each)) is not None
    ]


def _reduced(work: Callable[[list[Any]], Any]) -> Callable[[Any, Scope], Any]:
    """A function of the known values of a group; unknown where there is none."""

    def over(node: Any, scope: Scope) -> Any:
        found = _args(node, scope)
        return work(found) if found else None

    return over


def _count_rows(node: Any, scope: Scope) -> int:
    return sum(1 for each in scope.group if node.where is None or value(node.where, each))


_VALUES: Mapping[type, Callable[[Any, Scope], Any]] = {
    ops.Field: _field,
    ops.Literal: _literal,
    ops.Alias: lambda node, scope: value(node.arg, scope),
    ops.Cast: _cast,
    ops.Equals: _on_both(lambda left, right: left == right),
    ops.NotEquals: _on_both(lambda left, right: left != right),
    ops.Less: _on_both(lambda left, right: left < right),
    ops.LessEqual: _on_both(lambda left, right: left <= right),
    ops.Greater: _on_both(lambda left, right: left > right),
    ops.GreaterEqual: _on_both(lambda left, right: left >= right),
    ops.Between: _between,
    ops.And: _and,
    ops.Or: _or,
    ops.Xor: _on_both(lambda left, right: left != right),
    ops.Not: _on_one(lambda arg: not arg),
    ops.IsNull: lambda node, scope: value(node.arg, scope) is None,
    ops.NotNull: lambda node, scope: value(node.arg, scope) is not None,
    ops.InValues: _in_values,
    ops.InSubquery: _in_subquery,
    ops.IfElse: _if_else,
    ops.SearchedCase: _searched_case,
    ops.SimpleCase: _simple_case,
    ops.Coalesce: _coalesce,
    ops.NullIf: _null_if,
    ops.Greatest: _extreme(max),
    ops.Least: _extreme(min),
    ops.Add: _on_both(lambda left, right: left + right),
    ops.Subtract: _on_both(lambda left, right: left - right),
    ops.Multiply: _on_both(lambda left, right: left * right),
    ops.Divide: _on_both(_divide),
    ops.Negate: _on_one(lambda arg: -arg),
    ops.Abs: _on_one(abs),
    ops.DateAdd: _on_both(lambda left, right: left + right),
    ops.DateSub: _on_both(lambda left, right: left - right),
    ops.DateDelta: _date_delta,
    ops.ExtractYear: _on_one(lambda arg: arg.year),
    ops.ExtractMonth: _on_one(lambda arg: arg.month),
    ops.ExtractDay: _on_one(lambda arg: arg.day),
    ops.Lowercase: _on_one(str.lower),
    ops.Uppercase: _on_one(str.upper),
    ops.Strip: _on_one(lambda arg: arg.strip(" ")),
    ops.StringLength: _on_one(len),
    ops.StringConcat: _concat,
    ops.Substring: _substring,
    ops.StartsWith: _starts_or_ends("startswith", "start"),
    ops.EndsWith: _starts_or_ends("endswith", "end"),
    ops.StringContains: _contains,
    ops.CountStar: _count_rows,
    ops.Count: lambda node, scope: len(_args(node, scope)),
    ops.CountDistinct: lambda node, scope: len(set(_args(node, scope))),
    ops.Sum: _reduced(sum),
    ops.Min: _reduced(min),
    ops.Max: _reduced(max),
    ops.Any: _reduced(any),
    ops.All: _reduced(all),
}
