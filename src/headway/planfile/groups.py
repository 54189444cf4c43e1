"""
Groups of keys: what stands below one another in a plan file.

A group is read into a `Part`, its values with the place they stood at, and written from
a mapping of values; `reading` and `writing` turn these into the domain's values and back.
"""

from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from typing import Any, TypeVar

from headway.domain.errors import PlanError
from headway.planfile.nodes import Mapping, Node, Scalar, short, what_came
from headway.planfile.shapes import ListOf, Number, Schema, Shape, did_you_mean

T = TypeVar("T")

ABSENT: Any = object()
"""The default of a key that may stand there with nothing behind it."""


class Compact(dict[str, Any]):
    """A group of keys that is written on one line where it fits: `{value: 65}`."""


class Part(dict[str, Any]):
    """The values that were read from a group of keys, with the place they stood at."""

    def __init__(self, values: MappingOf[str, Any], node: Node) -> None:
        super().__init__(values)
        self.node = node


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
                f"expected {a(self.name)} (a group of keys such as {self._some_keys()}), "
                f"got {what_came(node)}; write its keys below one another."
            )
        shapes = {key.name: key.shape for key in self.keys}
        values = {}
        for word, value in node.values.items():
            if word not in shapes:
                raise node.keys[word].refuse(
                    f'expected a key of {a(self.name)}, got "{short(word)}"'
                    f"{did_you_mean(word, list(shapes), 'the keys are ' + ', '.join(shapes))}"
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

    def write(self, value: MappingOf[str, Any]) -> Any:
        written: dict[str, Any] = Compact() if self.compact else {}
        for key in self.keys:
            if key.required or (key.name in value and value[key.name] != key.default):
                written[key.name] = key.shape.write(value[key.name])
        if self.short and list(written) == [self.short]:
            return written[self.short]
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


def a(name: str) -> str:
    """A name with its article: "an outcome"."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


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


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
