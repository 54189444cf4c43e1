"""Who is asked for which row: each agency that the row, or else its area, names."""

from collections.abc import Iterable
from dataclasses import dataclass

from headway.domain.plan import Action, ActionStatus, Plan, Row

NOBODY = frozenset(
    {"", "tbc", "tba", "tbd", "to be confirmed", "to be agreed", "n/a", "none", "-", "–"}
)
"""What plans write where they name nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """
    One agency asked for one row; a row that agencies share is asked of each.

    Attributes:
        row: The row's id.
        agency: As the plan calls it, by its settled name where it has several.
        leads: Whom the plan names to answer for the row, for the escalation.
    """

    row: str
    agency: str
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """
    What a round asks.

    Attributes:
        asks: In the plan's order, agencies in the order they are named.
        nobody: Rows that should be asked for and name no agency: somebody must be named.
        finished: Actions that are complete, for which nobody is asked.
    """

    asks: tuple[Ask, ...]
    nobody: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()

    @property
    def agencies(self) -> tuple[str, ...]:
        """Everybody who is asked, each once, in the order they first come."""
        return tuple(dict.fromkeys(ask.agency for ask in self.asks))

    def of(self, agency: str) -> tuple[Ask, ...]:
        """What one agency is asked."""
        return tuple(ask for ask in self.asks if ask.agency == agency)


def asking(plan: Plan, rows: Iterable[str]) -> Asking:
    """Who is asked for these rows of the plan in force; ids that it lacks are passed over."""
    wanted = set(rows)
    asks: list[Ask] = []
    nobody: list[str] = []
    finished: list[str] = []
    for row in plan.rows():
        if row.id not in wanted or not plan.is_current(row):
            continue
        if _is_finished(row):
            finished.append(row.id)
            continue
        agencies, leads = responsible(plan, row)
        asks += [Ask(row=row.id, agency=agency, leads=leads) for agency in agencies]
        if not agencies:
            nobody.append(row.id)
    return Asking(asks=tuple(asks), nobody=tuple(nobody), finished=tuple(finished))


def responsible(plan: Plan, row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A row's agencies by their settled names, each once, and its leads; nobody is left out."""
    settled = {one.name.casefold(): one.means for one in plan.aliases if one.settled}
    held = plan.responsibility(row)
    agencies: dict[str, str] = {}
    for written in held.agencies:
        name = " ".join(written.split())
        name = settled.get(name.casefold(), name)
        if name.casefold() not in NOBODY:
            agencies.setdefault(name.casefold(), name)
    leads = (" ".join(lead.split()) for lead in held.leads)
    return tuple(agencies.values()), tuple(one for one in leads if one.casefold() not in NOBODY)


def _is_finished(row: Row) -> bool:
    return isinstance(row, Action) and row.status is ActionStatus.COMPLETE
