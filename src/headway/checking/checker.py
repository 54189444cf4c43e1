"""Every rule over a plan: what is found, what a note has ignored, and in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from headway.checking.findings import Finding, Severity
from headway.checking.rule import Rule
from headway.checking.rules import RULES
from headway.checking.subject import Subject
from headway.checking.suppression import ignored
from headway.domain.errors import HeadwayError
from headway.domain.observations import RowId
from headway.domain.plan import Plan


class UnknownRuleError(HeadwayError):
    """A rule is named that does not exist; the message says which are near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """
    What the rules found.

    Attributes:
        findings: In the plan's order, then by code.
        ignored: Those that a row's note told to leave alone.
        rows: How many rows were looked at.
    """

    findings: tuple[Finding, ...]
    ignored: tuple[Finding, ...]
    rows: int

    @property
    def failed(self) -> bool:
        """Whether there is more than notes."""
        return any(one.severity is not Severity.NOTE for one in self.findings)


def check(plan: Plan, at: date, rules: Sequence[Rule] = RULES) -> Checked:
    """
    What is wrong with a plan on a day.

    The same plan, day and rules give the same findings in the same order.

    Args:
        plan: Read from its file or straight from a document.
        at: Decides which deadlines have passed.
        rules: Those of `chosen`, or all.
    """
    subject = Subject(plan, at)
    faults = [(rule, fault) for rule in rules for fault in rule.faults(subject)]
    said = {(rule.code, fault.row) for rule, fault in faults}
    found = sorted(
        (
            rule.finding(fault)
            for rule, fault in faults
            if not any((code, fault.row) in said for code in fault.unless)
        ),
        key=_order(plan),
    )
    left_alone = {(row.id, one.code) for row in plan.rows() for one in ignored(row.note)}
    return Checked(
        findings=tuple(one for one in found if (one.row, one.code) not in left_alone),
        ignored=tuple(one for one in found if (one.row, one.code) in left_alone),
        rows=len(subject.rows),
    )


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """
    The rules to run.

    Each entry is a code (`HW101`), the start of several (`HW1`) or a name (`no-number`).
    Nothing selected means all; what is ignored is left out of what is selected.

    Raises:
        UnknownRuleError: An entry fits no rule.
    """
    wanted = [rule for entry in select for rule in rules_named(entry)]
    unwanted = {rule.code for entry in ignore for rule in rules_named(entry)}
    codes = {rule.code for rule in wanted} if wanted else {rule.code for rule in RULES}
    return tuple(rule for rule in RULES if rule.code in codes - unwanted)


def rules_named(entry: str) -> tuple[Rule, ...]:
    """
    The rules that a code, the start of a code or a name stands for.

    Raises:
        UnknownRuleError: None.
    """
    name = entry.strip()
    fits = tuple(
        rule
        for rule in RULES
        if rule.name == name.lower()
        or (name.upper().startswith("HW") and rule.code.startswith(name.upper()))
    )
    if fits:
        return fits
    near = get_close_matches(name.lower(), [rule.name for rule in RULES], n=1, cutoff=0.6)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise UnknownRuleError(
        f"expected a rule's code (HW101), the start of codes (HW1) or a name (no-number), "
        f'got "{name}".{hint} "headway check --list" lists them all.'
    )


def _order(plan: Plan) -> "_Key":
    areas = {area.id: index for index, area in enumerate(plan.areas)}
    rows = {row.id: (areas[row.area], index) for index, row in enumerate(plan.rows())}
    return _Key(rows)


class _Key:
    """Findings of the plan as a whole come last."""

    def __init__(self, rows: dict[RowId, tuple[int, int]]) -> None:
        self.rows = rows
        self.last = (len(rows) + 1, 0)

    def __call__(self, finding: Finding) -> tuple[tuple[int, int], str, str]:
        where = self.rows.get(finding.row, self.last) if finding.row else self.last
        return (where, finding.code, finding.sentence)
