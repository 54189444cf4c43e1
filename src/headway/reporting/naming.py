"""What rows are called where they are only named: in lists, links and notes."""

from headway.domain.observations import RowId
from headway.domain.plan import Measure, Plan, Row
from headway.reporting.printable import on_one_line, shortened


def row_label(row: Row) -> str:
    """
    "Measure 3" or "Action 2"; the bare word where the document prints no number.

    Documents number each area anew, so a label alone is not an identity.
    """
    word = "Measure" if isinstance(row, Measure) else "Action"
    return f"{word} {on_one_line(row.number).rstrip('.):')}".strip()


def row_name(row: Row, most: int = 110) -> str:
    """The label and as many of the row's words as a list has room for."""
    return f"{row_label(row)}: {shortened(row.name, most)}"


def anchors(plan: Plan) -> dict[RowId, str]:
    """A safe and unique name for each row's place in a report, by its id."""
    names = {row.id: f"measure-{n}" for n, row in enumerate(plan.measures, 1)}
    return names | {row.id: f"action-{n}" for n, row in enumerate(plan.actions, 1)}
