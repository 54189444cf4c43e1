"""The audit trail: only ever added to, and proven."""

import ast
import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from headway.cli.main import main
from headway.web.answers import actions
from headway.web.answers.actions import By
from headway.web.audit import guards
from headway.web.audit.actions import record, record_each
from headway.web.audit.models import Entry, Head
from headway.web.audit.queries import BrokenChainError, verified
from headway.web.audit.sealing import canonical
from headway.web.editions.actions import name_reader, prepare
from headway.web.editions.models import Audience
from headway.web.people import actions as people
from headway.web.people.models import Role
from tests.web.answers_setting import NOW, answered, ask, round_of
from tests.web.conftest import NOON, read, signed_in

WEB = Path(__file__).parents[2] / "src/headway/web"


@pytest.fixture
def trail(db) -> list[Entry]:
    """Three entries."""
    return [
        record("plan.saved", key="ours", by=None, at=NOON, after={"version": number})
        for number in (1, 2, 3)
    ]


@pytest.fixture
def unguarded(db) -> None:
    """Somebody who may alter tables has taken the database's own guards down."""
    guards.take_down(connection)


def test_a_whole_trail_is_proven_with_its_last_hash(trail):
    found = verified(noted=trail[0].hash)

    assert (found.entries, found.hash) == (3, trail[-1].hash)


def test_what_is_done_to_several_at_once_is_written_down_for_each(trail, django_assert_num_queries):
    with django_assert_num_queries(3):
        made = record_each(
            "agency.made", became={7: {"name": "A"}, 8: {"name": "B"}}, by=None, at=NOON
        )

    assert [(one.seq, one.key, one.became) for one in made] == [
        (4, "7", {"name": "A"}),
        (5, "8", {"name": "B"}),
    ]
    assert record_each("agency.made", became={}, by=None, at=NOON) == []
    assert record("plan.saved", key="ours", by=None, at=NOON).previous == made[-1].hash
    assert verified(noted=trail[0].hash).entries == 6


@pytest.mark.parametrize("how", ["update", "delete"])
def test_the_database_itself_refuses_to_change_or_remove_an_entry(trail, how):
    rows = Entry.objects.filter(seq=2)

    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        rows.update(reason="another") if how == "update" else rows.delete()

    assert Entry.objects.get(seq=2).reason == ""


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "x"},
        {"after": '{"version":9}'},
        {"verb": "plan.made"},
        {"actor": None, "key": "y"},
    ],
    ids=["reason", "after", "verb", "key"],
)
def test_an_entry_that_was_changed_is_found(trail, unguarded, change):
    Entry.objects.filter(seq=2).update(**change)

    with pytest.raises(BrokenChainError, match="broken at entry 2"):
        verified()


def test_an_entry_that_was_taken_out_is_found(trail, unguarded):
    Entry.objects.filter(seq=2).delete()

    with pytest.raises(BrokenChainError, match="entry 2 is missing"):
        verified()


def test_the_last_entry_is_missed_too(trail, unguarded):
    Entry.objects.filter(seq=3).delete()

    with pytest.raises(BrokenChainError, match="its last entry is 2, and 3 were written"):
        verified()


def test_a_trail_that_was_written_anew_does_not_hold_the_hash_that_was_noted(trail, unguarded):
    noted = trail[-1].hash
    Entry.objects.all().delete()
    Head.objects.all().delete()
    record("plan.saved", key="ours", by=None, at=NOON)

    guards.put_up(connection)
    assert verified().entries == 1
    with pytest.raises(BrokenChainError, match="no longer holds"):
        verified(noted=noted)


def test_a_database_that_lost_its_guards_is_named_and_mended(trail, unguarded):
    with pytest.raises(BrokenChainError, match="no longer guards"):
        verified()

    said = StringIO()
    call_command("audit_verify", "--restore-guards", stdout=said)

    assert "whole: 3 entries" in said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_that_does_it():
    with pytest.raises(transaction.TransactionManagementError, match=r"plan\.saved"):
        record("plan.saved", key="ours", by=None, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_leaves_no_entry_and_no_gap():
    with transaction.atomic():
        record("plan.saved", key="lost", by=None, at=NOON)
        transaction.set_rollback(True)

    with transaction.atomic():
        kept = record("plan.saved", key="kept", by=None, at=NOON)

    assert kept.seq == 1
    assert verified().entries == 1


@given(
    st.dictionaries(
        st.text(max_size=9),
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=9),
                  st.floats(allow_nan=False, allow_infinity=False)),
        max_size=5,
    )
)  # fmt: skip
def test_whatever_a_record_says_is_written_the_same_way_each_time(said):
    backwards = dict(reversed(said.items()))

    assert canonical(said) == canonical(backwards)
    canonical(said).encode("ascii")


def test_the_command_line_proves_the_trail_of_the_service(tmp_path, monkeypatch, capfd, migrated):
    monkeypatch.setenv("HEADWAY_DATA", str(tmp_path))
    monkeypatch.delenv("HEADWAY_DATABASE", raising=False)
    shutil.copy(migrated, tmp_path)

    assert main(["audit", "verify"]) == 0
    assert "The audit trail is whole: 0 entries." in capfd.readouterr().out
    assert main(["audit", "verify", "--noted", "f" * 64]) == 1
    assert "no longer holds" in capfd.readouterr().err


# ------------------------------------------------------------------------------ who may read it


@pytest.mark.django_db
def test_a_board_member_reads_what_was_done_to_the_plan_and_nothing_of_other_people(
    appointed, oxfordshire, as_role, officer
):
    page = read(as_role(Role.BOARD), "/partnerships/partnership/audit")
    whole = read(signed_in(officer), "/partnerships/partnership/audit")

    assert "Plan saved: oxfordshire" in page
    assert "role: officer" in whole
    assert "role: officer" not in page
    assert "role: board" in page


@pytest.mark.django_db
def test_a_draft_is_its_agencys_own_in_the_trail_too_until_it_is_accepted(
    appointed, oxfordshire, agency, as_role, officer
):
    coastguard = people.name_agencies(
        partnership=agency.partnership, names=["Coastguard"], by=None, at=NOON
    )[0]
    asked_in = round_of(oxfordshire)
    request = ask(asked_in, agency, ["permanent-exclusions"])[0]
    bob = appointed(Role.LEAD, name="Bob")
    actions.save_draft(
        request_id=request.pk, draft=answered("78", "Nobody else's yet"), based_on=0,
        by=By(person=bob), at=NOW,
    )  # fmt: skip
    trail = "/partnerships/partnership/audit"
    dora = as_role(Role.LEAD, of=coastguard, email="dora@coastguard.example")

    assert "Nobody else&#x27;s yet" in read(signed_in(bob), trail)
    assert "Nobody else&#x27;s yet" in read(signed_in(officer), trail)
    for other in (dora, as_role(Role.BOARD)):
        assert "Nobody else" not in read(other, trail)

    actions.sign(request_id=request.pk, by=By(person=bob), at=NOW)
    actions.accept(request_ids=[request.pk], by=By(person=officer), at=NOW)
    for other in (dora, as_role(Role.BOARD)):
        assert "Answer accepted" in read(other, trail)


@pytest.mark.django_db
def test_what_is_prepared_is_nobodys_else_in_the_trail_but_its_readers(
    appointed, oxfordshire, as_role, officer
):
    draft = prepare(
        slug="oxfordshire", label="Not told yet", at=NOW.date(), audience=Audience.BOARD,
        by=officer, now=NOW,
    )  # fmt: skip
    erin, fay = (
        appointed(Role.BOARD, email=f"{name}@board.example", name=name) for name in ("Erin", "Fay")
    )
    name_reader(
        draft_id=draft.pk, person=erin, begins=NOW, ends=NOW + timedelta(days=1), by=officer,
        at=NOW,
    )  # fmt: skip
    trail = "/partnerships/partnership/audit"

    assert "Not told yet" in read(signed_in(officer), trail)
    assert "Edition draft reader named" in read(signed_in(erin), trail)
    assert "Edition draft" not in read(signed_in(fay), trail)


# ---------------------------------------------------------------------------- nothing goes round

BYPASSES = {"bulk_create", "bulk_update", "update"}

ELSEWHERE: dict[str, str] = {
    "figures/staging.py": "computed figures come by the million; a run is their record",
    "api/sending.py": "who sends to a webhook is settled so too; what it tells of is recorded",
    "notices/claiming.py": "who sends a notice is settled by one UPDATE; its making is recorded",
}
"""Where rows are changed by the set outside `actions`, and why that goes round no audit."""


def changes_by_the_set(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name = node.func.attr
        # A dictionary's `update` takes a mapping, a hash's takes bytes; a query's only keywords.
        if name in BYPASSES and not (name == "update" and (node.args or not node.keywords)):
            found.append(f"{path.relative_to(WEB)}:{node.lineno} {name}")
    return found


def test_rows_are_changed_by_the_set_only_in_actions():
    found = [
        one
        for path in sorted(WEB.rglob("*.py"))
        if "actions" not in path.relative_to(WEB).as_posix() and "migrations" not in path.parts
        for one in changes_by_the_set(path)
        if not one.startswith(tuple(ELSEWHERE))
    ]

    assert found == []


# ---------------------------------------------------------------------- everything is written down

WRITES = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "update", "delete"}

UNRECORDED: dict[str, str] = {
    "answers/actions/changing.py locked": "makes the row that an answer comes into, still blank",
    "api/actions/tokens.py count_request": "how often a program asks is no change",
    "api/actions/webhooks.py forget_deliveries": "what was told stands in the trail",
    "editions/actions/preparing.py locked": "locks, for what is recorded by whoever calls it",
    "evidence/actions.py computation": "recorded with its figures once they are there",
    "evidence/actions.py making_up": "recorded load by load",
    "evidence/actions.py at_stage": "how far something has come is shown while one waits",
    "imports/actions.py at_stage": "likewise",
    "imports/actions.py refuse": "nothing came of the document, whose upload is recorded",
    "people/actions/erasing.py forget_sign_ins": "what is kept no longer leaves no trace",
    "people/actions/invitations.py forget_invitations": "likewise",
    "rounds/actions/linking.py forget_links": "likewise",
    "rounds/actions/returning.py untell_return": "a mail; that the return is undone is recorded",
}
"""What changes something and is not in the trail, and why."""

UNRECORDED_MODULES: dict[str, str] = {
    "notices/actions.py": "mail tells of what is recorded where it is done",
    "figures/actions.py": "a run of figures is recorded by whoever has it computed",
}


class Deed:
    """A function of an actions module: what it calls, by name."""

    def __init__(self, module: str, node: ast.FunctionDef) -> None:
        self.module, self.name = module, node.name
        calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
        names = [one.func for one in calls]
        self.calls = {one.id for one in names if isinstance(one, ast.Name)}
        self.calls |= {one.attr for one in names if isinstance(one, ast.Attribute)}
        self.writes = any(
            isinstance(one.func, ast.Attribute)
            and one.func.attr in WRITES
            and not (one.func.attr == "update" and not one.keywords)
            for one in calls
        )


def deeds() -> list[Deed]:
    found = []
    for path in sorted(WEB.rglob("*.py")):
        place = path.relative_to(WEB).as_posix()
        if path.name == "actions.py" or path.parent.name == "actions":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found += [Deed(place, one) for one in tree.body if isinstance(one, ast.FunctionDef)]
    return found


def closed(names: set[str], known: list[Deed]) -> set[str]:
    """With everything that calls one of them, over and over."""
    while more := {one.name for one in known if one.calls & names} - names:
        names = names | more
    return names


def test_whatever_an_action_changes_is_written_down_or_there_is_a_reason():
    known = deeds()
    writing = closed({one.name for one in known if one.writes}, known)
    recording = closed({"record", "_record", "record_each"}, known)

    found = {
        f"{one.module} {one.name}"
        for one in known
        if one.name in writing and one.name not in recording and not one.name.startswith("_")
    }

    of_modules = {one for one in found if one.split()[0] in UNRECORDED_MODULES}
    assert found - of_modules == set(UNRECORDED)
