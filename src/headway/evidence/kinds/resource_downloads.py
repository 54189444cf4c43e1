"""How often resources on the partnership's site were fetched."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="resource-downloads",
    title="Downloads of resources",
    about="Totals from the site's own statistics. A download is not a reader, and one person "
    "may fetch a thing several times.",
    grain="one resource in one period",
    columns=(
        column(
            "resource",
            Holds.TEXT,
            Privacy.OPEN,
            "Name or address of the resource.",
            *("Resource", "Page", "File", "Title", "URL"),
        ),
        column(
            "start",
            Holds.DAY,
            Privacy.OPEN,
            "First day counted.",
            *("Date", "From", "Period start", "Start Date"),
        ),
        column(
            "end",
            Holds.DAY,
            Privacy.OPEN,
            "Last day counted; empty where only the first is.",
            *("To", "Period end", "End Date"),
            need=Need.OPTIONAL,
        ),
        column(
            "downloads",
            Holds.WHOLE,
            Privacy.OPEN,
            "Times it was fetched.",
            *("Downloads", "Total Downloads", "Count", "Unique downloads"),
            least=0,
        ),
    ),
    keys=("resource", "start"),
    time="start",
    rules=(rules.in_order("start", "end", first_word="the first day", second_word="the last day"),),
)
