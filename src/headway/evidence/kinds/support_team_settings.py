"""Schools and colleges with a mental health support team."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="support-team-settings",
    title="Settings of mental health support teams",
    about="The settings of each wave, and whether each has named a senior lead for mental "
    "health. Waves start on different days, so the number of settings grows: a figure for a day "
    "counts those that had joined by then. Names of people are not kept.",
    grain="one setting in one wave",
    columns=(
        columns.urn("The school or college.", "URN", "School URN", "Setting URN"),
        column(
            "name",
            Holds.TEXT,
            Privacy.OPEN,
            "Its name.",
            *("School", "School Name", "Setting", "Setting Name"),
            need=Need.OPTIONAL,
        ),
        column(
            "wave",
            Holds.TEXT,
            Privacy.OPEN,
            "Wave by which it joined: pilot, trailblazer, wave 1.",
            *("Wave", "Programme wave", "Cohort"),
        ),
        column(
            "start",
            Holds.DAY,
            Privacy.OPEN,
            "Day on which it joined.",
            *("Start Date", "Date Joined", "Joined", "Live date"),
        ),
        column(
            "end",
            Holds.DAY,
            Privacy.OPEN,
            "Day on which it left; empty while it takes part.",
            *("End Date", "Date Left", "Left"),
            need=Need.OPTIONAL,
        ),
        column(
            "lead",
            Holds.FLAG,
            Privacy.OPEN,
            "Whether it has a named senior lead for mental health: yes or no, not the name.",
            *("Named Lead", "Senior Lead", "Senior Mental Health Lead", "Lead in place"),
            need=Need.MAY_BE_EMPTY,
        ),
        column(
            "lead_since",
            Holds.DAY,
            Privacy.OPEN,
            "Day from which it has had one, where that is known.",
            *("Lead named on", "Senior Lead Date", "Date lead named", "Lead since"),
            need=Need.OPTIONAL,
        ),
        column(
            "team",
            Holds.TEXT,
            Privacy.OPEN,
            "Team that serves it.",
            *("Team", "MHST", "MHST Team"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("urn", "wave"),
    time="start",
    rules=(rules.in_order("start", "end", first_word="the day of joining", second_word="leaving"),),
)
