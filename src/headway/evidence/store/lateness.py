"""What has not come for a stretch of days, judged by what has come for others."""

from dataclasses import dataclass
from datetime import date, datetime

from headway.evidence.kinds import KINDS
from headway.evidence.store.directory import Store
from headway.evidence.store.records import Load

_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """
    Something that has not come.

    Attributes:
        units: The schools it has not come from; empty where the whole dataset is meant.
        until: The last day that has come; None where no day has.
    """

    dataset: str
    units: tuple[str, ...]
    until: date | None
    sentence: str


def late(store: Store, first: date, last: date, *, known_at: datetime | None) -> list[Gap]:
    """
    What has not come for the days from `first` to `last`.

    A dataset is expected once it has come for any days; a school is expected in it once it has
    come from that school. Loads without days (a register of schools) are never late.
    """
    gaps: list[Gap] = []
    for dataset in KINDS:
        loads = [load for load in store.loads(dataset.name, known_at) if load.covers is not None]
        if loads and dataset.unit:
            gaps += _of_units(dataset.name, loads, first, last)
        elif loads and not any(_reaches(load, first, last) for load in loads):
            until = max(load.covers.last for load in loads if load.covers)
            gaps.append(Gap(dataset=dataset.name, units=(), until=until, sentence=_said(until)))
    return gaps


def _of_units(dataset: str, loads: list[Load], first: date, last: date) -> list[Gap]:
    known = {unit for load in loads for unit in load.units}
    come = {unit for load in loads if _reaches(load, first, last) for unit in load.units}
    missing = tuple(sorted(known - come))
    if not missing:
        return []
    named = ", ".join(missing[:_NAMED])
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    days = [load.covers.last for load in loads if load.covers and set(load.units) & set(missing)]
    sentence = f"{len(missing)} of {len(known)} schools: {named}{more}. {_said(max(days))}"
    return [Gap(dataset=dataset, units=missing, until=max(days), sentence=sentence)]


def _reaches(load: Load, first: date, last: date) -> bool:
    """Whether a load has any of the days; registers end on the last school day, not the last."""
    return load.covers is not None and load.covers.first <= last and load.covers.last >= first


def _said(until: date) -> str:
    return f"The latest day that has come is {until:%d/%m/%Y}."
