"""What a rule is about, for the terminal and for the reference page."""

from collections.abc import Iterator
from textwrap import fill

from headway.checking.rule import Rule
from headway.checking.rules import RULES

FAMILIES = {
    "HW1": "What a measure promises",
    "HW2": "Who answers, and when",
    "HW3": "What is reported",
    "HW4": "Names and words",
    "HW5": "Reading, publishing, ignoring",
    "HW6": "Words beside the record",
}


def explained(rule: Rule) -> str:
    """One rule for the terminal: what it finds, why it matters, its examples, what to do."""
    return "\n".join(
        [
            f"{rule.code} {rule.name} ({rule.severity})",
            "",
            fill(f"{rule.title}.", 80),
            "",
            fill(rule.why, 80),
            "",
            fill(f"What to do: {rule.hint}", 80),
            "",
            "Found here:",
            "",
            *_indented(rule.bad),
            "",
            "Not here:",
            "",
            *_indented(rule.good),
            "",
            "To leave a row alone, write in its note:",
            "",
            f"    headway: ignore {rule.code} because …",
        ]
    )


def listed() -> str:
    """Every rule on a line of its own."""
    widest = max(len(rule.name) for rule in RULES)
    return "\n".join(
        f"{rule.code}  {rule.severity:<7}  {rule.name:<{widest}}  {rule.title}" for rule in RULES
    )


def reference_page() -> str:
    """The page `docs/reference/rules.md`, made of the rules themselves."""
    return "\n".join([*_opening(), *(line for rule in RULES for line in _section(rule))])


def _opening() -> Iterator[str]:
    yield from (
        "# The rules of `headway check`",
        "",
        "<!-- Made from the rules themselves: `headway check --reference > "
        "docs/reference/rules.md`. -->",
        "",
        "`headway check PLAN` reads a plan file and says what is wrong with the plan: the rule's",
        "code, the place, one sentence and a hint. It ends with status 0 when there is nothing to",
        "put right, 1 when there are errors or warnings, 2 when the plan or the arguments cannot",
        "be used. Notes are worth knowing and do not make it fail.",
        "",
        "| To | write |",
        "|---|---|",
        "| run some rules only | `--select HW101,HW3` (codes, starts of codes, names) |",
        "| leave some out | `--ignore HW502,unused-glossary-entry` |",
        "| read about one | `--explain HW101` |",
        "| judge deadlines on another day | `--at 2020-05-31` |",
        "| give the findings to a program | `--format json` |",
        "",
        'A row is left alone by its note: `note: "headway: ignore HW101 because the board sets',
        'the number in May"`. Several codes stand after one another, with commas. A finding that',
        "speaks of several rows belongs to the first of them, and is ignored by that row's note.",
        "",
        "Examples show the lines that matter; the plan's title and the outcome and area around",
        "the rows are left out.",
        "",
    )
    yield from ("## At a glance", "")
    for start, title in FAMILIES.items():
        yield from (f"### {title}", "", "| code | name | finds | as |", "|---|---|---|---|")
        for rule in RULES:
            if rule.code.startswith(start):
                link = f"[{rule.code}](#{rule.code.lower()}-{rule.name})"
                yield f"| {link} | `{rule.name}` | {rule.title} | {rule.severity} |"
        yield ""


def _section(rule: Rule) -> Iterator[str]:
    yield from (
        f"## {rule.code} {rule.name}",
        "",
        f"{rule.title} ({rule.severity}).",
        "",
        rule.why,
        "",
        f"What to do: {rule.hint}",
        "",
        "Found here:",
        "",
        "```yaml",
        rule.bad.rstrip("\n"),
        "```",
        "",
        "Not here:",
        "",
        "```yaml",
        rule.good.rstrip("\n"),
        "```",
        "",
    )


def _indented(lines: str) -> list[str]:
    return [f"    {line}" for line in lines.rstrip("\n").split("\n")]
