"""What the board still waits for, when its next edition is about to be issued."""

from collections.abc import Iterator

from headway.web.board import queries
from headway.web.board.models import Matter, MatterKind
from headway.web.editions.checklist import Examined, Item


def found(seen: Examined) -> Iterator[Item]:
    """
    Questions that nobody has answered, and decisions whose day has passed.

    What is asked without a day is asked for the next time. What is decided without one, or is not
    due yet, is carried on, and no warning. The public is told of neither.
    """
    if seen.is_public:
        return
    waiting = [one for one in queries.open_matters(seen.wanted.slug) if _is_due(one, seen)]
    if waiting:
        what = "matter is" if len(waiting) == 1 else "matters are"
        yield Item(
            title="The board waits for an answer",
            sentence=f"{len(waiting)} {what} not settled: questions that it asked before, and "
            "decisions whose day has passed.",
            details=tuple(f"{seen.name_of(one.row)}: {queries.line(one)}" for one in waiting),
            page=("board:board",),
        )


def _is_due(matter: Matter, seen: Examined) -> bool:
    if matter.due_on is not None:
        return matter.due_on < seen.today
    return matter.kind == MatterKind.QUESTION and matter.made_at < seen.draft.made_at
