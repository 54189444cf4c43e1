"""Mail that Django or allauth would send becomes notices: sent by the worker, never lost."""

import secrets
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from headway.web.notices import actions


class OutboxBackend(BaseEmailBackend):
    """Queues one notice for each address; its words may open an account, so are erased."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many mails were queued."""
        for message in email_messages:
            for to in message.recipients():
                actions.queue(
                    key=f"account/{secrets.token_hex(16)}",
                    kind="account",
                    to=to,
                    subject=str(message.subject),
                    body=str(message.body),
                    at=timezone.now(),
                    is_secret=True,
                )
        return len(email_messages)
