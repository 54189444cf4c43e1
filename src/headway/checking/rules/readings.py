"""What is still open after a document was read, and what must not be published as it is."""

import re
from collections import defaultdict
from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, quoted, told
from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.quantities import COUNT, plain

_SAID_BETTER = {
    DoubtReason.LOST_FIGURE: ("HW308",),
    DoubtReason.DANGLING_POINTER: ("HW302",),
    DoubtReason.OTHER_SUBJECT: ("HW301",),
    DoubtReason.OTHER_YEAR: ("HW105", "HW106", "HW107"),
    DoubtReason.NO_FIGURE: ("HW101", "HW303", "HW309"),
    DoubtReason.UNKNOWN_OWNER: ("HW201", "HW202"),
    DoubtReason.SEVERAL_FIGURES: ("HW113",),
}
"""Rules that speak of the same thing as a doubt, when they find it."""

_SMALLEST, _LARGEST = 1, 5


def _open_doubts(subject: Subject) -> Iterator[Fault]:
    held: defaultdict[tuple[str, DoubtReason], list[Doubt]] = defaultdict(list)
    for doubt in subject.plan.doubts:
        if not doubt.settled and doubt.reason is not DoubtReason.JOINED_ROWS:
            held[(doubt.row or "", doubt.reason)].append(doubt)
    for doubts in held.values():
        first = doubts[0]
        row = subject.by_id.get(first.row) if first.row else None
        more = f" (and {len(doubts) - 1} more of the kind)" if len(doubts) > 1 else ""
        about = f"{quoted(row)}: " if row else ""
        yield Fault(
            sentence=f"{about}{told(first).removesuffix('.')}{more}.",
            row=first.row,
            place=first.place or (subject.place(row) if row else None),
            unless=_SAID_BETTER.get(first.reason, ()),
        )


OPEN_DOUBT = Rule(
    code="HW501",
    name="open-doubt",
    severity=Severity.WARNING,
    title="A doubt from reading the document has not been settled",
    why=(
        "What could not be read for certain is kept for a person and never guessed. Until it is "
        "settled, reports print the row with a mark."
    ),
    hint="Look at the words in the document, correct the row, and write how it was settled.",
    bad="""\
measures:
  - id: gap
    text: Reduce the gap
doubts:
  - reason: unknown-period
    row: gap
    sentence: It is not clear which year “last year” means
""",
    good="""\
measures:
  - id: gap
    text: Reduce the gap
doubts:
  - reason: unknown-period
    row: gap
    sentence: It is not clear which year “last year” means
    settled: School year 2018/19, as the lead confirmed
""",
    faults=_open_doubts,
)


def _joined(subject: Subject) -> Iterator[Fault]:
    joined = [
        doubt
        for doubt in subject.plan.doubts
        if doubt.reason is DoubtReason.JOINED_ROWS and not doubt.settled
    ]
    by_row = {doubt.row: doubt for doubt in reversed(joined)}
    for name, doubt in by_row.items():
        row = subject.by_id.get(name) if name else None
        which = quoted(row) if row else "A row"
        yield Fault(
            sentence=f"{which} was cut in two, and its pieces were put together again.",
            row=name,
            place=doubt.place,
        )


JOINED = Rule(
    code="HW506",
    name="joined-row",
    severity=Severity.NOTE,
    title="A row was put together from two pieces",
    why=(
        "A page break cut it. The pieces nearly always belong together; when they do not, the "
        "row says something that nobody wrote."
    ),
    hint="Read it once; then write under the doubt how it was settled.",
    bad="""\
actions:
  - id: review
    text: This will be reviewed when the impact is clearer
doubts:
  - reason: joined-rows
    row: review
    sentence: A page break cut this row in two
""",
    good="""\
actions:
  - id: review
    text: This will be reviewed when the impact is clearer
doubts:
  - reason: joined-rows
    row: review
    sentence: A page break cut this row in two
    settled: Yes, they belong together
""",
    faults=_joined,
)


def _small_numbers(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        small = [
            one
            for one in subject.figures(measure.id)
            if one.unit == COUNT
            and one.value is not None
            and _SMALLEST <= one.value <= _LARGEST
            and not _is_of_things(one.of)
        ]
        if not small or not _PEOPLE.search(f"{measure.text} {measure.quantity} {small[0].of}"):
            continue
        values = ", ".join(dict.fromkeys(plain(one.value or 0.0) for one in small))
        yield Fault(
            sentence=(
                f"{quoted(measure)} reports {values}, few enough for somebody to be recognised."
            ),
            row=measure.id,
            place=small[0].place or subject.place(measure),
        )


_PEOPLE = re.compile(
    r"\b(child|pupil|young|people|person|famil|parent|carer|student|learner|victim|patient|"
    r"baby|babies|boys?|girls?|exclu|suspen|C&?YP)",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(workers?|staff|teams?|services?|courses?|groups?|schools?|caseworkers?|versions?|posts?)\b",
    re.IGNORECASE,
)


def _is_of_things(of: str) -> bool:
    return bool(of) and _THINGS.search(of) is not None


SMALL_NUMBERS = Rule(
    code="HW502",
    name="small-number",
    severity=Severity.NOTE,
    title="A count of people is so small that somebody could be recognised",
    why=(
        "“2 children on child protection plans, educated at home” is somebody's neighbours. "
        "Counts from 1 to 5 are commonly left out of what is published, together with anything "
        "they could be worked out from."
    ),
    hint="Keep it for the board; suppress it in anything that is published.",
    bad="""\
measures:
  - id: protected
    text: Children on child protection plans who are educated at home
    kind: snapshot
    observations: [{period: AY 2019/20 T4, value: 2}]
""",
    good="""\
measures:
  - id: protected
    text: Children on child protection plans who are educated at home
    kind: snapshot
    observations: [{period: AY 2019/20 T4, state: suppressed}]
""",
    faults=_small_numbers,
)


def _no_source(subject: Subject) -> Iterator[Fault]:
    unknown = [
        (row, len(bare))
        for row in subject.rows
        if (
            bare := [
                one
                for one in subject.figures(row.id)
                if one.place is None and not one.words and not getattr(row, "source", "")
            ]
        )
        and not subject.progress(row.id)
    ]
    if unknown:
        figures = sum(count for _, count in unknown)
        whose = quoted(unknown[0][0])
        sentence = f"{figures} figures do not say where they came from, the first for {whose}."
        yield Fault(
            sentence=sentence if figures > 1 else f"The figure of {whose} has no source.",
            row=unknown[0][0].id,
            place=subject.place(unknown[0][0]),
        )


NO_SOURCE = Rule(
    code="HW503",
    name="no-source",
    severity=Severity.NOTE,
    title="A figure does not say where it came from",
    why="A number that cannot be traced cannot be defended, nor corrected when it is wrong.",
    hint="Name the measure's source, or the figure's place in its document.",
    bad="""\
measures:
  - id: missing
    text: Reduce the number of children missing education to 25 by 19/20
    direction: decrease
    targets: [{at_most: 25, period: AY 2019/20}]
    observations: [{period: AY 2019/20 T4, value: 54}]
""",
    good="""\
measures:
  - id: missing
    text: Reduce the number of children missing education to 25 by 19/20
    direction: decrease
    targets: [{at_most: 25, period: AY 2019/20}]
    source: Local authority's register of children missing education
    observations: [{period: AY 2019/20 T4, value: 54}]
""",
    faults=_no_source,
)
