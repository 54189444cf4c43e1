"""Numbers as list marks show them."""

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


def numeral(number: int, kind: str) -> str:
    """
    A number in figures ("1", "1st"), letters ("a", "A") or Roman numerals ("i", "I").

    A number that a kind cannot say is given in figures.

    >>> [numeral(4, kind) for kind in ("1", "1st", "a", "A", "i", "I")]
    ['4', '4th', 'd', 'D', 'iv', 'IV']
    >>> numeral(28, "a"), numeral(0, "i"), numeral(112, "1st")
    ('ab', '0', '112th')
    """
    match kind:
        case "a" | "A" if number > 0:
            written = _letters(number)
        case "i" | "I" if 0 < number < 4000:
            written = _roman(number)
        case "1st":
            written = f"{number}{_ending(number)}"
        case _:
            written = str(number)
    return written.upper() if kind in ("A", "I") else written


def _letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
