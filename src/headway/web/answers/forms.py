"""What is sent from the answering page, as drafts: whatever stands in the fields is kept."""

from collections.abc import Mapping

from headway.answering.asking import Asked
from headway.answering.drafts import (
    LONGEST_FIGURE,
    LONGEST_KEPT,
    MOST_LINKS,
    Confidence,
    Draft,
    Kind,
    TypedFigure,
    as_typed,
)
from headway.domain.observations import State
from headway.domain.plan import ActionStatus


def draft_of(sent: Mapping[str, str], asked: Asked, prefix: str) -> Draft:
    """
    The draft of one row, from fields whose names begin with its prefix.

    Never raises: what is none of a list's choices is taken for none.
    """

    def text(name: str, most: int = LONGEST_KEPT) -> str:
        return as_typed(sent.get(f"{prefix}{name}", ""), most)

    figures = {}
    for one in asked.figures:
        state = text(f"state-{one.key}", LONGEST_FIGURE)
        period = text(f"period-{one.key}", LONGEST_FIGURE)
        given = TypedFigure(
            text=text(f"figure-{one.key}", LONGEST_FIGURE),
            state=state if state in {each.value for each in State} else "",
            period="" if period == str(one.period or "") else period,
        )
        if given != TypedFigure():
            figures[one.key] = given
    kind, confidence, status = text("kind"), text("confidence"), text("status")
    return Draft(
        kind=Kind(kind) if kind in {one.value for one in Kind} else Kind.FIGURES,
        figures=figures,
        words=text("words"),
        next_steps=text("next_steps"),
        barriers=text("barriers"),
        confidence=Confidence(confidence)
        if confidence in {one.value for one in Confidence}
        else Confidence.NOT_SAID,
        status=status if status in {one.value for one in ActionStatus} else "",
        links=tuple(text("links").split()[: MOST_LINKS + 1]),
    )
