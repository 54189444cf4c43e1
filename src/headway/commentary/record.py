"""What is on record of one row at a date: its figures, and which of them can be compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from headway.commentary.subjects import Topic
from headway.domain.observations import Observation
from headway.domain.periods import Period
from headway.domain.plan import Measure, Plan, Row, Target
from headway.domain.quantities import Comparator, MeasureKind, Polarity, Unit
from headway.judgement import figures, wording
from headway.judgement.bounds import polarity
from headway.language.claims.claim import Against, Claim
from headway.language.content import content


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A figure and an earlier one that it can be compared with."""

    before: float
    after: float
    against: Against
    words: str


class Record:
    """
    One row with everything that was known of it at a date.

    Attributes:
        told: Its figures, oldest first; states and sizes of changes are none.
        claims: Of the same text, all of them: a figure that another one already answers
            contradicts nothing.
    """

    def __init__(self, plan: Plan, row: Row, at: date, claims: tuple[Claim, ...] = ()) -> None:
        self.plan, self.row, self.at, self.claims = plan, row, at, claims
        self.topic = Topic(plan, row)
        self.told = tuple(
            one
            for one in _uncorrected(plan, row.id, at)
            if one.value is not None and one.comparator is not Comparator.CHANGE_BY
        )

    @cached_property
    def own(self) -> tuple[Observation, ...]:
        """The figures of the row's own quantity, here."""
        return tuple(one for one in self.told if not one.area and self.topic.is_own(one.of))

    @cached_property
    def compared(self) -> tuple[Observation, ...]:
        """The figures that were printed only beside others, as figures of their own."""
        known = {id(one) for one in self.told}
        return tuple(
            point
            for series in figures.history(self.plan, self.row.id, self.at)
            for point in series.points
            if point.value is not None and id(point) not in known and point not in self.told
        )

    @property
    def targets(self) -> tuple[Target, ...]:
        """Those that name a level."""
        return tuple(
            one
            for one in self.row.targets
            if one.value is not None and one.comparator is not Comparator.CHANGE_BY
        )

    @property
    def better(self) -> Polarity:
        """Which way is better."""
        return polarity(self.row) if isinstance(self.row, Measure) else Polarity.UNKNOWN

    def latest(self, claim: Claim, unit: Unit | None = None) -> tuple[Observation, ...]:
        """
        The newest own figures that a claim may speak of: one, or one for each group.

        None where the claim names a time for which there is no figure.
        """
        own = [one for one in self.own if unit is None or figures.same_unit(one.unit, unit)]
        if claim.period is not None:
            own = [one for one in own if one.period and one.period.same_time_as(claim.period)]
        elif claim.names_time and claim.against in (Against.NOT_SAID, Against.OTHER):
            return ()
        if not own:
            return ()
        newest = max(figures.recency(one)[:2] for one in own)
        return self.of_group([one for one in own if figures.recency(one)[:2] == newest], claim)

    @staticmethod
    def of_group(found: Iterable[Observation], claim: Claim) -> tuple[Observation, ...]:
        """Those for the group that a claim names; all of them where it names none."""
        kept = tuple(found)
        named = [one for one in kept if one.breakdown and _names_group(claim, one.breakdown)]
        whole = [one for one in kept if not one.breakdown]
        return tuple(named or whole or kept)

    def pairs(self, figure: Observation, against: Against) -> Iterator[Pair]:
        """A figure with every earlier one it can be compared with, or with the one named."""
        if figure.value is None:
            return
        if against in (Against.NOT_SAID, Against.LAST_YEAR):
            point = figures.point_before(self.told, figure)
            if point is not None:
                when = wording.when(point.period) if point.period else "the year before"
                yield _pair(figure, point.value, Against.LAST_YEAR, when)
        if against in (Against.NOT_SAID, Against.BASELINE) and not self._accrues(figure):
            for start in self.row.baselines:
                alike = start.breakdown.casefold() == figure.breakdown.casefold()
                if alike and figures.same_unit(start.unit, figure.unit):
                    yield _pair(figure, start.value, Against.BASELINE, "at the baseline")
        if against in (Against.NOT_SAID, Against.BEFORE):
            yield from self._previous(figure)

    def _accrues(self, figure: Observation) -> bool:
        """Whether it is a figure for the year so far, unlike one for a whole year."""
        kind = self.row.kind if isinstance(self.row, Measure) else MeasureKind.SNAPSHOT
        to_date = kind in (MeasureKind.CUMULATIVE, MeasureKind.RATE_TO_DATE)
        return to_date and (figure.period is None or figure.period.is_part_year)

    def _previous(self, figure: Observation) -> Iterator[Pair]:
        if figure.period is None or self._accrues(figure):
            return
        for one in reversed(self.told):
            if one.value is None or one.period is None or not figures.alike(one, figure):
                continue
            earlier = one.period.sort_key() < figure.period.sort_key()
            if earlier and one.period.kind is figure.period.kind:
                yield _pair(figure, one.value, Against.BEFORE, wording.when(one.period))
                return

    def strange(self, claim: Claim) -> frozenset[str]:
        """Words of a claim that may make it one about something else."""
        groups = content(" ".join(one.breakdown for one in self.told))
        return self.topic.strange((claim.about | content(claim.of)) - groups)


def _uncorrected(plan: Plan, row: str, at: date) -> list[Observation]:
    """
    The row's figures known by a date, oldest first; a corrected one is left out.

    Of several that were known on one day for one thing and time, as "saved £2m, avoided
    £1m", all are kept: none of them corrects another.
    """
    there = [o for o in plan.observations if o.row == row and figures.known_by(o.known_at, at)]
    newest: dict[tuple[object, ...], date] = {}
    for one in there:
        known = one.known_at or date.min
        newest[_slot(one)] = max(known, newest.get(_slot(one), date.min))
    kept = [one for one in there if (one.known_at or date.min) == newest[_slot(one)]]
    return sorted(kept, key=figures.recency)


def _slot(one: Observation) -> tuple[object, ...]:
    return (*figures.series_key(one), str(one.period or ""), one.area)


def _pair(figure: Observation, before: float, against: Against, when: str) -> Pair:
    now = wording.figure(figure)
    at = wording.when(figure.period)
    then = wording.amount(before, figure.unit)
    words = f"{then} {when} and {now} {at}".strip()
    return Pair(before=before, after=figure.value or 0.0, against=against, words=words)


def _names_group(claim: Claim, breakdown: str) -> bool:
    if claim.label:
        return claim.label.casefold() == breakdown.casefold()
    stems = content(breakdown)
    return bool(stems) and stems <= claim.about


def when(period: Period | None) -> str:
    """A period as it stands in a sentence; empty where there is none."""
    return wording.when(period)
