"""Words beside the record in `headway check`: told once, by the rule that says it best."""

from datetime import date

import pytest

from headway.checking.checker import check, chosen
from headway.checking.examples import plan_file
from headway.checking.findings import Severity
from headway.planfile import loads

AT = date(2020, 5, 31)


def measure(words: str, more: str = "") -> str:
    return f"""\
sources: [{{name: report.docx, covers: 2019/20}}]
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    quantity: permanent exclusions
    direction: decrease
    kind: cumulative in the year
    targets: [{{at_most: 65, period: AY 2019/20}}]
    observations:
      - {{period: AY 2018/19 T4, value: 52}}
      - {{period: AY 2019/20 T4, value: 70}}
    progress: [{{text: "{words}"}}]
{more}"""


def found(lines: str, start: str = "") -> list[tuple[str, str]]:
    findings = check(loads(plan_file(lines)), AT).findings
    return [(one.code, one.sentence) for one in findings if one.code.startswith(start)]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("By the end of term 4 in 19/20 there were 73 permanent exclusions.", "HW601"),
        ("Permanent exclusions have reduced since last year.", "HW602"),
        ("We met the target of 65.", "HW603"),
        ("No pupils were permanently excluded.", "HW604"),
        ("70 permanent exclusions by July 2020.", "HW605"),
    ],
)
def test_each_sort_of_mismatch_has_its_rule_and_names_the_row(words: str, code: str):
    [(told, sentence)] = found(measure(words), "HW6")

    assert told == code
    assert sentence.startswith('Of "Reduce the number of permanent exclusions')
    assert sentence.endswith(".")


def test_what_another_rule_says_better_is_said_once():
    share = found(measure("95 of 200 pupils were placed in time (54%)"))
    target = found(measure("It was 70, and the target was 60.",
                           "    note: none\n"))  # fmt: skip

    assert [code for code, _ in share if code in ("HW305", "HW601")] == ["HW305"]
    assert [code for code, _ in target if code in ("HW311", "HW601")] in (["HW601"], ["HW311"])


def test_true_words_are_left_alone():
    words = "By the end of term 4 in 19/20 it was 70 (52 same point last year), above target."

    assert found(measure(words), "HW6") == []


def test_a_small_number_of_people_in_words_is_a_note():
    lines = measure("2 pupils from one school were excluded twice; 70 in all.")

    [finding] = check(loads(plan_file(lines)), AT, rules=chosen(select=["HW607"])).findings

    assert finding.severity is Severity.NOTE
    assert "hides it: 2." in finding.sentence


def test_a_row_whose_note_says_so_is_left_alone():
    note = '    note: "headway: ignore HW602 because the figures are being revised"\n'

    assert found(measure("Permanent exclusions have reduced since last year.", note), "HW6") == []
