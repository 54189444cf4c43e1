"""
From the rows of each layout to one form: place, time and indicator beside the cells as they came.

Few different places and times stand in many rows, so each is worked out once and then looked up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from headway.domain.periods import Period
from headway.evidence.published import places, times
from headway.evidence.published.knowledge import Trait
from headway.evidence.published.layouts import INDICATORS, TIDY, TOOL, Layout

PERIOD, LEVEL, CODE, NAME, REGION, INDICATOR, ROW = (
    "_period", "_level", "_code", "_name", "_region", "_indicator", "_row"
)  # fmt: skip
FORM = (PERIOD, LEVEL, CODE, NAME, REGION)

_TIME = ("time_period", "time_identifier")
_PLACE = (
    *("geographic_level", "country_code", "country_name", "region_code", "region_name"),
    *("old_la_code", "new_la_code", "la_name"),
)
_OTHER_PLACES = (
    *("lad", "pcon", "ward", "rsc_region", "opportunity_area", "local_enterprise_partnership"),
    *("lsip", "mat", "trust", "sponsor", "school", "provider", "institution", "planning_area"),
    *("english_devolved_area", "police_force_area", "pfa", "icb"),
)
_SCHOOL = ("urn", "laestab", "estab", "school_urn", "school_laestab", "school_name")
_SEPARATOR = "\x1f"
_COMPARED = "compared to {} value or percentiles"
_BESIDE_INDICATORS = frozenset(
    {
        *("indicator id", "indicator name", "area code", "area name", "area type"),
        *("parent code", "parent name", "count", "denominator", "value note", "recent trend"),
        *("time period", "time period sortable", "time period range"),
        *("lower ci 95.0 limit", "upper ci 95.0 limit"),
        *("lower ci 99.8 limit", "upper ci 99.8 limit"),
        *(_COMPARED.format(one) for one in ("england", "regions (statistical)", "counties")),
        *("compared to percentiles", "compared to goal", "new data"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """
    What the columns of a layout are.

    Attributes:
        known: Columns, in lower case, that are neither filters nor indicators.
        time: Columns that tell the time, and how a row's cells become a period's text.
        place: Columns that tell the place, and how a row's cells become level, code, name, region.
        indicator: The column that names the indicator of a long table; empty for a wide one.
        values: The columns of figures of a long table.
    """

    known: frozenset[str]
    time: tuple[tuple[str, ...], Callable[..., str]]
    place: tuple[tuple[str, ...], Callable[..., tuple[str, str, str, str]]]
    indicator: str = ""
    values: tuple[str, ...] = ()


def shape_of(
    layout: Layout,
    header: Sequence[str],
    *,
    trait: Trait | None,
    dictionary: Mapping[str, Mapping[str, str]],
) -> Shape:
    """The shape of a file in one of the three layouts that hold figures."""
    if layout is TIDY:
        return _tidy(header, trait)
    return {TOOL: _tool, INDICATORS: _indicators}[layout](dictionary)


def _tidy(header: Sequence[str], trait: Trait | None) -> Shape:
    lower = [column.casefold() for column in header]
    other = tuple(
        c for c in lower if c in _SCHOOL
        or any(c in (f"{o}_code", f"{o}_name") for o in _OTHER_PLACES)
    )  # fmt: skip
    attributes = {"academy_type", "academy_open_date", "all_through", "school_postcode"} & set(
        lower
    )

    def time(label: str, identifier: str) -> str:
        return str(_period(identifier, label, trait) or f"{identifier} {label}".strip())

    return Shape(
        known=frozenset((*_TIME, *_PLACE, *other, *attributes)),
        time=(_TIME, time),
        place=((*_PLACE, *other), _tidy_place),
    )


def _period(identifier: str, label: str, trait: Trait | None) -> Period | None:
    four = label.strip().isdecimal() and len(label.strip()) == 4
    if trait is not None and trait.midyear and four:
        return Period.parse(f"{label.strip()}-06-30")
    if trait is not None and trait.winter and four:
        return Period.parse(f"{int(label) - 1}-12/{label.strip()}-02")
    return times.period_of(identifier, label)


def _tidy_place(*cells: str) -> tuple[str, str, str, str]:
    """Level, code, name and region, from the cells of the columns in `_PLACE` and then others."""
    level, country, country_name, code, region, number, new, name, *other = cells
    within = places.region_code(code, region) if code or region else ""
    kind = level.strip().casefold()
    if kind in ("national", "country"):
        return places.NATIONAL, country or places.ENGLAND, country_name or "England", ""
    if kind in ("regional", "region"):
        return places.REGIONAL, within, places.region(within).name, ""
    if kind in ("local authority", "la", "local_authority"):
        area = places.authority(number, new, name, within)
        return places.LOCAL, area.code, name or area.name, within
    told = [cell for cell in other if cell] or [number, name]
    return level, told[0], told[-1], within


def _tool(dictionary: Mapping[str, Mapping[str, str]]) -> Shape:
    def time(label: str, measure: str) -> str:
        entry = dictionary.get(measure, {})
        found = times.tool_period(label, entry.get("Year_Type", ""), entry.get("Topic", ""))
        return str(found or label)

    return Shape(
        known=frozenset({"short desc", "years", "la and regions", "la number", "region"}),
        time=(("years", "short desc"), time),
        place=(("la number", "la and regions", "region"), _tool_place),
        indicator="short desc",
        values=("values",),
    )


def _tool_place(number: str, name: str, region: str) -> tuple[str, str, str, str]:
    code = places.region_code("", name)
    if code == places.ENGLAND:
        return places.NATIONAL, code, "England", ""
    if number.isdecimal() and int(number) >= 970:
        return places.REGIONAL, code, places.region(code).name, ""
    within = places.region_code("", region)
    area = places.authority(number, "", name, within)
    return places.LOCAL, area.code, name, within


def _indicators(_: Mapping[str, Mapping[str, str]]) -> Shape:
    def time(label: str, about: str) -> str:
        return str(times.indicator_period(label, about) or label)

    return Shape(
        known=_BESIDE_INDICATORS,
        time=(("time period", "indicator name"), time),
        place=(("area code", "area name", "area type"), _indicator_place),
        indicator="indicator id",
        values=("value",),
    )


def _indicator_place(code: str, name: str, kind: str) -> tuple[str, str, str, str]:
    if code == places.ENGLAND:
        return places.NATIONAL, code, "England", ""
    if kind.casefold().startswith("region"):
        within = places.region_code(code, name)
        return places.REGIONAL, within, places.region(within).name, ""
    if kind.casefold().startswith(("counties", "upper tier")):
        area = places.authority("", code, name)
        return places.LOCAL, area.code, name, area.region
    return kind or "other", code, name, ""


@dataclass(slots=True)
class Shaper:
    """Shapes batch after batch; not frozen, since it remembers what it has worked out."""

    shape: Shape
    columns: Mapping[str, str]
    _places: dict[str, Any] = field(default_factory=dict)
    _times: dict[str, Any] = field(default_factory=dict)

    def shaped(self, batch: pa.RecordBatch) -> dict[str, pa.Array]:
        """Place and time columns of a batch, text each, in its own order."""
        out = {}
        columns, period = self.shape.time
        (out[PERIOD],) = self._worked_out(batch, columns, lambda *c: (period(*c),), self._times)
        columns, place = self.shape.place
        parts = self._worked_out(batch, columns, place, self._places)
        out |= dict(zip((LEVEL, CODE, NAME, REGION), parts, strict=True))
        if self.shape.indicator:
            out[INDICATOR] = pc.utf8_trim_whitespace(batch[self.columns[self.shape.indicator]])
        return out

    def _worked_out(
        self,
        batch: pa.RecordBatch,
        columns: Sequence[str],
        work: Callable[..., tuple[str, ...]],
        known: dict[str, tuple[str, ...]],
    ) -> list[pa.Array]:
        empty = pa.scalar("")
        cells = [
            pc.replace_substring(batch[self.columns[c]], _SEPARATOR, " ")
            if c in self.columns
            else empty
            for c in columns
        ]
        coded = pc.binary_join_element_wise(*cells, _SEPARATOR).dictionary_encode()
        found = []
        for joined in coded.dictionary.to_pylist():
            if joined not in known:
                known[joined] = work(*(cell.strip() for cell in joined.split(_SEPARATOR)))
            found.append(known[joined])
        parts = [list(part) for part in zip(*found, strict=True)]
        return [
            pa.DictionaryArray.from_arrays(coded.indices, pa.array(part, pa.string())).cast(
                pa.string()
            )
            for part in parts
        ]
