"""Splits of a computed measure, side by side: no two of them together give a small number away."""

import random
from collections.abc import Iterable, Mapping
from datetime import date
from math import inf

import pytest

from headway.analytics.computing import EVERYBODY, Computed, Figure
from headway.analytics.definition import Count, Window
from headway.analytics.definitions import definition
from headway.disclosure.attacking.attack import attack
from headway.disclosure.attacking.knowledge import Knowledge, Statement, Unknown, known
from headway.disclosure.cells import CellId
from headway.disclosure.tables.computed import Printable, printable
from headway.domain.disclosing import DisclosurePolicy, Method
from headway.domain.periods import Period

POLICY = DisclosurePolicy()
SCHOOLS = ("phase", "school")
Group = tuple[tuple[str, str], ...]

A, B, C, D = (
    {"phase": "primary", "school": "A"},
    {"phase": "primary", "school": "B"},
    {"phase": "secondary", "school": "C"},
    {"phase": "secondary", "school": "D"},
)


def table(
    name: str, by: tuple[str, ...], counts: Iterable[tuple[Mapping[str, str], int, int]]
) -> Computed:
    one = definition(name)
    return Computed(
        definition=one,
        period=Period.parse("AY 2023/24 T4"),
        window=Window(first=date(2023, 9, 1), last=date(2024, 3, 28), name="AY 2023/24 T4"),
        by=by,
        figures=tuple(
            Figure(definition=one, count=Count(group=group, numerator=top, denominator=of))
            for group, top, of in counts
        ),
        loads=(),
        engine="reference",
    )


def added(people: Iterable[tuple[Mapping[str, str], int, int]], sets: Iterable[tuple[str, ...]]):
    """The counts of several breakdowns, added up from the finest groups."""
    for by in sets:
        groups: dict[Group, list[int]] = {} if by else {(): [0, 0]}
        for group, top, of in people:
            sums = groups.setdefault(tuple((column, group[column]) for column in by), [0, 0])
            sums[0] += top
            sums[1] += of
        for key, (top, of) in sorted(groups.items()):
            yield dict(key), top, of


def told(*tables: tuple[Computed, Iterable[Printable]]) -> dict[Group, int | None]:
    """Numerators as they are printed in some tables; None for what no table prints."""
    said: dict[Group, int | None] = {}
    for computed, cells in tables:
        for figure, cell in zip(computed.figures, cells, strict=True):
            group = tuple(sorted(figure.count.group.items()))
            shown = None if cell.numerator is None else int(cell.numerator)
            said[group] = said.get(group) if shown is None else shown
    return said


def knowledge(said: Mapping[Group, int | None], *, overlapping: bool = False) -> Knowledge:
    """What somebody knows who reads it: a split adds up, or children may be in two groups."""
    unknowns = {
        name(group): Unknown(lower=1.0) if value is None else known(value)
        for group, value in said.items()
    }
    columns = {column for group in said for column, _ in group}
    statements = []
    for whole in said:
        for column in columns - {one for one, _ in whole}:
            parts = [
                group
                for group in said
                if len(group) == len(whole) + 1
                and column in dict(group)
                and set(whole) <= set(group)
            ]
            if parts:
                terms = ((name(whole), -1.0), *((name(part), 1.0) for part in parts))
                high = inf if overlapping else 0.0
                statements.append(Statement(terms=terms, low=0.0, high=high))
            if overlapping:
                statements += [
                    Statement(terms=((name(whole), 1.0), (name(part), -1.0)), low=0.0, high=inf)
                    for part in parts
                ]
    return Knowledge(unknowns=unknowns, statements=tuple(statements))


def name(group: Group) -> CellId:
    return CellId(" / ".join(f"{column} {label}" for column, label in group) or EVERYBODY)


def recovered(said: Mapping[Group, int | None]) -> set[str]:
    hidden = [name(group) for group, value in said.items() if value is None]
    return {str(one.id) for one in attack(knowledge(said), hidden) if one.recovered}


FEW_AT_TWO_SCHOOLS = [(A, 3, 0), (B, 10, 0), (C, 4, 0), (D, 20, 0)]
SPLITS = [(), ("phase",), ("school",), SCHOOLS]


def test_phases_and_schools_each_protected_by_itself_give_a_school_away():
    by_phase, by_school = (
        table("suspensions", by, added(FEW_AT_TWO_SCHOOLS, [(), by]))
        for by in (("phase",), ("school",))
    )

    said = told((by_phase, printable(by_phase, POLICY)), (by_school, printable(by_school, POLICY)))
    pupils_of_phases = {
        (("phase", place["phase"]), ("school", place["school"])): said[("school", place["school"]),]
        for place in (A, B, C, D)
    }  # everybody knows of which phase a school is

    assert recovered(said | pupils_of_phases) >= {"phase primary / school A"}


def test_all_splits_protected_together_give_no_school_away():
    every = table("suspensions", SCHOOLS, added(FEW_AT_TWO_SCHOOLS, SPLITS))
    by_phase, by_school = (
        table("suspensions", by, added(FEW_AT_TWO_SCHOOLS, [(), by]))
        for by in (("phase",), ("school",))
    )

    whole = told((every, printable(every, POLICY)))
    apart = told(
        (by_phase, printable(by_phase, POLICY, beside=every)),
        (by_school, printable(by_school, POLICY, beside=every)),
    )

    assert not recovered(whole)
    assert apart.items() <= whole.items()
    assert whole[()] == 37


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("measure", ["suspensions", "persistent-absence"])
def test_two_breakdowns_combined_agree_with_every_split(measure, seed):
    made = random.Random(seed)  # noqa: S311 - chance, not secrecy
    people = [
        ({"sex": sex, "sen": sen, "fsm": fsm}, top := made.choice((2, 7, 9, 30)), top + 40)
        for sex in "FM"
        for sen in ("yes", "no")
        for fsm in ("yes", "no")
    ]
    columns = ("sex", "sen", "fsm")
    every = table(measure, columns, added(people, [(), *((one,) for one in columns)]))
    pair = table(measure, ("sex", "sen"), added(people, [(), ("sex",), ("sen",), ("sex", "sen")]))

    splits = printable(every, POLICY)
    combined = printable(pair, POLICY, beside=every)

    both = told((every, splits), (pair, combined))
    assert not recovered(both)
    for group, value in told((pair, combined)).items():
        if len(group) < 2:
            assert value == told((every, splits))[group]


def test_rounded_splits_still_add_up_beside_one_another():
    every = table("suspensions", SCHOOLS, added(FEW_AT_TWO_SCHOOLS, SPLITS))
    asked = table("suspensions", ("school",), added(FEW_AT_TWO_SCHOOLS, [(), ("school",)]))

    whole, *schools = printable(asked, DisclosurePolicy(method=Method.ROUND), beside=every)

    assert all(one.numerator is not None and one.numerator % 5 == 0 for one in schools)
    assert whole.numerator == sum(one.numerator or 0 for one in schools)


def test_children_counted_in_two_groups_leave_a_hidden_group_as_wide_as_their_total():
    in_both = [({}, 40, 0), ({"phase": "primary"}, 3, 0), ({"phase": "secondary"}, 39, 0)]
    pupils = table("pupils-suspended", ("phase",), in_both)

    said = told((pupils, printable(pupils, POLICY)))
    hidden = [name(group) for group, value in said.items() if value is None]
    found = {
        str(one.id): (one.low, one.high)
        for one in attack(knowledge(said, overlapping=True), hidden)
    }

    # with 39 shown one child would be known to be of no secondary school
    assert found == {"phase primary": (1, 40), "phase secondary": (1, 40)}


def test_where_enough_are_in_no_other_group_the_interval_starts_at_them():
    in_both = [({}, 20, 0), ({"phase": "primary"}, 13, 0), ({"phase": "secondary"}, 12, 0)]
    few = [({}, 20, 0), ({"phase": "primary"}, 5, 0), ({"phase": "secondary"}, 20, 0)]

    all_shown = table("pupils-suspended", ("phase",), in_both)
    one_hidden = table("pupils-suspended", ("phase",), few)

    assert None not in told((all_shown, printable(all_shown, POLICY))).values()
    said = told((one_hidden, printable(one_hidden, POLICY)))
    (found,) = attack(knowledge(said, overlapping=True), [CellId("phase primary")])
    assert (found.low, found.high) == (1, 20)


def test_a_share_is_hidden_for_the_few_who_are_not_counted():
    absent = table(
        "persistent-absence",
        ("sen",),
        [({}, 60, 100), ({"sen": "no"}, 12, 50), ({"sen": "yes"}, 48, 50)],
    )

    whole, no, yes = printable(absent, POLICY)

    assert not whole.hidden
    assert yes.hidden
    assert no.hidden
