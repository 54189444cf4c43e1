"""`{% field %}`: a form's field as the design system's component, with its hint and its error."""

from typing import Any

from django import template
from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    FileInput,
    HiddenInput,
    PasswordInput,
    RadioSelect,
    Select,
    Textarea,
)
from django.utils.safestring import SafeString

from headway.web.site.components import component

register = template.Library()


@register.simple_tag
def field(bound: BoundField, classes: str = "", label_classes: str = "", **more: Any) -> SafeString:
    """
    A field by its widget: input, text area, choice, file.

    `{% field form.text classes="govuk-input--width-5" label_classes="govuk-label--s" %}`
    """
    widget = bound.field.widget
    if isinstance(widget, HiddenInput):
        return bound.as_widget()
    parameters: dict[str, Any] = {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": {"text": bound.label, "classes": label_classes},
        "classes": classes,
        **more,
    }
    if bound.help_text and "hint" not in more:
        parameters["hint"] = {"text": bound.help_text}
    if bound.errors:
        parameters["errorMessage"] = {"text": " ".join(str(one) for one in bound.errors)}
    value = bound.value()
    if isinstance(widget, FileInput):
        return component("file-upload", parameters)
    if isinstance(widget, RadioSelect):
        return component("radios", _radios(bound, parameters, value))
    if isinstance(widget, Select):
        return component("select", {**parameters, "items": _items(bound, value)})
    if isinstance(widget, CheckboxInput):
        return component("checkboxes", _checkbox(bound, parameters, value))
    parameters["value"] = "" if value is None else str(value)
    if isinstance(widget, PasswordInput):
        parameters["value"] = ""
    kind = getattr(widget, "input_type", "")
    if kind in ("email", "password", "date"):
        parameters["type"] = kind
    if "autocomplete" in widget.attrs:
        parameters["autocomplete"] = widget.attrs["autocomplete"]
    if isinstance(widget, Textarea):
        rows = widget.attrs.get("rows", 3)
        return component("textarea", {**parameters, "rows": rows})
    return component("input", parameters)


@register.simple_tag
def mistakes_of(form: BaseForm) -> SafeString:
    """What is wrong with a form, above it, each with the way to its field."""
    listed = []
    for name, words in form.errors.items():
        at = f"#{form[name].auto_id}" if name in form.fields else ""
        listed += [{"text": str(one), **({"href": at} if at else {})} for one in words]
    return component("error-summary", {"titleText": "There is a problem", "errorList": listed})


def _checkbox(bound: BoundField, parameters: dict[str, Any], value: Any) -> dict[str, Any]:
    item = {"value": "on", "text": str(bound.label), "checked": bool(value)}
    if "hint" in parameters:
        item["hint"] = parameters.pop("hint")
    del parameters["label"]
    return {**parameters, "idPrefix": bound.auto_id, "items": [item]}


def _items(bound: BoundField, value: Any) -> list[dict[str, Any]]:
    chosen = "" if value is None else str(value)
    choices = bound.field.choices  # type: ignore[attr-defined] # a Select belongs to a choice
    return [
        {"value": str(one), "text": str(words), "selected": str(one) == chosen}
        for one, words in choices
    ]


def _radios(bound: BoundField, parameters: dict[str, Any], value: Any) -> dict[str, Any]:
    label = parameters.pop("label")
    legend = {"legend": {"text": label["text"], "classes": label["classes"]}}
    items = [
        {"value": one["value"], "text": one["text"], "checked": one["selected"]}
        for one in _items(bound, value)
    ]
    return {**parameters, "idPrefix": bound.auto_id, "fieldset": legend, "items": items}
