"""The interface answers whatever it is sent as its own description says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from headway.web.api.actions.tokens import make_token
from headway.web.api.models import Scope
from headway.web.people.models import Partnership, Role
from headway.web.plans.models import PlanRecord
from tests.web.api_calling import Caller

pytestmark = pytest.mark.django_db


def test_made_up_requests_are_answered_as_described_and_never_with_a_fault_of_ours(
    partnership: Partnership, oxfordshire: PlanRecord, settings
):
    settings.API_PER_MINUTE = 1_000_000
    _, secret = make_token(
        partnership=partnership, name="Everything", scopes=list(Scope), role=Role.OFFICER,
        lasts=timedelta(days=1), by=None, at=timezone.now(),
    )  # fmt: skip

    caller = Caller(
        {"Authorization": f"Bearer {secret}"},
        {"slug": "oxfordshire", "key": "permanent-exclusions"},
    )

    caller.call_all()

    assert caller.sent > 50
    assert not caller.faults, "\n\n".join(caller.faults[:10])
    assert {200, 404} <= set(caller.answers), caller.answers
    assert not [status for status in caller.answers if status >= 500], caller.answers
