"""What an edition says has changed since the one before it; nothing is rendered for it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from headway import planfile
from headway.domain.observations import Observation, RowId
from headway.domain.periods import Period
from headway.web.editions import gathering, making
from headway.web.editions.actions import prepare
from headway.web.editions.models import Audience, Edition
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from tests.web.conftest import NOON

pytestmark = pytest.mark.django_db

AT = date(2020, 5, 31)


def later(days: int) -> datetime:
    return NOON + timedelta(days=days)


def kept_edition(plan: PlanRecord, label: str, issued_at: datetime, **more) -> Edition:
    """As issuing keeps it, without its files."""
    return Edition.objects.create(
        plan=plan, version=plan.versions.latest("number"), at=AT, label=label,
        audience=Audience.BOARD, issued_at=issued_at, software="test", **more,
    )  # fmt: skip


def changes_of(slug: str, label: str, at: date, **more) -> tuple[str, tuple[str, ...]]:
    """What an edition would say has changed, if it were issued now."""
    draft = prepare(slug=slug, label=label, at=at, audience=Audience.BOARD, by=None,
                    now=NOON, **more)  # fmt: skip
    report, _ = making.report_of(gathering.of_draft(draft, at=later(99)))
    return report.summary.changes_note, report.summary.changes


def test_what_changed_is_told_against_the_edition_that_was_current_amended_ones_included(
    oxfordshire,
):
    text = planfile.example_path().read_text(encoding="utf-8")
    plan = planfile.loads(text)
    at = date(2020, 6, 30)
    first = kept_edition(oxfordshire, "First", later(0))
    # Put right: 68 permanent exclusions, not 70. Then a measure is withdrawn, another figure comes.
    right = Observation(row=RowId("permanent-exclusions"), value=68, known_at=AT,
                        period=Period.parse("AY 2019/20 T4"), given_by="Schools")  # fmt: skip
    corrected = replace(plan, observations=(*plan.observations, right))
    save_version(text=planfile.dumps(corrected, previous=text), reason="68", at=later(1))
    note, lines_ = changes_of("oxfordshire", "Amended", AT, amends=first, note="68, not 70")
    assert (note, lines_) == ("There is no earlier edition to compare with.", ())

    kept_edition(oxfordshire, "Amended, issued", later(2), amends=first, note="68, not 70")
    withdrawn = replace(
        corrected,
        measures=tuple(one for one in corrected.measures if one.id != "placed-within-six-days"),
        observations=(
            *(one for one in corrected.observations if one.row != "placed-within-six-days"),
            replace(right, row=RowId("children-missing-education"), value=20, known_at=at,
                    period=Period.parse("AY 2019/20 T5")),
        ),
        progress=tuple(one for one in corrected.progress if one.row != "placed-within-six-days"),
        doubts=tuple(one for one in corrected.doubts if one.row != "placed-within-six-days"),
    )  # fmt: skip
    save_version(text=planfile.dumps(withdrawn, previous=text), reason="Withdrawn", at=later(3))

    note, lines_ = changes_of("oxfordshire", "Summer", at)

    assert note == "Since the plan as it was known on 31 May 2020."
    assert "No longer in the plan: Measure 4: New placement within six days." in lines_
    assert any(line.startswith("Measure 13: now ") for line in lines_)
    assert "New figures: Measure 13." in lines_
    assert not any("68" in line or "Measure 3" in line for line in lines_)
