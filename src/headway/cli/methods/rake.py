"""
Who answered: weights with which the respondents add up to known margins.

Columns: one row for each respondent, a column for each margin; `answer` (yes or no) where a
share is wanted. Known margins stand in a second file: margin, category, number.
"""

import argparse
from typing import Any

from headway.cli.methods.answer import Answer, Value
from headway.cli.methods.sheet import Sheet, SheetError, read

_ANSWERS = {"yes": True, "1": True, "true": True, "no": False, "0": False, "false": False}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the method can be told."""
    parser.add_argument(
        "--margins", required=True, metavar="FILE", help="the known margins, as CSV"
    )
    parser.add_argument("--trim", type=float, default=5.0, help="cap on weights, in medians (5)")
    parser.add_argument("--invited", type=int, help="how many were asked to take part")


def answer(sheet: Sheet, told: Any) -> Answer:
    """The weights, the effective number, and the weighted share where there are answers."""
    from headway.stats.raking import rake
    from headway.stats.surveys import Withheld, share

    margins = _margins(read(told.margins))
    people = {name: [word or None for word in sheet.words(name)] for name in margins}
    weights = rake(people, margins, trim=told.trim)
    rows: list[dict[str, Value]] = [
        {**dict(zip(sheet.columns, cells, strict=True)), "weight": weight}
        for cells, weight in zip(sheet.rows, weights.values, strict=True)
    ]
    summary: dict[str, Any] = {
        "respondents": len(rows),
        "effective n": weights.effective_n,
        "weights cut back": weights.trimmed,
    }
    notes = list(weights.notes)
    if sheet.has("answer"):
        found = share(_answers(sheet), weights=weights, invited=told.invited)
        if isinstance(found, Withheld):
            notes.append(found.sentence)
        else:
            summary |= {
                "weighted share (%)": found.percent,
                "low": found.low,
                "high": found.high,
                "unweighted share (%)": found.unweighted,
                "answers": found.n,
                "response rate": found.response_rate,
            }
            notes += [one for one in found.cautions if one not in notes]
    return Answer(rows=rows, summary=summary, notes=notes)


def _margins(sheet: Sheet) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    told = zip(
        sheet.lines,
        sheet.words("margin"),
        sheet.words("category"),
        sheet.figures("number"),
        strict=True,
    )
    for line, margin, category, number in told:
        if number is None:
            raise SheetError(f"{sheet.name}, line {line}: a known margin must be a number.")
        found.setdefault(margin.casefold(), {})[category] = number
    return found


def _answers(sheet: Sheet) -> list[bool | None]:
    found = []
    for line, word in zip(sheet.lines, sheet.words("answer"), strict=True):
        if word and word.casefold() not in _ANSWERS:
            raise SheetError(
                f'{sheet.name}, line {line}: an answer is yes, no or nothing, got "{word}".'
            )
        found.append(_ANSWERS.get(word.casefold()))
    return found
