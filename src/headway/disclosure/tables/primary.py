"""
Which figures must be hidden for their own sake.

The reason is for the officer who asks, never for print: "small" beside a mark says that the
figure is from 1 to the threshold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from math import isfinite

from headway.disclosure.cells import TableError
from headway.domain.disclosing import DisclosurePolicy


class Reason(StrEnum):
    """Why a figure is hidden. Never published."""

    COUNT = "a small count"
    NUMERATOR = "a small numerator"
    COMPLEMENT = "few who are not counted"
    BASE = "a small base"
    ANSWERS = "few answers"
    DOMINATED = "one contributor holds most of it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """
    How many people.

    Attributes:
        value: The count.
        largest: How many of them the largest contributor (a school) holds, where known.
    """

    value: float
    largest: float | None = None

    def __post_init__(self) -> None:
        _check_counts(("a count", self.value))
        _check_largest(self.largest, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """
    So many of so many: a percentage. Its complement is the rest.

    Attributes:
        numerator: Who are counted.
        denominator: Of whom.
        answers: Whether it is of answers to a survey, whose least base is the policy's own.
        largest: How many of the denominator the largest contributor holds, where known.
    """

    numerator: float
    denominator: float
    answers: bool = False
    largest: float | None = None

    def __post_init__(self) -> None:
        _check_counts(("a numerator", self.numerator), ("a denominator", self.denominator))
        if self.numerator > self.denominator:
            raise TableError(
                f"a share's numerator cannot exceed its denominator, got {self.numerator:g} of "
                f"{self.denominator:g}; if events are counted, not people, it is a rate"
            )
        _check_largest(self.largest, self.denominator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """
    Events for so many people; one person may have several.

    Attributes:
        numerator: Events.
        denominator: The population.
    """

    numerator: float
    denominator: float

    def __post_init__(self) -> None:
        _check_counts(("a numerator", self.numerator), ("a denominator", self.denominator))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """
    An average over people or answers.

    Attributes:
        base: Over how many.
        largest: How many of them the largest contributor holds, where known.
    """

    base: float
    largest: float | None = None

    def __post_init__(self) -> None:
        _check_counts(("a base", self.base))
        _check_largest(self.largest, self.base)


Figure = Count | Share | Rate | Mean


def reason(figure: Figure, policy: DisclosurePolicy) -> Reason | None:
    """
    Why a figure must be hidden; None where it need not be for its own sake.

    >>> reason(Share(numerator=46, denominator=50), DisclosurePolicy())  # 92.0% of 50
    <Reason.COMPLEMENT: 'few who are not counted'>
    >>> reason(Share(numerator=3, denominator=47), DisclosurePolicy())  # 6.4% of 47
    <Reason.NUMERATOR: 'a small numerator'>
    >>> reason(Count(value=6), DisclosurePolicy()) is None
    True
    """
    match figure:
        case Count():
            if policy.is_small(figure.value):
                return Reason.COUNT
            return _dominated(figure.largest, figure.value, policy)
        case Share():
            return _of_share(figure, policy)
        case Rate():
            if policy.is_small(figure.denominator):
                return Reason.BASE
            return Reason.NUMERATOR if policy.is_small(figure.numerator) else None
        case Mean():
            if figure.base < policy.fewest_answers:
                return Reason.ANSWERS
            return _dominated(figure.largest, figure.base, policy)


def _of_share(figure: Share, policy: DisclosurePolicy) -> Reason | None:
    """Base, numerator and complement, in the order in which an officer would ask."""
    if figure.answers and figure.denominator < policy.fewest_answers:
        return Reason.ANSWERS
    if policy.is_small(figure.denominator):
        return Reason.BASE
    if policy.is_small(figure.numerator):
        return Reason.NUMERATOR
    if policy.is_small(figure.denominator - figure.numerator):
        return Reason.COMPLEMENT
    return _dominated(figure.largest, figure.denominator, policy)


def _dominated(largest: float | None, total: float, policy: DisclosurePolicy) -> Reason | None:
    """Whether one contributor holds more than the policy's share."""
    if policy.dominance is None or largest is None or not total:
        return None
    return Reason.DOMINATED if largest / total * 100 > policy.dominance else None


def counts_behind(percent: float, *, of: int, decimals: int) -> range:
    """
    The counts that a printed percentage may stand for.

    Either way of rounding a half is allowed for.

    Args:
        percent: As printed.
        of: The base, where it is known.
        decimals: Places printed.

    Returns:
        The counts from the least to the greatest; empty where no count gives it.

    Raises:
        TableError: A percentage outside 0 to 100, or a base of nobody.

    >>> [list(counts_behind(6.4, of=47, decimals=1)), list(counts_behind(2, of=180, decimals=0))]
    [[3], [3, 4]]
    """
    if not 0 <= percent <= 100 or of < 1:
        raise TableError(
            f"expected a percentage from 0 to 100 of 1 or more, got {percent:g}% of {of}"
        )
    printed, half = Decimal(repr(percent)), Decimal(5).scaleb(-decimals - 1)
    least = ((printed - half) * of / 100).to_integral_value(ROUND_CEILING)
    most = ((printed + half) * of / 100).to_integral_value(ROUND_FLOOR)
    return range(max(int(least), 0), min(int(most), of) + 1)


def gives_away(percent: float, *, of: int, decimals: int, policy: DisclosurePolicy) -> bool:
    """
    Whether a printed percentage of a known base may stand for a small count, or leave one.

    Raises:
        TableError: As `counts_behind` does.
    """
    counts: Sequence[int] = counts_behind(percent, of=of, decimals=decimals)
    return any(policy.is_small(count) or policy.is_small(of - count) for count in counts)


def _check_counts(*named: tuple[str, float]) -> None:
    """Refuse what no count can be."""
    for name, value in named:
        if not isfinite(value) or value < 0:
            raise TableError(f"{name} must be zero or more people, got {value}")


def _check_largest(largest: float | None, total: float) -> None:
    """Refuse a contributor who holds more than there is."""
    if largest is not None and not 0 <= largest <= total:
        raise TableError(
            f"the largest contributor cannot hold {largest:g} of {total:g}; expected a part of it"
        )
