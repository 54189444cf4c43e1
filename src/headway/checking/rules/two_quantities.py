"""Two quantities in one measure."""

import re
from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.names import tokens
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, levels, quoted
from headway.domain.plan import Measure
from headway.domain.quantities import Direction, plain

_COUNTED = r"(?:numbers?|percentages?|proportions?|rates?|%)"
_TWICE = re.compile(
    rf"\b(?:{_COUNTED}) of\b[^.;]{{0,200}}?\band (?:the )?{_COUNTED} of\b", re.IGNORECASE
)
_UP = re.compile(r"\b(?:increas|rais|improv|grow)\w*\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:reduc|decreas|lower|cut)\w*\b", re.IGNORECASE)


def _goes_two_ways(text: str) -> bool:
    """
    Whether one sentence wants one number up and another down.

    >>> _goes_two_ways("Increase attendance to 95% and reduce exclusions to 65")
    True
    """
    for sentence in re.split(r"[.;](?!\d)", text):
        ways = set()
        for part in re.split(r"\band\b", sentence):
            if re.search(r"\d", part):
                ways |= {way for way, verb in (("up", _UP), ("down", _DOWN)) if verb.search(part)}
        if len(ways) > 1:
            return True
    return False


def _parts(measure: Measure) -> tuple[str, ...]:
    """What is counted apart: baselines, or targets of one period, that are of different things."""
    starts = {one.breakdown: one for one in measure.baselines if one.breakdown}
    if len(starts) > 1 and len({one.breakdown for one in levels(measure.targets)}) <= 1:
        return tuple(f"{name} {plain(one.value)}" for name, one in starts.items())
    for target in levels(measure.targets):
        beside = [one for one in levels(measure.targets) if one.period == target.period]
        things = {tokens(one.of) for one in beside}
        if len(things) > 1 and len({one.unit for one in beside}) > 1:
            return tuple(one.of or "the measure itself" for one in beside)
    return ()


def _two_quantities(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        parts = _parts(measure)
        if not parts and levels(measure.targets) and measure.direction is not Direction.NONE:
            reported = subject.figures(measure.id)
            groups = dict.fromkeys(one.breakdown for one in reported if one.breakdown)
            slashed = re.search(r"\b([A-Z]{2,5})/([A-Z]{2,5})\b", measure.text)
            if slashed and all(any(part in group for group in groups) for part in slashed.groups()):
                parts = tuple(slashed.groups())
        if not parts and (_TWICE.search(measure.text) or _goes_two_ways(measure.text)):
            parts = ("its words name two",)
        if parts:
            yield Fault(
                sentence=f"{quoted(measure)} counts two things in one: {' and '.join(parts)}.",
                row=measure.id,
                place=subject.place(measure),
            )


TWO_QUANTITIES = Rule(
    code="HW113",
    name="two-quantities",
    severity=Severity.WARNING,
    title="Two quantities are counted in one measure",
    why=(
        "When one goes up and the other down, the measure is both on track and off track. Each "
        "quantity needs a target, a figure and a colour of its own."
    ),
    hint="Make it two measures, each with its own number.",
    bad="""\
measures:
  - id: home-educated
    text: No children on CP/CIN plans electively home educated by 19/20 (from 3/24)
    direction: decrease
    kind: snapshot
    targets:
      - {value: 0, period: AY 2019/20}
    baselines:
      - {value: 3, breakdown: CP}
      - {value: 24, breakdown: CIN}
""",
    good="""\
measures:
  - id: home-educated-protection
    text: No children on child protection plans electively home educated by 19/20 (from 3)
    direction: decrease
    kind: snapshot
    targets:
      - {value: 0, period: AY 2019/20}
    baselines:
      - {value: 3}
  - id: home-educated-need
    text: No children on child in need plans electively home educated by 19/20 (from 24)
    direction: decrease
    kind: snapshot
    targets:
      - {value: 0, period: AY 2019/20}
    baselines:
      - {value: 24}
""",
    faults=_two_quantities,
)
