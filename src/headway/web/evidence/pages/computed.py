"""How a computed figure comes about: its groups, its files, its steps, its query."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headway.domain.disclosing import DisclosurePolicy
from headway.domain.periods import Period
from headway.domain.plan import Measure
from headway.domain.quantities import shown
from headway.reporting.wording import period_words
from headway.web.evidence.computing import account_of, splits_of
from headway.web.plans.access import Opened

if TYPE_CHECKING:
    from headway.analytics.accounts import Account
    from headway.analytics.computing import Computed
    from headway.analytics.definition import Definition
    from headway.analytics.engines.protocol import Left
    from headway.evidence.store.records import Load


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """
    One group: its labels, its figure, and its whole numbers or the symbol.

    Attributes:
        whole: For a gap, the whole numbers that it is compared with.
    """

    labels: tuple[str, ...]
    is_everybody: bool
    figure: str
    numerator: str
    denominator: str
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """What one step of the definition leaves."""

    words: str
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedPage:
    """
    Everything on the page.

    Attributes:
        splits: What it can be split by: name, words, and whether it is now.
        groups: Protected: small numbers and what would give them back are hidden.
        withheld: Whether a group is hidden.
        facts: The definition in words.
    """

    title: str
    period: str
    days: str
    splits: tuple[dict[str, Any], ...]
    by: tuple[str, ...]
    is_count: bool
    is_gap: bool
    groups: tuple[GroupLine, ...]
    withheld: bool
    symbol: str
    loads: "tuple[Load, ...]"
    steps: tuple[StepLine, ...]
    facts: tuple[tuple[str, str], ...]
    mind: tuple[str, ...]
    notes: tuple[str, ...]
    links: tuple[str, ...]
    sql: str


def computed_page(
    measure: Measure, opened: Opened, period: Period, by: tuple[str, ...]
) -> ComputedPage:
    """
    The page for a period, split or not.

    Raises:
        EvidenceError: A dataset is missing, or the measure cannot be split so.
        TableError: Nothing protects the small numbers of this breakdown.
    """
    from headway.analytics.explaining import told  # noqa: PLC0415 - late: slow to import

    account, one = account_of(opened.plan.slug, measure, period, by)
    computed = account.computed
    groups = tuple(_groups(account, splits_of(opened.plan.slug, measure, period), opened))
    symbol = f"[{opened.plan.disclosure.symbol}]"
    return ComputedPage(
        title=one.title,
        period=period_words(period),
        days=f"{_day(computed.window.first)} to {_day(computed.window.last)}",
        splits=tuple(
            {"value": name, "text": split_words(name), "chosen": name in computed.by}
            for name in one.breakdowns
        ),
        by=tuple(split_words(name) for name in computed.by),
        is_count=one.is_count,
        is_gap=bool(one.gap_from),
        groups=groups,
        withheld=any(group.figure == symbol for group in groups),
        symbol=symbol,
        loads=computed.loads,
        steps=tuple(
            steps_told(account.steps, opened.plan.disclosure, with_data=opened.may("data.load"))
        ),
        facts=told(one),
        mind=account.mind,
        notes=computed.notes,
        links=one.links,
        sql=account.sql,
    )


def steps_told(
    steps: "Sequence[Left]", policy: DisclosurePolicy, *, with_data: bool
) -> Iterator[StepLine]:
    """
    What each step leaves, small numbers hidden.

    Two numbers side by side tell what lies between them. Those who do not work `with_data` are
    not told one that differs by a small number from the last that they were told.
    """
    last: int | None = None
    for step in steps:
        between = 0 if with_data or last is None else abs(last - step.rows)
        if policy.is_small(step.rows) or (between and policy.is_small(between)):
            yield StepLine(words=step.words, rows=f"[{policy.symbol}]")
            continue
        last = step.rows
        yield StepLine(words=step.words, rows=f"{step.rows:,}")


def split_words(name: str) -> str:
    """
    A breakdown as people call it.

    >>> split_words("year_group"), split_words("sen")
    ('year group', 'SEN')
    """
    words = {"sen": "SEN", "fsm": "free school meals", "sen_provision": "SEN provision"}
    return words.get(name, name.replace("_", " "))


def _groups(account: "Account", every: "Computed", opened: Opened) -> Iterator[GroupLine]:
    # late: slow to import
    from headway.analytics.computing import EVERYBODY  # noqa: PLC0415 - as above
    from headway.disclosure.tables.computed import printable  # noqa: PLC0415 - as above

    computed, policy = account.computed, opened.plan.disclosure
    symbol = f"[{policy.symbol}]"
    cells = printable(computed, policy, beside=every)
    for figure, cell in zip(computed.figures, cells, strict=True):
        labels = computed.label(figure)
        yield GroupLine(
            labels=labels,
            is_everybody=all(label == EVERYBODY for label in labels),
            figure=symbol if cell.hidden else _value(cell.value, computed.definition),
            numerator=_whole_number(cell.numerator, symbol),
            denominator=_whole_number(cell.denominator, symbol),
            whole=tuple(_whole_number(number, symbol) for number in cell.whole or ()),
        )


def _whole_number(number: float | None, symbol: str) -> str:
    return symbol if number is None else f"{number:,.0f}"


def _value(value: float | None, one: "Definition") -> str:
    return "nobody to count" if value is None else shown(value, one.unit, one.decimals)


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"
