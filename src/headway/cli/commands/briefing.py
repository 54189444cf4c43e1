"""`headway briefing`: write the one-page briefing."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.cli.public_figures import figures, refuse_earlier, register_public

if TYPE_CHECKING:
    from headway.reporting.report import Report

_EPILOG = """\
One page of A4, whatever the plan: where not all fits, it says how much it leaves to the report.

With --public small numbers are hidden as the plan's disclosure policy says. Its figures are those
of the public report (headway report --public), which writes them for the next edition; give the
public figures of earlier editions as --earlier.

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
    register_public(command)
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out."""
    from headway.reporting.renderers import BRIEFING_RENDERERS, renderer
    from headway.reporting.saving import file_name, save_all, size_words

    wanted = arguments.output.suffix if arguments.output else "pdf"
    one = renderer(wanted, BRIEFING_RENDERERS)
    # The one place where the clock is read: the shell's day stands in for a missing --at.
    at: date = arguments.at or date.today()  # noqa: DTZ011
    report = _report(arguments, at)
    kind = "public-briefing" if arguments.public else "briefing"
    path = arguments.output or Path(file_name(report.slug, kind, report.as_at_iso) + ".pdf")
    data = one.render(report)
    save_all({path: data})
    print(f"{path}  {size_words(len(data))}")
    return 0


def _report(arguments: Any, at: date) -> "Report":
    from headway.planfile import load
    from headway.reporting.building import build_report, public_edition

    if not arguments.public:
        refuse_earlier(arguments.earlier)
        return build_report(load(arguments.plan), at=at, edition=arguments.edition)
    earlier = [figures(path) for path in arguments.earlier]
    plan = load(arguments.plan)
    return public_edition(plan, at=at, edition=arguments.edition, earlier=earlier).report


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a day; write it as year-month-day, such as 2020-05-31'
        ) from None
