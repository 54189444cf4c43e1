"""One-to-one work of school nurses, in totals."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="nurse-contacts",
    title="School nurses' one-to-one contacts",
    about="Totals by the provider, for months or quarters and not for school terms. Contacts and "
    "children are different counts: a file must say which it has. Appointments that a child "
    "missed are not counted.",
    grain="one total of one phase in one period",
    columns=(
        column("start", Holds.DAY, Privacy.OPEN, "First day counted.", "From", "Period start"),
        column("end", Holds.DAY, Privacy.OPEN, "Last day counted.", "To", "Period end"),
        column(
            "phase",
            Holds.CODE,
            Privacy.OPEN,
            "Where the children learn.",
            *("Phase", "Setting", "School type"),
            codes={
                "primary": "primary schools",
                "secondary": "secondary schools",
                "special": "special schools",
                "college": "colleges",
            },
            written={"college": ("Colleges", "FE")},
        ),
        column(
            "counted",
            Holds.CODE,
            Privacy.OPEN,
            "Whether contacts or different children are counted.",
            *("Unit", "Counting", "Measure"),
            codes={
                "contacts": "contacts that took place",
                "children": "different children",
                "unconfirmed": "the provider has not said",
            },
        ),
        column(
            "number",
            Holds.WHOLE,
            Privacy.OPEN,
            "The total.",
            *("Number", "Count", "Total", "Contacts", "1:1s"),
            least=0,
        ),
        column(
            "provider",
            Holds.TEXT,
            Privacy.OPEN,
            "Who provides the nurses.",
            *("Provider", "Trust"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("start", "end", "phase", "counted"),
    time="start",
    rules=(rules.in_order("start", "end", first_word="the first day", second_word="the last day"),),
)
