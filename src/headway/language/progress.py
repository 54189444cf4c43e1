"""What a progress cell reports: figures with their periods and comparisons, or why there are none."""

import re
from dataclasses import replace

from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.observations import Benchmark, Comparison, Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import Baseline, Target
from headway.domain.quantities import COUNT, PERCENT, Comparator
from headway.language.damage import lost_comparison, unreadable
from headway.language.dates import PeriodMention, in_the_same_year, of_one_kind, periods
from headway.language.figures import figures, placeholders
from headway.language.grids import GridFigure, read_grid
from headway.language.letters import plain_letters, tidy, words_of
from headway.language.mentions import Mention
from headway.language.readings import ProgressReading, RowReading, Setting
from headway.language.results import (
    BENCHMARK_AFTER,
    BENCHMARK_BEFORE,
    Part,
    Told,
    is_change,
    label_before,
    told,
)
from headway.language.sentences import Sentence, in_brackets, sentences
from headway.language.standings import (
    action_status,
    links_of,
    percent_complete,
    percent_complete_span,
    points_to,
    reason_of,
    state_of,
)


def read_progress(
    text: str, *, row: RowId, reading: RowReading, setting: Setting
) -> ProgressReading:
    """
    Read what a progress cell reports of a row.

    Never raises and never guesses: what is destroyed or unclear comes back as a doubt
    with its words, and a figure that is planned, cited or spent is no observation.

    Args:
        reading: What the row promises; its periods settle "18/19", its unit a duration.
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
        doubts=cell.doubts(observations),
    )


def _of_grid(one: GridFigure, row: RowId, reading: RowReading) -> Observation:
    named = one.column if one.period is None or one.column != str(one.period) else ""
    column = "" if periods(named, setting=Setting()) else named
    return Observation(
        row=row,
        period=_in_kind(one.period, reading, ()),
        value=one.mention.value,
        unit=one.mention.unit,
        comparator=one.mention.comparator,
        breakdown=", ".join(filter(None, (one.label, column))),
        words=f"{one.label} {one.mention.words}",
    )


def _in_kind(
    period: Period | None, reading: RowReading, times: tuple[PeriodMention, ...]
) -> Period | None:
    others = tuple(target.period for target in reading.targets)
    return of_one_kind(of_one_kind(period, others), tuple(one.period for one in times))


class _Cell:
    """One progress text with its figures, periods and their parts, worked out once."""

    def __init__(self, text: str, row: RowId, reading: RowReading, setting: Setting) -> None:
        self.text, self.row, self.reading, self.setting = text, row, reading, setting
        self.plain = plain_letters(text)
        self.times = periods(text, setting=setting)
        done = percent_complete_span(text)
        self.mentions = tuple(
            mention
            for mention in figures(text, setting=setting)
            if done is None or not done[0] <= mention.number_start < done[1]
        )
        self.pieces = sentences(self.plain) or (Sentence(start=0, end=len(self.plain)),)
        self.lost = lost_comparison(text, self.mentions, self.times)
        parts = told(self.plain, self.mentions, self.times, self.pieces, reading.unit)
        if self.lost is not None or unreadable(text):
            parts = [self._unless_sure(one) for one in parts]
        self.told = self._without_details(parts)

    def _unless_sure(self, one: Told) -> Told:
        """In a destroyed text only a figure behind an equals sign is believed."""
        sure = re.search(r"=\s*$", self.plain[: one.mention.start]) is not None
        return one if sure else replace(one, part=Part.BROKEN)

    def _without_details(self, parts: list[Told]) -> list[Told]:
        """Behind "95 of 200", where 200 is the target, the other counts are its details."""
        goals = {target.value for target in self.reading.targets if target.unit == COUNT}
        kept: list[Told] = []
        answered: Told | None = None
        for one in parts:
            is_detail = answered is not None and one.sentence != answered.sentence
            if is_detail and one.part is Part.RESULT:
                kept.append(replace(one, part=Part.CONTEXT))
                continue
            if one.part is Part.RESULT and one.mention.out_of in goals:
                answered = answered or one
            kept.append(one)
        return kept

    def _of(self, part: Part) -> list[Told]:
        return [one for one in self.told if one.part is part]

    # -- results ---------------------------------------------------------------

    def observations(self) -> tuple[Observation, ...]:
        labels = self._labels()
        found: list[Observation] = []
        for one in self._of(Part.RESULT):
            observation = self._observation(one, labels.get(one.mention.number_start, ""))
            if not any(_same(observation, other) for other in found):
                found.append(observation)
        found += self._worded_results(found)
        return tuple(found or self._states())

    def _observation(self, one: Told, label: str) -> Observation:
        mention = one.mention
        comparison, beside = self._comparison(one)
        period = self._period(one, beside)
        if comparison is not None and comparison.period is None and beside is not None:
            when = in_the_same_year(beside, period)
            comparison = replace(comparison, period=when)
        change = is_change(self.plain, mention)
        ratio = mention.out_of is not None and mention.unit in (COUNT, PERCENT)
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
            words=self._words(one.sentence),
        )

    def _labels(self) -> dict[int, str]:
        """Names of groups, where at least two figures stand under one."""
        labels: dict[int, str] = {}
        for one in self._of(Part.RESULT):
            bare = self._without_times(one.sentence.start, one.mention.start)
            label = label_before(bare[-60:])
            if label and not one.mention.of.split(" ")[0].islower():
                labels[one.mention.number_start] = label
        return labels if len(labels) > 1 else {}

    def _without_times(self, start: int, end: int) -> str:
        letters = list(self.plain[start:end])
        for time in self.times:
            for place in range(max(time.start, start), min(time.end, end)):
                letters[place - start] = " "
        return re.sub(r"\s+(?=[:=-]?\s*$)", " ", "".join(letters))

    def _words(self, sentence: Sentence) -> str:
        return tidy(self.text[sentence.start : sentence.end])

    # -- periods ---------------------------------------------------------------

    def _period(self, one: Told, beside: PeriodMention | None) -> Period | None:
        time = self._time_of(one)
        period = self._resolved(time) if time is not None else None
        period = _in_kind(period, self.reading, self.times)
        if period is not None and beside is not None and beside.term and not period.is_part_year:
            # "19/20 54 (63 for T4 last year)": compared with term 4, so it is term 4's.
            return in_the_same_year(replace(beside, relative=""), period) or period
        return period

    def _resolved(self, time: PeriodMention) -> Period | None:
        if time.period is not None:
            return time.period
        fixed = [one.period for one in self.times if one.period is not None and not one.recurring]
        anchors = [*fixed, self.setting.covers, *(target.period for target in self.reading.targets)]
        for anchor in anchors:
            found = in_the_same_year(time, anchor)
            if found is not None:
                return found
        return None

    def _time_of(self, one: Told) -> PeriodMention | None:
        mine = [
            time
            for time in self.times
            if one.sentence.holds(time.start)
            and not time.recurring
            and not time.relative
            and not _SAME_AS.search(self.plain[: time.start])
        ]
        owned = {id(t): m for t in mine for m in self.mentions if self._directly_behind(m, t)}
        direct = [time for time in mine if owned.get(id(time)) is one.mention]
        if direct:
            return direct[0]
        free = [time for time in mine if id(time) not in owned or time.end <= one.mention.start]
        before = [time for time in free if time.end <= one.mention.start and id(time) not in owned]
        if before:
            return before[-1]
        behind = [time for time in free if time.start >= one.mention.end and id(time) not in owned]
        if len(behind) == 1 and not in_brackets(self.plain, behind[0].start):
            return behind[0]
        owned_before = [time for time in mine if time.end <= one.mention.start]
        return owned_before[-1] if owned_before else None

    def _in_one_sentence(self, time: PeriodMention, mention: Mention) -> bool:
        return any(one.holds(time.start) and one.holds(mention.start) for one in self.pieces)

    def _directly_behind(self, mention: Mention, time: PeriodMention) -> bool:
        """ "500 in 2019", "8 projects completed in FY13": nothing but the noun in between."""
        if not 0 <= time.start - mention.end <= 60:
            return False
        between = self.plain[mention.end : time.start]
        if re.search(r"[.;,()0-9]", between):
            return re.fullmatch(r"\s*\(\s*", between) is not None
        if not between.strip() and not time.lead:
            return not any(
                t.end <= mention.start and self._in_one_sentence(t, mention) for t in self.times
            )
        return (
            time.lead in ("in", "for", "during", "by", "at", "of", "to", "on", "over", "since")
            or not between.strip()
        )

    # -- what stands beside a result ---------------------------------------------

    def _comparison(self, one: Told) -> tuple[Comparison | None, PeriodMention | None]:
        place = self.told.index(one)
        after = self.told[place + 1] if place + 1 < len(self.told) else None
        before = self.told[place - 1] if place else None
        for other in (after, before):
            if other is None or other.part is not Part.COMPARED or other.sentence != one.sentence:
                continue
            if other is before and not re.search(
                r"\bfrom\s*$", self.plain[: other.mention.start], re.IGNORECASE
            ):
                continue
            beside = self._relative_beside(other.mention)
            time = next(
                (
                    t
                    for t in self.times
                    if self._directly_behind(other.mention, t) and not t.relative
                ),
                None,
            )
            return (
                Comparison(
                    value=other.mention.value,
                    period=_in_kind(time.period, self.reading, self.times) if time else None,
                    words=self._around(other.mention),
                ),
                beside,
            )
        return self._same_as(one), None

    def _relative_beside(self, mention: Mention) -> PeriodMention | None:
        for time in self.times:
            if time.relative and (
                0 <= time.start - mention.end <= 40 or 0 <= mention.start - time.end <= 14
            ):
                return time
        return None

    def _same_as(self, one: Told) -> Comparison | None:
        """ "(32%), the same proportion as in 2020"."""
        tail = self.plain[one.mention.end : one.sentence.end]
        found = re.search(
            r"\bsame\s+(?:\w+\s+){0,3}as\b|\bunchanged\s+(?:from|since)\b", tail, re.IGNORECASE
        )
        if found is None or re.search(r"[0-9]", tail[: found.start()]):
            return None
        place = one.mention.end + found.end()
        for time in self.times:
            if 0 <= time.start - place <= 40 and time.period is not None:
                words = tidy(self.text[one.mention.end + found.start() : time.end])
                return Comparison(value=one.mention.value, period=time.period, words=words)
        return None

    def _around(self, mention: Mention) -> str:
        start = max(self.plain.rfind(mark, 0, mention.start) for mark in "(.;\n,") + 1
        ends = [self.plain.find(mark, mention.end) for mark in ");\n"]
        end = min((place for place in ends if place >= 0), default=len(self.text))
        return tidy(self.text[start:end])

    def benchmarks(self) -> tuple[Benchmark, ...]:
        return tuple(
            Benchmark(
                row=self.row,
                area=self._area(one.mention),
                value=one.mention.value,
                unit=one.mention.unit,
                period=self._own_period(one.mention),
                words=self._words(one.sentence),
            )
            for one in self._of(Part.BENCHMARK)
        )

    def _own_period(self, mention: Mention) -> Period | None:
        behind = (time for time in self.times if self._directly_behind(mention, time))
        return next((self._resolved(time) for time in behind), None)

    def _area(self, mention: Mention) -> str:
        near = self.plain[max(0, mention.start - 70) : mention.start]
        found = BENCHMARK_BEFORE.search(near) or BENCHMARK_AFTER.match(self.plain, mention.end)
        word = found["area"].lower() if found else ""
        if word in ("national", "nationally", "england", "english"):
            return "England"
        named = {"regional": "region", "regionally": "region", "uk": "UK"}
        lower = word.startswith(("statistical", "neighbour", "peer", "comparator", "county"))
        return named.get(word, word if lower else word.title())

    def targets(self) -> tuple[Target, ...]:
        known = {(target.value, target.unit) for target in self.reading.targets}
        found = []
        for one in self._of(Part.TARGET):
            mention = one.mention
            if (mention.value, mention.unit) in known:
                continue
            found.append(
                Target(
                    value=mention.value,
                    unit=mention.unit,
                    comparator=self._bound(mention),
                    words=self._words(one.sentence),
                    stated_in="progress",
                )
            )
        return tuple(found)

    def _bound(self, mention: Mention) -> Comparator:
        if mention.comparator is not Comparator.EQ:
            return mention.comparator
        wanted = {
            "increase": Comparator.GE,
            "decrease": Comparator.LE,
            "maintain": Comparator.GE,
            "achieve": Comparator.GE,
        }
        return wanted.get(self.reading.direction.value, Comparator.EQ)

    def baselines(self) -> tuple[Baseline, ...]:
        return tuple(
            Baseline(
                value=one.mention.value,
                unit=one.mention.unit,
                period=self._period(one, None),
                words=self._words(one.sentence),
            )
            for one in self._of(Part.BASELINE)
        )

    # -- results in words, and reasons for none ------------------------------------

    def _worded_results(self, found: list[Observation]) -> list[Observation]:
        if found:
            return []
        nil = re.search(r"\bnil\b(?:\s+return)?", self.plain, re.IGNORECASE)
        if nil is not None and len(self.plain) < 80:
            return [self._zero(nil[0])]
        for target in self.reading.targets:
            everyone = target.value == 100 and target.unit == PERCENT
            if everyone and re.match(
                r"\W*(?:[0-9]+[.)]\s*)?all\s+(?!but\b)[\w -]{2,60}?\s(?:have|has|are|is|now|were)\b",
                self.plain,
                re.IGNORECASE,
            ):
                of = target.of
                return [
                    Observation(
                        row=self.row, value=100.0, unit=PERCENT, of=of, words=tidy(self.text)
                    )
                ]
        none = re.search(
            r"\bno\s+(?:new\s+)?(?P<of>[a-z]+(?:\s+[a-z]+)?)\s+(?:have|has|were|was)\b",
            self.plain,
            re.IGNORECASE,
        )
        subject = words_of(self.reading.quantity) | {
            w for t in self.reading.targets for w in words_of(t.of)
        }
        if none is not None and words_of(none["of"]) & subject - {"the", "of"}:
            return [self._zero(none[0])]
        return []

    def _zero(self, words: str) -> Observation:
        return Observation(row=self.row, value=0.0, unit=self.reading.unit, words=words)

    def _states(self) -> list[Observation]:
        if self.lost is not None or unreadable(self.text):
            return [
                Observation(
                    row=self.row,
                    state=State.LOST,
                    period=self._lost_period(),
                    unit=self.reading.unit,
                    words=tidy(self.text),
                )
            ]
        state = state_of(self.text)
        if state is None:
            return []
        fixed = [
            one.period
            for one in self.times
            if one.period is not None
            and one.lead not in ("until", "from", "after", "by")
            and not one.recurring
        ]
        period = _in_kind(fixed[0], self.reading, self.times) if len(fixed) == 1 else None
        return [
            Observation(
                row=self.row,
                state=state,
                period=period,
                unit=self.reading.unit,
                words=tidy(self.text),
            )
        ]

    def _lost_period(self) -> Period | None:
        times = [one for one in self.times if one.relative == "last year"]
        lost = self.lost or (times[0] if times else None)
        return self._resolved(replace(lost, relative="")) if lost is not None else None

    def doubts(self, observations: tuple[Observation, ...]) -> tuple[Doubt, ...]:
        found: list[Doubt] = []
        if any(one.state is State.LOST for one in observations):
            found.append(self._doubt(
                DoubtReason.LOST_FIGURE,
                "A figure stood here and the text is destroyed: look it up in the original document and write it in.",
            ))  # fmt: skip
        elif self._of(Part.BROKEN):
            found.append(self._doubt(
                DoubtReason.GARBLED_TEXT,
                "Part of this text is broken, and some of its digits were left out: compare it with the original document.",
            ))  # fmt: skip
        if placeholders(self.text):
            found.append(self._doubt(
                DoubtReason.NO_FIGURE,
                "The words promise a figure and leave its place open: write the figure in once it is known.",
            ))  # fmt: skip
        return tuple(found)

    def _doubt(self, reason: DoubtReason, sentence: str) -> Doubt:
        return Doubt(
            reason=reason, sentence=sentence, words=self.text, row=self.row, field="latest"
        )


_SAME_AS = re.compile(r"\bsame\s+(?:\w+\s+){0,3}as\b[^.\n]{0,24}$", re.IGNORECASE)


def _same(one: Observation, other: Observation) -> bool:
    return (one.value, one.unit, one.of, one.period, one.breakdown) == (
        other.value, other.unit, other.of, other.period, other.breakdown,
    )  # fmt: skip
