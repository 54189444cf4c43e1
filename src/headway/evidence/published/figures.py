"""
The figures of a series: every area in every period, each with where it stands in which file.

Where two releases have the same period the later one is used and the earlier is kept beside it,
so that a revision can be told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow.parquet as pq

from headway.domain.errors import PeriodError
from headway.domain.periods import Period
from headway.domain.quantities import SCORE, plain
from headway.evidence.published import counts, limits, places
from headway.evidence.published.releases import Indicator, Release, Shelf
from headway.evidence.published.series import Part, Series
from headway.evidence.published.shaping import CODE, INDICATOR, LEVEL, NAME, PERIOD, REGION, ROW
from headway.evidence.published.symbols import Meaning, Reading, not_of_a_chart, reading

COMPARED = (places.NATIONAL, places.REGIONAL, places.LOCAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    One published figure, or the symbol in its place.

    Attributes:
        period: In normal form, or the file's own label.
        value: In the indicator's unit; None where a symbol stands.
        symbol: As it stands in the file.
        meaning: What the symbol says in this release, in words.
        numerator: The count it is made of, where the file has it and it was checked.
        per: What the rate is per; 0 where it is none.
        row: Of the file, counted as a spreadsheet does.
        note: What the file remarks on this one figure.
        decimals: As many as the file has figures of its level in; None where it was worked out
            from others. England's may be printed to one where an authority's has five.
        low: Lower end of its 95% interval as published; None where there is none, and then `high`.
        verdict: How it compares with England's, in the source's word: "Similar".
        trend: Of its latest years, in the source's words.
    """

    area: places.Area
    period: str
    value: float | None
    release: Release
    row: int
    symbol: str = ""
    meaning: str = ""
    numerator: float | None = None
    denominator: float | None = None
    per: float = 0.0
    note: str = ""
    decimals: int | None = None
    low: float | None = None
    high: float | None = None
    verdict: str = ""
    trend: str = ""

    @property
    def limits(self) -> tuple[float, float] | None:
        """Both ends of its interval; None where none was published."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    def bare(self) -> "Figure":
        """Without what was published beside this value, for another made of it."""
        return replace(self, low=None, high=None, verdict="", trend="")

    @property
    def where(self) -> str:
        """The file and the row, and the start of the file's hash."""
        return f"{self.release.file}, row {self.row} (sha256 {self.release.sha256[:12]})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """
    A series' figures.

    Attributes:
        by: Period, then area code; the release to be used.
        earlier: The same from releases that a later one took over from.
    """

    series: Series
    by: Mapping[str, Mapping[str, Figure]]
    earlier: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)

    def get(self, code: str, period: str) -> Figure | None:
        """The figure of an area; None where the file has no row for it."""
        return self.by.get(period, {}).get(code)

    @property
    def periods(self) -> tuple[str, ...]:
        """In order of time."""
        return tuple(sorted(self.by, key=_time))

    def local(self, period: str) -> tuple[Figure, ...]:
        """All local authorities of a period."""
        return tuple(f for f in self.by.get(period, {}).values() if f.area.level == places.LOCAL)

    def period(self, wanted: str = "") -> str:
        """
        The period that a person means: normal form, "2018/19" or "2019"; the latest if empty.

        Raises:
            EvidenceError: The series has none such; says which it has.
        """
        if not self.by:
            raise counts.nothing(self.series.address)
        if not wanted:
            return self.periods[-1]
        if wanted in self.by:
            return wanted
        fits = [one for one in self.periods if _same(wanted, one)]
        if len(fits) == 1:
            return fits[0]
        raise counts.no_period(self.series.address, wanted, self.periods)


def figures(shelf: Shelf, series: Series) -> Figures:
    """Read a series from all its releases."""
    by: dict[str, dict[str, Figure]] = {}
    earlier: dict[str, list[Figure]] = {}
    for part in series.parts:
        for period, held in _of_part(shelf, part).items():
            if period not in by:
                by[period] = held
            else:
                earlier.setdefault(period, []).extend(held.values())
    return Figures(
        series=series, by=by, earlier={period: tuple(held) for period, held in earlier.items()}
    )


def _of_part(shelf: Shelf, part: Part) -> dict[str, dict[str, Figure]]:
    made_of = counts.made_of(shelf, part)
    out: dict[str, dict[str, Figure]] = {}
    said = limits.columns(pq.read_schema(shelf.path(part.release)).names)
    rows = list(_rows(shelf, part, made_of, said))
    used = _decimals(rows, part.indicator)
    for row in rows:
        figure = _figure(row, part, made_of)
        more = limits.beside(row, said, figure.value)
        figure = replace(figure, decimals=used[row[LEVEL]], **more)
        held = out.setdefault(figure.period, {})
        other = held.setdefault(figure.area.code, figure)
        if other is not figure and other.value != figure.value:
            held[figure.area.code] = _settled(other, figure)
    return out


def _rows(
    shelf: Shelf, part: Part, made_of: counts.Quotient | None, beside: Iterable[str]
) -> Iterator[dict[str, Any]]:
    only: list[tuple[str, str, Any]] = [(LEVEL, "in", COMPARED)]
    only += [(name, "=", value) for name, value in part.filters.items()]
    if part.indicator.name != part.indicator.column:
        only.append((INDICATOR, "=", part.indicator.name))
    cells = [
        part.indicator.column,
        *([part.indicator.note] if part.indicator.note else []),
        *beside,
    ]
    if made_of is not None:
        cells += [made_of.numerator, made_of.denominator]
    wanted = list(dict.fromkeys([ROW, PERIOD, LEVEL, CODE, NAME, REGION, *cells]))
    table = pq.read_table(shelf.path(part.release), columns=wanted, filters=only)
    yield from table.to_pylist()


_PLAIN = re.compile(r"[-+−]?[\d,]*\.?(?P<decimals>\d*)%?")
_BELOW_ZERO = ("pp", SCORE)
"""Units of changes and scores, which a number below zero may be of."""
_BY_MACHINE = re.compile(r"[-+]?[\d.]+[eE][-+]?\d+")
"""Written like 7E-2, with as many digits as there were."""


def _decimals(rows: list[dict[str, Any]], indicator: Indicator) -> dict[str, int]:
    """How many decimals the figures of each level have, at most those that are shown."""
    out: dict[str, int] = {}
    for row in rows:
        cell = row[indicator.column].strip()
        plain = _PLAIN.fullmatch(cell)
        has = len(plain["decimals"]) if plain and "." in cell else 0
        if _BY_MACHINE.fullmatch(cell):
            has = indicator.decimals
        out[row[LEVEL]] = max(out.get(row[LEVEL], 0), min(has, indicator.decimals))
    return out


def _figure(row: Mapping[str, Any], part: Part, made_of: counts.Quotient | None) -> Figure:
    said = _said(row[part.indicator.column], part.release)
    if part.indicator.unit not in _BELOW_ZERO:
        said = not_of_a_chart(said)
    note = row[part.indicator.note] if part.indicator.note else ""
    numerator = denominator = None
    if made_of is not None:
        numerator = _said(row[made_of.numerator], part.release).value
        denominator = _said(row[made_of.denominator], part.release).value
    return Figure(
        area=places.Area(level=row[LEVEL], code=row[CODE], name=_name(row), region=row[REGION]),
        period=row[PERIOD],
        value=said.value,
        release=part.release,
        row=row[ROW],
        symbol=said.symbol,
        meaning=(said.value is None and note) or said.words,
        note=note,
        numerator=numerator,
        denominator=denominator,
        per=made_of.per if made_of is not None else 0.0,
    )


def _name(row: Mapping[str, Any]) -> str:
    known = places.authorities().get(row[CODE]) if row[LEVEL] == places.LOCAL else None
    return known[0].name if known else row[NAME]


def _said(cell: str, release: Release) -> Reading:
    return reading(cell, about=release.about, year=release.year, own=release.symbols)


def _settled(one: Figure, other: Figure) -> Figure:
    """Of two rows for one place and time the one with a number; of two numbers neither."""
    if one.value is None or other.value is None:
        return other if one.value is None else one
    return replace(
        one.bare(),
        value=None,
        symbol="≠",
        meaning=f"{Meaning.CONFLICT.value}: {plain(one.value)} in row {one.row} "
        f"and {plain(other.value)} in row {other.row}",
        numerator=None,
        denominator=None,
    )


def _time(period: str) -> tuple[Any, ...]:
    try:
        return (1, *Period.parse(period).sort_key())
    except PeriodError:
        return (0, period)


def _same(wanted: str, period: str) -> bool:
    """Whether a person's words mean a period: a split year, or the year it ends in."""
    try:
        held = Period.parse(period)
    except PeriodError:
        return wanted.casefold() in period.casefold()
    text = wanted.strip().replace("-", "/") if len(wanted.strip()) == 7 else wanted.strip()
    if len(text) == 6 and text.isdecimal():
        text = f"{text[:4]}/{text[4:]}"
    try:
        asked = Period.parse(text)
    except PeriodError:
        return False
    if asked.same_time_as(held):
        return True
    last = held.last_day()
    return text.isdecimal() and last is not None and last.year == int(text)
