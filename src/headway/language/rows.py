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
    POINTS,
    SCORE,
    TEXT,
    Comparator,
    Direction,
    Polarity,
    Unit,
    polarity_of,
)
from headway.language.brackets import Span, brackets_of_the_past
from headway.language.dates import PeriodMention, periods
from headway.language.directions import (
    bare_head,
    direction_of,
    polarity_in,
    settled_direction,
)
from headway.language.figures import figures, placeholders
from headway.language.kinds import kind_of
from headway.language.letters import plain_letters
from headway.language.mentions import Mention
from headway.language.promises import Promise, Role, chosen, promises
from headway.language.quantities import quantity
from headway.language.readings import RowReading, Setting
from headway.language.targets import (
    DUE_LEADS,
    ahead,
    both_ends,
    stated_target,
    target_period,
    worded_targets,
)
from headway.language.units import DURATIONS, unit_of_words
from headway.language.unwanted import is_unwanted

_MOST_FIGURES = 40
"""Figures of one row that are read; no real row has more."""


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
    plain = plain_letters(text)
    times = periods(text, setting=setting)
    mentions = figures(text, setting=setting, most=_MOST_FIGURES)
    direction = direction_of(text, is_measure=is_measure)
    past = brackets_of_the_past(plain, mentions, times, setting)
    told = _earlier_levels(promises(text, mentions, direction, past), times)
    future = _not_of_a_start(ahead(times, plain, past), told)
    when = target_period(future)
    picked = _picked(told, plain, direction, is_measure=is_measure)
    direction = _settled(direction, told, picked, plain) if is_measure else direction
    better = _towards(direction, plain)
    targets = tuple(
        target
        for one in picked
        for target in both_ends(one, stated_target(one, text, future, when, better))
    ) or worded_targets(text, when, direction, is_measure=is_measure)
    targets = _in_units_of(text, targets)
    unit = unit_in(text, targets)
    return RowReading(
        direction=direction,
        polarity=_polarity(direction, targets, text),
        kind=kind_of(text, unit, targets, future, direction),
        unit=unit,
        quantity=quantity(bare_head(text)),
        targets=targets,
        baselines=_baselines(told, text, times, past, targets),
        due=_due(future, plain),
        tells_fact=bool(mentions) and _STATES_A_FACT.search(plain) is not None,
        doubts=_doubts(text, mentions),
    )


def _not_of_a_start(
    times: tuple[PeriodMention, ...], told: tuple[Promise, ...]
) -> tuple[PeriodMention, ...]:
    """Without the times right behind where it started: "to 8.5% from 9.2% in 2022/23"."""
    starts = [one.mention.end for one in told if one.role is Role.BASELINE]
    return tuple(
        one
        for one in times
        if one.lead not in ("in", "for", "at", "")
        or not any(0 <= one.start - end <= 6 for end in starts)
    )


def _settled(
    direction: Direction, told: tuple[Promise, ...], picked: tuple[Promise, ...], plain: str
) -> Direction:
    """The direction, where "good is low" or a target below its own start tells it."""
    levels = [one.mention for one in picked if one.role in _REACHED]
    starts = [one.mention for one in told if one.role is Role.BASELINE]
    alike = bool(levels and starts) and levels[0].unit == starts[0].unit
    bounded = bool(levels) and levels[0].comparator is not Comparator.EQ
    return settled_direction(
        direction,
        polarity=polarity_in(plain),
        target=levels[0].value if alike and not bounded else None,
        baseline=starts[0].value if alike else None,
    )


_REACHED = (Role.TARGET, Role.LEVEL, Role.PLAIN)


def _towards(direction: Direction, plain: str) -> Direction:
    """The way in which a bare figure bounds: a state to reach of an evil is a ceiling."""
    if direction is Direction.ACHIEVE and is_unwanted(bare_head(plain)):
        return Direction.DECREASE
    return direction


def _picked(
    told: tuple[Promise, ...], plain: str, direction: Direction, *, is_measure: bool
) -> tuple[Promise, ...]:
    picked = chosen(told, is_measure=is_measure)
    if not is_measure:
        return tuple(one for one in picked if _is_promised(one, plain))
    if direction is Direction.NONE:
        named = (Role.TARGET, Role.STRETCH)
        return tuple(one for one in picked if one.role in named or _is_behind_colon(one, plain))
    return picked


def _is_behind_colon(one: Promise, plain: str) -> bool:
    """A bound behind the name of a quantity: "Number of fires: no more than 10"."""
    bounded = one.mention.comparator not in (Comparator.EQ, Comparator.APPROX)
    return bounded and re.search(r"[:=]\s*$", plain[: one.mention.start][-4:]) is not None


_OBJECT_OF_VERB = re.compile(
    r"(?:^\W*|\b(?:publish|host|hold|train|recruit|deliver|provide|include|complete|create|open"
    r"|build|run|"
    r"appoint|employ|commission|establish|develop|produce|organi[sz]e|secure|install|plant"
    r"|launch|offer|"
    r"support|conduct)s?\s+(?:a\s+(?:total|minimum)\s+of\s+)?)$",
    re.IGNORECASE,
)
_STATES_A_FACT = re.compile(r"\b(?:now|already|currently)\s+(?:have|has)\b", re.IGNORECASE)


def _is_promised(one: Promise, plain: str) -> bool:
    """Not a fact, and not a number in words that merely describes ("three core outcomes")."""
    before = plain[max(0, one.mention.start - 40) : one.mention.start]
    bare = one.mention.spelled and one.mention.comparator is Comparator.EQ
    if bare and one.mention.unit == COUNT and not _OBJECT_OF_VERB.search(before):
        return False
    return _STATES_A_FACT.search(plain[: one.mention.start]) is None


def _earlier_levels(
    told: tuple[Promise, ...], times: tuple[PeriodMention, ...]
) -> tuple[Promise, ...]:
    """In "target 30 in 2021/22, 41 in 2020/21" the earlier figure is where it started."""
    settled: list[Promise] = []
    latest = ""
    for one in told:
        behind = (time for time in times if 0 <= time.start - one.mention.end <= 6)
        period = next((time.period for time in behind), None)
        last = period.last_day() if period is not None else None
        own = last.isoformat() if last is not None else ""
        if one.role is Role.TARGET and own and own < latest:
            settled.append(replace(one, role=Role.BASELINE))
            continue
        if one.role is Role.TARGET:
            latest = max(latest, own)
        settled.append(one)
    return tuple(settled)


def _baselines(
    told: tuple[Promise, ...],
    text: str,
    times: tuple[PeriodMention, ...],
    past: tuple[Span, ...],
    targets: tuple[Target, ...],
) -> tuple[Baseline, ...]:
    found = [
        (one.mention, told[place + 1].mention if place + 1 < len(told) else None)
        for place, one in enumerate(told)
        if one.role is Role.BASELINE
    ]
    groups = _groups(text, [mention for mention, _ in found])
    return tuple(
        Baseline(
            value=mention.value,
            unit=_with_unit_of(mention, following, targets),
            period=_bracketed(mention, times, past) or _baseline_period(mention, times, text),
            breakdown=group,
            words=mention.words,
        )
        for (mention, following), group in zip(found, groups, strict=True)
    )


def _bracketed(
    mention: Mention, times: tuple[PeriodMention, ...], past: tuple[Span, ...]
) -> Period | None:
    """The time in the same bracket: "(61% in the 2022 survey)"."""
    for start, end in past:
        if start < mention.start < end:
            inside = [one for one in times if start < one.start < end]
            nearest = min(inside, key=lambda one: abs(one.start - mention.end))
            return nearest.period
    return None


_BARE_NOT = (COUNT, PERCENT, POINTS, SCORE, TEXT, *MONEY)


def _with_unit_of(mention: Mention, following: Mention | None, targets: tuple[Target, ...]) -> Unit:
    """
    A bare start has the unit of the figure that it leads to, or is printed beside.

    "From 250 to 200 per 100,000", "6 weeks (currently 12)"; a bare start of a share is
    left a count, as it may count its members.
    """
    if mention.unit != COUNT or mention.of:
        return mention.unit
    if following is not None and not following.beside:
        return following.unit
    first = next((one for one in targets if one.value is not None), None)
    if first is None or first.comparator is Comparator.CHANGE_BY or first.unit in _BARE_NOT:
        return COUNT
    return first.unit


def _groups(text: str, found: list[Mention]) -> list[str]:
    """Each count of "3/24" belongs to the name in its place of "CP/CIN plans"."""
    if len(found) > 1 and any(mention.beside for mention in found):
        for names in re.findall(r"\b[A-Z][A-Za-z]{1,12}(?:/[A-Z][A-Za-z]{1,12})+\b", text):
            parts = names.split("/")
            if len(parts) == len(found):
                return list(parts)
    return [""] * len(found)


_BASELINE_OF = re.compile(
    r"\s*(?:baseline|figure|level|rate|outturn|total|number)?\s*(?:of|at|was|[:=-])?\s*"
)


def _baseline_period(
    mention: Mention, times: tuple[PeriodMention, ...], text: str
) -> Period | None:
    """Its own period: "120 (2018/19)", "45 in 2018", "the 2018 baseline of 45"."""
    for one in times:
        if one.period is None or one.recurring:
            continue
        if 0 <= one.start - mention.end <= 6 and one.lead in ("in", "for", "at", "of", ""):
            return one.period
        between = text[one.end : mention.start]
        if one.end <= mention.start and re.fullmatch(
            r"\s*(?:baseline|figure|level|rate|outturn|total|number)?\s*(?:of|at|was|[:=-])?\s*",
            between,
        ):
            return one.period
    return None


def unit_in(text: str, targets: tuple[Target, ...]) -> Unit:
    """The unit of a row: of its targets, else as its words name it."""
    stated = [
        target.unit
        for target in targets
        if target.value is not None and target.comparator is not Comparator.CHANGE_BY
    ]
    for unit in stated:
        if unit not in DURATIONS or len(stated) == 1:
            return unit
    said = unit_of_words(text)
    if said is not None:
        return said
    shares = r"%|\bper\s?cent\b|\b(?:percentage|proportion|share|rate)\b"
    return PERCENT if re.search(shares, text, re.IGNORECASE) else COUNT


_OF_A_SHARE = re.compile(
    r"^\W*(?:(?:increase|decrease|reduce|improve|raise|lower|maintain)\w*\s+)?(?:the\s+)?"
    r"(?:percentage|proportion|%)\s+of\b",
    re.IGNORECASE,
)


def _in_units_of(text: str, targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Bare figures of a row in days, points or a percentage are in days, points or per cent."""
    unit = unit_of_words(text) or (PERCENT if _OF_A_SHARE.search(text) else COUNT)
    if unit == COUNT:
        return targets
    return tuple(
        replace(one, unit=unit) if one.unit == COUNT and _is_bare(one, unit) else one
        for one in targets
    )


def _is_bare(target: Target, unit: Unit) -> bool:
    if target.value is None or target.of:
        return False
    return unit != PERCENT or abs(target.value) <= 100


_LOWER_IS_BETTER = re.compile(
    r"\bimprov\w+.{0,40}\b(?:(?:waiting|response|turnaround|journey|wait)\s+times?|delays?)\b",
    re.IGNORECASE | re.DOTALL,
)


def _polarity(direction: Direction, targets: tuple[Target, ...], text: str) -> Polarity:
    if direction is Direction.INCREASE and _LOWER_IS_BETTER.search(text):
        return Polarity.LOW
    if direction in (Direction.INCREASE, Direction.DECREASE):
        return polarity_of(direction)
    bounds = {target.comparator for target in targets if target.words}
    if bounds & {Comparator.LE, Comparator.LT}:
        hoped = re.search(r"\bup\s+to\b", text, re.IGNORECASE)
        return Polarity.HIGH if hoped else Polarity.LOW
    if bounds & {Comparator.GE, Comparator.GT}:
        return Polarity.HIGH
    if direction is Direction.ACHIEVE and is_unwanted(bare_head(text)):
        return Polarity.LOW
    return polarity_of(direction)


def _due(times: tuple[PeriodMention, ...], plain: str) -> Period | None:
    for one in times:
        if one.period is None or one.recurring:
            continue
        opens = not plain[: one.start].strip(" \t\n-(")
        if one.lead in DUE_LEADS or (opens and one.period.kind is PeriodKind.FINANCIAL_YEAR):
            return one.period
    return None


_OPEN_FIGURE = (
    "The words promise a figure and leave its place open; write the figure in once it is agreed."
)
_TOO_MANY = (
    f"More than {_MOST_FIGURES} figures stand in one row, and only the first were read: "
    "the text may be several rows run together."
)


def _doubts(text: str, mentions: tuple[Mention, ...]) -> tuple[Doubt, ...]:
    found: list[Doubt] = []
    if placeholders(text):
        reason, sentence = DoubtReason.NO_FIGURE, _OPEN_FIGURE
        found.append(Doubt(reason=reason, sentence=sentence, words=text, field="target"))
    if len(mentions) >= _MOST_FIGURES:
        reason, sentence = DoubtReason.SEVERAL_FIGURES, _TOO_MANY
        found.append(Doubt(reason=reason, sentence=sentence, words=text, field="target"))
    return tuple(found)
