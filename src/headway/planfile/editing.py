"""
Write a changed plan into the text that a person has formatted.

Only what has changed is written anew; comments, order, quotes and line breaks of all the
rest stay byte for byte. What has changed is found by comparing the two plans as Headway
itself would write them, so that another way of writing the same thing is no change.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from headway.planfile import emitting, layout
from headway.planfile.groups import Group
from headway.planfile.nodes import Items, Mapping, Node, Scalar
from headway.planfile.shapes import ListOf, Shape


def edited(text: str, root: Mapping, before: dict[str, Any], after: dict[str, Any]) -> str:
    """
    The text with what differs between two trees put in its place.

    Args:
        text: The file, without carriage returns.
        root: The same text, composed.
        before: What it says, as the writer would put it.
        after: What it shall say.
    """
    editor = _Editor(text)
    editor.group(root, before, after, layout.PLAN)
    return editor.result()


class _Awkward(Exception):  # noqa: N818 - not an error: a larger part is written anew instead
    """A change that cannot be made to a part without touching what stands around it."""


class _Editor:
    """Collects replacements, in the order of the file, and makes them all at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[tuple[int, int, str]] = []

    def result(self) -> str:
        parts, position = [], 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            parts += [self.text[position:start], new]
            position = max(position, end)
        return "".join(parts) + self.text[position:]

    # --------------------------------------------------------------------------- groups of keys

    def group(
        self, node: Mapping, before: dict[str, Any], after: dict[str, Any], shape: Group
    ) -> None:
        """Bring a group, one key to a line, from one state to another."""
        above = ""
        for key in shape.keys:
            old, new = before.get(key.name), after.get(key.name)
            stands = key.name in node.values
            if old != new:
                if new is None:
                    if stands:
                        self.remove_key(node, key.name)
                elif stands:
                    self.change_key(node, key.name, (old, new), key.shape)
                else:
                    self.add_key(node, above, key.name, new)
            if stands and new is not None:
                above = key.name

    def change_key(self, node: Mapping, name: str, values: tuple[Any, Any], shape: Shape) -> None:
        old, new = values
        value = node.values[name]
        mark = len(self.edits)
        try:
            self.change(value, old, new, shape)
        except _Awkward:
            del self.edits[mark:]
            key = node.keys[name]
            lines = list(emitting.entry(name, new, key.column - 1))
            self.replace(key.start, value, lines, key.column - 1)

    def change(self, node: Node, old: Any, new: Any, shape: Shape) -> None:
        """Change a value within itself; raises _Awkward where it must be written anew."""
        match node, old, new, shape:
            case Mapping(flow=False), dict(), dict(), Group():
                self.group(node, old, new, shape)
            case Items(flow=False), list(), list(), ListOf():
                self.items(node, old, new, shape.of)
            case _:
                raise _Awkward

    def remove_key(self, node: Mapping, name: str) -> None:
        key = node.keys[name]
        if self.is_behind_dash(key.start) or len(node.values) == 1:
            raise _Awkward
        self.edits.append((self.line_start(key.start), self.next_line(node.values[name]), ""))

    def add_key(self, node: Mapping, above: str, name: str, value: Any) -> None:
        first = next(iter(node.keys.values()))
        lines = emitting.entry(name, value, first.column - 1)
        if above:
            self.insert(self.next_line(node.values[above]), lines)
        elif self.is_behind_dash(first.start):
            raise _Awkward
        else:
            self.insert(self.line_start(first.start), lines)

    # ------------------------------------------------------------------------------------ lists

    def items(self, node: Items, old: list[Any], new: list[Any], shape: Shape) -> None:
        """Bring a list, one entry to a line, from one state to another."""
        if len(node.items) != len(old) or not old:
            raise _Awkward
        names = [_identity(one, shape) for one in old], [_identity(one, shape) for one in new]
        steps = SequenceMatcher(None, *names, autojunk=False).get_opcodes()
        for _, from_old, to_old, from_new, to_new in steps:
            pairs = min(to_old - from_old, to_new - from_new)
            for step in range(pairs):
                place = from_old + step
                self.item(node, place, (old[place], new[from_new + step]), shape)
            for place in range(from_old + pairs, to_old):
                one = node.items[place]
                self.edits.append((self.dash_line(node, one), self.next_line(one), ""))
            if to_new > from_new + pairs:
                self.add_items(node, from_old + pairs, new[from_new + pairs : to_new])

    def item(self, node: Items, place: int, values: tuple[Any, Any], shape: Shape) -> None:
        old, new = values
        if old == new:
            return
        one = node.items[place]
        mark = len(self.edits)
        try:
            self.change(one, old, new, shape)
        except _Awkward:
            del self.edits[mark:]
            indent = node.column - 1
            start = self.dash_line(node, one) + indent
            self.replace(start, one, list(emitting.item(new, indent)), indent)

    def add_items(self, node: Items, place: int, values: Iterable[Any]) -> None:
        lines = [line for value in values for line in emitting.item(value, node.column - 1)]
        if place:
            self.insert(self.next_line(node.items[place - 1]), lines)
        else:
            self.insert(self.dash_line(node, node.items[0]), lines)

    # ------------------------------------------------------------------------------------- text

    def replace(self, start: int, node: Node, lines: Sequence[str], indent: int) -> None:
        """Put lines where a part stood; comments in it stay above, one behind it if it can."""
        end = self.end_of(node)
        kept = self.comments(start, end, node)
        line_end = self.line_end(end)
        behind = self.text[end:line_end].strip()
        if len(lines) > 1 and behind.startswith("#"):
            kept.append(behind)
            end = line_end
        above = self.line_start(start)
        if kept:
            self.edits.append((above, above, "".join(f"{' ' * indent}{one}\n" for one in kept)))
        self.edits.append((start, end, "\n".join(lines)[indent:]))

    def comments(self, start: int, end: int, node: Node) -> list[str]:
        """The comments between two places, told from a "#" that stands in words."""
        words = [(one.start, one.end) for one in _scalars(node)]
        found = []
        for match in re.finditer(r"(?<!\S)#.*", self.text[start:end]):
            place = start + match.start()
            if not any(first <= place < last for first, last in words):
                found.append(match.group().rstrip())
        return found

    def insert(self, position: int, lines: Iterable[str]) -> None:
        text = "".join(f"{line}\n" for line in lines)
        if position > 0 and self.text[position - 1] != "\n":
            text = "\n" + text
        self.edits.append((position, position, text))

    def dash_line(self, node: Items, one: Node) -> int:
        """Where the line of an entry's dash starts; the entry must stand right behind it."""
        start = self.line_start(one.start)
        if self.text[start : one.start].strip() != "-" or start + node.column > one.start:
            raise _Awkward
        return start

    def is_behind_dash(self, position: int) -> bool:
        return bool(self.text[self.line_start(position) : position].strip())

    def line_start(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def line_end(self, position: int) -> int:
        found = self.text.find("\n", position)
        return len(self.text) if found < 0 else found

    def next_line(self, node: Node) -> int:
        """Where the line after a part starts, or where the file ends."""
        return min(self.line_end(self.end_of(node)) + 1, len(self.text))

    def end_of(self, node: Node) -> int:
        """After the last character that belongs to a part, comments below it left out."""
        match node:
            case Mapping(flow=False) if node.values:
                return self.end_of(list(node.values.values())[-1])
            case Items(flow=False) if node.items:
                return self.end_of(node.items[-1])
            case Scalar() if (
                self.text[node.start : node.start + 1] in {"|", ">"} and not node.plain
            ):
                return self._end_of_block(node)
        return node.end

    def _end_of_block(self, node: Scalar) -> int:
        head, *body = self.text[node.start : node.end].split("\n")
        indents = [len(line) - len(line.lstrip(" ")) for line in body if line.strip()]
        while body and (
            not body[-1].strip()
            or (body[-1].lstrip().startswith("#") and not body[-1].startswith(" " * indents[0]))
        ):
            body.pop()
        return node.start + len("\n".join([head, *body]))


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Items():
            for one in node.items:
                yield from _scalars(one)
        case Mapping():
            for one in node.values.values():
                yield from _scalars(one)


def _identity(value: Any, shape: Shape) -> str:
    """What tells an entry of a list from its neighbours: its id, else all that it says."""
    if isinstance(shape, Group) and shape.identity and isinstance(value, dict):
        return str(value.get(shape.identity))
    return json.dumps(value, sort_keys=True)
