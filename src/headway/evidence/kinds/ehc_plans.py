"""Education, health and care plans: who has one, since when and where they learn."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="ehc-plans",
    title="Education, health and care plans",
    about="Plans in force and ceased, with the placement, as module 4 of the SEN2 return or the "
    "first list of the SEND Annex A. A child whose plan is open and who has no placement is "
    "counted as unplaced.",
    grain="one plan of one child",
    columns=(
        columns.child_id(),
        columns.upn(need=Need.OPTIONAL),
        columns.birth(need=Need.OPTIONAL),
        columns.sex(),
        columns.ethnicity(),
        columns.start(
            "Day on which the plan was first issued.",
            *("EHC Plan Start Date", "Date initial EHC plan issued", "Plan Start Date"),
        ),
        columns.end(
            "Day on which it ceased; empty while it is in force.",
            *("Date EHC Plan Ceased", "EHC Plan End Date", "Ceased Date"),
            need=Need.OPTIONAL,
        ),
        column(
            "end_reason",
            Holds.TEXT,
            Privacy.PERSONAL,
            "Why it ceased.",
            *("Reason EHC Plan Ceased", "Ceased reason"),
            need=Need.OPTIONAL,
        ),
        columns.sen_need(),
        column(
            "placement",
            Holds.TEXT,
            Privacy.PERSONAL,
            "Kind of placement: mainstream, special, home, none. Empty where there is none.",
            *("Placement Type", "Placement", "Establishment type", "Setting type"),
            need=Need.OPTIONAL,
        ),
        columns.urn(
            "The school or college of the placement; empty where there is none.",
            *("Main education establishment – URN", "URN", "Placement URN", "School URN"),
            need=Need.OPTIONAL,
        ),
        column(
            "placement_start",
            Holds.DAY,
            Privacy.PERSONAL,
            "First day of the placement.",
            *("Placement Start Date", "Entry Date"),
            need=Need.OPTIONAL,
        ),
        column(
            "placement_end",
            Holds.DAY,
            Privacy.PERSONAL,
            "Its last day; empty while it lasts.",
            *("Placement End Date", "Leaving Date"),
            need=Need.OPTIONAL,
        ),
        column(
            "home_educated",
            Holds.FLAG,
            Privacy.PERSONAL,
            "Whether the child is educated at home by choice: then no placement is wanting.",
            *("Elective home education", "EHE"),
            need=Need.OPTIONAL,
        ),
        column(
            "updated",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day on which an amended plan was issued.",
            *("Date updated EHC plan issued", "Date updated", "Amended Plan Date"),
            need=Need.OPTIONAL,
        ),
        column(
            "last_review",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day of the last annual review.",
            *("Date EHC plan last reviewed", "Last Review Date"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("child_id", "start"),
    time="start",
    rules=(
        rules.in_order(
            "start", "end", first_word="the day of issue", second_word="the day it ceased"
        ),
        rules.in_order(
            "placement_start",
            "placement_end",
            first_word="the placement's first day",
            second_word="its last day",
        ),
        rules.aged(0, 25),
    ),
)
