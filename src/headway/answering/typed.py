"""A figure as somebody types it: "1,400", "9.3%", "£2,500", "over 120"."""

import re
from dataclasses import dataclass

from headway.answering.errors import AnswerError
from headway.domain.quantities import COUNT, MONEY, PERCENT, POINTS, Comparator, Unit

LONGEST = 40
"""Characters; no figure of a report needs as many."""

_BOUNDS: dict[str, Comparator] = {
    "over": Comparator.GT,
    "more than": Comparator.GT,
    ">": Comparator.GT,
    "at least": Comparator.GE,
    ">=": Comparator.GE,
    "≥": Comparator.GE,
    "under": Comparator.LT,
    "less than": Comparator.LT,
    "fewer than": Comparator.LT,
    "<": Comparator.LT,
    "up to": Comparator.LE,
    "at most": Comparator.LE,
    "<=": Comparator.LE,
    "≤": Comparator.LE,
    "about": Comparator.APPROX,
    "almost": Comparator.APPROX,
    "around": Comparator.APPROX,
    "~": Comparator.APPROX,
}
_SHAPE = re.compile(
    r"(?P<bound>[a-z<>≤≥=~][a-z <>≤≥=~]*?)?\s*(?P<sign>[-−+])?\s*(?P<money>[£$€])?\s*"
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"\s*(?P<percent>%|per ?cent|pp|percentage points?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """
    A figure that was typed.

    Attributes:
        comparator: EQ unless it was bounded: "over 120" is GT.
    """

    value: float
    comparator: Comparator = Comparator.EQ


def figure(text: str, unit: Unit) -> Typed:
    """
    What a typed figure says, in the unit that was asked for.

    >>> from headway.domain.quantities import COUNT
    >>> figure("1,400", COUNT).value, figure("9.3 %", PERCENT).value, figure("over 120", COUNT)
    (1400.0, 9.3, Typed(value=120.0, comparator=<Comparator.GT: 'gt'>))

    Raises:
        AnswerError: It is no one figure, or one in another unit.
    """
    tidy = " ".join(text.replace("\xa0", " ").split())
    found = _SHAPE.fullmatch(tidy) if len(tidy) <= LONGEST else None
    if found is None:
        raise AnswerError(_unread(tidy, unit))
    bound = (found["bound"] or "").strip().lower()
    if bound and bound not in _BOUNDS:
        raise AnswerError(_unread(tidy, unit))
    if found["percent"] and unit not in (PERCENT, POINTS):
        raise AnswerError(f'This figure is {_a(unit)}, and "{tidy}" is a percentage.')
    if found["money"] and MONEY.get(unit) != found["money"]:
        raise AnswerError(f'This figure is {_a(unit)}, and "{tidy}" is an amount of money.')
    value = float(found["number"].replace(",", ""))
    if found["sign"] in ("-", "−"):
        value = -value
    return Typed(value=value, comparator=_BOUNDS.get(bound, Comparator.EQ))


def _unread(tidy: str, unit: Unit) -> str:
    shown = tidy if len(tidy) <= LONGEST else f"{tidy[:LONGEST]}…"
    example = {PERCENT: "9.3 or 9.3%", POINTS: "3"}.get(unit, "1,400")
    return (
        f'One figure is expected here, such as {example}; "{shown}" cannot be read as one. '
        "Where there is none, choose the reason beside it."
    )


def _a(unit: Unit) -> str:
    return {PERCENT: "a percentage", POINTS: "a number of percentage points"}.get(
        unit, f"an amount in {MONEY[unit]}" if unit in MONEY else _number_of(unit)
    )


def _number_of(unit: Unit) -> str:
    return "a number" if unit == COUNT else f"a number ({unit})"
