"""The checks: what the linter finds in the plan, grouped by what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headway.checking.checker import Checked
from headway.checking.findings import Finding, Severity
from headway.checking.rules import RULES
from headway.web.plans.access import Opened
from headway.web.plans.pages.choices import select_items
from headway.web.plans.pages.rows import row_address
from headway.web.plans.scorecards import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding with the row it is about, and the place in the document."""

    sentence: str
    hint: str
    row: str
    href: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """
    What one rule found.

    Attributes:
        why: Why it matters, for a person who meets the rule for the first time.
        hint: What to do, where it is the same for every finding.
    """

    code: str
    rule: str
    title: str
    why: str
    hint: str
    severity: Severity
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksPage:
    """
    Everything on the page.

    Attributes:
        counts: How many of each severity in the whole plan, whatever is shown.
        ignored: Findings that a row's note says to leave alone.
    """

    groups: tuple[FindingGroup, ...]
    shown: int
    total: int
    rows: int
    counts: tuple[tuple[str, int], ...]
    ignored: int
    choices: Mapping[str, list[dict[str, Any]]]
    filtered: bool


def checks_page(
    asked: Mapping[str, str], checked: Checked, card: Scorecard, opened: Opened
) -> ChecksPage:
    """The findings that the reader asked for, the gravest first."""
    findings = checked.findings
    codes = sorted({(one.code, one.rule) for one in findings})
    code = asked.get("code", "") if asked.get("code") in [known for known, _ in codes] else ""
    severity = asked.get("severity", "") if asked.get("severity") in list(Severity) else ""
    kept = [
        one
        for one in findings
        if (not code or one.code == code) and (not severity or one.severity == severity)
    ]
    severities = [("", "All"), *((str(one), f"{one.capitalize()}s") for one in Severity)]
    return ChecksPage(
        groups=tuple(_groups(kept, card, opened)),
        shown=len(kept),
        total=len(findings),
        rows=checked.rows,
        counts=tuple(
            (str(kind), sum(one.severity is kind for one in findings)) for kind in Severity
        ),
        ignored=len(checked.ignored),
        choices={
            "severity": select_items(severities, severity),
            "code": select_items(
                [("", "All"), *((known, f"{known} {rule}") for known, rule in codes)], code
            ),
        },
        filtered=bool(code or severity),
    )


def _groups(findings: Sequence[Finding], card: Scorecard, opened: Opened) -> Iterator[FindingGroup]:
    order = list(Severity)
    for rule in sorted(RULES, key=lambda one: (order.index(one.severity), one.code)):
        own = [one for one in findings if one.code == rule.code]
        if own:
            yield FindingGroup(
                code=rule.code,
                rule=rule.name,
                title=rule.title,
                why=rule.why,
                hint=rule.hint,
                severity=rule.severity,
                lines=tuple(_line(one, rule.hint, card, opened) for one in own),
            )


def _line(one: Finding, hint: str, card: Scorecard, opened: Opened) -> FindingLine:
    row = next((row for row in card.plan.rows() if row.id == one.row), None)
    return FindingLine(
        sentence=one.sentence,
        hint=one.hint if one.hint != hint else "",
        row=row.name if row else "",
        href=row_address(row, opened) if row else "",
        place=str(one.place) if one.place else "",
    )
