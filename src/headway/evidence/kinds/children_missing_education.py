"""Children of school age who are on no roll and get no suitable education otherwise."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="children-missing-education",
    title="Children missing education",
    about="The authority's list under section 436A of the Education Act 1996: children of "
    "compulsory school age who are not registered at a school and receive no suitable education "
    "otherwise. A child on a roll who does not attend is not among them; one whose home "
    "education is unsuitable is.",
    grain="one time during which one child was missing education",
    columns=(
        columns.child_id(),
        columns.upn(need=Need.OPTIONAL),
        columns.birth(),
        columns.sex(),
        columns.start(
            "First day of missing education.",
            *("Start Date", "CME Start Date", "Date became CME", "Date Identified", "Opened"),
        ),
        columns.end(
            "Day on which it ended; empty while it lasts.",
            *("End Date", "CME End Date", "Date Closed", "Closed"),
        ),
        column(
            "reason",
            Holds.TEXT,
            Privacy.PERSONAL,
            "Why, as the return to the Department lists it.",
            *("Reason", "CME Reason", "Primary Reason"),
            need=Need.OPTIONAL,
        ),
        column(
            "outcome",
            Holds.TEXT,
            Privacy.PERSONAL,
            "How it ended.",
            *("Outcome", "Closure reason", "Destination"),
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
        rules.aged(4, 17),
    ),
)
