"""Counts rounded so that the sums still hold, against every table there could be."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.disclosure.cells import Cell, CellId, Model, Relation, TableError, model
from headway.disclosure.editions.attacked import attack_editions
from headway.disclosure.editions.published import published
from headway.disclosure.rounding import percentage, rounded
from headway.domain.disclosing import DisclosurePolicy, Method


def row(*counts: int) -> Model:
    parts = [CellId(f"school {n}") for n in range(len(counts))]
    cells = [Cell(id=part, value=count) for part, count in zip(parts, counts, strict=True)]
    total = Cell(id=CellId("all"), value=sum(counts))
    return model([*cells, total], [Relation(total=CellId("all"), parts=tuple(parts))])


def grid(counts: list[list[int]]) -> Model:
    rows, columns = range(len(counts)), range(len(counts[0]))
    values = {f"{r},{c}": counts[r][c] for r in rows for c in columns}
    values |= {f"{r},*": sum(counts[r]) for r in rows}
    values |= {f"*,{c}": sum(counts[r][c] for r in rows) for c in columns}
    values["*,*"] = sum(map(sum, counts))
    sums = [_sum(f"{r},*", [f"{r},{c}" for c in columns]) for r in rows]
    sums += [_sum(f"*,{c}", [f"{r},{c}" for r in rows]) for c in columns]
    sums += [_sum("*,*", [f"{r},*" for r in rows]), _sum("*,*", [f"*,{c}" for c in columns])]
    return model([Cell(id=CellId(name), value=value) for name, value in values.items()], sums)


def _sum(total: str, parts: list[str]) -> Relation:
    return Relation(total=CellId(total), parts=tuple(map(CellId, parts)))


def holds(one: Model, values: dict[CellId, float]) -> bool:
    return all(values[it.total] == sum(values[part] for part in it.parts) for it in one.relations)


def nearest_by_trying_all(one: Model, base: int) -> float | None:
    """The least change over every choice of neighbours, or None if no choice adds up."""
    names = list(one.cells)
    choices = [
        (value,) if value % base == 0 else (value - value % base, value - value % base + base)
        for value in (one.cells[name].value for name in names)
    ]
    changes = [
        sum(abs(value - one.cells[name].value) for name, value in zip(names, chosen, strict=True))
        for chosen in product(*choices)
        if holds(one, dict(zip(names, chosen, strict=True)))
    ]
    return min(changes, default=None)


def test_five_schools_of_two_children_keep_their_total_of_ten():
    found = rounded(row(2, 2, 2, 2, 2), 5)

    assert sorted(found.values.values()) == [0, 0, 0, 5, 5, 10]
    assert (found.change, found.further, found.reach, found.proved) == (12.0, (), 1, True)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.sampled_from([3, 5, 10]))
@settings(max_examples=30, deadline=None)
def test_no_row_with_its_total_can_be_rounded_nearer(counts: list[int], base: int):
    one = row(*counts)

    found = rounded(one, base)

    assert holds(one, dict(found.values))
    assert found.change == pytest.approx(nearest_by_trying_all(one, base))


@given(
    st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=2), min_size=2, max_size=2),
    st.sampled_from([3, 5]),
)
@settings(max_examples=20, deadline=None)
def test_no_table_with_margins_can_be_rounded_nearer(counts: list[list[int]], base: int):
    one = grid(counts)

    found = rounded(one, base)

    assert holds(one, dict(found.values))
    assert found.further == ()
    assert found.change == pytest.approx(nearest_by_trying_all(one, base))


@given(
    st.lists(st.lists(st.integers(0, 60), min_size=4, max_size=4), min_size=2, max_size=6),
    st.sampled_from([3, 5, 10]),
)
@settings(max_examples=20, deadline=None)
def test_every_count_goes_to_a_neighbouring_multiple_and_a_multiple_stays(
    counts: list[list[int]], base: int
):
    one = grid(counts)

    found = rounded(one, base)

    for name, cell in one.cells.items():
        assert found.values[name] % base == 0
        assert abs(found.values[name] - cell.value) < base
    assert holds(one, dict(found.values))


def test_where_no_neighbours_add_up_a_count_goes_further_and_is_named():
    # Three groups of the same 2 children make 6: 0 or 15 in fives, neither next to 6.
    groups = [CellId(f"group {n}") for n in range(3)]
    cells = [Cell(id=CellId(name), value=2) for name in ("children", *groups)]
    sums = [Relation(total=name, parts=(CellId("children"),)) for name in groups]
    one = model(
        [*cells, Cell(id=CellId("all"), value=6)],
        [*sums, Relation(total=CellId("all"), parts=tuple(groups))],
    )

    found = rounded(one, 5)

    assert nearest_by_trying_all(one, 5) is None
    assert holds(one, dict(found.values))
    assert (found.further, found.reach) == ((CellId("all"),), 2)
    assert found.values[CellId("all")] == 0


def test_what_was_published_rounded_stays_as_it_was():
    found = rounded(row(7, 4, 4), 5, fixed={CellId("all"): 20.0})

    assert found.values[CellId("all")] == 20
    assert holds(row(7, 4, 4), dict(found.values))


def test_fixed_values_that_leave_no_table_are_named():
    fixed = {CellId("all"): 5.0, CellId("school 0"): 10.0, CellId("school 1"): 5.0}

    with pytest.raises(TableError, match="all, school 0, school 1; leave out one"):
        rounded(row(7, 4), 5, fixed=fixed)


@pytest.mark.parametrize(("base", "fixed"), [(1, {}), (0, {}), (5, {CellId("all"): 7.0})])
def test_a_base_or_a_fixed_value_that_is_no_multiple_is_refused(
    base: int, fixed: dict[CellId, float]
):
    with pytest.raises(TableError):
        rounded(row(2, 2), base, fixed=fixed)


def test_a_rate_of_rounded_counts_rounds_halves_up_and_has_none_of_nobody():
    assert percentage(5, 40) == 13.0
    assert percentage(5, 0) is None


@given(st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=3), min_size=2, max_size=2)
       .filter(lambda rows: len({len(one) for one in rows}) == 1))  # fmt: skip
@settings(max_examples=15, deadline=None)
def test_no_rounded_count_can_be_worked_out_again(counts: list[list[int]]):
    one, policy = grid(counts), DisclosurePolicy(method=Method.ROUND, rounding_base=5)
    found = rounded(one, 5)

    told = published(one, (), values=found.values, reach=found.reach, policy=policy)

    assert attack_editions([told]).recovered == ()
