"""
What may stand in a plan file: one shape for each sort of value.

Each shape says three things of it: how it is read, how it is written and how the JSON
Schema describes it. Reading is led by the shape, so a title may be `Yes` or `2030`
without quotes and stays words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from math import isfinite
from typing import Any, Protocol

from headway.domain.errors import PlanError
from headway.domain.periods import Period
from headway.domain.quantities import plain
from headway.planfile.nodes import Items, Node, Scalar, what_came

Schema = dict[str, Any]


class Bare(str):
    """A word that is written without quotes although it looks like a number or a date."""

    __slots__ = ()


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
        return {
            "type": ["string", "integer"],
            "examples": ["AY 2019/20 T4", "FY 2019/20", "2021-03"],
        }


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
                f"{did_you_mean(found.text.strip(), list(self.words), 'write one of them')}"
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


def did_you_mean(word: str, known: list[str], otherwise: str) -> str:
    """The end of a message: the word that was probably meant, else what to do."""
    close = get_close_matches(word.lower(), [one.lower() for one in known], n=1, cutoff=0.6)
    if not close:
        return f"; {otherwise}."
    meant = next(one for one in known if one.lower() == close[0])
    return f'; did you mean "{meant}"?'
