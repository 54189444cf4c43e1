"""Ids of a plan that say a number of people: nobody masks them, since parts are found by them."""

import re
from collections.abc import Iterator

from headway.disclosure.people import speaks_of_people
from headway.disclosure.secrets import Setting
from headway.disclosure.words import masked
from headway.domain.plan import Plan
from headway.language.numerals import WORDED

_BETWEEN = re.compile(r"[-_./]+")
_WORDS = re.compile(r"[^\W_]+")


def telling_ids(plan: Plan) -> tuple[str, ...]:
    """
    Each id of an outcome, an area or a row that tells what a public edition hides.

    By itself ("exclusions-3-girls"), or beside its own words, in which a number is hidden that
    it may be ("visit-3" of "Visit the 3 pupils"). The same of a plan that is protected already.
    """
    found = (
        one
        for one, words, people in _named(plan)
        if _tells(one, words, Setting(policy=plan.disclosure, people=people))
    )
    return tuple(dict.fromkeys(found))


def _named(plan: Plan) -> Iterator[tuple[str, str, bool]]:
    """Every id with the words that it names, and whether these speak of people."""
    yield from ((one.id, one.title, False) for one in plan.outcomes)
    yield from ((one.id, one.title, False) for one in plan.areas)
    for row in plan.rows():
        if row.id not in plan.disclosure.exempt:
            yield row.id, f"{row.name}. {row.text}", speaks_of_people(plan, row)


def _tells(name: str, words: str, setting: Setting) -> bool:
    spelled = _BETWEEN.sub(" ", name)
    if masked(spelled, Setting(policy=setting.policy)) != spelled:
        return True
    shown = masked(words, setting)
    if setting.mark not in shown:
        return False
    numbers = {one for one in _WORDS.findall(name.lower()) if _is_number(one)}
    return not numbers <= set(_WORDS.findall(shown.lower()))


def _is_number(word: str) -> bool:
    return word.isdecimal() or WORDED.fullmatch(word) is not None
