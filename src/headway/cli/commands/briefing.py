"""`headway briefing`: write the one-page briefing."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

_EPILOG = """\
One page of A4, whatever the plan: where not all fits, it says how much it leaves to the report.

example: headway briefing plan.yaml --at 2020-05-31 -o briefing.pdf
"""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser(
        "briefing",
        help="print the one-page briefing",
        description="Write the one-minute, one-page briefing.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("plan", type=Path, metavar="PLAN", help="the plan file (YAML)")
    command.add_argument(
        "--at", type=_day, metavar="DATE", help="the day it stands at, as 2020-05-31 (today)"
    )
    command.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="a .pdf, .docx or .html file (a PDF named after the plan and the day)",
    )
    command.add_argument("--edition", default="", metavar="NAME", help='such as "Spring 2020"')
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out."""
    from headway.planfile import load
    from headway.reporting.building import build_report
    from headway.reporting.renderers import BRIEFING_RENDERERS, renderer
    from headway.reporting.saving import file_name, save_all, size_words

    wanted = arguments.output.suffix if arguments.output else "pdf"
    one = renderer(wanted, BRIEFING_RENDERERS)
    # The one place where the clock is read: the shell's day stands in for a missing --at.
    at: date = arguments.at or date.today()  # noqa: DTZ011
    report = build_report(load(arguments.plan), at=at, edition=arguments.edition)
    path = arguments.output or Path(file_name(report.slug, "briefing", report.as_at_iso) + ".pdf")
    data = one.render(report)
    save_all({path: data})
    print(f"{path}  {size_words(len(data))}")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a day; write it as year-month-day, such as 2020-05-31'
        ) from None
