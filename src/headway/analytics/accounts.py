"""How a computed figure comes about: its files, what each step leaves, query and division."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from headway.analytics.computing import (
    Computed,
    Evidence,
    Figure,
    compute,
    prepared,
)
from headway.analytics.definition import Definition
from headway.analytics.engines.protocol import Left
from headway.analytics.explaining import breaks_of
from headway.domain.periods import Period
from headway.domain.quantities import POINTS, plain

if TYPE_CHECKING:
    from headway.analytics.engines.protocol import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    Everything behind a measure's figures for a period.

    Attributes:
        steps: What each step of the definition leaves.
        sql: The query that DuckDB runs, whichever engine computed the figures.
        mind: Caveats and breaks that apply by the window's last day.
    """

    computed: Computed
    steps: tuple[Left, ...]
    sql: str
    mind: tuple[str, ...]


def account(
    definition: Definition,
    evidence: Evidence,
    period: Period,
    *,
    by: Sequence[str] = (),
    engine: "Engine",
) -> Account:
    """
    A measure computed, with everything that led there.

    Raises:
        EvidenceError: A dataset or a term's dates are missing, or it has no such breakdown.
    """
    from headway.analytics.engines.duckdb import DuckDBEngine  # noqa: PLC0415 - late: slow

    computed = compute(definition, evidence, period, by=by, engine=engine)
    given = prepared(definition, evidence, computed.window, engine)
    explained_by = engine if isinstance(engine, DuckDBEngine) else DuckDBEngine()
    return Account(
        computed=computed,
        steps=engine.left_by_step(definition, given, computed.window, by),
        sql=explained_by.sql(definition, given, computed.window, by),
        mind=minding(definition, computed.window.last),
    )


def minding(definition: Definition, at: date) -> tuple[str, ...]:
    """The caveats of a definition and the breaks known at a day, each once."""
    breaks = (one.sentence for one in breaks_of(definition, at))
    return tuple(dict.fromkeys((*definition.caveats, *breaks)))


def division(figure: Figure) -> str:
    """
    The arithmetic of one figure in words, with its whole numbers.

    For somebody who checks it by hand: `100 × 1,240 ÷ 13,300 = 9.32330827… → 9.3%`.
    """
    one = figure.definition
    if figure.value is None:
        return "nobody to count: there is no figure"
    own = _share(figure.count.numerator, figure.count.denominator, one)
    if one.gap_from and figure.less_from is not None:
        whole = _share(figure.less_from.numerator, figure.less_from.denominator, one)
        return f"{whole} − {own} = {_digits(figure.value)} → {figure.words}"
    if one.is_count and one.scale == 1:
        return f"{figure.count.numerator:,} → {figure.words}"
    return f"{own} = {_digits(figure.value)} → {figure.words}"


def _share(numerator: int, denominator: int, one: Definition) -> str:
    times = f"{one.scale:,} × " if one.scale != 1 else ""
    if one.is_count:
        return f"{times}{numerator:,}"
    made = f"{times}{numerator:,} ÷ {denominator:,}"
    return f"({made})" if one.unit == POINTS else made


def _digits(value: Fraction) -> str:
    """A value with eight decimals, and a mark where there are more."""
    cut = Fraction(int(value * 10**8), 10**8)
    return plain(float(cut)) if cut == value else f"{float(cut):.8f}…"
