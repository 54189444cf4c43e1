"""
Answers that came in and are not in the plan yet, in the words of the board's paper.

Whoever submitted has answered, and is not silent. Nobody has signed for it yet, or the officer
has not accepted it: its figures and words are not those that the paper goes by.
"""

from collections.abc import Iterable

from headway.judgement import wording
from headway.rounds.silence import Reply, Silence, Standing


def beside_the_row(replies: Iterable[Reply]) -> str:
    """
    How far the answers to one row have come, by agency; empty where all are accepted.

    >>> beside_the_row((Reply(row="a", agency="Police", standing=Standing.SUBMITTED),
    ...                 Reply(row="a", agency="Schools", standing=Standing.SIGNED)))
    'Answered, not signed: Police. Signed, not accepted: Schools.'
    """
    submitted, signed = _waiting(replies)
    told = (("Answered, not signed", submitted), ("Signed, not accepted", signed))
    return " ".join(
        wording.sentence(f"{how}: {wording.listed([one.agency for one in those])}")
        for how, those in told
        if those
    )


def of_an_agency(replies: Iterable[Reply]) -> str:
    """
    How many answers of one agency wait, and for what; empty where none does.

    >>> of_an_agency((Reply(row="a", agency="Police", standing=Standing.SUBMITTED),))
    '1 answered, not signed'
    """
    submitted, signed = _waiting(replies)
    told = ((submitted, "answered, not signed"), (signed, "signed, not accepted"))
    return "; ".join(f"{len(those):,} {how}" for those, how in told if those)


def of_the_round(silence: Silence) -> str:
    """
    How many answers of a round wait, in a sentence; empty where none does.

    A sentence of its own, after how many rows are answered: the counts there hold all that
    came in.
    """
    submitted, signed = _waiting(reply for row in silence.rows for reply in row.answered)
    told = [
        f"{_answers(len(those))} not {how}"
        for those, how in ((submitted, "signed"), (signed, "accepted"))
        if those
    ]
    return wording.sentence(f"{wording.listed(told)} yet") if told else ""


def _waiting(replies: Iterable[Reply]) -> tuple[list[Reply], list[Reply]]:
    known = list(replies)
    return (
        [one for one in known if one.standing is Standing.SUBMITTED],
        [one for one in known if one.standing is Standing.SIGNED],
    )


def _answers(count: int) -> str:
    return f"{count:,} answer{' is' if count == 1 else 's are'}"
