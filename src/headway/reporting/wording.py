"""Short forms for tables, axes and spreadsheets; sentences are the judgement's own."""

import re
from collections.abc import Callable

from headway.domain.observations import Observation, State
from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Baseline, Target
from headway.domain.quantities import COUNT, Comparator
from headway.judgement import wording as said

SHORTHAND: dict[State, str] = {
    State.MISSING: "[x]",
    State.LOST: "[l]",
    State.SUPPRESSED: "[c]",
    State.NOT_YET_DUE: "[z]",
    State.NOT_COLLECTED: "[w]",
    State.CANNOT_BE_ASSESSED: "[u]",
}
"""What a spreadsheet writes where there is no number, in the Analysis Function's manner."""

SHORTHAND_MEANING: dict[str, str] = {
    "[x]": "not available: nobody has reported it",
    "[l]": "lost: it was reported and can no longer be read",
    "[c]": "confidential: withheld to protect somebody",
    "[z]": "not applicable: not yet due, or there is nothing to state",
    "[w]": "not collected",
    "[u]": "cannot be assessed",
}

_SYMBOL = re.compile(r"\[[^\[\]]{1,12}\]")


def shorthand(figure: Observation) -> str:
    """
    What stands in a table where a figure has no value; the symbol that its plan has chosen.

    >>> from headway.domain.observations import RowId
    >>> shorthand(Observation(row=RowId("m1"), state=State.SUPPRESSED, words="[*]"))
    '[*]'
    """
    if figure.state is None:
        return ""
    if figure.state is State.SUPPRESSED and _SYMBOL.fullmatch(figure.words):
        return figure.words
    return SHORTHAND[figure.state]


NOT_STATED = "not stated"
NO_NUMBER = "no number stated"
"""What stands in place of a target that has a time and neither number nor words."""
_SHORT: dict[PeriodKind, Callable[[Period], str]] = {
    PeriodKind.DAY: lambda p: _short_month(said.period(p)),
    PeriodKind.MONTH: lambda p: _short_month(said.period(p)),
    PeriodKind.SPAN: lambda p: _short_month(said.period(p)),
    PeriodKind.CALENDAR_QUARTER: lambda p: f"Q{p.part} {p.year}",
    PeriodKind.ACADEMIC_YEAR: lambda p: said.split_year(p.year),
    PeriodKind.ACADEMIC_TERM: lambda p: f"Term {p.part}, {said.split_year(p.year)}",
    PeriodKind.DFE_TERM: lambda p: f"{p.name} {said.split_year(p.year)}",
    PeriodKind.FINANCIAL_YEAR: lambda p: f"FY {said.split_year(p.year)}",
    PeriodKind.FINANCIAL_QUARTER: lambda p: f"Q{p.part} FY {said.split_year(p.year)}",
}


def _short_month(words: str) -> str:
    return " ".join(w[:3] if w.isalpha() and w[0].isupper() else w for w in words.split())


def period_words(period: Period | None) -> str:
    """
    A period as a table says it; words that own up when the source names none.

    >>> period_words(Period.parse("AY 2019/20 T4")), period_words(None)
    ('end of term 4, 2019/20', 'period not stated')
    """
    if period is None:
        return "period not stated"
    if period.kind is PeriodKind.ACADEMIC_TERM:
        return said.point(period).removeprefix("the ")
    return said.period(period).removeprefix("the ")


def period_label(period: Period | None) -> str:
    """
    A period as short as an axis needs it.

    >>> period_label(Period.parse("FY 2019/20 Q4")), period_label(Period.parse("2020-09/2020-12"))
    ('Q4 FY 2019/20', 'Sep to Dec 2020')
    """
    if period is None:
        return "period not stated"
    return _SHORT.get(period.kind, said.period)(period)


def figure_words(figure: Observation) -> str:
    """The value, or why there is none: never an empty cell, and never a zero for nothing."""
    if figure.state is State.SUPPRESSED:
        return f"{shorthand(figure)} (withheld)"
    if figure.value is None:
        return f"no figure ({figure.state})"
    words = said.figure(figure)
    if figure.numerator is not None and figure.denominator is not None:
        top, bottom = (said.amount(n, COUNT) for n in (figure.numerator, figure.denominator))
        return f"{words} ({top} of {bottom})"
    return words


def target_level(target: Target) -> str:
    """
    A target without its time.

    >>> target_level(Target(value=65, comparator=Comparator.LE)), target_level(Target(words="all"))
    ('no more than 65', 'all')
    """
    if target.value is None:
        return target.words
    timeless = Target(value=target.value, unit=target.unit, comparator=target.comparator)
    bound = "at least " if target.comparator is Comparator.GE else ""
    return bound + said.target(timeless)


def target_words(target: Target) -> str:
    """
    A target as its line in a table.

    >>> target_words(Target(value=65, period=Period.parse("AY 2019/20")))
    '65, academic year 2019/20'
    >>> target_words(Target(period=Period.parse("AY 2018/19")))
    'no number stated, academic year 2018/19'
    """
    stated = target_level(target) or NO_NUMBER
    level = ": ".join(part for part in (target.breakdown, target.of, stated) if part)
    time = period_words(target.period) if target.period else ""
    return ", ".join(part for part in (level, time) if part)


def baseline_words(baseline: Baseline) -> str:
    """Where the measure started, as its line in a table."""
    level = said.amount(baseline.value, baseline.unit)
    level = f"{baseline.breakdown}: {level}" if baseline.breakdown else level
    return f"{level}, {period_words(baseline.period)}" if baseline.period else level
