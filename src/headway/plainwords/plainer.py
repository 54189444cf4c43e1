"""Shorter words for long ones that mean the same, and long names cut where a thought ends."""

import re

SHORTER: tuple[tuple[str, str], ...] = (
    ("academic year", "school year"),
    ("additional", "extra"),
    ("approximately", "about"),
    ("assistance", "help"),
    ("commencement of", "start of"),
    ("in accordance with", "by"),
    ("in order to", "to"),
    ("individuals", "people"),
    ("information", "facts"),
    ("numerous", "many"),
    ("on an annual basis", "each year"),
    ("prior to", "before"),
    ("regarding", "about"),
    ("subsequent to", "after"),
    ("the percentage of", "the share of"),
    ("the proportion of", "the share of"),
    ("utilisation of", "use of"),
    ("young persons", "young people"),
)
"""Only words of plain English for which no agency has a meaning of its own."""

FIRST_WORDS: tuple[tuple[str, str], ...] = (
    ("Decrease", "Cut"),
    ("Increase", "Raise"),
    ("Provide", "Give"),
    ("Reduce", "Cut"),
)
"""Of what is to be done, at the start alone: elsewhere they may be no verbs."""

_LONG = re.compile(rf"\b({'|'.join(re.escape(one) for one, _ in SHORTER)})\b", re.IGNORECASE)
_SHORT = dict(SHORTER)
_FIRST = re.compile(rf"({'|'.join(one for one, _ in FIRST_WORDS)})(?= \w)")
_STOP = re.compile(r"[.!?]+(?=\s)")
_ASIDE = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_THOUGHT = re.compile(r"\s*[;:]\s+|\s+[\u2013\u2014-]\s+|,\s+(?:and|or|so|with|which|including)\s+")
_BREAK = re.compile(
    r",\s+|\s+(?:(?:and|or|so that|such that|including|which|who|because|through|by|with|via|in"
    r"|at|on|for|from|during|within|across|around|between|over)\s+|to\s+(?=\d))"
)
_OPEN = re.compile(
    r"(?:\s+(?:a|an|the|of|to|in|on|at|for|by|with|and|or|will|be|have|has|that|is|are|more|%))+$",
    re.IGNORECASE,
)
_FEWEST = 3
"""Words that a name still needs for one to know what it is about."""


def plainer(words: str) -> str:
    """
    The same with shorter words where there are any; a capital stays.

    >>> plainer("Academic year 2019/20, prior to July")
    'School year 2019/20, before July'
    >>> plainer("Reduce the number of days on which help is late")
    'Cut the number of days on which help is late'
    """

    def short(found: re.Match[str]) -> str:
        word = _SHORT[found[1].lower()]
        return word[0].upper() + word[1:] if found[1][0].isupper() else word

    first = _FIRST.match(words)
    return _LONG.sub(
        short, f"{dict(FIRST_WORDS)[first[1]]}{words[first.end() :]}" if first else words
    )


def one_sentence(words: str) -> str:
    """
    On one line, with commas where sentences end, and without the last stop.

    >>> one_sentence("Meet the schools. Tell the board.")
    'Meet the schools, Tell the board'
    """
    return _STOP.sub(",", " ".join(words.split())).rstrip(" .!?")


def cut(words: str, most: int) -> str:
    """
    At most so many words, as a sentence ends: with "." where a thought does, else with "…".

    >>> cut("Schools (all of them) know what to do", 6)
    'Schools know what to do.'
    >>> cut("Fewer children wait for help; those who do are seen within six weeks", 6)
    'Fewer children wait for help.'
    >>> cut("Reduce the number of exclusions to 65 in school year 2019/20", 7)
    'Reduce the number of exclusions to 65…'
    >>> cut("More and more children of the county read every day", 6)
    'More and more children…'
    """
    text = one_sentence(words)
    if len(text.split()) > most:
        text = " ".join(_ASIDE.sub("", text).split())
    if len(text.split()) > most:
        text = _to_the_last(_THOUGHT, text, most)
    end = "."
    if len(text.split()) > most:
        text, end = _to_the_last(_BREAK, text, most), "…"
    if len(text.split()) > most:
        text = _OPEN.sub("", " ".join(text.split()[:most]))
    return text.rstrip(" ,;:.") + end


def _to_the_last(where: re.Pattern[str], text: str, most: int) -> str:
    """As far as the last place that leaves few enough words, if any leaves enough of them."""
    ends = [_OPEN.sub("", text[: one.start()].rstrip(" ,;:.")) for one in where.finditer(text)]
    fitting = [one for one in ends if _FEWEST <= len(one.split()) <= most]
    return fitting[-1] if fitting else text
