"""Child protection plans."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

CATEGORIES = {
    "NEG": "neglect",
    "PHY": "physical abuse",
    "SAB": "sexual abuse",
    "EMO": "emotional abuse",
    "MUL": "several kinds",
}
_WRITTEN = {code: (words, f"{words} ({code})") for code, words in CATEGORIES.items()}

DATASET = Dataset(
    name="child-protection",
    title="Child protection plans",
    about="Plans with their categories, from the children in need census or list 7 of Annex A. "
    "A child with a protection plan is in need as well, but should not have an open child in "
    "need plan beside it.",
    grain="one protection plan of one child",
    columns=(
        columns.child_id(),
        columns.upn(need=Need.OPTIONAL),
        columns.birth(need=Need.MAY_BE_EMPTY),
        columns.sex(),
        columns.ethnicity(),
        column(
            "start",
            Holds.DAY,
            Privacy.SPECIAL,
            "First day of the plan.",
            *("Child Protection Plan Start Date", "CPPstartDate", "CPP Start Date"),
        ),
        column(
            "end",
            Holds.DAY,
            Privacy.SPECIAL,
            "Last day of the plan; empty while it lasts.",
            *("Child Protection Plan End Date", "CPPendDate", "CPP End Date"),
            need=Need.MAY_BE_EMPTY,
        ),
        column(
            "category",
            Holds.CODE,
            Privacy.SPECIAL,
            "Category of abuse at the start.",
            *("Initial Category of Abuse", "InitialCategoryOfAbuse", "Category of Abuse"),
            need=Need.OPTIONAL,
            codes=CATEGORIES,
            written=_WRITTEN,
        ),
        column(
            "latest_category",
            Holds.CODE,
            Privacy.SPECIAL,
            "Category of abuse now.",
            *("Latest Category of Abuse", "LatestCategoryOfAbuse"),
            need=Need.OPTIONAL,
            codes=CATEGORIES,
            written=_WRITTEN,
        ),
        column(
            "previous_plans",
            Holds.WHOLE,
            Privacy.SPECIAL,
            "Protection plans that the child had before.",
            *("Number of Previous Child Protection Plans", "NumberOfPreviousCPP"),
            need=Need.OPTIONAL,
            least=0,
            most=20,
        ),
        column(
            "last_visit",
            Holds.DAY,
            Privacy.SPECIAL,
            "Day of the last statutory visit.",
            *("Date of the Last Statutory Visit", "Last statutory visit"),
            need=Need.OPTIONAL,
        ),
        column(
            "seen_alone",
            Holds.FLAG,
            Privacy.SPECIAL,
            "Whether the child was seen alone then.",
            *("Was the Child Seen Alone?", "Seen alone"),
            need=Need.OPTIONAL,
        ),
        column(
            "last_review",
            Holds.DAY,
            Privacy.SPECIAL,
            "Day of the last review: due within three months of the start, then every six.",
            *("Date of latest review conference", "CPPreviewDate", "Latest review"),
            need=Need.OPTIONAL,
        ),
        column(
            "team",
            Holds.TEXT,
            Privacy.PERSONAL,
            "Team that answers for the child.",
            *("Allocated Team",),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("child_id", "start"),
    time="start",
    rules=(
        rules.in_order(
            "start", "end", first_word="the plan's first day", second_word="the plan's last day"
        ),
        rules.in_order(
            "start", "last_review", first_word="the plan's first day", second_word="the review"
        ),
        rules.aged(-1, 18),
    ),
)
