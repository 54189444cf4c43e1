"""What is said when marks have been loaded: whose of them no roll has."""

from collections import Counter
from typing import Any

import numpy as np

from headway.analytics.former_numbers import ROLLS, numbers_told
from headway.analytics.marks_to_sum import stays_of
from headway.evidence.marks.roster import UPN_BITS
from headway.evidence.store.directory import Store
from headway.evidence.store.kept_marks import MARKS, matrices
from headway.evidence.store.records import Load

_NAMED = 5


def remarks(store: Store, load: Load) -> tuple[str, ...]:
    """
    Sentences on a load of marks that has just come; none of other kinds.

    Marks count once their pupils are on a roll, and rolls may come later: this refuses nothing.
    """
    if load.dataset != MARKS:
        return ()
    if not store.standing(ROLLS):
        return (f"No roll has been loaded yet: marks count once {ROLLS} say who is on which.",)
    rolls: Any = store.paths(ROLLS) or store.table(ROLLS)
    present = numbers_told(store, None, rolls)
    found = []
    for year, matrix in sorted(matrices(store.kept(load)).items()):
        stays = stays_of(rolls, year, present)
        roster = matrix.roster
        urns = np.repeat(roster.urns.astype(np.int64), np.diff(roster.offsets))
        pupils = urns << UPN_BITS | roster.pupils
        left = urns[~np.isin(pupils, stays.enrolments) & ~np.isin(pupils, stays.formers)]
        if len(left):
            found.append(_sentence(year, left, len(pupils)))
    return tuple(found)


def _sentence(year: int, left: Any, pupils: int) -> str:
    most = Counter(left.tolist()).most_common()
    named = ", ".join(f"{urn}: {many:,}" for urn, many in most[:_NAMED])
    more = f", and {len(most) - _NAMED:,} more" if len(most) > _NAMED else ""
    are = "is" if len(left) == 1 else "are"
    return (
        f"{len(left):,} of {pupils:,} pupils {are} on no roll of {year}/{(year + 1) % 100:02d} of "
        f"the school that marked them (by school, {named}{more}). Their marks are kept and are in "
        "no figure until a roll has them."
    )
