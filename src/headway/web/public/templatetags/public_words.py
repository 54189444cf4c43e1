"""Tags of the public pages: a status, words with line breaks, a picture that was drawn by us."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from headway.plainwords.ideas import Idea
from headway.plainwords.pictures import PICTURES
from headway.web.public.content import Badge

register = template.Library()

S = TypeVar("S")
T = TypeVar("T")


@register.simple_tag
def badge(one: Badge, size: str = "") -> SafeString:
    """A status: its shape, hidden from those who listen, and its word."""
    return format_html(
        '<strong class="hw-status {}{}"><span class="hw-status__shape" aria-hidden="true">{}</span>'
        "{}</strong>",
        one.css,
        f" hw-status--{size}" if size else "",
        one.shape,
        one.word,
    )


@register.filter
def lines(words: str) -> SafeString:
    """Each line as a paragraph; blank ones are left out."""
    told = [line.strip() for line in words.splitlines() if line.strip()]
    return format_html_join("", "<p>{}</p>", ((line,) for line in told))


@register.filter
def beside(counts: Sequence[S], marks: Sequence[T]) -> Iterator[tuple[T, S]]:
    """Each count with the status that it is of."""
    return zip(marks, counts, strict=True)


@register.filter
def drawn(svg: str) -> SafeString:
    """A picture that our own pen drew, which escapes every word."""
    return mark_safe(svg)  # noqa: S308 - kept with a digest since it was drawn


@register.simple_tag
def picture(idea: Idea) -> SafeString:
    """An idea's picture with what it shows; the empty slot where there is none."""
    path = PICTURES.get(idea.picture)
    if path is None:
        return format_html('<span class="hw-idea__slot">{}</span>', idea.alt)
    role = format_html('role="img" aria-label="{}"', idea.alt) if idea.alt else "aria-hidden=true"
    return format_html(
        '<svg viewBox="0 0 64 64" width="64" height="64" {}><path d="{}" fill="none" '
        'stroke="#1b4b5a" stroke-width="4" stroke-linejoin="round" stroke-linecap="round"/></svg>',
        role,
        path,
    )
