"""Several editions side by side: what they give away, and what a new one must keep to."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.disclosure.attacking.knowledge import Derived
from headway.disclosure.cells import Cell, CellId, Model, Relation, TableError, model
from headway.disclosure.editions.attacked import attack_editions, joined, recovered_from
from headway.disclosure.editions.files import read, written
from headway.disclosure.editions.history import already_printed, with_history
from headway.disclosure.editions.published import Published, PublishedCell, Shown, published
from headway.disclosure.suppression.secondary import protect
from headway.domain.disclosing import DisclosurePolicy, Method, ZeroRule

RULE = DisclosurePolicy()
AREAS = ("north", "south", "east")


def table(prefix: str = "", **counts: int) -> Model:
    """Children by area with their total; those of 1 to 5 must be hidden."""
    cells = [
        Cell(id=CellId(prefix + name), value=value, primary=RULE.is_small(value), lower=1)
        for name, value in {**counts, "all": sum(counts.values())}.items()
    ]
    parts = tuple(CellId(prefix + name) for name in counts)
    return model(cells, [Relation(total=CellId(f"{prefix}all"), parts=parts)])


def edition(one: Model, *hidden: str, term: int = 1, **more: object) -> Published:
    return published(
        one,
        {CellId(name) for name in hidden},
        policy=RULE,
        edition=f"Term {term}",
        at=date(2020, term, 1),
        **more,  # type: ignore[arg-type]  # named arguments of `published`, passed through
    )


def test_one_area_hidden_in_one_edition_and_another_in_the_next_gives_both_back():
    counts = table(north=3, south=4, east=20)

    apart = [
        edition(counts, "north", "east"),
        edition(counts, "south", "east", term=2),
    ]

    assert {one.id for one in attack_editions(apart).recovered} >= {"north", "south", "east"}
    assert attack_editions(apart[:1]).recovered == ()


def test_a_count_printed_later_is_recovered_from_where_it_was_hidden():
    counts = table(north=3, south=4, east=20)
    later = model([Cell(id=CellId("north"), value=3)])

    verdict = attack_editions([edition(counts, "north", "south"), edition(later, term=2)])

    assert [(one.id, one.low, one.high) for one in verdict.recovered] == [
        ("north", 3, 3),
        ("south", 4, 4),
    ]


def growth(before: Model, now: Model, added: int) -> Model:
    """Last term's count for an area, this term's, and what came in between, which has no place."""
    return model(
        [*now.cells.values(), before.cells[CellId("T1 all")],
         Cell(id=CellId("in term"), value=added, primary=RULE.is_small(added), free=False,
              hidden=True)],
        [*now.relations, Relation(total=CellId("T2 all"),
                                  parts=(CellId("T1 all"), CellId("in term")))],
    )  # fmt: skip


def test_two_cumulative_totals_give_back_the_few_who_came_in_between():
    before, now = table("T1 ", north=12, south=9), table("T2 ", north=13, south=11)
    both = growth(before, now, 3)
    unprinted = {CellId("in term"), CellId("T1 all")}

    told = [edition(before), edition(both, term=2, unprinted=unprinted)]

    (found,) = attack_editions(told).recovered
    assert (found.id, found.low, found.shown) == ("in term", 3, Shown.UNPRINTED)
    assert recovered_from(told) == ("in term",)


def test_many_who_came_in_between_may_be_known():
    before, now = table("T1 ", north=12, south=9), table("T2 ", north=23, south=11)
    both = growth(before, now, 13)

    told = [edition(before), edition(both, term=2, unprinted={CellId("in term")})]

    assert attack_editions(told).figures == ()


def test_protected_with_its_history_a_total_that_gives_a_few_back_is_hidden():
    before, now = table("T1 ", north=12, south=9), table("T2 ", north=13, south=11)
    first = edition(before)
    both = growth(before, now, 3)

    pattern = protect(with_history(both, [first]))

    second = edition(both, *pattern.hidden, term=2, unprinted={CellId("in term")})
    assert CellId("T2 all") in pattern.hidden
    assert attack_editions([first, second]).recovered == ()


def test_what_was_printed_cannot_be_hidden_and_what_was_hidden_cannot_be_printed():
    counts = table(north=3, south=7, east=20)
    first = edition(counts, "north", "south")

    whole = with_history(counts, [first])

    told = {name: (cell.free, cell.hidden, cell.primary) for name, cell in whole.cells.items()}
    assert told == {
        "north": (False, True, True),
        "south": (False, True, True),
        "east": (False, False, False),
        "all": (False, False, False),
    }
    assert protect(whole).hidden == {"north", "south"}


def test_a_small_count_that_is_already_out_is_named():
    counts = table(north=3, south=7, east=20)

    assert already_printed(counts, [edition(counts)]) == ("north",)
    assert already_printed(counts, [edition(counts, "north", "south")]) == ()


def test_earlier_figures_that_are_not_at_hand_are_given_values_that_fit():
    first = edition(table("T1 ", north=3, south=4, east=20), "T1 north", "T1 south")

    whole = with_history(table("T2 ", north=3, south=9, east=30), [first])

    north, south = whole.cells[CellId("T1 north")], whole.cells[CellId("T1 south")]
    assert north.value + south.value == 7
    assert all(one.hidden and one.primary and not one.free for one in (north, south))


def test_a_printed_figure_that_changed_is_another_beside_its_earlier_self():
    first = edition(table(north=8, south=9))
    now = table(north=10, south=9)

    whole = with_history(now, [first])

    assert whole.cells[CellId("north")].free
    assert whole.cells[CellId("north (as in Term 1)")].value == 8
    assert not whole.cells[CellId("south")].free


def test_a_hidden_figure_is_taken_to_be_unchanged_unless_somebody_says_otherwise():
    first = edition(table(north=3, south=4, east=20), "north", "south")
    second = edition(table(north=3, south=4, east=22), "north", "south", term=2)

    unaware = joined([first, second])
    aware = joined([first, second], revised=[CellId("north")])

    assert unaware.names[0][CellId("north")] == unaware.names[1][CellId("north")] == "north"
    assert aware.names[0][CellId("north")] == "north (as in Term 1)"


def test_where_nothing_fits_with_hidden_figures_unchanged_they_are_taken_as_revised():
    first = edition(table(north=3, south=4, east=20), "north", "south")
    second = edition(table(north=4, south=4, east=20), "north", "south", term=2)

    verdict = attack_editions([first, second])

    assert set(verdict.assumed) == {"all", "north", "south"}
    assert verdict.recovered == ()


def test_an_edition_that_contradicts_itself_is_named():
    cells = {CellId(n): PublishedCell(id=CellId(n), value=v) for n, v in [("a", 2), ("all", 5)]}
    one = Published(
        edition="Spring", cells=cells, sums=(Relation(total=CellId("all"), parts=(CellId("a"),)),)
    )

    with pytest.raises(TableError, match='the edition "Spring" contradicts itself'):
        attack_editions([one])


def test_no_edition_is_no_attack():
    with pytest.raises(TableError, match="no edition"):
        attack_editions([])


def test_a_percentage_printed_beside_a_hidden_count_gives_it_back():
    counts = table(north=3, south=4, east=40)
    told = Derived(
        name="share", value=6.4, top={CellId("north"): 1}, bottom={CellId("all"): 1}, per=100,
        decimals=1,
    )  # fmt: skip

    one = edition(counts, "north", "south", derived=(told,))

    assert {found.id for found in attack_editions([one]).recovered} == {"north", "south"}


def test_an_earlier_percentage_is_remembered_when_a_new_table_is_protected():
    told = Derived(
        name="share", value=7, top={CellId("T1 north"): 1}, bottom={CellId("T1 all"): 1}, per=100
    )
    first = edition(table("T1 ", north=3, south=4, east=36), "T1 north", "T1 south",
                    derived=(told,))  # fmt: skip

    whole = with_history(table("T2 ", north=9, south=9), [first])

    north = whole.cells[CellId("T1 north")]
    assert (north.lower, north.upper) == (3, 3)


def test_a_rounded_figure_is_known_to_within_its_base():
    policy = DisclosurePolicy(method=Method.ROUND, rounding_base=5)
    one = Published(
        cells={CellId("a"): PublishedCell(id=CellId("a"), value=10)}, policy=policy, at=None
    )

    (found,) = attack_editions([one]).figures

    assert (found.low, found.high, found.shown) == (6, 14, Shown.PRINTED)


def test_a_hidden_count_is_at_least_one_where_zeros_are_shown():
    cell = PublishedCell(id=CellId("a"), shown=Shown.HIDDEN)
    lows = [
        Published(cells={cell.id: cell}, policy=DisclosurePolicy(zeros=zeros)).known_of(cell.id)
        for zeros in (ZeroRule.SHOW, ZeroRule.HIDE)
    ]

    assert [one.lower for one in lows] == [1, 0]


# ------------------------------------------------------------------------------------- the file


@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.integers(0, 99), min_size=1, max_size=5),
    st.sampled_from(list(ZeroRule)),
    st.sampled_from(list(Method)),
    st.none() | st.dates(),
)
@settings(max_examples=40, deadline=None)
def test_an_edition_reads_back_the_same(
    counts: dict[str, int], zeros: ZeroRule, method: Method, at: date | None
):
    names = [CellId(name) for name in counts]
    cells = {
        name: PublishedCell(id=name, value=value)
        if value % 3
        else PublishedCell(id=name, shown=Shown.HIDDEN if value % 2 else Shown.UNPRINTED, upper=50)
        for name, value in zip(names, counts.values(), strict=True)
    }
    one = Published(
        plan="plan",
        title="Exclusions",
        edition="Spring",
        at=at,
        cells=cells,
        sums=(Relation(total=names[0], parts=tuple(names[1:]), name="all areas"),),
        derived=(Derived(name="share", value=2.5, top={names[0]: 1.0}, per=100, decimals=1),),
        policy=DisclosurePolicy(zeros=zeros, method=method, symbol="*"),
    )

    assert read(written(one), "spring.json") == one


def test_the_file_does_not_hold_what_is_hidden_nor_why():
    text = written(edition(table(north=3, south=7, east=20), "north", "south"))

    assert text.count('"value"') == 2
    assert '"value": 20' in text
    assert '"value": 30' in text
    assert "primary" not in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not JSON"),
        ("[]", "expected the format"),
        ('{"format": "headway-published/9"}', "expected the format"),
        ('{"format": "headway-published/1"}', "'cells' is missing"),
        ('{"format": "headway-published/1", "cells": [{"id": "a"}]}', "must have a value"),
        ('{"format": "headway-published/1", "cells": [{"id": "a", "value": "3"}]}', "a number"),
        ('{"format": "headway-published/1", "cells": [{"id": "a", "value": NaN}]}', "a number"),
        (
            '{"format": "headway-published/1", "cells": [{"id": "a", "value": 1}, '
            '{"id": "a", "value": 2}]}',
            "two cells",
        ),
        (
            '{"format": "headway-published/1", "cells": [], "sums": [{"total": "a", "parts": []}]}',
            "not among its cells",
        ),
        ('{"format": "headway-published/1", "cells": 5}', "damaged"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text: str, told: str):
    with pytest.raises(TableError, match=told) as refused:
        read(text, "spring.json")

    assert "spring.json" in str(refused.value)
    assert "\n" not in str(refused.value)
