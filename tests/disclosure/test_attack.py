"""What somebody outside can work out, against trying every table there could be."""

from itertools import product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.disclosure.attacking.attack import attack, fitting, is_consistent, pinned
from headway.disclosure.attacking.knowledge import Derived, Knowledge, Unknown, known, sum_statement
from headway.disclosure.cells import CellId, Relation, TableError

A, B, C, ALL = (CellId(name) for name in ("a", "b", "c", "all"))


def total(*parts: CellId) -> Relation:
    return Relation(total=ALL, parts=parts)


def share(value: float, of: int, *, decimals: int) -> Knowledge:
    told = Derived(
        name="share", value=value, top={A: 1}, bottom={ALL: 1}, per=100, decimals=decimals
    )
    statements = (*told.statements(), sum_statement(total(A, B)))
    return Knowledge(unknowns={A: Unknown(), B: Unknown(), ALL: known(of)}, statements=statements)


@pytest.mark.parametrize(
    ("value", "decimals", "of", "low", "high"),
    [
        (6.4, 1, 47, 3, 3),  # gives its numerator back
        (92.0, 1, 50, 46, 46),  # and so the 4 that are left
        (2, 0, 180, 3, 4),
    ],
)
def test_a_percentage_of_a_known_base_gives_its_count_back(
    value: float, decimals: int, of: int, low: int, high: int
):
    cases, rest = attack(share(value, of, decimals=decimals), [A, B])

    assert (cases.low, cases.high, cases.recovered) == (low, high, low == high)
    assert (rest.low, rest.high) == (of - high, of - low)


def test_one_hidden_part_of_a_known_total_is_recovered():
    one = Knowledge(
        unknowns={A: Unknown(), B: known(9), ALL: known(12)},
        statements=(sum_statement(total(A, B)),),
    )

    (found,) = attack(one, [A])

    assert (found.low, found.high, found.recovered, found.exposed) == (3, 3, True, True)


def test_two_hidden_parts_that_must_be_at_least_one_and_make_two_are_recovered():
    hidden = Unknown(lower=1)
    one = Knowledge(
        unknowns={A: hidden, B: hidden, ALL: known(2)}, statements=(sum_statement(total(A, B)),)
    )

    assert all(found.recovered for found in attack(one, [A, B]))


def test_down_by_six_gives_back_what_it_was():
    fell = Derived(name="change", value=-6, top={A: 1, B: -1})
    one = Knowledge(unknowns={A: Unknown(), B: known(9)}, statements=fell.statements())

    (found,) = attack(one, [A])

    assert (found.low, found.high) == (3, 3)


def test_up_by_a_third_narrows_what_it_was():
    rose = Derived(name="change", value=33.3, top={A: 1, B: -1}, bottom={B: 1}, per=100, decimals=1)
    one = Knowledge(unknowns={A: known(12), B: Unknown()}, statements=rose.statements())

    (found,) = attack(one, [B])

    assert (found.low, found.high, found.recovered) == (9, 9, True)


def test_a_mean_gives_back_the_sum_of_its_answers():
    mean = Derived(name="mean", value=3.4, top={A: 1}, bottom={B: 1}, decimals=1)
    one = Knowledge(unknowns={A: Unknown(), B: known(5)}, statements=mean.statements())

    (found,) = attack(one, [A])

    assert (found.low, found.high) == (17, 17)


def test_whole_numbers_give_away_what_fractions_would_hide():
    # Tickets at 3 and at 5 that cost 8: with parts of tickets there would be many ways.
    cost = Derived(name="cost", value=8, top={A: 3, B: 5})
    one = Knowledge(unknowns={A: Unknown(), B: Unknown()}, statements=cost.statements())

    found = attack(one, [A, B])

    assert [(it.low, it.high) for it in found] == [(1, 1), (1, 1)]


def test_what_nothing_bounds_has_no_highest_value():
    one = Knowledge(
        unknowns={A: Unknown(), B: Unknown(), ALL: Unknown()},
        statements=(sum_statement(total(A, B)),),
    )

    assert {(found.low, found.high) for found in attack(one, [A, ALL])} == {(0, inf)}


def test_a_figure_without_bounds_clears_no_other_that_is_pinned():
    one = Knowledge(
        unknowns={A: Unknown(), B: Unknown(), C: Unknown(), ALL: known(9)},
        statements=(
            Derived(name="far apart", value=0, top={A: 1, B: -40}, decimals=3).statements()[0],
            Derived(name="twice", value=6, top={C: 2, B: 0.001}, decimals=0).statements()[0],
            Derived(name="once", value=3, top={C: 1}).statements()[0],
        ),
    )

    assert pinned(one, [A, B, C]) == {it.id for it in attack(one, [A, B, C]) if it.recovered}


def test_an_interval_narrower_than_asked_for_is_exposed_though_not_recovered():
    one = Knowledge(
        unknowns={A: Unknown(lower=1), B: Unknown(lower=1), ALL: known(4)},
        statements=(sum_statement(total(A, B)),),
    )

    (found,) = attack(one, [A], width=3)

    assert (found.low, found.high, found.recovered, found.exposed) == (1, 3, False, True)


def test_what_contradicts_itself_is_named():
    one = Knowledge(
        unknowns={A: known(4), B: known(4), ALL: known(9)},
        statements=(sum_statement(total(A, B)),),
    )

    with pytest.raises(TableError, match='contradicts itself around "all"'):
        attack(one, [A])
    assert not is_consistent(one)


def test_a_cell_that_is_not_there_is_refused():
    with pytest.raises(TableError, match='no cell "b"'):
        attack(Knowledge(unknowns={A: Unknown()}), [B])
    with pytest.raises(TableError, match='names the cell "all"'):
        Knowledge(unknowns={A: Unknown()}, statements=(sum_statement(total(A)),))


MOST = 6
NAMES = ("a", "b", "c", "d", "row 1", "row 2", "column 1", "column 2", "all")
HALF_KNOWN = st.lists(st.integers(0, MOST), min_size=4, max_size=4)


@given(HALF_KNOWN, st.sets(st.integers(0, 8), max_size=6), st.integers(0, 1))
@settings(max_examples=30, deadline=None)
def test_the_intervals_are_those_of_every_table_that_fits(
    counts: list[int], hidden: set[int], least: int
):
    """Two by two with its margins; the attacker's answer against all 7^4 tables."""
    counts = [max(least, count) for count in counts]
    names = [CellId(name) for name in NAMES]
    unknowns = {
        name: Unknown(lower=least, upper=MOST * 4) if place in hidden else known(value)
        for place, (name, value) in enumerate(zip(names, full(counts), strict=True))
    }
    for name in names[:4]:
        if not unknowns[name].is_known:
            unknowns[name] = Unknown(lower=least, upper=MOST)
    sums = [(4, (0, 1)), (5, (2, 3)), (6, (0, 2)), (7, (1, 3)), (8, (4, 5)), (8, (6, 7))]
    one = Knowledge(
        unknowns=unknowns,
        statements=tuple(
            sum_statement(Relation(total=names[t], parts=(names[p], names[q])))
            for t, (p, q) in sums
        ),
    )

    found = attack(one, names)

    tables = [
        table
        for table in map(full, product(range(least, MOST + 1), repeat=4))
        if all(
            unknowns[name].lower <= value <= unknowns[name].upper
            for name, value in zip(names, table, strict=True)
        )
    ]
    for place, it in enumerate(found):
        values = {table[place] for table in tables}
        assert (it.low, it.high) == (min(values), max(values))
    assert pinned(one, names) == {it.id for it in found if it.recovered}
    assert tuple(fitting(one)[name] for name in names) in tables


def full(counts: "tuple[int, ...] | list[int]") -> tuple[int, ...]:
    a, b, c, d = counts
    return (a, b, c, d, a + b, c + d, a + c, b + d, a + b + c + d)
