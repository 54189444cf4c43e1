"""
What stands in the way of issuing a draft.

An error must be cleared first. A warning may be accepted with a reason, which is kept with the
edition; where its words change, because more is silent or wrong, it must be accepted anew.

Each sort of finding is a module with one function, `found`, listed by name in
`settings.CHECKLIST`: an app above this one has its own looked at there.
"""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from headway.judgement.standing import as_it_stood
from headway.web.editions import queries
from headway.web.editions.checklist.examined import Examined
from headway.web.editions.checklist.items import Checklist, Item, counted
from headway.web.editions.making import Ingredients
from headway.web.editions.models import Draft
from headway.web.plans import queries as plans

__all__ = ["Checklist", "Examined", "Item", "counted", "of_draft"]


def of_draft(draft: Draft, wanted: Ingredients, *, at: datetime) -> Checklist:
    """What is found of a draft at a moment; judges the plan, and protects it for the public."""
    saved = plans.newest(draft.plan.slug)
    plan = as_it_stood(saved.plan, draft.at)
    seen = Examined(draft=draft, wanted=wanted, saved=saved, plan=plan, at=at)
    accepted = queries.acceptances(draft)
    items = [
        one.accepted_as(accepted.get(one.key))
        for name in settings.CHECKLIST
        for one in import_string(name)(seen)
    ]
    return Checklist(items=tuple(sorted(items, key=lambda one: not one.is_error)))
