"""All the words of a plan, with every number hidden that its figures hide."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from headway.disclosure.leading import kin, leads, leads_between
from headway.disclosure.people import counts_people, is_count, speaks_of_people
from headway.disclosure.repeating import stems
from headway.disclosure.secrets import Secret, Setting
from headway.disclosure.withheld import Withheld
from headway.disclosure.words import masked
from headway.domain.observations import RowId
from headway.domain.periods import Period
from headway.domain.plan import Plan, Progress, Row
from headway.domain.provenance import Place, Source
from headway.domain.quantities import PERCENT, POINTS, Unit

T = TypeVar("T")
Mask = Callable[[str], str]

_NO_WORDS = frozenset({
    "id", "slug", "row", "area", "outcome", "number", "document", "name", "sha256", "unit",
    "for_action", "points_to", "current", "definition", "period", "covers", "place", "of",
    "breakdown",
})  # fmt: skip
"""Fields that hold names by which parts find each other, and times; never a sentence."""


def told_safely(
    plan: Plan, whole: Plan, withheld: tuple[Withheld, ...]
) -> tuple[Plan, tuple[tuple[str, str], ...]]:
    """
    The plan with all its words masked, and each text that had to be, before and after.

    Args:
        plan: Its figures are safe already.
        whole: The same plan with all its figures, to tell what its words are about.
        withheld: The figures that are no longer in it.
    """
    masks = _Masks(whole, withheld)
    of_all = masks.of(None)
    made = replace(
        plan,
        title=of_all(plan.title),
        body=of_all(plan.body),
        vision=of_all(plan.vision),
        extensions=tuple(map(of_all, plan.extensions)),
        outcomes=_each(plan.outcomes, of_all),
        areas=_each(plan.areas, of_all),
        glossary=_each(plan.glossary, of_all),
        aliases=_each(plan.aliases, of_all),
        sources=_each(plan.sources, of_all),
        measures=tuple(_through(one, masks.of(one.id)) for one in plan.measures),
        actions=tuple(_through(one, masks.of(one.id)) for one in plan.actions),
        observations=_by_row(plan.observations, masks),
        benchmarks=_by_row(plan.benchmarks, masks),
        progress=_by_row(plan.progress, masks),
        doubts=_by_row(plan.doubts, masks),
    )
    return made, tuple(masks.changed.items())


def _each(parts: tuple[T, ...], mask: Mask) -> tuple[T, ...]:
    return tuple(_through(one, mask) for one in parts)


def _by_row(parts: tuple[T, ...], masks: "_Masks") -> tuple[T, ...]:
    return tuple(_through(one, masks.of(getattr(one, "row", None))) for one in parts)


def _through(value: Any, mask: Mask) -> Any:
    """A value with every text in it masked, names and times left alone."""
    if type(value) is str:
        return mask(value)
    if isinstance(value, tuple):
        return tuple(_through(one, mask) for one in value)
    if not is_dataclass(value) or isinstance(value, type | Period | Place):
        return value
    changes = {}
    for one in fields(value):
        if one.name in _NO_WORDS and not _is_words(value, one.name):
            continue
        before = getattr(value, one.name)
        after = _through(before, mask)
        if after is not before and after != before:
            changes[one.name] = after
    return replace(value, **changes) if changes else value


def _is_words(value: Any, name: str) -> bool:
    """Fields that are words in one part of a plan and a name in another."""
    if name == "period":
        return isinstance(value, Progress)  # a reporting cycle, as somebody called it
    return name == "name" and not isinstance(value, Source)


class _Masks:
    """For each row the mask of its words; `changed` gathers what was hidden."""

    def __init__(self, plan: Plan, withheld: tuple[Withheld, ...]) -> None:
        self._plan = plan
        self._rows: dict[str, Row] = {row.id: row for row in plan.rows()}
        self._hidden: dict[RowId, list[Withheld]] = {}
        for one in withheld:
            self._hidden.setdefault(one.slot.row, []).append(one)
        self._secrets = {row: self._secret(row, found) for row, found in self._hidden.items()}
        self._kin = kin(plan)
        self._made: dict[str | None, Mask] = {}
        self.changed: dict[str, str] = {}

    def of(self, row: str | None) -> Mask:
        """The mask for what is said of a row, or of none."""
        row = row if row in self._rows else None
        if row not in self._made:
            setting = self._setting(row)

            def mask(text: str) -> str:
                after = masked(text, setting)
                if after != text:
                    self.changed[text] = after
                return after

            self._made[row] = mask
        return self._made[row]

    def _setting(self, row: str | None) -> Setting:
        policy = self._plan.disclosure
        others = tuple(secret for one, secret in self._secrets.items() if one != row)
        if row is None:
            return Setting(policy=policy, others=others)
        its = self._rows[row]
        return Setting(
            policy=policy,
            people=speaks_of_people(self._plan, its),
            things=self._things(its),
            own=self._own(its.id),
            others=others,
            instead={
                one.values[0]: one.printed
                for one in self._hidden.get(its.id, ())
                if one.printed is not None
            },
        )

    def _own(self, row: RowId) -> Secret:
        """What the row hides, and the rows that it adds up with: its words lead to all of it."""
        own, its_kin = self._secrets.get(row, Secret()), self._kin.get(row, frozenset())
        found = [self._secrets[one] for one in sorted(its_kin) if one in self._secrets]
        if not its_kin or not (found or own.values):
            return own
        beside = leads_between(self._plan, its_kin | {row}, self._hidden)
        return Secret(
            values=own.values.union(*(one.values for one in found)),
            leads=own.leads | beside,
            about=own.about,
        )

    def _things(self, row: Row) -> frozenset[float]:
        """Numbers that the row's own figures give to something else than people."""
        others = [
            one
            for one in self._plan.observations
            if one.row == row.id
            and not (_is_of_people(one.unit) and counts_people(self._plan, row, one.of))
        ]
        values = [one.value for one in others] + [
            one.compared_with.value for one in others if one.compared_with
        ]
        return frozenset(value for value in values if value is not None)

    def _secret(self, row: RowId, found: list[Withheld]) -> Secret:
        told = [one for one in self._plan.observations if one.row == row]
        its = self._rows[row]
        shown = {one.value for one in told if one.value is not None}
        shown |= {one.compared_with.value for one in told if one.compared_with}
        shown |= {one.value for one in its.baselines}
        hidden = {value for one in found for value in one.values}
        words = " ".join(
            (getattr(its, "quantity", ""), its.name, *(one.slot.breakdown for one in found))
        )
        return Secret(values=frozenset(hidden), leads=leads(hidden, shown), about=stems(words))


def _is_of_people(unit: Unit) -> bool:
    return is_count(unit) or unit in (PERCENT, POINTS)
