"""The forms by which the board records what it decides and asks."""

from collections.abc import Sequence
from typing import Any

from django import forms

from headway.web.board.models import MatterKind
from headway.web.people.models import Agency


class MatterForm(forms.Form):
    """What was decided or asked, who sees to it, and until when."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=MatterKind.choices,
        widget=forms.RadioSelect,
        initial=MatterKind.DECISION,
        error_messages={"required": "Choose whether it is a decision or a question"},
    )
    words = forms.CharField(
        label="In words",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what was decided or asked"},
    )
    agency = forms.TypedChoiceField(
        label="Which agency sees to it", coerce=int, required=False, empty_value=None
    )
    who = forms.CharField(
        label="Or who, by role", help_text="Such as The chair", max_length=120, required=False
    )
    due_on = forms.DateField(
        label="By when",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "The day must be a real date"},
    )

    def __init__(self, *arguments: Any, agencies: Sequence[Agency], **more: Any):
        super().__init__(*arguments, **more)
        self.agencies = {one.pk: one for one in agencies}
        self.fields["agency"].choices = [  # type: ignore[attr-defined] # a choice has them
            ("", "None of them"),
            *((one.pk, one.name) for one in agencies),
        ]

    def clean(self) -> dict[str, Any]:
        """Somebody sees to it."""
        given = super().clean() or {}
        if not given.get("agency") and not str(given.get("who", "")).strip():
            self.add_error("agency", "Choose an agency, or say who by role")
        return given
