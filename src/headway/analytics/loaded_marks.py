"""What is said when marks or a census of sessions have been loaded: whose of them no roll has."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headway.analytics.census_terms import CENSUS
from headway.analytics.former_numbers import ROLLS, numbers_told
from headway.analytics.marks_to_sum import stays_of
from headway.evidence.marks.roster import UPN_BITS
from headway.evidence.store.directory import Store
from headway.evidence.store.kept_marks import MARKS, matrices
from headway.evidence.store.records import Load

_NAMED = 5
_WORDS = {MARKS: ("marks", "marked"), CENSUS: ("sessions", "sent")}
"""By dataset, what is in no figure, and what the school did."""


def remarks(store: Store, load: Load) -> tuple[str, ...]:
    """
    Sentences on a load of marks or of the census that has just come; none of other kinds.

    They count once their pupils are on a roll, and rolls may come later: this refuses nothing.
    """
    if load.dataset not in _WORDS:
        return ()
    if not store.standing(ROLLS):
        what, _ = _WORDS[load.dataset]
        return (f"No roll has been loaded yet: {what} count once {ROLLS} say who is on which.",)
    rolls: Any = store.paths(ROLLS) or store.table(ROLLS)
    present = numbers_told(store, None, rolls)
    found = _of_marks if load.dataset == MARKS else _of_census
    return tuple(
        _sentence(load.dataset, year, left, pupils)
        for year, left, pupils in found(store, load, rolls, present)
        if left
    )


_Found = Iterator[tuple[int | None, Sequence[int], int]]
"""Of each year, the school of each pupil that no roll has, and how many pupils there are."""


def _of_marks(store: Store, load: Load, rolls: Any, present: Mapping[str, str]) -> _Found:
    for year, matrix in sorted(matrices(store.kept(load)).items()):
        stays = stays_of(rolls, year, present)
        roster = matrix.roster
        urns = np.repeat(roster.urns.astype(np.int64), np.diff(roster.offsets))
        pupils = urns << UPN_BITS | roster.pupils
        left = urns[~np.isin(pupils, stays.enrolments) & ~np.isin(pupils, stays.formers)]
        yield year, left.tolist(), len(pupils)


def _of_census(store: Store, load: Load, rolls: Any, present: Mapping[str, str]) -> _Found:
    columns = ["academic_year", "urn", "upn"]
    paths = [rolls] if isinstance(rolls, pa.Table) else rolls
    stays = pa.concat_tables(
        [
            one.select(columns)
            if isinstance(one, pa.Table)
            else pq.read_table(one, columns=columns)
            for one in paths
        ]
    )
    sent = pq.read_table(store.kept(load), columns=columns).group_by(columns).aggregate([])
    for year in sorted(pc.unique(sent["academic_year"]).to_pylist(), key=lambda one: one or 0):
        if year is None:
            own, here = stays, sent.filter(pc.field("academic_year").is_null())
        else:
            own = stays.filter(
                pc.field("academic_year").is_null() | (pc.field("academic_year") == year)
            )
            here = sent.filter(pc.field("academic_year") == year)
        left = _on_none(here.select(["urn", "upn"]), own)
        now = [present.get(upn, upn) for upn in left["upn"].to_pylist()]
        left = _on_none(left.set_column(1, "upn", pa.array(now, stays["upn"].type)), own)
        yield year, [int(urn) for urn in left["urn"].to_pylist()], here.num_rows


def _on_none(pupils: pa.Table, stays: pa.Table) -> pa.Table:
    """The pupils that are on no roll of the school beside them."""
    return pupils.join(stays.select(["urn", "upn"]), ["urn", "upn"], join_type="left anti")


def _sentence(dataset: str, year: int | None, left: Sequence[int], pupils: int) -> str:
    what, did = _WORDS[dataset]
    most = sorted(Counter(left).items(), key=lambda school: (-school[1], school[0]))
    named = ", ".join(f"{urn}: {many:,}" for urn, many in most[:_NAMED])
    more = f", and {len(most) - _NAMED:,} more" if len(most) > _NAMED else ""
    are = "is" if len(left) == 1 else "are"
    of_year = "" if year is None else f" of {year}/{(year + 1) % 100:02d}"
    return (
        f"{len(left):,} of {pupils:,} pupils {are} on no roll{of_year} of the school that {did} "
        f"them (by school, {named}{more}). Their {what} are kept and are in no figure until a roll "
        "has them."
    )
