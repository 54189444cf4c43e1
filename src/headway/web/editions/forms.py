"""The forms by which an edition is prepared and issued."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from headway.web.editions.models import Audience, Edition
from headway.web.people.models import Person
from headway.web.rounds.models import Round


class IssueForm(forms.Form):
    """Its name, the day that it stands at, whom it is for, and what it rests on."""

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
    round = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    amends = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    note = forms.CharField(max_length=2000, required=False)

    def __init__(
        self,
        *arguments: Any,
        rounds: Sequence[Round] = (),
        editions: Sequence[Edition] = (),
        **more: Any,
    ):
        super().__init__(*arguments, **more)
        self.rounds = {one.pk: one for one in rounds}
        self.editions = {one.pk: one for one in editions}
        self.fields["round"].choices = [  # type: ignore[attr-defined] # a choice has them
            ("", "No round"),
            *((one.pk, one.label) for one in rounds),
        ]
        self.fields["amends"].choices = [  # type: ignore[attr-defined] # as above
            ("", "No: it is a new edition"),
            *((one.pk, one.label) for one in editions),
        ]

    def clean(self) -> dict[str, Any]:
        """An amended edition says what was put right."""
        given = super().clean() or {}
        if given.get("amends") and not str(given.get("note", "")).strip():
            self.add_error("note", "Say what is put right: it is printed on the amended edition")
        return given


class AcceptForm(forms.Form):
    """Which warnings, by key, and why they may stand: those ticked, or all that are shown."""

    reason = forms.CharField(
        label="Why they may stand",
        help_text="Kept with the edition and, for each of them, in the audit trail",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it may stand"},
    )

    @property
    def ticked(self) -> list[str]:
        """The keys of those ticked; no others are ticked again where something is amiss."""
        return list(self.data.getlist("key")) if isinstance(self.data, QueryDict) else []

    @property
    def wanted(self) -> list[str]:
        """The keys of those to accept: what was shown, never what has come since."""
        if isinstance(self.data, QueryDict) and "every" in self.data:
            return list(self.data.getlist("shown"))
        return self.ticked

    def clean(self) -> dict[str, Any]:
        """Something has to be chosen."""
        given = super().clean() or {}
        if not self.wanted:
            self.add_error(None, "Tick what may stand, or accept all of it")
        return given


class MomentForm(forms.Form):
    """A day and a time of day."""

    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": "Choose the day on which it is issued",
            "invalid": "The day must be a real date",
        },
    )
    time = forms.TimeField(
        label="Time",
        help_text="For example 09:30",
        error_messages={
            "required": "Choose the time at which it is issued",
            "invalid": "The time must be one of the day, such as 09:30",
        },
    )

    def moment(self) -> datetime:
        """Both together, on the clocks of the place."""
        given = self.cleaned_data
        return timezone.make_aware(datetime.combine(given["day"], given["time"]))


class ReaderForm(forms.Form):
    """Who reads it before, and from when until when."""

    person = forms.TypedChoiceField(
        label="Who", coerce=int, error_messages={"required": "Choose who is to read it"}
    )
    begins = forms.DateField(
        label="From the beginning of",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": "Choose the first day on which they may read it",
            "invalid": "The first day must be a real date",
        },
    )
    ends = forms.DateField(
        label="Until the end of",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": "Choose the last day on which they may read it",
            "invalid": "The last day must be a real date",
        },
    )

    def __init__(self, *arguments: Any, people: Sequence[Person], **more: Any):
        super().__init__(*arguments, **more)
        self.fields["person"].choices = [  # type: ignore[attr-defined] # a choice has them
            ("", "Choose"),
            *((one.pk, str(one)) for one in people),
        ]
