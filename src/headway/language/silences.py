"""Results that are told without a figure, and the reasons why there is none."""

import re
from dataclasses import replace

from headway.domain.observations import Observation, RowId, State
from headway.domain.quantities import PERCENT
from headway.language.damage import unreadable
from headway.language.dates import PeriodMention
from headway.language.letters import tidy, words_of
from headway.language.occasions import Occasions
from headway.language.readings import RowReading
from headway.language.scenes import Scene
from headway.language.standings import state_of

_NIL = re.compile(r"\bnil\b(?:\s+return)?", re.IGNORECASE)
_ALL = re.compile(
    r"\W*(?:[0-9]+[.)]\s*)?all\s+(?!but\b)[\w -]{2,60}?\s(?:have|has|are|is|now|were)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\bno\s+(?:new\s+)?(?P<of>[a-z]+(?:\s+[a-z]+)?)\s+(?:have|has|were|was)\b", re.IGNORECASE
)
_LATER_LEADS = ("until", "from", "after", "by")


def worded_results(scene: Scene, row: RowId, reading: RowReading) -> tuple[Observation, ...]:
    """Figures in words: "Nil return" and "no … were" are 0, "All … have" is 100% of all."""
    found = _NIL.search(scene.plain)
    if found is not None and len(scene.plain) < 80:
        return (_zero(found[0], row, reading),)
    for target in reading.targets:
        if target.value == 100 and target.unit == PERCENT and _ALL.match(scene.plain):
            words = tidy(scene.text)
            return (Observation(row=row, value=100.0, unit=PERCENT, of=target.of, words=words),)
    found = _NO.search(scene.plain)
    if found is None:
        return ()
    subject = words_of(reading.quantity).union(*(words_of(target.of) for target in reading.targets))
    return (_zero(found[0], row, reading),) if words_of(found["of"]) & subject - {"of"} else ()


def _zero(words: str, row: RowId, reading: RowReading) -> Observation:
    return Observation(row=row, value=0.0, unit=reading.unit, words=words)


def why_none(
    scene: Scene,
    occasions: Occasions,
    row: RowId,
    reading: RowReading,
    lost: PeriodMention | None,
) -> tuple[Observation, ...]:
    """An observation in the state that the words tell: lost, not collected, too early, …"""
    words = tidy(scene.text)
    if lost is not None or unreadable(scene.text):
        period = occasions.named(_this_year(lost)) if lost is not None else None
        return (
            Observation(row=row, state=State.LOST, period=period, unit=reading.unit, words=words),
        )
    state = state_of(scene.text)
    if state is None:
        return ()
    fixed = [
        time
        for time in scene.times
        if time.period is not None and not time.recurring and time.lead not in _LATER_LEADS
    ]
    period = occasions.named(fixed[0]) if len(fixed) == 1 else None
    return (Observation(row=row, state=state, period=period, unit=reading.unit, words=words),)


def _this_year(time: PeriodMention) -> PeriodMention:
    """Of "T4 last year", the T4 that it was to be compared with."""
    return replace(time, relative="")
