"""The finest cells add up to every breakdown."""

import numpy as np
import pytest
from bench.evidence_made import year

from headway.analytics.attendance.counting import count
from headway.analytics.attendance.leaves import leaves
from headway.evidence.marks.files import write_matrix
from headway.evidence.marks.roster import NOT_COUNTED, Roster


@pytest.fixture(scope="module")
def matrices(tmp_path_factory):
    folder = tmp_path_factory.mktemp("years")
    made = year(25_000)
    whole = write_matrix(
        folder / "whole", sessions=made.sessions, roster=made.roster, blocks=made.blocks()
    )
    place = len(made.roster.urns) - 2
    marks = whole.school(place)[::-1]
    keys = np.full(len(marks), 49, dtype=np.uint8)
    keys[0] = NOT_COUNTED
    one = Roster(
        numbers=np.arange(len(marks), dtype=np.int64),
        keys=keys,
        urns=made.roster.urns[place : place + 1],
        offsets=np.array([0, len(marks)]),
        las=made.roster.las[place : place + 1],
        phases=made.roster.phases[place : place + 1],
    )
    again = write_matrix(folder / "again", sessions=made.sessions, roster=one, blocks=[marks])
    return [whole, again]


def test_cells_of_schools_add_up_to_the_schools_and_the_whole(matrices):
    totals = count(matrices)

    cells = leaves(matrices)

    assert len(matrices[0].groups) > 1
    assert cells.values.sum(axis=0).tolist() == totals.counts().of().tolist()
    for urn, expected in zip(totals.urns, totals.by_school, strict=True):
        assert cells.values[cells.urns == urn].sum(axis=0).tolist() == expected.tolist()


def test_cells_of_keys_add_up_to_the_breakdowns_of_pupils(matrices):
    totals = count(matrices)

    cells = leaves(matrices, threads=1)

    for place, key in enumerate(totals.keys):
        expected = totals.cube[:, place].sum(axis=0)
        assert cells.values[cells.keys == key].sum(axis=0).tolist() == expected.tolist()
    assert NOT_COUNTED not in cells.keys
