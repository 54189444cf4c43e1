"""
Long tables: one column names the indicator, another holds its figures.

The Local Authority Interactive Tool explains its indicators in a dictionary; the public-health
indicators carry name, counts and their comparison with England in every row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from headway.domain.quantities import COUNT, PERCENT, Polarity, Unit
from headway.evidence.published import knowledge, limits
from headway.evidence.published.layouts import INDICATORS, TOOL, Layout
from headway.evidence.published.releases import Indicator

_BESIDE = ("count", "denominator", "value note", *limits.COLUMNS)
_COMPARED = "compared to england value or percentiles"


def kept(layout: Layout, names: Sequence[str]) -> list[str]:
    """Columns of a long table that are kept beside its figures."""
    return [n for n in names if n.casefold() in _BESIDE] if layout is INDICATORS else []


@dataclass(slots=True)
class Names:
    """What indicators a long table names, learnt while it is read."""

    layout: Layout
    names: dict[str, str] = field(default_factory=dict)
    verdicts: dict[str, dict[str, float]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    scales: dict[str, float] = field(default_factory=dict)

    def see(self, batch: pa.RecordBatch) -> None:
        """Take in one batch."""
        lower = {name.casefold(): name for name in batch.schema.names}
        if self.layout is TOOL:
            self.columns["value"] = lower["values"]
            self.names |= {
                name: name for name in batch[lower["short desc"]].unique().to_pylist() if name
            }
        elif self.layout is INDICATORS:
            self.columns |= {"value": lower["value"]}
            beside = ("count", "denominator", "value note")
            self.columns |= {n: lower[n] for n in beside if n in lower}
            self._indicators(batch, lower)

    def _indicators(self, batch: pa.RecordBatch, lower: Mapping[str, str]) -> None:
        wanted = ("indicator id", "indicator name", "value", "count", "denominator", _COMPARED)
        cells = [
            batch[lower[name]].to_pylist() if name in lower else [""] * batch.num_rows
            for name in wanted
        ]
        for number, name, value, count, base, verdict in zip(*cells, strict=True):
            self.names.setdefault(number, name)
            try:
                figure = float(value)
                if verdict in ("Better", "Worse"):
                    held = self.verdicts.setdefault(number, {})
                    held[verdict] = max(held.get(verdict, figure), figure)
                self.scales.setdefault(number, _scale(figure, float(count), float(base)))
            except ValueError:
                continue

    def indicators(self, dictionary: Mapping[str, Mapping[str, str]]) -> tuple[Indicator, ...]:
        """The table's indicators, as its dictionary or its own rows explain them."""
        if self.layout is TOOL:
            return tuple(self._of_tool(n, dictionary.get(n, {})) for n in sorted(self.names) if n)
        return tuple(self._of_table(number) for number in sorted(self.names) if number)

    def _of_tool(self, name: str, told: Mapping[str, str]) -> Indicator:
        places = told.get("dps", "").strip()
        said = told.get("Polarity", "").strip()
        return Indicator(
            name=name,
            column=self.columns["value"],
            label=told.get("Measure", "").strip() or name,
            unit=_tool_unit(told.get("y_axis_name", ""), name),
            decimals=int(places) if places.isdecimal() else 1,
            polarity=knowledge.polarity("", said or "-").value if told else Polarity.UNKNOWN.value,
            no_quartile=told.get("No_Quartile", "").strip().upper() == "N",
        )

    def _of_table(self, number: str) -> Indicator:
        verdicts = self.verdicts.get(number, {})
        better = Polarity.UNKNOWN
        if len(verdicts) == 2:
            high = verdicts["Better"] > verdicts["Worse"]
            better = Polarity.HIGH if high else Polarity.LOW
        per = self.scales.get(number, 0.0)
        unit = PERCENT if per == 100 else Unit(f"per {per:,.0f}") if per > 1 else knowledge.RATE
        counted = per and "count" in self.columns and "denominator" in self.columns
        return Indicator(
            name=number,
            column=self.columns["value"],
            label=self.names[number].strip(),
            unit=unit,
            decimals=1,
            polarity=better.value,
            numerator=self.columns["count"] if counted else "",
            denominator=self.columns["denominator"] if counted else "",
            per=per,
            note=self.columns.get("value note", ""),
        )


def _scale(value: float, count: float, base: float) -> float:
    """What a rate is per; 0 where it is not its counts' quotient."""
    for per in (1.0, 100.0, 1_000.0, 10_000.0, 100_000.0):
        if base and abs(count / base * per - value) <= 0.001 * abs(value):
            return per
    return 0.0


def _tool_unit(axis: str, name: str) -> Unit:
    """
    The unit that the tool's axis names.

    >>> _tool_unit("Rate per 10,000", ""), _tool_unit("% half days missed", "")
    ('per 10,000', '%')
    """
    words = axis.strip().casefold()
    if words.startswith(("%", "percent")):
        return PERCENT
    if "per " in words:
        number = words.partition("per ")[2].split()[0]
        if number.replace(",", "").isdecimal():
            return Unit(f"per {number}")
    if words.startswith(("number", "total")) or not words:
        return COUNT
    return Unit(words)
