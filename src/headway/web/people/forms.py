"""Forms about people."""

from collections.abc import Collection, Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone

from headway.web.audit.models import Part
from headway.web.audit.words import PARTS
from headway.web.people.models import OF_AN_AGENCY, Agency, Person, Role

DAYS = ["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]


class RoleForm(forms.Form):
    """A role, and the agency of those that have one."""

    role = forms.ChoiceField(
        label="What are they?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they are."},
    )
    agency = forms.ChoiceField(
        label="Their agency",
        required=False,
        help_text="Only for agency leads and contributors.",
    )

    def __init__(
        self, *args: Any, roles: Iterable[Role], agencies: Iterable[Agency], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._agencies = {str(one.pk): one for one in agencies}
        given = [role for role in Role if role in set(roles)]
        role, agency = self.fields["role"], self.fields["agency"]
        role.choices = [(one.value, one.label) for one in given]  # type: ignore[attr-defined] # it is a choice
        agency.choices = [  # type: ignore[attr-defined] # as above
            ("", "No agency"),
            *((number, one.name) for number, one in self._agencies.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Hold role and agency against each other."""
        cleaned = super().clean() or self.cleaned_data
        if "role" in cleaned:
            role = Role(cleaned["role"])
            agency = self._agencies.get(cleaned.get("agency") or "")
            if role in OF_AN_AGENCY and agency is None:
                self.add_error("agency", "Choose the agency that they belong to.")
            cleaned["role"] = role
            cleaned["agency"] = agency if role in OF_AN_AGENCY else None
        return cleaned


class InviteForm(RoleForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        error_messages={
            "required": "Enter their e-mail address.",
            "invalid": "Enter an e-mail address such as name@agency.example.",
        },
    )
    name = forms.CharField(label="Name (optional)", required=False, max_length=200)
    field_order = ("email", "name", "role", "agency")


class PartnershipForm(forms.Form):
    """What a partnership is called."""

    name = forms.CharField(
        label="Name",
        max_length=300,
        help_text="As its own papers call it.",
        error_messages={"required": "Enter its name."},
    )


class AdministratorForm(forms.Form):
    """Who is to look after a partnership."""

    email = forms.EmailField(
        label="E-mail address of its administrator",
        help_text="They get a letter with a link, and invite the others.",
        max_length=254,
        error_messages={
            "required": "Enter their e-mail address.",
            "invalid": "Enter an e-mail address such as name@agency.example.",
        },
    )


class NewPartnershipForm(PartnershipForm, AdministratorForm):
    """A new partnership and its first administrator."""

    field_order = ("name", "email")


class NameForm(forms.Form):
    """What somebody is called."""

    name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="As colleagues should see it beside what you wrote and signed.",
        error_messages={"required": "Enter your name."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class JoinForm(NameForm):
    """A new account: a name, and a password twice."""

    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three words that do not belong together are good.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password."},
    )
    again = forms.CharField(
        label="The password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter the password again."},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean(self) -> dict[str, Any]:
        """Both the same, and good enough for this person."""
        cleaned = super().clean() or self.cleaned_data
        password = cleaned.get("password")
        if password and cleaned.get("again") and password != cleaned["again"]:
            self.add_error("again", "The two passwords are not the same.")
        if password:
            try:
                validate_password(password, Person(email=self._email, name=cleaned.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class DelegateForm(forms.Form):
    """Who signs instead, from which day to which."""

    person = forms.ChoiceField(label="Who signs instead?")
    first = forms.DateField(
        label="First day",
        help_text="For example 21/07/2026.",
        input_formats=DAYS,
        error_messages={
            "required": "Enter the first day.",
            "invalid": "Enter a day such as 21/07/2026.",
        },
    )
    last = forms.DateField(
        label="Last day",
        input_formats=DAYS,
        error_messages={
            "required": "Enter the last day.",
            "invalid": "Enter a day such as 4/09/2026.",
        },
    )
    reason = forms.CharField(label="Why (optional)", required=False, max_length=200)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.pk): one for one in people}
        self.fields["person"].choices = [  # type: ignore[attr-defined] # it is a choice
            (number, str(one)) for number, one in self._people.items()
        ]

    def clean(self) -> dict[str, Any]:
        """The days as moments: from the first one's beginning to the last one's end."""
        cleaned = super().clean() or self.cleaned_data
        if "person" in cleaned:
            cleaned["person"] = self._people[cleaned["person"]]
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day must not come before the first.")
        elif first and last:
            zone = timezone.get_current_timezone()
            cleaned["begins"] = datetime.combine(first, time.min, zone)
            cleaned["ends"] = datetime.combine(last, time.max, zone)
        return cleaned


class AgencyForm(forms.Form):
    """What an agency is called, and where it is written to."""

    name = forms.CharField(
        label="Name", max_length=300, error_messages={"required": "Enter its name."}
    )
    also_called = forms.CharField(
        label="Other names that plans use for it",
        help_text="One on each line, such as “TVP” or “the police”.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    address = forms.EmailField(
        label="E-mail address for the whole agency (optional)",
        help_text="Requests go there where the agency has no lead.",
        max_length=254,
        required=False,
        error_messages={"invalid": "Enter an e-mail address such as name@agency.example."},
    )


class ErasingForm(forms.Form):
    """Which words of an entry are to be erased, and why."""

    parts = forms.ChoiceField(
        label="Which words are to be erased?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which words are to be erased."},
    )
    reason = forms.CharField(
        label="Why they are erased",
        help_text="It stands in the trail for good: say it without the words that are erased, "
        "and without anybody's name.",
        max_length=500,
        error_messages={"required": "Enter why they are erased, without saying them again."},
    )

    def __init__(self, *args: Any, parts: Collection[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, one.label) for one in parts]
        if len(choices) > 1:
            choices.append(("both", "Both"))
        else:
            self.fields["parts"].initial = next(iter(parts), None)
        self.fields["parts"].choices = choices  # type: ignore[attr-defined] # it is a choice

    def clean_parts(self) -> tuple[Part, ...]:
        """As the trail knows them."""
        return PARTS[self.cleaned_data["parts"]]
