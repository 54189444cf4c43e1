"""A plan as a document gives it, with what was put together and what fitted nowhere."""

from dataclasses import dataclass

from headway.domain.plan import Plan
from headway.domain.provenance import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two pieces of one row that a page break had parted."""

    first: Place
    second: Place
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Words of the document that belong to no row: introductions, notes, running titles."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """
    What was read from one document.

    Attributes:
        joins: Rows put together over a page break; each is a doubt of the plan too.
        kept: What belongs to no row, in the document's order.
    """

    plan: Plan
    joins: tuple[Join, ...] = ()
    kept: tuple[Kept, ...] = ()
