"""`headway measures`: the measures that can be computed, and their figures from loaded data."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headway.analytics.computing import Computed, Evidence
    from headway.analytics.definition import Definition
    from headway.domain.periods import Period
    from headway.domain.plan import Measure, Plan

_EPILOG = """\
NAME is a measure's name as `headway measures list` gives it. `headway measures ACTION --help`
explains every option.

example:
  headway measures list absence
  headway measures compute persistent-absence --period "AY 2023/24 T4" --by phase --data county
  headway measures explain persistent-absence --period "AY 2023/24 T4" --data county
"""
_DATA = "headway-data"
_ENGINES = ("duckdb", "reference", "spark")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command with its actions."""
    command = subparsers.add_parser(
        "measures",
        help="compute measures from the agencies' own data, and explain them",
        description="Compute measures from loaded data by their definitions, and explain them.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    for add in (_add_list, _add_show, _add_compute, _add_explain):
        add(actions)


def run(arguments: Any) -> int:
    """Carry out one action and print its lines."""
    for line in arguments.act(arguments):
        print(line)
    return 0


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str, act: Any
) -> argparse.ArgumentParser:
    one = actions.add_parser(name, help=words, description=words[:1].upper() + words[1:] + ".")
    one.set_defaults(run=run, act=act)
    return one


def _add_list(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "list", "list the measures that can be computed", _list)
    one.add_argument("words", metavar="WORD", nargs="*", help="only those that hold these words")
    one.add_argument("--format", choices=("text", "csv", "json"), default="text")
    one.add_argument(
        "--reference", action="store_true", help="print the reference page, in Markdown"
    )


def _add_show(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "show", "give the definition of a measure in words", _show)
    one.add_argument("name", metavar="NAME")
    one.add_argument("--format", choices=("text", "json"), default="text")


def _add_compute(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "compute", "compute measures from loaded data", _compute)
    one.add_argument("names", metavar="NAME", nargs="*", help="a measure's name; of several, each")
    _chooses_figures(one, "quick", *_ENGINES)
    one.add_argument(
        "--public", action="store_true", help="as everybody may see it: small numbers are hidden"
    )
    one.add_argument(
        "--into",
        metavar="PLAN",
        type=Path,
        help="compute the measures of a plan file that name a definition, and write them into it",
    )
    one.add_argument("--format", choices=("text", "csv", "tidy", "json"), default="text")


def _add_explain(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "explain", "show how a figure comes about, step by step", _explain)
    one.add_argument("name", metavar="NAME")
    _chooses_figures(one, *_ENGINES)
    one.add_argument("--format", choices=("text", "json"), default="text")


def _chooses_figures(one: argparse.ArgumentParser, *engines: str) -> None:
    one.add_argument(
        "--period",
        metavar="PERIOD",
        action="append",
        default=[],
        required=True,
        help='such as "AY 2023/24 T4", "2024 Q1" or 2024; compute takes several',
    )
    one.add_argument("--by", metavar="BREAKDOWN,…", default="", help="split it: phase,sen")
    one.add_argument("--data", metavar="DIR", default=_DATA, help=f"the data directory ({_DATA})")
    one.add_argument(
        "--known-at", metavar="DATE", type=_day, help="with what was known at the end of this day"
    )
    one.add_argument(
        "--calendar", metavar="FILE", type=Path, help="terms and closed days (DIR/calendar.csv)"
    )
    one.add_argument("--engine", choices=engines, default=engines[0])


# The definitions


def _list(arguments: Any) -> Iterator[str]:
    from headway.analytics.definitions import DEFINITIONS
    from headway.analytics.explaining import datasets_of
    from headway.cli.explained_sheets import definition_values

    if arguments.reference:
        from headway.analytics.explaining import reference_page

        yield reference_page(DEFINITIONS).rstrip("\n")
        return
    found = [one for one in DEFINITIONS if _holds(one, arguments.words)]
    if arguments.format == "json":
        yield _json([definition_values(one) for one in found])
    elif arguments.format == "csv":
        yield from _csv(
            ("name", "title", "unit", "made_from", "split_by"),
            ((one.name, one.title, one.unit, datasets_of(one), " ".join(one.breakdowns))
             for one in found),
        )  # fmt: skip
    elif not found:
        yield f'No measure holds the words "{" ".join(arguments.words)}".'
    else:
        width = max(len(one.name) for one in found)
        for one in found:
            yield f"{one.name.ljust(width)}  {one.title}"
            yield f"{' ' * width}  from {datasets_of(one)}"


def _holds(one: "Definition", words: Iterable[str]) -> bool:
    from headway.analytics.explaining import datasets_of

    whole = " ".join((one.name, one.title, one.numerator, datasets_of(one))).casefold()
    return all(word.casefold() in whole for word in words)


def _show(arguments: Any) -> Iterator[str]:
    from headway.analytics.definitions import definition
    from headway.cli.explained_sheets import definition_lines, definition_values

    one = definition(arguments.name)
    if arguments.format == "json":
        yield _json(definition_values(one))
    else:
        yield from definition_lines(one)


# Figures


def _compute(arguments: Any) -> Iterator[str]:
    from headway.analytics.definitions import definition
    from headway.cli.computed_sheets import Sheet, printed
    from headway.disclosure.tables.computed import as_it_is, printable
    from headway.domain.disclosing import DisclosurePolicy
    from headway.evidence.errors import EvidenceError

    if arguments.into:
        yield from _compute_into(arguments)
        return
    if not arguments.names:
        raise EvidenceError("Name a measure: `headway measures list` has them.")
    policy = DisclosurePolicy()
    refused: list[str] = []
    sheets = [
        Sheet(
            computed=one,
            cells=printable(one, policy, beside=every)
            if every
            else tuple(as_it_is(figure) for figure in one.figures),
            symbol=f"[{policy.symbol}]" if arguments.format == "text" else policy.symbol,
            public=arguments.public,
        )
        for one, every in _computed(
            [definition(name) for name in arguments.names], arguments, refused
        )
    ]
    if sheets:
        yield from printed(sheets, arguments.format)
    if refused:
        raise EvidenceError("\n".join(refused))


def _computable(plan: "Plan", arguments: Any) -> "list[tuple[Measure, Definition]]":
    """The measures that were asked for, each with the definition that it names; not none."""
    from headway.analytics.observing import Wanted
    from headway.evidence.errors import EvidenceError

    wanted = [
        (one, Wanted.parse(one.definition).definition) for one in plan.measures if one.definition
    ]
    if arguments.names:
        wanted = [(one, found) for one, found in wanted if found.name in arguments.names]
    if not wanted:
        raise EvidenceError(
            f"No measure of {arguments.into} names a definition to be computed by. Write one, "
            "such as `definition: persistent-absence`; `headway measures list` has them."
        )
    return wanted


def _compute_into(arguments: Any) -> Iterator[str]:
    """
    Compute the measures of a plan that name a definition, and write the figures into it.

    Those that rest on made-up data are printed and never written: nothing judged is made up.
    """
    from dataclasses import replace

    from headway.analytics.computing import engine_for, observed
    from headway.analytics.observing import Wanted
    from headway.evidence.errors import EvidenceError
    from headway.judgement.wording import figure
    from headway.planfile import load, save

    plan = load(arguments.into)
    wanted = _computable(plan, arguments)
    periods = [_period(words) for words in arguments.period]
    evidence = _evidence([found for _, found in wanted], periods, arguments)
    engine = engine_for(evidence, arguments.engine)
    new, apart = [], 0
    for measure, definition in wanted:
        group = Wanted.parse(measure.definition).group
        made_up = any(load.made_up for load in evidence.behind(definition, group))
        for period in periods:
            try:
                one = observed(measure, evidence, period, engine)
            except EvidenceError as error:
                yield f"{measure.id}, {period}: not computed. {error}"
                continue
            if made_up:
                apart += 1
                yield f"{measure.id}, {period}: {figure(one)} (synthetic)"
            else:
                new.append(one)
                yield f"{measure.id}, {period}: {figure(one)}"
    fresh = [one for one in new if one not in plan.observations]
    if fresh:
        save(replace(plan, observations=(*plan.observations, *fresh)), arguments.into)
    yield f"{len(fresh)} new figure{'' if len(fresh) == 1 else 's'} in {arguments.into}."
    if apart:
        figures = "1 figure rests" if apart == 1 else f"{apart} figures rest"
        yield f"{figures} on made-up data, marked synthetic: not written into the plan."


def _computed(
    definitions: "Sequence[Definition]", arguments: Any, refused: list[str]
) -> "Iterator[tuple[Computed, Computed | None]]":
    """
    What is asked for; with every split of it where everybody may see it, to be hidden with.

    `refused` is told, in sentences, of what cannot be computed; the rest is.
    """
    from headway.analytics.computing import compute, engine_for, every_split
    from headway.evidence.errors import EvidenceError

    periods = [_period(words) for words in arguments.period]
    by = _by(arguments)
    splits = (
        [column for one in definitions for column in one.breakdowns] if arguments.public else ()
    )
    evidence = _evidence(definitions, periods, arguments, splits)
    engine = engine_for(evidence, arguments.engine)
    for one in definitions:
        for period in periods:
            try:
                asked = compute(one, evidence, period, by=by, engine=engine)
            except EvidenceError as error:
                alone = len(definitions) * len(periods) == 1
                refused.append(str(error) if alone else f"{one.name}, {period}: {error}")
                continue
            every = every_split(one, evidence, period, engine=engine) if arguments.public else None
            yield asked, every


def _evidence(
    definitions: "Sequence[Definition]",
    periods: "Sequence[Period]",
    arguments: Any,
    splits: Sequence[str] = (),
) -> "Evidence":
    """
    What the data directory holds for these measures, as known on the day asked for.

    For the breakdowns asked for and for `splits`.
    """
    from headway.analytics.computing import calendar_for, gathered, needed
    from headway.evidence.errors import EvidenceError
    from headway.evidence.store.directory import Store

    folder = Path(arguments.data)
    if not (folder / "catalogue.sqlite").exists():
        raise EvidenceError(
            f"{folder} is no data directory. `headway data load KIND FILE --data {folder}` "
            "makes one."
        )
    known_at = _end_of(arguments.known_at) if arguments.known_at else None
    calendar = calendar_for(folder, periods, arguments.calendar)
    by = (*_by(arguments), *splits)
    return gathered(Store(folder), calendar, needed(definitions, by), known_at)


def _explain(arguments: Any) -> Iterator[str]:
    from headway.analytics.accounts import account
    from headway.analytics.computing import engine_for
    from headway.analytics.definitions import definition
    from headway.cli.explained_sheets import account_lines, account_values, definition_lines

    one = definition(arguments.name)
    periods = [_period(words) for words in arguments.period]
    evidence = _evidence([one], periods, arguments)
    engine = engine_for(evidence, arguments.engine)
    told = [account(one, evidence, period, by=_by(arguments), engine=engine) for period in periods]
    if arguments.format == "json":
        yield _json([account_values(each) for each in told])
        return
    yield from definition_lines(one)
    for each in told:
        yield from account_lines(each)


def _by(arguments: Any) -> tuple[str, ...]:
    return tuple(one.strip() for one in arguments.by.split(",") if one.strip())


def _period(words: str) -> "Period":
    from headway.domain.periods import Period

    return Period.parse(words)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no day; write 2024-03-28') from None


def _end_of(day: date) -> datetime:
    """The last moment of a day, as `headway data` counts it."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)


# Printing


def _json(what: Any) -> str:
    import json

    return json.dumps(what, ensure_ascii=False, indent=1)


def _csv(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    import csv
    import io

    from headway.domain.spreadsheets import harmless_row

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(harmless_row(header))
    writer.writerows(harmless_row(row) for row in rows)
    yield from out.getvalue().splitlines()
