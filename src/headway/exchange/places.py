"""Whose figures a tidy file has: the plan's own authority's, and nobody else's."""

import re

from headway.domain.plan import Plan
from headway.domain.spreadsheets import harmless
from headway.evidence.published.places import ENGLAND, LOCAL, Area, authorities, authority, region
from headway.exchange import columns
from headway.exchange.rows import Cells, RowError

_NAMING = ("old_la_code", "new_la_code", "la_name")


def authority_of(plan: Plan) -> Area | None:
    """The authority that a plan's body, its title or its short name names; None for none or two."""
    words = _plain(" ".join((plan.body, plan.title, plan.slug)))
    every = [area for area, _ in authorities().values()]
    named = [one for one in every if f" {_plain(one.name).strip()} " in words]
    return named[0] if len(named) == 1 else None


def place_of(plan: Plan) -> tuple[str, ...]:
    """
    The plan's authority, as the columns of the layout have it.

    Where none is known its codes are "z": the layout has no level for it.
    """
    one = authority_of(plan)
    if one is None:
        nothing = columns.NOT_APPLICABLE
        return (LOCAL, ENGLAND, "England", *[nothing] * 4, harmless(_named(plan)))
    codes = authorities()[one.code][1]
    within = region(one.region)
    code = codes[-1] if codes else columns.NOT_APPLICABLE
    return (LOCAL, ENGLAND, "England", within.code, within.name, one.code, code, one.name)


class Ours:
    """Which lines are of the plan's own place; looked up once for a file."""

    def __init__(self, plan: Plan) -> None:
        self._authority = authority_of(plan)
        self._name = self._authority.name if self._authority else _named(plan)

    def refuse_others(self, cells: Cells) -> None:
        """
        Let no line pass that says it is of another place; one that does not say is the plan's.

        Raises:
            RowError: It is of the country, a region, a school or another authority.
        """
        level = _given(cells, "geographic_level")
        if level and level.casefold() != LOCAL.casefold():
            raise self._other(level, "geographic_level")
        given = {name: words for name in _NAMING if (words := _given(cells, name))}
        if self._authority is None or not given:
            return
        found = authority(*(given.get(name, "") for name in _NAMING))
        if found.code != self._authority.code:
            column, words = next(iter(given.items()))
            raise self._other(words, column)

    def _other(self, words: str, column: str) -> RowError:
        return RowError(
            f"The line is of “{words}”, and the plan's figures are those of {self._name}. Leave "
            "it out: figures of other places are no figures of the plan's own.",
            column=column,
        )


def _given(cells: Cells, column: str) -> str:
    words = cells.text(column)
    return "" if words == columns.NOT_APPLICABLE else words


def _named(plan: Plan) -> str:
    return plan.body or plan.title


def _plain(name: str) -> str:
    return f" {re.sub(r'[^a-z]+', ' ', name.casefold().replace('’', '').replace(chr(39), ''))} "
