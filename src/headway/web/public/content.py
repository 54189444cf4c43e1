"""What the pages of one public edition say: every word and picture, drawn up once and kept."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from headway.reporting.report import Fact, MethodLine, Tally

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A status: its class, its shape and its word."""

    css: str
    shape: str
    word: str
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One of several figures of a row."""

    name: str
    badge: Badge
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One figure, tidy, for tables and downloads.

    Attributes:
        value: None where there is none; then `shorthand` says why in brackets.
    """

    role: str
    group: str
    period: str
    value: float | None
    shorthand: str
    unit: str
    bound: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPart:
    """
    A measure or an action.

    Attributes:
        key: In addresses and downloads.
        chart: An SVG, drawn by our own pen, which escapes every word; empty where none is.
    """

    key: str
    label: str
    name: str
    words: str
    is_measure: bool
    badge: Badge
    agencies: tuple[str, ...]
    timetable: str
    figure: str
    when: str
    sentence: str
    facts: tuple[Fact, ...] = ()
    parts: tuple[PartLine, ...] = ()
    said: tuple[Fact, ...] = ()
    chart: str = ""
    source: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPart:
    """An area of focus."""

    key: str
    title: str
    remarks: tuple[str, ...]
    rows: tuple[RowPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePart:
    """An outcome with its areas; `counts` beside the edition's `marks`."""

    title: str
    statements: tuple[str, ...]
    priority: str
    areas: tuple[AreaPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """
    One edition.

    Attributes:
        attention: Keys of the measures that need it, worst first; `achieved` likewise.
        amends: Of which edition it stands in place, and what was put right.
        policy: What is done with small numbers, line by line.
        tidy: The figures in the Department for Education's layout, as CSV; `tidy_meta` is what
            its columns mean. Empty where an older version of Headway drew the edition up.
    """

    title: str
    body: str
    edition: str
    as_at: str
    as_at_iso: str
    term: str
    vision: str
    headline: str
    action_headline: str
    marks: tuple[Badge, ...]
    tallies: tuple[Tally, ...]
    attention: tuple[str, ...]
    achieved: tuple[str, ...]
    changes_note: str
    changes: tuple[str, ...]
    outcomes: tuple[OutcomePart, ...]
    notes: tuple[Fact, ...]
    methods: tuple[MethodLine, ...]
    glossary: tuple[Fact, ...]
    sources: tuple[Fact, ...]
    policy: tuple[Fact, ...]
    amends: str = ""
    tidy: str = ""
    tidy_meta: str = ""

    def areas(self) -> Iterator[AreaPart]:
        """Every area of focus, in the plan's order."""
        for outcome in self.outcomes:
            yield from outcome.areas

    def rows(self) -> Iterator[RowPart]:
        """Every row, in the plan's order."""
        for area in self.areas():
            yield from area.rows

    def measures(self) -> tuple[RowPart, ...]:
        """Every measure, in the plan's order."""
        return tuple(row for row in self.rows() if row.is_measure)

    def area(self, key: str) -> AreaPart | None:
        """The area with a key."""
        return next((one for one in self.areas() if one.key == key), None)

    def measure(self, key: str) -> RowPart | None:
        """The measure with a key."""
        return next((one for one in self.measures() if one.key == key), None)

    def area_of(self, row: RowPart) -> AreaPart | None:
        """Where a row stands."""
        return next((one for one in self.areas() if row in one.rows), None)


def written(content: Content) -> str:
    """The content as JSON; the same for the same content."""
    return json.dumps(asdict(content), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Content:
    """
    The content that `written` wrote.

    A field that an older version of Headway did not write takes its default.

    >>> read(written(EMPTY)) == EMPTY
    True
    """
    return _made(Content, json.loads(text))


def _made(wanted: type[T], given: dict[str, Any]) -> T:
    kinds = get_type_hints(wanted)
    known = {name: one for name, one in given.items() if name in kinds}
    return wanted(**{name: _value(kinds[name], one) for name, one in known.items()})


def _value(kind: Any, given: Any) -> Any:
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], one) for one in given)
    if isinstance(given, dict):
        return _made(kind, given)
    return given


EMPTY = Content(
    title="", body="", edition="", as_at="", as_at_iso="", term="", vision="", headline="",
    action_headline="", marks=(), tallies=(), attention=(), achieved=(), changes_note="",
    changes=(), outcomes=(), notes=(), methods=(), glossary=(), sources=(), policy=(),
)  # fmt: skip
"""An edition that says nothing."""
