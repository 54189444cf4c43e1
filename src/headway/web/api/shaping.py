"""From the values of a plan to what the interface answers with."""

from headway.domain.observations import Observation
from headway.domain.plan import Action, Area, Baseline, Measure, Plan, Row, Target
from headway.domain.status import Status
from headway.web.api.schemas import (
    ActionOut,
    AreaOut,
    MeasureOut,
    ObservationOut,
    PlanOut,
    StatusOut,
    TargetOut,
)
from headway.web.api.seen import Seen


def plan_out(seen: Seen) -> PlanOut:
    """A plan with how much there is in it."""
    plan = seen.plan
    return PlanOut(
        slug=plan.slug,
        title=plan.title,
        body=plan.body,
        term=str(plan.term) if plan.term else None,
        vision=plan.vision,
        areas=len(plan.areas),
        measures=len(plan.measures),
        actions=len(plan.actions),
        view=seen.view,
        as_at=seen.at,
        edition=seen.edition,
        version=seen.version,
    )


def area_out(seen: Seen, area: Area) -> AreaOut:
    """An area of focus with what belongs to it."""
    plan = seen.plan
    return AreaOut(
        id=area.id,
        title=area.title,
        outcome=plan.outcome(area.outcome).title,
        agencies=list(area.responsibility.agencies),
        measures=[seen.keys[one.id] for one in plan.measures if one.area == area.id],
        actions=[seen.keys[one.id] for one in plan.actions if one.area == area.id],
    )


def measure_out(seen: Seen, one: Measure) -> MeasureOut:
    """A measure; its figures are asked for by themselves."""
    return MeasureOut(
        id=seen.keys[one.id],
        number=one.number,
        name=one.name,
        text=one.text,
        quantity=one.quantity,
        area=one.area,
        unit=one.unit,
        direction=one.direction,
        polarity=one.polarity,
        kind=one.kind,
        agencies=list(_agencies(seen.plan, one)),
        timetable=_timetable(seen.plan, one),
        targets=[_target(target) for target in one.targets],
        baselines=[_baseline(baseline) for baseline in one.baselines],
        cannot_be_measured=one.cannot_be_measured,
        source=one.source,
        in_force=seen.plan.is_current(one),
    )


def action_out(seen: Seen, one: Action) -> ActionOut:
    """An action as its last report has it."""
    return ActionOut(
        id=seen.keys[one.id],
        number=one.number,
        name=one.name,
        text=one.text,
        area=one.area,
        status=one.status,
        agencies=list(_agencies(seen.plan, one)),
        timetable=_timetable(seen.plan, one),
        in_force=seen.plan.is_current(one),
    )


def observation_out(seen: Seen, one: Observation) -> ObservationOut:
    """A figure; to the public without what its pages do not print beside it."""
    return ObservationOut(
        row=seen.keys[one.row],
        period=str(one.period) if one.period else None,
        value=one.value,
        state=one.state,
        unit=one.unit,
        bound=one.comparator,
        of=one.of,
        breakdown=one.breakdown,
        place=one.area,
        numerator=None if seen.is_public else one.numerator,
        denominator=None if seen.is_public else one.denominator,
        known_at=one.known_at,
        given_by=one.given_by,
        words="" if seen.is_public else one.words_for_all,
    )


def status_out(seen: Seen, one: Status) -> StatusOut:
    """A judgement with its sentence."""
    return StatusOut(
        measure=seen.keys[one.row],
        at=one.at,
        status=one.kind,
        sentence=one.sentence,
        rule=one.rule,
        travel=one.travel.movement if one.travel else None,
        forecast=one.projection.sentence if one.projection else None,
    )


def _agencies(plan: Plan, row: Row) -> tuple[str, ...]:
    return plan.responsibility(row).agencies


def _timetable(plan: Plan, row: Row) -> str:
    timetable = plan.responsibility(row).timetable
    return timetable.words or (str(timetable.period) if timetable.period else "")


def _target(one: Target) -> TargetOut:
    return TargetOut(
        value=one.value,
        unit=one.unit,
        bound=one.comparator,
        period=str(one.period) if one.period else None,
        of=one.of,
        breakdown=one.breakdown,
        words=one.words,
    )


def _baseline(one: Baseline) -> TargetOut:
    return TargetOut(
        value=one.value,
        unit=one.unit,
        bound="eq",
        period=str(one.period) if one.period else None,
        of="",
        breakdown=one.breakdown,
        words=one.words,
    )
