"""Permanent exclusions and suspensions, with what became of them."""

from headway.evidence.dataset import Dataset, Holds, Privacy, Row, Rule
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

REASONS = {
    "PP": "physical assault against a pupil",
    "PA": "physical assault against an adult",
    "VP": "verbal abuse or threatening behaviour against a pupil",
    "VA": "verbal abuse or threatening behaviour against an adult",
    "OW": "use or threat of an offensive weapon or prohibited item",
    "BU": "bullying",
    "RA": "racist abuse",
    "LG": "abuse against sexual orientation or gender identity",
    "DS": "abuse relating to disability",
    "SM": "sexual misconduct",
    "DA": "drug and alcohol related",
    "DM": "damage",
    "TH": "theft",
    "MT": "inappropriate use of social media or online technology",
    "PH": "wilful and repeated breach of protective measures for public health",
    "DB": "persistent or general disruptive behaviour",
    "OT": "other, used until 2019/20",
}


def _has_no_end(row: Row) -> str | None:
    if row.get("kind") == "permanent" and (row.get("end") or row.get("sessions")):
        return (
            "A permanent exclusion has neither a last day nor a number of sessions. "
            "Empty both, or write that it is a suspension."
        )
    return None


def _has_length(row: Row) -> str | None:
    if row.get("kind") == "suspension" and not row.get("sessions"):
        return (
            "A suspension needs its length in sessions, two a school day. "
            "Fill in the sessions, or write that it is a permanent exclusion."
        )
    return None


DATASET = Dataset(
    name="exclusions",
    title="Exclusions and suspensions",
    about="Every permanent exclusion and every suspension (called a fixed-term exclusion until "
    "2019/20), with its latest status. One that was rescinded stays in the file and is left out "
    "of the figures from the day of the rescinding.",
    grain="one exclusion or suspension",
    columns=(
        columns.upn(),
        columns.child_id(need=Need.OPTIONAL),
        columns.school("The school that excluded."),
        column(
            "kind",
            Holds.CODE,
            Privacy.PERSONAL,
            "Permanent exclusion or suspension.",
            *("Category", "Exclusion Category", "Exclusion Type", "Type"),
            codes={"permanent": "permanent exclusion", "suspension": "suspension"},
            written={
                "permanent": ("PERM", "P", "PEX", "Permanent Exclusion"),
                "suspension": (
                    *("SUSP", "S", "FIXD", "F", "FTE", "LNCH"),
                    *("fixed", "fixed term", "fixed period", "fixed-term exclusion"),
                ),
            },
        ),
        columns.start(
            "First day of the exclusion.",
            *("StartDate", "Start Date", "Exclusion Start Date", "Date of Exclusion"),
        ),
        columns.end(
            "Last day of a suspension; empty for a permanent exclusion.",
            *("EndDate", "End Date", "Exclusion End Date"),
            need=Need.OPTIONAL,
        ),
        column(
            "sessions",
            Holds.WHOLE,
            Privacy.PERSONAL,
            "Sessions missed by a suspension. A pupil may be suspended for 45 school days in a "
            "year, over all schools.",
            *("ActualNumberOfSessions", "Sessions", "Number of sessions", "Exclusion Sessions"),
            need=Need.MAY_BE_EMPTY,
            least=0,  # which systems write beside a permanent exclusion
            most=90,
        ),
        column(
            "reason",
            Holds.CODE,
            Privacy.SPECIAL,
            "Main reason, as the census has it.",
            *("Reason", "Reason 1", "Exclusion Reason", "Reason for exclusion"),
            need=Need.OPTIONAL,
            codes=REASONS,
        ),
        column(
            "status",
            Holds.CODE,
            Privacy.PERSONAL,
            "What has become of it.",
            *("Status", "Outcome", "Review outcome", "Governors' outcome"),
            need=Need.OPTIONAL,
            codes={
                "given": "in force, not reviewed yet",
                "upheld": "upheld by the governors or a review panel",
                "rescinded": "withdrawn by the head before the governors met",
                "reinstated": "the governors or a panel reinstated the pupil",
            },
            written={
                "rescinded": ("withdrawn", "cancelled"),
                "reinstated": ("overturned", "quashed", "not upheld", "declined to uphold"),
                "upheld": ("confirmed",),
            },
        ),
        column(
            "status_day",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day of the status.",
            *("Status Date", "Outcome date", "Date of outcome", "Review date"),
            need=Need.OPTIONAL,
        ),
        columns.year_group(),
        columns.sen_provision(),
    ),
    keys=("upn", "urn", "kind", "start"),
    time="start",
    rules=(
        rules.in_order("start", "end", first_word="the first day", second_word="the last day"),
        rules.in_order(
            "start", "status_day", first_word="the first day", second_word="the day of the status"
        ),
        Rule(name="permanent-with-an-end", check=_has_no_end, column="end"),
        Rule(name="suspension-without-length", check=_has_length, column="sessions"),
    ),
)
