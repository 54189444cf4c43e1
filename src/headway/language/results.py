"""Which figures of a progress text are results, and what the others do in it."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from headway.domain.quantities import COUNT, MONEY, PERCENT, POINTS, Comparator
from headway.language import cues
from headway.language.mentions import Mention
from headway.language.scenes import Scene
from headway.language.sentences import Sentence, in_brackets
from headway.language.units import DURATIONS


class Part(Enum):
    """What a figure does in a report."""

    RESULT = auto()
    COMPARED = auto()
    """Printed beside a result: "(52 same point last year)"."""
    BENCHMARK = auto()
    """Another place's figure: "national average 72%"."""
    TARGET = auto()
    BASELINE = auto()
    CONTEXT = auto()
    """No result: what is planned, cited, spent or described."""
    BROKEN = auto()
    """Stands among the pieces of a destroyed text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure of a progress text and its part in it."""

    mention: Mention
    part: Part
    sentence: Sentence


def told(scene: Scene) -> list[Told]:
    """
    The part of every figure, in the order of their places.

    A duration is a result only of a row in that unit, or where the words call it an
    average, a wait or a time taken; money only of a row of money, or where it was
    saved, raised or secured.
    """
    found: list[Told] = []
    result: Told | None = None
    for index, mention in enumerate(scene.mentions):
        sentence = scene.sentence_of(mention.number_start)
        following = scene.mentions[index + 1] if index + 1 < len(scene.mentions) else None
        beside = result.mention if result is not None and result.sentence == sentence else None
        part = _part(scene, mention, following, beside)
        found.append(Told(mention=mention, part=part, sentence=sentence))
        if part is Part.RESULT:
            result = found[-1]
    return found


def is_change(scene: Scene, mention: Mention) -> bool:
    """Whether the figure is the size of a change: "a 33% increase", "fell by 12%"."""
    if mention.unit not in (PERCENT, POINTS):
        return False
    return (
        mention.comparator is Comparator.CHANGE_BY
        or cues.CHANGE_AFTER.match(scene.plain, mention.end) is not None
        or cues.CHANGE_BEFORE.search(scene.before(mention)[-40:]) is not None
    )


def _part(
    scene: Scene, mention: Mention, following: Mention | None, result: Mention | None
) -> Part:
    plain, before = scene.plain, scene.before(mention)
    near = before[-70:]
    if cues.BESIDE_TARGET.search(near):
        return Part.RESULT
    if cues.TARGET_BEFORE.search(near) or cues.TARGET_AFTER.match(plain, mention.end):
        return Part.TARGET
    if cues.BENCHMARK_BEFORE.search(near) or cues.BENCHMARK_AFTER.match(plain, mention.end):
        return Part.BENCHMARK
    if cues.BASELINE_BEFORE.search(near):
        return Part.BASELINE
    if _leads_to(plain, mention, following, near) or _is_compared(scene, mention, result, near):
        return Part.COMPARED
    if _repeats_fraction(plain, mention, following) or _is_context(plain, mention, before):
        return Part.CONTEXT
    if _is_broken(scene, mention, following, near):
        return Part.BROKEN
    return Part.RESULT if _is_result(scene, mention, near) else Part.CONTEXT


def _leads_to(plain: str, mention: Mention, following: Mention | None, near: str) -> bool:
    """Whether it is the first of "from 23% to 24%"."""
    if following is None or not re.search(r"\bfrom\s*$", near, re.IGNORECASE):
        return False
    between = plain[mention.end : following.start]
    return len(between) < 40 and re.search(r"\bto\s*$", between, re.IGNORECASE) is not None


def _is_compared(scene: Scene, mention: Mention, result: Mention | None, near: str) -> bool:
    """Whether it stands beside a result as its comparison: "(52 same point last year)"."""
    if result is None or is_change(scene, mention):
        return False
    plain = scene.plain
    bracketed = in_brackets(plain, mention.start)
    timed = scene.joined_behind(mention) or scene.joined_before(mention)
    if timed and bracketed and result.unit == mention.unit and _opens(plain, result, mention):
        return True
    if cues.COMPARED_BEFORE.search(near) or cues.PREVIOUSLY.match(plain, mention.end):
        return True
    behind = next(scene.times_behind(mention), None)
    if behind is not None and behind.relative == "last year" and behind.start - mention.end <= 40:
        return re.search(r"[.;(]", plain[mention.end : behind.start]) is None
    ahead = next(scene.times_before(mention), None)
    last_year = ahead is not None and ahead.relative == "last year"
    return bool(ahead and last_year and mention.start - ahead.end <= 14 and bracketed)


def _opens(plain: str, result: Mention, mention: Mention) -> bool:
    return "(" in plain[result.end : mention.start]


def _repeats_fraction(plain: str, mention: Mention, following: Mention | None) -> bool:
    """Whether an exact figure stands in brackets behind it: "one third of respondents (32%)"."""
    fraction = mention.unit == PERCENT and (mention.spelled or mention.numerator is not None)
    if not fraction or following is None:
        return False
    between = plain[mention.end : following.start]
    return following.unit == PERCENT and len(between) < 60 and between.rstrip().endswith("(")


def _is_context(plain: str, mention: Mention, before: str) -> bool:
    if any(pattern.search(before) for pattern in cues.CONTEXT_BEFORE):
        return not cues.EQUALS.search(before)
    return cues.CONTEXT_AFTER.match(plain, mention.end) is not None


def _is_broken(scene: Scene, mention: Mention, following: Mention | None, near: str) -> bool:
    """Whether a bare number runs into the next one, with neither sign nor word between."""
    if mention.of or mention.unit != COUNT or mention.out_of is not None:
        return False
    if cues.EQUALS.search(near) or scene.joined_before(mention):
        return False
    time = next(scene.times_behind(mention), None)
    starts = [one.start for one in (following, time) if one is not None]
    if not starts or re.search(r"[A-Za-z]\s*$", near):
        return False
    return re.fullmatch(r"[\s.]*", scene.plain[mention.end : min(starts)]) is not None


def _is_result(scene: Scene, mention: Mention, near: str) -> bool:
    if mention.unit in DURATIONS:
        return scene.unit in DURATIONS or cues.DURATION_RESULT.search(near) is not None
    if mention.unit in MONEY:
        return scene.unit in MONEY or _is_gain(scene, mention, near)
    if mention.spelled and mention.unit == COUNT and mention.out_of is None:
        return _is_worded_result(scene, mention, near)
    if mention.unit != COUNT or mention.out_of is not None or mention.of:
        return True
    return (
        scene.is_whole_sentence(mention)
        or _stands_first(scene, mention)
        or cues.EQUALS.search(near) is not None
        or cues.COPULA.search(near) is not None
        or scene.joined_before(mention)
        or scene.joined_behind(mention)
        or bool(label_before(near))
    )


def _stands_first(scene: Scene, mention: Mention) -> bool:
    """Whether a line opens with the figure, and goes on to compare or to explain it."""
    before = scene.plain[max(0, mention.start - 12) : mention.start]
    line = before if mention.start < 12 else before.rpartition("\n")[2]
    opens = not line.strip(" \t-*•>") and (mention.start < 12 or "\n" in before)
    return opens and cues.STANDS_FIRST.match(scene.plain, mention.end) is not None


def _is_gain(scene: Scene, mention: Mention, near: str) -> bool:
    return (
        cues.MONEY_RESULT.search(near) is not None
        or cues.MONEY_RESULT_AFTER.match(scene.plain, mention.end) is not None
        or bool(label_before(near))
    )


def _is_worded_result(scene: Scene, mention: Mention, near: str) -> bool:
    """Numbers in words count at the head of a clause: "Three employees were certified"."""
    if not mention.of or mention.value == 1 or not cues.STARTS.search(near):
        return False
    return mention.value == 0 or cues.HAPPENED.match(scene.plain, mention.end) is not None


_LABEL = re.compile(
    r"(?:^|[,;:.|(\n]|\band|\)"
    r"|[0-9%MmKk])\s*(?P<label>[A-Z][A-Za-z&'/]*(?:[ -](?:\([A-Za-z ]{1,20}\)|to|of|and|&"
    r"|[A-Za-z][a-z&'/]*|[A-Z]+)){0,4})\s*[:=-]?\s*$"
)


def label_before(near: str) -> str:
    """
    The name that a figure stands under in a terse list: "Primary 2804, Secondary 6527".

    >>> label_before("Primary 2804, Secondary ")
    'Secondary'
    """
    found = _LABEL.search(near)
    if found is None:
        return ""
    label = found["label"].strip()
    verbs = (
        r"\b(?:is|was|were|are|has|have|by|in|to|at|from|been|there|we|it|this|the|of|for"
        r"|with|fig|figure|total|number)$"
    )
    return "" if re.search(verbs, label, re.IGNORECASE) else label
