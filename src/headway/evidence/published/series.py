"""
Series: one indicator of one dataset, with its filters, over all its releases.

The rows for everybody are taken where nothing else is asked; a filter that has no such row must
be named, for nothing is chosen silently.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headway.evidence.errors import EvidenceError
from headway.evidence.published.models import is_model
from headway.evidence.published.releases import Indicator, Release, Shelf
from headway.evidence.published.shaping import INDICATOR, PERIOD

_ADDRESS = re.compile(r"(?P<dataset>[^:\[\]]+):(?P<indicator>[^\[\]]+)(?:\[(?P<where>.*)\])?")
_MOST_NAMED = 8
_EVERYBODY = ("total", "all", "persons", "both", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A series within one release."""

    release: Release
    indicator: Indicator
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """
    One indicator with its filters, in each release that has it, the one to be used first.

    Attributes:
        parts: At least one.
    """

    parts: tuple[Part, ...]

    @property
    def dataset(self) -> str:
        """What its releases share."""
        return self.parts[0].release.dataset

    @property
    def indicator(self) -> Indicator:
        """As the first release describes it."""
        return self.parts[0].indicator

    @property
    def filters(self) -> Mapping[str, str]:
        """As they hold in the first release."""
        return self.parts[0].filters

    @property
    def address(self) -> str:
        """A name by which it is found again: dataset:indicator[filter=value]."""
        where = "; ".join(f"{name}={value}" for name, value in self.filters.items() if value)
        return f"{self.dataset}:{self.indicator.name}" + (f"[{where}]" if where else "")

    @property
    def title(self) -> str:
        """For people: its label, and the groups it is narrowed to."""
        narrowed = [v for v in self.filters.values() if v and not _is_everybody(v)]
        release = self.parts[0].release
        shown = [
            v
            for v in narrowed
            if any(v in held and len(held) > 1 for held in release.filters.values())
        ]
        return ", ".join([self.indicator.label, *shown])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a search: an indicator of a dataset, over its releases."""

    dataset: str
    title: str
    indicator: Indicator
    filters: Mapping[str, tuple[str, ...]]
    periods: tuple[str, ...]
    releases: tuple[Release, ...]


def entries(shelf: Shelf, words: str = "") -> list[Entry]:
    """Indicators on the shelf of which name, label, dataset or filters hold all the words."""
    grouped: dict[tuple[str, str], list[tuple[Release, Indicator]]] = {}
    for release in shelf.releases():
        if not is_model(release):
            for one in release.indicators:
                grouped.setdefault((release.dataset, one.name.casefold()), []).append(
                    (release, one)
                )
    wanted = _words(words)
    out = []
    for (dataset, _), held in grouped.items():
        release, indicator = held[0]
        told = _told(release, indicator) | _filter_words(release)
        if all(any(_holds(word, piece) for piece in told) for word in wanted):
            periods = _in_order(p for r, one in held for p in one.periods or r.periods)
            out.append(
                Entry(
                    dataset=dataset,
                    title=release.title,
                    indicator=indicator,
                    filters=release.filters,
                    periods=periods,
                    releases=tuple(one for one, _ in held),
                )
            )
    return out


def find(
    shelf: Shelf, text: str, *, where: Mapping[str, str] | None = None, release: str = ""
) -> Series:
    """
    The one series that an address or words name.

    Args:
        shelf: Where to look.
        text: "dataset:indicator[filter=value; …]", or words that only one series answers to.
        where: Filters beside those in the text.
        release: Part of a release's file name or hash, to use that one alone.

    Raises:
        EvidenceError: None or several do; names them. Or a filter must be chosen first.
    """
    narrowed = dict(where or {})
    found = _ADDRESS.fullmatch(text.strip())
    if found is not None:
        entry = _named(shelf, found["dataset"].strip(), found["indicator"].strip())
        for pair in filter(str.strip, re.split(r";", found["where"] or "")):
            name, equals, value = pair.partition("=")
            if not equals:
                raise EvidenceError(f'"{pair.strip()}" is not a filter; write name=value.')
            narrowed.setdefault(name.strip(), value.strip())
    else:
        entry, said = _only(shelf, text)
        narrowed = said | narrowed
    return _series(shelf, entry, narrowed, release)


def _series(shelf: Shelf, entry: Entry, where: Mapping[str, str], release: str) -> Series:
    parts, refused = [], None
    for one in entry.releases:
        if release and not _is_release(one, release):
            continue
        indicator = next(
            i for i in one.indicators if i.name.casefold() == entry.indicator.name.casefold()
        )
        try:
            chosen = _chosen(shelf, one, indicator, where)
        except EvidenceError as error:
            refused = refused or error
            continue
        parts.append(Part(release=one, indicator=indicator, filters=chosen))
    if not parts:
        if refused is not None:
            raise refused
        known = "; ".join(one.file for one in entry.releases)
        raise EvidenceError(
            f'no release of {entry.dataset} is called "{release}"; there is {known}.'
        )
    return Series(parts=tuple(parts))


def _is_release(one: Release, wanted: str) -> bool:
    return (
        wanted.casefold() in one.file.casefold()
        or one.sha256.startswith(wanted)
        or (wanted == one.released)
    )


def _named(shelf: Shelf, dataset: str, indicator: str) -> Entry:
    """The entry with these two names; capitals and spaces make no difference."""
    known = entries(shelf)
    here = [e for e in known if e.dataset.casefold() == dataset.casefold()]
    if not here:
        names = ", ".join(sorted({e.dataset for e in known})) or "none; load files first"
        raise EvidenceError(f'no dataset is called "{dataset}". There is: {names}.')
    for entry in here:
        if entry.indicator.name.casefold() == indicator.casefold():
            return entry
    near = [
        e.indicator.name for e in here if _holds(indicator.casefold(), e.indicator.name.casefold())
    ]
    names = ", ".join((near or [e.indicator.name for e in here])[:_MOST_NAMED])
    raise EvidenceError(
        f'{here[0].dataset} has no indicator called "{indicator}". It has: {names}.'
    )


def _only(shelf: Shelf, text: str) -> tuple[Entry, dict[str, str]]:
    """The entry that words single out, with the filters that some of the words name."""
    exact = [e for e in entries(shelf) if e.indicator.name.casefold() == text.strip().casefold()]
    if len(exact) == 1:
        return exact[0], {}
    found = entries(shelf, text)
    if not found:
        raise EvidenceError(
            f'no series answers to "{text}". `headway benchmark series` lists what is there.'
        )
    best = [(_closeness(entry, text), entry) for entry in found]
    top = max(score for score, _ in best)
    closest = [entry for score, entry in best if score == top]
    rates = [entry for entry in closest if entry.indicator.unit != "count"]
    if len({entry.dataset for entry in closest}) == 1 and len(rates) == 1:
        closest = rates  # a rate before the count it is made of
    if len(closest) > 1:
        some = "\n  ".join(_offered(entry, text) for entry in closest[:_MOST_NAMED])
        raise EvidenceError(
            f'{len(closest)} series answer to "{text}"; different sources are never mixed. '
            f"Name one of them:\n  {some}"
        )
    return closest[0], _said(closest[0], text)


def _offered(entry: Entry, text: str) -> str:
    said = "; ".join(f"{name}={value}" for name, value in _said(entry, text).items())
    where = f"[{said}]" if said else ""
    return f"{entry.dataset}:{entry.indicator.name}{where} ({entry.indicator.label})"


def _closeness(entry: Entry, text: str) -> int:
    """How many of the words its label, name or groups hold, and not only its dataset's name."""
    told = set(_words(f"{entry.indicator.label} {entry.indicator.name}"))
    told |= _filter_words(entry.releases[0])
    return sum(any(_holds(word, piece) for piece in told) for word in _words(text))


def _said(entry: Entry, text: str) -> dict[str, str]:
    """Filters that words name which the indicator itself does not."""
    release = entry.releases[0]
    told = _told(release, entry.indicator)
    left = [w for w in _words(text) if not any(_holds(w, piece) for piece in told)]
    said = {}
    for name, values in entry.filters.items():
        fits = [v for v in values if left and all(_holds(w, v.casefold()) for w in left)]
        fits = fits or [v for v in values if any(_holds(w, v.casefold()) for w in left)]
        if len(fits) == 1:
            said[name] = fits[0]
    return said


# Filters


def _chosen(
    shelf: Shelf, release: Release, indicator: Indicator, where: Mapping[str, str]
) -> dict[str, str]:
    """One value for each filter of a release: as asked, else for everybody, else the only one."""
    asked = {_filter_name(release, name): value for name, value in where.items()}
    combinations = list(_combinations(shelf, release, indicator))
    chosen: dict[str, str] = {}
    for name, wanted in asked.items():
        chosen[name] = _value(release, name, wanted, {row[name] for row in combinations})
        combinations = [row for row in combinations if row[name] == chosen[name]]
    if not combinations:
        said = ", ".join(f"{name}={value}" for name, value in chosen.items())
        raise EvidenceError(f"{release.file} has no rows with {said} together.")
    for name in [one for one in release.filters if one not in chosen]:
        chosen[name] = _default(release, name, combinations)
        combinations = [row for row in combinations if row[name] == chosen[name]]
    return {name: chosen[name] for name in release.filters}


def _combinations(shelf: Shelf, release: Release, indicator: Indicator) -> Iterator[dict[str, str]]:
    """Values of the filters that stand together in a row, with the periods they stand in."""
    names = [*release.filters, PERIOD]
    named = [] if indicator.name == indicator.column else [INDICATOR]
    seen: set[tuple[str, ...]] = set()
    with pq.ParquetFile(shelf.path(release)) as file:  # by batches: a national file has millions
        for batch in file.iter_batches(columns=[*names, *named]):
            table = pa.table(batch)
            if named:
                table = table.filter(pc.equal(table[INDICATOR], indicator.name))
            found = table.group_by(names).aggregate([])
            seen.update(zip(*(found[name].to_pylist() for name in names), strict=True))
    for values in sorted(seen):
        yield dict(zip(names, values, strict=True))


def _filter_name(release: Release, name: str) -> str:
    plain = re.sub(r"[\s_]+", "_", name.strip().casefold())
    names = {re.sub(r"[\s_]+", "_", one.casefold()): one for one in release.filters}
    near = [one for spelt, one in names.items() if plain in spelt]
    if plain in names or len(near) == 1:
        return names.get(plain) or near[0]
    known = ", ".join(release.filters) or "none"
    raise EvidenceError(f'{release.dataset} has no filter called "{name}"; it has: {known}.')


def _value(release: Release, name: str, wanted: str, held: Iterable[str]) -> str:
    values = sorted(held)
    exact = [v for v in values if v.casefold() == wanted.strip().casefold()]
    near = exact or [v for v in values if wanted.strip().casefold() in v.casefold()]
    if len(near) == 1:
        return near[0]
    listed = ", ".join(f'"{v}"' for v in (near or values)[: 2 * _MOST_NAMED])
    said = "several values" if near else "no value"
    raise EvidenceError(f'{name} of {release.dataset} has {said} like "{wanted}": {listed}.')


def _default(release: Release, name: str, rows: list[dict[str, str]]) -> str:
    values = sorted({row[name] for row in rows})
    everybody = [v for v in values if v.casefold() in _EVERYBODY] or [
        v for v in values if _is_everybody(v)
    ]
    if len(everybody) >= 1 and (len(everybody) == 1 or everybody[0].casefold() in _EVERYBODY):
        return everybody[0]
    if len(values) == 1:
        return values[0]
    latest = {row[name] for row in rows if row[PERIOD] == release.periods[-1]}
    by_period = {(row[PERIOD], row[name]) for row in rows}
    if len(latest) == 1 and len(by_period) == len({row[PERIOD] for row in rows}):
        return next(iter(latest))  # it parts the years: half terms counted differently
    listed = ", ".join(f'"{v}"' for v in values[: 2 * _MOST_NAMED])
    raise EvidenceError(
        f"{release.dataset} has no rows for everybody in {name}; choose one with "
        f"--where {name}=…: {listed}."
    )


def _is_everybody(value: str) -> bool:
    plain = value.casefold()
    return plain in _EVERYBODY or plain.startswith(("total", "all "))


# Words


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[^\w%]+|_", text.casefold()) if word]


def _told(release: Release, indicator: Indicator) -> set[str]:
    return set(_words(f"{release.dataset} {release.title} {indicator.name} {indicator.label}"))


def _filter_words(release: Release) -> set[str]:
    return {word for values in release.filters.values() for v in values for word in _words(v)}


def _holds(word: str, piece: str) -> bool:
    return word in piece


def _in_order(periods: Iterable[str]) -> tuple[str, ...]:
    """Periods once each, in the order in which releases have them."""
    return tuple(sorted(dict.fromkeys(periods)))
