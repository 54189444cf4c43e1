"""
Which columns of a file split its rows and which hold its figures, learnt while it is read.

Where the file has no metadata a column whose cells are numbers and symbols holds figures, and
one with words splits the rows; ages and year groups split them though they are numbers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from headway.domain.quantities import COUNT, Polarity, Unit
from headway.evidence.published import knowledge
from headway.evidence.published.releases import Indicator
from headway.evidence.published.symbols import NUMBER_PATTERN, is_symbol

_MANY = 2_000
_SHOWN = 2
_FRACTION = r"\.\d*[1-9]"
_FEW = 20
"""Fewer than one number in so many with decimals are slips in a column of counts."""
_FILTER_NAMES = re.compile(
    r"^(age|sex|gender|year_?group|nc_?year\w*|characteristic\w*|breakdown\w*|category\w*|"
    r"school_type|\w*phase\w*|\w*_group|\w*_topic|\w*_type|year_breakdown|absence_terms)$"
)


@dataclass(slots=True)
class Learnt:
    """What has been seen of one column so far."""

    words: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    numbers: int = 0
    decimals: int = 0
    fractions: int = 0

    def see(self, column: pa.Array) -> None:
        """Take in one batch of the column, its cells trimmed."""
        cells = column.unique()
        is_number = pc.match_substring_regex(cells, NUMBER_PATTERN)
        numbers = cells.filter(is_number)
        self.numbers += len(numbers)
        if len(self.words) < _MANY:
            self.words.update(cells.filter(pc.invert(is_number)).to_pylist())
        if len(self.values) < _MANY:
            self.values.update(cells.slice(0, _MANY).to_pylist())
        fractions = numbers.filter(pc.match_substring_regex(numbers, _FRACTION))
        self.fractions += len(fractions)
        if self.decimals <= _SHOWN:
            for cell in fractions.slice(0, _MANY).to_pylist():
                after = cell.rstrip("%").partition(".")[2].rstrip("0")
                self.decimals = max(self.decimals, len(after) if after.isdecimal() else 0)

    def splits(self, name: str) -> bool:
        """Whether the column splits the rows, as far as cells and name tell."""
        if _FILTER_NAMES.match(name.casefold()):
            return True
        strange = [word for word in self.words if not is_symbol(word)]
        return bool(strange) and len(strange) * 20 > self.numbers

    @property
    def too_many(self) -> bool:
        """Words so many that they are remarks, not groups."""
        return len(self.words) >= _MANY


Metadata = Mapping[str, Mapping[str, str]]
"""Rows of a .meta.csv by column name."""


def splitting(learnt: Mapping[str, Learnt], metadata: Metadata) -> dict[str, tuple[str, ...]]:
    """The columns that split the rows, each with its values."""
    grouping = {row.get("filter_grouping_column", "") for row in metadata.values()} - {""}
    out = {}
    for name, seen in learnt.items():
        told = metadata.get(name, {}).get("col_type", "").strip().casefold()
        is_filter = told == "filter" or name in grouping if told or name in grouping else None
        if is_filter or (is_filter is None and seen.splits(name) and not seen.too_many):
            out[name] = tuple(sorted(seen.values))
    return out


def figures(
    learnt: Mapping[str, Learnt], filters: Mapping[str, object], metadata: Metadata
) -> tuple[Indicator, ...]:
    """The columns that hold figures, as indicators."""
    names = [n for n, seen in learnt.items() if n not in filters and not seen.too_many]
    return tuple(_indicator(name, learnt[name], metadata.get(name, {}), names) for name in names)


def _indicator(name: str, seen: Learnt, told: Mapping[str, str], names: list[str]) -> Indicator:
    unit: Unit = knowledge.unit(name, told.get("indicator_unit", ""), names)
    label = told.get("label", "").strip() or knowledge.label(name)
    places = told.get("indicator_dp", "").strip()
    better = knowledge.polarity(name)
    if better is Polarity.UNKNOWN and told:
        better = knowledge.polarity(label)
    slips = unit == COUNT and seen.fractions * _FEW < seen.numbers
    used = 0 if slips else min(seen.decimals, _SHOWN)
    return Indicator(
        name=name,
        column=name,
        label=label,
        unit=unit,
        decimals=int(places) if places.isdecimal() else used,
        polarity=better.value,
    )
