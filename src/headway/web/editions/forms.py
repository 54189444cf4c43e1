"""The form by which an edition is issued."""

from django import forms

from headway.web.editions.models import Audience


class IssueForm(forms.Form):
    """Its name, the day that it stands at, and whom it is for."""

    label = forms.CharField(
        max_length=120, error_messages={"required": "Give the edition a name, such as Spring 2020"}
    )
    at = forms.DateField(
        error_messages={
            "required": "Choose the day as at which the plan is judged",
            "invalid": "The day must be a real date, such as 31 3 2020",
        }
    )
    audience = forms.ChoiceField(
        choices=Audience.choices, error_messages={"required": "Choose whom the edition is for"}
    )
