"""`headway stats`: the methods behind the judgements, for an analyst's own figures."""

import argparse
from importlib import import_module
from typing import Any

_EPILOG = """\
FILE is CSV with named columns; "-" reads standard input. A cell without a figure holds
nothing or a symbol such as c, x or z; it is never taken for zero. `headway stats METHOD --help`
names the columns.

example: headway stats xmr absence.csv --better lower --target 8.5
"""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command with its methods."""
    from headway.cli.methods import METHODS

    command = subparsers.add_parser(
        "stats",
        help="apply one of the statistical methods to a file of figures",
        description="Apply a method to a file of figures: intervals, charts, tests, forecasts.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    methods = command.add_subparsers(title="methods", metavar="METHOD", required=True)
    for name, question in METHODS.items():
        module = import_module(f"headway.cli.methods.{name}")
        method = methods.add_parser(
            name,
            help=question,
            description=(module.__doc__ or question).strip(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        method.add_argument("file", metavar="FILE", help="the figures, as CSV")
        method.add_argument(
            "--format", choices=("text", "csv", "json"), default="text", help="how to print (text)"
        )
        module.arguments(method)
        method.set_defaults(run=run, answer=module.answer)


def run(arguments: Any) -> int:
    """Read the figures, apply the method, print its answer."""
    from headway.cli.methods.answer import as_csv, as_json, as_text
    from headway.cli.methods.sheet import read

    answer = arguments.answer(read(arguments.file), arguments)
    if arguments.format == "json":
        print(as_json(answer))
    elif arguments.format == "csv":
        print(as_csv(answer), end="")
    else:
        for line in as_text(answer):
            print(line)
    return 0
