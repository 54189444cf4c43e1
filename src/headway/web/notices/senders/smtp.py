"""By a mail server, over SMTP."""

import smtplib
import ssl
from collections.abc import Callable
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from headway.web.notices.errors import LaterError, RefusedError, UnreachableError
from headway.web.notices.senders.sender import Outgoing, Sender


class _Patient:
    """
    What `smtplib`'s connections lack: more time for the answer to a mail's words than to others.

    A server that looks through what it is given answers late; to hang up on one that has taken
    the mail is to send it again. RFC 5321, 4.5.3.2, would have it wait ten minutes; what the
    worker does at its time would then stand still.
    """

    sock: Any

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand the words over."""
        usual = self.sock.gettimeout()
        self.sock.settimeout(settings.MAIL_ANSWER_TIMEOUT)
        told: tuple[int, bytes] = super().data(msg)  # type: ignore[misc] # of smtplib's
        if self.sock is not None:
            self.sock.settimeout(usual)
        return told


class _Plain(_Patient, smtplib.SMTP):
    """In the clear, or encrypted later."""


class _Encrypted(_Patient, smtplib.SMTP_SSL):
    """Encrypted from the start."""


class _Backend(EmailBackend):
    """Django's, with connections that wait."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """How it connects."""
        return _Encrypted if self.use_ssl else _Plain


class SmtpSender(Sender):
    """
    One connection, kept for the notices of a batch.

    Each notice has the same Message-ID in every attempt. SMTP has one point at which it cannot
    be known whether the server took a mail: when the answer to its words is lost, or we are
    killed before it is written down. It is then sent again under the same Message-ID, which
    mail servers and programs take as the same mail.
    """

    def __init__(self, connection: EmailBackend, sender: str) -> None:
        self._connection = connection
        self._from = sender

    @classmethod
    def from_settings(cls, *, seconds: float | None = None) -> Self | None:
        """The mail server of `HEADWAY_MAIL`, which has so many seconds for most answers."""
        server = settings.MAIL_SERVER
        if server is None:
            return None
        connection = _Backend(
            host=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.starts_tls,
            use_ssl=server.is_tls,
            timeout=seconds or settings.EMAIL_TIMEOUT,
        )
        return cls(connection, settings.DEFAULT_FROM_EMAIL)

    def send(self, outgoing: Outgoing, hand_over: Callable[[], bool]) -> bool:
        """As `Sender` says. The connection is open before the notice counts as handed over."""
        message = EmailMessage(
            subject=outgoing.subject,
            body=outgoing.body,
            from_email=self._from,
            to=[outgoing.to],
            headers={
                "Message-ID": f"<{outgoing.name}@{self._domain()}>",
                "Auto-Submitted": "auto-generated",
                **_leaving(outgoing),
            },
        )
        try:
            self._open()
            if not hand_over():
                return False
            self._connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            raise self._recipient(error) from error
        except smtplib.SMTPDataError as error:
            raise self._data(error) from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise UnreachableError(_standing_in_the_way(error)) from error
        return True

    def greet(self) -> None:
        """
        Connect and sign in as one does to send, and hang up.

        Raises:
            UnreachableError: Nothing could be sent now.
        """
        try:
            self._open()
        except (smtplib.SMTPException, OSError) as error:
            raise UnreachableError(_standing_in_the_way(error)) from error
        finally:
            self.close()

    def close(self) -> None:
        """Hang up."""
        try:
            self._connection.close()
        except (smtplib.SMTPException, OSError):
            self._connection.connection = None

    def _open(self) -> None:
        """A connection that still answers: servers hang up on those who are silent."""
        alive = self._connection.connection
        if alive is not None:
            try:
                if alive.noop()[0] == 250:
                    return
            except (smtplib.SMTPException, OSError):
                pass
            self.close()
        self._connection.open()

    def _domain(self) -> str:
        return self._from.rpartition("@")[2].strip("> ") or "localhost"

    def _recipient(self, error: smtplib.SMTPRecipientsRefused) -> LaterError | RefusedError:
        code = next((code for code, _ in error.recipients.values()), 0)
        if 500 <= code < 600:
            return RefusedError(
                f"The mail server refused the address ({code}). Put the address right."
            )
        return LaterError(
            f"The mail server does not take mail for the address yet ({code}). "
            "It will be tried again by itself."
        )

    def _data(self, error: smtplib.SMTPDataError) -> LaterError | RefusedError:
        if 500 <= error.smtp_code < 600:
            return RefusedError(f"The mail server refused the mail ({error.smtp_code}).")
        return LaterError(
            f"The mail server put the mail off ({error.smtp_code}). "
            "It will be tried again by itself."
        )


def _standing_in_the_way(error: Exception) -> str:
    """Why nothing can be sent, and who can do what about it."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return (
                f"The mail server refuses the name or the password ({error.smtp_code}). "
                "Check HEADWAY_MAIL."
            )
        case smtplib.SMTPSenderRefused():
            return (
                f"The mail server does not let us send ({error.smtp_code}). "
                "Check HEADWAY_MAIL and HEADWAY_MAIL_FROM."
            )
        case ssl.SSLCertVerificationError():
            return (
                "The mail server's certificate cannot be relied on "
                f"({error.verify_message or type(error).__name__}). "
                "Check the server's name in HEADWAY_MAIL, or have its certificate put right."
            )
        case ssl.SSLError() | smtplib.SMTPNotSupportedError():
            return (
                f"The mail server does not encrypt as HEADWAY_MAIL says ({type(error).__name__}). "
                "Check whether it wants smtp, smtp+starttls or smtps, and which port."
            )
        case _:
            return (
                f"The mail server does not answer ({type(error).__name__}). "
                "It will be tried again by itself."
            )


def _leaving(outgoing: Outgoing) -> dict[str, str]:
    """The headers by which a mail program unsubscribes by one click (RFC 8058)."""
    if not outgoing.unsubscribe:
        return {}
    return {
        "List-Unsubscribe": f"<{outgoing.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
