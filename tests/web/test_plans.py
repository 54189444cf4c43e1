"""A plan is kept version by version, and nothing that was saved is lost."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from headway import planfile
from headway.domain.plan import Area, AreaId, Outcome, OutcomeId, Plan
from headway.planfile import PlanFileError
from headway.web.plans import queries
from headway.web.plans.actions import OutdatedChangeError, restore_version, save_version
from headway.web.plans.models import PlanRecord, PlanVersion
from headway.web.plans.texts import plan_of
from tests.web.conftest import NOON

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(minutes=1)


def plan_text(title: str = "Our plan") -> str:
    outcome = Outcome(id=OutcomeId("safe"), title="Be Safe")
    area = Area(id=AreaId("homes"), outcome=outcome.id, title="Homes")
    return planfile.dumps(Plan(slug="ours", title=title, outcomes=(outcome,), areas=(area,)))


def test_a_saved_plan_reads_back_as_the_same_plan():
    save_version(text=plan_text(), reason="First", at=NOON)

    saved = queries.newest("ours")

    assert saved.number == 1
    assert saved.plan == planfile.loads(plan_text())


def test_saving_the_same_text_again_makes_no_second_version():
    first = save_version(text=plan_text(), reason="First", at=NOON)

    again = save_version(text=plan_text(), reason="Again", at=LATER)

    assert again == first
    assert PlanVersion.objects.count() == 1


def test_alice_is_told_when_bob_saved_while_she_was_looking():
    save_version(text=plan_text(), reason="First", at=NOON)
    save_version(text=plan_text("Bob's"), reason="Bob", at=NOON, based_on=1)

    with pytest.raises(OutdatedChangeError, match="saved by somebody else"):
        save_version(text=plan_text("Alice's"), reason="Alice", at=LATER, based_on=1)

    assert queries.newest("ours").plan.title == "Bob's"


def test_going_back_is_a_new_version_and_the_history_stays():
    save_version(text=plan_text(), reason="First", at=NOON)
    save_version(text=plan_text("Mistaken"), reason="Second", at=NOON)

    restore_version(slug="ours", number=1, at=LATER)

    assert queries.newest("ours").plan.title == "Our plan"
    assert [one.number for one in queries.versions("ours")] == [3, 2, 1]
    assert PlanRecord.objects.get(slug="ours").title == "Our plan"


def test_going_back_to_what_never_was_is_refused():
    save_version(text=plan_text(), reason="First", at=NOON)

    with pytest.raises(queries.UnknownPlanError, match="no version 7"):
        restore_version(slug="ours", number=7, at=LATER)


def test_a_file_with_a_mistake_changes_nothing_and_says_where():
    with pytest.raises(PlanFileError, match="line"):
        save_version(text="headway: 1\nslug: ours\ntitel: Typo\n", reason="", at=NOON)

    assert not PlanRecord.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"number": 1}, "number"),
        ({"number": 0}, "version_number_from_one"),
        ({"content": ""}, "version_has_content"),
        ({"digest": "not a digest"}, "version_digest_is_sha256"),
    ],
)
def test_the_database_itself_refuses_a_version_that_makes_no_sense(wrong, rule):
    first = save_version(text=plan_text(), reason="First", at=NOON)
    whole = {
        "plan": first.plan,
        "number": 2,
        "content": "x",
        "digest": "0" * 64,
        "saved_at": NOON,
    }

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        PlanVersion.objects.create(**{**whole, **wrong})


def test_a_plan_without_a_slug_is_refused_by_the_database(partnership):
    with pytest.raises(IntegrityError, match="plan_has_a_slug"), transaction.atomic():
        PlanRecord.objects.create(partnership=partnership, slug="", title="", created_at=NOON)


def test_an_officer_loads_a_file_twice_and_takes_the_same_text_out(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(plan_text(), encoding="utf-8")
    said, written = StringIO(), StringIO()

    call_command("load_plan", path, stdout=said)
    call_command("load_plan", path, stdout=said)
    call_command("export_plan", "ours", stdout=written)

    assert said.getvalue().count("is at version 1.") == 2
    assert written.getvalue() == plan_text()


def test_loading_a_file_that_is_no_plan_says_so_in_one_sentence(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CommandError, match="cannot be read as text"):
        call_command("load_plan", path)
    with pytest.raises(CommandError, match="no plan at"):
        call_command("export_plan", "nowhere")


def test_a_page_reads_the_plan_file_only_once(oxfordshire, django_assert_num_queries):
    queries.newest(oxfordshire.slug)

    with django_assert_num_queries(1):
        queries.newest(oxfordshire.slug)


def test_the_same_text_is_read_once_and_another_is_another_plan():
    text = planfile.example_path().read_text(encoding="utf-8")

    first, again = plan_of(text, name="one"), plan_of(text, name="two")
    other = plan_of(text.replace("slug: oxfordshire", "slug: other"), name="three")

    assert first is again
    assert (first.slug, other.slug) == ("oxfordshire", "other")
