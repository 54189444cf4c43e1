"""`headway status`: judge every measure at a date."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headway.domain.observations import Observation
    from headway.domain.plan import Area, Plan, Target
    from headway.domain.status import Projection, Status, Travel, Variation

EPILOG = """\
Nothing later than the date is used, so an earlier judgement can be repeated. Judged are
the measures of the document in force on that day; --all adds those of the others.

The exit status is 0 whatever the measures' statuses are.

example: headway status plan.yaml --at 2020-05-31 --area exclusions
"""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser(
        "status",
        help="judge every measure at a date",
        description="Judge every measure of a plan at a date, and say why in a sentence.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("plan", metavar="PLAN", help="the plan file (YAML)")
    command.add_argument(
        "--at",
        metavar="DATE",
        type=_day,
        help="judge as things were known on this day, such as 2020-05-31 (default: today)",
    )
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--area", help="only the area of focus with this id, or words of its name")
    command.add_argument(
        "--all", action="store_true", help="also measures not in the document in force"
    )
    command.add_argument(
        "--public", action="store_true", help="as everybody may see it: small numbers are hidden"
    )
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Judge the plan and print each status under its area of focus."""
    from pathlib import Path

    from headway.judgement.standing import as_it_stood
    from headway.judgement.statuses import judge_plan
    from headway.planfile import load

    # The one place where the clock is read: the shell's day stands in for a missing --at.
    at: date = arguments.at or date.today()  # noqa: DTZ011
    plan = as_it_stood(load(Path(arguments.plan)), at)
    if arguments.public:
        from headway.disclosure.plans import protected

        plan = protected(plan, at=at).plan
    areas = {area.id for area in _areas(plan, arguments.area)}
    statuses = [
        status
        for status in judge_plan(plan, at=at, include_dropped=arguments.all)
        if plan.row(status.row).area in areas
    ]
    given = arguments.at is not None
    if arguments.format == "json":
        _print(_json(plan, statuses, at, given=given))
    else:
        for line in _text(plan, statuses, at, given=given):
            _print(line)
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a day; write it as year-month-day, such as 2020-05-31'
        ) from None


def _areas(plan: "Plan", wanted: str | None) -> "Sequence[Area]":
    """
    The areas that a person means by an id or a part of a title; all when none is named.

    Raises:
        PlanError: The plan has no such area; the message lists those it has.
    """
    from headway.domain.errors import PlanError

    if wanted is None:
        return plan.areas
    exact = [area for area in plan.areas if area.id == wanted]
    found = exact or [area for area in plan.areas if wanted.casefold() in area.title.casefold()]
    if not found:
        known = "; ".join(f'{area.id} ("{area.title}")' for area in plan.areas) or "none"
        raise PlanError(f'no area of focus is called "{wanted}". The plan has: {known}.')
    return found


def _print(line: str) -> None:
    """Print a line, with a question mark for what the terminal has no character for."""
    import sys

    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding))


# As text


def _text(plan: "Plan", statuses: "Sequence[Status]", at: date, *, given: bool) -> Iterator[str]:
    from headway.judgement.wording import day

    yield plan.title
    yield (
        f"As known on {day(at)}."
        if given
        else (f"As known today, {day(at)}; give --at for another day.")
    )
    yield ""
    yield from _counts(statuses)
    yield from _changes(statuses)
    for area in plan.areas:
        of_area = [status for status in statuses if plan.row(status.row).area == area.id]
        if of_area:
            yield ""
            outcome = plan.outcome(area.outcome).title
            heading = area.title if area.title == outcome else f"{outcome}: {area.title}"
            yield from _wrapped(heading, "")
        for status in of_area:
            yield from _lines(plan, status)


def _counts(statuses: "Sequence[Status]") -> Iterator[str]:
    from headway.reporting.marks import MARKS, ORDER

    total = len(statuses)
    yield f"{total} measure{'' if total == 1 else 's'}"
    for kind in ORDER:
        number = sum(status.kind is kind for status in statuses)
        if number:
            yield f"  {number:4}  {MARKS[kind].shape} {MARKS[kind].word}"


def _changes(statuses: "Sequence[Status]") -> Iterator[str]:
    """How many figures moved more than chance explains; nothing where none has moved."""
    from headway.judgement.certain import change_counts

    counts = change_counts(statuses)
    if counts.certain + counts.alone + counts.chance + counts.untested:
        yield ""
        yield from _wrapped(counts.sentence, "")


def _lines(plan: "Plan", status: "Status") -> Iterator[str]:
    from headway.domain.plan import Measure
    from headway.judgement.wording import benchmark
    from headway.reporting.marks import MARKS

    mark, row = MARKS[status.kind], plan.row(status.row)
    number = f"{row.number}. " if row.number else ""
    dropped = "" if plan.is_current(row) else " (not in the document in force)"
    name = f"{number}{row.name}{dropped}" if isinstance(row, Measure) else row.name
    yield ""
    yield from _wrapped(f"{mark.shape} {mark.word.upper()}  {name}", "  ", first="")
    yield from _wrapped(status.sentence, "    ")
    for part in status.parts or (status,):
        if part.travel is not None and part.travel.before is not None:
            yield from _wrapped(part.travel.sentence, "    ")
        if part.projection is not None:
            yield from _wrapped(part.projection.sentence, "    ")
    for one in status.benchmarks:
        yield from _wrapped(benchmark(one), "    ")


def _wrapped(words: str, indent: str, first: str | None = None) -> list[str]:
    """Words in lines that fit the terminal, but never so long that the eye loses them."""
    import shutil
    import textwrap

    width = max(40, min(100, shutil.get_terminal_size().columns))
    opening = indent if first is None else first
    return textwrap.wrap(
        words, width, initial_indent=opening, subsequent_indent=indent, break_on_hyphens=False
    )


# As JSON


def _json(plan: "Plan", statuses: "Sequence[Status]", at: date, *, given: bool) -> str:
    import json

    from headway.domain.status import StatusKind

    counts = {kind.value: sum(s.kind is kind for s in statuses) for kind in StatusKind}
    answer = {
        "schema_version": 1,
        "plan": {"slug": plan.slug, "title": plan.title},
        "at": at.isoformat(),
        "at_given": given,
        "counts": {kind: number for kind, number in counts.items() if number},
        "measures": [_measure(plan, status) for status in statuses],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _measure(plan: "Plan", status: "Status") -> dict[str, Any]:
    row = plan.row(status.row)
    area = plan.area(row.area)
    return {
        "id": row.id,
        "number": row.number,
        "name": row.name,
        "area": area.title,
        "outcome": plan.outcome(area.outcome).title,
        "in_force": plan.is_current(row),
        **_judged(status),
        "parts": [_judged(part) for part in status.parts],
    }


def _judged(status: "Status") -> dict[str, Any]:
    return {
        "status": status.kind.value,
        "sentence": status.sentence,
        "rule": status.rule,
        "target": _target(status.target),
        "latest": _figure(status.latest),
        "travel": _travel(status.travel),
        "projection": _projection(status.projection),
        "variation": _variation(status.variation),
        "assurances": [
            {"question": one.question, "answer": one.answer, "method": one.method}
            for one in status.assurances
        ],
        "benchmarks": [
            {
                "area": one.area,
                "value": one.value,
                "unit": one.unit,
                "period": None if one.period is None else str(one.period),
                "source": one.source,
            }
            for one in status.benchmarks
        ],
    }


def _target(one: "Target | None") -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "value": one.value,
        "unit": one.unit,
        "comparator": one.comparator.value,
        "period": None if one.period is None else str(one.period),
        "of": one.of,
        "breakdown": one.breakdown,
        "words": one.words,
    }


def _figure(one: "Observation | None") -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "value": one.value,
        "state": None if one.state is None else one.state.value,
        "unit": one.unit,
        "comparator": one.comparator.value,
        "period": None if one.period is None else str(one.period),
        "of": one.of,
        "breakdown": one.breakdown,
        "known_at": None if one.known_at is None else one.known_at.isoformat(),
        "place": None if one.place is None else str(one.place),
    }


def _travel(one: "Travel | None") -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "movement": one.movement.value,
        "against": one.against,
        "before": one.before,
        "after": one.after,
        "sentence": one.sentence,
        "evidence": one.evidence.value,
        "method": one.method,
        "low": one.low,
        "high": one.high,
        "p": one.p,
    }


def _projection(one: "Projection | None") -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "value": one.value,
        "share": one.share,
        "sentence": one.sentence,
        "low": one.low,
        "high": one.high,
        "years": one.years,
        "method": one.method,
        "status": None if one.kind is None else one.kind.value,
        "back_test": [
            {
                "period": tried.period,
                "forecast": tried.forecast,
                "outturn": tried.outturn,
                "low": tried.low,
                "high": tried.high,
            }
            for tried in one.back_test
        ],
    }


def _variation(one: "Variation | None") -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "sentence": one.sentence,
        "icon": None if one.icon is None else one.icon.value,
        "assurance": one.assurance.value,
        "periods": list(one.periods),
        "values": list(one.values),
        "rules": list(one.rules),
        "means": list(one.means),
        "lower": list(one.lower),
        "upper": list(one.upper),
    }
