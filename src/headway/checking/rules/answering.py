"""Who answers for a row, who does it, and when."""

import re
from collections.abc import Callable, Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, quoted
from headway.domain.plan import Action, Area, Responsibility, Row
from headway.domain.provenance import Place

_NOBODY = re.compile(
    r"(?:lead |post |role )?(?:t\.?b\.?[cdan]\.?|to be (?:confirmed|agreed|decided|named|appointed|"
    r"determined|identified)|vacan(?:t|cy)|n/?a|none|nobody|unknown|not (?:known|assigned)|\W*)"
    r"(?: lead| post)?",
    re.IGNORECASE,
)


def is_nobody(name: str) -> bool:
    """
    Whether what stands for a name is no name.

    >>> is_nobody("TBC"), is_nobody("To be confirmed"), is_nobody("Head of Early Help")
    (True, True, False)
    """
    return _NOBODY.fullmatch(name.strip()) is not None


def _lacking(
    subject: Subject,
    lacks: Callable[[Row, Responsibility], bool],
    own: Callable[[Responsibility], object],
) -> Iterator[tuple[Area | None, list[Row]]]:
    """
    Rows that lack something even with what they inherit.

    Those of one area that have nothing of their own come together: one entry in the area
    puts them all right. Where no row of the plan has any, the plan is told once, with no area.
    """
    if len(subject.plan.areas) > 1 and _all_of(subject, lacks, own):
        yield None, list(subject.rows)
        return
    for area in subject.plan.areas:
        inheriting = []
        for row in subject.in_area(area):
            if not lacks(row, subject.plan.responsibility(row)):
                continue
            if own(row.responsibility):
                yield area, [row]
            else:
                inheriting.append(row)
        if inheriting:
            yield area, inheriting


def _all_of(
    subject: Subject,
    lacks: Callable[[Row, Responsibility], bool],
    own: Callable[[Responsibility], object],
) -> bool:
    return bool(subject.rows) and all(
        lacks(row, subject.plan.responsibility(row)) and not own(row.responsibility)
        for row in subject.rows
    )


def _place(subject: Subject, area: Area | None, row: Row) -> Place | None:
    return subject.place(row) or (area.place if area else None)


def _which(area: Area | None, rows: list[Row]) -> str:
    if area is None:
        return f"any of the plan's {len(rows)} rows"
    if len(rows) == 1:
        return quoted(rows[0])
    return f'the {len(rows)} rows of "{area.title}"'


def _nobody_leads(subject: Subject) -> Iterator[Fault]:
    def lacks(_: Row, held: Responsibility) -> bool:
        return all(is_nobody(name) for name in held.leads)

    for area, rows in _lacking(subject, lacks, lambda own: own.leads):
        words = ", ".join(subject.plan.responsibility(rows[0]).leads)
        instead = f': instead of a name it says "{words}"' if words.strip() else ""
        yield Fault(
            sentence=f"Nobody leads {_which(area, rows)}{instead}.",
            row=rows[0].id,
            place=_place(subject, area, rows[0]),
        )


NOBODY_LEADS = Rule(
    code="HW201",
    name="nobody-leads",
    severity=Severity.ERROR,
    title="A row has no lead, or “TBC” in place of one",
    why=(
        "What nobody answers for is not done, and at the meeting nobody can say why. “TBC” in a "
        "published plan usually stays there until the next one."
    ),
    hint="Name a post (not a person: posts outlast people), for the row or for its area.",
    bad="""\
agencies: Engagement Team
leads: TBC
actions:
  - id: survey
    text: Repeat the survey
""",
    good="""\
agencies: Engagement Team
leads: Head of Engagement
actions:
  - id: survey
    text: Repeat the survey
""",
    faults=_nobody_leads,
)


def _no_agency(subject: Subject) -> Iterator[Fault]:
    def lacks(_: Row, held: Responsibility) -> bool:
        return all(is_nobody(name) for name in held.agencies)

    for area, rows in _lacking(subject, lacks, lambda own: own.agencies):
        yield Fault(
            sentence=f"No agency is named for {_which(area, rows)}.",
            row=rows[0].id,
            place=_place(subject, area, rows[0]),
        )


NO_AGENCY = Rule(
    code="HW202",
    name="no-agency",
    severity=Severity.WARNING,
    title="A row names no agency that is responsible",
    why="A partnership's plan is a list of who does what; without the who, nobody is asked.",
    hint="Name the agencies, for the row or for its area.",
    bad="""\
leads: Head of Engagement
actions:
  - id: survey
    text: Repeat the survey
""",
    good="""\
leads: Head of Engagement
agencies: Engagement Team
actions:
  - id: survey
    text: Repeat the survey
""",
    faults=_no_agency,
)


def _no_date(subject: Subject) -> Iterator[Fault]:
    def lacks(row: Row, held: Responsibility) -> bool:
        if not isinstance(row, Action) or any(one.period for one in row.targets):
            return False
        return held.timetable.period is None and is_nobody(held.timetable.words)

    for area, rows in _lacking(subject, lacks, lambda own: own.timetable.words):
        yield Fault(
            sentence=f"There is no date for {_which(area, rows)}: neither when it is due "
            "nor when it is reported on.",
            row=rows[0].id,
            place=_place(subject, area, rows[0]),
        )


NO_DATE = Rule(
    code="HW203",
    name="no-date",
    severity=Severity.WARNING,
    title="An action has no date",
    why="What has no date is never late, and the board does not know when to ask.",
    hint="Add a timetable, for the action or for its area.",
    bad="""\
actions:
  - id: survey
    text: Repeat the survey
""",
    good="""\
timetable: {period: 2021-03/2021-05, words: Mar-May 21}
actions:
  - id: survey
    text: Repeat the survey
""",
    faults=_no_date,
)
