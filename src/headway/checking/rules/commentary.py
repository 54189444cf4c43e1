"""Words of progress that the plan's own figures, targets and statuses do not bear out."""

from collections.abc import Callable, Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, quoted
from headway.commentary.findings import Finding
from headway.language.claims.claim import ClaimKind
from headway.language.results import Part


def _about(
    *kinds: ClaimKind, unless: Callable[[Finding], tuple[str, ...]] = lambda _: ()
) -> Callable[[Subject], Iterator[Fault]]:
    """The mismatches of these kinds, each a fault; `unless` names the rules that say it better."""

    def faults(subject: Subject) -> Iterator[Fault]:
        for row, said, found in subject.words_held:
            if found.kind in kinds:
                told = found.sentence[0].lower() + found.sentence[1:]
                yield Fault(
                    sentence=f"Of {quoted(row)} {told}",
                    row=row.id,
                    place=said.place or subject.place(row),
                    unless=unless(found),
                )

    return faults


def _told_of_targets(found: Finding) -> tuple[str, ...]:
    return ("HW311",) if found.claim.part is Part.TARGET else ()


FIGURE_IN_WORDS = Rule(
    code="HW601",
    name="figure-in-words",
    severity=Severity.ERROR,
    title="The words give another figure than the record, for the same thing and time",
    why=(
        "The words are what the board reads and remembers. Where they and the table differ, one "
        "of them is wrong, and nobody at the meeting can tell which."
    ),
    hint="Correct the words; or give the newer figure, with the day it became known (known_at).",
    bad="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: AY 2019/20}]
    observations: [{period: AY 2019/20 T4, value: 70}]
    progress:
      - {text: By the end of term 4 in 19/20 there were 73 permanent exclusions.}
""",
    good="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: AY 2019/20}]
    observations: [{period: AY 2019/20 T4, value: 70}]
    progress:
      - {text: By the end of term 4 in 19/20 there were 70 permanent exclusions.}
""",
    faults=_about(ClaimKind.LEVEL, ClaimKind.TOTAL, ClaimKind.LENGTH, unless=_told_of_targets),
)

DIRECTION_IN_WORDS = Rule(
    code="HW602",
    name="direction-in-words",
    severity=Severity.ERROR,
    title="The words say that a figure rose, fell or held, and the figures went another way",
    why=(
        "“Reduced” is often copied from last year's report, or from what the plan promised. A "
        "reader who compares the two figures stops believing the rest."
    ),
    hint="Say which way it went, by how much and since when; or correct the figures.",
    bad="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: AY 2019/20}]
    observations:
      - {period: AY 2018/19 T4, value: 52}
      - {period: AY 2019/20 T4, value: 70}
    progress:
      - {text: Permanent exclusions have reduced since last year.}
""",
    good="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: AY 2019/20}]
    observations:
      - {period: AY 2018/19 T4, value: 52}
      - {period: AY 2019/20 T4, value: 70}
    progress:
      - {text: "Permanent exclusions have increased, by 18 on the same point last year."}
""",
    faults=_about(ClaimKind.MOVEMENT, ClaimKind.CHANGE, ClaimKind.EXTREME, ClaimKind.RUN),
)

STANDING_IN_WORDS = Rule(
    code="HW603",
    name="standing-in-words",
    severity=Severity.ERROR,
    title="The words say that a target was met or missed, or others passed, and it is not so",
    why=(
        "“Above target” and “better than England” are the words a board takes home. They can be "
        "checked against two numbers that the plan already has."
    ),
    hint="Correct the words, or name the figure and the target that are meant.",
    bad="""\
measures:
  - id: development
    text: Increase children with a good level of development to 75% in 19/20
    direction: increase
    kind: annual
    unit: "%"
    targets: [{at_least: 75, period: AY 2019/20}]
    observations: [{period: AY 2019/20, value: 73.5}]
    progress:
      - {text: The target has been exceeded.}
""",
    good="""\
measures:
  - id: development
    text: Increase children with a good level of development to 75% in 19/20
    direction: increase
    kind: annual
    unit: "%"
    targets: [{at_least: 75, period: AY 2019/20}]
    observations: [{period: AY 2019/20, value: 73.5}]
    progress:
      - {text: At 73.5% we are below the target.}
""",
    faults=_about(ClaimKind.TARGET, ClaimKind.BENCHMARK),
)

ALL_OR_NONE = Rule(
    code="HW604",
    name="all-or-none",
    severity=Severity.ERROR,
    title="The words say “all” or “none”, and the figure says some",
    why=(
        "The children who are not among “all” are those the plan is for. “All” is a figure, 100%, "
        "and is held against the record as one."
    ),
    hint="Say how many of how many.",
    bad="""\
measures:
  - id: placed
    text: All permanently excluded pupils have a new placement within six days
    direction: achieve
    kind: rate for the year to date
    unit: "%"
    targets: [{value: 100, period: per year}]
    observations: [{period: AY 2019/20 T4, value: 20}]
    progress:
      - {text: All permanently excluded pupils have a new placement.}
""",
    good="""\
measures:
  - id: placed
    text: All permanently excluded pupils have a new placement within six days
    direction: achieve
    kind: rate for the year to date
    unit: "%"
    targets: [{value: 100, period: per year}]
    observations: [{period: AY 2019/20 T4, value: 20}]
    progress:
      - {text: One in five permanently excluded pupils has a new placement.}
""",
    faults=_about(ClaimKind.UNIVERSAL),
)

TIME_IN_WORDS = Rule(
    code="HW605",
    name="time-in-words",
    severity=Severity.WARNING,
    title="The words tell of another year than the one the row promises",
    why=(
        "A good figure for the wrong year says nothing about the promise, and reads as if it did."
    ),
    hint="Tell of the target's year, or say why its figure is not there yet.",
    bad="""\
measures:
  - id: development
    text: Increase children with a good level of development to 75% in 19/20
    direction: increase
    kind: annual
    unit: "%"
    targets: [{at_least: 75, period: AY 2019/20}]
    progress:
      - {text: 73.5% in school year 2018/19}
""",
    good="""\
measures:
  - id: development
    text: Increase children with a good level of development to 75% in 19/20
    direction: increase
    kind: annual
    unit: "%"
    targets: [{at_least: 75, period: AY 2019/20}]
    progress:
      - {text: 74% in school year 2019/20 (73.5% in 2018/19)}
""",
    faults=_about(ClaimKind.PERIOD, unless=lambda _: ("HW106", "HW107", "HW314")),
)

STATUS_IN_WORDS = Rule(
    code="HW606",
    name="status-in-words",
    severity=Severity.WARNING,
    title="The words say that an action is halted, complete or not begun, and its status differs",
    why=(
        "The list shows the status, the page shows the words. A partner who reads only one of "
        "them acts on the wrong one."
    ),
    hint="Set the status that the words tell; if they are about another row, move them there.",
    bad="""\
actions:
  - id: campaign
    text: Plan a wider campaign on attendance
    status: complete
    progress:
      - {text: Work on the wider campaign has been halted.}
""",
    good="""\
actions:
  - id: campaign
    text: Plan a wider campaign on attendance
    status: halted
    reason: Schools are closed; to be looked at again in September
    progress:
      - {text: Work on the wider campaign has been halted.}
""",
    faults=_about(ClaimKind.STATUS),
)
