"""Ids of a plan that say a number of people: they go out as they are, in addresses and in files."""

import re
from collections.abc import Iterator

from headway.disclosure.people import speaks_of_people
from headway.disclosure.secrets import Setting
from headway.disclosure.words import masked
from headway.domain.plan import Plan

_BETWEEN = re.compile(r"[-_./]+")
_WORDS = re.compile(r"[^\W_]+")


def telling_ids(plan: Plan) -> tuple[str, ...]:
    """
    Each id that tells what a public edition hides, in the plan's order.

    By itself ("exclusions-3-girls"), or beside its own words, of which it repeats a hidden
    number ("visit-3" of "Visit the 3 pupils").
    """
    return tuple(dict.fromkeys(one for one, words, people in _named(plan)
                               if _tells(plan, one, words, people=people)))  # fmt: skip


def _named(plan: Plan) -> Iterator[tuple[str, str, bool]]:
    """Every id with the words that it names, and whether these speak of people."""
    yield from ((one.id, one.title, False) for one in plan.outcomes)
    yield from ((one.id, one.title, False) for one in plan.areas)
    for row in plan.rows():
        if row.id not in plan.disclosure.exempt:
            yield row.id, f"{row.name}. {row.text}", speaks_of_people(plan, row)


def _tells(plan: Plan, name: str, words: str, *, people: bool) -> bool:
    spelled = _BETWEEN.sub(" ", name)
    if masked(spelled, Setting(policy=plan.disclosure)) != spelled:
        return True
    shown = masked(words, Setting(policy=plan.disclosure, people=people))
    hidden = set(_WORDS.findall(words.lower())) - set(_WORDS.findall(shown.lower()))
    return not hidden.isdisjoint(_WORDS.findall(name.lower()))
