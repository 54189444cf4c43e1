"""
What somebody outside knows: figures that they cannot see, and what was said of them.

Sums, percentages, "down by 6" and rounded counts all become one kind of statement, a
weighted sum between two bounds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

from headway.disclosure.cells import CellId, Relation, TableError


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """
    One figure, as far as anybody knows it.

    Attributes:
        lower: What it cannot be below.
        upper: What it cannot exceed; equal to `lower` where it is known.
        whole: Whether it is a count, and so a whole number.
    """

    lower: float = 0.0
    upper: float = inf
    whole: bool = True

    @property
    def is_known(self) -> bool:
        """Whether only one value is possible."""
        return self.lower == self.upper

    def allows(self, other: "Unknown") -> bool:
        """Whether both can be true of one figure."""
        return self.lower <= other.upper and other.lower <= self.upper

    def and_also(self, other: "Unknown") -> "Unknown":
        """What is left when both are true of one figure."""
        return Unknown(
            lower=max(self.lower, other.lower),
            upper=min(self.upper, other.upper),
            whole=self.whole or other.whole,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`low` <= the sum of each term's figure times its weight <= `high`."""

    terms: tuple[tuple[CellId, float], ...]
    low: float
    high: float
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """
    Everything that was ever published, as an attacker would write it down.

    Raises:
        TableError: A statement is about a figure that is not there.
    """

    unknowns: Mapping[CellId, Unknown]
    statements: tuple[Statement, ...] = field(default=())

    def __post_init__(self) -> None:
        for one in self.statements:
            for name, _ in one.terms:
                if name not in self.unknowns:
                    raise TableError(
                        f'"{one.name or "a statement"}" names the cell "{name}", which is not there'
                    )


def known(value: float) -> Unknown:
    """A figure that everybody can read."""
    return Unknown(lower=value, upper=value, whole=float(value).is_integer())


def sum_statement(relation: Relation) -> Statement:
    """What a total says of its parts."""
    terms = [(relation.total, -1.0), *((part, 1.0) for part in relation.parts)]
    return Statement(
        terms=merged(terms), low=0.0, high=0.0, name=relation.name or str(relation.total)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """
    A printed figure that was worked out from others: a percentage, a mean, a change.

    It is `per` times the sum of `top`, divided by the sum of `bottom` (by nothing where that
    is empty), rounded to `decimals`. Each names cells with their weights:

    - 6.4% of 47 pupils: top the pupils counted, bottom all pupils, per 100;
    - "down by 6": top now (1) and before (-1), no bottom, value -6;
    - "up by 12%": top now (1) and before (-1), bottom before, per 100;
    - a mean of 3.4: top the sum of the scores, bottom the number of answers.
    """

    name: str
    value: float
    top: Mapping[CellId, float]
    bottom: Mapping[CellId, float] = field(default_factory=dict)
    per: float = 1.0
    decimals: int = 0

    @property
    def half(self) -> float:
        """How far, at most, the figure before rounding is from what is printed."""
        return 0.5 * 10.0**-self.decimals

    def statements(self) -> tuple[Statement, ...]:
        """
        What it gives away of its cells.

        Both ends are included, since halves are rounded up by some and to even by others.

        >>> CASES, ALL = CellId("cases"), CellId("all")
        >>> told = Derived(name="share", value=6.4, top={CASES: 1}, bottom={ALL: 1}, per=100,
        ...                decimals=1)
        >>> [(one.low, one.high, len(one.terms)) for one in told.statements()]
        [(0.0, inf, 2), (-inf, 0.0, 2)]
        """
        weighted = [(name, self.per * weight) for name, weight in self.top.items()]
        low, high = self.value - self.half, self.value + self.half
        if not self.bottom:
            both = Statement(terms=merged(weighted), low=low, high=high, name=self.name)
            return (both,)
        above = [(name, -low * weight) for name, weight in self.bottom.items()]
        below = [(name, -high * weight) for name, weight in self.bottom.items()]
        return (
            Statement(terms=merged([*weighted, *above]), low=0.0, high=inf, name=self.name),
            Statement(terms=merged([*weighted, *below]), low=-inf, high=0.0, name=self.name),
        )


def merged(terms: Iterable[tuple[CellId, float]]) -> tuple[tuple[CellId, float], ...]:
    """Each cell once, its weights added."""
    weights: dict[CellId, float] = {}
    for name, weight in terms:
        weights[name] = weights.get(name, 0.0) + weight
    return tuple((name, weight) for name, weight in weights.items() if weight)
