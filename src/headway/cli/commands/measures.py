"""`headway measures`: the measures that can be computed, and their figures from loaded data."""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headway.analytics.definition import Definition

_EPILOG = """\
NAME is a measure's name as `headway measures list` gives it. `headway measures ACTION --help`
explains every option.

example:
  headway measures list absence
  headway measures show persistent-absence
"""


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
    for add in (_add_list, _add_show):
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


# The definitions


def _list(arguments: Any) -> Iterator[str]:
    from headway.analytics.definitions import DEFINITIONS
    from headway.analytics.explaining import datasets_of

    if arguments.reference:
        from headway.analytics.explaining import reference_page

        yield reference_page(DEFINITIONS).rstrip("\n")
        return
    found = [one for one in DEFINITIONS if _holds(one, arguments.words)]
    if arguments.format == "json":
        yield _json([_as_json(one) for one in found])
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

    one = definition(arguments.name)
    if arguments.format == "json":
        yield _json(_as_json(one))
    else:
        yield from _definition_lines(one)


def _definition_lines(one: "Definition") -> Iterator[str]:
    from headway.analytics.explaining import breaks_of, told

    yield one.title
    yield ""
    facts = told(one)
    width = max(len(label) for label, _ in facts)
    for label, words in facts:
        yield from _wrapped(words, first=f"{label.ljust(width)}  ", indent=" " * (width + 2))
    warnings = [*one.caveats, *(found.sentence for found in breaks_of(one, _today()))]
    if warnings:
        yield ""
        yield "Mind that"
        for words in dict.fromkeys(warnings):
            yield from _wrapped(words, first="  - ", indent="    ")
    for link in one.links:
        yield ""
        yield f"Published: {link}"


def _as_json(one: "Definition") -> dict[str, Any]:
    from headway.analytics.explaining import breaks_of, ways_to_make

    return {
        "name": one.name,
        "title": one.title,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "population": one.population,
        "kind": one.kind.value,
        "period": one.period.value,
        "unit": one.unit,
        "scale": one.scale,
        "decimals": one.decimals,
        "polarity": one.polarity.value,
        "distinct": one.distinct,
        "made_from": [list(way) for way in ways_to_make(one)],
        "split_by": list(one.breakdowns),
        "always_split_by": list(one.split_by),
        "gap_from": one.gap_from,
        "shown_with": list(one.beside),
        "source": one.source,
        "caveats": list(one.caveats),
        "breaks": [found.sentence for found in breaks_of(one, _today())],
        "links": list(one.links),
    }


# Printing


def _json(what: Any) -> str:
    import json

    return json.dumps(what, ensure_ascii=False, indent=1)


def _csv(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    yield from out.getvalue().splitlines()


def _wrapped(words: str, *, first: str, indent: str) -> list[str]:
    """Words in lines that fit the terminal."""
    import shutil
    import textwrap

    width = max(40, min(100, shutil.get_terminal_size().columns))
    return textwrap.wrap(
        words, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False
    )


def _today() -> date:
    # The shell's day decides which breaks are known; nothing that is computed depends on it.
    return date.today()  # noqa: DTZ011
