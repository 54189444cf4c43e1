"""
Days that could be read in two ways: said, with the way in which they were read.

A file of which no day lies after the twelfth does not show whether it writes the day or the
month first. It is read with the day first, as in England; who sent it knows whether that is right.
"""

from collections.abc import Collection, Iterable

from headway.evidence.reading.days import day, either_way, is_serial


def ambiguous(texts: Iterable[str]) -> bool:
    """
    Whether every day of a column could be read with the month first too.

    >>> ambiguous(["03/04/2020", "05/04/2020"]), ambiguous(["03/04/2020", "25/04/2020"])
    (True, False)

    Nothing is doubtful where day and month are the same, or the month is in letters or second.

    >>> ambiguous(["04/04/2020", ""]), ambiguous(["2020-04-03"]), ambiguous([])
    (False, False, False)
    """
    given = [text for text in texts if text.strip()]
    shown = [text for text in given if day(text) is not None]
    return any(map(_differs, shown)) and all(either_way(text) for text in shown)


def _differs(text: str) -> bool:
    found = day(text)
    return found is not None and either_way(text) and found.day != found.month


def said(heading: str, texts: Collection[str]) -> str:
    """The sentence about a column of which every day is doubtful."""
    one = min(filter(_differs, texts))
    read = day(one)
    return (
        f'Every day in "{heading}" could be read with the month first, as none lies after the '
        f'12th of a month. They were read with the day first: "{one}" as {read:%-d %B %Y}. If '
        "that is wrong, write them as 2020-04-03 and load the file again."
    )


def said_of_numbers(heading: str, text: str) -> str:
    """
    The sentence about a column of days that came as a spreadsheet's numbers.

    >>> print(said_of_numbers("Start", "43727"))
    Days in "Start" came as a spreadsheet's numbers and were counted from 1900: "43727" as \
19 September 2019. Some workbooks count from 1904, four years and a day later: if this one does, \
write its days as 2019-09-25 and load the file again.
    """
    return (
        f'Days in "{heading}" came as a spreadsheet\'s numbers and were counted from 1900: '
        f'"{text}" as {day(text):%-d %B %Y}. Some workbooks count from 1904, four years and a day '
        "later: if this one does, write its days as 2019-09-25 and load the file again."
    )


def first_number(texts: Iterable[str]) -> str:
    """The first of the texts that names a day as a spreadsheet counts them; empty for none."""
    return next((text for text in texts if is_serial(text)), "")
