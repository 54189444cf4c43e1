"""Words of the audit trail are erased, and the chain still proves all that was done."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from headway.web.api.actions.webhooks import gather
from headway.web.api.models import Delivery, Webhook
from headway.web.audit import guards
from headway.web.audit.actions import erase_words, record
from headway.web.audit.models import Entry, Head, Part
from headway.web.audit.queries import BrokenChainError, naming, verified
from headway.web.audit.sealing import sealed
from headway.web.audit.words import OF_A_PERSON, AuditError, told_again
from headway.web.people import actions as people
from headway.web.people.actions import PeopleError
from headway.web.people.models import Partnership, Person, Role
from tests.web.conftest import NOON, read, signed_in
from tests.web.test_killed import EVERY
from tests.web.test_operations import another, headway

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src/headway/web"
LATER = NOON + timedelta(hours=1)
CHILD = "Callum Frost"
WHY = "The name of a child"
TRAIL = "/partnerships/partnership/audit"


@pytest.fixture
def slip(partnership: Partnership) -> Entry:
    """Somebody has typed a child's name into a reason, and into an answer's words."""
    return record(
        "answer.returned", key="7", by=None, at=NOON, partnership=partnership.slug,
        before={"words": "All are well"}, after={"words": f"{CHILD} is away"},
        reason=f"{CHILD} should not be named",
    )  # fmt: skip


def old_entry(**said: Any) -> Entry:
    """An entry as it was written before words had seals of their own."""
    head, _ = Head.objects.get_or_create(id=1)
    told = {"before": "", "after": "", "reason": "", **said}
    entry = Entry(
        seq=head.seq + 1, at=NOON, verb="plan.saved", noun="plan", key="ours", previous=head.hash,
        **told,
    )  # fmt: skip
    entry.hash = sealed(entry)
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.save()
    return entry


def erased(seq: int, **more: Any) -> Entry:
    """The entry that tells of words that were erased just now."""
    found = erase_words(**{"seq": seq, "by": None, "at": LATER, "reason": WHY, **more})
    assert found is not None
    return found


def emptied() -> None:
    """Nothing has been recorded yet, whatever the fixtures have done."""
    guards.take_down(connection)
    Entry.objects.all().delete()
    Head.objects.all().delete()
    guards.put_up(connection)


def held() -> str:
    """All that the trail holds, as one text."""
    return str(list(Entry.objects.values()))


# ------------------------------------------------------------------------------------- the deed


@pytest.mark.django_db
def test_a_childs_name_goes_from_reason_and_change_and_the_chain_stays_whole(slip, officer):
    noted = slip.hash

    told = erased(slip.seq, by=officer)

    assert CHILD not in held()
    assert "All are well" not in held()
    slip.refresh_from_db()
    assert (slip.was, slip.became, slip.reason) == (None, None, "")
    assert slip.erased == {Part.REASON, Part.CHANGE}
    assert (told.verb, told.key, told.actor, told.reason) == (
        "words.erased", str(slip.seq), officer, WHY,
    )  # fmt: skip
    assert told.became == {"parts": ["change", "reason"]}
    assert verified(noted=noted).entries == told.seq


@pytest.mark.django_db
def test_one_part_goes_and_the_other_stays(slip):
    erase_words(seq=slip.seq, parts=[Part.REASON], by=None, at=LATER, reason=WHY)

    slip.refresh_from_db()
    assert (slip.reason, slip.became) == ("", {"words": f"{CHILD} is away"})
    assert verified().entries == Entry.objects.count()


@pytest.mark.django_db
def test_what_is_erased_already_is_not_erased_twice(slip):
    erase_words(seq=slip.seq, parts=[Part.REASON], by=None, at=LATER, reason=WHY)
    before = Entry.objects.count()

    assert erase_words(seq=slip.seq, parts=[Part.REASON], by=None, at=LATER, reason=WHY) is None
    assert Entry.objects.count() == before

    told = erased(slip.seq)
    assert told.became == {"parts": ["change"]}
    assert verified().entries == before + 1


@pytest.mark.django_db
def test_a_reason_for_erasing_that_itself_names_somebody_is_erased_too(slip):
    first = erased(slip.seq, parts=[Part.CHANGE], reason="Mrs Blackthorne rang")

    second = erased(first.seq)

    assert "Blackthorne" not in held()
    assert second.became == {"parts": ["reason"]}, "what was erased when is told for good"
    assert verified().entries == second.seq
    with pytest.raises(AuditError, match="looks up"):
        erase_words(seq=first.seq, parts=[Part.CHANGE], by=None, at=LATER, reason=WHY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reason", "words"),
    [("", "Say why"), (f"{CHILD} was named", "“Frost”"), (f"Of {CHILD.upper()}", "“Callum Frost”")],
    ids=["none", "name", "capitals"],
)
def test_a_reason_for_erasing_is_given_and_does_not_say_the_words_again(reason, words):
    typed = record("plan.saved", key="ours", by=None, at=NOON, reason=CHILD)

    with pytest.raises(AuditError, match=words if not reason.startswith(CHILD) else "“Callum"):
        erase_words(seq=typed.seq, by=None, at=LATER, reason=reason)

    assert CHILD in held()


@pytest.mark.parametrize(
    ("reason", "words", "found"),
    [
        ("The name of a child", "The name is Callum", ""),
        ("Callum's mother asked for it", "It is Callum", "Callum"),
        ("Asked by Callum and his mother", "Callum is away", "Callum"),
        ("No longer needed", "Not yet", ""),
        ("No", "No", "No"),
        ("c.frost@a.example asked", "write to c.frost@a.example", "c.frost@a.example"),
    ],
)
def test_what_looks_like_a_name_is_not_told_again(reason, words, found):
    assert told_again(reason, [words]) == found


@pytest.mark.django_db
def test_no_entry_that_is_not_there_is_erased(slip):
    with pytest.raises(AuditError, match="no entry 4711"):
        erase_words(seq=4711, by=None, at=LATER, reason=WHY)


# ------------------------------------------------------------------- entries of before the seals


@pytest.mark.django_db
def test_entries_of_before_are_proven_with_those_since_and_their_words_stay():
    old = [old_entry(reason=f"{CHILD} moved"), old_entry(after='{"version":2}')]
    new = record("plan.saved", key="ours", by=None, at=NOON, reason="Since")

    assert verified(noted=old[0].hash).entries == 3
    with pytest.raises(AuditError, match="written before words could be erased"):
        erase_words(seq=old[0].seq, by=None, at=LATER, reason=WHY)
    erase_words(seq=new.seq, by=None, at=LATER, reason=WHY)
    assert verified(noted=old[1].hash).entries == 4


@pytest.mark.django_db
def test_no_new_entry_passes_as_one_of_before(slip):
    guards.take_down(connection)
    unsealed = dict.fromkeys(("reason_salt", "reason_seal", "change_salt", "change_seal"), "")
    Entry.objects.filter(seq=slip.seq).update(**unsealed)

    with pytest.raises(BrokenChainError, match=f"broken at entry {slip.seq}"):
        verified()


@pytest.mark.django_db
def test_an_entry_written_in_the_old_form_after_the_new_is_found_whatever_its_hash(slip):
    forged = old_entry(reason="As if it had always been here")
    assert sealed(forged) == forged.hash

    with pytest.raises(BrokenChainError, match=f"entry {forged.seq}: it has no seals"):
        verified()


@pytest.mark.django_db
def test_words_of_an_old_entry_are_not_made_to_look_erased():
    old = old_entry(reason=f"{CHILD} moved")
    guards.take_down(connection)
    seals = {"reason_seal": "0" * 64, "change_seal": "0" * 64}
    Entry.objects.filter(seq=old.seq).update(reason="", **seals)

    with pytest.raises(BrokenChainError, match=f"broken at entry {old.seq}"):
        verified()


@pytest.mark.django_db
def test_words_that_are_gone_without_an_entry_that_tells_are_found(slip):
    Entry.objects.filter(seq=slip.seq).update(reason="", reason_salt="")

    with pytest.raises(BrokenChainError, match=r"entry \d+ \(why\) are gone, and no entry tells"):
        verified()


@pytest.mark.django_db
def test_words_that_are_put_back_after_they_were_erased_are_found(slip):
    erase_words(seq=slip.seq, parts=[Part.REASON], by=None, at=LATER, reason=WHY)
    guards.take_down(connection)
    Entry.objects.filter(seq=slip.seq).update(reason=slip.reason, reason_salt=slip.reason_salt)

    with pytest.raises(BrokenChainError, match="are there again"):
        verified()


# -------------------------------------------------------------------------- the database's guards


@pytest.mark.django_db
def test_the_guards_know_every_column_of_an_entry():
    erasable = {one for _, columns in guards.ERASABLE for one in columns}

    assert erasable | set(guards.KEPT) == {one.column for one in Entry._meta.fields}


def attempt(number: int, /, **change: Any) -> bool:
    """Whether the database lets a change of an entry through."""
    try:
        with transaction.atomic():
            Entry.objects.filter(seq=number).update(**change)
    except DatabaseError:
        return False
    return True


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"reason": ""},
        {"reason_salt": ""},
        {"reason": "", "reason_salt": "", "reason_seal": ""},
        {"reason": "", "reason_salt": "", "key": "8"},
        {"reason": "Another", "reason_salt": ""},
        {"after": "", "change_salt": ""},
        {"before": "", "after": ""},
        {"change_salt": ""},
        {"reason": "Another"},
        {"seq": 4711},
        {"hash": "f" * 64},
        {"at": LATER},
        {},
    ],
    ids=str,
)
def test_half_an_erasure_and_any_other_change_is_refused(slip, change):
    before = list(Entry.objects.order_by("seq").values())

    assert not attempt(slip.seq, **(change or {"reason": slip.reason}))
    assert list(Entry.objects.order_by("seq").values()) == before


@pytest.mark.django_db
def test_words_of_an_entry_without_seals_are_not_emptied():
    old = old_entry(reason=f"{CHILD} moved")

    assert not attempt(old.seq, reason="", reason_salt="")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's own")
def test_no_entry_is_replaced_by_another_of_its_number_or_its_hash(slip):
    columns = [str(one.column) for one in Entry._meta.fields]
    for changed in ({"hash": f"'{'f' * 64}'"}, {"seq": "9999"}):
        new = {"reason": "'Another'", **changed}
        selected = ", ".join(new.get(one, one) for one in columns)
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                f"INSERT OR REPLACE INTO audit_entry ({', '.join(columns)}) "  # noqa: S608 - our own names
                f"SELECT {selected} FROM audit_entry WHERE seq = {slip.seq}"
            )


@pytest.mark.django_db
def test_a_guard_that_was_replaced_by_one_that_lets_all_through_is_missed_and_mended(slip):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_no_update")
            cursor.execute(
                "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
                "WHEN 0 BEGIN SELECT 1; END"
            )
        else:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger "
                "LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
            )
    with pytest.raises(BrokenChainError, match="no longer guards"):
        verified()

    guards.put_up(connection)

    assert verified().entries == Entry.objects.count()
    assert not attempt(slip.seq, key="8")


WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=12
)  # as people type
STEP = st.one_of(
    st.tuples(st.just("record"), WORDS, st.none() | WORDS, st.none() | WORDS),
    st.tuples(st.just("erase"), st.integers(1, 8), st.sets(st.sampled_from(Part), min_size=1)),
)


class TestAnySequence(TestCase):
    """Any records and erasures, one after another."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(STEP, max_size=8), st.data())
    def test_it_is_proven_and_any_other_change_is_refused_and_with_the_guards_down_found(
        self, steps, data
    ):
        for step in steps:
            self.take(step)
        assert verified().entries == Entry.objects.count()
        if not Entry.objects.exists():
            return
        entry = data.draw(st.sampled_from(list(Entry.objects.all())))
        field = data.draw(st.sampled_from([one.name for one in Entry._meta.fields]))
        other = data.draw(self.another(entry, field), label=field)

        assert not attempt(entry.seq, **{field: other})

        guards.take_down(connection)
        changed = attempt(entry.seq, **{field: other})
        guards.put_up(connection)
        if changed:  # by what the tables themselves allow
            with pytest.raises(BrokenChainError):
                verified()

    def take(self, step: tuple[Any, ...]) -> None:
        if step[0] == "record":
            _, reason, before, after = step
            record(
                "plan.saved", key="ours", by=None, at=NOON, reason=reason,
                before=before and {"words": before}, after=after,
            )  # fmt: skip
            return
        _, seq, parts = step
        there = Entry.objects.filter(seq=seq).first()
        try:
            told = erase_words(seq=seq, parts=parts, by=None, at=LATER, reason="9")
        except AuditError:
            return
        assert there is not None
        if told is not None:
            assert not {*told.became["parts"]} - {part.value for part in parts}

    def another(self, entry: Entry, field: str) -> st.SearchStrategy[Any]:
        """Something else than what a field says."""
        now = getattr(entry, field)
        match field:
            case "seq":
                return st.integers(100, 200)
            case "at":
                return st.just(LATER + timedelta(days=1))
            case "actor":
                return st.builds(
                    lambda: Person.objects.create(email="a@b.example", created_at=NOON)
                )
            case "before" | "after":
                return st.sampled_from(["", '"other"', "0"]).filter(lambda new: new != now)
            case (
                "hash" | "previous" | "reason_seal" | "change_seal" | "reason_salt" | "change_salt"
            ):
                digests = ["", "0" * 63 + "a", "f" * 64]
                return st.sampled_from(digests).filter(lambda new: new != now)
            case _:
                return WORDS.filter(lambda new: new != now)


# ----------------------------------------------------------------------------- whoever is erased


@pytest.fixture
def dora(appointed: Callable[..., Person]) -> Person:
    return appointed(Role.LEAD, email="dora.quill@agency.example", name="Dora Quill")


def ended(person: Person, by: Person) -> Entry:
    """Their membership ends, with their name in small letters as a reason."""
    people.end_membership(
        membership_id=person.memberships.get().pk, by=by, at=NOON, reason="dora quill's retired"
    )
    return Entry.objects.get(verb="membership.ended")


def run(*arguments: str) -> str:
    said = StringIO()
    call_command(*arguments, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_with_a_person_go_the_words_of_the_trail_that_name_them_if_that_is_asked_for(dora, officer):
    entry = ended(dora, officer)

    said = run("erase_person", dora.email, "--words")

    assert "quill" not in held().casefold()
    entry.refresh_from_db()
    assert entry.erased == {Part.REASON}
    assert entry.became is not None, "what the record says does not name her"
    told = Entry.objects.get(verb="words.erased")
    assert (told.key, told.reason) == (str(entry.seq), OF_A_PERSON)
    assert "erase_words" not in said
    assert verified().entries == Entry.objects.count()


@pytest.mark.django_db
def test_what_else_stands_beside_a_name_does_not_keep_it_from_going_with_its_person(dora):
    record("plan.saved", key="ours", by=None, at=NOON, reason="The Personal Adviser Dora Quill")

    run("erase_person", dora.email, "--words")

    assert "quill" not in held().casefold()


@pytest.mark.django_db
def test_without_that_the_command_says_what_to_run_and_running_it_erases_them(dora, officer):
    entry = ended(dora, officer)

    said = run("erase_person", dora.email)

    assert entry.reason in held()
    command = f'erase_words {entry.seq} --part reason --reason "{OF_A_PERSON}"'
    assert f"python -m headway.web {command}" in said
    assert "0 entries" not in run("audit_verify")
    run("erase_words", str(entry.seq), "--part", "reason", "--reason", OF_A_PERSON)
    assert "quill" not in held().casefold()
    assert verified().entries == Entry.objects.count()


@pytest.mark.django_db
def test_words_of_before_the_seals_that_name_somebody_are_told_to_stay(dora):
    emptied()
    old = old_entry(reason="Dora Quill moved")

    said = run("erase_person", dora.email, "--words")

    assert f"Entry {old.seq} of the audit trail names them." in said
    assert "written before words could be erased" in said
    assert verified().entries == Entry.objects.count()


@pytest.mark.django_db
def test_the_command_tells_where_else_somebody_is_still_named(dora, officer, oxfordshire):
    type(oxfordshire.versions.get()).objects.update(reason="As Dora Quill asked")

    said = run("erase_person", dora.email)

    assert "Their name still stands in: plan version: reason (1)." in said
    assert "Issued editions" in said


@pytest.mark.django_db
def test_a_reason_for_erasing_somebody_does_not_name_them(dora):
    with pytest.raises(PeopleError, match="names them"):
        people.erase(person_id=dora.pk, by=None, at=NOON, reason="DORA QUILL asked")

    dora.refresh_from_db()
    assert dora.name == "Dora Quill"


@pytest.mark.django_db
def test_somebody_whose_name_is_part_of_a_word_is_not_named_by_it(dora):
    record("plan.saved", key="ours", by=None, at=NOON, reason="The annual plan")
    accented = record("plan.saved", key="ours", by=None, at=NOON, after={"words": 'ZOË "Zo" Lee'})

    assert naming("Ann") == []
    [found] = naming("Zoë")
    assert (found.seq, set(found.parts), found.stays) == (accented.seq, {Part.CHANGE}, "")
    assert naming('Zoë "Zo" Lee', "") == [found]


@pytest.mark.django_db
def test_of_a_name_in_what_is_looked_up_goes_what_can(dora):
    loaded = record(
        "data.loaded", key="ours", by=None, at=NOON, after={"by": dora.name}, reason=dora.name
    )

    said = run("erase_person", dora.email, "--words")

    loaded.refresh_from_db()
    assert loaded.erased == {Part.REASON}
    assert f"Entry {loaded.seq} of the audit trail names them." in said


# ---------------------------------------------------------------------------------- the command


@pytest.mark.django_db
def test_a_dry_run_shows_what_would_go_and_erases_nothing(slip):
    said = run("erase_words", str(slip.seq), "--part", "reason", "--dry-run")

    assert f"reason: {CHILD} should not be named" in said
    assert "All are well" not in said
    assert "Nothing is erased yet." in said
    assert CHILD in held()


@pytest.mark.django_db
def test_the_command_erases_in_every_entry_that_is_named_or_in_none(slip):
    other = record("plan.saved", key="ours", by=None, at=NOON, reason=f"{CHILD} again")

    with pytest.raises(CommandError, match="no entry 4711"):
        run("erase_words", str(other.seq), "4711", str(slip.seq), "--reason", WHY)
    assert f"{CHILD} again" in held()

    said = run("erase_words", str(other.seq), str(slip.seq), "--reason", WHY)

    assert CHILD not in held()
    assert f"{slip.seq}: change and reason erased, as entry {other.seq + 1} tells" in said
    assert "gone already" in run("erase_words", str(slip.seq), "--reason", WHY)
    assert "whole" in run("audit_verify")


@pytest.mark.django_db
def test_of_an_entry_of_before_the_command_says_plainly_that_its_words_stay():
    old = old_entry(reason=f"{CHILD} moved")

    for more in (["--dry-run"], ["--reason", WHY]):
        with pytest.raises(CommandError, match="written before words could be erased"):
            run("erase_words", str(old.seq), *more)


# ------------------------------------------------------------------------------------- the pages


def address(entry: Entry) -> str:
    return f"{TRAIL}/{entry.seq}/erase"


@pytest.mark.django_db
def test_an_administrator_looks_at_the_words_erases_them_and_the_trail_says_so(slip, appointed):
    ada = appointed(Role.ADMINISTRATOR, name="Ada Byron")
    browser = signed_in(ada)
    assert address(slip) in read(browser, TRAIL)

    assert f"{CHILD} should not be named" in read(browser, address(slip))
    done = browser.post(address(slip), {"parts": "both", "reason": WHY}, follow=True)

    page = done.content.decode()
    assert f"The words of entry {slip.seq} are erased." in page
    assert CHILD not in page
    today = timezone.localdate()
    assert page.count(f"These words were erased on {today.day} {today:%B %Y} by Ada Byron.") == 2
    assert address(slip) not in page, "there is nothing left to erase"
    assert "There are no words in it to erase." in read(browser, address(slip))
    assert "nothing → nothing" not in page
    assert verified().entries == Entry.objects.count()


@pytest.mark.django_db
def test_a_reason_is_needed_and_what_was_chosen_stays(slip, as_role):
    browser = as_role(Role.ADMINISTRATOR)

    for sent, words in (
        ({"parts": "reason", "reason": ""}, "Enter why they are erased"),
        ({"parts": "", "reason": WHY}, "Choose which words"),
        ({"parts": "reason", "reason": "The child named Frost"}, "The reason says “Frost”"),
    ):
        answer = browser.post(address(slip), sent)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert CHILD in held()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMINISTRATOR])
def test_nobody_else_erases_words_or_is_shown_how(slip, as_role, role):
    browser = as_role(role)

    assert browser.get(address(slip)).status_code == 403
    answer = browser.post(address(slip), {"parts": "both", "reason": WHY})
    assert answer.status_code == 403
    assert "/erase" not in browser.get(TRAIL).content.decode()
    assert CHILD in held()


@pytest.mark.django_db
def test_an_entry_of_another_partnership_or_of_the_installation_is_not_there(slip, appointed):
    elsewhere = people.make_partnership(name="Elsewhere", by=None, at=NOON)
    eve = appointed(Role.ADMINISTRATOR, within=elsewhere, email="eve@elsewhere.example")
    ours = signed_in(eve)
    general = record("person.erased", key="4", by=None, at=NOON, reason=CHILD)

    for entry in (slip, general):
        theirs = f"/partnerships/elsewhere/audit/{entry.seq}/erase"
        for path in (theirs, address(entry)):
            assert ours.get(path).status_code == 404
            answer = ours.post(path, {"parts": "both", "reason": WHY})
            assert answer.status_code == 404
    assert held().count(CHILD) > 2


@pytest.mark.django_db
def test_an_entry_of_before_says_on_its_page_why_its_words_stay(partnership, as_role):
    browser = as_role(Role.ADMINISTRATOR)
    emptied()
    old = old_entry(reason=f"{CHILD} moved", partnership=partnership.slug)

    assert "written before words could be erased" in read(browser, address(old))
    assert address(old) not in read(browser, TRAIL)
    answer = browser.post(address(old), {"parts": "reason", "reason": WHY})
    assert "written before words could be erased" in answer.content.decode()
    assert CHILD in held()


@pytest.mark.django_db
def test_whoever_comes_second_is_told_that_the_words_are_gone(slip, as_role):
    browser = as_role(Role.ADMINISTRATOR)
    erase_words(seq=slip.seq, by=None, at=LATER, reason=WHY)
    before = Entry.objects.count()

    answer = browser.post(address(slip), {"parts": "both", "reason": WHY})

    assert "There are no words in it to erase." in answer.content.decode()
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_who_may_not_see_an_entry_is_not_told_either_that_its_words_were_erased(
    slip, as_role, officer
):
    erase_words(seq=slip.seq, by=officer, at=LATER, reason=WHY)

    assert "Words erased" in read(signed_in(officer), TRAIL)
    board = read(as_role(Role.BOARD), TRAIL)
    assert "Words erased" not in board
    assert WHY not in board


# -------------------------------------------------------------------------------- whoever reads it


@pytest.mark.django_db
def test_a_webhook_is_told_of_an_entry_whose_words_are_gone_by_its_key_alone(partnership, officer):
    Webhook.objects.create(
        partnership=partnership, address="https://a.example/", events=["answer.signed"], salt="s",
        made_at=NOON,
    )  # fmt: skip
    entry = record(
        "answer.signed", key="7", by=officer, at=NOON, partnership=partnership.slug,
        after={"row": "exclusions", "words": CHILD},
    )  # fmt: skip
    erase_words(seq=entry.seq, by=officer, at=LATER, reason=WHY)

    assert gather(LATER) == 1

    body = Delivery.objects.get().body
    assert '"about":{"key":"7"}' in body


@pytest.mark.django_db
@pytest.mark.parametrize("noun", ["data.loaded", "benchmark.loaded"])
def test_what_the_service_looks_up_in_the_trail_stays_and_its_reason_goes(noun):
    entry = record(noun, key="ours", by=None, at=NOON, after={"load": 1}, reason=CHILD)

    with pytest.raises(AuditError, match="the service itself looks up"):
        erase_words(seq=entry.seq, parts=[Part.CHANGE], by=None, at=LATER, reason=WHY)
    told = erased(entry.seq)

    entry.refresh_from_db()
    assert told.became == {"parts": ["reason"]}
    assert (entry.became, entry.reason) == ({"load": 1}, "")


def test_words_of_an_entry_are_emptied_in_one_place_alone():
    places = {
        path.relative_to(WEB).as_posix()
        for path in WEB.rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and node.attr in ("reason_salt", "change_salt")
    }

    assert places == {"audit/actions.py", "audit/sealing.py"}


# --------------------------------------------------------------------------------- up, and at once


@pytest.mark.django_db(transaction=True)
def test_a_trail_of_the_version_before_comes_up_to_date_with_its_guards_and_both_forms():
    executor = MigrationExecutor(connection)
    executor.migrate([("audit", "0002_guards")])
    try:
        old = Entry(seq=1, at=NOON, verb="plan.saved", noun="plan", key="a", previous="0" * 64)
        old.reason, old.hash = "Before", ""
        old.hash = sealed(old)
        columns = ("seq", "at", "partnership", "verb", "noun", "key", "before", "after", "reason",
                   "previous", "hash")  # fmt: skip
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(columns))
            cursor.execute(
                f"INSERT INTO audit_entry ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608 - our own names
                [
                    connection.ops.adapt_datetimefield_value(NOON) if one == "at"
                    else getattr(old, one)
                    for one in columns
                ],
            )  # fmt: skip
            for told in ("UPDATE audit_entry SET reason = ''", "DELETE FROM audit_entry"):
                with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                    cursor.execute(told)
        Head.objects.create(seq=1, hash=old.hash)
        if connection.vendor == "postgresql":
            guards.put_up(connection)  # as where a backup of that version is put back
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate([("audit", "0003_seals")])

    assert guards.missing(connection) == []
    assert not attempt(1, reason="")
    with transaction.atomic():
        new = record("plan.saved", key="b", by=None, at=NOON, reason="Since")
    erase_words(seq=new.seq, by=None, at=LATER, reason=WHY)
    assert verified(noted=old.hash).entries == 3
    with pytest.raises(RuntimeError, match="cannot prove"):
        MigrationExecutor(connection).migrate([("audit", "0002_guards")])
    assert guards.missing(connection) == []


def told(what: str, first: int, second: int, *, at: str, folder: Path) -> list[str]:
    """The lines that the program printed."""
    surroundings = {
        **os.environ,
        "HEADWAY_DATA": str(folder),
        "HEADWAY_DATABASE": at,
        "DJANGO_SETTINGS_MODULE": "headway.web.settings",
    }
    command = [sys.executable, "-m", "tests.web.erasing_at_once", what, str(first), str(second)]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.slow
def test_words_are_erased_once_while_others_record(database, tmp_path):
    lines = told("race", 4, 12, at=database, folder=tmp_path)

    assert lines == ["12 recorded 12 erased 12 told 0 left whole"]


@pytest.mark.slow
def test_erasing_that_is_killed_leaves_all_or_nothing(database, tmp_path):
    lines = told("kill", 1, 2 * EVERY, at=database, folder=tmp_path)

    assert len([line for line in lines if line.endswith("killed")]) > 20 / EVERY, (
        "it was hardly killed"
    )
    assert {line.split()[1] for line in lines} == {"erased-1-told-1-whole"}


@pytest.mark.slow
def test_what_was_erased_is_in_no_backup_made_since_and_stays_erased_when_one_is_put_back(
    database, tmp_path
):
    here, there, kept = tmp_path / "here", tmp_path / "there", tmp_path / "kept.tar"
    for folder in (here, there):
        folder.mkdir()
    told("once", 0, 8, at=database, folder=here)

    made = headway("backup", str(kept), folder=here, address=database)
    second = another(database, there)
    back = headway("restore", str(kept), folder=there, address=second)

    assert (made.returncode, back.returncode) == (0, 0), made.stderr + back.stderr
    assert b"Callum" not in kept.read_bytes()
    assert told("tell", 0, 8, at=second, folder=there) == ["erased-1-told-1-whole"] * 8
    verify = headway("audit", "verify", folder=there, address=second)
    assert "whole: 16 entries" in verify.stdout
