"""
Signs that open a list item, in every font that documents are written in.

Symbol fonts keep their bullets among the characters for private use, where each program
prints another sign; at the start of a line, with a blank behind it, each is a list mark.
"""

import re

_PRIVATE = "\ue000-\uf8ff"
_SHAPES = "■□◆◇➢➤►▶‣⁃∙✓✔❖"
_OPENING = re.compile(rf"^[ \u00a0]*[{_PRIVATE}{_SHAPES}][ \t\u00a0]+(?=\S)")
_SPREAD = re.compile(r"^ *([•●○▪◦])(?:[ \u00a0]{2,}(?=\S)|[ \u00a0]*\t\s*(?=[^\s\t][^\t]*$))")
_IN_COLUMN = re.compile(rf"(?:(?<=\t)|(?<=  ))[{_PRIVATE}] (?=\s*\S)")
_SIGNS = frozenset("•●○▪◦·§" + _SHAPES)


def is_sign(letter: str) -> bool:
    """
    Whether a letter at the start of a line is a list mark and no letter of a word.

    >>> is_sign("•"), is_sign(chr(0xF0B7)), is_sign("A")
    (True, True, False)
    """
    return letter in _SIGNS or "\ue000" <= letter <= "\uf8ff"


def with_plain_marks(line: str) -> str:
    """
    A line with "•" for its list mark, moved to its words: a gap there parts no columns.

    >>> with_plain_marks("  " + chr(0xF0A7) + "   Plant trees")
    '    • Plant trees'
    """
    opened = _OPENING.sub(lambda found: f"{' ' * (len(found[0]) - 2)}• ", line, count=1)
    near = _SPREAD.sub(lambda found: f"{' ' * (len(found[0]) - 2)}{found[1]} ", opened, count=1)
    return _IN_COLUMN.sub("• ", near)


def parted(text: str) -> tuple[str, str]:
    """
    The list mark a paragraph's words begin with, as "•", and the words behind it.

    >>> parted(chr(0xF0D8) + " Plant trees"), parted("Plant trees")
    (('•', 'Plant trees'), ('', 'Plant trees'))
    """
    found = _OPENING.match(text)
    return ("•", text[found.end() :]) if found else ("", text)
