"""How a measure is worded: what nobody could count, what is an activity, what stands twice."""

import re
from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.rules.missing_parts import is_countable
from headway.checking.subject import Subject, quoted
from headway.domain.plan import Measure, Row
from headway.domain.quantities import Direction
from headway.language.content import words


def _vague(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        if measure.direction not in {Direction.INCREASE, Direction.DECREASE}:
            continue
        if measure.cannot_be_measured or measure.definition or measure.targets:
            continue
        if is_countable(measure, subject):
            continue
        yield Fault(
            sentence=f"{quoted(measure)} names nothing that could be counted or seen to be done.",
            row=measure.id,
            place=subject.place(measure),
        )


VAGUE = Rule(
    code="HW114",
    name="not-measurable",
    severity=Severity.WARNING,
    title="A measure promises a change in something that nobody could count",
    why=(
        "“Improved knowledge” and “better outcomes” are hopes. Two honest people can look at the "
        "same year and disagree, and whoever writes the progress decides. Words alone can be a "
        "fair measure, when it is said who will judge, and by what."
    ),
    hint=(
        "Name what will be counted, or asked, and of whom; or give the reason under "
        "cannot_be_measured."
    ),
    bad="""\
measures:
  - id: knowledge
    text: Improved knowledge of the barriers that young people face
    direction: increase
""",
    good="""\
measures:
  - id: knowledge
    text: Improved knowledge of the barriers that young people face
    direction: increase
    cannot_be_measured: Judged in words by the young people's panel each July
""",
    faults=_vague,
)

_ACTIVITY = re.compile(
    r"^(?:to )?(?P<verb>agree|arrange|audit|carry out|circulate|collect|compare|consider|create|"
    r"deliver|design|develop|disseminate|draft|draw up|establish|evaluate|explore|hold|identify|"
    r"implement|introduce|launch|monitor|organise|plan|prepare|produce|publish|review|roll out|"
    r"run|set up|share|track|undertake|update|use|write)(?P<ing>ing)?\b",
    re.IGNORECASE,
)


def _activity(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        if measure.targets or measure.definition or measure.cannot_be_measured:
            continue
        if measure.direction in {Direction.INCREASE, Direction.DECREASE, Direction.MAINTAIN}:
            continue
        found = _ACTIVITY.match(measure.text.strip())
        if found is None or subject.figures(measure.id):
            continue
        yield Fault(
            sentence=(
                f"{quoted(measure)} is something to do (“{found[0].lower()}”), "
                "not how its success would be known."
            ),
            row=measure.id,
            place=subject.place(measure),
        )


ACTIVITY = Rule(
    code="HW115",
    name="activity-as-measure",
    severity=Severity.WARNING,
    title="A measure is an activity",
    why=(
        "Doing it is then counted as success, whatever came of it. A measure says what will be "
        "different for children when the activity has worked."
    ),
    hint="Move it to the actions, and write here what it should change.",
    bad="""\
measures:
  - id: attendance
    text: Compare attendance data with national and statistical neighbours
""",
    good="""\
measures:
  - id: attendance
    text: Attendance in 2020/21 is at or above that of the statistical neighbours
    direction: achieve
    targets:
      - {words: that of the statistical neighbours, unit: text, period: AY 2020/21}
""",
    faults=_activity,
)


_PEOPLE_WITH_AN_EVENT = re.compile(
    r"\bnumber of (?P<who>(?:[\w-]+ ){0,4}?(?:children|pupils|students|people|adults|families|"
    r"learners))\b(?! with (?:a|an) (?:plan|disabilit|lead))(?: [\w-]+){0,4}? "
    r"(?:with|(?:that|who) (?:had|have had|received|attended|got)|having) (?:a|an) "
    r"(?:[\w:-]+ ){0,3}?(?P<event>exclusion|suspension|intervention|appointment|contact|referral|"
    r"incident|episode|notification|visit|assessment)s?\b",
    re.IGNORECASE,
)


def _people_or_events(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        found = _PEOPLE_WITH_AN_EVENT.search(measure.text)
        if found is None or measure.definition:
            continue
        who, event = found["who"].lower(), found["event"].lower()
        yield Fault(
            sentence=(
                f"{quoted(measure)} does not say how often {who} with a second {event} in the "
                "year are counted."
            ),
            row=measure.id,
            place=subject.place(measure),
        )


PEOPLE_OR_EVENTS = Rule(
    code="HW117",
    name="people-or-events",
    severity=Severity.NOTE,
    title="It is not clear whether people or events are counted",
    why=(
        "A child with three suspensions is one child and three suspensions. Figures of the two "
        "kinds stand in one column sooner or later, and terms add up only for events."
    ),
    hint='Write "with one or more …" for people, or "number of suspensions" for events.',
    bad="""\
measures:
  - id: suspended
    text: Reduce the number of primary school children with a suspension to 255 in 19/20
    direction: decrease
    targets: [{at_most: 255, period: AY 2019/20}]
""",
    good="""\
measures:
  - id: suspended
    text: Reduce the number of primary school children with one or more suspensions to 255 in 19/20
    direction: decrease
    targets: [{at_most: 255, period: AY 2019/20}]
""",
    faults=_people_or_events,
)


def _duplicates(subject: Subject) -> Iterator[Fault]:
    seen: dict[tuple[bool, tuple[str, ...]], Row] = {}
    for row in subject.rows:
        said = (isinstance(row, Measure), words(row.text))
        if len(said[1]) < 3:
            continue
        first = seen.setdefault(said, row)
        if first is not row:
            yield Fault(
                sentence=f"{quoted(row)} says the same as {quoted(first)}.",
                row=row.id,
                place=subject.place(row),
            )


DUPLICATE_ROW = Rule(
    code="HW116",
    name="duplicate-row",
    severity=Severity.WARNING,
    title="Two rows say the same",
    why="Two leads will report the same thing, sooner or later with two different figures.",
    hint="Keep one, and point to it from the other area.",
    bad="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    targets:
      - {at_most: 65, period: AY 2019/20}
  - id: exclusions-again
    text: Reduce the number of permanent exclusions to 65 in school year 19/20.
    direction: decrease
    targets:
      - {at_most: 65, period: AY 2019/20}
""",
    good="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    targets:
      - {at_most: 65, period: AY 2019/20}
  - id: suspensions
    text: Reduce the number of suspensions to 1240 in school year 19/20
    direction: decrease
    targets:
      - {at_most: 1240, period: AY 2019/20}
""",
    faults=_duplicates,
)
