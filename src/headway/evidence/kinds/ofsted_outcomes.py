"""What Ofsted found at each inspection."""

from headway.evidence.dataset import Column, Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

GRADES = {
    "1": "outstanding",
    "2": "good",
    "3": "requires improvement",
    "4": "inadequate",
    "9": "not judged",
}
_WRITTEN = {
    "1": ("Outstanding",),
    "2": ("Good",),
    "3": ("Requires improvement", "Satisfactory", "RI"),
    "4": ("Inadequate", "Special measures", "Serious weaknesses"),
    "9": ("Not judged", "No judgement", "Not applicable", "None"),
}


def _grade(name: str, about: str, *headers: str) -> Column:
    return column(
        name,
        Holds.CODE,
        Privacy.OPEN,
        about,
        *headers,
        need=Need.OPTIONAL,
        codes=GRADES,
        written=_WRITTEN,
    )


DATASET = Dataset(
    name="ofsted-outcomes",
    title="Ofsted outcomes",
    about="Inspections under the school's number on that day, which an academy conversion "
    "changes. A school keeps its grade until it is inspected again. Overall grades of state "
    "schools ended on 2 September 2024, so the share that is good or outstanding has no "
    "continuous series.",
    grain="one inspection of one school",
    columns=(
        columns.urn(
            "The school's number at the inspection.",
            *("URN", "URN at time of latest full inspection", "School URN"),
        ),
        column(
            "day",
            Holds.DAY,
            Privacy.OPEN,
            "First day of the inspection.",
            *("Inspection start date", "Inspection date", "Date of inspection"),
        ),
        column(
            "published",
            Holds.DAY,
            Privacy.OPEN,
            "Day of publication.",
            *("Publication date", "Date published"),
            need=Need.OPTIONAL,
        ),
        column(
            "event",
            Holds.TEXT,
            Privacy.OPEN,
            "Kind of inspection.",
            *("Inspection type", "Event type grouping", "Inspection event"),
            need=Need.OPTIONAL,
        ),
        _grade("overall", "Overall grade.", "Overall effectiveness", "Overall grade", "Grade"),
        _grade("quality", "Quality of education.", "Quality of education"),
        _grade("behaviour", "Behaviour and attitudes.", "Behaviour and attitudes"),
        _grade("development", "Personal development.", "Personal development"),
        _grade(
            "leadership",
            "Leadership and management.",
            *("Effectiveness of leadership and management", "Leadership and management"),
        ),
        column(
            "safeguarding",
            Holds.FLAG,
            Privacy.OPEN,
            "Whether safeguarding is effective.",
            *("Safeguarding is effective?", "Safeguarding effective", "Safeguarding"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("urn", "day"),
    time="day",
    rules=(
        rules.in_order(
            "day", "published", first_word="the inspection", second_word="the publication"
        ),
    ),
)
