"""`{% govuk %}`: a component of the design system in a Django template."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from headway.web.site.components import component, nested

register = template.Library()


@register.simple_tag
def govuk(which: str, given: Mapping[str, Any] | None = None, **parameters: Any) -> SafeString:
    """
    A component, from a whole mapping, from single parameters, or from both.

    `{% govuk "button" text="Issue" %}`, `{% govuk "breadcrumbs" crumbs %}`,
    `{% govuk "input" name="q" label__text="Search" value=q %}`
    """
    return component(which, {**(given or {}), **nested(parameters)})
