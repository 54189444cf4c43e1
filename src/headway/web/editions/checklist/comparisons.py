"""Whether what stands beside a figure is of about the same time."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from headway.domain.periods import Period
from headway.judgement import wording
from headway.reporting.naming import row_name
from headway.web.editions.checklist.examined import Examined
from headway.web.editions.checklist.items import Item, counted

STALE = timedelta(days=400)
"""How much older than a measure's own figure a comparison may be: a year and a little."""


def found(seen: Examined) -> Iterator[Item]:
    """Comparisons that are more than a year older than the figure they stand beside."""
    plan = seen.plan
    lines = []
    for row in plan.measures:
        if not plan.is_current(row):
            continue
        own = _last_of(one.period for one in plan.observations if one.row == row.id)
        for area in dict.fromkeys(one.area for one in plan.benchmarks if one.row == row.id):
            theirs = _last_of(
                one.period for one in plan.benchmarks if one.row == row.id and one.area == area
            )
            if own and theirs and own[0] - theirs[0] > STALE:
                told = f"{area} for {wording.period(theirs[1])}, "
                told += f"the figure for {wording.period(own[1])}"
                lines.append(f"{row_name(row, 60)}: {told}")
    if lines:
        yield Item(
            title="Old comparisons",
            sentence=f"{counted(len(lines), 'comparison')} more than a year older than "
            "the figure beside it.",
            details=tuple(lines),
            page=("evidence:data",),
        )


def _last_of(periods: Iterable[Period | None]) -> tuple[date, Period] | None:
    """The latest of some periods with its last day; those without a last day are left out."""
    ended = [(one.last_day(), one) for one in periods if one is not None]
    known = [(last, one) for last, one in ended if last is not None]
    return max(known, key=lambda pair: pair[0], default=None)
