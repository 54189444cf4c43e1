"""What a plan may publish: the rule by which small numbers are kept from everybody."""

from dataclasses import dataclass
from enum import StrEnum

from headway.domain.errors import PlanError


class ZeroRule(StrEnum):
    """What is done with a count of nobody."""

    SHOW = "show"
    """A zero is published: a hidden count is then known to be at least one."""
    HIDE = "hide"
    """A zero is hidden as a small count is: a hidden count may then be zero."""


class Method(StrEnum):
    """How small counts are protected."""

    SUPPRESS = "suppress"
    """Hidden behind the symbol, with as many others as it takes."""
    ROUND = "round"
    """Every count is rounded to the base, so that the sums still hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """
    A relation between published figures that an attacker may use: a total and its parts.

    Names are row ids, or `row/breakdown` for one group of a row. Where `rest` is given the
    parts do not make up the total ("pupils with SEN" among all pupils): what is left over is
    protected as if it were a part of that name, though nobody prints it.
    """

    total: str
    parts: tuple[str, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosurePolicy:
    """
    One rule for all that leaves a plan.

    Attributes:
        threshold: Counts of people from 1 to this are small. 5 is the usual choice.
        zeros: Whether a count of nobody is shown.
        method: Hide small counts, or round all counts.
        rounding_base: To which multiple counts are rounded; used by `Method.ROUND`.
        symbol: What stands in place of a hidden figure. The same for every reason.
        fewest_answers: A mean or a survey share on fewer answers than this is hidden.
        dominance: Hidden too is a figure of which one contributor (a school) holds more than
            this share, in percent; None where that is no concern.
        sums: Relations between rows beyond those that their breakdowns show.
        exempt: Rows whose counts are not of people (teams, courses), named by id.

    Raises:
        PlanError: A number makes no sense.

    >>> [DisclosurePolicy().is_small(count) for count in (5, 6, 0)]
    [True, False, False]
    """

    threshold: int = 5
    zeros: ZeroRule = ZeroRule.SHOW
    method: Method = Method.SUPPRESS
    rounding_base: int = 5
    symbol: str = "c"
    fewest_answers: int = 10
    dominance: float | None = None
    sums: tuple[Sum, ...] = ()
    exempt: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.threshold < 1:
            raise PlanError(f"the disclosure threshold must be 1 or more, got {self.threshold}")
        if self.rounding_base < 2:
            raise PlanError(f"the rounding base must be 2 or more, got {self.rounding_base}")
        if self.fewest_answers < 1:
            raise PlanError(f"the fewest answers must be 1 or more, got {self.fewest_answers}")
        if self.dominance is not None and not 0 < self.dominance <= 100:
            raise PlanError(f"dominance is a share from 0 to 100, got {self.dominance}")
        if not self.symbol.strip() or any(c.isdigit() for c in self.symbol):
            raise PlanError(f'the symbol must be a mark without digits, got "{self.symbol}"')

    def is_small(self, count: float) -> bool:
        """Whether a count of people must not be shown for its own sake."""
        if count == 0:
            return self.zeros is ZeroRule.HIDE
        return 0 < count <= self.threshold
