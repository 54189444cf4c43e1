"""A definition, and the account of a computed figure: as text for a terminal and for JSON."""

import shutil
import textwrap
from collections.abc import Iterator
from datetime import date
from typing import Any

from headway.analytics.accounts import Account, division
from headway.analytics.computing import Figure
from headway.analytics.definition import Definition
from headway.analytics.explaining import breaks_of, told, ways_to_make
from headway.cli.computed_sheets import load_values
from headway.evidence.store.kept_marks import MARKS


def definition_lines(one: Definition) -> Iterator[str]:
    """A definition in words, for a terminal."""
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


def definition_values(one: Definition) -> dict[str, Any]:
    """The same as plain values."""
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


def account_lines(one: Account) -> Iterator[str]:
    """How the figures of one period come about, for a terminal."""
    computed, window = one.computed, one.computed.window
    yield ""
    yield f"{computed.period}: {window.first:%d/%m/%Y} to {window.last:%d/%m/%Y}"
    yield ""
    yield "Files"
    for load in computed.loads:
        yield (
            f"  {load.dataset}: {load.source.name}, load {load.id}, {load.kept:,} rows kept, "
            f"known {load.known_at:%d/%m/%Y}"
        )
        yield f"    sha256 {load.source.sha256}"
        if load.dataset == MARKS:
            yield (
                "    kept without its rows; to find the row of a mark: headway data show "
                f"{load.id} --rows-in FILE --where upn=… --where day=…"
            )
    yield ""
    yield "Rows left by each step"
    for step in one.steps:
        yield from _wrapped(step.words, first=f"  {step.rows:>13,}  ", indent=" " * 17)
    yield ""
    yield "Figures"
    for figure in computed.figures:
        label = ", ".join(computed.label(figure)) or "everybody"
        yield f"  {label}: {division(figure)}"
    for note in (*computed.notes, *computed.unplaced):
        yield ""
        yield note
    yield ""
    yield "The query, as DuckDB runs it"
    yield from (f"  {line}" for line in one.sql.splitlines())


def account_values(one: Account) -> dict[str, Any]:
    """The same as plain values, with the definition."""
    computed = one.computed
    return {
        "definition": definition_values(computed.definition),
        "period": str(computed.period),
        "first": computed.window.first.isoformat(),
        "last": computed.window.last.isoformat(),
        "loads": [load_values(load) for load in computed.loads],
        "steps": [
            {"words": step.words, "expression": step.expression, "rows": step.rows}
            for step in one.steps
        ],
        "figures": [
            {
                "group": dict(zip(computed.by, computed.label(figure), strict=True)),
                "numerator": figure.count.numerator,
                "denominator": figure.count.denominator,
                **_comparator(figure),
                "division": division(figure),
            }
            for figure in computed.figures
        ],
        "sql": one.sql,
        "mind": list(one.mind),
        "notes": [*computed.notes, *computed.unplaced],
    }


def _comparator(figure: Figure) -> dict[str, Any]:
    """Of a gap, the whole numbers that it is compared with."""
    other = figure.less_from
    if other is None:
        return {}
    name = figure.definition.gap_from
    compared = {"measure": name, "numerator": other.numerator, "denominator": other.denominator}
    return {"comparator": compared}


def _wrapped(words: str, *, first: str, indent: str) -> list[str]:
    """Words in lines that fit the terminal."""
    width = max(40, min(100, shutil.get_terminal_size().columns))
    return textwrap.wrap(
        words, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False
    )


def _today() -> date:
    # The shell's day decides which breaks are known; nothing that is computed depends on it.
    return date.today()  # noqa: DTZ011
