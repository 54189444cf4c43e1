"""Annual reviews of education, health and care plans."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="annual-reviews",
    title="Annual reviews",
    about="Reviews of plans, as module 5 of the SEN2 return. The decision is due 4 weeks after "
    "the meeting, and an amended plan 12 weeks after it.",
    grain="one review of one plan",
    columns=(
        columns.child_id(),
        columns.upn(need=Need.OPTIONAL),
        column(
            "due",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day by which the review is due.",
            *("Review Due Date", "Annual Review Due", "Date review due", "Due date"),
        ),
        column(
            "meeting",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day of the meeting; empty where none was held yet.",
            *("Review Meeting Date", "Meeting Date", "Date of review meeting"),
            need=Need.MAY_BE_EMPTY,
        ),
        column(
            "decided",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day on which the family was told of the decision.",
            *("EHCP review decisions date", "Decision Date", "Review Decision Date"),
            need=Need.OPTIONAL,
        ),
        column(
            "outcome",
            Holds.CODE,
            Privacy.PERSONAL,
            "What was decided.",
            *("Review Outcome", "Outcome", "Annual Review Decision"),
            need=Need.OPTIONAL,
            codes={"maintain": "kept as it is", "amend": "amended", "cease": "ended"},
            written={"maintain": ("M", "No change"), "amend": ("A",), "cease": ("C",)},
        ),
        column(
            "amended",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day on which the amended plan was issued.",
            *("Amended Plan Issued", "Final amended plan date", "Amended Plan Date"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("child_id", "due"),
    time="due",
    rules=(
        rules.in_order("meeting", "decided", first_word="the meeting", second_word="the decision"),
        rules.in_order(
            "decided", "amended", first_word="the decision", second_word="the amended plan"
        ),
        rules.together(
            "decided",
            "meeting",
            sentence="A decision has a day and its meeting has none. Fill in the meeting's day.",
        ),
    ),
)
