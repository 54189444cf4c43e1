"""Answers to the survey of children and young people."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds.columns import Need, column


def _easy(youngest: str, oldest: str) -> tuple[str, ...]:
    """Ways in which a questionnaire that is easy to read is named."""
    return tuple(
        f"{words} {youngest}{dash}{oldest}"
        for words in ("easy read", "easy-read", "easyread")
        for dash in ("-", "–", " to ", " - ")
    )


DATASET = Dataset(
    name="survey-answers",
    title="Survey answers",
    about="One answer a row. Who answers chooses to, so that a figure speaks for those who did. "
    "Items keep their wording under one name through all rounds and through the easy-read "
    "versions. Free text says who people are: it is redacted before anybody else reads it.",
    grain="one person's answer to one item",
    columns=(
        column(
            "response",
            Holds.TEXT,
            Privacy.IDENTIFYING,
            "Reference of the response, the same for all of its answers.",
            *("Response ID", "Respondent ID", "Respondent"),
        ),
        column(
            "round",
            Holds.TEXT,
            Privacy.OPEN,
            "Round of the survey: 2021.",
            *("Round", "Survey", "Wave", "Year"),
        ),
        column(
            "version",
            Holds.CODE,
            Privacy.PERSONAL,
            "Which questionnaire was used; it says nothing sure of age.",
            *("Version", "Questionnaire", "Survey version"),
            need=Need.OPTIONAL,
            codes={
                "standard": "standard",
                "easy-8-13": "easy to read, 8 to 13",
                "easy-14-18": "easy to read, 14 to 18, or to 25 with additional needs",
            },
            written={
                "standard": ("standard version", "main"),
                "easy-8-13": _easy("8", "13"),
                "easy-14-18": _easy("14", "18"),
            },
        ),
        column(
            "day",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day of the response; without days in the file, the last day of the round.",
            *("Date", "Completed", "Submitted", "Response date"),
        ),
        column(
            "item",
            Holds.TEXT,
            Privacy.OPEN,
            "Name of the question, the same in every version.",
            *("Item", "Question", "Question ID"),
        ),
        column(
            "answer",
            Holds.TEXT,
            Privacy.SPECIAL,
            "The answer; empty where the question was passed over. It may tell of health, "
            "faith or abuse.",
            *("Answer", "Value", "Answer text"),
            need=Need.MAY_BE_EMPTY,
        ),
        column(
            "age_band",
            Holds.TEXT,
            Privacy.PERSONAL,
            "Band of ages that the person chose.",
            *("Age", "Age band", "Age group"),
            need=Need.OPTIONAL,
        ),
        column(
            "gender",
            Holds.TEXT,
            Privacy.SPECIAL,
            "Gender in the person's own words or choice; may be withheld.",
            *("Gender", "Gender identity"),
            need=Need.OPTIONAL,
        ),
        column(
            "send",
            Holds.FLAG,
            Privacy.SPECIAL,
            "Whether the person has special educational needs or a disability.",
            *("SEND", "Disability", "Additional needs"),
            need=Need.OPTIONAL,
        ),
        column(
            "sector",
            Holds.TEXT,
            Privacy.PERSONAL,
            "Postcode without its last two letters; the whole postcode is not kept.",
            *("Postcode sector", "Area", "District"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("round", "response", "item"),
    time="day",
)
