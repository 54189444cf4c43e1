"""By a mail server, over SMTP."""

import smtplib
from collections.abc import Callable
from typing import Self

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from headway.web.notices.errors import LaterError, RefusedError, UnreachableError
from headway.web.notices.senders.sender import Outgoing, Sender


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
    def from_settings(cls) -> Self | None:
        """The mail server of `HEADWAY_MAIL`."""
        server = settings.MAIL_SERVER
        if server is None:
            return None
        connection = EmailBackend(
            host=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.starts_tls,
            use_ssl=server.is_tls,
            timeout=settings.EMAIL_TIMEOUT,
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
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused) as error:
            self.close()
            raise UnreachableError(
                f"The mail server does not let us send ({error.smtp_code}). "
                "Check HEADWAY_MAIL and HEADWAY_MAIL_FROM."
            ) from error
        except smtplib.SMTPDataError as error:
            raise self._data(error) from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise UnreachableError(
                f"The mail server does not answer ({type(error).__name__}). "
                "It will be tried again by itself."
            ) from error
        return True

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


def _leaving(outgoing: Outgoing) -> dict[str, str]:
    """The headers by which a mail program unsubscribes by one click (RFC 8058)."""
    if not outgoing.unsubscribe:
        return {}
    return {
        "List-Unsubscribe": f"<{outgoing.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
