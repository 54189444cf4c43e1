"""Every rule has an example that it decides, and a line in the documentation."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from headway.domain.observations import Observation, State
from headway.domain.plan import Measure
from headway.domain.quantities import PERCENT, Comparator, Direction, MeasureKind, Polarity
from headway.judgement.rules import RULES
from headway.judgement.statuses import judge
from tests.judgement.plans import AT, measure, plan, seen, target

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "how-statuses-are-judged.md"
LE, GE = Comparator.LE, Comparator.GE
UP: dict[str, Any] = {"direction": Direction.INCREASE, "polarity": Polarity.HIGH}
CEILING = measure(target(65, comparator=LE))
LEVEL = measure(target(25, comparator=LE), kind=MeasureKind.SNAPSHOT)
ANNUAL = measure(target(75, unit=PERCENT), unit=PERCENT, kind=MeasureKind.ANNUAL, **UP)
GLD = measure(
    target(75, unit=PERCENT),
    unit=PERCENT,
    kind=MeasureKind.ANNUAL,
    text="Good level of development",
    **UP,
)

EXAMPLES: dict[str, tuple[Measure, tuple[Observation, ...], date]] = {
    "cannot-be-measured": (measure(cannot_be_measured="nobody counts them"), (), AT),
    "milestone": (measure(kind=MeasureKind.MILESTONE), (), AT),
    "words-only": (measure(kind=MeasureKind.WORDS), (), AT),
    "never-collected": (GLD, (), AT),
    "lost": (CEILING, (seen(None, state=State.LOST),), AT),
    "suppressed": (CEILING, (seen(None, state=State.SUPPRESSED),), AT),
    "not-collected": (CEILING, (seen(None, state=State.NOT_COLLECTED),), AT),
    "no-target": (measure(kind=MeasureKind.SNAPSHOT), (seen(281),), AT),
    "said-not-yet-due": (CEILING, (seen(None, state=State.NOT_YET_DUE),), AT),
    "target-not-begun": (CEILING, (), date(2019, 1, 1)),
    "no-figure": (CEILING, (), AT),
    "other-year": (ANNUAL, (seen(73.5, "AY 2018/19", unit=PERCENT),), date(2020, 10, 1)),
    "side-unknown": (
        measure(target(5), direction=Direction.NONE, polarity=Polarity.UNKNOWN),
        (seen(6),),
        AT,
    ),
    "part-of-a-whole": (CEILING, (seen(6, breakdown="Primary"),), AT),
    "bounded-figure": (LEVEL, (seen(6, comparator=Comparator.GT),), AT),
    "not-quite": (ANNUAL, (seen(75, unit=PERCENT, comparator=Comparator.APPROX),), AT),
    "ceiling-passed": (CEILING, (seen(70),), AT),
    "floor-reached": (measure(target(65, comparator=GE), **UP), (seen(70),), AT),
    "year-complete": (CEILING, (seen(60, "AY 2019/20"),), AT),
    "last-years-profile": (
        CEILING,
        (seen(40), seen(52, "AY 2018/19 T4"), seen(72, "AY 2018/19")),
        AT,
    ),
    "pace-against-same-point": (CEILING, (seen(7, beside=33),), AT),
    "pace-unknown": (CEILING, (seen(7),), AT),
    "target-met": (LEVEL, (seen(20),), AT),
    "within-tolerance": (LEVEL, (seen(26),), AT),
    "beyond-tolerance": (LEVEL, (seen(54),), AT),
}


@pytest.mark.parametrize("name", [rule.name for rule in RULES])
def test_every_rule_decides_its_example(name):
    one, told, at = EXAMPLES[name]

    status = judge(plan(one, observations=told), one, at=at)

    assert (status.rule, status.sentence[-1]) == (name, ".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_explained_in_the_documentation(rule):
    assert f"| `{rule.name}` |" in PAGE.read_text(encoding="utf-8")


def test_no_two_rules_share_a_name():
    names = [rule.name for rule in RULES]

    assert len(set(names)) == len(names)
    assert set(EXAMPLES) == set(names)
