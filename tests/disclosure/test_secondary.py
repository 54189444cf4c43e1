"""Small numbers stay unknown, and no more than must be is hidden for it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from headway.disclosure.cells import Cell, CellId, Model, Relation, TableError, model
from headway.disclosure.suppression.growing import grown
from headway.disclosure.suppression.safety import OutOfTimeError, weak_cells
from headway.disclosure.suppression.secondary import InfeasibleError, protect
from headway.disclosure.suppression.solving import Deadline, hopeless, solved
from headway.disclosure.suppression.system import systems
from tests.disclosure.every_pattern import box, cheapest, is_safe, limits, made_harder

_SHOWN = ("S", "V")
"""What tau-ARGUS calls a cell that is printed."""


def made_up(seed: int, shape: tuple[int, ...], small: int = 2, top: int = 12) -> Model:
    return box(np.random.default_rng(seed).integers(1, top, shape), small, lower=1.0)


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 3)])
@pytest.mark.parametrize("seed", range(8))
def test_nobody_can_hide_fewer_cells(shape, seed):
    table = made_up(seed, shape, top=9)

    pattern = protect(table)

    assert pattern.proved
    assert is_safe(table, pattern.hidden)
    assert len(pattern.added) == pattern.cost == cheapest(table)


def hard_tables() -> Iterator[tuple[int, Model]]:
    """Those of forty made-up tables that are small enough to try every pattern of."""
    for seed in range(40):
        table = made_harder(made_up(seed, [(2, 3), (3, 3), (2, 2, 2)][seed % 3]), seed)
        if sum(cell.free and not cell.primary for cell in table.cells.values()) <= 10:
            yield seed, table


@pytest.mark.parametrize("table", [pytest.param(one, id=str(seed)) for seed, one in hard_tables()])
def test_known_cells_limits_and_weights_are_weighed_as_by_trying_everything(table):
    best = cheapest(table)

    if best is None:
        with pytest.raises(InfeasibleError):
            protect(table)
        return
    pattern = protect(table)

    assert is_safe(table, pattern.hidden)
    assert pattern.cost == pytest.approx(best)
    for name, cell in table.cells.items():
        assert cell.free or (name in pattern.hidden) == (cell.hidden or cell.primary)


@pytest.mark.parametrize("seed", range(6))
def test_tables_that_share_their_totals_are_protected_as_one(seed):
    one, other = made_up(seed, (2, 2)), made_up(seed + 100, (2, 2))
    cells = [replace(cell, id=CellId(f"a/{name}")) for name, cell in one.cells.items()]
    cells += [replace(cell, id=CellId(f"b/{name}")) for name, cell in other.cells.items()]
    sums = [
        Relation(total=CellId(f"{t}/{r.total}"), parts=tuple(CellId(f"{t}/{p}") for p in r.parts))
        for t, table in (("a", one), ("b", other))
        for r in table.relations
    ]
    both = [one.cells[CellId("2/2")].value, other.cells[CellId("2/2")].value]
    cells.append(Cell(id=CellId("all"), value=sum(both), free=False))
    sums.append(Relation(total=CellId("all"), parts=(CellId("a/2/2"), CellId("b/2/2")), name="all"))
    table = model(cells, sums)

    pattern = protect(table)

    assert is_safe(table, pattern.hidden)
    assert (CellId("a/2/2") in pattern.hidden) == (CellId("b/2/2") in pattern.hidden)


def test_the_order_in_which_figures_come_changes_nothing():
    table = made_up(3, (5, 4), small=3)
    shuffled = list(table.cells.values())
    shuffled.reverse()
    relations = [
        replace(one, parts=tuple(reversed(one.parts))) for one in reversed(table.relations)
    ]

    assert protect(model(shuffled, relations)) == protect(table)


def test_other_published_totals_do_not_give_the_three_back():
    counts = np.array([[3, 20, 32], [41, 30, 12], [15, 25, 18]])
    table = box(counts, 5, lower=1.0)

    pattern = protect(table)

    assert len(pattern.hidden) == 4
    low, high = limits(table, pattern.hidden, CellId("0/0"), whole=True)
    assert high - low >= 1


def test_two_ones_with_a_total_of_two_hide_their_total_where_zeros_are_shown():
    cells = [
        Cell(id=CellId("girls"), value=1, primary=True, lower=1),
        Cell(id=CellId("boys"), value=1, primary=True, lower=1),
        Cell(id=CellId("all"), value=2, lower=1),
    ]
    sums = [Relation(total=CellId("all"), parts=(CellId("girls"), CellId("boys")))]

    assert protect(model(cells, sums)).added == {"all"}
    may_be_zero = model([replace(cell, lower=0) for cell in cells], sums)
    assert protect(may_be_zero).added == set()


def test_what_must_be_given_up_is_named():
    cells = [
        Cell(id=CellId("girls"), value=1, primary=True, lower=1),
        Cell(id=CellId("boys"), value=1, primary=True, lower=1),
        Cell(id=CellId("all"), value=2, free=False),
    ]
    table = model(cells, [Relation(total=CellId("all"), parts=(CellId("girls"), CellId("boys")))])

    with pytest.raises(InfeasibleError, match='"all" would have to be withdrawn') as caught:
        protect(table)

    assert caught.value.withdraw == ("all",)
    assert set(caught.value.cells) == {"girls", "boys"}


def test_limits_that_give_too_much_away_are_named():
    alone = model([Cell(id=CellId("staff"), value=3, primary=True, lower=3, upper=3)])

    with pytest.raises(InfeasibleError, match="limits") as caught:
        protect(alone)

    assert caught.value.withdraw == ()


def test_a_small_number_that_was_printed_cannot_be_hidden_again():
    printed = model([Cell(id=CellId("staff"), value=3, primary=True, free=False)])

    with pytest.raises(InfeasibleError) as caught:
        protect(printed)

    assert caught.value.withdraw == ("staff",)


def test_an_interval_with_one_whole_number_in_it_is_none():
    # seven are one and twice two; two lies from 1.6 to 2.4, so one from 2.2 to 3.8
    cells = [
        Cell(id=CellId("one"), value=3, primary=True),
        Cell(id=CellId("two"), value=2, free=False, hidden=True, lower=1.6, upper=2.4),
        Cell(id=CellId("seven"), value=7, free=False),
    ]
    parts = (CellId("one"), CellId("two"), CellId("two"))
    table = model(cells, [Relation(total=CellId("seven"), parts=parts)])

    assert protect(table, whole=False).hidden == {"one", "two"}
    with pytest.raises(InfeasibleError, match='"seven"'):
        protect(table)


def test_out_of_time_a_pattern_is_safe_though_not_proved():
    table = made_up(5, (8, 6), small=3)

    hasty, patient = protect(table, seconds=0), protect(table)

    assert not hasty.proved
    assert is_safe(table, hasty.hidden)
    assert hasty.cost >= patient.cost


def test_without_any_time_all_that_may_be_hidden_is_and_nothing_unproved_is_printed():
    (system,) = systems(made_up(5, (8, 6), small=3))
    over = Deadline.after(0)

    found = solved(system, over)

    assert not found.proved
    assert found.hidden.all()
    with pytest.raises(TableError, match="none of them may be published; allow more time"):
        hopeless(system, over)


@pytest.mark.parametrize("seconds", [0.0, 1e-9])
def test_a_programme_whose_time_is_over_is_not_taken_for_one_without_an_answer(seconds):
    (system,) = systems(made_up(5, (8, 6), small=3))
    weak = next(weak_cells(system, system.kept))
    asked: list[float] = []

    def left() -> float:
        asked.append(seconds)
        return float(seconds)

    with pytest.raises(OutOfTimeError):
        grown(system, system.kept, weak, left)
    assert asked == [seconds]
    assert grown(system, system.kept, weak).sum() > system.kept.sum()


def test_nothing_small_hides_nothing_but_what_was_hidden():
    cells = [Cell(id=CellId("a"), value=30), Cell(id=CellId("b"), value=9, free=False, hidden=True)]

    pattern = protect(model(cells))

    assert pattern.hidden == {"b"}
    assert pattern.proved
    assert not pattern.added


@pytest.mark.parametrize("seed", range(3))
def test_we_hide_no_more_than_tau_argus(seed, tmp_path, monkeypatch):
    tau = pytest.importorskip("pytauargus")
    monkeypatch.chdir(tmp_path)  # it leaves its notes wherever it runs
    counts = np.random.default_rng(seed).integers(1, 15, (4, 4))
    people = [(f"r{r}", f"c{c}") for r, c in np.ndindex(4, 4) for _ in range(counts[r, c])]
    rows, columns = zip(*people, strict=True)
    theirs = tau.protect(
        {"R": list(rows), "C": list(columns), "N": [1] * len(people)},
        ["R", "C"],
        response="N",
        safety_rules="FREQ(4,30)",
        suppress="OPT(1)",
    )
    marked = theirs.tables[0].rows
    hidden = sum(row["status"] not in _SHOWN for row in marked)

    ours = protect(box(counts, 3))

    assert len(ours.hidden) <= hidden
