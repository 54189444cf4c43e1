"""What may be taken away from a page as a file."""

import csv
import io
from dataclasses import replace

from headway import planfile
from headway.domain.observations import Observation
from headway.domain.plan import Measure
from headway.domain.quantities import plain
from headway.domain.spreadsheets import harmless
from headway.web.plans.scorecards import Scorecard

COLUMNS: tuple[str, ...] = (
    "measure",
    "name",
    "period",
    "of",
    "breakdown",
    "area",
    "value",
    "bound",
    "state",
    "unit",
    "compared_value",
    "compared_period",
    "known_at",
    "source",
    "words",
)


def figures_csv(measure: Measure, card: Scorecard) -> bytes:
    """
    A measure's figures known at the day, one a line, in the order of the plan file.

    UTF-8 with a byte order mark, because spreadsheets ask for one. Where there is no
    value, `state` says why; it is never an empty line's zero.
    """
    known = [
        one
        for one in card.plan.observations
        if one.row == measure.id and (one.known_at is None or one.known_at <= card.at)
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in known:
        writer.writerow([harmless(cell) for cell in _line(measure, one)])
    return text.getvalue().encode("utf-8-sig")


def file_for_all(text: str) -> str:
    """A plan file as every reader of the plan may have it: words of figures end where they may."""
    plan = planfile.loads(text, name="plan")
    told = tuple(replace(one, words=one.words_for_all) for one in plan.observations)
    if told == plan.observations:
        return text
    return planfile.dumps(replace(plan, observations=told), previous=text)


def _line(measure: Measure, one: Observation) -> list[str]:
    beside = one.compared_with
    return [
        measure.id,
        measure.name,
        str(one.period or ""),
        one.of,
        one.breakdown,
        one.area,
        "" if one.value is None else plain(one.value),
        str(one.comparator),
        str(one.state or ""),
        one.unit,
        plain(beside.value) if beside else "",
        str(beside.period or "") if beside else "",
        one.known_at.isoformat() if one.known_at else "",
        str(one.place or ""),
        one.words_for_all,
    ]
