"""Numbers written in words, and fractions."""

import re

_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
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
    rf"\b(?:(?P<dozen>a\s+dozen)|(?P<number>{_BELOW_HUNDRED}(?:\s+hundred)?(?:\s+and\s+{_BELOW_HUNDRED})?"
    rf"(?:\s+(?:thousand|million))?))\b",
    re.IGNORECASE,
)
FRACTION = re.compile(
    r"\b(?:(?:a|one)[\s-]+(?P<one>half|third|quarter|fifth|tenth)|(?P<many>two[\s-]+thirds|three[\s-]+quarters)"
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
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
        elif word != "and":
            return None
    return float(total + current)


def fraction_value(found: re.Match[str]) -> float:
    """The percentage that a fraction in words stands for, to one decimal."""
    if found["many"]:
        return _FRACTIONS[re.split(r"[\s-]+", found["many"].lower())[1]]
    return _FRACTIONS[(found["one"] or found["half"]).lower()]
