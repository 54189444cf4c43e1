"""Children whom their parents have chosen to educate at home."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="elective-home-education",
    title="Elective home education",
    about="The authority's register. Counted on a census day, or at any time in a year: the two "
    "never agree, and numbers fall each autumn as a year group leaves, so that an autumn is "
    "compared with an autumn. Education otherwise than at school that the authority provides is "
    "not home education.",
    grain="one time during which one child was educated at home",
    columns=(
        columns.child_id(),
        columns.upn(need=Need.OPTIONAL),
        columns.birth(),
        columns.sex(),
        columns.start(
            "First day of home education.",
            *("Start Date", "EHE Start Date", "Date EHE started", "Registered"),
        ),
        columns.end(
            "Day on which it ended; empty while it lasts.",
            *("End Date", "EHE End Date", "Date EHE ended", "Closed"),
        ),
        column(
            "reason",
            Holds.TEXT,
            Privacy.SPECIAL,
            "The parents' reason; it may tell of health or belief.",
            *("Reason", "EHE Reason", "Primary Reason"),
            need=Need.OPTIONAL,
        ),
        column(
            "suitable",
            Holds.CODE,
            Privacy.PERSONAL,
            "What the authority found of the education.",
            *("Suitability", "Suitable", "Education suitable"),
            need=Need.OPTIONAL,
            codes={
                "yes": "suitable",
                "no": "unsuitable",
                "unknown": "not assessed yet",
            },
            written={
                "yes": ("Y", "Suitable"),
                "no": ("N", "Unsuitable", "Not suitable"),
                "unknown": ("Not assessed", "Awaiting assessment", "Insufficient information"),
            },
        ),
        column(
            "attendance_order",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day of a school attendance order.",
            *("SAO issued", "School attendance order date"),
            need=Need.OPTIONAL,
        ),
        columns.urn(
            "The last school, if any.",
            *("Last School URN", "Previous School URN", "URN"),
            name="last_urn",
            need=Need.OPTIONAL,
        ),
        columns.year_group(),
        columns.sen_provision(),
    ),
    keys=("child_id", "start"),
    time="start",
    rules=(
        rules.in_order("start", "end", first_word="the first day", second_word="the last day"),
        rules.in_order(
            "start",
            "attendance_order",
            first_word="the first day",
            second_word="the attendance order",
        ),
        rules.aged(3, 19),
    ),
)
