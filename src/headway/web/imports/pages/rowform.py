"""One row beside its source, with the forms that correct it."""

from collections.abc import Mapping, Set
from typing import Any

from django.forms import BaseFormSet, Form, formset_factory
from django.urls import reverse

from headway.domain.plan import Measure, Plan, Progress, Row
from headway.web.imports import correcting
from headway.web.imports.forms import BaselineForm, FigureForm, RowForm, TargetForm
from headway.web.imports.models import Import
from headway.web.imports.pages import overview, sources, starting
from headway.web.imports.pages.words import words_held
from headway.web.imports.queries import Draft

_MOST = 60
"""Lines of one kind in a form; a nested table of twelve months by four groups fits."""


class RowPage:
    """
    The page of one row: made for a look, or from what a person sent.

    Attributes:
        bound: A form was sent.
        short: The row's name, short enough for a sentence.
        next: The row after it, if any.
    """

    def __init__(self, job: Import, draft: Draft, row: Row, sent: Mapping[str, Any] | None) -> None:
        self.job, self.draft, self.row = job, draft, row
        self.bound = sent is not None
        self.short = overview.shortened(row.name)
        plan = draft.plan
        order = [one.id for area in plan.areas for one in plan.rows() if one.area == area.id]
        place = order.index(row.id)
        self.previous = order[place - 1] if place else None
        self.next = order[place + 1] if place + 1 < len(order) else None
        self.words = RowForm(sent, initial=correcting.first_values(plan, row))
        if not isinstance(row, Measure):
            del self.words.fields["kind"]  # only a measure's figures come about in some way
        self.targets = _forms(TargetForm, sent, "targets", correcting.first_targets(row))
        self.baselines = _forms(BaselineForm, sent, "baselines", correcting.first_baselines(row))
        self.figures = _forms(FigureForm, sent, "figures", correcting.first_figures(plan, row))

    def is_valid(self) -> bool:
        """Whether everything that was sent can be understood."""
        parts = (self.words, self.targets, self.baselines, self.figures)
        answers = [part.is_valid() for part in parts]  # each, so that all mistakes are shown
        return all(answers)

    def corrected(self) -> Plan:
        """The draft with the row as the forms give it; only after `is_valid`."""
        return correcting.corrected(
            self.draft.plan,
            self.row,
            words=self.words.cleaned_data,
            targets=_cleaned(self.targets),
            baselines=_cleaned(self.baselines),
            figures=_cleaned(self.figures),
        )

    def shown(self) -> dict[str, Any]:
        """Everything the template needs."""
        plan, row = self.draft.plan, self.row
        found = sources.of_row(self.job, plan, row)
        return {
            "job": self.job,
            "draft": self.draft,
            "plan": plan,
            "row": row,
            "area": plan.area(row.area),
            "inherited": plan.area(row.area).responsibility,
            "words": self.words,
            "sets": [
                ("Targets", "target", self.targets),
                ("Where it started", "baseline", self.baselines),
                ("Figures", "figure", self.figures),
            ],
            "sources": found,
            "progress": _progress(plan, row, {one.marked for one in found}),
            "held": words_held(plan, row, self.job.as_at or self.job.uploaded_at.date()),
            "doubts": overview.doubts_shown(plan, row.id),
            "errors": self._mistakes(),
            "previous": self.previous,
            "next": self.next,
            "crumbs": [
                {"text": "Plans", "href": "/?all"},
                {"text": "Import a plan", "href": reverse("imports:start")},
                {"text": self.job.name, "href": reverse("imports:job", args=[self.job.key])},
                {"text": self.short},
            ],
        }

    def _mistakes(self) -> list[dict[str, str]]:
        if not self.bound:
            return []
        found = starting.mistakes(self.words)
        for forms in (self.targets, self.baselines, self.figures):
            for one in forms:
                found += starting.mistakes(one, prefix=one.add_prefix("value"))
        return found


def _forms(
    form: type[Form], sent: Mapping[str, Any] | None, prefix: str, first: list[dict[str, Any]]
) -> "BaseFormSet[Any]":
    made = formset_factory(form, extra=1, max_num=_MOST, absolute_max=_MOST + 1, validate_max=True)
    return made(sent, initial=first, prefix=prefix)


def _cleaned(forms: "BaseFormSet[Any]") -> list[Mapping[str, Any]]:
    """A form that nobody touched has no values of its own: it stands for its first ones."""
    return [one.cleaned_data for one in forms if one.cleaned_data]


def _progress(plan: Plan, row: Row, marked: Set[str]) -> list[Progress]:
    """What was said of the row, where it is not marked in its cell already."""
    seen = {" ".join(words.split()) for words in marked}
    return [
        said
        for said in plan.progress
        if said.row == row.id and " ".join(said.text.split()) not in seen
    ]
