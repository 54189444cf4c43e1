"""
A measure explained: its definition in words, and the reference page of all that there are.

What lies behind one computed figure (files, rows at each step, the query) is told by
`headway.analytics.accounts`.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from headway.analytics.attendance_totals import RECIPES
from headway.analytics.definition import Definition
from headway.analytics.tables import ATTENDANCE_TOTALS, MARK_CLASSES, SIXTH_DAYS
from headway.domain.observations import RowId
from headway.domain.plan import AreaId, Measure
from headway.domain.quantities import COUNT, PERCENT, POINTS, Polarity
from headway.judgement.breaks import Break, concerning

_BETTER = {
    Polarity.HIGH: "higher",
    Polarity.LOW: "lower",
    Polarity.NEUTRAL: "neither: it is watched, not steered",
}
_UNITS = {COUNT: "a count", PERCENT: "a percentage", POINTS: "percentage points"}
_MADE = (ATTENDANCE_TOTALS, MARK_CLASSES, SIXTH_DAYS)

_INTRODUCTION = """\
# Measures that can be computed

<!-- Made from the definitions: `headway measures list --reference > docs/reference/measures.md` -->

Each measure has one definition, and every engine computes that one. A plan's measure is computed
where its `definition` names one of these; [how](../how-to/compute-a-measure.md). Shares of nobody
have no value: they are shown as missing and never as zero. Figures are rounded half up, once, at
the end.
"""


def told(definition: Definition) -> tuple[tuple[str, str], ...]:
    """A definition in words: a label and what is said under it, nothing left empty."""
    counted = definition.numerator
    if definition.distinct:
        counted += "; each counts once, however often it occurs"
    facts = (
        ("Counted", counted),
        ("Out of", definition.denominator),
        ("Less", f"the value of {definition.gap_from}" if definition.gap_from else ""),
        ("Who is in it", definition.population),
        ("Time", str(definition.period)),
        ("Unit", unit_words(definition)),
        ("Better when", _BETTER.get(definition.polarity, "")),
        ("Accrues as", str(definition.kind)),
        ("Made from", datasets_of(definition)),
        ("Can be split by", ", ".join(definition.breakdowns)),
        ("Always split by", ", ".join(definition.split_by)),
        ("Shown with", ", ".join(definition.beside)),
        ("Defined by", definition.source),
    )
    return tuple((label, words) for label, words in facts if words)


def ways_to_make(definition: Definition) -> tuple[tuple[str, ...], ...]:
    """
    The datasets that must be loaded, in each way that will do, the best first.

    What is made and not loaded (sums of sessions, the meaning of marks) is told by what it is
    made of; the calendar is always there.
    """
    own = tuple(name for name in definition.tables if name not in _MADE)
    if ATTENDANCE_TOTALS not in definition.tables:
        return (own,)
    return tuple(
        tuple(dict.fromkeys((*(n for n in recipe.tables if n not in _MADE), *own)))
        for recipe in RECIPES
    )


def datasets_of(definition: Definition) -> str:
    """The same in words: "attendance-marks, enrolments; or attendance-census, enrolments"."""
    return "; or ".join(", ".join(way) for way in ways_to_make(definition))


def unit_words(definition: Definition) -> str:
    """The unit and how many decimals are printed: "a percentage, 1 decimal"."""
    unit = _UNITS.get(definition.unit, str(definition.unit))
    if definition.scale > 100:
        unit = f"for every {definition.scale:,}"
    if not definition.decimals:
        return f"{unit}, whole"
    return f"{unit}, {definition.decimals} decimal{'' if definition.decimals == 1 else 's'}"


def breaks_of(definition: Definition, at: date) -> tuple[Break, ...]:
    """The breaks known at a date that stand in the way of comparing its figures over time."""
    # The breaks look for their topics in a measure's words, so it is given the definition's.
    row = Measure(
        id=RowId(definition.name),
        area=AreaId(""),
        text=definition.title,
        quantity=f"{definition.numerator} {definition.denominator}",
    )
    return concerning(row, at)


def reference_page(definitions: Iterable[Definition]) -> str:
    """The page on every measure, in Markdown, with every break that is known of."""
    return "\n".join(_page(tuple(definitions))).rstrip() + "\n"


def _page(definitions: tuple[Definition, ...]) -> Iterator[str]:
    yield _INTRODUCTION
    yield "| measure | name | unit |"
    yield "|---|---|---|"
    for one in definitions:
        yield f"| {one.title} | [`{one.name}`](#{one.name}) | {unit_words(one)} |"
    for one in definitions:
        yield f"\n## {one.name}\n\n**{one.title}.**\n"
        for label, words in told(one):
            yield f"- {label}: {words.rstrip('.')}."
        warnings = [*one.caveats, *(found.sentence for found in breaks_of(one, date.max))]
        if warnings:
            yield "\nMind that:\n"
            yield from (f"- {words}" for words in dict.fromkeys(warnings))
        if one.links:
            yield "\nPublished: " + ", ".join(f"<{link}>" for link in one.links) + "."
