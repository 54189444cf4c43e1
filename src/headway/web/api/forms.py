"""Forms for tokens and webhooks."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms

from headway.web.api.models import AS_ROLES, Event, Scope
from headway.web.people.models import OF_AN_AGENCY, Agency, Role

PUBLIC = "public"
LASTING = (("30", "30 days"), ("90", "90 days"), ("365", "A year"))


class TokenForm(forms.Form):
    """What a token is for, as whom it reads, what it may be used for, and how long."""

    name = forms.CharField(
        label="What is it for?",
        max_length=100,
        help_text="For example “the council's dashboard”. It stands in the audit trail.",
        error_messages={"required": "Say what the token is for."},
    )
    role = forms.ChoiceField(
        label="As whom does it read?",
        help_text="It sees what such a person sees on the pages, less what is for those alone who "
        "work with the data: how many pupils are in the data and in no figure.",
        choices=[
            (PUBLIC, "Everybody: public editions alone"),
            *((one.value, one.label) for one in AS_ROLES),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose as whom it reads."},
    )
    agency = forms.ChoiceField(
        label="Their agency", required=False, help_text="Only for an agency lead."
    )
    scopes = forms.MultipleChoiceField(
        label="What may it be used for?",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that it may be used for."},
    )
    days = forms.ChoiceField(label="How long does it last?", choices=LASTING, initial="90")

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agencies = {str(one.pk): one for one in agencies}
        self.fields["agency"].choices = [  # type: ignore[attr-defined] # it is a choice
            ("", "No agency"),
            *((number, one.name) for number, one in self._agencies.items()),
        ]

    @property
    def scopes_error(self) -> dict[str, str] | None:
        """What is wrong with them."""
        words = " ".join(str(one) for one in self["scopes"].errors)
        return {"text": words} if words else None

    @property
    def scope_items(self) -> list[dict[str, Any]]:
        """The scopes as the design system's checkboxes take them."""
        return items(self["scopes"])

    def clean(self) -> dict[str, Any]:
        """As the action takes it."""
        cleaned = super().clean() or self.cleaned_data
        if "role" in cleaned:
            role = None if cleaned["role"] == PUBLIC else Role(cleaned["role"])
            agency = self._agencies.get(cleaned.get("agency") or "")
            if role in OF_AN_AGENCY and agency is None:
                self.add_error("agency", "Choose the agency whose lead it reads as.")
            cleaned["role"] = role
            cleaned["agency"] = agency if role in OF_AN_AGENCY else None
        if "scopes" in cleaned:
            cleaned["scopes"] = [Scope(one) for one in cleaned["scopes"]]
        if "days" in cleaned:
            cleaned["lasts"] = timedelta(days=int(cleaned.pop("days")))
        return cleaned


class WebhookForm(forms.Form):
    """Where a webhook is told, and of what."""

    address = forms.CharField(
        label="Where is it told?",
        max_length=500,
        help_text="An address that begins with https://.",
        error_messages={"required": "Enter an address such as https://hooks.example/headway."},
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
    )
    events = forms.MultipleChoiceField(
        label="Of what?",
        choices=Event.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that it is told of."},
    )

    @property
    def events_error(self) -> dict[str, str] | None:
        """What is wrong with them."""
        words = " ".join(str(one) for one in self["events"].errors)
        return {"text": words} if words else None

    @property
    def event_items(self) -> list[dict[str, Any]]:
        """The events as the design system's checkboxes take them."""
        return items(self["events"])

    def clean_events(self) -> list[Event]:
        """As the action takes them."""
        return [Event(one) for one in self.cleaned_data["events"]]


def items(bound: forms.BoundField) -> list[dict[str, Any]]:
    """A choice of several, each with whether it is taken."""
    chosen = {str(one) for one in bound.value() or ()}
    return [
        {"value": str(value), "text": str(words), "checked": str(value) in chosen}
        for value, words in bound.field.choices  # type: ignore[attr-defined] # it is a choice
    ]
