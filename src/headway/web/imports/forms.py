"""What a person may correct in a draft: the form of an upload, of a row and of its figures."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from headway.domain.errors import PeriodError
from headway.domain.observations import State
from headway.domain.periods import Period
from headway.domain.quantities import Comparator, Direction, MeasureKind, plain

COMPARATORS = {
    Comparator.EQ: "exactly",
    Comparator.LE: "at most",
    Comparator.LT: "below",
    Comparator.GE: "at least",
    Comparator.GT: "above",
    Comparator.APPROX: "about",
    Comparator.CHANGE_BY: "changed by",
}
DIRECTIONS = {
    Direction.NONE: "No change is stated",
    Direction.INCREASE: "Increase",
    Direction.DECREASE: "Decrease",
    Direction.MAINTAIN: "Stay as it is",
    Direction.ACHIEVE: "Reach a state (done or not done)",
}
UNITS = ("count", "%", "pp", "score", "GBP", "days", "weeks", "hours")
SORTS = {"measure": "A measure: how success is known", "action": "An action: something to be done"}


class NumberField(forms.CharField):
    """A number as people write it: `1,240`, `6.7`, `6.7%`, `£2.5`."""

    def to_python(self, value: Any) -> Any:
        """The number, or None where nothing is written."""
        text = str(value or "").strip()
        if not text:
            return None
        bare = re.sub(r"[£$€%\s]|,(?=\d{3}(?!\d))", "", text)
        try:
            number = float(bare)
        except ValueError:
            number = float("nan")
        if not abs(number) < float("inf"):
            raise forms.ValidationError(
                f'Enter a number, such as 65 or 6.7; got "{text[:40]}".', code="number"
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        """As short as it is exact."""
        return plain(value) if isinstance(value, float | int) else value


class PeriodField(forms.CharField):
    """A period in its normal form."""

    def to_python(self, value: Any) -> Any:
        """The period, or None where nothing is written."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return Period.parse(text)
        except PeriodError as error:
            raise forms.ValidationError(str(error), code="period") from error

    def prepare_value(self, value: Any) -> Any:
        """In normal form."""
        return str(value) if isinstance(value, Period) else value


class LinesField(forms.CharField):
    """Names, one on each line."""

    def to_python(self, value: Any) -> Any:
        """The names, without empty lines."""
        return tuple(line.strip() for line in str(value or "").splitlines() if line.strip())

    def prepare_value(self, value: Any) -> Any:
        """One on each line."""
        return "\n".join(value) if isinstance(value, tuple | list) else value


NEW = "+"
"""Before a partnership's slug: a new plan of that one. No plan's slug begins so."""


class UploadForm(forms.Form):
    """A document, the plan it belongs to, and the day its figures are from."""

    file = forms.FileField(
        label="The plan's document",
        help_text="Word (.docx), PDF with text, Excel or ODS, a web page, Markdown, CSV or text.",
        error_messages={
            "required": "Choose the document to read.",
            "empty": "The document is empty. Choose the file again, or save it anew.",
        },
    )
    into = forms.ChoiceField(label="Which plan is it?", required=False)
    as_at = forms.DateField(
        label="What day are its figures from?",
        help_text="For example 31/05/2020. Leave it empty to use the day the document gives.",
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"],
        error_messages={"invalid": "Enter a day such as 31/05/2020, or leave it empty."},
    )

    part = forms.IntegerField(
        label="Which plan in the document?",
        help_text="Only where it holds several plans: 1 for the first, 2 for the second.",
        required=False,
        min_value=1,
        max_value=99,
        error_messages={"invalid": "Enter 1 for the first plan, 2 for the second."},
    )

    def __init__(
        self,
        *args: Any,
        plans: Iterable[tuple[str, str]],
        limit_mb: int,
        partnerships: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.limit_mb = limit_mb
        self.plans = list(plans)
        self.partnerships = list(partnerships)
        new = [(f"{NEW}{slug}", f"A new plan of {name}") for slug, name in self.partnerships]
        self.fields["into"] = forms.ChoiceField(
            label="Which plan is it?",
            required=False,
            choices=[
                *(new if len(new) > 1 else [("", "A new plan")]),
                *((slug, f"The next year of: {t}") for slug, t in self.plans),
            ],
        )

    def clean_file(self) -> Any:
        """
        Refuse what is larger than the service reads.

        Raises:
            ValidationError: It is.
        """
        file = self.cleaned_data["file"]
        if file.size > self.limit_mb * 1_000_000:
            raise forms.ValidationError(
                f"The document is {file.size / 1_000_000:,.0f} MB; the service reads up to "
                f"{self.limit_mb} MB. Save it without its pictures, or only the plan's own pages.",
                code="size",
            )
        return file


class RowForm(forms.Form):
    """The words of a row and who answers for it."""

    text = forms.CharField(
        label="The row's words",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter its words."},
    )
    number = forms.CharField(label="Number in the document", required=False, max_length=20)
    sort = forms.ChoiceField(label="What it is", choices=list(SORTS.items()))
    direction = forms.ChoiceField(
        label="What should happen", choices=[(d.value, words) for d, words in DIRECTIONS.items()]
    )
    kind = forms.ChoiceField(
        label="How its figures come about",
        choices=[(kind.value, kind.value.capitalize()) for kind in MeasureKind],
        required=False,
    )
    agencies = LinesField(
        label="Responsible agencies",
        help_text="One on each line. Leave it empty to take over those of the area of focus.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    leads = LinesField(
        label="Leads",
        help_text="One on each line. Leave it empty to take over those of the area of focus.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due = PeriodField(
        label="Reported or due",
        help_text="Such as 2019-10, AY 2019/20 or 2020-03-31; empty to take over the area's.",
        required=False,
    )


class TargetForm(forms.Form):
    """One target; a form with no number, no period and no words is no target."""

    value = NumberField(label="Number", required=False)
    comparator = forms.ChoiceField(
        label="How it counts", choices=[(c.value, words) for c, words in COMPARATORS.items()]
    )
    unit = forms.CharField(label="Unit", max_length=40, initial="count")
    period = PeriodField(label="By when", required=False)
    breakdown = forms.CharField(label="For which group", required=False, max_length=200)


class BaselineForm(forms.Form):
    """Where it started; a form with no number is no baseline."""

    value = NumberField(label="Number", required=False)
    unit = forms.CharField(label="Unit", max_length=40, initial="count")
    period = PeriodField(label="When", required=False)
    breakdown = forms.CharField(label="For which group", required=False, max_length=200)


class FigureForm(forms.Form):
    """One figure, or the reason there is none; a form with neither is no figure."""

    value = NumberField(label="Number", required=False)
    state = forms.ChoiceField(
        label="Or why there is none",
        required=False,
        choices=[("", "there is a number"), *((s.value, s.value) for s in State)],
    )
    comparator = forms.ChoiceField(
        label="How exact",
        choices=[
            (c.value, words) for c, words in COMPARATORS.items() if c is not Comparator.CHANGE_BY
        ],
    )
    unit = forms.CharField(label="Unit", max_length=40, initial="count")
    period = PeriodField(label="When it was true", required=False)
    of = forms.CharField(label="Of what", required=False, max_length=200)
    breakdown = forms.CharField(label="For which group", required=False, max_length=200)
    before = NumberField(label="Compared with", required=False)
    before_period = PeriodField(label="When that was", required=False)

    def clean(self) -> dict[str, Any]:
        """
        A figure has a number or a reason, never both.

        Raises:
            ValidationError: It has both.
        """
        cleaned = super().clean() or {}
        if cleaned.get("value") is not None and cleaned.get("state"):
            raise forms.ValidationError(
                "A figure has a number, or a reason why there is none. Take one of the two away.",
                code="both",
            )
        return cleaned


class NameForm(forms.Form):
    """The plan's title and its short name, before it is saved."""

    title = forms.CharField(label="Title of the plan", max_length=500)
    slug = forms.SlugField(
        label="Short name",
        max_length=100,
        help_text="For addresses and file names: small letters, numbers and hyphens.",
        error_messages={"invalid": "Use small letters, numbers and hyphens only."},
    )


class SettleForm(forms.Form):
    """How a doubt was settled."""

    words = forms.CharField(
        label="How was it settled?",
        max_length=500,
        error_messages={"required": "Say in a word or two how it was settled."},
    )
