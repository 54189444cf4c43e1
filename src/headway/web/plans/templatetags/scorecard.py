"""Tags of the plan's pages: a status, a link that keeps the day, words with line breaks."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from headway.reporting.marks import Mark
from headway.web.plans.pages.frame import address

register = template.Library()


@register.simple_tag
def status(mark: Mark, size: str = "") -> SafeString:
    """A status: its shape, hidden from those who listen, and its word."""
    return format_html(
        '<strong class="hw-status {}{}"><span class="hw-status__shape" aria-hidden="true">{}</span>'
        "{}</strong>",
        mark.css,
        f" hw-status--{size}" if size else "",
        mark.shape,
        mark.word,
    )


@register.simple_tag(takes_context=True)
def link(context: dict[str, Any], name: str, *arguments: str) -> str:
    """Where a page of this plan is, keeping the day that the reader chose."""
    return address(name, context["opened"], *arguments)


@register.filter
def paragraphs(words: str) -> SafeString:
    """Each line as a paragraph; blank ones are left out."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


@register.filter
def first_upper(words: str) -> str:
    """With a capital letter, and the rest as it stands."""
    return words[:1].upper() + words[1:]


@register.simple_tag
def cell(label: str) -> SafeString:
    """The name of a cell's column, which is seen only where the table is stacked."""
    return format_html('<span class="hw-cell-label">{}</span>', label) if label else mark_safe("")


@register.simple_tag(takes_context=True)
def keep_day(context: dict[str, Any]) -> SafeString:
    """A hidden field for forms that should keep the day that the reader chose."""
    opened = context["opened"]
    if not opened.chosen:
        return mark_safe("")
    return format_html('<input type="hidden" name="at" value="{}">', opened.at.isoformat())
