"""
The plain rule for one cell: what it holds, or what is wrong with it.

Every faster way must give what this gives.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from headway.evidence.dataset import Column, Holds
from headway.evidence.identifier_columns import FAULT_OF
from headway.evidence.identifiers import (
    UPN_UNKNOWN,
    normal_figures,
    normal_la,
    normal_laestab,
    normal_postcode,
    normal_upn,
)
from headway.evidence.reading.days import Order, day, order

Value: TypeAlias = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one cell: the rule's short name, and the sentence for the clerk."""

    rule: str
    sentence: str


_EMPTY = {"", "null", "(null)", "#n/a", "n/a", "none given"}
_SYMBOLS = {"c", "x", "z", ":", "~", "*", "-", "low", "k", "u", "b", ".."}
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_MADE_A_DAY = re.compile(r"\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}|\d{4}-\d\d-\d\d|.*00:00:00")
_PART_OF_A_DAY = re.compile(r"\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}")
_FORMULA = re.compile(r"#(?:REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")
_LETTERED = re.compile(r"\A[a-z]{1,2}\)\s*")
"""What stands before a choice in the lists of Annex A: "a) Neglect"."""
_FEWER = re.compile(r"(?:<|≤|less than|fewer than|under|up to)\s*\d{1,2}", re.IGNORECASE)
_WORDED = re.compile(r"([A-Z]{1,3}[0-9][0-9A-Z]?|[A-Z]{3,4})(?:\s*[-–:]\s*|\s+)[A-Z(].*[a-z].*")
"""A code with its words behind it, as lists of choices have them."""
_WHOLE = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.0*)?")
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:[eE][+-]?\d+)?%?")
_YEAR = re.compile(r"(20\d\d)(?:\s*[/-]?\s*(20)?(\d\d))?")
_FLAGS = MappingProxyType(
    {
        **dict.fromkeys(("y", "yes", "true", "t", "1", "a) yes"), True),
        **dict.fromkeys(("n", "no", "false", "f", "0", "b) no"), False),
    }
)
NORMAL_TEXT = MappingProxyType(
    {
        Holds.UPN: normal_upn,
        Holds.NHS_NUMBER: normal_figures,
        Holds.URN: normal_figures,
        Holds.LAESTAB: normal_laestab,
        Holds.LA: normal_la,
        Holds.POSTCODE: normal_postcode,
    }
)
_LARGEST_WHOLE = 2**53


def read_cell(column: Column, text: str | None) -> Value | Wrong:
    """
    What one cell holds.

    `text`: As it stands in the file; None is an empty cell.
    """
    text = (text or "").strip()
    if is_empty(column, text):
        return None if column.empty else _missing(column, text)
    if column.holds is not Holds.TEXT and _FORMULA.fullmatch(text):
        return Wrong(
            "spreadsheet-error",
            "A formula of the spreadsheet has failed here. Put it right in the workbook, or type "
            "the value, and save the file again.",
        )
    match column.holds:
        case Holds.TEXT:
            return text
        case Holds.CODE:
            return _code(column, text)
        case Holds.DAY:
            return _day(text)
        case Holds.WHOLE | Holds.NUMBER:
            return _number(column, text)
        case Holds.FLAG:
            flag = _FLAGS.get(text.casefold())
            return _not_a_flag(text) if flag is None else flag
        case Holds.ACADEMIC_YEAR:
            return _academic_year(text)
        case _:
            return _identifier(column, text)


def is_empty(column: Column, text: str) -> bool:
    """Whether a text without spaces around it stands for an empty cell of the column."""
    if text == "":
        return True
    if column.holds is Holds.TEXT:
        return False
    if column.holds is Holds.UPN and text.upper() in UPN_UNKNOWN:
        return True  # in its place stands why there is none
    return text.casefold() in _EMPTY and text.casefold() not in ways_of(column)


def _missing(column: Column, text: str) -> Wrong:
    nothing = "That stands for nothing" if text else "Nothing stands here"
    return Wrong("empty", f"{nothing}, and every row needs it. {column.about}")


@cache
def _ways(
    name: str, codes: tuple[tuple[str, str], ...], spellings: tuple[tuple[str, str], ...]
) -> Mapping[str, str]:
    ways = {code.casefold(): code for code, _ in codes}
    for way, code in spellings:
        ways.setdefault(way.casefold(), code)
    meanings = [words.casefold() for _, words in codes]
    for code, words in codes:
        if meanings.count(words.casefold()) == 1:
            ways.setdefault(words.casefold(), code)
    return ways


def ways_of(column: Column) -> Mapping[str, str]:
    """Every way of writing a code of the column, in small letters, with the code."""
    return _ways(column.name, tuple(column.codes.items()), tuple(column.spellings.items()))


def _code(column: Column, text: str) -> str | Wrong:
    ways = ways_of(column)
    folded = text.casefold()
    for way in (folded, folded.removesuffix(".0"), _LETTERED.sub("", folded)):
        if way in ways:
            return ways[way]
    if (code := _before_its_words(column, _LETTERED.sub("", text))) is not None:
        return code
    codes = list(column.codes)
    shown = ", ".join(codes[:12]) + (f" and {len(codes) - 12} more" if len(codes) > 12 else "")
    if _MADE_A_DAY.fullmatch(text):
        return Wrong(
            "code-made-a-day",
            f"A spreadsheet has turned the code into a day. Format the column as text and type "
            f"the code again: one of {shown}.",
        )
    return Wrong("unknown-code", f"This is no code of the column. It takes {shown}.")


def _before_its_words(column: Column, text: str) -> str | None:
    """The code of "N1 - Abuse or neglect": one of capitals or figures, with its meaning behind."""
    found = _WORDED.fullmatch(text)
    return found[1] if found is not None and found[1] in column.codes else None


def _day(text: str) -> date | Wrong:
    named = day(text)
    if named is not None:
        return named
    if order(text) is Order.MONTH_FIRST:
        return Wrong(
            "month-first",
            "The month stands before the day, as in America. Write the day first, 25/09/2019, "
            "or 2019-09-25; check the other days of the column too.",
        )
    if text.startswith("##"):
        return Wrong(
            "not-a-day", "The column was too narrow when it was saved. Type the day again."
        )
    if _PART_OF_A_DAY.fullmatch(text):
        return Wrong(
            "not-a-day",
            "A spreadsheet shows only a part of the day. Write all of it, as 25/09/2019 or "
            "2019-09-25.",
        )
    return Wrong("not-a-day", "This is no day. Write it as 25/09/2019 or 2019-09-25.")


def _number(column: Column, text: str) -> int | float | Wrong:
    whole = column.holds is Holds.WHOLE
    pattern = _WHOLE if whole else _NUMBER
    kind = "a whole number" if whole else "a number"
    if not (pattern.fullmatch(text) and any(character.isdigit() for character in text)):
        if text.casefold() in _SYMBOLS:
            return Wrong(
                "symbol-for-a-number",
                "A symbol stands for a figure that was not given. Empty the cell if the column "
                "may be empty, and never write 0 for it.",
            )
        if _MADE_A_DAY.fullmatch(text):
            return Wrong(
                "number-made-a-day",
                "A spreadsheet has turned the number into a day. Format the column as numbers "
                "and type it again.",
            )
        if _FEWER.fullmatch(text):
            return Wrong(
                "small-number-withheld",
                "A small number has been withheld here. Ask for the number itself: a total "
                "without it would be too low.",
            )
        return Wrong("not-a-number", f"This is not {kind}. Write figures only.")
    plain = text.replace(",", "").removesuffix("%")
    try:
        number = float(plain)
    except ValueError:  # an exponent without a number before it, such as E10000025
        return Wrong("not-a-number", f"This is not {kind}. Write figures only.")
    if not math.isfinite(number) or abs(number) > _LARGEST_WHOLE:
        return Wrong("out-of-range", "The number is too large to be meant.")
    return _within(column, int(number) if whole else number)


def _within(column: Column, number: int | float) -> int | float | Wrong:
    least, most = column.least, column.most
    if least is not None and number < least:
        return Wrong("out-of-range", f"The number is below {least:,g}, the least there can be.")
    if most is not None and number > most:
        return Wrong("out-of-range", f"The number is above {most:,g}, the most there can be.")
    return number


def _not_a_flag(_text: str) -> Wrong:
    return Wrong("not-yes-or-no", "Write yes or no (or Y, N, true, false, 1, 0).")


def _academic_year(text: str) -> int | Wrong:
    found = _YEAR.fullmatch(text.removesuffix(".0"))
    if found is None:
        return Wrong("not-an-academic-year", "Write an academic year as 2019/20.")
    first = int(found[1])
    if found[3] is not None and int(found[3]) != (first + 1) % 100:
        return Wrong(
            "not-an-academic-year",
            f"An academic year that begins in {first} is {first}/{(first + 1) % 100:02d}.",
        )
    return first


def _identifier(column: Column, text: str) -> str | Wrong:
    normal = NORMAL_TEXT[column.holds](text)
    fault = FAULT_OF[column.holds](normal)
    if fault is None:
        return normal
    rule = f"wrong-{column.holds.name.lower().replace('_', '-')}"
    if _SCIENTIFIC.fullmatch(text):
        return Wrong(
            "spreadsheet-number",
            "A spreadsheet has shortened the number to powers of ten and lost its last figures. "
            "Ask for the file again with the column as text.",
        )
    if column.holds is Holds.NHS_NUMBER and re.fullmatch(r"\d{8,9}", normal):
        fault += " A spreadsheet may have taken a zero from its front."
    if _MADE_A_DAY.fullmatch(text):
        fault += " A spreadsheet seems to have made a day of it."
    return Wrong(rule, fault)
