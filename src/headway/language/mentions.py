"""One figure as it stands in a text."""

from dataclasses import dataclass

from headway.domain.quantities import COUNT, Comparator, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """
    Words that give a figure.

    Attributes:
        start: Where they begin; `text[start:end]` is `words`, bounds and unit included.
        number_start: Where the number itself begins.
        value: In `unit`; the lower end where `upper` is given.
        comparator: EQ unless the words bound it: "over 120", "255 or less".
        of: The noun that follows: what is counted.
        upper: The higher end of "between 70 and 80 per cent".
        out_of: 200 in "95 of 200 employees"; the five of "3.5 out of 5".
        numerator: One in "1 in 5", whose value is 20 per cent.
        per: 100000 in "200 per 100,000".
        spelled: Written in words: "ten".
        beside: Stands behind a slash of another figure, as 24 in "3/24".
    """

    start: int
    end: int
    number_start: int
    words: str
    value: float
    unit: Unit = COUNT
    comparator: Comparator = Comparator.EQ
    of: str = ""
    upper: float | None = None
    out_of: float | None = None
    numerator: float | None = None
    per: float | None = None
    spelled: bool = False
    beside: bool = False
