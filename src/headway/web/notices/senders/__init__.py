"""The ways a notice goes out, one file for each; which one is a setting."""

from headway.web.notices.senders.notify import NotifySender
from headway.web.notices.senders.sender import Sender
from headway.web.notices.senders.smtp import SmtpSender

SENDERS: tuple[type[Sender], ...] = (NotifySender, SmtpSender)
"""Every way, in the order they are asked whether they are set up."""


def chosen() -> Sender | None:
    """The way that the settings name; None where nothing is to be sent yet."""
    return next((made for sender in SENDERS if (made := sender.from_settings())), None)
