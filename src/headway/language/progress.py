"""What a progress cell reports: figures with their times and comparisons, or why there are none."""

import re
from dataclasses import replace

from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.observations import Benchmark, Comparison, Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import Baseline, Target
from headway.domain.quantities import COUNT, PERCENT, Comparator, Direction
from headway.language import cues
from headway.language.damage import lost_comparison, unreadable
from headway.language.dates import PeriodMention, in_the_same_year, of_one_kind, periods
from headway.language.figures import MOST_FIGURES, figures, placeholders
from headway.language.grids import GridFigure, read_grid
from headway.language.letters import tidy
from headway.language.mentions import Mention
from headway.language.occasions import SAME_AS, Occasions
from headway.language.readings import ProgressReading, RowReading, Setting
from headway.language.results import Part, Told, is_change, label_before, told
from headway.language.scenes import Scene
from headway.language.sentences import Sentence
from headway.language.silences import why_none, worded_results
from headway.language.standings import (
    action_status,
    links_of,
    percent_complete,
    percent_complete_span,
    points_to,
    reason_of,
)

_WIDE = 200
"""Letters beside a figure in which its own bracket or clause is looked for."""


def read_progress(
    text: str, *, row: RowId, reading: RowReading, setting: Setting
) -> ProgressReading:
    """
    Read what a progress cell reports of a row.

    Never raises and never guesses: what is destroyed or unclear comes back as a doubt
    with its words, and a figure that is planned, cited or spent is no observation. What
    the row promises settles the kind of "18/19" and whether a duration is a result.

    >>> told = read_progress("72 in 18/19. By the end of term 4 in 19/20 it was 70",
    ...                      row=RowId("x"), reading=RowReading(), setting=Setting())
    >>> [(o.value, str(o.period)) for o in told.observations]
    [(72.0, 'AY 2018/19'), (70.0, 'AY 2019/20 T4')]
    """
    grid, rest = read_grid(text, setting=setting)
    cell = _Cell(rest, row, reading, setting)
    observations = tuple(_of_grid(one, row, reading) for one in grid) + cell.observations()
    status = action_status(rest)
    return ProgressReading(
        observations=observations,
        benchmarks=cell.benchmarks(),
        targets=cell.targets(),
        baselines=cell.baselines(),
        action_status=status,
        reason=reason_of(rest, status),
        percent_complete=percent_complete(rest),
        points_to=points_to(rest),
        links=links_of(rest),
        doubts=cell.doubts(observations, too_many=len(grid) >= MOST_FIGURES),
    )


def _of_grid(one: GridFigure, row: RowId, reading: RowReading) -> Observation:
    is_time = bool(periods(one.column, setting=Setting()))
    names = (one.label, "" if is_time else one.column)
    return Observation(
        row=row,
        period=of_one_kind(one.period, tuple(target.period for target in reading.targets)),
        value=one.mention.value,
        unit=one.mention.unit,
        comparator=one.mention.comparator,
        breakdown=", ".join(filter(None, names)),
        words=f"{one.label} {one.mention.words}",
    )


class _Cell:
    """One progress text with its figures, its times and their parts, worked out once."""

    def __init__(self, text: str, row: RowId, reading: RowReading, setting: Setting) -> None:
        self.text, self.row, self.reading = text, row, reading
        done = percent_complete_span(text) or (0, 0)
        mentions = tuple(
            mention
            for mention in figures(text, setting=setting)
            if not done[0] <= mention.number_start < done[1]
        )
        self.too_many = len(mentions) >= MOST_FIGURES
        self.scene = Scene(text, mentions, periods(text, setting=setting), reading.unit)
        self.plain = self.scene.plain
        self.occasions = Occasions(self.scene, reading, setting)
        self.lost = lost_comparison(self.scene)
        parts = told(self.scene)
        if self.lost is not None or unreadable(text):
            parts = [self._if_sure(one) for one in parts]
        self.told = self._without_details(parts)
        self._said: dict[int, str] = {}

    def _if_sure(self, one: Told) -> Told:
        """In a destroyed text only a figure behind an equals sign is believed."""
        sure = re.search(r"=\s*$", self.plain[: one.mention.start][-4:]) is not None
        return one if sure else replace(one, part=Part.BROKEN)

    def _without_details(self, parts: list[Told]) -> list[Told]:
        """Behind "95 of 200", where 200 is the target, the other counts are its details."""
        goals = {target.value for target in self.reading.targets if target.unit == COUNT}
        kept: list[Told] = []
        answered: Sentence | None = None
        for one in parts:
            result = one.part is Part.RESULT
            is_detail = result and answered is not None and one.sentence != answered
            if result and answered is None and one.mention.out_of in goals:
                answered = one.sentence
            kept.append(replace(one, part=Part.CONTEXT) if is_detail else one)
        return kept

    def _of(self, part: Part) -> list[Told]:
        return [one for one in self.told if one.part is part]

    def _words(self, one: Told) -> str:
        start = one.sentence.start
        if start not in self._said:
            self._said[start] = tidy(self.text[start : one.sentence.end])
        return self._said[start]

    def observations(self) -> tuple[Observation, ...]:
        """Figures first; where there are none, results in words; else why there is none."""
        labels = self._labels()
        found: dict[tuple[object, ...], Observation] = {}
        for place, one in enumerate(self.told):
            if one.part is Part.RESULT:
                label = labels.get(one.mention.number_start, "")
                observation = self._observation(one, self._beside(place), label)
                found.setdefault(_identity(observation), observation)
        return (
            tuple(found.values())
            or worded_results(self.scene, self.row, self.reading)
            or why_none(self.scene, self.occasions, self.row, self.reading, self.lost)
        )

    def _observation(self, one: Told, compared: Mention | None, label: str) -> Observation:
        mention = one.mention
        beside = self._relative_beside(compared) if compared is not None else None
        period = self.occasions.of(mention, beside)
        comparison = self._same_as(one)
        if compared is not None:
            own = self.occasions.own(compared) or self._before_in_brackets(compared)
            when = own or (in_the_same_year(beside, period) if beside is not None else None)
            words = self._around(compared)
            comparison = Comparison(value=compared.value, period=when, words=words)
        ratio = mention.out_of is not None and mention.unit in (COUNT, PERCENT)
        change = is_change(self.scene, mention)
        return Observation(
            row=self.row,
            period=period,
            value=mention.value,
            unit=mention.unit,
            comparator=Comparator.CHANGE_BY if change else mention.comparator,
            of=mention.of,
            breakdown=label,
            numerator=(mention.numerator or mention.value) if ratio else None,
            denominator=mention.out_of if ratio else None,
            compared_with=comparison,
            words=self._words(one),
        )

    def _labels(self) -> dict[int, str]:
        """Names of groups, where at least two figures stand under one."""
        labels: dict[int, str] = {}
        for one in self._of(Part.RESULT):
            label = label_before(self._without_times(one.mention))
            if label and not one.mention.of[:1].islower():
                labels[one.mention.number_start] = label
        return labels if len(labels) > 1 else {}

    def _without_times(self, mention: Mention) -> str:
        """The words before a figure, its times blotted out."""
        before = self.scene.before(mention)
        start = mention.start - len(before)
        for time in self.scene.times_before(mention):
            blot = slice(max(0, time.start - start), time.end - start)
            before = before[: blot.start] + " " * (blot.stop - blot.start) + before[blot.stop :]
        return re.sub(r"\s+(?=[:=-]?\s*$)", " ", before)[-60:]

    def _beside(self, place: int) -> Mention | None:
        """The figure that the result in this place is compared with."""
        here = self.told[place]
        for after in self.told[place + 1 : place + 3]:
            if after.part is Part.RESULT or after.sentence != here.sentence:
                break
            if after.part is Part.COMPARED:
                return after.mention
        if place:
            before = self.told[place - 1]
            led = re.search(r"\bfrom\s*$", self.scene.before(before.mention), re.IGNORECASE)
            if before.part is Part.COMPARED and before.sentence == here.sentence and led:
                return before.mention
        return None

    def _relative_beside(self, mention: Mention) -> PeriodMention | None:
        behind = next(self.scene.times_behind(mention), None)
        if behind is not None and behind.relative and behind.start - mention.end <= 40:
            return behind
        before = next(self.scene.times_before(mention), None)
        if before is not None and before.relative and mention.start - before.end <= 14:
            return before
        return None

    def _before_in_brackets(self, mention: Mention) -> Period | None:
        """The time of "(2018/19: 63)"."""
        time = next(self.scene.times_before(mention), None)
        if time is None or time.relative or not self.scene.joined_before(mention):
            return None
        return self.occasions.named(time) if self.plain[: time.start].endswith("(") else None

    def _same_as(self, one: Told) -> Comparison | None:
        """The comparison of "(32%), the same proportion as in 2020"."""
        for time in self.scene.times_behind(one.mention):
            between = self.plain[one.mention.end : time.start]
            found = SAME_AS.search(between)
            if found is not None and not re.search(r"[0-9]", between):
                words = tidy(self.text[one.mention.end + found.start() : time.end])
                period = self.occasions.named(time)
                return Comparison(value=one.mention.value, period=period, words=words)
        return None

    def _around(self, mention: Mention) -> str:
        """The bracket or clause in which a figure stands."""
        first, last = max(0, mention.start - _WIDE), mention.end + _WIDE
        start = max(self.plain.rfind(mark, first, mention.start) for mark in "(.;\n,") + 1
        ends = [self.plain.find(mark, mention.end, last) for mark in ");\n"]
        end = min((place for place in ends if place >= 0), default=last)
        return tidy(self.text[max(start, first) : end])

    def benchmarks(self) -> tuple[Benchmark, ...]:
        """Other places' figures, each with the time only that stands beside itself."""
        return tuple(
            Benchmark(
                row=self.row,
                area=self._area(one.mention),
                value=one.mention.value,
                unit=one.mention.unit,
                period=self.occasions.own(one.mention),
                words=self._words(one),
            )
            for one in self._of(Part.BENCHMARK)
        )

    def _area(self, mention: Mention) -> str:
        near = self.scene.before(mention)[-70:]
        after = cues.BENCHMARK_AFTER.match(self.plain, mention.end)
        found = cues.BENCHMARK_BEFORE.search(near) or after
        return cues.area_name(found["area"]) if found else ""

    def targets(self) -> tuple[Target, ...]:
        """Targets that only the progress states; one that the row has too is not repeated."""
        known = {(target.value, target.unit) for target in self.reading.targets}
        return tuple(
            Target(
                value=one.mention.value,
                unit=one.mention.unit,
                comparator=self._bound(one.mention),
                words=self._words(one),
                stated_in="progress",
            )
            for one in self._of(Part.TARGET)
            if (one.mention.value, one.mention.unit) not in known
        )

    def _bound(self, mention: Mention) -> Comparator:
        if mention.comparator is not Comparator.EQ:
            return mention.comparator
        if self.reading.direction is Direction.NONE:
            return Comparator.EQ
        return Comparator.LE if self.reading.direction is Direction.DECREASE else Comparator.GE

    def baselines(self) -> tuple[Baseline, ...]:
        """Figures that the progress calls a baseline."""
        return tuple(
            Baseline(
                value=one.mention.value,
                unit=one.mention.unit,
                period=self.occasions.own(one.mention),
                words=self._words(one),
            )
            for one in self._of(Part.BASELINE)
        )

    def doubts(self, observations: tuple[Observation, ...], *, too_many: bool) -> tuple[Doubt, ...]:
        """What a person should look at; `too_many` where a table was not read to its end."""
        found: list[Doubt] = []
        if too_many or self.too_many:
            found.append(self._doubt(DoubtReason.SEVERAL_FIGURES))
        if any(one.state is State.LOST for one in observations):
            found.append(self._doubt(DoubtReason.LOST_FIGURE))
        elif self._of(Part.BROKEN):
            found.append(self._doubt(DoubtReason.GARBLED_TEXT))
        if placeholders(self.text):
            found.append(self._doubt(DoubtReason.NO_FIGURE))
        return tuple(found)

    def _doubt(self, reason: DoubtReason) -> Doubt:
        return Doubt(
            reason=reason,
            sentence=_SENTENCES[reason],
            words=self.text,
            row=self.row,
            field="latest",
        )


_SENTENCES = {
    DoubtReason.SEVERAL_FIGURES: f"Only the first {MOST_FIGURES} figures of this text were read: "
    "divide it among the rows that it reports on.",
    DoubtReason.LOST_FIGURE: "A figure stood here and the text is destroyed: "
    "look it up in the original document and write it in.",
    DoubtReason.GARBLED_TEXT: "Part of this text is broken, and some of its digits were left out: "
    "compare it with the original document.",
    DoubtReason.NO_FIGURE: "The words promise a figure and leave its place open: "
    "write the figure in once it is known.",
}


def _identity(one: Observation) -> tuple[object, ...]:
    return one.value, one.unit, one.of, one.period, one.breakdown
