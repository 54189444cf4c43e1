"""Which rules run, what a note ignores, and in what order findings come."""

from datetime import date

import pytest

from headway.checking.checker import UnknownRuleError, check, chosen
from headway.checking.examples import plan_file
from headway.checking.rules import RULES
from headway.checking.rules.missing_parts import NO_NUMBER
from headway.checking.suppression import ignored
from headway.domain.plan import Plan
from headway.planfile import loads

AT = date(2021, 7, 1)


def plan(lines: str) -> Plan:
    return loads(plan_file(lines))


def with_note(note: str) -> Plan:
    return plan(f'{NO_NUMBER.bad}    note: "{note}"\n')


def test_nothing_selected_means_every_rule():
    assert chosen() == RULES


def test_rules_are_selected_by_code_by_family_and_by_name():
    assert [rule.code for rule in chosen(["HW101", "no-period"])] == ["HW101", "HW103"]
    assert {rule.code[:3] for rule in chosen(["hw2"])} == {"HW2"}


def test_what_is_ignored_is_left_out_of_what_is_selected():
    assert [rule.code for rule in chosen(["HW50"], ["HW501", "small-number", "HW504"])] == [
        "HW503",
        "HW505",
        "HW506",
    ]


def test_a_rule_that_does_not_exist_is_refused_with_the_nearest_name():
    with pytest.raises(UnknownRuleError, match="Did you mean no-number"):
        chosen(["no-numbr"])
    with pytest.raises(UnknownRuleError, match="--list"):
        chosen([], ["HW999"])


def test_a_note_with_a_reason_has_a_rule_leave_its_row_alone():
    checked = check(with_note("headway: ignore HW101 because the board sets it in May"), AT)

    assert "HW101" not in {one.code for one in checked.findings}
    assert [one.code for one in checked.ignored] == ["HW101"]


def test_a_note_without_a_reason_works_and_is_remarked_upon():
    checked = check(with_note("headway: ignore HW101"), AT)

    assert [one.code for one in checked.ignored] == ["HW101"]
    assert "HW504" in {one.code for one in checked.findings}


def test_a_note_about_a_rule_that_does_not_exist_is_remarked_upon():
    found = check(with_note("headway: ignore HW998 because of a slip"), AT).findings

    assert any(one.code == "HW505" and "HW998" in one.sentence for one in found)


@pytest.mark.parametrize(
    ("note", "codes", "reason"),
    [
        ("headway: ignore HW101, HW103 because we know", ["HW101", "HW103"], "we know"),
        ("Seen. headway: ignore HW101 and HW103: agreed", ["HW101", "HW103"], "agreed"),
        ("Headway: Ignore hw101 – agreed in May.", ["HW101"], "agreed in May"),
        ("headway: ignore HW101", ["HW101"], ""),
        ("please ignore HW101", [], ""),
        ("headway: ignore this", [], ""),
    ],
)
def test_notes_are_read_as_people_write_them(note: str, codes: list[str], reason: str):
    read = ignored(note)

    assert [one.code for one in read] == codes
    assert {one.reason for one in read} <= {reason}


def test_a_row_that_was_dropped_is_history_and_is_not_checked():
    lines = """\
current: year-3.docx
sources: [{name: year-2.docx}, {name: year-3.docx}]
measures:
  - id: dropped
    text: Reduce the number of exclusions
    direction: decrease
    wordings: [{document: year-2.docx, text: Reduce the number of exclusions}]
  - id: kept
    text: Reduce the number of suspensions
    direction: decrease
    wordings: [{document: year-3.docx, text: Reduce the number of suspensions}]
"""
    found = check(plan(lines), AT, chosen(["HW101"])).findings

    assert [one.row for one in found] == ["kept"]


def test_a_doubt_is_not_repeated_where_a_rule_says_it_better():
    lines = f"""\
{NO_NUMBER.bad}doubts:
  - {{reason: no-figure, row: timetables, sentence: No number is named}}
  - {{reason: unit-unclear, row: timetables, sentence: Children or timetables}}
"""
    found = check(plan(lines), AT).findings

    assert [one.sentence for one in found if one.code == "HW501"] == [
        '"Reduce the number of children on part-time timetables in…": Children or timetables.'
    ]


def test_findings_come_in_the_plans_order_and_those_of_the_whole_plan_last():
    lines = f"""\
{NO_NUMBER.bad}  - id: second
    text: Reduce the number of exclusions
    direction: decrease
glossary:
  - {{term: CAMHS, meaning: Child and Adolescent Mental Health Services}}
"""
    rows = [one.row for one in check(plan(lines), AT, chosen(["HW101", "HW403"])).findings]

    assert rows == ["timetables", "second", None]


def test_a_deadline_passes_when_its_day_is_over():
    lines = 'timetable: {period: 2019-10, words: ""}\nactions:\n  - {id: a, text: Agree}\n'
    late = chosen(["deadline-passed"])

    assert check(plan(lines), date(2019, 10, 31), late).findings == ()
    assert len(check(plan(lines), date(2019, 11, 1), late).findings) == 1
