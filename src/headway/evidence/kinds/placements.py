"""Where children are educated after a permanent exclusion."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="placements",
    title="Placements after exclusion",
    about="What was provided for a child who was permanently excluded, and from when. Full-time "
    "education must begin by the sixth school day. The day on which a new school was named is "
    "kept beside it, for the two answer different questions.",
    grain="one provision for one exclusion",
    columns=(
        columns.upn(),
        columns.child_id(need=Need.OPTIONAL),
        columns.urn("The school that excluded.", "URN", "School URN", "Excluding School URN"),
        column(
            "excluded",
            Holds.DAY,
            Privacy.PERSONAL,
            "First day of the exclusion, as in the file of exclusions.",
            *("Exclusion Date", "Date of Exclusion", "Exclusion Start Date", "Excluded on"),
        ),
        column(
            "provision",
            Holds.CODE,
            Privacy.PERSONAL,
            "What was provided.",
            *("Provision", "Provision Type", "Placement Type"),
            codes={
                "school": "a place at another school",
                "alternative": "alternative provision, full time",
                "tuition": "tuition, full time",
                "part-time": "anything less than full time",
            },
            written={
                "alternative": ("AP", "PRU", "Pupil referral unit"),
                "school": ("mainstream",),
            },
        ),
        columns.start(
            "First day of the provision; empty where there is none yet.",
            *("Start Date", "Provision Start Date", "Placement Start Date"),
            need=Need.MAY_BE_EMPTY,
        ),
        columns.end(
            "Its last day; empty while it lasts.",
            *("End Date", "Provision End Date", "Placement End Date"),
            need=Need.OPTIONAL,
        ),
        columns.urn(
            "Where it is provided, if at a school or unit.",
            *("Provider URN", "Placement URN", "New School URN"),
            name="provider_urn",
            need=Need.OPTIONAL,
        ),
        column(
            "named",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day on which a new school was named for the child.",
            *("Place named", "School named on", "Named placement date"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("upn", "excluded", "provision", "start"),
    time="excluded",
    rules=(
        rules.in_order(
            "excluded",
            "start",
            first_word="the exclusion's first day",
            second_word="the provision's first day",
        ),
        rules.in_order(
            "start", "end", first_word="the provision's first day", second_word="its last day"
        ),
        rules.in_order(
            "excluded",
            "named",
            first_word="the exclusion's first day",
            second_word="the day on which a school was named",
        ),
    ),
)
