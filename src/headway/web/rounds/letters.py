"""The words of each e-mail about a round; only what its reader needs, and no figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from headway.judgement import wording

_MOST_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A subject and its words."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """
    What a letter is about.

    Attributes:
        key: The round's, for the address of the page where one answers.
        number: The agency's, for the page of whoever answers for several.
        rows: The names of the rows that are asked for.
        ask: Whom to ask about it, with their address; empty where the partnership has no officer.
    """

    plan: str
    key: str
    label: str
    as_at: date
    due_on: date
    agency: str
    number: int
    rows: Sequence[str]
    ask: str = ""


def request(about: About) -> Letter:
    """What is asked of an agency, when the round opens."""
    return Letter(
        subject=f"{about.label}: {about.agency} is asked for {_rows(about)}",
        body=_paragraphs(
            f"The reporting round {about.label} of {about.plan} is open.",
            f"{about.agency} is asked how things stood on {wording.day(about.as_at)}, in "
            f"{_rows(about)}. Please answer by {wording.day(about.due_on)}.",
            f"Answer here: {answer_address(about)}",
            _list(about),
            '"No change since last time" and "nothing to report, because …" are answers too.',
            _questions(about),
        ),
    )


def reminder(about: About, on: date) -> Letter:
    """That an answer is awaited, or late."""
    late = on > about.due_on
    when = f"{'was' if late else 'is'} due on {wording.day(about.due_on)}"
    kind = "Late" if late else "Reminder"
    return Letter(
        subject=f"{kind}: {about.label}, {_rows(about)} of {about.agency}",
        body=_paragraphs(
            f"The answer of {about.agency} for {about.label} of {about.plan} {when}. "
            f"{_rows(about, capital=True)} {'is' if len(about.rows) == 1 else 'are'} still open.",
            f"Answer here: {answer_address(about)}",
            _list(about),
            "What is not answered is shown to the board as not answered, with the agency's name."
            if late
            else "",
            _questions(about),
        ),
    )


def escalation(about: About, reminded: int) -> Letter:
    """To the lead: nothing has come from their agency."""
    times = "once" if reminded == 1 else f"{reminded} times"
    return Letter(
        subject=f"{about.agency} has not answered {about.label}",
        body=_paragraphs(
            f"{about.agency} was asked for {_rows(about)} of {about.plan} and has not answered. "
            f"The answer was due on {wording.day(about.due_on)}"
            + (f"; we reminded {times}." if reminded else "."),
            "You lead for the agency, so we tell you. You can answer yourself, ask somebody "
            "else to, or say that there is nothing to report and why.",
            _list(about),
            f"Answer here: {answer_address(about)}",
            _questions(about),
        ),
    )


def signature(about: About) -> Letter:
    """To the lead: what was answered waits to be signed."""
    waits = "was answered and waits" if len(about.rows) == 1 else "were answered and wait"
    return Letter(
        subject=f"To be signed: {about.label}, {_rows(about)} of {about.agency}",
        body=_paragraphs(
            f"{_rows(about, capital=True)} of {about.plan} {waits} for the signature of "
            f"{about.agency}. Answers are due on {wording.day(about.due_on)}, and count once they "
            "are signed.",
            f"Look at them and sign here: {answer_address(about)}",
            _list(about),
            _questions(about),
        ),
    )


def returned(about: About, on: date) -> Letter:
    """That the officer gave an answer back; what has to change stands on the page alone."""
    late = on > about.due_on
    return Letter(
        subject=f"Returned: {about.label}, {_rows(about)} of {about.agency}",
        body=_paragraphs(
            f"The performance officer returned an answer of {about.agency} for {about.label} of "
            f"{about.plan}. The page says what has to change. Answers "
            f"{'were' if late else 'are'} due on {wording.day(about.due_on)}.",
            f"Answer again here: {answer_address(about)}",
            _list(about),
            _questions(about),
        ),
    )


def chaser(about: About, by: str, on: date) -> Letter:
    """By an officer's click: the reminder, with who sent it."""
    words = reminder(about, on)
    return Letter(subject=words.subject, body=_paragraphs(words.body, f"Sent by {by}."))


def personal_link(about: About, token: str, until: date) -> Letter:
    """The way in for somebody without an account."""
    return Letter(
        subject=f"{about.label}: your link to answer for {about.agency}",
        body=_paragraphs(
            f"You are asked to answer for {about.agency} in the reporting round {about.label} "
            f"of {about.plan}, by {wording.day(about.due_on)}.",
            f"Your link: {settings.ADDRESS}/rounds/link/{token}",
            _list(about),
            f"The link is for you alone and works until {wording.day(until)}. It opens what "
            f"{about.agency} is asked in this round and nothing else; "
            f"somebody from {about.agency} signs what you write.",
            _questions(about),
        ),
    )


def answer_address(about: About) -> str:
    """Where one answers for the agency that the letter is about."""
    return f"{settings.ADDRESS}/rounds/{about.key}/answer?agency={about.number}"


def _rows(about: About, *, capital: bool = False) -> str:
    count = len(about.rows)
    words = "one row" if count == 1 else f"{count} rows"
    return words[0].upper() + words[1:] if capital else words


def _questions(about: About) -> str:
    return f"Questions? Ask {about.ask}." if about.ask else ""


def _list(about: About) -> str:
    lines = [f"- {name}" for name in about.rows[:_MOST_ROWS]]
    more = len(about.rows) - _MOST_ROWS
    if more > 0:
        lines.append(f"- and {more} more")
    return "\n".join(lines)


def _paragraphs(*words: str) -> str:
    return "\n\n".join(one for one in words if one)
