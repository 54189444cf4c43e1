"""Browsers as people call them, secrets in parts that can be typed, roles in sentences."""

from django import template

from headway.web.people.letters import with_article

register = template.Library()
register.filter(with_article)

BROWSERS = (
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
"""The first that is found counts: most say that they are Chrome and Safari, too."""

SYSTEMS = (
    ("Android", "Android"), ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Windows", "Windows"),
    ("CrOS", "ChromeOS"), ("Mac OS", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def browser(agent: str) -> str:
    """
    What a browser says of itself, in short.

    >>> browser("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120.0")
    'Edge on Windows'
    >>> browser("curl/8.1")
    'A program that does not say what it is'
    """
    name = next((words for mark, words in BROWSERS if mark in agent), "")
    system = next((words for mark, words in SYSTEMS if mark in agent), "")
    if not name:
        return "A program that does not say what it is"
    return f"{name} on {system}" if system else name


@register.filter
def in_fours(secret: str) -> list[str]:
    """
    A long secret in parts that can be read and typed one after the other.

    >>> in_fours("CS5LPCV2FY")
    ['CS5L', 'PCV2', 'FY']
    """
    return [secret[first : first + 4] for first in range(0, len(secret), 4)]
