"""Rows whose time has come, and what is said of how far they are."""

from collections.abc import Iterator
from datetime import date

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, quoted
from headway.domain.plan import Action, ActionStatus, Row


def _due(subject: Subject, row: Row) -> date | None:
    """The last day of the row's own time: its targets', else its timetable's."""
    timed = [one.period.last_day() for one in row.targets if one.period]
    days = [day for day in timed if day is not None]
    timetable = subject.plan.responsibility(row).timetable.period
    if days:
        return max(days)
    return timetable.last_day() if timetable else None


def _is_answered(subject: Subject, row: Row) -> bool:
    """Whether anything has been said of the row in the plan in force, in words or figures."""
    if any(one.text.strip() or one.points_to for one in subject.progress(row.id)):
        return True
    if isinstance(row, Action) and row.status not in {
        ActionStatus.UNKNOWN,
        ActionStatus.NOT_STARTED,
    }:
        return True
    return bool(subject.observations(row.id))


def _deadline_passed(subject: Subject) -> Iterator[Fault]:
    late: dict[tuple[str, date], list[Row]] = {}
    for row in subject.rows:
        due = _due(subject, row)
        if due is not None and due < subject.at and not _is_answered(subject, row):
            late.setdefault((row.area, due), []).append(row)
    for (area, due), rows in late.items():
        if len(rows) == 1:
            which, of = quoted(rows[0]), "it"
        else:
            which = f'{len(rows)} rows of "{subject.plan.area(area).title}"'
            of = f"them (the first is {quoted(rows[0])})"
        yield Fault(
            sentence=(
                f"{which} {'was' if len(rows) == 1 else 'were'} due by {due.day} {due:%B %Y}, "
                f"and nothing has been reported of {of}."
            ),
            row=rows[0].id,
            place=subject.place(rows[0]),
        )


DEADLINE_PASSED = Rule(
    code="HW206",
    name="deadline-passed",
    severity=Severity.WARNING,
    title="A row's time has passed and nothing has been said of it",
    why=(
        "Silence is not success and not failure. The board should see that nobody has answered, "
        "and whom to ask."
    ),
    hint="Ask the lead for the figure or for the words; “not done” is an answer.",
    bad="""\
timetable: {period: 2019-10, words: Oct 2019}
actions:
  - id: briefing
    text: Draw up a one-minute briefing on the right to education
""",
    good="""\
timetable: {period: 2019-10, words: Oct 2019}
actions:
  - id: briefing
    text: Draw up a one-minute briefing on the right to education
    status: complete
    progress:
      - {text: The briefing is on the partners' pages.}
""",
    faults=_deadline_passed,
)


def _halted(subject: Subject) -> Iterator[Fault]:
    for action in subject.actions:
        if action.status is ActionStatus.HALTED and not action.reason.strip():
            yield Fault(
                sentence=f"{quoted(action)} is halted, and no reason is given.",
                row=action.id,
                place=subject.place(action),
            )


HALTED = Rule(
    code="HW207",
    name="halted-without-reason",
    severity=Severity.WARNING,
    title="An action is halted and nothing says why",
    why="The board can help with a reason; with the bare word it can only note it.",
    hint="Write the reason, and when it will be looked at again.",
    bad="""\
actions:
  - id: campaign
    text: Plan a wider campaign on attendance
    status: halted
""",
    good="""\
actions:
  - id: campaign
    text: Plan a wider campaign on attendance
    status: halted
    reason: Schools are closed; to be looked at again in September
""",
    faults=_halted,
)


def _half_complete(subject: Subject) -> Iterator[Fault]:
    for action in subject.actions:
        if action.status is not ActionStatus.COMPLETE:
            continue
        for said in subject.progress(action.id):
            share = said.percent_complete
            if share is not None and share < 100:
                yield Fault(
                    sentence=f"{quoted(action)} is called complete, and {share:g}% of it is done.",
                    row=action.id,
                    place=said.place or subject.place(action),
                )
                break


HALF_COMPLETE = Rule(
    code="HW208",
    name="complete-in-part",
    severity=Severity.ERROR,
    title="An action is called complete and is not",
    why="One of the two is wrong, the report will print both, and a reader will find it.",
    hint="Correct the status or the percentage.",
    bad="""\
actions:
  - id: training
    text: Train a lead in each pilot school
    status: complete
    progress:
      - {text: Nearly there, percent_complete: 80}
""",
    good="""\
actions:
  - id: training
    text: Train a lead in each pilot school
    status: in progress
    progress:
      - {text: Nearly there, percent_complete: 80}
""",
    faults=_half_complete,
)
