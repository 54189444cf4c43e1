"""The columns of the tidy file, and what stands in them where there is no figure."""

import re

from headway.domain.observations import State
from headway.domain.plan import Measure, Plan
from headway.domain.quantities import COUNT, MONEY, PERCENT, POINTS, SCORE, Unit

TIME: tuple[str, ...] = ("time_period", "time_identifier")
PLACE: tuple[str, ...] = (
    "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
FILTERS: dict[str, str] = {
    "area_of_focus": "Area of focus",
    "measure": "Measure",
    "measure_id": "The measure's identifier in the plan",
    "counted": "What is counted, where it is not the measure's own quantity",
    "breakdown": "Group",
    "place": "Part of the area",
    "reported_period": "The exact time",
    "bound": "How the figure bounds the real one",
    "no_figure": "Why there is no figure",
}
PARTS: dict[str, str] = {"numerator": "Numerator", "denominator": "Denominator"}
META: tuple[str, ...] = (
    "col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp",
    "filter_hint", "filter_grouping_column",
)  # fmt: skip

TOTAL = "Total"
"""What stands in a filter for all of it."""
NOT_STATED = "Not stated"
NONE = "None"

NOT_APPLICABLE, UNAVAILABLE, CONFIDENTIAL = "z", "x", "c"
SYMBOLS: dict[str, State] = {UNAVAILABLE: State.MISSING, CONFIDENTIAL: State.SUPPRESSED}
"""Read as these, unless `no_figure` says why more exactly."""
REFUSED_SYMBOLS: dict[str, str] = {
    "low": "“low” is a figure that rounds to 0 and is not 0: give the figure itself",
    "k": "“k” is a figure that rounds to 0 and is not 0: give the figure itself",
    "u": "“u” is a figure of low reliability: give the figure, or x where there is none",
    ":": "“:” means several things in older files: write x (unavailable) or z (does not apply)",
    "~": "“~” means several things in older files: write x (unavailable) or z (does not apply)",
}

_VALUE = "value_"
_NAMES: dict[Unit, str] = {PERCENT: "percent", POINTS: "percentage_points"}
_PRINTED: dict[Unit, str] = {PERCENT: "%", POINTS: "pp", **MONEY}


def value_column(unit: Unit) -> str:
    """
    The column in which figures of a unit stand.

    >>> value_column(PERCENT), value_column(Unit("kt CO2e"))
    ('value_percent', 'value_kt_co2e')
    """
    name = _NAMES.get(unit) or re.sub(r"[^a-z0-9]+", "_", unit.casefold()).strip("_")
    return f"{_VALUE}{name or 'other'}"


def is_value(column: str) -> bool:
    """Whether figures stand in a column."""
    return column.startswith(_VALUE)


def printed(unit: Unit) -> str:
    """A unit as the `.meta.csv` has it; nothing for plain numbers."""
    return _PRINTED.get(unit, "")


def units_of(plan: Plan) -> dict[str, Unit]:
    """By column, every unit that the plan uses; counts, percentages and scores always."""
    used: list[Unit] = [COUNT, PERCENT, POINTS, SCORE]
    used += [one.unit for one in plan.observations]
    for row in plan.rows():
        used += [target.unit for target in row.targets]
        used += [baseline.unit for baseline in row.baselines]
        if isinstance(row, Measure):
            used.append(row.unit)
    found: dict[str, Unit] = {}
    for unit in used:
        found.setdefault(value_column(unit), unit)
    return found
