"""By GOV.UK Notify, for councils that have it."""

from collections.abc import Callable
from typing import Any, Self

from django.conf import settings

from headway.web.notices.errors import LaterError, RefusedError, UnreachableError
from headway.web.notices.senders.sender import Outgoing, Sender


class NotifySender(Sender):
    """
    One template with the places ((subject)) and ((body)).

    The notice's name is its reference at Notify, so that after a kill it is asked there
    whether it had gone; nothing is sent twice.
    """

    def __init__(self, client: Any, template: str) -> None:
        self._client = client
        self._template = template

    @classmethod
    def from_settings(cls) -> Self | None:
        """The account of `HEADWAY_NOTIFY_KEY`."""
        if not settings.NOTIFY_KEY:
            return None
        from notifications_python_client.notifications import (  # noqa: PLC0415 - late: few use it
            NotificationsAPIClient,
        )

        made: Any = NotificationsAPIClient  # its calls carry no types
        client = made(
            settings.NOTIFY_KEY, base_url=settings.NOTIFY_URL, timeout=settings.EMAIL_TIMEOUT
        )
        return cls(client, settings.NOTIFY_TEMPLATE)

    def send(self, outgoing: Outgoing, hand_over: Callable[[], bool]) -> bool:
        """As `Sender` says; what may have gone before is looked up first."""
        from notifications_python_client.errors import (  # noqa: PLC0415 - as above
            HTTPError,
            InvalidResponse,
        )

        try:
            if outgoing.may_have_gone and self._has_gone(outgoing.name):
                return hand_over()
            if not hand_over():
                return False
            self._client.send_email_notification(
                email_address=outgoing.to,
                template_id=self._template,
                personalisation={"subject": outgoing.subject, "body": outgoing.body},
                reference=outgoing.name,
            )
        except InvalidResponse as error:
            raise LaterError(
                "GOV.UK Notify answered with what cannot be read. It will be tried again."
            ) from error
        except HTTPError as error:
            raise self._told(error.status_code) from error
        return True

    def close(self) -> None:
        """Hang up."""
        self._client.request_session.close()

    def _has_gone(self, reference: str) -> bool:
        found = self._client.get_all_notifications(reference=reference)
        return bool(found and found.get("notifications"))

    def _told(self, code: int) -> LaterError | RefusedError:
        match code:
            case 400:
                return RefusedError(
                    "GOV.UK Notify refused the notice (400): the address or the template is "
                    "not right."
                )
            case 401 | 403 | 404:
                return UnreachableError(
                    f"GOV.UK Notify does not let us send ({code}). "
                    "Check HEADWAY_NOTIFY_KEY and HEADWAY_NOTIFY_TEMPLATE."
                )
            case 429:
                return UnreachableError(
                    "GOV.UK Notify takes no more notices for now (429). They will be sent later."
                )
            case _:
                return UnreachableError(
                    f"GOV.UK Notify does not answer ({code}). It will be tried again by itself."
                )
