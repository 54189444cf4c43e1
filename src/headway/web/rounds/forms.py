"""What an officer fills in about rounds."""

from collections.abc import Sequence

from django import forms

from headway.web.people.models import Person

_DAY = forms.DateInput(attrs={"type": "date"})


class RoundForm(forms.Form):
    """A round of one's own: its name, the day it asks about, and the day it is due."""

    label = forms.CharField(
        label="Name of the round",
        help_text="As people will call it, such as Term 4 of 2025/26",
        max_length=120,
        error_messages={"required": "Enter a name for the round"},
    )
    as_at = forms.DateField(
        label="How things stood on",
        help_text="The last day of the time that is reported on",
        widget=_DAY,
        error_messages={
            "required": "Enter the day that is asked about",
            "invalid": "The day that is asked about must be a real date",
        },
    )
    due_on = forms.DateField(
        label="Answers are due on",
        widget=_DAY,
        error_messages={
            "required": "Enter the day on which answers are due",
            "invalid": "The day on which answers are due must be a real date",
        },
    )
    area = forms.ChoiceField(label="Which rows", required=False)

    def __init__(self, *arguments: object, areas: Sequence[tuple[str, str]], **more: object):
        super().__init__(*arguments, **more)  # type: ignore[arg-type] # Django's own parts
        choice = self.fields["area"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - said for the type checker
        choice.choices = [("", "Every row of the plan"), *areas]


class ReopenForm(forms.Form):
    """Until when answers are taken again, and why."""

    due_on = forms.DateField(
        label="Answers are due on",
        widget=_DAY,
        error_messages={
            "required": "Enter the day on which answers are due",
            "invalid": "The day on which answers are due must be a real date",
        },
    )
    reason = forms.CharField(label="Why, for the record", max_length=500, required=False)


class LinkForm(forms.Form):
    """Who gets a personal link."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="The link goes to this address and to nobody else",
        max_length=254,
        error_messages={
            "required": "Enter the address that the link is to go to",
            "invalid": "Enter an address such as name@agency.example",
        },
    )


class HandOverForm(forms.Form):
    """Which rows, and to whom."""

    requests = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "Choose at least one row"}
    )
    person = forms.TypedChoiceField(
        label="Who answers the ticked rows", coerce=int, required=False, empty_value=None
    )

    def __init__(
        self,
        *arguments: object,
        rows: Sequence[tuple[int, str]],
        people: Sequence[Person],
        **more: object,
    ):
        super().__init__(*arguments, **more)  # type: ignore[arg-type] # Django's own parts
        self.fields["requests"].choices = rows  # type: ignore[attr-defined] # a choice has them
        self.fields["person"].choices = [  # type: ignore[attr-defined] # as above
            ("", "Everybody who answers for the agency"),
            *((one.pk, str(one)) for one in people),
        ]
