"""`headway report`: write the progress report."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.cli.public_figures import figures, refuse_earlier, register_public

if TYPE_CHECKING:
    from headway.reporting.report import Report

_EPILOG = """\
Nothing later than the date is used, so an edition can be made again: the same plan, date and
edition give the same bytes. With --check nothing is written; the exit status is 1 where a file
in the folder is not what the plan gives.

With --public the plan's disclosure policy decides what is shown. Beside the documents stands
a JSON file with the public figures: give it as --earlier when the next public edition is made,
so that the two together give nothing away.

example: headway report plan.yaml --at 2020-05-31 --formats docx,pdf -o board-papers
"""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser(
        "report",
        help="issue the board's progress report",
        description="Write the board's progress report as Word, PDF, web page and spreadsheet.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("plan", type=Path, metavar="PLAN", help="the plan file (YAML)")
    command.add_argument(
        "--at", type=_day, metavar="DATE", help="the day it stands at, as 2020-05-31 (today)"
    )
    command.add_argument(
        "--formats",
        default="docx,pdf,html,xlsx",
        metavar="LIST",
        help="which to write, with commas between (docx,pdf,html,xlsx)",
    )
    command.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the folder to write to; made where it is missing (this one)",
    )
    command.add_argument(
        "--previous", type=Path, metavar="PLAN", help="the plan file of the last edition"
    )
    command.add_argument(
        "--previous-at", type=_day, metavar="DATE", help="the day the last edition stood at"
    )
    register_public(command)
    command.add_argument("--edition", default="", metavar="NAME", help='such as "Spring 2020"')
    command.add_argument(
        "--check", action="store_true", help="write nothing; say which files would change"
    )
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out."""
    from headway.reporting.building import build_report
    from headway.reporting.renderers import renderer
    from headway.reporting.saving import file_name, save_all, size_words

    wanted = [word for word in arguments.formats.replace(" ", ",").split(",") if word]
    renderers = list({one.suffix: one for one in map(renderer, wanted)}.values())
    # The one place where the clock is read: the shell's day stands in for a missing --at.
    at: date = arguments.at or date.today()  # noqa: DTZ011
    files: dict[Path, bytes] = {}
    if arguments.public:
        report, public = _public(arguments, at)
        stem = file_name(report.slug, "public-report", report.as_at_iso)
        files[arguments.output / f"{stem}.json"] = public
    else:
        refuse_earlier(arguments.earlier)
        report = build_report(**_wanted(arguments, at))
        stem = file_name(report.slug, "progress-report", report.as_at_iso)
    _tell(_opening(report))
    for one in renderers:
        _tell(f"Making the {one.name}…")
        files[arguments.output / f"{stem}.{one.suffix}"] = one.render(report)
    if arguments.check:
        return _compare(files)
    save_all(files)
    for path, data in files.items():
        print(f"{path}  {size_words(len(data))}")
    if report.warning:
        _tell(report.warning)
    return 0


def _wanted(arguments: Any, at: date) -> dict[str, Any]:
    from headway.planfile import load

    return {
        "plan": load(arguments.plan),
        "at": at,
        "previous": load(arguments.previous) if arguments.previous else None,
        "previous_at": arguments.previous_at,
        "edition": arguments.edition,
    }


def _public(arguments: Any, at: date) -> "tuple[Report, bytes]":
    """The report for everybody, and the file of its figures."""
    from headway.disclosure.editions.files import written
    from headway.reporting.building import public_edition

    made = public_edition(
        **_wanted(arguments, at), earlier=[figures(path) for path in arguments.earlier]
    )
    return made.report, written(made.figures).encode()


def _opening(report: "Report") -> str:
    return f"{report.title}, as at {report.as_at}. {report.summary.headline}"


def _compare(files: dict[Path, bytes]) -> int:
    changed = 0
    for path, data in files.items():
        same = path.is_file() and path.read_bytes() == data
        changed += not same
        print(f"{path}  {'the same' if same else 'differs' if path.exists() else 'is missing'}")
    return 1 if changed else 0


def _tell(words: str) -> None:
    """Progress goes to standard error, so that standard output lists only files."""
    print(words, file=sys.stderr, flush=True)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a day; write it as year-month-day, such as 2020-05-31'
        ) from None
