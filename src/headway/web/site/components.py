"""The design system's components, as HTML."""

import marshal
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from jinja2 import DebugUndefined, Environment, PackageLoader, PrefixLoader, Undefined
from jinja2.environment import TemplateModule

from headway.web.keeping import Shelf

COMPONENTS: tuple[str, ...] = (
    "back-link",
    "breadcrumbs",
    "button",
    "checkboxes",
    "date-input",
    "details",
    "error-summary",
    "fieldset",
    "file-upload",
    "generic-header",
    "input",
    "inset-text",
    "notification-banner",
    "pagination",
    "radios",
    "select",
    "service-navigation",
    "skip-link",
    "summary-list",
    "tag",
    "textarea",
    "warning-text",
)
"""The ones we use; `generic-header` because the other header carries a crest."""


def component(name: str, parameters: Mapping[str, Any]) -> SafeString:
    """
    One component's HTML; about 0.3 ms, and less where a page has had the same one before.

    Text is escaped. Parameters that end in `html` or `Html` are trusted, as the
    design system's own documentation says: never put what a person wrote into one.

    Raises:
        KeyError: It is not one of `COMPONENTS`.
    """
    if name not in COMPONENTS:
        raise KeyError(f'"{name}" is not among the components that are used')
    if name not in OF_THE_FRAME:
        return _drawn(name, parameters)
    try:
        key = (name, STRICT, marshal.dumps(dict(parameters), 2))
    except ValueError:  # something beside plain values is in it, such as words that are safe
        return _drawn(name, parameters)
    return _FRAMES.get(key, lambda: _drawn(name, parameters))


OF_THE_FRAME = ("breadcrumbs", "button", "generic-header", "service-navigation", "skip-link")
"""
Those that every page has: what they look like depends on their parameters alone, and is kept.

None of them holds what a person wrote into a form.
"""
_FRAMES: Shelf[tuple[str, bool, bytes], SafeString] = Shelf(4_000_000, weight=len)


def _drawn(name: str, parameters: Mapping[str, Any]) -> SafeString:
    macro = getattr(_macros(name, strict=STRICT), _macro_name(name))
    return mark_safe(str(macro(dict(parameters))))  # noqa: S308 - escaped by its environment


STRICT = False
"""
Print a mistaken parameter instead of leaving it out. Only tests turn this on, and
assert that no page says "no such element".
"""


def nested(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """
    Parameters whose names say how deep they go, as a template has to write them.

    >>> nested({"label__text": "Date", "label__classes": "x", "name": "at"})
    {'label': {'text': 'Date', 'classes': 'x'}, 'name': 'at'}
    """
    whole: dict[str, Any] = {}
    for name, value in parameters.items():
        *outer, last = name.split("__")
        part = whole
        for step in outer:
            part = part.setdefault(step, {})
        part[last] = value
    return whole


@cache
def _macros(name: str, *, strict: bool) -> TemplateModule:
    template = f"govuk_frontend_jinja/components/{name}/macro.html"
    return _environment(strict=strict).get_template(template).module


@cache
def _environment(*, strict: bool) -> Environment:
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    undefined: type[Undefined] = DebugUndefined if strict else Undefined
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # it would look at the files each time, and nobody changes them
    )


def _macro_name(name: str) -> str:
    return "govuk" + "".join(word.capitalize() for word in name.split("-"))
