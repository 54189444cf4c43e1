"""
What there is to judge: a target of a measure beside the figure that answers it.

A measure may have several of both: targets for several years or groups, figures for
several groups or of several things. Pairing them is done here, once, so that each
rule sees one target and one figure.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from headway.domain.observations import Comparison, Observation
from headway.domain.periods import Period
from headway.domain.plan import Baseline, Measure, Plan, Target
from headway.domain.quantities import (
    PERCENT,
    POINTS,
    Comparator,
    Direction,
    MeasureKind,
    Polarity,
    Unit,
)
from headway.judgement import figures, wording
from headway.judgement.bounds import Bound, Shape, bound, polarity
from headway.judgement.times import Timing, over, timing, year_of
from headway.stats.differences import half_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    One target and one figure of a measure, at a date.

    Attributes:
        target: None where the plan gives none.
        figure: None where nothing has been reported; it may be a state without a value.
        label: The group it is for, where there are several.
        bound: What the target asks for; None where it has no number to reach.
        told: All the row's figures known at the date, oldest first.
        answering: All figures that answer the target, the figure among them.
        alongside: All the latest figures of the row, for a measure without a target.
        elsewhere: Figures that were reported here but count something else.
    """

    plan: Plan
    measure: Measure
    at: date
    target: Target | None = None
    figure: Observation | None = None
    label: str = ""
    bound: Bound | None = None
    told: tuple[Observation, ...] = ()
    alongside: tuple[Observation, ...] = ()
    answering: tuple[Observation, ...] = ()
    elsewhere: tuple[Observation, ...] = ()

    @property
    def value(self) -> float | None:
        """The figure's value, if it has one."""
        return None if self.figure is None else self.figure.value

    @property
    def timing(self) -> Timing:
        """How the figure's time lies to the target's."""
        return timing(
            None if self.figure is None else self.figure.period,
            None if self.target is None else self.target.period,
        )

    @property
    def is_cumulative(self) -> bool:
        """A count that grows until its year ends; a percentage never is."""
        unit = self.figure.unit if self.figure is not None else self.measure.unit
        return self.measure.kind is MeasureKind.CUMULATIVE and unit not in (PERCENT, POINTS)

    @property
    def year(self) -> Period | None:
        """The year in which the figure accrues."""
        return year_of(
            None if self.figure is None else self.figure.period,
            None if self.target is None else self.target.period,
        )

    @property
    def year_over(self) -> bool:
        """Whether the target's time had ended by the date of judging."""
        return over(self.year, self.at)

    @property
    def same_point(self) -> Comparison | None:
        """The figure for the same point last year."""
        if self.figure is None:
            return None
        return figures.point_before(self.told, self.figure)

    @property
    def better(self) -> Polarity:
        """Which way is better: as its target implies, else as the plan says."""
        shape = self.bound.shape if self.bound is not None else None
        if shape is Shape.CEILING:
            return Polarity.LOW
        if shape is Shape.FLOOR:
            return Polarity.HIGH
        return polarity(self.measure)

    @property
    def noun(self) -> str:
        """What a count counts, fit to stand after a number; a group's label says enough."""
        if self.label:
            return ""
        of = self.figure.of if self.figure is not None and self.figure.of else ""
        quantity, text = self.measure.quantity, self.measure.text
        if quantity != text and text.casefold().startswith(quantity.casefold()):
            quantity = ""  # the opening of a sentence ("Share the findings and …"), not a noun
        return wording.noun(of or quantity)


def cases(plan: Plan, measure: Measure, at: date) -> tuple[Case, ...]:
    """The measure's targets, each beside the figure that answers it; at least one case."""
    told = figures.known(plan, measure.id, at)
    own = [one for one in told if not one.area and _is_its_own(one, measure)]
    streams = _streams(measure.targets, {one.of.casefold() for one in own})
    if not streams:
        return (_without_target(plan, measure, at, told, own),)
    found: list[Case] = []
    for stream in streams:
        alone = len(streams) == 1
        answering = [one for one in own if _answers(one, stream[0], measure, alone=alone)]
        elsewhere = tuple(one for one in told if one not in answering)
        thing = "" if alone else stream[0].of
        blank = Case(plan=plan, measure=measure, at=at, told=told, elsewhere=elsewhere, label=thing)
        found += _cases_of(blank, stream=stream, answering=answering)
    return tuple(found)


def newest(of: Iterable[Observation]) -> Observation | None:
    """The most recent of some figures; of two as recent, the one that comes later."""
    ordered = sorted(of, key=figures.recency)
    return ordered[-1] if ordered else None


def _without_target(
    plan: Plan, measure: Measure, at: date, told: Sequence[Observation], own: list[Observation]
) -> Case:
    words = next((one for one in measure.targets), None)
    latest = figures.latest(plan, measure.id, at) if own else None
    return Case(
        plan=plan,
        measure=measure,
        at=at,
        target=words,
        figure=latest if latest in own else newest(own),
        told=tuple(told),
        answering=tuple(own),
        alongside=tuple(_latest_of_each(own)),
        elsewhere=tuple(one for one in told if one not in own),
    )


def _cases_of(blank: Case, *, stream: list[Target], answering: list[Observation]) -> list[Case]:
    """One case for the stream, or one for each group where figures are only for groups."""
    overall = [one for one in answering if not one.breakdown]
    groups: list[list[Observation]] = [overall or answering]
    if not overall and not stream[0].breakdown:
        names = dict.fromkeys(one.breakdown for one in answering)
        groups = [[one for one in answering if one.breakdown == name] for name in names] or [[]]
    made = []
    for group in groups:
        latest = newest(group)
        target = _due(stream, latest, blank.at)
        label = target.breakdown or (latest.breakdown if latest is not None else "")
        made.append(
            replace(
                blank,
                target=target,
                figure=latest,
                answering=tuple(group),
                label=label or blank.label,
                bound=_bound(blank.plan, blank.measure, target, label),
            )
        )
    return made


def _streams(targets: Sequence[Target], named: set[str]) -> list[list[Target]]:
    """
    Targets of one thing for one group, together; those without a number are left out.

    A target of something that no figure is named for belongs with the row's own targets:
    plans call one quantity by two names.
    """
    found: dict[tuple[str, str, Unit], list[Target]] = {}
    for one in targets:
        if one.value is None:
            continue
        unit = PERCENT if one.unit == POINTS else one.unit
        of, group = one.of.casefold(), one.breakdown.casefold()
        if of not in named and ("", group, unit) in found:
            of = ""
        found.setdefault((of, group, unit), []).append(one)
    return list(found.values())


def _due(stream: list[Target], figure: Observation | None, at: date) -> Target:
    """The target that the figure is for; else the first not yet past; else the last."""
    if figure is not None and figure.period is not None:
        for one in stream:
            its = timing(figure.period, one.period)
            if its in (Timing.FINAL, Timing.ON_THE_WAY):
                return one
    return next((one for one in stream if not over(one.period, at)), stream[-1])


def _is_its_own(one: Observation, measure: Measure) -> bool:
    """Whether a figure counts what the measure is about, and not something beside it."""
    if not one.of:
        return True
    about = _stems(" ".join((measure.text, measure.title, measure.quantity)))
    about |= _stems(" ".join(target.of for target in measure.targets))
    named = _stems(one.of)
    return not named or 2 * len(named & about) > len(named)


def _answers(one: Observation, target: Target, measure: Measure, *, alone: bool) -> bool:
    """Whether a figure can be held against a target: its unit, its thing and its group."""
    units = [target.unit]
    if target.comparator is Comparator.CHANGE_BY:
        units = [start.unit for start in measure.baselines] or [one.unit]
    if one.value is not None and not any(figures.same_unit(one.unit, unit) for unit in units):
        return False
    if not alone and one.of and target.of and one.of.casefold() != target.of.casefold():
        return False
    mine, theirs = _stems(target.breakdown), _stems(one.breakdown)
    if not mine:
        return True
    if not theirs:
        return alone
    return mine <= theirs or theirs <= mine


def _bound(plan: Plan, measure: Measure, target: Target, label: str) -> Bound | None:
    if target.value is None:
        return None
    if target.comparator is not Comparator.CHANGE_BY:
        return bound(plan, measure, target, target.value)
    start = _baseline(measure, label)
    way = _way(measure)
    if start is None or way == 0:
        return None
    return _changed(plan, measure, target, start, way)


def _changed(
    plan: Plan, measure: Measure, target: Target, start: Baseline, way: int
) -> Bound | None:
    """The level that a change from the baseline comes to."""
    size = abs(target.value or 0.0)
    in_points = target.unit == POINTS or (target.unit == PERCENT and start.unit == PERCENT)
    if in_points or figures.same_unit(target.unit, start.unit):
        level = start.value + way * size
    elif target.unit == PERCENT:
        level = start.value * (1 + way * size / 100)
    else:
        return None
    if not abs(level) < 1e300:
        return None
    level = half_up(level, 4)
    by = wording.amount(size, POINTS if in_points else target.unit)
    how = f"{by} from the baseline of {wording.amount(start.value, start.unit)}"
    level_target = Target(
        value=level,
        unit=start.unit,
        comparator=Comparator.LE if way < 0 else Comparator.GE,
        period=target.period,
    )
    return bound(plan, measure, level_target, level, how)


def _baseline(measure: Measure, label: str) -> Baseline | None:
    wanted = label.casefold()
    exact = [one for one in measure.baselines if one.breakdown.casefold() == wanted]
    overall = [one for one in measure.baselines if not one.breakdown]
    return next(iter(exact or overall), None)


def _way(measure: Measure) -> int:
    """+1 where the promise is to increase, -1 where to decrease, 0 where nobody says."""
    if measure.direction in (Direction.INCREASE, Direction.DECREASE):
        return 1 if measure.direction is Direction.INCREASE else -1
    return {Polarity.HIGH: 1, Polarity.LOW: -1}.get(polarity(measure), 0)


def _latest_of_each(own: Iterable[Observation]) -> list[Observation]:
    """The newest figure of each series, those of the newest time only."""
    last: dict[figures.SeriesKey, Observation] = {}
    for one in sorted(own, key=figures.recency):
        last[figures.series_key(one)] = one
    return list(last.values())


def _stems(words: str) -> set[str]:
    """The words that carry meaning, without their plural's s."""
    dull = {"the", "and", "with", "for", "of", "in", "to", "a", "an", "on", "by", "who", "that"}
    found = re.findall(r"[a-z0-9]+", words.casefold())
    return {one.removesuffix("s") for one in found if one not in dull}
