"""The page on which the officer accepts answers or returns them."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from headway.web.answers import queries
from headway.web.answers.actions.accepting import sharing_of
from headway.web.answers.models import AnswerState
from headway.web.answers.own_signatures import Accepting, signed
from headway.web.answers.pages.answering import found_json, summary_of
from headway.web.answers.pages.sharing import shared_lines
from headway.web.answers.queries import Line
from headway.web.rounds.models import Round

_ORDER = (
    AnswerState.SIGNED,
    AnswerState.SUBMITTED,
    AnswerState.RETURNED,
    AnswerState.ACCEPTED,
)

QUESTIONED = "questioned"
"""What is chosen by to see, of the signed answers, those that the checks ask something about."""


def page(
    asked_in: Round, lines: Sequence[Line], *, show: str, officer: Accepting
) -> dict[str, Any]:
    """Everything the template needs; three queries."""
    sharers = queries.sharers(asked_in)
    count = {state: sum(one.state == state and one.answer is not None for one in lines)
             for state in AnswerState}  # fmt: skip
    # a draft is the agency's own until it is submitted
    silent = [one for one in lines if one.state == AnswerState.DRAFT]
    ready = [one for one in lines if one.state == AnswerState.SIGNED]
    asked_about = [one for one in ready if not one.is_clean]
    chosen = [
        one
        for one in (asked_about if show == QUESTIONED else lines)
        if show in ("", QUESTIONED, one.state) and one not in silent
    ]
    own = {one.request.pk for one in ready if one.answer and signed(one.answer, officer.person)}
    clean = [one for one in ready if one.is_clean and one.request.pk not in own]
    reasons = queries.reasons_of_acceptance(asked_in)
    return {
        "round": asked_in,
        "counts": [
            (value, words, number)
            for value, words, number in (
                (QUESTIONED, "With a question", len(asked_about)),
                *((state.value, state.label, count[state]) for state in _ORDER),
            )
            if number
        ],
        "silent": _by_row(silent),
        "rows": [_row(one, own, reasons) for one in chosen],
        "own": officer.why_not if own else "",
        "is_alone": not officer.others,
        "clean_rows": [(one.request.pk, one.revision) for one in clean],
        "shared": shared_lines(lines, sharers, sharing_of(asked_in.plan, list(sharers))),
        "show": show,
        "ready": len(ready),
        "clean": len(clean),
    }


def _by_row(lines: Sequence[Line]) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Each row with the agencies that have not answered it, and whether they have begun."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for one in lines:
        found.setdefault(one.asked.row.name, []).append(
            (one.request.agency.name, not _is_blank(one))
        )
    return list(found.items())


def _is_blank(line: Line) -> bool:
    return line.draft.is_blank and not line.files


def _row(line: Line, own: Set[int], reasons: Mapping[int, str]) -> dict[str, Any]:
    answer = line.answer
    return {
        "id": line.request.pk,
        "revision": line.revision,
        "name": line.asked.row.name,
        "number": line.asked.row.number,
        "agency": line.request.agency.name,
        "state": line.state,
        "state_words": line.state.label,
        "summary": summary_of(line.draft, line),
        "files": line.files,
        "findings": found_json(line.findings),
        "signed_at": answer.signed_at if answer else None,
        "signed_by": str(answer.signed_by) if answer and answer.signed_by else "",
        "signed_as": answer.signed_as if answer else "",
        "return_reason": answer.return_reason if answer else "",
        "accepted_because": reasons.get(line.request.pk, ""),
        "is_own": line.request.pk in own,
        "can_accept": line.state == AnswerState.SIGNED,
        "can_return": line.request.round.is_open
        and line.state in (AnswerState.SIGNED, AnswerState.SUBMITTED),
        "can_undo_return": line.state == AnswerState.RETURNED,
        "can_take_back": line.state == AnswerState.ACCEPTED,
    }
