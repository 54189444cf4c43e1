"""The schools and other settings themselves."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

PHASES = {
    "nursery": "nursery",
    "primary": "primary",
    "middle-deemed-primary": "middle deemed primary",
    "middle-deemed-secondary": "middle deemed secondary",
    "secondary": "secondary",
    "all-through": "all-through",
    "special": "special",
    "alternative": "alternative provision",
    "independent": "independent",
    "sixteen-plus": "16 plus",
    "none": "not applicable",
}

DATASET = Dataset(
    name="schools",
    title="Schools",
    about="The register of schools and colleges, headed as in the national one. A school that "
    "becomes an academy gets a new number; `predecessor_urn` joins the two.",
    grain="one school under one number",
    columns=(
        columns.urn("Its number.", "URN", "School URN", "EstablishmentURN"),
        column(
            "laestab",
            Holds.LAESTAB,
            Privacy.OPEN,
            "Number of the authority and of the establishment, kept as text: 9314000.",
            *("LAESTAB", "LA ESTAB", "LAEstab number", "DfE number", "school_laestab"),
            need=Need.OPTIONAL,
        ),
        column(
            "name",
            Holds.TEXT,
            Privacy.OPEN,
            "Its name.",
            *("EstablishmentName", "School Name", "School", "school_name"),
        ),
        column(
            "phase",
            Holds.CODE,
            Privacy.OPEN,
            "Phase of the school, from which figures are split into primary and secondary: never "
            "from the ages of its pupils.",
            *("PhaseOfEducation (name)", "Phase of education", "School phase"),
            codes=PHASES,
            written={
                "alternative": ("pupil referral unit", "PRU", "AP"),
                "sixteen-plus": ("16 plus", "Post-16", "college"),
            },
        ),
        column(
            "type",
            Holds.TEXT,
            Privacy.OPEN,
            "Type of establishment, in the register's words.",
            *("TypeOfEstablishment (name)", "Type of establishment", "School type"),
            need=Need.OPTIONAL,
        ),
        column(
            "la",
            Holds.LA,
            Privacy.OPEN,
            "Authority in whose area it lies.",
            *("LA (code)", "LA code", "old_la_code", "Local authority code", "LEA"),
            need=Need.OPTIONAL,
        ),
        column(
            "ukprn",
            Holds.TEXT,
            Privacy.OPEN,
            "Number of a provider of learning, of eight digits.",
            "UKPRN",
            need=Need.OPTIONAL,
        ),
        column(
            "opened",
            Holds.DAY,
            Privacy.OPEN,
            "Day of opening under this number.",
            *("OpenDate", "Open date", "Date opened"),
            need=Need.OPTIONAL,
        ),
        column(
            "closed",
            Holds.DAY,
            Privacy.OPEN,
            "Day of closing under this number; empty while open.",
            *("CloseDate", "Close date", "Date closed"),
            need=Need.OPTIONAL,
        ),
        columns.urn(
            "The number it had before.",
            *("Predecessor URN", "Previous URN"),
            name="predecessor_urn",
            need=Need.OPTIONAL,
        ),
        column(
            "roll",
            Holds.WHOLE,
            Privacy.OPEN,
            "Pupils on its roll at the last January census.",
            *("NumberOfPupils", "Number on roll", "NOR", "Headcount"),
            need=Need.OPTIONAL,
            least=0,
            most=10_000,
        ),
        column(
            "postcode",
            Holds.POSTCODE,
            Privacy.OPEN,
            "Its own postcode.",
            *("Postcode", "School postcode"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("urn",),
    rules=(
        rules.in_order(
            "opened", "closed", first_word="the day of opening", second_word="the day of closing"
        ),
    ),
)
