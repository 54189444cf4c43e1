"""What words must not repeat, and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.domain.disclosing import DisclosurePolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """
    What must not be repeated of one row.

    Attributes:
        values: Hidden figures, each in every way in which it is told.
        leads: What leads back to them: totals, differences, the share of the others.
        about: Words of the row by which others may name what it counts.
    """

    values: frozenset[float] = frozenset()
    leads: frozenset[float] = frozenset()
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """
    Where some words stand.

    Attributes:
        people: Whether a bare number here is likely to count people.
        things: Figures of the row that count something else, and may be repeated.
        own: What must not be repeated of the row itself.
        others: The same of other rows; matters where the words name what they count.
        instead: Rounded figures: what may stand in a figure's place, in brackets.
    """

    policy: DisclosurePolicy = field(default_factory=DisclosurePolicy)
    people: bool = False
    things: frozenset[float] = frozenset()
    own: Secret = field(default_factory=Secret)
    others: tuple[Secret, ...] = ()
    instead: Mapping[float, float] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """What stands in place of a number: "[c]"."""
        return f"[{self.policy.symbol}]"
