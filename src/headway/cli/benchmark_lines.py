"""What `headway benchmark` tells of published files and of a measure that it bound."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headway.analytics.comparators.binding import Binding
    from headway.domain.observations import Benchmark
    from headway.domain.plan import Plan
    from headway.domain.quantities import Unit
    from headway.evidence.published.loading import Loaded
    from headway.evidence.published.releases import Release


def loaded_lines(found: "Sequence[Loaded]") -> Iterator[str]:
    """What became of each file, and last how many were refused, if any were."""
    for one in found:
        if one.refused:
            yield f"Not loaded: {one.refused}"
        elif one.release is None:
            yield f"{one.file}: {one.words}"
        else:
            kept = "already kept as" if one.known else "kept as"
            yield f"{one.file}: {kept} {one.release.dataset}: {_holds(one.release)}"
            yield from (f"  {note}" for note in one.release.notes)
    refused = sum(bool(one.refused) for one in found)
    if refused:
        were = "was" if refused == 1 else "were"
        yield f"{refused} of {len(found)} files {were} not loaded; the others are kept."


def _holds(release: "Release") -> str:
    if not release.periods:
        return f"neighbours of {release.rows} authorities"
    first, last = release.periods[0], release.periods[-1]
    span = first if first == last else f"{first} to {last}"
    indicators = _number(len(release.indicators), "indicator")
    return f"{indicators}, {_number(release.rows, 'row')}, {span}"


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def warnings_of(plan: "Plan", row: str, new: "list[Benchmark]") -> Iterator[str]:
    """What is not like for like between a measure and what it was bound to."""
    yield from _of_other_units(plan, row, new)
    yield from _of_numbers(new)
    yield from _of_part_years(plan, row, new)


def _of_numbers(new: "list[Benchmark]") -> Iterator[str]:
    """A warning where places of any size are set beside each other by their numbers."""
    if any(one.unit == "count" for one in new):
        yield (
            "  A number is larger where more children live: England's and a region's say nothing "
            "of this place. Make a rate of it with --rate-per N, and --base for the numbers it "
            "is per."
        )


def _of_other_units(plan: "Plan", row: str, new: "list[Benchmark]") -> Iterator[str]:
    """A warning where a measure counts in one unit and the series in another."""
    mine = _unit_of(plan, row)
    units = sorted({one.unit for one in new} - {mine})
    if mine is not None and units:
        yield f"  The measure is in {mine}, the series in {', '.join(units)}: read them apart."


def _unit_of(plan: "Plan", row: str) -> "Unit | None":
    """The unit of what computes a measure; without such, its own, if it says or has a number."""
    from headway.analytics.definitions import definition

    one = plan.row(row)
    if name := getattr(one, "definition", ""):
        return definition(name.partition("/")[0].strip()).unit
    return getattr(one, "unit", None)


def gap_lines(plan: "Plan", row: str, binding: "Binding") -> Iterator[str]:
    """What a bound gap is made of, and from whom the plan's own is taken, which may be others."""
    from headway.analytics.definitions import definition

    if not binding.less:
        return
    yield f"  It is {binding.series} less {binding.less}."
    name = getattr(plan.row(row), "definition", "").partition("/")[0].strip()
    compared = definition(name).gap_from if name else ""
    if compared:
        yield (
            f'  The plan\'s own gap is taken from "{definition(compared).title}". Make sure that '
            "the series is of the same children: a gap to all is smaller than one to all others."
        )


def _of_part_years(plan: "Plan", row: str, new: "list[Benchmark]") -> Iterator[str]:
    """A warning where the measure's own figures run to a point in a year that a benchmark spans."""
    spanned = {one.period for one in new}
    own = [one.period for one in plan.observations if one.row == row and one.period is not None]
    for period in dict.fromkeys(own):
        year = period.whole_year()
        if period != year and year in spanned and period not in spanned:
            yield (
                f"  The measure has a figure to {period}, the benchmark is of the whole of {year}: "
                "not like for like."
            )
