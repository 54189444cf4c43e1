"""`headway check`: find what is wrong with a plan."""

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

_EPILOG = """\
Ends with 0 when nothing is to be put right, 1 when there are errors or warnings (notes alone
do not count), 2 when the plan or the arguments cannot be used. A row is left alone by its
note: "headway: ignore HW101 because …". Rules are named by code (HW101), by the start of
several (HW1) or by name (no-number).
"""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser("check", help="find what is wrong with a plan", epilog=_EPILOG)
    command.add_argument("plan", nargs="?", type=Path, metavar="PLAN", help="a plan file (YAML)")
    command.add_argument(
        "--at",
        type=_day,
        metavar="DATE",
        help="the day on which deadlines are judged, as 2020-05-31 (today)",
    )
    command.add_argument(
        "--select", action="append", default=[], metavar="RULES", help="run these only"
    )
    command.add_argument(
        "--ignore", action="append", default=[], metavar="RULES", help="leave these out"
    )
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="for people or for programs"
    )
    command.add_argument("--explain", metavar="RULE", help="what a rule is about, with an example")
    command.add_argument("--list", action="store_true", help="every rule on a line of its own")
    command.add_argument("--reference", action="store_true", help="the reference page, in Markdown")
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out."""
    from headway.checking import explaining
    from headway.checking.checker import rules_named
    from headway.domain.errors import HeadwayError

    if arguments.list:
        print(explaining.listed())
    elif arguments.reference:
        print(explaining.reference_page(), end="")
    elif arguments.explain:
        rules = rules_named(arguments.explain)
        print("\n\n\n".join(explaining.explained(rule) for rule in rules))
    elif arguments.plan is None:
        raise HeadwayError('expected a plan file; write "headway check PLAN.yaml"')
    else:
        return _check(arguments)
    return 0


def _check(arguments: Any) -> int:
    from headway import planfile
    from headway.checking import checker, showing

    rules = checker.chosen(_entries(arguments.select), _entries(arguments.ignore))
    plan = planfile.load(arguments.plan)
    at = arguments.at or date.today()  # noqa: DTZ011 - the day on the wall of whoever asks
    checked = checker.check(plan, at, rules)
    name, lines = str(arguments.plan), _lines_of_rows(arguments.plan)
    if arguments.format == "json":
        print(showing.as_json(checked, name, lines))
    else:
        print(showing.as_text(checked, name, lines, coloured=sys.stdout.isatty()))
    return 1 if checked.failed else 0


def _entries(given: list[str]) -> list[str]:
    return [entry for group in given for entry in group.split(",") if entry.strip()]


def _lines_of_rows(plan: Path) -> dict[Any, int]:
    """The line on which each id first stands behind `id:`, so that an editor can go there."""
    lines: dict[Any, int] = {}
    with plan.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if found := re.match(r"""\s*-\s+id:\s*["']?([^"'#\s]+)""", line):
                lines.setdefault(found[1], number)
    return lines


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'expected a day such as 2020-05-31, got "{text}"'
        ) from None
