"""A plan that is written and read again is the same plan."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.planfile import PlanFileError, dumps, loads
from tests.planfile.plans import plans


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_any_plan_reads_back_the_same(plan):
    assert loads(dumps(plan)) == plan


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_at_all_is_a_plan_or_refused_in_words(text):
    with suppress(PlanFileError):
        loads(text)
