"""Rows that agencies share: what the officer chooses, and what each agency is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headway.answering.folding import Sharing
from headway.domain.quantities import COUNT
from headway.judgement import wording
from headway.web.answers.queries import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLine:
    """
    One row that agencies share, as the officer sees it.

    Attributes:
        choices: Each with its words, and whether it holds.
    """

    row: str
    name: str
    agencies: str
    choices: tuple[tuple[str, str, bool], ...]


def shared_lines(
    lines: Sequence[Line], sharers: Mapping[str, Sequence[str]], rules: Mapping[str, Sharing]
) -> list[SharedLine]:
    """The rows of a round that agencies share and that have a figure, in the plan's order."""
    once = {one.request.row: one for one in lines}
    return [
        SharedLine(
            row=row,
            name=line.asked.row.name,
            agencies=wording.listed(list(sharers[row])),
            choices=_choices(line, rules.get(row, Sharing.APART)),
        )
        for row, line in once.items()
        if row in sharers and line.asked.figures
    ]


def told_to(agency: str, names: Sequence[str], rule: Sharing) -> str:
    """What an agency is told of a row that it shares; nothing where it does not."""
    others = wording.listed([one for one in names if one != agency])
    if not others:
        return ""
    return f"Shared with {others}. Each signs its own answer. {_OUTCOMES[rule]}"


_OUTCOMES = {
    Sharing.APART: "Where the figures differ, each stands under its agency’s name.",
    Sharing.SUM: "Give the figure of your own part: they are added up.",
    Sharing.FIRST: "One figure counts: that of the agency that the plan names first.",
}


def _choices(line: Line, rule: Sharing) -> tuple[tuple[str, str, bool], ...]:
    can_add = all(one.unit == COUNT for one in line.asked.figures)
    words = {
        Sharing.APART: "Each by itself",
        Sharing.SUM: "All added up",
        Sharing.FIRST: "The first agency’s",
    }
    return tuple(
        (one.value, said, one is rule)
        for one, said in words.items()
        if can_add or one is not Sharing.SUM or rule is Sharing.SUM
    )
