"""Posts of workers with victims and with perpetrators of domestic abuse."""

from headway.evidence.dataset import Dataset, Holds, Privacy, Row, Rule
from headway.evidence.kinds import rules
from headway.evidence.kinds.columns import Need, column


def _recruiting_is_empty(row: Row) -> str | None:
    if row.get("state") == "recruiting" and row.get("start"):
        return (
            "A post that is being recruited to has nobody in it, but the row gives the day "
            "on which somebody began. Empty the day, or write that the post is filled."
        )
    return None


def _filled_has_a_start(row: Row) -> str | None:
    if row.get("state") == "filled" and not row.get("start"):
        return (
            "The post is filled, and nothing says since when: it could be counted on no day. "
            "Write the day on which the person began."
        )
    return None


DATASET = Dataset(
    name="domestic-abuse-workers",
    title="Domestic abuse workers",
    about="Posts by what they are for, and from when to when somebody was in them. A post that "
    "is being recruited to is not in post.",
    grain="one post held by one person, or vacant",
    columns=(
        column("post", Holds.TEXT, Privacy.OPEN, "Number of the post.", "Post ID", "Post Number"),
        column(
            "works_with",
            Holds.CODE,
            Privacy.OPEN,
            "With whom the worker works.",
            *("Works with", "Role", "Post type"),
            codes={
                "victims": "victims and their children",
                "perpetrators": "perpetrators",
                "both": "whole families",
            },
            written={"victims": ("victim", "IDVA"), "perpetrators": ("perpetrator",)},
        ),
        column(
            "state",
            Holds.CODE,
            Privacy.OPEN,
            "Whether somebody is in the post.",
            *("Status", "Post status"),
            codes={"filled": "in post", "recruiting": "being recruited to", "ended": "ended"},
            written={"filled": ("In post", "Active"), "recruiting": ("Vacant",)},
        ),
        column(
            "start",
            Holds.DAY,
            Privacy.OPEN,
            "Day on which the person began; empty for a vacancy.",
            *("Start Date", "In post from"),
            need=Need.MAY_BE_EMPTY,
        ),
        column(
            "end",
            Holds.DAY,
            Privacy.OPEN,
            "Last day in post; empty while there.",
            *("End Date", "In post to", "Leaving date"),
            need=Need.OPTIONAL,
        ),
        column(
            "fte",
            Holds.NUMBER,
            Privacy.OPEN,
            "Share of full time.",
            *("FTE", "WTE"),
            need=Need.OPTIONAL,
            least=0,
            most=1,
        ),
    ),
    keys=("post", "start"),
    time="start",
    rules=(
        rules.in_order("start", "end", first_word="the first day", second_word="the last day"),
        Rule(name="vacancy-with-a-start", check=_recruiting_is_empty, column="start"),
        Rule(name="filled-without-a-start", check=_filled_has_a_start, column="start"),
    ),
)
