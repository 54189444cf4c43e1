"""A notice is sent once, whatever befalls the worker, the mail server or the clock."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import send_mail
from django.db import DatabaseError, OperationalError, connection, transaction

from headway.web.environment import MailServer, mail_server
from headway.web.notices import actions, claiming, processes, queries
from headway.web.notices.errors import NoticeError
from headway.web.notices.models import Notice, NoticeState
from headway.web.notices.senders import chosen
from headway.web.notices.ticking import tick
from headway.web.notices.working import work
from tests.web.mail_server import Notify, Postbox, free_port, own_certificate, smtp_server

NOON = datetime(2026, 1, 6, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def box(settings: Any) -> Iterator[Postbox]:
    """A mail server that runs, and is the one the settings name."""
    made, port = Postbox(), free_port()
    server = smtp_server(made, port)
    server.start()
    settings.MAIL_SERVER = MailServer(host="127.0.0.1", port=port)
    settings.EMAIL_TIMEOUT = settings.MAIL_ANSWER_TIMEOUT = 1
    settings.DEFAULT_FROM_EMAIL = "Headway <plan@council.example>"
    yield made
    server.stop()


def queued(key: str = "round-1/police", **more: Any) -> Notice:
    told = {"kind": "request", "to": "lead@police.example", "subject": "Term 2", "body": "Words"}
    return actions.queue(key=key, at=NOON, **{**told, **more})


def sent_now(now: datetime = NOON) -> int:
    sender = chosen()
    assert sender is not None
    try:
        return actions.send_due(sender, clock=lambda: now)
    finally:
        sender.close()


def only() -> Notice:
    return Notice.objects.get()


# ---------------------------------------------------------------------------------- by SMTP


def test_a_notice_reaches_the_mail_server_once(db, box):
    queued()

    assert (sent_now(), sent_now(NOON + MINUTE)) == (1, 0)

    [mail] = box.mails
    assert (mail["To"], mail["Subject"]) == ("lead@police.example", "Term 2")
    assert mail["Message-ID"].endswith("@council.example>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert only().state == NoticeState.SENT


def test_the_same_thing_is_told_once_however_often_it_is_asked_for(db, box):
    first, second = queued(), queued(subject="Other words")

    assert first == second
    assert sent_now() == 1


def test_what_did_not_happen_is_not_told(db, box):
    def changed_and_failed() -> None:
        with transaction.atomic():
            queued()
            raise RuntimeError("the change failed")

    with pytest.raises(RuntimeError):
        changed_and_failed()

    assert sent_now() == 0
    assert box.mails == []


def test_a_line_break_in_a_subject_makes_no_header(db, box):
    queued(subject="Term 2\r\nBcc: everybody@council.example")
    sent_now()

    [mail] = box.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Term 2 Bcc: everybody@council.example"


@pytest.mark.parametrize("to", ["", "nobody", "a@b.example\nBcc: c@d.example", "a@b, c@d"])
def test_what_is_no_address_is_refused_at_once(db, to):
    with pytest.raises(NoticeError, match="not an e-mail address"):
        queued(to=to)


def test_secret_words_are_erased_once_they_are_sent(db, box):
    queued(is_secret=True)
    sent_now()

    assert "Words" in box.mails[0].get_content()
    assert only().body == ""


def test_old_words_and_addresses_are_erased_and_nothing_is_sent_again(db, box):
    notice = queued()
    sent_now()
    assert actions.forget(before=NOON) == 0
    assert actions.forget(before=NOON + MINUTE) == 1
    assert actions.forget(before=NOON + MINUTE) == 0

    notice.refresh_from_db()
    assert (notice.to, notice.subject, notice.body) == ("erased", "", "")
    assert queued() == notice
    assert sent_now() == 0


def test_whoever_is_erased_is_sent_nothing_more(db, box):
    queued("a")
    sent_now()
    queued("b")

    assert actions.erase_address(address="Lead@police.example ") == 2
    assert sent_now() == 0
    assert set(Notice.objects.values_list("to", flat=True)) == {"erased"}


def test_while_the_mail_server_is_down_everything_waits_and_then_goes(db, box, settings):
    running = settings.MAIL_SERVER
    settings.MAIL_SERVER = MailServer(host="127.0.0.1", port=free_port())
    queued("a"), queued("b")

    assert sent_now() == 0
    waiting = queries.waiting()
    assert waiting.due == 2
    assert "does not answer" in waiting.last_error
    # The first is not tried again at once; the second was not even tried.
    assert [one.attempts for one in Notice.objects.order_by("key")] == [1, 0]

    settings.MAIL_SERVER = running
    assert sent_now(NOON + MINUTE) == 2
    assert len(set(box.ids)) == len(box.ids) == 2


def test_a_slow_server_is_left_after_a_time_and_the_mail_keeps_its_name(db, box):
    box.slow = 1.5
    queued()

    assert sent_now() == 0
    box.slow = 0
    assert sent_now(NOON + MINUTE) == 1
    # The server had taken the first as well: the one point that nobody can know.
    assert len(set(box.ids)) == 1


def test_a_server_that_looks_long_at_what_it_took_is_waited_for(db, box, settings):
    settings.MAIL_ANSWER_TIMEOUT = 10
    box.slow = 1.5
    queued()

    assert sent_now() == 1
    assert len(box.mails) == 1


def test_a_notice_is_claimed_when_its_turn_has_come_however_long_the_others_took(db, box):
    for key in ("a", "b", "c"):
        queued(key)
    sender = chosen()
    assert sender is not None

    actions.send_due(sender, clock=lambda: NOON + 10 * len(box.mails) * MINUTE)
    sender.close()

    times = Notice.objects.order_by("key").values_list("claimed_at", flat=True)
    assert list(times) == [NOON, NOON + 10 * MINUTE, NOON + 20 * MINUTE]


def test_a_server_whose_certificate_cannot_be_believed_gets_nothing_and_is_named(
    db, box, settings, tmp_path
):
    port = free_port()
    server = smtp_server(box, port, own_certificate(tmp_path))
    server.start()
    settings.MAIL_SERVER = MailServer(host="127.0.0.1", port=port, is_tls=True)
    queued()

    assert sent_now() == 0
    assert box.mails == []
    assert "certificate cannot be relied on" in only().last_error
    assert "by itself" not in only().last_error
    server.stop()


def test_a_server_that_does_not_encrypt_is_told_apart_from_one_that_is_silent(db, box, settings):
    settings.MAIL_SERVER = replace(settings.MAIL_SERVER, starts_tls=True)
    queued()

    assert sent_now() == 0
    assert "does not encrypt as HEADWAY_MAIL says" in only().last_error


def test_attempts_are_further_and_further_apart_and_end_after_three_days(db, box):
    box.answer = "451 later"
    queued()
    now, waits = NOON, []
    while only().state == NoticeState.DUE:
        sent_now(now)
        waits.append((only().due_at - now) // MINUTE)
        now = max(only().due_at, now)

    assert waits[:7] == [1, 5, 15, 60, 180, 360, 360]
    assert only().state == NoticeState.FAILED
    assert timedelta(days=3) < now - NOON < timedelta(days=3, hours=7)
    assert queries.waiting().failed == 1


def test_an_address_that_the_server_refuses_is_not_tried_again_until_somebody_asks(db, box):
    box.recipient = "550 no such person"
    notice = queued()
    sent_now()

    assert only().state == NoticeState.FAILED
    assert only().last_error.endswith("Put the address right.")
    box.recipient = ""
    assert sent_now(NOON + MINUTE) == 0
    assert actions.try_again(notice_id=notice.pk, at=NOON + MINUTE)
    assert sent_now(NOON + MINUTE) == 1


def test_mail_that_django_sends_goes_through_the_outbox(db, box, settings):
    settings.EMAIL_BACKEND = "headway.web.notices.outbox.OutboxBackend"
    send_mail("A new password", "Open this", None, ["lead@police.example"])

    assert box.mails == []
    assert sent_now(datetime.now(tz=UTC) + MINUTE) == 1
    assert box.mails[0]["Subject"] == "A new password"


# --------------------------------------------------------------------- clocks, hangs and kills


def claimed(by: str, *, handed: bool = False, at: datetime = NOON) -> Notice:
    notice = queued()
    Notice.objects.update(
        state=NoticeState.SENDING,
        claim="c",
        claimed_by=by,
        claimed_at=at,
        handed_at=at if handed else None,
    )
    notice.refresh_from_db()
    return notice


ELSEWHERE, DEAD = "other-machine/7/1", f"{processes._machine()}/999999999/1"


@pytest.mark.parametrize(
    ("by", "handed", "minutes", "is_stale"),
    [
        (DEAD, False, 0, True),
        (DEAD, True, 0, True),
        (ELSEWHERE, False, 14, False),
        (ELSEWHERE, False, 16, True),
        (ELSEWHERE, True, 16, True),
        (ELSEWHERE, True, -16, True),  # a clock that was set back
        ("this", False, 16, True),
        ("this", True, 60 * 24, False),  # a clock that jumped, while the server is answering us
    ],
)
def test_a_claim_is_taken_up_once_its_worker_will_not_send(db, by, handed, minutes, is_stale):
    name = processes.this_process() if by == "this" else by
    notice = claimed(name, handed=handed)

    assert claiming.stale(notice, NOON + minutes * MINUTE) is is_stale


def test_a_worker_that_hung_does_not_send_what_another_took_up(db, box):
    queued()
    hung = claiming.claim_next(NOON)
    assert hung is not None

    assert sent_now(NOON + 16 * MINUTE) == 1
    assert not claiming.hand_over(hung, NOON + 17 * MINUTE)


@pytest.mark.django_db(transaction=True)
def test_what_the_database_would_not_take_is_written_later_and_not_sent_again(box):
    notice = queued()
    with connection.execute_wrapper(_refuse_what_was_sent):
        with pytest.raises(DatabaseError):
            sent_now()
        assert len(box.mails) == 1

    assert sent_now(NOON + MINUTE) == 0
    notice.refresh_from_db()
    assert (notice.state, len(box.mails)) == (NoticeState.SENT, 1)


def _refuse_what_was_sent(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.startswith("UPDATE") and NoticeState.SENT in (params or ()):
        raise OperationalError("database is locked")
    return execute(sql, params, many, context)


def test_after_the_clock_was_set_back_nothing_waits_for_the_old_time(db, box):
    notice = queued()
    Notice.objects.filter(pk=notice.pk).update(due_at=NOON + timedelta(days=400))

    assert sent_now() == 1


# ---------------------------------------------------------------------------------- by Notify

KEY = "plan-11111111-1111-1111-1111-111111111111-22222222-2222-2222-2222-222222222222"


@pytest.fixture
def notify(settings: Any) -> Iterator[Notify]:
    """A fake of GOV.UK Notify on this machine, over HTTP."""
    fake = Notify()
    server = fake.serve()
    settings.NOTIFY_KEY, settings.NOTIFY_TEMPLATE = KEY, "33333333-3333-3333-3333-333333333333"
    settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_address[1]}"
    settings.EMAIL_TIMEOUT = 2
    yield fake
    server.shutdown()
    server.server_close()


def test_a_notice_goes_by_notify_where_it_has_a_key(db, notify):
    queued()

    assert sent_now() == 1
    [taken] = notify.taken
    assert taken["email_address"] == "lead@police.example"
    assert taken["personalisation"] == {"subject": "Term 2", "body": "Words"}


def test_notify_is_asked_whether_a_notice_had_gone_whose_answer_was_lost(db, notify):
    notify.lose_answer = True
    queued()
    assert sent_now() == 0

    notify.lose_answer = False
    assert sent_now(NOON + MINUTE) == 1
    assert len(notify.taken) == 1


@pytest.mark.parametrize(
    ("status", "state"),
    [(400, NoticeState.FAILED), (403, NoticeState.DUE), (429, NoticeState.DUE),
     (500, NoticeState.DUE), (503, NoticeState.DUE)],
)  # fmt: skip
def test_what_notify_refuses_is_told_apart_from_what_it_puts_off(db, notify, status, state):
    notify.status = status
    queued()

    assert sent_now() == 0
    assert only().state == state
    assert str(status) in only().last_error


# --------------------------------------------------------------------------------- the worker

calls: list[datetime] = []


def counted(now: datetime) -> list[str]:
    calls.append(now)
    return ["counted"]


def failing(now: datetime) -> list[str]:
    raise ValueError("a mistake")


def test_one_part_that_fails_does_not_stop_the_others(db, settings, caplog):
    settings.TICKS = ("tests.web.test_notices.failing", "tests.web.test_notices.counted")
    calls.clear()

    assert tick(NOON) == ["test_notices: failed (ValueError)", "counted"]
    assert calls == [NOON]
    beat = queries.last_beat("tick")
    assert beat is not None
    assert beat.at == NOON


def test_the_worker_sends_and_stops_when_asked(transactional_db, box, settings):
    settings.TICKS = ("tests.web.test_notices.counted",)
    calls.clear()
    actions.queue(
        key="a", kind="request", to="lead@police.example", subject="S", body="B",
        at=datetime.now(tz=UTC),
    )  # fmt: skip

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            if len(calls) == 3:
                self.set()
            return True

    work(Stop(), tick_seconds=0, pause=0)

    assert len(calls) == 3
    assert len(box.mails) == 1


def test_a_slow_mail_server_keeps_nothing_waiting_that_happens_at_its_time(
    transactional_db, box, settings
):
    settings.TICKS = ("tests.web.test_notices.counted",)
    calls.clear()
    for number in range(10):
        queued(str(number))

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            if len(box.mails) == 10:
                self.set()
            return True

    work(Stop(), tick_seconds=60, pause=0, steady=lambda: 20.0 * len(box.mails))

    assert len(calls) == 4
    assert len(set(box.ids)) == len(box.ids)


@pytest.mark.slow
def test_the_worker_ends_cleanly_on_sigterm(tmp_path, migrated):
    surroundings = {**os.environ, "HEADWAY_DATA": str(tmp_path)}
    surroundings.pop("HEADWAY_DATABASE", None)
    command = [sys.executable, "-m", "headway.web"]
    shutil.copy(migrated, tmp_path)
    worker = subprocess.Popen(
        [*command, "work"], cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True
    )
    try:
        assert worker.stdout is not None
        assert "runs" in worker.stdout.readline()
        time.sleep(0.5)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0
        assert "has stopped" in worker.stdout.read()
    finally:
        worker.kill()


@pytest.mark.parametrize(
    ("address", "port", "tls"),
    [("smtp://mail.example", 25, (False, False)), ("smtp+starttls://a:b@mail.example", 587,
     (True, False)), ("smtps://a%40b:c@mail.example:1465", 1465, (False, True))],
)  # fmt: skip
def test_a_mail_server_is_read_from_its_address(address, port, tls):
    found = mail_server({"HEADWAY_MAIL": address})

    assert found is not None
    assert (found.host, found.port) == ("mail.example", port)
    assert (found.starts_tls, found.is_tls) == tls
