"""One line of a tidy file as an observation of a plan, or the sentence that says why not."""

import re
from collections.abc import Mapping
from datetime import date
from math import isfinite
from unicodedata import category

from headway.domain.errors import PeriodError
from headway.domain.observations import Observation, RowId, State
from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Measure, Plan, Row
from headway.domain.quantities import COUNT, PERCENT, Comparator, Unit, plain
from headway.exchange import columns
from headway.exchange.errors import ExchangeError
from headway.exchange.times import period_of, time_of

LONGEST_LABEL = 200
_NUMBER = re.compile(r"[-+]?\d{1,15}(\.\d{1,15})?")
_GUARDED = re.compile(r"'[=+\-@\t\r]")


class RowError(ExchangeError):
    """A line cannot be taken; `column` says where the fault is, if in one cell."""

    def __init__(self, words: str, *, column: str = "") -> None:
        super().__init__(words)
        self.column = column


class Cells:
    """The cells of one line by their column's name; what is not there is empty."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells

    def text(self, column: str) -> str:
        """
        A cell without what guards a spreadsheet, and with `Total` as nothing.

        Raises:
            RowError: It is too long for a label, or holds what no text has.
        """
        cell = self._cells.get(column, "").strip()
        if _GUARDED.match(cell):
            cell = cell[1:]
        if len(cell) > LONGEST_LABEL:
            raise RowError(f"A label has at most {LONGEST_LABEL} characters.", column=column)
        if any(category(one) in ("Cc", "Cs", "Cn", "Co") for one in cell):
            raise RowError("The cell holds a character that cannot be printed.", column=column)
        return "" if cell == columns.TOTAL else cell

    def values(self) -> dict[str, str]:
        """The cells in which figures stand, but those that do not apply."""
        return {
            name: cell.strip()
            for name, cell in self._cells.items()
            if columns.is_value(name) and cell.strip() not in ("", columns.NOT_APPLICABLE)
        }


def observation(cells: Cells, plan: Plan, *, known_at: date, given_by: str) -> Observation:
    """
    A line as a figure of the plan.

    Raises:
        RowError: It has a fault; the first one is told.
    """
    row = _row(cells, plan)
    period = _period(cells, known_at)
    unit, value, state = _figure(cells, plan)
    numerator, denominator = _part(cells, "numerator"), _part(cells, "denominator")
    bound = _bound(cells)
    of = cells.text("counted")
    _fits(row, plan, unit, of)
    _sensible(unit, value, bound, numerator, denominator)
    return Observation(
        row=row.id,
        period=period,
        value=value,
        state=state,
        unit=unit,
        comparator=bound,
        of=of,
        breakdown=cells.text("breakdown"),
        area=cells.text("place"),
        numerator=numerator if value is not None else None,
        denominator=denominator if value is not None else None,
        known_at=known_at,
        given_by=given_by,
    )


def _row(cells: Cells, plan: Plan) -> Row:
    wanted = cells.text("measure_id")
    for row in plan.rows():
        if row.id == RowId(wanted):
            return row
    raise RowError(
        f'The plan has no measure "{wanted[:80]}". Its identifiers stand in the file that this '
        "address gives.",
        column="measure_id",
    )


def _period(cells: Cells, known_at: date) -> Period | None:
    time = (cells.text("time_period"), cells.text("time_identifier"))
    exact = cells.text("reported_period")
    if exact == columns.NOT_STATED:
        return None
    try:
        if not exact:
            return period_of(time)
        period = Period.parse(exact)
        wanted = time_of(period, otherwise=known_at)
    except PeriodError as error:
        column = "reported_period" if exact else "time_period"
        raise RowError(f"{_sentence(error)}.", column=column) from error
    agree = (wanted[0], wanted[1].casefold()) == (time[0], time[1].casefold())
    # one that recurs is named by the year in which it was reported, whichever that was
    if not agree and period.kind is not PeriodKind.RECURRING:
        raise RowError(
            f'"{exact}" lies in {wanted[0]}, {wanted[1]}, and the line says {time[0][:20]}, '
            f"{time[1][:40]}. Put right whichever is wrong.",
            column="reported_period",
        )
    return period


def _figure(cells: Cells, plan: Plan) -> tuple[Unit, float | None, State | None]:
    given = cells.values()
    if len(given) != 1:
        told = " and ".join(given) if given else "none"
        raise RowError(
            f"A line gives one figure, in the column of its unit and z in the others; here "
            f"{told} {'is' if not given else 'are'} given."
        )
    column, cell = next(iter(given.items()))
    unit = columns.units_of(plan)[column]
    why = cells.text("no_figure")
    state = _state(why)
    if cell in columns.SYMBOLS:
        return unit, None, state or columns.SYMBOLS[cell]
    if cell in columns.REFUSED_SYMBOLS:
        raise RowError(f"{columns.REFUSED_SYMBOLS[cell]}.", column=column)
    if not _NUMBER.fullmatch(cell):
        raise RowError(
            f'"{cell[:40]}" is not a number: write it with digits and a point, without commas or '
            "a sign of its unit, or x where there is none.",
            column=column,
        )
    if state is not None:
        raise RowError(
            f'The line gives {cell} and says "{why}": a figure, or why there is none.',
            column="no_figure",
        )
    return unit, float(cell), None


def _state(words: str) -> State | None:
    if words in ("", columns.NONE):
        return None
    try:
        return State(words.casefold())
    except ValueError:
        reasons = ", ".join(one.value for one in State)
        raise RowError(
            f'"{words[:40]}" is no reason that is known. Write one of: {reasons}; or None.',
            column="no_figure",
        ) from None


def _bound(cells: Cells) -> Comparator:
    words = cells.text("bound")
    try:
        return Comparator(words.casefold()) if words else Comparator.EQ
    except ValueError:
        bounds = ", ".join(one.value for one in Comparator)
        raise RowError(
            f'"{words[:40]}" is no bound. Write one of: {bounds}.', column="bound"
        ) from None


def _part(cells: Cells, column: str) -> float | None:
    cell = cells.text(column)
    if cell in ("", columns.NOT_APPLICABLE, columns.UNAVAILABLE, columns.CONFIDENTIAL):
        return None
    if not _NUMBER.fullmatch(cell) or not isfinite(float(cell)) or float(cell) < 0:
        raise RowError(f'"{cell[:40]}" is not a number from 0 on.', column=column)
    return float(cell)


def _fits(row: Row, plan: Plan, unit: Unit, of: str) -> None:
    """Refuse a figure of the row's own quantity in a unit that it was never in."""
    if of or not isinstance(row, Measure):
        return
    used = {one.unit for one in plan.observations if one.row == row.id and not one.of}
    used |= {target.unit for target in row.targets} | {one.unit for one in row.baselines}
    used.add(row.unit)
    if unit not in used:
        expected = ", ".join(columns.value_column(one) for one in sorted(used))
        raise RowError(
            f"The figures of this measure stand in {expected}. Put it there, or say in the "
            "column counted what else it is of.",
            column=columns.value_column(unit),
        )


def _sensible(
    unit: Unit,
    value: float | None,
    bound: Comparator,
    numerator: float | None,
    denominator: float | None,
) -> None:
    """Refuse what cannot be: fewer than none, more than all, a share of something else."""
    if value is None:
        return
    if value < 0 and unit == COUNT and bound is not Comparator.CHANGE_BY:
        raise RowError(f"{plain(value)} counts fewer than none.", column=columns.value_column(unit))
    if numerator is None or denominator is None:
        return
    if numerator > denominator:
        raise RowError(
            f"{plain(numerator)} is more than the {plain(denominator)} that it is out of.",
            column="numerator",
        )
    if unit == PERCENT and denominator > 0 and bound is Comparator.EQ:
        share = numerator / denominator * 100
        if abs(share - value) > 1:
            raise RowError(
                f"{plain(numerator)} out of {plain(denominator)} is {share:.1f}%, and the line "
                f"says {plain(value)}%.",
                column=columns.value_column(unit),
            )


def _sentence(error: PeriodError) -> str:
    words = str(error).rstrip(".")
    return words[:1].upper() + words[1:]
