"""
Loading a published file onto the shelf: recognised, read whole, kept by its hash.

Memory is bounded by a block of the file, not by its size. A file that cannot be used is refused
in a sentence and leaves nothing behind; a file loaded before is recognised and left alone.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headway.domain.errors import PeriodError
from headway.domain.periods import Period
from headway.evidence.errors import EvidenceError
from headway.evidence.published import columns, knowledge, long_tables, models
from headway.evidence.published.layouts import (
    INDICATORS,
    META,
    NEIGHBOURS,
    NEIGHBOURS_BY_NUMBER,
    TIDY,
    TOOL,
    TOOL_DICTIONARY,
    Layout,
)
from headway.evidence.published.recognising import recognised
from headway.evidence.published.releases import Release, Shelf, described
from headway.evidence.published.shaping import (
    INDICATOR,
    LEVEL,
    PERIOD,
    ROW,
    Shape,
    Shaper,
    shape_of,
)
from headway.evidence.published.sheets import Sheet, opened, small_rows, unique

_SHOWN_ROWS = 5
_VALUES = ("values", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    What the person who loads a file knows of it beyond its cells.

    Attributes:
        dataset: What its releases share, in place of the file's name without its years.
        released: Day of publication, as year-month-day.
        provisional: The release calls its figures provisional.
        symbols: What a symbol means in this release, in the release's words.
    """

    dataset: str = ""
    released: str = ""
    provisional: bool = False
    symbols: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """
    One file and what became of it.

    Attributes:
        release: As it was kept; None for a companion and for what was refused.
        known: It was there already.
        words: What a companion explains.
        refused: Why nothing of the file was kept, in a sentence; empty where it was.
    """

    file: str
    release: Release | None = None
    known: bool = False
    words: str = ""
    refused: str = ""


def load_all(
    paths: Sequence[Path], shelf: Shelf, *, loaded: str, told: Told | None = None
) -> list[Loaded]:
    """
    Load files; those that explain others (.meta.csv, a dictionary) are used and not kept.

    A file that cannot be used keeps none of the others out; the answer says why it was refused.

    Args:
        paths: Files. What explains a file is also found beside it.
        shelf: Where to keep them.
        loaded: Day and time of loading, in ISO form.
        told: Of all the files.

    Raises:
        EvidenceError: Not one of them can be used; says why of each.
    """
    known = [_recognised(path) for path in paths]
    companions = [sheet for sheet, layout, _ in known if sheet and layout and layout.companion]
    out = []
    for path, (sheet, layout, refused) in zip(paths, known, strict=True):
        if sheet is None or layout is None:
            out.append(Loaded(file=path.name, refused=refused))
            continue
        try:
            out.append(_one(sheet, layout, shelf, companions, loaded=loaded, told=told or Told()))
        except EvidenceError as error:
            out.append(Loaded(file=path.name, refused=str(error)))
    if out and all(one.refused for one in out):
        raise EvidenceError("\n".join(one.refused for one in out))
    return out


def _recognised(path: Path) -> tuple[Sheet | None, Layout | None, str]:
    """A file with its layout, or why it has none."""
    try:
        sheet = opened(path)
        return sheet, recognised(sheet.header, file=sheet.name), ""
    except EvidenceError as error:
        return None, None, str(error)


def _one(
    sheet: Sheet,
    layout: Layout,
    shelf: Shelf,
    companions: Iterable[Sheet],
    *,
    loaded: str,
    told: Told,
) -> Loaded:
    if layout.companion:
        return Loaded(file=sheet.name, words=f"explains others: {layout.words}")
    if layout in (NEIGHBOURS, NEIGHBOURS_BY_NUMBER):
        release, known = models.keep(sheet, layout, shelf, loaded=loaded)
    else:
        release, known = load(sheet, layout, shelf, companions=companions, loaded=loaded, told=told)
    return Loaded(file=sheet.name, release=release, known=known)


def load(
    sheet: Sheet,
    layout: Layout,
    shelf: Shelf,
    *,
    companions: Iterable[Sheet] = (),
    loaded: str,
    told: Told,
) -> tuple[Release, bool]:
    """
    Load one file of figures; the second part of the answer is True where it was there already.

    Raises:
        EvidenceError: No row of it can be read.
    """
    wanted = {TIDY: META, TOOL: TOOL_DICTIONARY}.get(layout)
    explained_by = _companion(sheet, wanted, companions) if wanted else None
    explained = _explained(explained_by, wanted)
    identity = hashlib.sha256(
        json.dumps(
            [sheet.sha256, explained_by.sha256 if explained_by else "", _plain(told)],
            sort_keys=True,
        ).encode()
    ).hexdigest()[:32]
    if shelf.has(identity):
        known = next((r for r in shelf.releases() if r.id == identity), None)
        if known is not None and _whole(shelf, known, sheet, layout):
            return known, True
    made = _Making(sheet, layout, identity, explained, loaded, told)
    return _kept(made, shelf), False


def _whole(shelf: Shelf, known: Release, sheet: Sheet, layout: Layout) -> bool:
    """Whether a release has what is kept beside figures today; an earlier version kept less."""
    held = set(pq.read_schema(shelf.path(known)).names)
    return held.issuperset(long_tables.kept(layout, unique(sheet.header)))


def _plain(told: Told) -> list[object]:
    return [told.dataset, told.released, told.provisional, dict(told.symbols)]


def _companion(sheet: Sheet, layout: Layout, given: Iterable[Sheet]) -> Sheet | None:
    """The file that explains this one: given with it, or lying beside it."""
    stem = sheet.name.removesuffix(".csv")
    given = [one for one in given if _is(one, layout)]
    if layout is META:
        beside = sheet.path.with_name(f"{stem}.meta.csv")
        named = [one for one in given if one.name == beside.name]
        return named[0] if named else opened(beside) if beside.is_file() else None
    if given:
        return given[0]
    for path in sorted(sheet.path.parent.glob("*dictionary*.csv")):
        one = opened(path)
        if _is(one, layout):
            return one
    return None


def _is(sheet: Sheet, layout: Layout) -> bool:
    return layout.needs <= {column.casefold() for column in sheet.header}


def _explained(sheet: Sheet | None, layout: Layout | None) -> dict[str, dict[str, str]]:
    """Rows of a companion by what they explain; a measure under two topics stands once."""
    if sheet is None or layout is None:
        return {}
    key = "col_name" if layout is META else "Measure_short"
    out: dict[str, dict[str, str]] = {}
    for _, row in small_rows(sheet):
        first = out.setdefault(row[key], row)
        if row.get("No_Quartile", "").strip().upper() == "N":
            first["No_Quartile"] = "N"
    return out


@dataclass(frozen=True, slots=True)
class _Making:
    """A file on its way to the shelf, with what explains it."""

    sheet: Sheet
    layout: Layout
    identity: str
    explained: Mapping[str, Mapping[str, str]]
    loaded: str
    told: Told

    @property
    def trait(self) -> knowledge.Trait | None:
        """What is known of files with its columns."""
        return knowledge.traits(self.sheet.header) if self.layout is TIDY else None


def _kept(made: _Making, shelf: Shelf) -> Release:
    sheet = made.sheet
    shape = shape_of(made.layout, sheet.header, trait=made.trait, dictionary=made.explained)
    draft = shelf.draft(made.identity)
    try:
        seen = _written(sheet, shape, made.layout, draft)
        release = _release(made, seen)
        seen.writer.add_key_value_metadata(described(release))
        seen.writer.close()
        shelf.keep(draft, release)
    except pa.ArrowInvalid as error:
        raise EvidenceError(
            f"{sheet.name} cannot be read as CSV ({str(error).splitlines()[0]}); "
            "save it again as CSV in UTF-8."
        ) from None
    finally:
        draft.unlink(missing_ok=True)
    return release


@dataclass(slots=True)
class _Seen:
    """What one pass over the rows has found."""

    writer: pq.ParquetWriter
    learnt: dict[str, columns.Learnt]
    table: long_tables.Names
    rows: int = 0
    periods: dict[str, set[str]] = field(default_factory=dict)
    levels: set[str] = field(default_factory=set)


def _written(sheet: Sheet, shape: Shape, layout: Layout, draft: Path) -> _Seen:
    names = unique(sheet.header)
    by_lower = {name.casefold(): name for name in reversed(names)}
    others = [n for n in names if n.casefold() not in shape.known and not n.startswith("column ")]
    shaper = Shaper(shape, by_lower)
    seen: _Seen | None = None
    for batch, first in sheet.batches():
        shaped = shaper.shaped(batch)
        beside = long_tables.kept(layout, names)
        kept = {name: pc.utf8_trim_whitespace(batch[name]) for name in [*others, *beside]}
        rows = pa.array(sheet.rows(first, batch.num_rows), pa.int32())
        table = pa.table({ROW: rows, **shaped, **kept})
        if seen is None:
            writer = pq.ParquetWriter(draft, table.schema, compression="zstd")
            seen = _Seen(writer, {n: columns.Learnt() for n in others}, long_tables.Names(layout))
        empty = pc.equal(shaped[LEVEL], "")
        if pc.any(empty).as_py():  # blank lines at the end of a file
            table = table.filter(pc.invert(empty))
        for name in others:
            seen.learnt[name].see(table[name].combine_chunks())
        seen.table.see(batch)
        _see_periods(seen.periods, table)
        seen.levels.update(table[LEVEL].unique().to_pylist())
        seen.rows += table.num_rows
        seen.writer.write_table(table)
        pa.default_memory_pool().release_unused()
    if seen is None or not seen.rows:
        raise EvidenceError(f"{sheet.name} has a header and no rows; load the whole file.")
    return seen


def _see_periods(periods: dict[str, set[str]], table: pa.Table) -> None:
    """Add the periods of each indicator of a long table; of a wide one all under no name."""
    if INDICATOR not in table.schema.names:
        periods.setdefault("", set()).update(table[PERIOD].unique().to_pylist())
        return
    for row in table.group_by([INDICATOR, PERIOD]).aggregate([]).to_pylist():
        periods.setdefault(row[INDICATOR], set()).add(row[PERIOD])


def _release(made: _Making, seen: _Seen) -> Release:
    sheet, layout, trait, told = made.sheet, made.layout, made.trait, made.told
    if layout is TIDY:
        filters = columns.splitting(seen.learnt, made.explained)
        indicators = columns.figures(seen.learnt, filters, made.explained)
    else:
        held = {n: one for n, one in seen.learnt.items() if n.casefold() not in _VALUES}
        filters = columns.splitting(held, {}) if layout is INDICATORS else {}
        indicators = tuple(
            replace(one, periods=tuple(sorted(seen.periods.get(one.name, ()), key=_time)))
            for one in seen.table.indicators(made.explained)
        )
    periods = sorted(set().union(*seen.periods.values()), key=_time)
    return Release(
        id=made.identity,
        dataset=told.dataset or _dataset(sheet.name, layout),
        title=(trait.title if trait else "") or _title(sheet.name, layout),
        file=sheet.name,
        sha256=sheet.sha256,
        layout=layout.name,
        loaded=made.loaded,
        released=told.released,
        rows=seen.rows,
        source=trait.source if trait else "",
        provisional=told.provisional or "provisional" in sheet.name.casefold(),
        year_to_date=bool(trait and trait.year_to_date),
        year=max((start for start in map(_start, periods) if start), default=0),
        filters=filters,
        indicators=indicators,
        columns=tuple(sheet.header),
        periods=tuple(periods),
        levels=tuple(sorted(seen.levels)),
        symbols={symbol.casefold(): words for symbol, words in told.symbols.items()},
        notes=_notes(made),
    )


def _notes(made: _Making) -> tuple[str, ...]:
    sheet, trait = made.sheet, made.trait
    notes = [trait.rounding] if trait and trait.rounding else []
    if sheet.odd:
        rows = ", ".join(map(str, sheet.odd[:_SHOWN_ROWS]))
        more = f" and {len(sheet.odd) - _SHOWN_ROWS} more" if len(sheet.odd) > _SHOWN_ROWS else ""
        notes.append(
            f"Left out, since their number of cells is not that of the header: row {rows}{more}."
        )
    if made.layout is TOOL and not made.explained:
        notes.append(
            "Loaded without the tool's dictionary, so years, units and polarity are not known; "
            "load both together."
        )
    return tuple(notes)


def _time(period: str) -> tuple[object, ...]:
    try:
        return (1, *Period.parse(period).sort_key())
    except PeriodError:
        return (0, period)


def _start(period: str) -> int:
    try:
        return Period.parse(period).year
    except PeriodError:
        return 0


def _dataset(file: str, layout: Layout) -> str:
    """A file's name without its years and editions, so that its releases share it."""
    if layout is TOOL:
        return "lait"
    stem = file.casefold().removesuffix(".csv")
    if layout is INDICATORS:
        return "fingertips"
    parts = re.split(r"[_\s-]+", stem)
    dated = re.compile(r"\d{4}|\d{6}|to|final|provisional|revised|v\d+|data")
    kept = [part for part in parts if not dated.fullmatch(part)]
    return "_".join(kept) or stem


def _title(file: str, layout: Layout) -> str:
    if layout is TOOL:
        return "Local Authority Interactive Tool"
    if layout is INDICATORS:
        return "Public health indicators"
    words = re.sub(r"[_-]+", " ", file.removesuffix(".csv")).strip()
    return words[:1].upper() + words[1:]
