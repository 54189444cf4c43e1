"""
What may stand in a plan file: one shape for each sort of value.

Each shape says three things of it: how it is read, how it is written and how the JSON
Schema describes it. Reading is led by the shape, so a title may be `Yes` or `2030`
without quotes and stays words.
"""

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from math import isfinite
from typing import Any, Protocol, TypeVar

from headway.domain.errors import PlanError
from headway.domain.periods import Period
from headway.domain.quantities import plain
from headway.planfile.nodes import Items, Mapping, Node, Scalar, what_came

Schema = dict[str, Any]
T = TypeVar("T")

ABSENT: Any = object()
"""The default of a key that may stand there with nothing behind it."""


class Bare(str):
    """A word that is written without quotes although it looks like a number or a date."""

    __slots__ = ()


class Compact(dict[str, Any]):
    """A group of keys that is written on one line where it fits: `{value: 65}`."""


class Part(dict[str, Any]):
    """The values that were read from a group of keys, with the place they stood at."""

    def __init__(self, values: MappingOf[str, Any], node: Node) -> None:
        super().__init__(values)
        self.node = node


class Shape(Protocol):
    """One sort of value."""

    def read(self, node: Node) -> Any:
        """The value; raises Refusal where something else stands."""

    def write(self, value: Any) -> Any:
        """What the emitter prints: dict, list, str, `Bare` or bool."""

    def schema(self) -> Schema:
        """The JSON Schema of it."""


def _scalar(node: Node, expected: str, hint: str) -> Scalar:
    if isinstance(node, Scalar):
        return node
    raise node.refuse(f"expected {expected}, got {what_came(node)}; {hint}.")


@dataclass(frozen=True, slots=True)
class Text:
    """Words. What is not quoted is words all the same; nothing is the empty text."""

    def read(self, node: Node) -> str:
        words = _scalar(node, "words", "write them on one line, or below the key after |")
        return "" if words.is_nothing else words.text

    def write(self, value: str) -> str:
        return str(value)

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean", "null"]}


_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number, without unit and without thousands commas."""

    empty: bool = False
    """Whether nothing may stand instead, for 'no number is stated'."""

    def read(self, node: Node) -> float | None:
        found = _scalar(node, "a number", "write digits only")
        if self.empty and found.is_nothing:
            return None
        text = found.text.strip()
        if _NUMBER.fullmatch(text) and isfinite(float(text)):
            return float(text)
        raise node.refuse(f"expected a number, got {what_came(node)}; {_number_hint(text)}.")

    def write(self, value: float | None) -> Bare:
        return Bare("null" if value is None else plain(value))

    def schema(self) -> Schema:
        return {"type": ["number", "null"]} if self.empty else {"type": "number"}


def _number_hint(text: str) -> str:
    bare = text.replace(",", "")
    if bare != text and _NUMBER.fullmatch(bare):
        return f"write {bare}, without the comma"
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].strip()):
        return f'write {text[:-1].strip()} and name the unit beside it (unit: "%")'
    if text.lower() in {"nan", ".nan", "inf", ".inf", "-inf", "-.inf"}:
        return "a figure that is not known has a state instead (state: missing)"
    return "write digits, such as 65 or 9.3"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from 1, such as a page or a line."""

    def read(self, node: Node) -> int:
        found = _scalar(node, "a whole number", "write digits only")
        if re.fullmatch(r"[0-9]{1,9}", found.text.strip()):
            return int(found.text)
        raise node.refuse(
            f"expected a whole number, got {what_came(node)}; write digits only, such as 12."
        )

    def write(self, value: int) -> Bare:
        return Bare(value)

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": 0}


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no, written `true` or `false`."""

    def read(self, node: Node) -> bool:
        found = _scalar(node, "true or false", "write one of the two")
        match found.text.strip().lower():
            case "true" | "yes":
                return True
            case "false" | "no":
                return False
        raise node.refuse(f"expected true or false, got {what_came(node)}; write one of the two.")

    def write(self, value: bool) -> Bare:
        return Bare("true" if value else "false")

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, as `2020-05-31`."""

    def read(self, node: Node) -> date:
        found = _scalar(node, "a date", "write it as 2020-05-31")
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", found.text.strip()):
                return date.fromisoformat(found.text.strip())
        except ValueError as error:
            raise node.refuse(
                f"expected a date that exists, got {what_came(node)} ({error}); correct it."
            ) from None
        raise node.refuse(f"expected a date, got {what_came(node)}; write it as 2020-05-31.")

    def write(self, value: date) -> Bare:
        return Bare(value.isoformat())

    def schema(self) -> Schema:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@dataclass(frozen=True, slots=True)
class Time:
    """A period in its normal form, such as `AY 2019/20 T4`."""

    def read(self, node: Node) -> Period:
        found = _scalar(node, "a period", "write it as AY 2019/20, FY 2019/20 Q4 or 2020-05-31")
        try:
            return Period.parse(found.text)
        except PlanError as error:
            raise node.refuse(f"expected a period: {error}") from None

    def write(self, value: Period) -> Bare:
        return Bare(value)

    def schema(self) -> Schema:
        return {"type": ["string", "integer"]}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: type[StrEnum]

    def read(self, node: Node) -> StrEnum:
        found = _scalar(node, "one word", f"write one of: {', '.join(self.words)}")
        try:
            return self.words(found.text.strip())
        except ValueError:
            raise node.refuse(
                f"expected one of {', '.join(self.words)}, got {what_came(node)}"
                f"{_did_you_mean(found.text.strip(), list(self.words))}."
            ) from None

    def write(self, value: StrEnum) -> str:
        return value.value

    def schema(self) -> Schema:
        return {"enum": [word.value for word in self.words]}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; of words, one alone may stand without its dash."""

    of: Shape

    def read(self, node: Node) -> tuple[Any, ...]:
        if isinstance(node, Items):
            return tuple(self.of.read(item) for item in node.items)
        if isinstance(node, Scalar):
            if node.is_nothing:
                return ()
            if isinstance(self.of, Text):
                return (self.of.read(node),)
        raise node.refuse(
            f"expected a list, got {what_came(node)}; put each entry on a line of its own "
            'behind "- ".'
        )

    def write(self, value: Sequence[Any]) -> list[Any]:
        return [self.of.write(one) for one in value]

    def schema(self) -> Schema:
        array = {"type": ["array", "null"], "items": self.of.schema()}
        if isinstance(self.of, Text):
            return {"anyOf": [array, self.of.schema()]}
        return array


@dataclass(frozen=True, slots=True)
class Key:
    """
    One key of a group.

    Attributes:
        about: What it means, for the schema and the reference.
        default: The value it has when it is left out.
        required: It may not be left out.
    """

    name: str
    shape: Shape
    about: str
    default: Any = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """
    A group of keys.

    Attributes:
        name: What it is, for messages and as the schema's title: "measure".
        identity: The key that tells one entry of a list from another; empty for none.
        compact: Written on one line where it fits.
        short: The key that words standing alone in place of the group are for.
    """

    name: str
    about: str
    keys: tuple[Key, ...]
    identity: str = ""
    compact: bool = False
    short: str = ""

    def read(self, node: Node) -> Part:
        if isinstance(node, Scalar) and self.short and not node.is_nothing:
            return Part({self.short: node.text}, node)
        if not isinstance(node, Mapping):
            raise node.refuse(
                f"expected a {self.name} (a group of keys such as {self._some_keys()}), "
                f"got {what_came(node)}; write its keys below one another."
            )
        shapes = {key.name: key.shape for key in self.keys}
        values = {}
        for word, value in node.values.items():
            if word not in shapes:
                raise node.keys[word].refuse(
                    f'expected a key of a {self.name}, got "{_shortened(word)}"'
                    f"{_did_you_mean(word, list(shapes))}."
                )
            if not _left_empty(value, shapes[word]):
                values[word] = shapes[word].read(value)
        for key in self.keys:
            if key.required and key.name not in values:
                raise node.refuse(
                    f'expected the key "{key.name}" in this {self.name}, and it is not there; '
                    f"add it: {_lowered(key.about)}"
                )
        return Part(values, node)

    def write(self, value: MappingOf[str, Any]) -> dict[str, Any]:
        written: dict[str, Any] = Compact() if self.compact else {}
        for key in self.keys:
            if key.required or (key.name in value and value[key.name] != key.default):
                written[key.name] = key.shape.write(value[key.name])
        if self.short and list(written) == [self.short]:
            return written[self.short]  # type: ignore[no-any-return] - the short form is a text
        return written

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.name.replace(' ', '-')}"}

    def definition(self) -> Schema:
        """The schema itself, for `$defs`."""
        properties = {
            key.name: {"title": title_of(key.name), "description": key.about, **key.shape.schema()}
            for key in self.keys
        }
        group: Schema = {
            "title": self.name[0].upper() + self.name[1:],
            "description": self.about,
            "type": "object",
            "properties": properties,
            "required": [key.name for key in self.keys if key.required],
            "additionalProperties": False,
        }
        if not self.short:
            return group
        about = {"title": group.pop("title"), "description": group.pop("description")}
        return {**about, "anyOf": [group, {"type": ["string", "number"]}]}

    def _some_keys(self) -> str:
        return ", ".join(key.name for key in self.keys[:3])


def title_of(key: str) -> str:
    """A key as a heading: `as_at` is "As at"."""
    words = key.replace("_", " ")
    return words[0].upper() + words[1:]


def groups_in(shape: Shape, found: dict[str, Group] | None = None) -> dict[str, Group]:
    """Every group that a shape is made of, by name, outermost first."""
    found = {} if found is None else found
    match shape:
        case Group() if shape.name not in found:
            found[shape.name] = shape
            for key in shape.keys:
                groups_in(key.shape, found)
        case ListOf():
            groups_in(shape.of, found)
    return found


def build(make: Callable[..., T], part: Part, **others: Any) -> T:
    """
    A domain value from what was read; what it refuses is said of the part's place.

    Raises:
        Refusal: The value does not make sense.
    """
    try:
        return make(**part, **others)
    except PlanError as error:
        raise part.node.refuse(f"{error}.".replace("..", ".")) from None


def _left_empty(node: Node, shape: Shape) -> bool:
    """A key with nothing behind it is a key left out, unless nothing means something."""
    means_something = isinstance(shape, Number) and shape.empty
    return isinstance(node, Scalar) and node.is_nothing and not means_something


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _did_you_mean(word: str, known: list[str]) -> str:
    close = get_close_matches(word.lower(), [one.lower() for one in known], n=1, cutoff=0.6)
    if close:
        meant = next(one for one in known if one.lower() == close[0])
        return f'; did you mean "{meant}"'
    return f"; the keys are {', '.join(known)}" if len(known) > 1 else ""
