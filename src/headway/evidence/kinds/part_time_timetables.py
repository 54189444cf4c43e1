"""Children who come to school for part of the week by agreement."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="part-time-timetables",
    title="Part-time timetables",
    about="Notices by schools of a part-time or reintegration timetable. Counted are those open "
    "on a day; one that was never closed swells the count, so its review is kept as well.",
    grain="one timetable of one child",
    columns=(
        columns.upn(),
        columns.child_id(need=Need.OPTIONAL),
        columns.school("The school."),
        columns.start("First day of the timetable.", "Start Date", "PTT Start Date", "From"),
        columns.end(
            "Day on which it ended; empty while it is open.",
            *("End Date", "Actual End Date", "PTT End Date", "Closed"),
        ),
        column(
            "planned_end",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day on which it is to end.",
            *("Planned End Date", "Expected End Date", "Intended end"),
            need=Need.OPTIONAL,
        ),
        column(
            "review",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day of the next or latest review.",
            *("Review Date", "Next Review", "Date of review"),
            need=Need.OPTIONAL,
        ),
        column(
            "notified",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day on which the school told the authority.",
            *("Date Notified", "Notification Date", "Date received"),
            need=Need.OPTIONAL,
        ),
        column(
            "hours",
            Holds.NUMBER,
            Privacy.PERSONAL,
            "Hours at school in a week.",
            *("Hours", "Hours per week", "Weekly hours", "Hours attended"),
            need=Need.OPTIONAL,
            least=0,
            most=35,
        ),
        column(
            "agreed",
            Holds.FLAG,
            Privacy.PERSONAL,
            "Whether a parent agreed in writing.",
            *("Parental agreement", "Parent agreed", "Parental consent"),
            need=Need.OPTIONAL,
        ),
        column(
            "reason",
            Holds.TEXT,
            Privacy.SPECIAL,
            "Why, in the school's words; it may tell of health.",
            *("Reason", "Reason for timetable"),
            need=Need.OPTIONAL,
        ),
        columns.year_group(),
        columns.sen_provision(),
    ),
    keys=("upn", "urn", "start"),
    time="start",
    rules=(
        rules.in_order("start", "end", first_word="the first day", second_word="the last day"),
        rules.in_order(
            "start", "planned_end", first_word="the first day", second_word="the planned last day"
        ),
        rules.in_order("start", "review", first_word="the first day", second_word="the review"),
    ),
)
