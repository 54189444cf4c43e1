"""Forms of the data page: a file with its kind, a period to compute."""

from collections.abc import Iterable
from typing import Any

from django import forms

from headway.evidence.store.records import Covers
from headway.web.evidence import made_up
from headway.web.evidence.models import How
from headway.web.imports.forms import PeriodField

DAYS = ("%d/%m/%Y", "%Y-%m-%d")


class LoadForm(forms.Form):
    """A file of an agency, what it holds, and of which days it speaks."""

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

    covers_first = forms.DateField(
        label="First day",
        help_text="For example 02/09/2024.",
        input_formats=DAYS,
        required=False,
        error_messages={"invalid": "Enter a day such as 02/09/2024."},
    )
    covers_last = forms.DateField(
        label="Last day",
        help_text="For example 04/04/2025.",
        input_formats=DAYS,
        required=False,
        error_messages={"invalid": "Enter a day such as 04/04/2025."},
    )

    def __init__(
        self, *args: Any, kinds: Iterable[tuple[str, str]], limit_mb: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.limit_mb = limit_mb
        choices = [("", "Choose one"), *kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def days_given(self) -> bool:
        """Whether days were written, right or wrong."""
        return bool(self["covers_first"].value() or self["covers_last"].value())

    def clean(self) -> dict[str, Any]:
        """Refuse one day without the other, and a last day before the first."""
        cleaned: dict[str, Any] = super().clean() or {}
        if {"covers_first", "covers_last"} & set(self.errors):
            return cleaned
        first, last = cleaned.get("covers_first"), cleaned.get("covers_last")
        if (first is None) != (last is None):
            self.add_error("covers_last", "Enter both days, or neither.")
        elif first is not None and last is not None and last < first:
            self.add_error("covers_last", "The last day lies before the first.")
        return cleaned

    def covers(self) -> Covers | None:
        """The days that the file speaks for, where somebody said so."""
        first, last = self.cleaned_data["covers_first"], self.cleaned_data["covers_last"]
        return Covers(first=first, last=last) if first and last else None

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
