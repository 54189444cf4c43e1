"""Numbers written in words, and fractions."""

import re

_NAMES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS_NAMES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = {word: value for value, word in enumerate(_NAMES)}
_TENS = {word: value * 10 for value, word in enumerate(_TENS_NAMES, start=2)}
_WORDED_SCALES = {"thousand": 1000, "million": 1_000_000}
_FRACTIONS = {
    "half": 50.0,
    "third": 33.3,
    "quarter": 25.0,
    "fifth": 20.0,
    "tenth": 10.0,
    "thirds": 66.7,
    "quarters": 75.0,
}

_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN = "|".join(_TENS)
_BELOW_HUNDRED = rf"(?:(?:{_TEN})(?:[- ](?:{_ONE}))?|{_ONE})"
WORDED = re.compile(
    rf"\b(?:(?P<dozen>a\s+dozen)"
    rf"|(?P<number>{_BELOW_HUNDRED}(?:\s+hundred)?(?:\s+and\s+{_BELOW_HUNDRED})?"
    rf"(?:\s+(?:thousand|million))?))\b",
    re.IGNORECASE,
)
FRACTION = re.compile(
    r"\b(?:(?:a|one)[\s-]+(?P<one>half|third|quarter|fifth|tenth)|(?P<many>two[\s-]+thirds"
    r"|three[\s-]+quarters)"
    r"|(?P<half>half))\b(?=\s+of\b|\s+\()",
    re.IGNORECASE,
)


def worded_value(words: str) -> float | None:
    """
    The value of a number written in words.

    >>> worded_value("ten"), worded_value("twenty-five"), worded_value("One hundred and twenty")
    (10.0, 25.0, 120.0)
    """
    if words.lower().split() == ["a", "dozen"]:
        return 12.0
    total = current = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _ONES:
            current += _ONES[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _WORDED_SCALES:
            total, current = total + max(current, 1) * _WORDED_SCALES[word], 0
        elif word != "and":
            return None
    return float(total + current)


def fraction_value(found: re.Match[str]) -> float:
    """The percentage that a fraction in words stands for, to one decimal."""
    if found["many"]:
        return _FRACTIONS[re.split(r"[\s-]+", found["many"].lower())[1]]
    return _FRACTIONS[(found["one"] or found["half"]).lower()]


NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
LONGEST_NUMBER = 18
SCALE = r"\s?(?:million|billion|thousand|bn|mn)\b|(?:m|k|b)\b(?![²2])"
_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
}


def number_value(digits: str, scale: str | None = None) -> float:
    """
    The value of digits with an optional scale.

    >>> number_value("1,240"), number_value("2.7", "M"), number_value("3.3", " billion")
    (1240.0, 2700000.0, 3300000000.0)
    """
    value = float(digits.replace(",", ""))
    return value if scale is None else round(value * scale_factor(scale), 6)


def scale_factor(scale: str) -> float:
    """1000 for "k" and "thousand"."""
    return _SCALES[scale.strip().lower()]
