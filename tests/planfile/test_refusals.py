"""A plan file that cannot be used is refused in one sentence: where, what, and the way out."""

import re
import time
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from headway.planfile import PlanFileError, example_path, load, loads

GOOD = """\
headway: 1
slug: a-plan
title: A plan
outcomes:
  - id: safe
    title: Be Safe
    areas:
      - id: home
        title: At home
        timetable: Mar 21
        measures:
          - id: visits
            text: Visits to 65 families
            direction: increase
            targets:
              - {at_least: 65, period: AY 2019/20}
            observations:
              - {period: AY 2019/20 T4, value: 52, known_at: 2020-05-31}
"""


def changed(old, new):
    assert old in GOOD
    return GOOD.replace(old, new, 1)


CASES = {
    "a key with a typo": (
        changed("text: Visits", "txet: Visits"),
        (13, 13, 'expected a key of a measure, got "txet"; did you mean "text"?'),
    ),
    "a key of something else": (
        changed("slug: a-plan", "slug: a-plan\nhue: red"),
        (3, 1, 'expected a key of a plan, got "hue"; the keys are headway, slug, title'),
    ),
    "a figure with its unit": (
        changed("at_least: 65", "at_least: 65%"),
        (16, 28, 'expected a number, got "65%"; write 65 and name the unit beside it'),
    ),
    "a figure with a comma": (
        changed("at_least: 65", 'at_least: "1,240"'),
        (16, 28, 'expected a number, got "1,240"; write 1240, without the comma.'),
    ),
    "a figure in words": (
        changed("value: 52", "value: about fifty"),
        (18, 48, 'expected a number, got "about fifty"; write digits, such as 65 or 9.3.'),
    ),
    "a figure that is not one": (
        changed("value: 52", "value: .nan"),
        (18, 48, "a figure that is not known has a state instead (state: missing)"),
    ),
    "a year that does not exist": (
        changed("AY 2019/20}", "AY 2019/22}"),
        (16, 40, '"2019/22" is not a year: the two years must follow each other'),
    ),
    "a seventh term": (
        changed("AY 2019/20 T4", "AY 2019/20 T7"),
        (18, 26, "a school year has six terms, T1 to T6; got T7"),
    ),
    "a date that does not exist": (
        changed("2020-05-31", "2020-02-31"),
        (18, 62, 'expected a date that exists, got "2020-02-31"'),
    ),
    "a date in another order": (
        changed("2020-05-31", "31/05/2020"),
        (18, 62, 'expected a date, got "31/05/2020"; write it as 2020-05-31.'),
    ),
    "a word that is none of the choices": (
        changed("increase", "incraese"),
        (14, 24, 'got "incraese"; did you mean "increase"?'),
    ),
    "two figures in one": (
        changed("at_least: 65", "at_least: 65, at_most: 70"),
        (16, 17, "expected one figure, got at_most and at_least; keep one of them"),
    ),
    "a figure and a state": (
        changed("value: 52", "value: 52, state: lost"),
        (18, 17, "must have a value or a state"),
    ),
    "a target that says nothing": (
        changed("{at_least: 65, period: AY 2019/20}", "{}"),
        (16, 17, "a target needs a number, a period or words"),
    ),
    "a list where one value belongs": (
        changed("title: A plan", "title: [A, plan]"),
        (3, 8, "expected words, got a list"),
    ),
    "one value where a list belongs": (
        changed("targets:\n              - {at_least: 65, period: AY 2019/20}", "targets: 65"),
        (15, 22, 'expected a list, got "65"; put each entry on a line of its own'),
    ),
    "words where a group belongs": (
        changed("- {at_least: 65, period: AY 2019/20}", "- 65 or more"),
        (16, 17, 'expected a target (a group of keys such as value, at_most, below), got "65'),
    ),
    "a key twice": (
        changed("title: A plan", "title: A plan\ntitle: B plan"),
        (4, 1, 'expected each key once, got "title" again (first on line 3)'),
    ),
    "an id twice": (
        changed(
            "        measures:",
            "        actions:\n          - {id: visits, text: X}\n        measures:",
        ),
        (
            14,
            17,
            'expected each row to have an id of its own, got "visits" again (first on line 12)',
        ),
    ),
    "no id": (
        changed("- id: visits\n            text", "- text"),
        (12, 13, 'expected the key "id" in this measure, and it is not there'),
    ),
    "a key left empty that must not be": (
        changed("title: A plan", "title:"),
        (1, 1, 'expected the key "title" in this plan'),
    ),
    "tabs": (
        changed("    title: Be Safe", "\ttitle: Be Safe"),
        (6, 1, "expected spaces in front, got a tab"),
    ),
    "a colon in words without quotes": (
        changed("Visits to", "Visits: to"),
        (13, 25, 'got a second colon (": "); put a text that holds a colon in quotes'),
    ),
    "a colon without its space": (
        changed("title: A plan", "title:A plan"),
        (3, 7, "expected a space after the colon"),
    ),
    "a dash without its space": (
        changed("  - id: safe", "  -id: safe"),
        (5, 4, "expected a space after the dash"),
    ),
    "words that begin with a sign": (
        changed("title: A plan", "title: @home"),
        (3, 8, 'got the sign "@"; put the words in quotes'),
    ),
    "words behind a closing quotation mark": (
        changed("title: A plan", "title: 'A child's plan'"),
        (3, 17, "expected nothing after the closing quotation mark"),
    ),
    "a bracket that is not closed": (
        changed("AY 2019/20}", "AY 2019/20"),
        (17, 25, 'the closing bracket "}" of the list or group opened on line 16'),
    ),
    "a backslash in double quotes": (
        changed("title: A plan", r'title: "A \plan, \quick"'),
        (3, None, "write it twice"),
    ),
    "a list behind its key": (
        changed("title: Be Safe", "title: - Be Safe"),
        (6, 12, "start a list on a line of its own below its key"),
    ),
    "words behind a bar": (
        changed("text: Visits", "text: | Visits"),
        (13, 21, "start them on the next line"),
    ),
    "a line too far to the right": (
        changed("            text: Visits", "             text: Visits"),
        (13, 14, "expected this line to line up with the ones above it"),
    ),
    "a key without a colon": (changed("title: A plan", "title A plan"), (4, 1, "add the colon")),
    "a line that is not lined up": (
        changed("    title: Be Safe", "   title: Be Safe"),
        (6, 4, "expected this line to line up with the ones above it"),
    ),
    "a quotation mark that is not closed": (
        changed("title: A plan", 'title: "A plan'),
        (None, None, "expected a closing quotation mark"),
    ),
    "a label and a reference to it": (
        changed("title: A plan", "title: &t A plan"),
        (3, 8, 'got the label "&t"'),
    ),
    "a tag": (changed("title: A plan", "title: !!python/name:os.system x"), (3, 8, "got the tag")),
    "a second plan in the file": (GOOD + "---\n" + GOOD, (19, 1, "got a second one")),
    "another format": (
        changed("headway: 1", "headway: 2"),
        (
            1,
            10,
            'expected a plan file of format 1, got "2"; open it with the Headway that wrote it',
        ),
    ),
    "no format": (changed("headway: 1\n", ""), (1, 1, 'expected the key "headway: 1"')),
    "nothing at all": ("", (1, 1, "the file is empty")),
    "only a comment": ("# a plan to be\n", (1, 1, "the file is empty")),
    "a list": (
        "- a\n- b\n",
        (1, 1, "expected a plan's keys (headway, slug, title, …), got a list"),
    ),
    "words": ("Our plan is good.", (1, 1, 'got "Our plan is good."')),
    "a control character": ("headway: 1\nslug: a\x07b\n", (2, 8, "got a control character")),
    "endless nesting": ("[" * 5000, (1, 31, "expected at most 30 levels of nesting")),
    "brackets as a key": ("headway: 1\n{a: b}: c\n", (2, 1, "expected a key, which is a word")),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_said_with_its_place(case):
    text, (line, column, sentence) = CASES[case]

    with pytest.raises(PlanFileError) as refused:
        loads(text, name="plan.yaml")

    said = str(refused.value)
    assert sentence in said
    assert re.match(r"plan\.yaml, line \d+, column \d+: ", said)
    assert "\n" not in said
    assert said.endswith((".", "?"))
    assert refused.value.line == (line or refused.value.line), said
    assert refused.value.column == (column or refused.value.column), said


def test_the_file_the_cases_change_is_itself_in_order():
    assert loads(GOOD).title == "A plan"


def test_references_that_would_grow_without_end_are_refused_at_once():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{to}: &{to} [{', '.join(['*' + of] * 9)}]\n"
        for of, to in zip("abcdefgh", "bcdefghi", strict=True)
    )
    started = time.process_time()

    with pytest.raises(PlanFileError, match="label"):
        loads(bomb)

    assert time.process_time() - started < 1


def test_a_file_in_another_encoding_is_named_with_its_byte(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_bytes("headway: 1\ntitle: Caf\u00e9\n".encode("latin-1"))

    with pytest.raises(PlanFileError, match=r"plan\.yaml, line 2, column 11: .*0xe9.*UTF-8"):
        load(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(PlanFileError, match=r"none\.yaml: .*No such file"):
        load(tmp_path / "none.yaml")


def test_a_folder_is_no_plan(tmp_path):
    with pytest.raises(PlanFileError, match="directory"):
        load(tmp_path)


def test_words_that_look_like_something_else_stay_words():
    plan = loads(changed("title: A plan", "title: no").replace("Be Safe", "2020-05-31"))

    assert plan.title == "no"
    assert plan.outcomes[0].title == "2020-05-31"


def test_a_mark_in_front_of_the_file_does_no_harm():
    assert loads("\ufeff" + GOOD) == loads(GOOD)


YAMLISH = st.text(alphabet="ab:-#'\"|>[]{},&*!%@`?~ \n\t\r0", max_size=60)


@settings(max_examples=400, deadline=None)
@given(YAMLISH)
@example("? a\n: b")
@example("%YAML 1.1\n---\n")
@example("a: |9\n")
@example("a: !<x> y")
@example("- - - -")
@example("a: 'x\n---\n'")
def test_any_text_in_the_manner_of_yaml_is_refused_in_words(text):
    with suppress(PlanFileError):
        loads(text)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_plan_with_a_hole_or_a_stray_character_is_read_or_refused(data):
    text = GOOD
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    stray = data.draw(st.sampled_from(["", "\t", ":", "- ", "\x00", "&a ", "[", '"', "\n", "é"]))

    with suppress(PlanFileError):
        loads(text[:start] + stray + text[end:])


def test_the_example_of_the_manual_can_be_read():
    assert load(example_path()).measures
