"""`|since` and `|until`: the beginning and the end of a time in words."""

from datetime import datetime

from django import template

from headway.web.editions.moments import from_words, until_words

register = template.Library()


@register.filter
def since(at: datetime) -> str:
    """As `from_words` says it."""
    return from_words(at)


@register.filter
def until(at: datetime) -> str:
    """As `until_words` says it."""
    return until_words(at)
