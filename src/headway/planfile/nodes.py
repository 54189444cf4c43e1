"""
The text of a plan file as a tree in which every part knows its line and column.

It is built from the parser's events, so that what a plan file has no use for (anchors,
tags, several documents, endless nesting) is refused where it stands and costs nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from ruamel.yaml.error import YAMLError

from headway.planfile import advice, events
from headway.planfile.errors import Refusal

DEEPEST = 30
"""Levels of nesting; a plan needs eight."""

LONGEST = 4_000_000
"""Characters; a plan with a thousand rows and ten years of figures has about three million."""


KEPT = 500_000
"""Characters of a text whose tree is kept for a while; that of a longer one takes much memory."""


@dataclass(slots=True)
class Node:
    """
    A part of the file.

    Attributes:
        line: From 1, where it starts.
        column: From 1.
        start: Index of its first character.
        end: Index after its last character.
    """

    line: int
    column: int
    start: int
    end: int

    def refuse(self, sentence: str) -> Refusal:
        """An error that points here."""
        return Refusal(self.line, self.column, sentence)


@dataclass(slots=True)
class Scalar(Node):
    """A text, number, date or nothing; `plain` when it stands without quotes."""

    text: str
    plain: bool

    @property
    def is_nothing(self) -> bool:
        """Whether a person left it empty, or wrote null."""
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True)
class Items(Node):
    """A list."""

    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping(Node):
    """Keys with their values, in the order of the file."""

    flow: bool
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


def what_came(node: Node) -> str:
    """How a message names a part that is not what was expected."""
    match node:
        case Scalar() if node.is_nothing:
            return "nothing"
        case Scalar():
            return f'"{short(node.text)}"'
        case Items():
            return "a list"
        case _:
            return "a group of keys"


def short(words: str) -> str:
    """Words as a message repeats them: on one line, and not at any length."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words[:200]).split())
    return line if len(line) <= 60 else line[:57] + "…"


def compose(text: str) -> Mapping:
    """
    The file's outermost group of keys, to be read and never changed.

    Reading a text is most of the cost of changing a plan, and is done before the change, to see
    what a person formatted, and after it: trees of the last few texts are kept.

    Raises:
        Refusal: It is not YAML, or uses what a plan file has no use for.
    """
    return _kept(text) if len(text) <= KEPT else _composed(text)


@lru_cache(maxsize=4)
def _kept(text: str) -> Mapping:
    return _composed(text)


def _composed(text: str) -> Mapping:
    if len(text) > LONGEST:
        raise Refusal(
            1, 1, f"expected a plan of at most {LONGEST:,} characters, got {len(text):,}."
        )
    root = _root(text)
    if root is None:
        raise Refusal(
            1, 1, 'expected a plan, and the file is empty; a plan file begins with "headway: 1".'
        )
    if not isinstance(root, Mapping):
        raise root.refuse(
            f"expected a plan's keys (headway, slug, title, …), got {what_came(root)}; "
            'a plan file begins with "headway: 1".'
        )
    return root


def _root(text: str) -> Node | None:
    """The outermost part; where there is anything to say of the text, the careful one says it."""
    try:
        quick = _Composer(events.quickly(text)).root()
        if isinstance(quick, Mapping):
            return quick
    except (events.UnlikeError, Refusal):
        pass
    try:
        return _Composer(events.carefully(text)).root()
    except YAMLError as error:
        raise advice.refusal(error, text) from None


class _Composer:
    """Puts the parser's events together, without recursion."""

    def __init__(self, found: Iterable[events.Event]) -> None:
        self.events = found
        self.open: list[Items | Mapping] = []
        self.pending: list[Scalar | None] = []
        self.whole: Node | None = None

    def root(self) -> Node | None:
        for event in self.events:
            if isinstance(event, events.Scalar):
                self._place(_scalar(event))
            elif isinstance(event, events.SequenceStart | events.MappingStart):
                self._open(event)
            elif isinstance(event, events.SequenceEnd | events.MappingEnd):
                self._close(event)
            elif isinstance(event, events.Alias):
                mark = events.begins(event)
                raise Refusal(
                    mark.line + 1,
                    mark.column + 1,
                    f'expected a value, got "*{short(str(event.anchor))}", a reference to another '
                    "part; a plan file has none: write the value out here.",
                )
            elif isinstance(event, events.DocumentStart) and self.whole is not None:
                mark = events.begins(event)
                raise Refusal(
                    mark.line + 1,
                    mark.column + 1,
                    'expected one plan, got a second one after "---"; '
                    "put it into a file of its own.",
                )
        return self.whole

    def _open(self, event: events.SequenceStart | events.MappingStart) -> None:
        _refuse_extras(event)
        mark = events.begins(event)
        where = (mark.line + 1, mark.column + 1, mark.index, mark.index)
        flow = bool(event.flow_style)
        if len(self.open) >= DEEPEST:
            raise Refusal(
                *where[:2], f"expected at most {DEEPEST} levels of nesting; this is one too many."
            )
        opened: Items | Mapping
        if isinstance(event, events.MappingStart):
            opened = Mapping(*where, flow=flow)
        else:
            opened = Items(*where, flow=flow)
        self._refuse_as_key(opened)
        self.open.append(opened)
        self.pending.append(None)

    def _close(self, event: events.SequenceEnd | events.MappingEnd) -> None:
        closed = self.open.pop()
        self.pending.pop()
        if closed.flow:
            closed.end = events.ends(event).index
        self._place(closed)

    def _place(self, node: Node) -> None:
        if not self.open:
            self.whole = node
            return
        parent = self.open[-1]
        parent.end = max(parent.end, node.end)
        if isinstance(parent, Items):
            parent.items.append(node)
            return
        key = self.pending[-1]
        if key is not None:
            parent.keys[key.text], parent.values[key.text] = key, node
            self.pending[-1] = None
            return
        assert isinstance(node, Scalar)  # noqa: S101 - _refuse_as_key saw to it
        if node.text in parent.keys:
            first = parent.keys[node.text]
            raise node.refuse(
                f'expected each key once, got "{short(node.text)}" again '
                f"(first on line {first.line}); remove one of them."
            )
        self.pending[-1] = node

    def _refuse_as_key(self, node: Node) -> None:
        if self.open and isinstance(self.open[-1], Mapping) and self.pending[-1] is None:
            raise node.refuse(
                f"expected a key, which is a word, got {what_came(node)}; "
                "if words in curly or square brackets are meant, put them in quotes."
            )


def _scalar(event: events.Scalar) -> Scalar:
    _refuse_extras(event)
    start, end = events.begins(event), events.ends(event)
    plain = event.style in (None, "")
    return Scalar(
        start.line + 1, start.column + 1, start.index, end.index, text=event.value, plain=plain
    )


def _refuse_extras(event: events.SequenceStart | events.MappingStart | events.Scalar) -> None:
    mark = events.begins(event)
    if event.anchor is not None:
        raise Refusal(
            mark.line + 1,
            mark.column + 1,
            f'expected a value, got the label "&{short(event.anchor)}"; a plan file has no labels: '
            'remove it, or put words that begin with "&" in quotes.',
        )
    if event.tag is not None:
        raise Refusal(
            mark.line + 1,
            mark.column + 1,
            f'expected a value, got the tag "{short(str(event.tag))}"; a plan file has no tags: '
            'remove it, or put words that begin with "!" in quotes.',
        )
