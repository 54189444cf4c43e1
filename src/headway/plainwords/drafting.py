"""A first draft in plain words, made from what an edition says; a person goes on from there."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from headway.plainwords.ideas import LONGEST_SENTENCE
from headway.plainwords.plainer import cut, one_sentence, plainer

HOW_IT_GOES: dict[str, tuple[str, str, str]] = {
    "Met": ("tick", "A tick", "We did what we said."),
    "On track": ("up", "An arrow up", "It is going well so far."),
    "At risk": ("wait", "A clock", "It is nearly good enough."),
    "Off track": ("down", "An arrow down", "It is not good enough yet."),
    "Breached": ("cross", "A cross", "We did not do what we said."),
    "Suppressed": ("people", "People", "We do not show this number, to keep people safe."),
}
"""By a status's word: a picture, what it shows, and a sentence that anybody can read."""

NOT_KNOWN = ("question", "A question mark", "We do not know yet how it goes.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """
    One measure as the edition has it.

    Attributes:
        status: Its word: "Met".
        figure: "70 permanent exclusions"; empty where there is none.
        group: Whom the figure is of, where it is not of all: "Primary schools".
        when: The time of the figure.
        target: "at most 65"; empty where there is none.
        by: The time of the target: "academic year 2019/20".
    """

    name: str
    status: str
    figure: str = ""
    group: str = ""
    when: str = ""
    target: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An area of focus with what was promised in it."""

    title: str
    promised: tuple[Promised, ...]


def for_young_people(title: str, as_at: str, parts: Sequence[Part]) -> str:
    """What was promised and what happened, area by area, a line for each idea."""
    return "\n".join((
        "# What this page is about",
        _line("promise", "This is about a plan."),
        _line("promise", _told("It is called", title)),
        _line("talk", "It says what we promised to do for children and young people."),
        _line("calendar", f"It tells how things were on {as_at}."),
        *(line for part in parts for line in _area(part, _for_young)),
        *_NEXT,
    ))  # fmt: skip


def easy_to_read(title: str, as_at: str, parts: Sequence[Part]) -> str:
    """The same in fewer words, with years for times, and a picture for each idea."""
    this_year = _year(as_at)
    return "\n".join((
        "# About this",
        _line("promise", "This is about a plan."),
        _line("promise", _told("It is called", title)),
        _line("people", "The plan is for children and families."),
        _line("calendar", f"It tells how things were on {as_at}."),
        _line("talk", "We tell you what we said we would do."),
        _line("talk", "Then we tell you how it goes."),
        *(line for part in parts for line in _area(part, partial(_easy, this_year))),
        *_NEXT,
    ))  # fmt: skip


_SHOWS = {
    "promise": "A sheet of paper",
    "calendar": "A calendar",
    "people": "People",
    "talk": "Somebody talking",
}
_YEAR = re.compile(r"(?<!\d)(\d\d)(\d\d)(?:/(\d\d))?(?!\d)")


def _line(picture: str, words: str) -> str:
    return f"[{picture}: {_SHOWS[picture]}] {words}"


_NEXT = (
    "# What happens next",
    _line("people", "The people who made the plan meet again."),
    _line("talk", "They will say what they will do next."),
)


def _area(part: Part, lines_of: Callable[[Promised], Iterator[str]]) -> Iterator[str]:
    if not part.promised:
        return
    yield f"# {one_sentence(plainer(part.title))}"
    for one in _worth_a_line(part):
        yield from lines_of(one)
        picture, alt, words = HOW_IT_GOES.get(one.status, NOT_KNOWN)
        yield f"[{picture}: {alt}] {words}"
    yield from _rest(part)


def _for_young(one: Promised) -> Iterator[str]:
    promise = ", ".join(part for part in (one.target, plainer(one.by)) if part)
    together = f"{one_sentence(plainer(one.name))}: we promised {one_sentence(promise)}."
    if one.target and len(together.split()) <= LONGEST_SENTENCE:
        yield _line("promise", together)
    else:
        yield _line("promise", _told("We looked at this:", one.name))
        if one.target:
            yield _line("promise", _told("We promised:", promise))
    if one.figure:
        now = ", ".join(part for part in (one.figure, one.group, one.when) if part)
        yield _line("calendar", _told("Now it is:", now))


def _easy(this_year: str, one: Promised) -> Iterator[str]:
    yield _line("promise", _told("We looked at this:", one.name))
    if one.target:
        yield _line("promise", _told(*_promise(this_year, one)))
    if one.figure:
        then = _year(one.when)
        start = f"In {then} it was:" if then and then != this_year else "Now it is:"
        now = ", ".join(part for part in (one.figure, one.group) if part)
        yield _line("calendar", _told(start, now))


def _told(start: str, words: str) -> str:
    """A sentence that is no longer than the advice has it."""
    most = LONGEST_SENTENCE - len(start.split())
    return f"{start} {cut(plainer(words), most)}"


def _year(time: str) -> str:
    """
    The year in which a time ends; empty where it names none.

    >>> _year("end of term 4, 2019/20"), _year("31 May 2021"), _year("each year")
    ('2020', '2021', '')
    """
    found = _YEAR.findall(time)
    if not found:
        return ""
    century, year, ends = found[-1]
    return f"{int(century) + (ends == '00')}{ends}" if ends else century + year


def _promise(this_year: str, one: Promised) -> tuple[str, str]:
    """How a promise begins, which says its year, and the promise with any other time."""
    until = _year(one.by)
    if not until or until in one.target:
        time = f", {one.by}" if one.by and not until else ""
        return "We said:", one.target + time
    return f"For {'this year' if until == this_year else until} we said:", one.target


def _worth_a_line(part: Part) -> list[Promised]:
    """Of which there is something to say: a promise, a figure, or how it goes."""
    return [one for one in part.promised if one.target or one.figure or one.status in HOW_IT_GOES]


def _rest(part: Part) -> Iterator[str]:
    """The others in one idea: twenty times "we do not know" tells nobody more."""
    told = len(_worth_a_line(part))
    rest = len(part.promised) - told
    if rest:
        more = " more" if told else ""
        things = f"{rest}{more} thing goes" if rest == 1 else f"{rest}{more} things go"
        picture, alt, _ = NOT_KNOWN
        yield f"[{picture}: {alt}] We do not know yet how {things}."
