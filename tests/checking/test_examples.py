"""Every rule's own examples: the bad one is found, the good one is not."""

import re
from datetime import date

import pytest

from headway.checking.checker import check
from headway.checking.examples import plan_file
from headway.checking.findings import Severity
from headway.checking.rule import Rule
from headway.checking.rules import RULES
from headway.domain.plan import Plan
from headway.planfile import loads

AT = date(2021, 7, 1)
BY_CODE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def example(lines: str) -> Plan:
    return loads(plan_file(lines))


@BY_CODE
def test_the_bad_example_is_found(rule: Rule):
    findings = list(rule.check(example(rule.bad), AT))

    assert [one.code for one in findings] == [rule.code]


@BY_CODE
def test_the_good_example_is_left_alone(rule: Rule):
    assert list(rule.check(example(rule.good), AT)) == []


@BY_CODE
def test_the_good_example_has_no_other_error_either(rule: Rule):
    found = check(example(rule.good), AT).findings

    # Examples leave out the lead unless they are about one.
    assert {one.code for one in found if one.severity is Severity.ERROR} <= {"HW201"}


@BY_CODE
def test_each_rule_tells_a_newcomer_what_it_is_about(rule: Rule):
    assert re.fullmatch(r"HW\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert not rule.title.endswith(".")
    assert len(rule.why) > 60
    assert rule.hint.endswith((".", ")"))


def test_no_two_rules_share_a_code_or_a_name():
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_rules_are_listed_by_code():
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)


@BY_CODE
def test_a_finding_is_a_sentence_that_ends(rule: Rule):
    for finding in rule.check(example(rule.bad), AT):
        assert finding.sentence.endswith((".", '."'))
        assert finding.hint
