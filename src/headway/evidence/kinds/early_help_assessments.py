"""Early help assessments of families."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="early-help-assessments",
    title="Early help assessments",
    about="Assessments by any agency, as list 2 of Annex A has them: a row for each child. One "
    "assessment can cover several children of a family; assessments are counted where the file "
    "numbers them.",
    grain="one child in one assessment",
    columns=(
        columns.child_id(),
        column(
            "assessment_id",
            Holds.TEXT,
            Privacy.IDENTIFYING,
            "Number of the assessment, the same for the children of a family.",
            *("Assessment ID", "EHA ID", "EHA Number", "Family ID"),
            need=Need.OPTIONAL,
        ),
        columns.upn(need=Need.OPTIONAL),
        columns.birth(need=Need.OPTIONAL),
        columns.sex(),
        columns.ethnicity(),
        columns.start(
            "Day on which the assessment began.",
            *("Assessment start date", "EHA Start Date", "Date started"),
        ),
        column(
            "completed",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day on which it was completed; empty until then.",
            *("Assessment completion date", "EHA Completion Date", "Date completed"),
            need=Need.MAY_BE_EMPTY,
        ),
        column(
            "organisation",
            Holds.TEXT,
            Privacy.OPEN,
            "Who did the assessment.",
            *("Organisation completing assessment", "Organisation", "Agency", "Completed by"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("child_id", "start"),
    time="start",
    rules=(
        rules.in_order("start", "completed", first_word="the start", second_word="the completion"),
        rules.aged(-1, 25),
    ),
)
