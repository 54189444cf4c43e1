"""The areas of focus in the board's own table layout: one row for each action and measure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from headway.domain.observations import Observation, RowId, State
from headway.domain.plan import Action, Area, Measure, Plan, Row, Timetable
from headway.domain.plan import Progress as Told
from headway.domain.status import Movement, Status
from headway.judgement import figures, wording
from headway.judgement.actions import judge_action
from headway.judgement.standing import AnyRow
from headway.reporting.charts import chart_of, control_chart_of, funnel_of
from headway.reporting.marks import ACTION_MARKS, MARKS, arrow
from headway.reporting.naming import anchors, places_named, row_label
from headway.reporting.printable import on_one_line, printable, shortened
from headway.reporting.report import (
    MANY,
    AreaSection,
    BoardRow,
    Fact,
    OutcomeSection,
    Part,
    Progress,
    Said,
)
from headway.reporting.wording import (
    baseline_words,
    figure_words,
    period_words,
    target_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What every row's words are taken from."""

    plan: Plan
    statuses: Mapping[RowId, Status]
    at: date
    anchors: Mapping[RowId, str]


def outcome_sections(
    plan: Plan, statuses: Mapping[RowId, Status], at: date
) -> tuple[OutcomeSection, ...]:
    """Every outcome with its areas; rows that the plan in force lacks are left to the annex."""
    setting = _Setting(plan=plan, statuses=statuses, at=at, anchors=anchors(plan))
    return tuple(
        OutcomeSection(
            anchor=f"outcome-{number}",
            title=on_one_line(outcome.title) or "Outcome without a name",
            statements=tuple(printable(words) for words in outcome.statements),
            priority=_priority(outcome.priority),
            areas=tuple(
                _area_section(setting, area, f"area-{place}")
                for place, area in enumerate(plan.areas, 1)
                if area.outcome == outcome.id
            ),
        )
        for number, outcome in enumerate(plan.outcomes, 1)
    )


def _priority(words: str) -> str:
    words = on_one_line(words)
    return words if not words or words.lower().startswith("priority") else f"Priority: {words}"


def _area_section(setting: _Setting, area: Area, anchor: str) -> AreaSection:
    plan = setting.plan
    actions = _in_order([a for a in plan.actions if a.area == area.id and plan.is_current(a)])
    measures = _in_order([m for m in plan.measures if m.area == area.id and plan.is_current(m)])
    rows: list[BoardRow] = []
    paired: set[RowId] = set()
    for action in actions:
        rows.append(_action_row(setting, action, measures))
        own = [measure for measure in measures if measure.for_action == action.id]
        rows += [_measure_row(setting, measure) for measure in own]
        paired |= {measure.id for measure in own}
    rows += [_measure_row(setting, measure) for measure in measures if measure.id not in paired]
    marked, notes = _with_shared(rows)
    return AreaSection(
        anchor=anchor,
        title=on_one_line(area.title) or "Area of focus without a name",
        shared=notes,
        remarks=tuple(printable(words) for words in area.remarks),
        rows=marked,
    )


def _in_order(rows: list[AnyRow]) -> list[AnyRow]:
    """By the numbers that the document prints; as the plan has them where some lack one."""
    numbers = [row.number.strip(" .):") for row in rows]
    if not all(number.isdecimal() for number in numbers):
        return rows
    return [row for _, row in sorted(zip(map(int, numbers), rows, strict=True), key=_first)]


def _first(pair: tuple[int, AnyRow]) -> int:
    return pair[0]


def _with_shared(rows: list[BoardRow]) -> tuple[tuple[BoardRow, ...], tuple[str, ...]]:
    """What many rows have alike, told once: "unless otherwise stated", as boards write it."""
    agencies = _commonest([row.agencies for row in rows])
    leads = _commonest([row.leads for row in rows])
    marked = tuple(
        replace(row, shares_agencies=row.agencies == agencies, shares_leads=row.leads == leads)
        for row in rows
    )
    notes = [
        f"{what}, unless a row names its own: {wording.listed(list(names))}."
        for what, names in (("Responsible agencies", agencies), ("Leads", leads))
        if names
    ]
    return marked, tuple(notes)


def _commonest(lists: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The long list of names that most rows repeat; empty where none is long or repeated."""
    counted = Counter(names for names in lists if len(names) > MANY)
    names, times = next(iter(counted.most_common(1)), ((), 0))
    return names if times > 1 else ()


def _row(setting: _Setting, row: Row, *, action: str, how: str, progress: Progress) -> BoardRow:
    who = setting.plan.responsibility(row)
    return BoardRow(
        anchor=setting.anchors[row.id],
        label=row_label(row),
        is_measure=isinstance(row, Measure),
        name=on_one_line(row.name),
        action=action,
        agencies=tuple(on_one_line(name) for name in who.agencies) or ("Not stated",),
        how=how,
        leads=tuple(on_one_line(name) for name in who.leads) or ("Not stated",),
        timetable=timetable_words(who.timetable) or "Not stated",
        progress=progress,
    )


def timetable_words(timetable: Timetable) -> str:
    """As the plan words it; the period in words where it has none of its own."""
    if timetable.words:
        return on_one_line(timetable.words)
    if timetable.period is None:
        return ""
    words = period_words(timetable.period)
    return words[0].upper() + words[1:]


def _action_row(setting: _Setting, action: Action, measures: list[Measure]) -> BoardRow:
    plan, at = setting.plan, setting.at
    own = [row_label(m) for m in measures if m.for_action == action.id]
    shared = [m for m in measures if m.for_action is None]
    if own:
        numbered = all(" " in label for label in own)
        how = f"By {wording.listed(own)}, below" if numbered else "By what stands below it"
    elif shared:
        how = "By the measures of this area, below"
    else:
        how = "The plan has no measure for it"
    judged = judge_action(plan, action, at)
    progress = Progress(
        mark=ACTION_MARKS[judged.kind],
        sentence=_unless_only(ACTION_MARKS[judged.kind].word, judged.sentence),
        facts=tuple(_action_facts(plan, action, at)),
        said=_said(plan, action, at),
        doubts=_doubts(plan, action),
        source=_source(plan, action),
    )
    return _row(setting, action, action=printable(action.text), how=how, progress=progress)


def _unless_only(word: str, sentence: str) -> str:
    """The sentence, unless it says no more than the mark beside it does."""
    return "" if sentence.rstrip(".") == word else printable(sentence)


def _action_facts(plan: Plan, action: Action, at: date) -> Iterator[Fact]:
    yield from _targets_and_baselines(action)
    known = figures.known(plan, action.id, at)
    if known:
        yield Fact(label="Figures", text="; ".join(_with_period(one) for one in known))
    shares = [
        told.percent_complete
        for told in plan.progress
        if told.row == action.id and told.percent_complete is not None
    ]
    if shares:
        yield Fact(label="Complete", text=f"{shares[-1]:g}%")
    if action.note:
        yield Fact(label="Note", text=printable(action.note))


def _measure_row(setting: _Setting, measure: Measure) -> BoardRow:
    plan, at, status = setting.plan, setting.at, setting.statuses[measure.id]
    tied = next((a for a in plan.actions if a.id == measure.for_action), None)
    chart = (
        control_chart_of(measure, status)
        or funnel_of(plan, measure, at)
        or chart_of(plan, measure, status, at)
    )
    figure, when = _headline(status)
    progress = Progress(
        mark=MARKS[status.kind],
        figure=figure,
        when=when,
        sentence=printable(status.sentence),
        facts=tuple(_measure_facts(plan, measure, status, at)),
        parts=tuple(_part(part) for part in status.parts),
        chart=replace(chart, id=f"chart-{setting.anchors[measure.id]}") if chart else None,
        said=_said(plan, measure, at),
        doubts=_doubts(plan, measure),
        source=_source(plan, measure, status.latest),
    )
    return _row(
        setting,
        measure,
        action=f"{row_label(tied)}: {shortened(tied.name, 90)}" if tied else "All of this area",
        how=printable(measure.text),
        progress=progress,
    )


def _headline(status: Status) -> tuple[str, str]:
    latest = status.latest
    if status.parts or latest is None or not _has_headline(latest):
        return "", ""
    period = period_words(latest.period) if latest.period else ""
    return figure_words(latest), ", ".join(part for part in (_group(latest), period) if part)


def _has_headline(one: Observation) -> bool:
    """A withheld figure has one too: its symbol, so that nobody takes it for nothing."""
    return one.value is not None or one.state is State.SUPPRESSED


def _group(one: Observation) -> str:
    return ", ".join(on_one_line(part) for part in (one.breakdown, one.of, one.area) if part)


def _with_period(one: Observation) -> str:
    said = f"{_group(one)}: {figure_words(one)}" if _group(one) else figure_words(one)
    return f"{said}, {period_words(one.period)}" if one.period else said


def _part(part: Status) -> Part:
    latest, target = part.latest, part.target
    name = _group(latest) if latest else ""
    if target:
        name = name or on_one_line(target.breakdown or target.of)
    period = f", {period_words(latest.period)}" if latest and latest.period else ""
    figure = (figure_words(latest) if latest else "no figure") + period
    against = f" (target {target_words(target)})" if target else ""
    return Part(name=name, mark=MARKS[part.kind], text=on_one_line(figure + against))


def _targets_and_baselines(row: Row) -> Iterator[Fact]:
    if row.targets:
        several = "s" if len(row.targets) > 1 else ""
        said = "; ".join(target_words(target) for target in row.targets)
        yield Fact(label=f"Target{several}", text=on_one_line(said))
    if row.baselines:
        said = "; ".join(baseline_words(baseline) for baseline in row.baselines)
        yield Fact(label="Started from", text=on_one_line(said))


def _measure_facts(plan: Plan, measure: Measure, status: Status, at: date) -> Iterator[Fact]:
    yield from _targets_and_baselines(measure)
    latest = status.latest
    before = figures.same_point_last_year(plan, latest, at) if latest else None
    if latest and before:
        said = wording.amount(before.value, latest.unit)
        said = f"{said}, {period_words(before.period)}" if before.period else said
        yield Fact(label="Same point last year", text=said)
    if status.travel and status.travel.movement is not Movement.UNKNOWN:
        travel = status.travel
        way = arrow(travel.movement, travel.before, travel.after)
        yield Fact(
            label="Direction of travel", text=f"{way} {on_one_line(travel.sentence)}".strip()
        )
    if status.projection:
        said = on_one_line(status.projection.sentence).removeprefix("Forecast: ")
        ahead = MARKS[status.projection.kind] if status.projection.kind else None
        mark = f"{ahead.shape} {ahead.word}. " if ahead else ""
        yield Fact(label="Forecast", text=mark + said[0].upper() + said[1:])
    for name, one in zip(places_named(status.benchmarks), status.benchmarks, strict=True):
        said = wording.amount(one.value, one.unit)
        said = f"{said}, {period_words(one.period)}" if one.period else said
        yield Fact(label=name, text=said)
    if others := _other_figures(plan, measure, status, at):
        yield Fact(label="Other figures", text=others)
    if measure.cannot_be_measured and measure.cannot_be_measured not in status.sentence:
        yield Fact(label="Cannot be measured", text=printable(measure.cannot_be_measured))
    if measure.note:
        yield Fact(label="Note", text=printable(measure.note))


def _other_figures(plan: Plan, measure: Measure, status: Status, at: date) -> str:
    """All that is known beside the headline and its parts, so that no figure is left out."""
    latest = status.latest
    told = [] if latest is None else [latest]
    told += [part.latest for part in status.parts if part.latest]
    others = [one for one in figures.known(plan, measure.id, at) if one not in told]
    said = [_with_period(one) for one in others]
    for one in (*told, *others):
        beside = one.compared_with
        if beside and (one is not latest or not figures.same_point_last_year(plan, one, at)):
            words = on_one_line(beside.words) or "compared with"
            said.append(f"{wording.amount(beside.value, one.unit)} ({words})")
    return "; ".join(dict.fromkeys(said))


def _said(plan: Plan, row: Row, at: date) -> tuple[Said, ...]:
    """
    The newest words on the row: the current document's and those of the agencies' last round.

    Where neither says anything the last words are given, with whose they are.
    """
    told = [
        one
        for one in plan.progress
        if one.row == row.id and one.text.strip() and figures.known_by(one.known_at, at)
    ]
    rounds = [one.period for one in told if not one.document]
    current = [
        one
        for one in told
        if (one.period == rounds[-1] if not one.document else one.document == plan.current)
    ]
    return tuple(_in_their_words(plan, one) for one in current or told[-1:])


def _in_their_words(plan: Plan, told: Told) -> Said:
    titles = {source.name: source.title for source in plan.sources}
    by = titles.get(told.document, "") or told.document or told.given_by or "The agency responsible"
    text = printable(told.text)
    if told.points_to is not None:
        text = f"{text} (This points to {_pointed(plan, told.points_to)}.)"
    return Said(
        by="" if told.document and told.document == plan.current else on_one_line(by),
        text=text,
        links=tuple(on_one_line(x) for x in told.links),
    )


def _pointed(plan: Plan, row_id: RowId) -> str:
    found = next((row for row in plan.rows() if row.id == row_id), None)
    return row_label(found) if found else "a row that the plan lacks"


def _doubts(plan: Plan, row: Row) -> tuple[str, ...]:
    open_ = [doubt for doubt in plan.doubts if doubt.row == row.id and not doubt.settled]
    return tuple(printable(doubt.sentence) for doubt in open_)


def _source(plan: Plan, row: Row, latest: Observation | None = None) -> str:
    """Where the latest figure stands, else where the row's progress does."""
    if latest and latest.place:
        return on_one_line(str(latest.place))
    places = [told.place for told in plan.progress if told.row == row.id and told.place]
    return on_one_line(str(places[-1])) if places else ""
