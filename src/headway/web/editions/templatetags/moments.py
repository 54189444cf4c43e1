"""`|until`: the end of a time in words."""

from datetime import datetime

from django import template

from headway.web.editions.moments import until_words

register = template.Library()


@register.filter
def until(at: datetime) -> str:
    """As `until_words` says it."""
    return until_words(at)
