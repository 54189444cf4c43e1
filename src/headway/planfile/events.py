"""
The parts of a YAML text in their order, as a parser finds them.

There are two parsers. ruamel.yaml reads YAML 1.2 and says what is wrong; libyaml finds the same
parts in the same places, many times faster, in texts of the usual signs that have nothing wrong.
Reading a plan's text was most of what it cost to save a change.
"""

import re
from collections.abc import Iterator
from typing import Protocol, TypeAlias, cast

import yaml
from ruamel.yaml import YAML
from ruamel.yaml import events as careful

Event: TypeAlias = careful.Event | yaml.Event
Scalar: TypeAlias = careful.ScalarEvent | yaml.ScalarEvent
SequenceStart: TypeAlias = careful.SequenceStartEvent | yaml.SequenceStartEvent
MappingStart: TypeAlias = careful.MappingStartEvent | yaml.MappingStartEvent
SequenceEnd: TypeAlias = careful.SequenceEndEvent | yaml.SequenceEndEvent
MappingEnd: TypeAlias = careful.MappingEndEvent | yaml.MappingEndEvent
Alias: TypeAlias = careful.AliasEvent | yaml.AliasEvent
DocumentStart: TypeAlias = careful.DocumentStartEvent | yaml.DocumentStartEvent

_UNUSUAL = re.compile(
    # tabs, other ends of lines than Unix has, marks of order, rare planes
    "[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]"
    # instructions; a folded text whose first line is a remark, or blank
    r"|^%|[|>][-+0-9]*(?:#| *\n *$)",
    re.MULTILINE,
)
"""What the two do not read alike."""


class Mark(Protocol):
    """A place in the text: line, column and index, each from 0."""

    line: int
    column: int
    index: int


def begins(event: Event) -> Mark:
    """Where a part begins."""
    return cast("Mark", event.start_mark)


def ends(event: Event) -> Mark:
    """The place after it."""
    return cast("Mark", event.end_mark)


class UnlikeError(Exception):
    """The two parsers may not say the same of this text."""


def carefully(text: str) -> Iterator[Event]:
    """
    As YAML 1.2 has it.

    Raises:
        YAMLError: Of ruamel.yaml: the text is no YAML.
    """
    found: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
    return found


def quickly(text: str) -> Iterator[Event]:
    """
    The same by libyaml.

    Raises:
        UnlikeError: It may not be the same, or libyaml is not there, or takes it for no YAML.
    """
    if not yaml.__with_libyaml__ or _UNUSUAL.search(text):
        raise UnlikeError
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent) and not event.value and not event.style:
                raise UnlikeError  # nothing at all: they differ in where that stands
            yield event
    except yaml.YAMLError as error:
        raise UnlikeError from error
