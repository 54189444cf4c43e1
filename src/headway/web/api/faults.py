"""What is wrong with a parameter, in plain words and with its place."""

from collections.abc import Mapping
from typing import Any

_WORDS = {
    "greater_than_equal": "Give a number that is at least {ge}.",
    "less_than_equal": "Give a number that is at most {le}.",
    "int_parsing": "Give a whole number.",
    "int_parsing_size": "Give a whole number, and a smaller one.",
    "int_from_float": "Give a whole number.",
    "bool_parsing": "Give true or false.",
    "literal_error": "Give {expected}.",
    "missing": "This is needed, and nothing came.",
    "string_pattern_mismatch": (
        "Give a name as the interface writes it, such as permanent-exclusions."
    ),
    "string_too_long": "Give at most {max_length} characters.",
}
"""By what the framework calls the fault. What is not here is said in the framework's own words."""


def place_of(fault: Mapping[str, Any]) -> str:
    """
    Which parameter it is.

    >>> place_of({"loc": ("query", "page")})
    'query.page'
    """
    return ".".join(str(part) for part in fault.get("loc", ()))


def words_of(fault: Mapping[str, Any]) -> str:
    """
    What was expected of it.

    >>> words_of({"type": "less_than_equal", "ctx": {"le": 500}})
    'Give a number that is at most 500.'
    >>> words_of({"type": "value_error", "ctx": {"error": ValueError("write a day")}})
    'Write a day.'
    """
    given = fault.get("ctx", {})
    words = _WORDS.get(str(fault.get("type")))
    if words is not None:
        return words.format_map(given)
    said = str(given.get("error") or fault.get("msg") or "This is not valid").rstrip(".")
    return f"{said[:1].upper()}{said[1:]}."
