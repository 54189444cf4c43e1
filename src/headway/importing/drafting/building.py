"""From the words of a row's cells to the plan's measures, actions, figures and progress."""

import re
from dataclasses import dataclass, field, replace

from rapidfuzz.fuzz import partial_ratio

from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.observations import Benchmark, Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import (
    Action,
    ActionStatus,
    AreaId,
    Baseline,
    Measure,
    Progress,
    Responsibility,
    Target,
    Timetable,
    Wording,
)
from headway.domain.quantities import COUNT, Unit
from headway.importing.rows.agencies import agencies_of, leads_of
from headway.importing.rows.entries import Entry, Said
from headway.importing.rows.figure_cells import (
    comparator_of,
    direction_of,
    is_open,
    polarity_of,
    read_figure,
)
from headway.importing.rows.sides import better_side, told_side
from headway.language.dates import read_timetable
from headway.language.figures import figures
from headway.language.names import without_figures_of_its_name
from headway.language.progress import read_progress
from headway.language.readings import ProgressReading, RowReading, Setting
from headway.language.rows import read_row
from headway.language.standings import action_status

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?")
_TWICE = 70
_LONE_LETTER = re.compile(r"(?<=\s)[b-hj-z](?=\s|$)")


@dataclass(slots=True)
class Built:
    """
    What has been built so far, in the document's order.

    Attributes:
        pointers: The number that a piece of progress points to, by its place in the list.
    """

    actions: list[Action] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    benchmarks: list[Benchmark] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    pointers: dict[int, str] = field(default_factory=dict)


class Builder:
    """
    Builds rows, one after another.

    Args:
        document: The file's name, for wordings and progress.
        setting: What the whole document tells of its time.
        names: Organisations named elsewhere in the document.
    """

    def __init__(self, document: str, setting: Setting, names: frozenset[str]) -> None:
        self.document = document
        self.setting = setting
        self.names = names
        self.built = Built()

    def add(
        self, entry: Entry, row: RowId, area: AreaId, ids: dict[int, RowId], *, inherits_due: bool
    ) -> None:
        """Read one row and everything said of it; its area may tell when it is due."""
        stated = read_row(entry.text, setting=self.setting, is_measure=entry.is_measure)
        reading = self._beside_columns(entry, stated)
        self._doubt_row(entry, row, reading)
        told = [self._told(said, entry, row, reading) for said in entry.progress]
        targets = self._targets(entry, row, reading, told, stated.targets)
        baselines = self._baselines(entry, reading, told)
        self._figures(entry, row, reading)
        common = {
            "id": row,
            "area": area,
            "text": entry.text,
            "number": entry.number,
            "title": entry.title,
            "direction": direction_of(entry.polarity, reading.direction),
            "responsibility": self._responsibility(entry, None if inherits_due else reading.due),
            "targets": targets,
            "baselines": baselines,
            "wordings": (
                Wording(
                    document=self.document, text=entry.text, number=entry.number, place=entry.place
                ),
            ),
            "note": _note(entry),
        }
        if entry.is_measure:
            self.built.measures.append(
                Measure(
                    **common,  # type: ignore[arg-type] # each part has its own type
                    quantity=reading.quantity,
                    unit=_unit(reading, targets),
                    polarity=better_side(entry, reading, targets, baselines),
                    kind=reading.kind,
                    for_action=ids.get(id(entry.for_action)),
                )
            )
        else:
            status, reason = _status(entry, told)
            self.built.actions.append(Action(**common, status=status, reason=reason))  # type: ignore[arg-type] # the same
        self._say(entry, row, told)

    def _beside_columns(self, entry: Entry, stated: RowReading) -> RowReading:
        """The reading of a row whose figures stand in columns of their own."""
        if not entry.is_measure:
            return stated
        cells = [*entry.targets, *entry.baselines, *entry.figures]
        read = [read_figure(one, unit=COUNT, setting=self.setting) for one in cells]
        return without_figures_of_its_name(
            stated,
            entry.text,
            has_target=any(one.value is not None for one in read[: len(entry.targets)]),
            units={one.unit for one in read if one.value is not None},
        )

    def _told(self, said: Said, entry: Entry, row: RowId, reading: RowReading) -> ProgressReading:
        """The reading of one piece of progress, with a lost figure where it is destroyed."""
        found = read_progress(said.text, row=row, reading=reading, setting=self.setting)
        observations = tuple(
            one if one.place else replace(one, place=said.place) for one in found.observations
        )
        doubts = list(found.doubts)
        doubts += _garbled(said.text, said.garbled, "progress")
        if _is_lost(said, found):
            observations += (
                Observation(row=row, state=State.LOST, place=said.place, words=said.text),
            )
            doubts.append(
                Doubt(
                    reason=DoubtReason.LOST_FIGURE,
                    sentence="A figure stood here and can no longer be read; "
                    "write it in from the printed document.",
                    words="\n".join([said.text, *said.garbled]),
                    field="latest",
                )
            )
        self.built.observations += observations
        self.built.benchmarks += [
            one if one.place else replace(one, place=said.place) for one in found.benchmarks
        ]
        self.built.doubts += [_about(doubt, row, said) for doubt in doubts]
        return found

    def _targets(
        self,
        entry: Entry,
        row: RowId,
        reading: RowReading,
        told: list[ProgressReading],
        named: tuple[Target, ...],
    ) -> tuple[Target, ...]:
        targets = list(reading.targets)
        for figure in entry.targets:
            if is_open(figure.text):
                self._doubt_open(figure.text, row, entry)
                continue
            found = read_figure(figure, unit=reading.unit, setting=self.setting, name=entry.text)
            if found.value is None and found.state is None:
                more = read_row(figure.text, setting=self.setting, is_measure=True).targets
                targets = [*more, *targets] or [Target(words=found.words, period=found.period)]
                continue
            if found.value is not None:
                said = next((t for t in named if t.value == found.value), None)
                own = Target(
                    value=found.value,
                    unit=found.unit,
                    comparator=said.comparator
                    if said
                    else comparator_of(found, reading.direction, told_side(entry, reading)),
                    period=found.period or next((t.period for t in named), None),
                    words=found.words,
                )
                rest = [t for t in targets if t.value is not None and t.period != own.period]
                targets = [*[t for t in rest if t.value != own.value or t not in named], own]
        known = {target.value for target in targets if target.value is not None}
        for one in told:
            fresh = [t for t in one.targets if t.value not in known]
            if fresh and not any(target.value is not None for target in targets):
                targets = [replace(t, stated_in="progress") for t in fresh]
        return tuple(targets)

    def _baselines(
        self, entry: Entry, reading: RowReading, told: list[ProgressReading]
    ) -> tuple[Baseline, ...]:
        baselines = list(reading.baselines)
        for figure in entry.baselines:
            found = read_figure(figure, unit=reading.unit, setting=self.setting, name=entry.text)
            if found.value is not None:
                baselines.append(
                    Baseline(
                        value=found.value, unit=found.unit, period=found.period, words=found.words
                    )
                )
            elif found.words and not is_open(found.words):
                baselines += [
                    Baseline(
                        value=mention.value,
                        unit=mention.unit,
                        period=found.period,
                        words=found.words,
                    )
                    for mention in figures(figure.text, setting=self.setting)[:1]
                ]
        known = {one.value for one in baselines}
        for one in told:
            baselines += [found for found in one.baselines if found.value not in known]
        return tuple(baselines)

    def _figures(self, entry: Entry, row: RowId, reading: RowReading) -> None:
        for figure in entry.figures:
            found = read_figure(figure, unit=reading.unit, setting=self.setting, name=entry.text)
            if found.value is not None or found.state is not None:
                self.built.observations.append(
                    Observation(
                        row=row,
                        period=found.period,
                        value=found.value,
                        state=found.state,
                        unit=found.unit,
                        comparator=found.comparator,
                        place=figure.place,
                        words=found.words,
                    )
                )
            elif not is_open(figure.text):
                told = read_progress(figure.text, row=row, reading=reading, setting=self.setting)
                self.built.observations += [
                    replace(one, place=figure.place, period=one.period or found.period)
                    for one in told.observations
                ]
                self.built.progress.append(
                    Progress(row=row, text=figure.text, document=self.document, place=figure.place)
                )

    def _responsibility(self, entry: Entry, stated: Period | None) -> Responsibility:
        timetable = read_timetable(_due_words(entry), setting=self.setting) if entry.due else None
        if timetable is None or (timetable.period is None and not timetable.words):
            timetable = Timetable(period=stated)
        return Responsibility(
            agencies=agencies_of(entry.agencies, self.names),
            leads=leads_of(entry.leads),
            timetable=timetable,
        )

    def _doubt_row(self, entry: Entry, row: RowId, reading: RowReading) -> None:
        self.built.doubts += [
            replace(doubt, row=row, place=doubt.place or entry.place) for doubt in reading.doubts
        ]
        suspect = _LONE_LETTER.search(entry.text) and entry.text[:1].islower()
        garbled = entry.garbled or ((entry.text,) if suspect else ())
        self.built.doubts += [
            replace(doubt, row=row, place=entry.place)
            for doubt in _garbled("" if suspect else entry.text, garbled, "text")
        ]
        for join in entry.joins:
            self.built.doubts.append(
                Doubt(
                    reason=DoubtReason.JOINED_ROWS,
                    sentence=f"A page break cut this row in two; the piece at {join.second} was "
                    f"put to the one at {join.first}. Check that they belong together.",
                    words=join.words,
                    row=row,
                    place=join.second,
                )
            )

    def _doubt_open(self, words: str, row: RowId, entry: Entry) -> None:
        if words.strip(" -–—."):
            self.built.doubts.append(
                Doubt(
                    reason=DoubtReason.NO_FIGURE,
                    sentence="The target is still to be set; write it in once it is agreed.",
                    words=words,
                    row=row,
                    field="target",
                    place=entry.place,
                )
            )

    def _say(self, entry: Entry, row: RowId, told: list[ProgressReading]) -> None:
        percent = _PERCENT.search(entry.percent)
        links = tuple(link.target or link.words for link in entry.links)
        for at, (said, found) in enumerate(zip(entry.progress, told, strict=True)):
            share = float(percent[1]) if percent else found.percent_complete
            if found.points_to:
                self.built.pointers[len(self.built.progress)] = found.points_to
            self.built.progress.append(
                Progress(
                    row=row,
                    text=said.text,
                    status_word=entry.status if at == 0 else "",
                    percent_complete=share if at == 0 else None,
                    links=found.links + (links if at == 0 else ()),
                    document=self.document,
                    place=said.place,
                )
            )
        if not entry.progress and (entry.status or percent):
            self.built.progress.append(
                Progress(
                    row=row,
                    text="",
                    status_word=entry.status,
                    percent_complete=float(percent[1]) if percent else None,
                    document=self.document,
                    place=entry.place,
                )
            )


def _garbled(text: str, garbled: tuple[str, ...], field: str) -> list[Doubt]:
    """A doubt about lines that were left out, unless the text says the same already."""
    left_out = [line for line in garbled if line not in text]
    if not left_out:
        return []
    misread = all(partial_ratio(line, text) > _TWICE for line in left_out)
    sentence = (
        "The conversion wrote some of these words twice, once misread; the misread ones were "
        "left out. Compare them with the printed document."
        if misread
        else "Some of these words cannot be read; compare them with the printed document."
    )
    return [
        Doubt(
            reason=DoubtReason.GARBLED_TEXT,
            sentence=sentence,
            words="\n".join(filter(None, [text, *left_out])),
            field=field,
        )
    ]


def _due_words(entry: Entry) -> str:
    if entry.start and not re.search(r"\bstart", entry.due, re.IGNORECASE):
        return f"Start: {entry.start} End: {entry.due}"
    return entry.due


def _is_lost(said: Said, found: ProgressReading) -> bool:
    if any(one.state is State.LOST for one in found.observations):
        return False
    torn = said.text.count("(") != said.text.count(")")
    return bool(said.garbled) and torn and not found.observations


def _about(doubt: Doubt, row: RowId, said: Said) -> Doubt:
    return replace(doubt, row=row, place=doubt.place or said.place, words=doubt.words or said.text)


def _unit(reading: RowReading, targets: tuple[Target, ...]) -> Unit:
    stated = [t.unit for t in targets if t.value is not None]
    return (
        stated[0] if stated and stated[0] != reading.unit and not reading.targets else reading.unit
    )


def _status(entry: Entry, told: list[ProgressReading]) -> tuple[ActionStatus, str]:
    """How far an action has come: by its status word, its percentage, its progress."""
    if entry.status and (named := action_status(entry.status)) is not ActionStatus.UNKNOWN:
        return named, next((one.reason for one in told if one.reason), "")
    if percent := _PERCENT.search(entry.percent):
        share = float(percent[1])
        done = ActionStatus.COMPLETE if share >= 100 else ActionStatus.IN_PROGRESS
        return (ActionStatus.NOT_STARTED if share == 0 else done), ""
    for one in told:
        if one.action_status is not ActionStatus.UNKNOWN:
            return one.action_status, one.reason
    return ActionStatus.UNKNOWN, ""


def _note(entry: Entry) -> str:
    check = [f"Check: {entry.check}"] if entry.check else []
    if entry.polarity and polarity_of(entry.polarity) is None:
        check.append(f"Polarity: {entry.polarity}")
    return "\n".join([*check, *entry.notes])
