"""Progress that sends the reader somewhere else."""

import re
from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, levels, quoted, told
from headway.domain.doubts import DoubtReason
from headway.domain.observations import RowId
from headway.domain.plan import Progress, Row

_POINTER = re.compile(
    r"\b(?:refer(?:red|s)?(?: back)? to|see|as (?:for|in|at|per))\b[^.\d]{0,30}?"
    r"\b(?:no\.?|number|row|item|measure|action|point)\s*(?P<number>\d+[a-z]?)\b",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"\b(?:attached|attachment|link below|(?:report|document|data|file|table) (?:is )?"
    r"(?:attached|below)|(?:refer|see) to? ?(?:the )?(?:report|document|link|attachment)s? "
    r"below)\b",
    re.IGNORECASE,
)


def _to_nothing(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        found = False
        for said in subject.progress(row.id):
            sentence = _what_is_wrong(subject, row, said)
            if sentence:
                found = True
                yield Fault(sentence=sentence, row=row.id, place=said.place or subject.place(row))
        if not found:
            for doubt in subject.doubts(row.id, DoubtReason.DANGLING_POINTER):
                yield Fault(sentence=told(doubt), row=row.id, place=doubt.place)


def _what_is_wrong(subject: Subject, row: Row, said: Progress) -> str:
    if said.points_to is None:
        pointer = _POINTER.search(said.text)
        if pointer is None:
            return ""
        return (
            f"{quoted(row)} sends the reader to no. {pointer['number']}, and it is not known "
            "which row that is."
        )
    if said.points_to not in subject.by_id:
        return f'{quoted(row)} points to the row "{said.points_to}", which the plan lacks.'
    if _comes_back(subject, row.id, said.points_to):
        return f"{quoted(row)} points to itself, directly or through the rows it points to."
    return ""


def _comes_back(subject: Subject, start: RowId, row: RowId) -> bool:
    seen: set[RowId] = set()
    ahead = [row]
    while ahead:
        here = ahead.pop()
        if here == start:
            return True
        if here in seen:
            continue
        seen.add(here)
        ahead += [one.points_to for one in subject.progress(here) if one.points_to is not None]
    return False


TO_NOTHING = Rule(
    code="HW302",
    name="pointer-to-nothing",
    severity=Severity.ERROR,
    title="Progress points to a row that is not there",
    why=(
        "“Refer to above, no. 9” is an answer only while there is a no. 9. Rows are numbered "
        "anew each year, and pointers are not."
    ),
    hint="Point to the row by its id (points_to), or write the progress out.",
    bad="""\
measures:
  - id: curricula
    text: Schools develop inclusive curricula
    progress:
      - {text: "Refer to above, no. 9"}
""",
    good="""\
measures:
  - id: inspections
    number: "6"
    text: Inspections find that the curriculum has recovered
    progress:
      - {text: Inspections were suspended.}
  - id: curricula
    text: Schools develop inclusive curricula
    progress:
      - {text: "Refer to above, no. 6", points_to: inspections}
""",
    faults=_to_nothing,
)


def _to_no_figure(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        if subject.observations(row.id):
            continue
        for said in subject.progress(row.id):
            other = subject.by_id.get(said.points_to) if said.points_to else None
            if other is None or other.id == row.id or subject.figures(other.id):
                continue
            if levels(row.targets):
                what = "where no figure stands for its target"
            elif not any(one.text.strip() for one in subject.progress(other.id)):
                what = "of which nothing is said either"
            else:
                continue
            yield Fault(
                sentence=f"{quoted(row)} points to {quoted(other)}, {what}.",
                row=row.id,
                place=said.place or subject.place(row),
            )
            break


TO_NO_FIGURE = Rule(
    code="HW303",
    name="pointer-to-no-figure",
    severity=Severity.WARNING,
    title="Progress points to a row that does not answer it",
    why=(
        "The row has a number to reach, the row it points to reports none, and so the number is "
        "never reported at all."
    ),
    hint="Ask the lead for the figure of this row.",
    bad="""\
measures:
  - id: networks
    number: "5"
    text: Local networks support early help
    progress:
      - {text: These are up and running.}
  - id: assessments
    number: "6"
    text: Networks complete at least 2000 assessments a year
    direction: achieve
    kind: cumulative in the year
    targets: [{at_least: 2000, period: per year}]
    progress:
      - {text: "Refer to above, no. 5", points_to: networks}
""",
    good="""\
measures:
  - id: networks
    number: "5"
    text: Local networks support early help
    progress:
      - {text: These are up and running.}
  - id: assessments
    number: "6"
    text: Networks complete at least 2000 assessments a year
    direction: achieve
    kind: cumulative in the year
    targets: [{at_least: 2000, period: per year}]
    observations: [{period: FY 2020/21, value: 1640}]
    progress:
      - {text: 1640 in 2020/21}
""",
    faults=_to_no_figure,
)


def _attachment(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        for said in subject.progress(row.id):
            found = _ATTACHED.search(said.text)
            if found is None or said.links or "http" in said.text:
                continue
            yield Fault(
                sentence=(
                    f'{quoted(row)} answers with "{found[0].lower()}", and there is neither '
                    "a link nor a file."
                ),
                row=row.id,
                place=said.place or subject.place(row),
            )
            break


NO_ATTACHMENT = Rule(
    code="HW304",
    name="attachment-missing",
    severity=Severity.WARNING,
    title="Progress refers to an attachment that is not there",
    why=(
        "An icon in a Word file is lost when the file becomes a PDF, and with it the only answer "
        "that was given."
    ),
    hint="Add the address under links, or write the figures out.",
    bad="""\
measures:
  - id: attendance
    text: Attendance is at or above last year's
    progress:
      - {text: "Please refer to attached below:"}
""",
    good="""\
measures:
  - id: attendance
    text: Attendance is at or above last year's
    progress:
      - text: "Please refer to attached below:"
        links: [attendance-autumn-2020.xlsx]
""",
    faults=_attachment,
)
