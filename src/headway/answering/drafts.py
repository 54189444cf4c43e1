"""An answer as it is being written: what was typed, whatever it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LONGEST_WORDS = 8_000
"""Characters of each text; a page of A4 holds about 3,000."""
LONGEST_FIGURE = 100
LONGEST_KEPT = 4 * LONGEST_WORDS
"""Characters that are kept of a text that is too long, so that it can be shortened."""
MOST_LINKS = 10
LONGEST_LINK = 500
_UNTYPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no keyboard types and no database or document keeps."""


def as_typed(text: str, most: int = LONGEST_KEPT) -> str:
    r"""
    A text from outside as its field keeps it.

    >>> as_typed("12\x00\r\nof them "), as_typed("far too long", 3)
    ('12\nof them', 'far')
    """
    return _UNTYPED.sub("", text.replace("\r\n", "\n")).strip()[:most]


class Kind(StrEnum):
    """What sort of answer it is."""

    FIGURES = "figures"
    """Something new is told, in figures, words or both."""
    NO_CHANGE = "no_change"
    """What was said last time still holds."""
    NOTHING_TO_REPORT = "nothing_to_report"
    """There is nothing to tell, and the words say why."""


class Confidence(StrEnum):
    """How sure the agency is that the row will be achieved."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOT_SAID = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedFigure:
    """
    One figure as it stands in its field.

    Attributes:
        text: As typed.
        state: Why there is none, by the value of `State`; empty where a figure is given.
        period: In normal form, as chosen or typed.
    """

    text: str = ""
    state: str = ""
    period: str = ""

    @property
    def is_blank(self) -> bool:
        """Nothing is typed and no reason chosen; the period alone says nothing."""
        return not self.text.strip() and not self.state.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """
    An answer to one row as typed; anything may stand in it.

    Attributes:
        figures: By the key of the figure asked for.
        words: What has been done and what difference it made.
        status: Of an action, by the value of `ActionStatus`; empty where nothing is said.
        links: Addresses of evidence.
    """

    kind: Kind = Kind.FIGURES
    figures: Mapping[str, TypedFigure] = field(default_factory=dict)
    words: str = ""
    next_steps: str = ""
    barriers: str = ""
    confidence: Confidence = Confidence.NOT_SAID
    status: str = ""
    links: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Nothing has been answered."""
        said = (self.words, self.next_steps, self.barriers, self.status, self.confidence)
        return (
            self.kind is Kind.FIGURES
            and not any(one.strip() for one in (*said, *self.links))
            and all(one.is_blank for one in self.figures.values())
        )


def as_json(draft: Draft) -> dict[str, Any]:
    """A draft as plain values, for a database; `from_json` reads it back the same."""
    return {
        "kind": draft.kind.value,
        "figures": {
            key: {"text": one.text, "state": one.state, "period": one.period}
            for key, one in draft.figures.items()
        },
        "words": draft.words,
        "next_steps": draft.next_steps,
        "barriers": draft.barriers,
        "confidence": draft.confidence.value,
        "status": draft.status,
        "links": list(draft.links),
    }


def from_json(values: Mapping[str, Any]) -> Draft:
    """The draft that `as_json` wrote; what is not there is empty."""
    return Draft(
        kind=Kind(values.get("kind", Kind.FIGURES)),
        figures={key: TypedFigure(**one) for key, one in values.get("figures", {}).items()},
        words=values.get("words", ""),
        next_steps=values.get("next_steps", ""),
        barriers=values.get("barriers", ""),
        confidence=Confidence(values.get("confidence", "")),
        status=values.get("status", ""),
        links=tuple(values.get("links", ())),
    )
