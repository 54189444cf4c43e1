"""A first draft in plain words, made from what an edition says; a person goes on from there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HOW_IT_GOES: dict[str, tuple[str, str, str]] = {
    "Met": ("tick", "A tick", "We did what we said."),
    "On track": ("up", "An arrow up", "It is going well so far."),
    "At risk": ("wait", "A clock", "It is nearly good enough."),
    "Off track": ("down", "An arrow down", "It is not good enough yet."),
    "Breached": ("cross", "A cross", "We did not keep this promise."),
    "Suppressed": ("people", "People", "We do not show this number, to keep people safe."),
}
"""By a status's word: a picture, what it shows, and a sentence that anybody can read."""

NOT_KNOWN = ("question", "A question mark", "We do not know yet how it is going.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """
    One measure as the edition has it.

    Attributes:
        status: Its word: "Met".
        figure: "70 permanent exclusions"; empty where there is none.
        target: "at most 65"; empty where there is none.
    """

    name: str
    status: str
    figure: str = ""
    when: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An area of focus with what was promised in it."""

    title: str
    promised: tuple[Promised, ...]


def for_young_people(title: str, as_at: str, parts: Sequence[Part]) -> str:
    """What was promised and what happened, area by area, a line for each idea."""
    return "\n".join((
        "# What this page is about",
        f"[promise: A sheet of paper] This is about a plan. It is called {title}.",
        "[talk: Somebody talking] It says what we promised to do for children and young people.",
        f"[calendar: A calendar] It tells how things were on {as_at}.",
        *(line for part in parts for line in _for_young(part)),
        *_NEXT,
    ))  # fmt: skip


def easy_to_read(title: str, as_at: str, parts: Sequence[Part]) -> str:
    """The same with one idea on each line, and a picture for each."""
    return "\n".join((
        "# About this",
        f"[promise: A sheet of paper] This is about a plan called {title}.",
        "[people: People] The plan is for children and families.",
        f"[calendar: A calendar] It tells how things were on {as_at}.",
        *(line for part in parts for line in _easy(part)),
        *_NEXT,
    ))  # fmt: skip


_NEXT = (
    "# What happens next",
    "[people: People] The people who made the plan meet again.",
    "[talk: Somebody talking] They will say what they will do about what is not good enough.",
)


def _for_young(part: Part) -> Iterator[str]:
    if not part.promised:
        return
    yield f"# {part.title}"
    for one in _worth_a_line(part):
        picture, alt, words = HOW_IT_GOES.get(one.status, NOT_KNOWN)
        target = f" We promised: {one.target}." if one.target else ""
        now = f" Now it is: {_with_when(one)}." if one.figure else ""
        yield f"[{picture}: {alt}] {one.name}.{target}{now} {words}"
    yield from _rest(part)


def _easy(part: Part) -> Iterator[str]:
    if not part.promised:
        return
    yield f"# {part.title}"
    for one in _worth_a_line(part):
        picture, alt, words = HOW_IT_GOES.get(one.status, NOT_KNOWN)
        yield f"[promise: A sheet of paper] We looked at this: {one.name}."
        if one.target:
            yield f"[promise: A sheet of paper] We promised: {one.target}."
        if one.figure:
            yield f"[calendar: A calendar] Now it is: {_with_when(one)}."
        yield f"[{picture}: {alt}] {words}"
    yield from _rest(part)


def _worth_a_line(part: Part) -> list[Promised]:
    """Of which there is something to say: a promise, a figure, or how it goes."""
    return [one for one in part.promised if one.target or one.figure or one.status in HOW_IT_GOES]


def _rest(part: Part) -> Iterator[str]:
    """The others in one idea: twenty times "we do not know" tells nobody more."""
    told = len(_worth_a_line(part))
    rest = len(part.promised) - told
    if rest:
        more = " more" if told else ""
        things = f"{rest}{more} thing is" if rest == 1 else f"{rest}{more} things are"
        picture, alt, _ = NOT_KNOWN
        yield f"[{picture}: {alt}] We do not know yet how {things} going."


def _with_when(one: Promised) -> str:
    return ", ".join(part for part in (one.figure, one.when) if part)
