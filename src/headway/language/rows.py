"""What a success measure or an action promises, read from its own words."""

import re
from dataclasses import replace

from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Baseline, Target
from headway.domain.quantities import (
    COUNT,
    MONEY,
    PERCENT,
    TEXT,
    Comparator,
    Direction,
    Polarity,
    Unit,
    polarity_of,
)
from headway.language.counted import quantity
from headway.language.dates import PeriodMention, of_one_kind, periods
from headway.language.directions import direction_of
from headway.language.figures import DURATIONS, Mention, figures, placeholders
from headway.language.kinds import kind_of
from headway.language.letters import plain_letters, tidy
from headway.language.promises import Promise, Role, chosen, promises
from headway.language.readings import RowReading, Setting

_DUE_LEADS = (
    "by",
    "before",
    "no later than",
    "until",
    "till",
    "end",
    "during",
    "throughout",
    "between",
)


def read_row(text: str, *, setting: Setting, is_measure: bool) -> RowReading:
    """
    Read what a row's words promise.

    Never raises and never guesses: a figure that is promised and not given
    ("by x%") comes back as a target without a value and a doubt.

    >>> reading = read_row("Reduce exclusions to 65 in school year 19/20.",
    ...                    setting=Setting(), is_measure=True)
    >>> reading.targets[0].value, str(reading.targets[0].period), reading.direction.value
    (65.0, 'AY 2019/20', 'decrease')
    """
    times = periods(text, setting=setting)
    mentions = figures(text, setting=setting)
    direction = direction_of(text, is_measure=is_measure)
    told = promises(text, mentions, direction)
    picked = (
        chosen(told, is_measure=is_measure)
        if direction is not Direction.NONE or not is_measure
        else ()
    )
    picked = _without_rhetoric(picked, text, is_measure)
    when = _target_period(times)
    targets = tuple(_target(one, text, times, when, direction) for one in picked)
    targets = targets or _wordy_targets(text, times, when, direction, is_measure=is_measure)
    unit = _unit(text, targets)
    return RowReading(
        direction=direction,
        polarity=_polarity(direction, targets, text),
        kind=kind_of(text, unit, targets, times, direction),
        unit=unit,
        quantity=quantity(plain_letters(text)),
        targets=targets,
        baselines=_baselines(told, text, times, targets),
        due=_due(times, text),
        doubts=_doubts(text, targets),
    )


def _without_rhetoric(
    picked: tuple[Promise, ...], text: str, is_measure: bool
) -> tuple[Promise, ...]:
    """Numbers in words that merely describe ("three core outcomes") are no targets of an action."""
    if is_measure:
        return picked
    plain = plain_letters(text)
    kept = []
    for one in picked:
        before = plain[max(0, one.mention.start - 30) : one.mention.start]
        bare = one.mention.spelled and one.mention.comparator is Comparator.EQ
        if bare and one.mention.unit == COUNT and not _OBJECT_OF_VERB.search(before):
            continue
        if _STATES_A_FACT.search(plain[: one.mention.start]):
            continue
        kept.append(one)
    return tuple(kept)


_OBJECT_OF_VERB = re.compile(
    r"(?:^\W*|\b(?:publish|host|hold|train|recruit|deliver|provide|include|complete|create|open|build|run|appoint|"
    r"employ|commission|establish|develop|produce|organi[sz]e|secure|install|plant|launch|offer|support|conduct)s?\s+"
    r"(?:a\s+(?:total|minimum)\s+of\s+)?)$",
    re.IGNORECASE,
)
_STATES_A_FACT = re.compile(
    r"\b(?:we\s+)?(?:now|already|currently)\s+(?:have|has)\b", re.IGNORECASE
)


def _target_period(times: tuple[PeriodMention, ...]) -> Period | None:
    """The time of a row's target: the one it is due by, else the one it is for, else per year."""
    fixed = [
        one
        for one in times
        if one.period is not None and not one.recurring and one.lead not in ("since", "from")
    ]
    for leads in (_DUE_LEADS, ("in", "for", "to", "", "of", "within", "over", "at", "on", "and")):
        for one in fixed:
            if one.lead in leads:
                return one.period
    return next((one.period for one in times if one.recurring), None)


def _target(
    one: Promise,
    text: str,
    times: tuple[PeriodMention, ...],
    when: Period | None,
    direction: Direction,
) -> Target:
    mention = one.mention
    return Target(
        value=abs(mention.value) if one.role is Role.CHANGE else mention.value,
        unit=mention.unit,
        comparator=_comparator(one, direction, text),
        period=_own_period(mention, times, text) or when,
        of=mention.of,
        words=_words_around(mention, text),
    )


def _own_period(mention: Mention, times: tuple[PeriodMention, ...], text: str) -> Period | None:
    """The period that stands right behind a figure, where the row has several: "50 by 2020, 80 by 2022"."""
    fixed = [one for one in times if one.period is not None and not one.recurring]
    if len(fixed) < 2:
        return None
    behind = [one for one in fixed if 0 <= one.start - mention.end <= 30]
    if not behind or re.search(r"[0-9;]", text[mention.end : behind[0].start]):
        return None
    return behind[0].period if behind[0].lead not in ("since", "from") else None


def _words_around(mention: Mention, text: str) -> str:
    plain = plain_letters(text)
    start = max(plain.rfind(mark, 0, mention.start) for mark in ".;(\n") + 1
    end = min(
        (place for mark in (";", ")", "\n", ". ") if (place := plain.find(mark, mention.end)) >= 0),
        default=len(text),
    )
    return tidy(text[start:end])


_BY_DIRECTION = {
    Direction.DECREASE: Comparator.LE,
    Direction.INCREASE: Comparator.GE,
    Direction.MAINTAIN: Comparator.GE,
    Direction.ACHIEVE: Comparator.GE,
}


def _comparator(one: Promise, direction: Direction, text: str) -> Comparator:
    mention = one.mention
    if one.role is Role.CHANGE:
        return Comparator.CHANGE_BY
    if mention.comparator is not Comparator.EQ:
        return mention.comparator
    if one.role is Role.LIMIT:
        return Comparator.LE
    if mention.upper is not None or (mention.unit == PERCENT and mention.value in (0, 100)):
        return Comparator.EQ
    if mention.value == 0 and direction is Direction.DECREASE:
        return Comparator.EQ
    return _BY_DIRECTION.get(direction, Comparator.EQ)


_ALL = re.compile(
    r"^\W*(?:[0-9]+[.)]\s*)?(?:all|every|each\s+and\s+every|100%\s+of)\s+(?!of\s+the\s+above)(?P<of>[^.;,]{3,60}?)\s+"
    r"(?:will|are|have|has|is|receive|collect|can|to\s+(?:have|be|receive)|attending|know|report)\b"
    r"|\b(?:for|to|by|of)\s+all\s+(?P<of2>staff|schools|children|pupils|employees|settings|partners|agencies|teams|practitioners|families|patients)\b",
    re.IGNORECASE,
)
_NONE_OF = re.compile(
    r"(?:^\W*(?:[0-9]+[.)]\s*)?|\s-\s+|:\s+)(?:no|zero|nil)\s+(?P<of>(?:children|child|young|pupils?|people|patients?|families|family|residents?"
    r"|looked|care|schools?|new)\b[^.;,(]{0,60}?)(?=\s+(?:by|in|to|are|is|will|should|during|at|on\s+[0-9])\b|[.;,(]|$)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\bto\s+(?P<words>(?:(?:at\s+least\s+)?(?:the\s+)?(?:national|regional|england|english|statistical\s+neighbours?'?)(?:\s+(?:average|levels?|rate))?(?:\s+or\s+(?:better|above|below|higher|lower))?)"
    r"|(?:pre-?\s?(?:pandemic|covid(?:-19)?)|previous|baseline|20[0-9]{2})\s+levels?)\b"
    r"|\b(?P<words2>(?:at\s+or\s+)?(?:above|below|better\s+than|in\s+line\s+with|equal\s+to)\s+(?:the\s+)?(?:national|regional|england|english|statistical\s+neighbours?'?)(?:\s+(?:average|levels?|rates?))?)",
    re.IGNORECASE,
)
_FACTORS: tuple[tuple[re.Pattern[str], float], ...] = (
    (
        re.compile(r"\b(?:double|doubling)\b(?!\s+(?:the\s+)?(?:check|up|glaz))", re.IGNORECASE),
        100.0,
    ),
    (re.compile(r"\b(?:triple|tripling|treble)\b", re.IGNORECASE), 200.0),
    (re.compile(r"\b(?:halve|halving)\b|\bcut\b[^.]{0,40}\bin\s+half\b", re.IGNORECASE), 50.0),
)


def _wordy_targets(
    text: str,
    times: tuple[PeriodMention, ...],
    when: Period | None,
    direction: Direction,
    *,
    is_measure: bool,
) -> tuple[Target, ...]:
    """Targets in words: "all", "no", "double", "national average", "x%", or a date alone."""
    plain = plain_letters(text)
    for pattern, change in _FACTORS:
        if (found := pattern.search(plain)) and direction is not Direction.NONE:
            return (
                Target(
                    value=change,
                    unit=PERCENT,
                    comparator=Comparator.CHANGE_BY,
                    period=when,
                    words=found[0],
                ),
            )
    holes = placeholders(text)
    if holes:
        start, end = holes[0]
        percent = "%" in text[start:end] or "cent" in text[start:end].lower()
        comparator = (
            Comparator.CHANGE_BY if re.search(r"\bby\s*$", plain[:start]) else Comparator.EQ
        )
        return (
            Target(
                unit=PERCENT if percent else COUNT,
                comparator=comparator,
                period=when,
                words=tidy(text[start:end]),
            ),
        )
    if not is_measure or direction is Direction.NONE:
        return ()
    if (found := _NONE_OF.search(plain)) and direction is not Direction.MAINTAIN:
        return (
            Target(
                value=0.0,
                comparator=Comparator.EQ,
                period=when,
                of=tidy(found["of"]),
                words=tidy(found[0]),
            ),
        )
    if (found := _RELATIVE.search(plain)) is not None:
        words = tidy(found["words"] or found["words2"])
        return (Target(unit=TEXT, comparator=_BY_DIRECTION[direction], period=when, words=words),)
    if direction is Direction.ACHIEVE and (found := _ALL.search(plain)):
        of = tidy(found["of"] or found["of2"])
        return (
            Target(
                value=100.0,
                unit=PERCENT,
                comparator=Comparator.EQ,
                period=when,
                of=of,
                words=tidy(found[0]),
            ),
        )
    fixed = when is not None and when.kind is not PeriodKind.RECURRING
    return (Target(period=when, words=""),) if fixed else ()


def _baselines(
    told: tuple[Promise, ...],
    text: str,
    times: tuple[PeriodMention, ...],
    targets: tuple[Target, ...],
) -> tuple[Baseline, ...]:
    found = [one.mention for one in told if one.role is Role.BASELINE]
    groups = _groups(text, found)
    return tuple(
        Baseline(
            value=mention.value,
            unit=mention.unit,
            period=_baseline_period(mention, times),
            breakdown=group,
            words=mention.words,
        )
        for mention, group in zip(found, groups, strict=True)
    )


def _groups(text: str, found: list[Mention]) -> list[str]:
    """ "3/24" of "CP/CIN plans": each count belongs to the name in its place."""
    if len(found) > 1 and any(mention.beside for mention in found):
        for names in re.findall(r"\b[A-Z][A-Za-z]{1,12}(?:/[A-Z][A-Za-z]{1,12})+\b", text):
            parts = names.split("/")
            if len(parts) == len(found):
                return list(parts)
    return [""] * len(found)


def _baseline_period(mention: Mention, times: tuple[PeriodMention, ...]) -> Period | None:
    for one in times:
        if one.period is None or one.recurring:
            continue
        behind = 0 <= one.start - mention.end <= 6 and one.lead in ("in", "for", "at", "of", "")
        ahead = (
            0 <= mention.start - one.end <= 20
            and one.lead in ("", "the", "in")
            and one.start < mention.start
        )
        if behind or (ahead and one.lead == ""):
            return one.period
    return None


def _unit(text: str, targets: tuple[Target, ...]) -> Unit:
    stated = [
        target.unit
        for target in targets
        if target.value is not None and target.comparator is not Comparator.CHANGE_BY
    ]
    for unit in stated:
        if unit not in DURATIONS or len(stated) == 1:
            return unit
    if re.search(r"%|\bper\s?cent\b|\b(?:percentage|proportion|share|rate)\b", text, re.IGNORECASE):
        return PERCENT
    return COUNT


_LOWER_IS_BETTER = re.compile(
    r"\b(?:waiting|response|turnaround|journey|wait)\s+times?\b|\bdelays?\b", re.IGNORECASE
)


def _polarity(direction: Direction, targets: tuple[Target, ...], text: str) -> Polarity:
    bounds = {target.comparator for target in targets if target.value is not None}
    if (
        direction is Direction.INCREASE
        and _LOWER_IS_BETTER.search(text)
        and re.search(r"\bimprov", text, re.IGNORECASE)
    ):
        return Polarity.LOW
    if direction in (Direction.ACHIEVE, Direction.MAINTAIN, Direction.NONE):
        if bounds & {Comparator.LE, Comparator.LT} and not re.search(
            r"\bup\s+to\b", text, re.IGNORECASE
        ):
            return Polarity.LOW
        if bounds & {Comparator.GE, Comparator.GT}:
            return Polarity.HIGH
    return polarity_of(direction)


def _due(times: tuple[PeriodMention, ...], text: str) -> Period | None:
    plain = plain_letters(text)
    for one in times:
        if one.period is None or one.recurring:
            continue
        if one.lead in _DUE_LEADS:
            return one.period
        opens = (
            not plain[: one.start].strip(" \t\n-(") and one.period.kind is PeriodKind.FINANCIAL_YEAR
        )
        if opens:
            return one.period
    return None


def _doubts(text: str, targets: tuple[Target, ...]) -> tuple[Doubt, ...]:
    if not placeholders(text):
        return ()
    return (
        Doubt(
            reason=DoubtReason.NO_FIGURE,
            sentence="The words promise a figure and leave its place open; write the figure in once it is agreed.",
            words=text,
            field="target",
        ),
    )
