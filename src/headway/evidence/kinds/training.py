"""Training of staff."""

import re

from headway.evidence.dataset import Dataset, Holds, Privacy, Row, Rule
from headway.evidence.kinds.columns import Need, column


def _is_a_reference(row: Row) -> str | None:
    person = str(row.get("person") or "")
    if "@" not in person and not re.fullmatch(r"[A-Za-z'’.-]+,? [A-Za-z'’. -]+", person):
        return None
    return (
        "This names somebody. Put a reference in its place, such as a staff number: the same for "
        "the person on every course."
    )


DATASET = Dataset(
    name="training",
    title="Training",
    about="Who came to which course. Courses, places, attendances and different people are four "
    "counts; a person is known by a reference and never by name.",
    grain="one person's place on one course",
    columns=(
        column(
            "course",
            Holds.TEXT,
            Privacy.OPEN,
            "Name of the course.",
            *("Course", "Course Name", "Title", "Event"),
        ),
        column(
            "day",
            Holds.DAY,
            Privacy.OPEN,
            "Day of the course, its first if there are several.",
            *("Date", "Course Date", "Event date", "Start date"),
        ),
        column(
            "person",
            Holds.TEXT,
            Privacy.IDENTIFYING,
            "Reference of the person, the same on every course.",
            *("Delegate ID", "Person Ref", "Staff ID", "Learner ID"),
        ),
        column(
            "attended",
            Holds.FLAG,
            Privacy.PERSONAL,
            "Whether the person came.",
            *("Attended", "Attendance", "Completed"),
        ),
        column(
            "role",
            Holds.TEXT,
            Privacy.PERSONAL,
            "The person's role, to count the share of those for whom the course is meant.",
            *("Role", "Job Title", "Job role"),
            need=Need.OPTIONAL,
        ),
        column(
            "organisation",
            Holds.TEXT,
            Privacy.OPEN,
            "Where the person works.",
            *("Organisation", "Agency", "Employer"),
            need=Need.OPTIONAL,
        ),
        column(
            "before",
            Holds.WHOLE,
            Privacy.PERSONAL,
            "Confidence before, from 1 to 10.",
            *("Confidence before", "Pre-course confidence", "Pre score"),
            need=Need.OPTIONAL,
            least=1,
            most=10,
        ),
        column(
            "after",
            Holds.WHOLE,
            Privacy.PERSONAL,
            "Confidence after, from 1 to 10.",
            *("Confidence after", "Post-course confidence", "Post score"),
            need=Need.OPTIONAL,
            least=1,
            most=10,
        ),
    ),
    keys=("course", "day", "person"),
    time="day",
    rules=(Rule(name="names-somebody", check=_is_a_reference, column="person"),),
)
