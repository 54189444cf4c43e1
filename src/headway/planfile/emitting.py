"""
Keys and values as YAML that a person likes to read.

Words stand without quotes wherever every YAML reader takes them for words; long ones are
folded, those with several lines stand as a block; small groups stand on one line.
"""

import re
from collections.abc import Iterator
from typing import Any

from headway.planfile.groups import Compact
from headway.planfile.shapes import Bare

WIDTH = 100

_NAME = 48
"""Characters that an entry of a wrapped list may have, as names of agencies do."""

_LINES = 4
"""Lines that a wrapped list may have before it is easier to read as one entry a line."""

# Letters, digits, spaces and the marks that mean nothing to YAML inside a word.
_PLAIN = re.compile(r"(?:[^\W_]|[(£€“‘])[\w .;/&+%$£€“”‘’–—…!?=<>()*'\"-]*")
_PLAIN_IN_BLOCK = re.compile(r"(?:[^\W_]|[(£€“‘])[\w .,;/&+%$£€“”‘’–—…!?=<>()*'\"\[\]-]*")
_MEANS_SOMETHING = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def text_of(tree: dict[str, Any]) -> str:
    """The whole file."""
    return "".join(f"{line}\n" for line in lines(tree, 0))


def lines(tree: dict[str, Any] | list[Any], indent: int) -> Iterator[str]:
    """A group or a list as lines; those of the outermost level have `indent` spaces."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _entry(f"{' ' * indent}{key}:", value, indent)
        return
    for value in tree:
        yield from item(value, indent)


def item(value: Any, indent: int) -> Iterator[str]:
    """One entry of a list behind its dash."""
    dash = " " * indent + "-"
    if isinstance(value, dict) and _on_one_line(value, indent + 2) is None:
        first, *rest = lines(value, indent + 2)
        yield f"{dash} {first.lstrip(' ')}"
        yield from rest
    elif isinstance(value, list) and value:
        yield from _entry(dash, value, indent)
    else:
        yield from _entry(dash, value, indent)


def entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """One key of a group with its value."""
    return _entry(f"{' ' * indent}{key}:", value, indent)


def _entry(head: str, value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, dict | list):
        one_line = _on_one_line(value, len(head) + 1)
        if one_line is not None:
            yield f"{head} {one_line}"
            return
        wrapped = _wrapped(head, value, indent + 2) if isinstance(value, list) else []
        if wrapped:
            yield from wrapped
            return
        yield head
        yield from lines(value, indent + 2)
        return
    yield from _words(head, value, indent + 2)


def _on_one_line(value: dict[str, Any] | list[Any], column: int) -> str | None:
    """The bracketed form, where the value is small enough to be read that way."""
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, dict) and not isinstance(value, Compact):
        return None
    if isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        return None
    form = flow(value)
    return form if form is not None and column + len(form) <= WIDTH else None


def _wrapped(head: str, value: list[Any], indent: int) -> list[str]:
    """A list of names in brackets over a few lines; empty where it would be hard to read."""
    forms = [flow(one) for one in value if isinstance(one, str)]
    if len(forms) < len(value) or any(form is None or len(form) > _NAME for form in forms):
        return []
    wrapped = [f"{head} ["]
    for form in forms:
        if len(wrapped[-1]) + len(form or "") + 2 > WIDTH:
            wrapped[-1] = wrapped[-1].rstrip(" ")
            wrapped.append(" " * indent)
        wrapped[-1] += f"{form}, "
    wrapped[-1] = wrapped[-1].removesuffix(", ") + "]"
    return wrapped if len(wrapped) <= _LINES else []


def flow(value: Any) -> str | None:
    """A value on one line; None where it holds several lines."""
    if isinstance(value, dict):
        parts = [(f"{key}: ", flow(one)) for key, one in value.items()]
        if any(form is None for _, form in parts):
            return None
        return "{" + ", ".join(f"{key}{form}" for key, form in parts) + "}"
    if isinstance(value, list):
        forms = [flow(one) for one in value]
        if any(form is None for form in forms):
            return None
        return "[" + ", ".join(form for form in forms if form is not None) + "]"
    if "\n" in value:
        return None
    return scalar(value, _PLAIN)


def _words(head: str, value: str, indent: int) -> Iterator[str]:
    if _reads_as_block(value):
        yield f"{head} |" if value.endswith("\n") else f"{head} |-"
        for line in value.removesuffix("\n").split("\n"):
            yield f"{' ' * indent}{line}" if line else ""
        return
    one_line = scalar(value, _PLAIN_IN_BLOCK)
    if len(head) + 1 + len(one_line) > WIDTH and _folds(value):
        yield f"{head} >-"
        yield from _folded(value, indent)
        return
    yield f"{head} {one_line}"


def scalar(value: str, plain: re.Pattern[str] = _PLAIN_IN_BLOCK) -> str:
    """Words as they are where that is safe, else in double quotes."""
    if isinstance(value, Bare) or _is_plain(value, plain):
        return str(value)
    return quoted(value)


def _is_plain(value: str, plain: re.Pattern[str]) -> bool:
    if not plain.fullmatch(value) or value.endswith(" ") or value.lower() in _MEANS_SOMETHING:
        return False
    if not value.isprintable():
        return False
    # What begins with a digit may be a number, a date or a time to some reader.
    return not value[0].isdigit() or bool(re.search(r" .*[^\W\d_]|[^\W\d_].* ", value))


def quoted(value: str) -> str:
    """Words in double quotes, on one line, every odd character written out."""
    return '"' + "".join(_escaped(character) for character in value) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    known = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
    if character in known:
        return known[character]
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _reads_as_block(value: str) -> bool:
    """Several lines, none of which YAML or an editor would change."""
    body = value.removesuffix("\n")
    every = body.split("\n")
    return (
        len(every) > 1
        and bool(every[0].strip())
        and bool(every[-1].strip())
        and not every[0].startswith(" ")
        and all(line.isprintable() and not line.endswith(" ") for line in every)
    )


def _folds(value: str) -> bool:
    return value.isprintable() and "  " not in value and value == value.strip(" ") and " " in value


def _folded(value: str, indent: int) -> Iterator[str]:
    line = ""
    for word in value.split(" "):
        if line and indent + len(line) + 1 + len(word) > WIDTH - 4:
            yield " " * indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield " " * indent + line
