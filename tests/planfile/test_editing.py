"""Headway writes into a person's file without undoing what the person did."""

import stat
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from headway.domain.observations import Observation, RowId
from headway.domain.periods import Period
from headway.domain.plan import Target
from headway.domain.quantities import PERCENT, Comparator
from headway.planfile import PlanFileError, dumps, example_path, load, loads, nodes, save
from tests.planfile.plans import plans

BY_HAND = """\
# Our plan.   Ask Alice before changing ids!
title:   'A plan'
headway: 1
slug: a-plan   # used in addresses

outcomes:
- id: safe
  title: Be Safe

  areas:
  - {id: home, title: "At home", leads: Bob}
  -   id: street          # four spaces, because we like them
      title: >
        On the
        street
      measures:
      # The one that everybody asks about.
      - id: crossings
        text: |
          Safe crossings
          near every school
        unit: "%"
        targets: [{at_least: 90, period: AY 2019/20}]   # agreed in May
        observations:
        - value: 70.0
          period: "AY 2018/19"
      - {id: lamps, text: 'Lamps that work'}

glossary:
    - term: LA
      meaning: local authority
"""


def comments(text):
    return [line[line.index("#") :].rstrip() for line in text.splitlines() if "#" in line]


def measures_with(plan, row, **changes):
    return tuple(replace(m, **changes) if m.id == row else m for m in plan.measures)


def test_saving_without_a_change_leaves_every_byte():
    assert dumps(loads(BY_HAND), previous=BY_HAND) == BY_HAND


def test_saving_the_example_without_a_change_leaves_every_byte():
    text = example_path().read_text(encoding="utf-8")

    assert dumps(loads(text), previous=text) == text


def test_a_new_figure_is_one_new_line_in_the_persons_own_indentation():
    plan = loads(BY_HAND)
    figure = Observation(
        row=RowId("crossings"), period=Period.parse("AY 2019/20"), value=85, unit=PERCENT
    )

    text = dumps(replace(plan, observations=(*plan.observations, figure)), previous=BY_HAND)

    before, after = BY_HAND.split("      - {id: lamps")
    assert (
        text == f"{before}        - {{period: AY 2019/20, value: 85}}\n      - {{id: lamps{after}"
    )


def test_a_changed_title_changes_its_line_alone_and_keeps_the_comment_behind_a_neighbour():
    text = dumps(replace(loads(BY_HAND), title="Another"), previous=BY_HAND)

    assert text == BY_HAND.replace("title:   'A plan'", "title: Another")


def test_a_comment_behind_a_value_that_grows_over_several_lines_moves_above_it():
    plan = loads(BY_HAND)
    targets = (
        Target(value=90, unit=PERCENT, comparator=Comparator.GE, period=Period.parse("AY 2019/20")),
        Target(value=95, unit=PERCENT, comparator=Comparator.GE, period=Period.parse("AY 2020/21")),
    )

    text = dumps(
        replace(plan, measures=measures_with(plan, "crossings", targets=targets)), previous=BY_HAND
    )

    assert "        # agreed in May\n        targets:\n          - {at_least: 90" in text
    assert comments(text) == comments(BY_HAND)


def test_a_row_that_is_taken_out_leaves_the_others_and_every_comment():
    plan = loads(BY_HAND)

    text = dumps(
        replace(plan, measures=tuple(m for m in plan.measures if m.id != "lamps")),
        previous=BY_HAND,
    )

    assert text == BY_HAND.replace("      - {id: lamps, text: 'Lamps that work'}\n", "")


def test_a_file_from_windows_stays_a_file_from_windows():
    previous = BY_HAND.replace("\n", "\r\n")

    text = dumps(replace(loads(previous), body="A body"), previous=previous)

    assert text.count("\r\n") == text.count("\n") == previous.count("\n") + 1


def test_a_file_without_a_last_line_end_can_be_added_to():
    previous = BY_HAND.rstrip("\n")
    plan = loads(previous)

    text = dumps(replace(plan, doubts=load(example_path()).doubts[:1]), previous=previous)

    assert text.startswith(previous + "\ndoubts:\n")


def test_a_file_that_cannot_be_read_is_never_written_over(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text("title: [half a", encoding="utf-8")

    with pytest.raises(PlanFileError):
        save(loads(BY_HAND), path)

    assert path.read_text(encoding="utf-8") == "title: [half a"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), plans())
def test_any_plan_can_be_written_into_the_file_of_any_other(old, new):
    assert loads(dumps(new, previous=dumps(old))) == new


# Each example reads the file of 1,700 lines three times, so that shrinking would take minutes.
@settings(max_examples=4, deadline=None, phases=[Phase.generate, Phase.reuse])
@given(st.data())
def test_no_change_to_the_example_costs_a_comment(data):
    text = example_path().read_text(encoding="utf-8")
    plan = loads(text)
    index = data.draw(st.integers(0, len(plan.measures) - 1))
    dropped = data.draw(st.integers(0, len(plan.doubts) - 1))
    row = plan.measures[index].id
    changed = replace(
        plan,
        measures=measures_with(
            plan,
            row,
            title=data.draw(st.sampled_from(["", "New", "A title: with a colon"])),
            note=data.draw(st.sampled_from(["", "Mind this", "x" * 120 + " y"])),
            targets=data.draw(
                st.sampled_from([(Target(value=1),), (Target(value=1), Target(value=2))])
            ),
        ),
        doubts=plan.doubts[:dropped] + plan.doubts[dropped + 1 :],
        progress=tuple(
            replace(said, known_at=date(2022, 1, 1), links=("a, b",)) if said.row == row else said
            for said in plan.progress
        ),
    )

    written = dumps(changed, previous=text)

    assert loads(written) == changed
    assert sorted(comments(written)) == sorted(comments(text))


def test_saving_keeps_who_may_read_the_file_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    path.chmod(0o640)

    save(replace(load(path), body="A body"), path)

    assert load(path).body == "A body"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["plan.yaml"]


def test_a_plan_that_cannot_be_written_says_so_and_leaves_no_half_file(tmp_path):
    with pytest.raises(PlanFileError, match="could not be written"):
        save(loads(BY_HAND), tmp_path / "no-such-folder" / "plan.yaml")

    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_plan_stays_a_link(tmp_path):
    path, link = tmp_path / "plan.yaml", tmp_path / "current.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    link.symlink_to(path)

    save(replace(load(link), body="A body"), link)

    assert link.is_symlink()
    assert load(path).body == "A body"


def test_a_text_is_taken_apart_once_and_a_change_of_it_anew():
    first = nodes.compose(BY_HAND)
    plan = loads(BY_HAND)
    changed = dumps(replace(plan, body="A body"), previous=BY_HAND)

    assert nodes.compose(BY_HAND) is first
    assert loads(BY_HAND) == plan
    assert loads(changed).body == "A body"
    for _ in range(2):
        with pytest.raises(PlanFileError, match="line 1"):
            loads(f"headway: 2\n{BY_HAND}")


def test_the_tree_of_a_very_long_text_is_not_kept():
    long = BY_HAND + "#" * nodes.KEPT

    assert nodes.compose(long) is not nodes.compose(long)
