"""What every rule of the linter is made of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from headway.checking.findings import Finding, Severity
from headway.checking.subject import Subject
from headway.domain.observations import RowId
from headway.domain.plan import Plan
from headway.domain.provenance import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    What is wrong at one place of a plan, before it is known which rule says so.

    Attributes:
        hint: Only where it differs from the rule's own.
        unless: Codes of rules that say it better; where one of them finds something at the
            same row, this is left out.
    """

    sentence: str
    row: RowId | None = None
    place: Place | None = None
    hint: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    One thing a plan can have wrong with it, and how to see it.

    Attributes:
        code: Stable and never used again for anything else, such as `HW101`.
        name: Short, such as `no-number`.
        title: What it finds, as a sentence without its full stop.
        why: Why it matters, for a person who meets it for the first time.
        hint: What to do about it.
        bad: Lines of a plan file in which it finds something.
        good: The same lines put right.
        faults: Looks at a plan; never raises, whatever the plan.
    """

    code: str
    name: str
    severity: Severity
    title: str
    why: str
    hint: str
    bad: str
    good: str
    faults: Callable[[Subject], Iterator[Fault]]

    def check(self, plan: Plan, at: date) -> Iterator[Finding]:
        """What is wrong with a plan on a day, by this rule alone."""
        for fault in self.faults(Subject(plan, at)):
            yield self.finding(fault)

    def finding(self, fault: Fault) -> Finding:
        """A fault with the rule's name on it."""
        return Finding(
            code=self.code,
            rule=self.name,
            severity=self.severity,
            sentence=fault.sentence,
            hint=fault.hint or self.hint,
            row=fault.row,
            place=fault.place,
        )
