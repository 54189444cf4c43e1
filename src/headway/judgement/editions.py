"""Which of a plan's documents was in force on a day."""

from dataclasses import replace
from datetime import date

from headway.domain.plan import Plan


def in_force(plan: Plan, at: date) -> Plan:
    """
    The plan as it was in force on a day: with the last document that spoke by then.

    The plan itself where its document names no day, already spoke by then, or no
    earlier one did.
    """
    dates = {source.name: source.as_at for source in plan.sources}
    now = dates.get(plan.current)
    if now is None or now <= at:
        return plan
    earlier = [(day, name) for name, day in dates.items() if day is not None and day <= at]
    return replace(plan, current=max(earlier)[1]) if earlier else plan


def previous_edition(plan: Plan) -> tuple[Plan, date] | None:
    """
    The plan with its last document but one in force, and the day that one spoke from.

    None where it was read from one document, or the earlier ones have no date.
    """
    dates = {source.name: source.as_at for source in plan.sources}
    now = dates.get(plan.current)
    if now is None:
        return None
    earlier = [(day, name) for name, day in dates.items() if day is not None and day < now]
    if not earlier:
        return None
    day, name = max(earlier)
    return replace(plan, current=name), day
