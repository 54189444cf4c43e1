"""Access to mental health services for children, in totals."""

from headway.evidence.dataset import Dataset, Holds, Privacy, Row, Rule
from headway.evidence.kinds import rules
from headway.evidence.kinds.columns import Need, column


def _rate_fits(row: Row) -> str | None:
    seen, estimated, rate = row.get("seen"), row.get("estimated"), row.get("rate")
    if seen is None or not estimated or rate is None or abs(100 * seen / estimated - rate) < 1:
        return None
    return (
        f"{seen:,} of {estimated:,} are {100 * seen / estimated:.1f}%, and the rate is given as "
        f"{rate:g}%. Put the wrong one right; write a rate in per cent."
    )


def _something_is_said(row: Row) -> str | None:
    if row.get("organisation") and row.get("seen") is None and row.get("rate") is None:
        return "The row has neither a number of children nor a rate. Fill one, or leave it out."
    return None


DATASET = Dataset(
    name="camhs-access",
    title="Access to children's mental health services",
    about="Totals under one of two definitions that must not be compared. The denominator is an "
    "estimate of 2004, so that a rate may pass 100%. A provider's figure is not the area's.",
    grain="one total under one definition for one area or provider in one period",
    columns=(
        column("start", Holds.DAY, Privacy.OPEN, "First day counted.", "From", "Period start"),
        column("end", Holds.DAY, Privacy.OPEN, "Last day counted.", "To", "Period end"),
        column(
            "definition",
            Holds.CODE,
            Privacy.OPEN,
            "How access is counted.",
            *("Definition", "Indicator", "Measure ID"),
            codes={
                "MHS69": "two or more contacts, the second in the financial year, the first "
                "before the 18th birthday",
                "MHS95": "one contact or more in a rolling twelve months, under 18",
            },
            written={"MHS69": ("E.H.9", "two contacts"), "MHS95": ("one contact",)},
        ),
        column(
            "level",
            Holds.CODE,
            Privacy.OPEN,
            "Whose figure it is.",
            *("Level", "Organisation type"),
            codes={
                "commissioner": "the area's children, wherever they are treated",
                "provider": "a provider's patients, wherever they live",
            },
            written={"commissioner": ("CCG", "ICB", "Sub-ICB"), "provider": ("Trust",)},
        ),
        column(
            "organisation",
            Holds.TEXT,
            Privacy.OPEN,
            "The area or provider.",
            *("Organisation", "Org Name", "CCG", "Area", "Provider"),
        ),
        column(
            "seen",
            Holds.WHOLE,
            Privacy.OPEN,
            "Children who had access.",
            *("Numerator", "Number", "CYP seen", "Measure value"),
            need=Need.MAY_BE_EMPTY,
            least=0,
        ),
        column(
            "estimated",
            Holds.WHOLE,
            Privacy.OPEN,
            "Children estimated to have a condition; empty for a definition that is a count.",
            *("Denominator", "Prevalence", "Estimated prevalence"),
            need=Need.OPTIONAL,
            least=1,
        ),
        column(
            "rate",
            Holds.NUMBER,
            Privacy.OPEN,
            "The rate in per cent, where only that was reported.",
            *("Rate", "Percentage", "Per cent", "Access rate"),
            need=Need.OPTIONAL,
            least=0,
        ),
        column(
            "state",
            Holds.CODE,
            Privacy.OPEN,
            "Whether the figure may still change.",
            *("Status", "Data status"),
            need=Need.OPTIONAL,
            codes={"provisional": "may change", "final": "final"},
        ),
    ),
    keys=("start", "end", "definition", "level", "organisation"),
    time="end",
    rules=(
        rules.in_order("start", "end", first_word="the first day", second_word="the last day"),
        Rule(name="rate-against-numbers", check=_rate_fits, column="rate"),
        Rule(name="nothing-reported", check=_something_is_said, column="seen"),
    ),
)
