"""The tables of the plan file's reference page, made from its layout."""

from collections.abc import Iterator

from headway.planfile import layout
from headway.planfile.groups import Group, Key, groups_in
from headway.planfile.shapes import Choice, Day, Flag, ListOf, Number, Shape, Time, Whole


def tables() -> str:
    """A heading, a sentence and a table of keys for every group, in Markdown."""
    return "\n".join(line for group in groups_in(layout.PLAN).values() for line in _table(group))


def _table(group: Group) -> Iterator[str]:
    yield f"## {group.name[0].upper()}{group.name[1:]}\n"
    yield f"{group.about}{_short(group)}\n"
    yield "| key | holds | meaning |"
    yield "|---|---|---|"
    for key in group.keys:
        yield f"| `{key.name}` | {_holds(key)} | {key.about} |"
    yield ""


def _short(group: Group) -> str:
    return f" Words alone in its place are its `{group.short}`." if group.short else ""


def _holds(key: Key) -> str:
    return _sort(key.shape) + (", required" if key.required else "")


def _sort(shape: Shape) -> str:
    match shape:
        case Group():
            return f"[{shape.name}](#{shape.name.replace(' ', '-')})"
        case ListOf():
            return f"list of {_sort(shape.of)}"
        case Choice():
            return " / ".join(f"`{word}`" for word in shape.words)
        case Number():
            return "number"
        case Whole():
            return "whole number"
        case Flag():
            return "`true` / `false`"
        case Day():
            return "date"
        case Time():
            return "period"
    return "words"
