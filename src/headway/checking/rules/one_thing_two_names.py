"""The same agency, scheme or outcome under two names."""

import re
from collections.abc import Iterator
from itertools import combinations

from headway.checking.findings import Severity
from headway.checking.names import (
    Definition,
    defined_in,
    may_be_one,
    may_be_one_scheme,
    settled,
    tokens,
)
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject
from headway.domain.observations import RowId
from headway.domain.plan import Outcome

_BODY = {"nurse", "team", "service", "board", "police", "council", "partnership", "trust",
         "worker", "visitor", "network", "forum"}  # fmt: skip


def agencies(subject: Subject) -> dict[str, RowId | None]:
    """Every agency as it is named, with the first row that names it itself."""
    named: dict[str, RowId | None] = {}
    for area in subject.plan.areas:
        rows = subject.in_area(area)
        if rows:
            named.update(dict.fromkeys(area.responsibility.agencies, rows[0].id))
    for row in subject.rows:
        for name in row.responsibility.agencies:
            named.setdefault(name, row.id)
    return {name: row for name, row in named.items() if name.strip()}


def definitions(subject: Subject) -> dict[Definition, RowId | None]:
    """Every acronym with its meaning: by the glossary, or where a row explains it."""
    held: dict[Definition, RowId | None] = {
        Definition(acronym=entry.term, name=entry.meaning, in_glossary=True): None
        for entry in subject.plan.glossary
    }
    for row in subject.rows:
        for text in (row.text, *(one.text for one in subject.progress(row.id))):
            for found in defined_in(text):
                held.setdefault(found, row.id)
    return held


def _two_names(subject: Subject) -> Iterator[Fault]:
    agreed = settled(subject.plan.aliases)
    seen: set[frozenset[str]] = set()
    for one, other, row in _pairs(subject):
        pair = frozenset({one.lower(), other.lower()})
        if pair in agreed or pair in seen:
            continue
        seen.add(pair)
        yield Fault(
            sentence=f'"{one}" and "{other}" may be one and the same.',
            row=row,
            place=subject.place(subject.by_id[row]) if row in subject.by_id else None,
        )


def _pairs(subject: Subject) -> Iterator[tuple[str, str, RowId | None]]:
    named = agencies(subject)
    for (one, first), (other, second) in combinations(named.items(), 2):
        if may_be_one(one, other):
            yield one, other, second or first
    yield from _agencies_in_words(subject, named)
    for (mine, first), (theirs, second) in combinations(definitions(subject).items(), 2):
        if may_be_one_scheme(mine, theirs):
            yield (
                f"{mine.name} ({mine.acronym})",
                f"{theirs.name} ({theirs.acronym})",
                (second or first),
            )
    yield from _outcomes(subject)
    for alias in subject.plan.aliases:
        if not alias.settled:
            yield alias.name, alias.means, None


def _agencies_in_words(
    subject: Subject, named: dict[str, RowId | None]
) -> Iterator[tuple[str, str, RowId | None]]:
    """An agency that a row names with one more word, as "school health nurses"."""
    known = {tokens(name) for name in named}
    for name in named:
        parts = tokens(name)
        if len(parts) != 2 or parts[1] not in _BODY:
            continue
        longer = re.compile(rf"\b{re.escape(parts[0])}\w? (\w+) {re.escape(parts[1])}\w?\b", re.I)
        for row in subject.rows:
            found = longer.search(row.text)
            if found and may_be_one(name, found[0]) and tokens(found[0]) not in known:
                yield name, found[0], row.id
                break


def _outcomes(subject: Subject) -> Iterator[tuple[str, str, RowId | None]]:
    outcomes = subject.plan.outcomes
    for outcome in outcomes:
        for other in outcome.also_called:
            if tokens(other) != tokens(outcome.title):
                yield outcome.title, other, None
        yield from _priority(subject, outcome)
    for one, two in combinations(outcomes, 2):
        if may_be_one(one.title, two.title):
            yield one.title, two.title, None


def _priority(subject: Subject, outcome: Outcome) -> Iterator[tuple[str, str, RowId | None]]:
    """The priority on the cover and the heading of its only area, worded apart."""
    areas = [one for one in subject.plan.areas if one.outcome == outcome.id]
    if not outcome.priority or len(areas) != 1:
        return
    cover, heading = _subject_words(outcome.priority), _subject_words(areas[0].title)
    both = cover & heading
    apart = not cover <= heading and not heading <= cover
    if both and apart and len(both) < 0.6 * len(cover | heading):
        yield outcome.priority, areas[0].title, None


_FILLER = {"focus", "priority", "area", "who", "are", "not", "be", "successful", "healthy", "safe",
           "supported"}  # fmt: skip


def _subject_words(title: str) -> set[str]:
    return {word for word in tokens(title) if word not in _FILLER and not word.isdigit()}


TWO_NAMES = Rule(
    code="HW401",
    name="two-names",
    severity=Severity.WARNING,
    title="One agency, scheme or outcome goes by two names",
    why=(
        "A reader takes two names for two things: two teams, two budgets, two sets of figures. "
        "Lists by agency come apart, and next year's plan is not matched to this one's."
    ),
    hint=(
        "Use one name; or add an alias that says they are one (settled: true). "
        "If they are two things, have it ignored in the row's note."
    ),
    bad="""\
agencies: [School nurses, CAMHS]
actions:
  - id: health
    text: Offer each pupil a health check
    agencies: [School Health Nurses]
""",
    good="""\
agencies: [School nurses, CAMHS]
actions:
  - id: health
    text: Offer each pupil a health check
    agencies: [School Health Nurses]
aliases:
  - {name: School nurses, means: School Health Nurses, settled: true}
""",
    faults=_two_names,
)
