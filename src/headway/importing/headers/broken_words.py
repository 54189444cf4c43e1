"""Words that a printed table's narrow columns broke in two: put together again."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from headway.importing.documents.document import Document, Table
from headway.importing.headers.columns import Role, column
from headway.importing.headers.header_periods import MONTH

_HEADER_ROWS = 3
_OF_PAGES = frozenset({"pdf", "text"})
_LONGEST_DATE = 30
_IN_FIGURES = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]20\d\d")
_IN_WORDS = re.compile(rf"(\d{{1,2}}(?:st|nd|rd|th)?)?({MONTH})(20\d\d)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_TORN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)\s(?=([a-z]+)(?![^\W\d_]))")
_SHORT_WORD = re.compile(
    r"^(?:am?|an|as|at|be|by|do|go|he|if?|in|is|it|me|mm|my|no|of|on|or|so|to|up|us|we)$", re.I
)
_ENDINGS = re.compile(
    r"^(?:[nt]?ators?|[aeo]ry|[st]?ions?|ments?|ness|it(?:y|ies)|ies|ings?|ous|ives?|"
    r"[ae]nc(?:e|es|y)|ical|fully|i?bl[ey]|isms?|ities|ers|als|ally|ated?|ting|ned|red|ted|ded)$"
)
_ONSET = re.compile(r"^(?:[bcfgkps]l|[bcdfgkptw]r|[dst]w|[cgprstw]h|[gkps]n|s[ckmpqt]|ll|ps|qu|ts)")
_LONGEST_PIECE = 2
_BEGINS_WITH_TWO = re.compile(r"^[bcdfghjklmnpqrstvwxz]{2}")


def mended(document: Document) -> Document:
    """
    The document with the words put together that narrow columns of a page broke.

    Cells that are a date once their pieces are joined are mended. Other words are left as they
    are unless a header is known only once its pieces are put together.
    """
    if document.format not in _OF_PAGES:
        return document
    dated = tuple(
        _each_cell(block, _whole_date) if isinstance(block, Table) else block
        for block in document.blocks
    )
    document = replace(document, blocks=dated) if dated != document.blocks else document
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if document.format != "pdf" or not any(_is_torn(table) for table in tables):
        return document
    known = frozenset(word.casefold() for text in _texts(document) for word in _WORD.findall(text))
    blocks = tuple(
        _mended_table(block, known) if isinstance(block, Table) else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _is_torn(table: Table) -> bool:
    return any(
        column(cell.text).role is Role.UNKNOWN
        and _looks_torn(cell.text)
        and column(put_together(cell.text)).role is not Role.UNKNOWN
        for row in table.rows[:_HEADER_ROWS]
        for cell in row
    )


def _looks_torn(text: str) -> bool:
    return any(_is_piece(found[2]) for found in _TORN.finditer(text))


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row)
        else:
            yield block.text


def _mended_table(table: Table, known: Iterable[str]) -> Table:
    words = frozenset(known)
    return _each_cell(table, lambda text: put_together(text, words))


def _each_cell(table: Table, mend: Callable[[str], str]) -> Table:
    rows = tuple(
        tuple(replace(cell, text=mend(cell.text)) if cell.text else cell for cell in row)
        for row in table.rows
    )
    return replace(table, rows=rows)


def _whole_date(text: str) -> str:
    """
    A cell's only date, whole where a narrow column cut its figures or the month's name.

    >>> _whole_date("31/03/202 5"), _whole_date("30 Septembe r 2023"), _whole_date("5 March 2024")
    ('31/03/2025', '30 September 2023', '5 March 2024')
    """
    if len(text) > _LONGEST_DATE:
        return text
    letters = "".join(text.split())
    if _IN_FIGURES.fullmatch(letters):
        return letters
    found = _IN_WORDS.fullmatch(letters)
    return " ".join(filter(None, found.groups())) if found else text


def put_together(text: str, known: frozenset[str] = frozenset()) -> str:
    """
    A text whose broken words are whole: a piece no word begins with goes to the word before it.

    >>> put_together("Succes s measur e"), put_together("Parks Manag er in the ward")
    ('Success measure', 'Parks Manager in the ward')
    >>> put_together("22 session s held by Septem ber", frozenset({"september"}))
    '22 sessions held by September'
    """

    def whole(found: re.Match[str]) -> str:
        first, second = found[1], found[2]
        short = _SHORT_WORD.match(first) or _SHORT_WORD.match(second)
        told = not short and (first + second).casefold() in known
        return first if told or _is_piece(second) else found[0]

    before = ""
    while before != text:
        before, text = text, _TORN.sub(whole, text)
    return text


def _is_piece(word: str) -> bool:
    """Whether a word is only the end of one: no word by itself, as far as its letters tell."""
    if len(word) <= _LONGEST_PIECE:
        return _SHORT_WORD.match(word) is None
    torn = _BEGINS_WITH_TWO.match(word) is not None and _ONSET.match(word) is None
    return torn or _ENDINGS.match(word) is not None
