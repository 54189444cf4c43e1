"""Forms of the data page: a file with its kind, a period to compute."""

from collections.abc import Iterable
from typing import Any

from django import forms

from headway.web.evidence import made_up
from headway.web.evidence.models import How
from headway.web.imports.forms import PeriodField


class LoadForm(forms.Form):
    """A file of an agency, and what it holds."""

    file = forms.FileField(
        label="The file",
        help_text="CSV, Excel (.xlsx), OpenDocument (.ods) or census XML.",
        error_messages={
            "required": "Choose the file to load.",
            "empty": "The file is empty. Choose it again, or ask for it once more.",
        },
    )
    kind = forms.ChoiceField(
        label="What does it hold?", error_messages={"required": "Choose what the file holds."}
    )
    how = forms.ChoiceField(
        label="What if some rows have faults?",
        choices=How.choices,
        initial=How.WHOLE,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self, *args: Any, kinds: Iterable[tuple[str, str]], limit_mb: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.limit_mb = limit_mb
        choices = [("", "Choose one"), *kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_file(self) -> Any:
        """
        Refuse what is larger than the service takes in.

        Raises:
            ValidationError: It is; the command line has no such limit.
        """
        file = self.cleaned_data["file"]
        if file.size > self.limit_mb * 1_000_000:
            raise forms.ValidationError(
                f"The file is {file.size / 1_000_000:,.0f} MB; the service takes in up to "
                f"{self.limit_mb} MB. Load it with `headway data load`, which has no limit.",
                code="size",
            )
        return file


class ComputeForm(forms.Form):
    """The period for which the plan's measures are computed."""

    period = PeriodField(
        label="For which period?",
        help_text="Such as AY 2023/24 T4 for the year to the end of term 4, or FY 2023/24 Q1.",
        error_messages={"required": "Enter a period, such as AY 2023/24 T4."},
    )


class MakeUpForm(forms.Form):
    """How large a county to make up."""

    pupils = forms.TypedChoiceField(
        label="How large?",
        choices=[(1_000, "1,000 pupils"), (made_up.PUPILS, f"{made_up.PUPILS:,} pupils")],
        coerce=int,
        initial=made_up.PUPILS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how many pupils to make up."},
    )
