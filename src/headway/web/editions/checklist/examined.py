"""What is looked at before a draft is issued."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from headway.domain.plan import Plan
from headway.reporting.naming import row_name
from headway.web.editions.making import Ingredients
from headway.web.editions.models import Audience, Draft
from headway.web.plans.queries import Saved


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """
    A draft with all that is looked at.

    Attributes:
        wanted: What it would be made of now.
        saved: The newest version of the plan.
        plan: As it stood on the edition's day.
        at: The moment at which it is looked at.
    """

    draft: Draft
    wanted: Ingredients
    saved: Saved
    plan: Plan
    at: datetime

    @property
    def today(self) -> date:
        """The day of that moment, on the clocks of the place."""
        return timezone.localdate(self.at)

    @property
    def is_public(self) -> bool:
        """Whether it is for everybody."""
        return self.wanted.audience == Audience.PUBLIC

    def name_of(self, row: str) -> str:
        """What a row is called; its id where the plan has it no more."""
        names = {str(one.id): row_name(one, 60) for one in self.plan.rows()}
        return names.get(row, row)
