"""Filters: what a reader may choose from, as the design system's `select` shows it."""

from collections.abc import Sequence
from typing import Any


def select_items(known: Sequence[tuple[str, str]], chosen: str) -> list[dict[str, Any]]:
    """
    The options of a `select`, from their values and words.

    >>> select_items([("a", "A")], "a")
    [{'value': 'a', 'text': 'A', 'selected': True}]
    """
    return [{"value": value, "text": words, "selected": value == chosen} for value, words in known]
