"""Notes that tell the linter to leave something alone."""

from collections.abc import Iterator, Mapping, Sequence

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, quoted
from headway.checking.suppression import ignored


def _without_reason(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        for one in ignored(row.note):
            if not one.reason:
                yield Fault(
                    sentence=f"The note of {quoted(row)} ignores {one.code} and does not say why.",
                    row=row.id,
                    place=subject.place(row),
                )


WITHOUT_REASON = Rule(
    code="HW504",
    name="ignored-without-reason",
    severity=Severity.WARNING,
    title="A note has a rule ignored and gives no reason",
    why="Next year somebody will ask, and whoever wrote the note may have left.",
    hint='Write "headway: ignore HW101 because …".',
    bad="""\
measures:
  - id: timetables
    text: Reduce the number of children on part-time timetables
    direction: decrease
    note: "headway: ignore HW101"
""",
    good="""\
measures:
  - id: timetables
    text: Reduce the number of children on part-time timetables
    direction: decrease
    note: "headway: ignore HW101 because the board sets the number in May"
""",
    faults=_without_reason,
)


def _needless(subject: Subject, rules: Mapping[str, Rule]) -> Iterator[Fault]:
    found: dict[str, set[str | None]] = {}
    for row in subject.rows:
        for one in ignored(row.note):
            if one.code == _NEEDLESS:
                continue
            if one.code in rules and one.code not in found:
                found[one.code] = {fault.row for fault in rules[one.code].faults(subject)}
            if row.id in found.get(one.code, set()):
                continue
            why = "finds nothing there" if one.code in rules else "is not a rule"
            yield Fault(
                sentence=f"The note of {quoted(row)} has {one.code} ignored, which {why}.",
                row=row.id,
                place=subject.place(row),
            )


_NEEDLESS = "HW505"
_NEEDLESS_BAD = """\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    targets: [{at_most: 65, period: AY 2019/20}]
    note: "headway: ignore HW101 because the board sets the number in May"
"""
_NEEDLESS_GOOD = """\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    targets: [{at_most: 65, period: AY 2019/20}]
"""


def needless(others: Sequence[Rule]) -> Rule:
    """The rule that looks for notes without effect, which runs the rules that they name."""
    rules = {rule.code: rule for rule in others}
    return Rule(
        code=_NEEDLESS,
        name="needless-ignore",
        severity=Severity.WARNING,
        title="A note has a rule ignored that finds nothing there",
        why=(
            "The fault was put right and the note stayed; it would hide the next one. Or the code "
            "is misspelt, and the note does nothing."
        ),
        hint="Take the note out, or correct its code.",
        bad=_NEEDLESS_BAD,
        good=_NEEDLESS_GOOD,
        faults=lambda subject: _needless(subject, rules),
    )
