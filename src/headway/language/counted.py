"""What a figure counts: the noun phrase that stands behind it."""

import re

_STOP_WORDS = (
    "a about according across after against almost also although am among an and anticipated are "
    "as at available be because been before being below between both but by can could currently "
    "did do does during each either following for from had has have having he her his how however "
    "if in including into is it its last less more must no nor not now of on once one only or our "
    "out over per previously reached reporting shall she should since so some such than that the "
    "their them then there these they this those through throughout to under until up upon us via "
    "was we were what when where "
    "which while who whom whose will with within without would yet compared versus vs"
)
_STOPS = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"[ \t]*([A-Za-z&][\w'’/&-]*)")
_NUMBER_IN_NAME = re.compile(r"[ \t]+([0-9]{1,2})(?=[ \t]+[A-Za-z])")
_LEAD_IN = re.compile(
    r"\s*(?:of\s+(?:(?:all|the|our|these|its|those|both)\s+){0,2}|(?:a\s+)?(?:more|additional"
    r"|further|new|other)\s+|in\s+(?=\Z))?",
    re.IGNORECASE,
)
_LONGEST = 7


def counted(plain: str, end: int, claimed: bytearray | None = None) -> str:
    """
    The noun phrase that follows a figure ending at `end`, or an empty text.

    `claimed` marks, letter for letter, digits that belong to a name such as "wave 1".

    >>> counted("60 employees trained at Intro level", 2)
    'employees trained'
    """
    match = _LEAD_IN.match(plain, end)
    position = match.end() if match else end
    words: list[str] = []
    while len(words) < _LONGEST and (found := _WORD.match(plain, position)):
        word = found[1].rstrip("'-/")
        if not word or (word != "A" and word.lower() in _STOPS):
            break
        words.append(word)
        position = found.end()
        number = _NUMBER_IN_NAME.match(plain, position)
        if number and claimed is not None and all(claimed[number.start(1) : number.end()]):
            words.append(number[1])
            position = number.end()
    return " ".join(words)
