"""Schools and colleges that have signed up to Operation Encompass."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="encompass-sign-ups",
    title="Operation Encompass sign-ups",
    about="Which schools the police tell of domestic abuse, out of those in scope: state and "
    "independent schools and colleges. Signing up was voluntary until 7 November 2025, when "
    "telling schools became a duty of the police; from then it is the wrong measure.",
    grain="one school or college",
    columns=(
        columns.urn("The school or college.", "URN", "School URN"),
        column(
            "name",
            Holds.TEXT,
            Privacy.OPEN,
            "Its name.",
            *("School", "School Name", "Name"),
            need=Need.OPTIONAL,
        ),
        column(
            "in_scope",
            Holds.FLAG,
            Privacy.OPEN,
            "Whether it could sign up. Empty is read as yes.",
            *("In scope", "Eligible"),
            need=Need.OPTIONAL,
        ),
        column(
            "signed_up",
            Holds.FLAG,
            Privacy.OPEN,
            "Whether it has signed up.",
            *("Signed up", "Signed up to Operation Encompass", "Encompass"),
            need=Need.MAY_BE_EMPTY,
        ),
        column(
            "signed",
            Holds.DAY,
            Privacy.OPEN,
            "Day on which it signed up, where that is known.",
            *("Date signed up", "Sign-up date", "Date Signed"),
            need=Need.OPTIONAL,
        ),
        column(
            "left",
            Holds.DAY,
            Privacy.OPEN,
            "Day on which it withdrew.",
            *("Withdrawn", "Date withdrawn"),
            need=Need.OPTIONAL,
        ),
        column(
            "key_adult",
            Holds.FLAG,
            Privacy.OPEN,
            "Whether a trained key adult is in place. The name is not kept.",
            *("Key Adult trained", "Key adult"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("urn",),
    rules=(
        rules.in_order("signed", "left", first_word="the sign-up", second_word="the withdrawal"),
    ),
)
