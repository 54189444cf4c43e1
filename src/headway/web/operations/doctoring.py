"""What an operator should know before anybody else finds out; each with what to do about it."""

import os
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.audit import guards
from headway.web.notices import queries as notices
from headway.web.notices.errors import UnreachableError
from headway.web.notices.senders.smtp import SmtpSender
from headway.web.operations.readiness import pending, readiness

ENOUGH = 1_000_000_000
"""Bytes that should be free."""
_WAIT = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    What one check found.

    Attributes:
        words: What it found, in a sentence.
        remedy: What to do; empty where all is well.
        is_error: Whether the service cannot work so.
    """

    words: str
    remedy: str = ""
    is_error: bool = False


def findings() -> list[Finding]:
    """All checks, in order; one that fails itself says so, and one that could not is left out."""
    found: list[Finding] = []
    reached = True
    for check in CHECKS:
        if check in OF_THE_DATABASE and not reached:
            continue
        try:
            found.append(check())
        except (OSError, DatabaseError) as error:
            found.append(
                Finding(
                    words=f"{check.__name__.strip('_')}: could not be looked at "
                    f"({type(error).__name__}).",
                    remedy="See to what is above first, then run this again.",
                    is_error=True,
                )
            )
        reached = reached and not (check is _database and found[-1].is_error)
    return found


def _python() -> Finding:
    said = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036 - it may be run by another than it was installed for
        return Finding(words=f"Python {said}.", remedy="Install 3.11 or later.", is_error=True)
    return Finding(words=f"Python {said}.")


def _database() -> Finding:
    stands = readiness()
    kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    if not stands.database:
        return Finding(
            words=f"The database ({kind}) does not answer.",
            remedy="Start it, or put HEADWAY_DATABASE right.",
            is_error=True,
        )
    if not stands.migrated:
        return Finding(
            words=f"The database ({kind}) lacks {len(pending())} migrations.",
            remedy="Start `headway serve`, which makes them.",
            is_error=True,
        )
    return Finding(words=f"The database ({kind}) answers and is up to date.")


def _guards() -> Finding:
    if guards.TABLE not in connection.introspection.table_names():
        return Finding(words="There is no audit trail yet.", remedy="It comes with the migrations.")
    if missing := guards.missing(connection):
        return Finding(
            words=f"The audit trail lacks {len(missing)} of its guards.",
            remedy="Run `python -m headway.web audit_verify --restore-guards`, and ask who did it.",
            is_error=True,
        )
    return Finding(words="The audit trail is guarded.")


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA_FOLDER).free
    words = f"{free / 1e9:,.1f} GB are free at {settings.DATA_FOLDER}."
    if free < ENOUGH:
        return Finding(words=words, remedy="Make room: see `backups` there.", is_error=True)
    return Finding(words=words)


def _permissions() -> Finding:
    folder = Path(settings.DATA_FOLDER)
    if not os.access(folder, os.W_OK):
        return Finding(
            words=f"{folder} cannot be written to.",
            remedy=f"Give it to the service's user: chown -R headway {folder}.",
            is_error=True,
        )
    open_to = stat.S_IRWXG | stat.S_IRWXO
    secret = folder / "secret-key"
    if secret.exists() and secret.stat().st_mode & open_to:
        return Finding(
            words=f"Others may read {secret}.", remedy=f"chmod 600 {secret}", is_error=True
        )
    if folder.stat().st_mode & stat.S_IRWXO:
        return Finding(
            words=f"Everybody on this machine may look into {folder}.",
            remedy=f"chmod 700 {folder}",
        )
    return Finding(words=f"{folder} is the service's own.")


def _secret() -> Finding:
    """Whether what was encrypted with the secret key can be read by the one there is now."""
    kept = Authenticator.objects.filter(type=Authenticator.Type.TOTP).first()
    if kept is None:
        return Finding(words="Nothing is encrypted with the secret key yet.")
    try:
        decrypt(kept.data["secret"])
    except HeadwayError:
        return Finding(
            words="The secret key is another than the one that second factors were set up with.",
            remedy="Bring the old one back, as HEADWAY_SECRET_KEY or from a backup.",
            is_error=True,
        )
    return Finding(words="The secret key is the one that second factors were set up with.")


def _clock() -> Finding:
    now = timezone.now()
    if now.year < 2026:
        return Finding(words=f"The clock says {now:%Y}.", remedy="Set it, by NTP.", is_error=True)
    if connection.vendor == "postgresql" and connection.is_usable():
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - timezone.now())
        if apart > timedelta(seconds=30):
            return Finding(
                words=f"The database's clock is {apart.total_seconds():.0f} seconds off.",
                remedy="Let both machines set their clocks by NTP.",
            )
    return Finding(words=f"The clock says {timezone.localtime(now):%H:%M, %d %B %Y}.")


def _worker() -> Finding:
    stands, now = readiness(), timezone.now()
    if stands.ticked_at is None:
        return Finding(
            words="The worker has never run: no round opens, and no mail is sent.",
            remedy="Start `headway serve`, or `headway serve --only worker`.",
        )
    beat = notices.last_beat("tick")
    if beat is not None and beat.error:
        return Finding(
            words=beat.error,
            remedy="Set the clock right, by NTP. It goes on once the clock has stood for a quarter "
            "of an hour.",
            is_error=True,
        )
    lag = now - stands.ticked_at
    if stands.worker_is_late(now):
        return Finding(
            words=f"The worker last ticked {_long(lag)} ago.",
            remedy="Start it again, and look into its log.",
            is_error=True,
        )
    return Finding(words=f"The worker last ticked {_long(lag)} ago.")


def _mail() -> Finding:
    if settings.NOTIFY_KEY:
        return Finding(words="Mail goes by GOV.UK Notify.")
    server, sender = settings.MAIL_SERVER, SmtpSender.from_settings(seconds=_WAIT)
    if server is None or sender is None:
        return Finding(words="No mail server is set, so mail waits.", remedy="Set HEADWAY_MAIL.")
    where = f"{server.host}:{server.port}"
    try:
        sender.greet()
    except UnreachableError as error:
        return Finding(
            words=f"{where}: {error}",
            remedy="Look whether it is up and HEADWAY_MAIL is right; mail waits until then.",
            is_error=True,
        )
    return Finding(words=f"The mail server {where} answers.")


def _waiting() -> Finding:
    waiting, now = notices.waiting(), timezone.now()
    if waiting.failed:
        return Finding(
            words=f"{_mails(waiting.failed)} given up.",
            remedy="The pages of their rounds say which, and why, and can send them again.",
        )
    if waiting.oldest and now - waiting.oldest > timedelta(hours=1):
        return Finding(
            words=f"{_mails(waiting.due)} waiting, the oldest for {_long(now - waiting.oldest)}.",
            remedy=waiting.last_error or "Start the worker, and set HEADWAY_MAIL.",
        )
    return Finding(words=f"{_mails(waiting.due)} waiting.")


def _mails(count: int) -> str:
    return "1 mail is" if count == 1 else f"{count} mails are"


def _fonts() -> Finding:
    """Reports bring their own fonts; that the package came whole is what can go wrong."""
    brought = list((Path(__file__).parents[2] / "reporting").rglob("*.ttf"))
    if not brought:
        return Finding(
            words="The fonts of the reports are missing.",
            remedy="Install Headway anew: its package is not whole.",
            is_error=True,
        )
    return Finding(words=f"{len(brought)} fonts of the reports are there.")


def _long(span: timedelta) -> str:
    minutes = max(0, round(span.total_seconds() / 60))
    if minutes < 2:
        return f"{max(0, round(span.total_seconds()))} seconds"
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 2880 else f"{minutes // 1440} days"


CHECKS: tuple[Callable[[], Finding], ...] = (
    _python,
    _permissions,
    _disk,
    _database,
    _guards,
    _secret,
    _clock,
    _worker,
    _mail,
    _waiting,
    _fonts,
)
"""In the order in which they are looked at."""
OF_THE_DATABASE = frozenset({_guards, _secret, _worker, _waiting})
"""Those that ask it, and are left out where it does not answer or lacks what they ask for."""
