"""How people sign in: what we decide where the library asks."""

import base64
import hashlib
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.audit.actions import record
from headway.web.people import actions
from headway.web.people.access import viewer
from headway.web.people.duties import duties
from headway.web.people.models import Invitation, Person

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin


def client_address(request: HttpRequest) -> str:
    """
    The address that a request came from, behind as many proxies as HEADWAY_PROXIES says.

    What a client writes into X-Forwarded-For itself stands left of what proxies add.
    """
    said = request.META.get("HTTP_X_FORWARDED_FOR", "")
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    hops = [one.strip() for one in said.split(",") if one.strip()]
    if proxies and len(hops) >= proxies:
        return str(hops[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


def typed_address(request: HttpRequest | None, credentials: Any = None) -> str:
    """
    For whom somebody tries to sign in, for the lock-out; in lower case: capitals count as one.

    The form calls it otherwise than the library that it is handed to, and the lock-out otherwise
    again.
    """
    told = dict(credentials or {})
    if not told and request is not None:
        told = {"login": request.POST.get("login", "")}
    found = next((told[name] for name in ("email", "login", "username") if told.get(name)), "")
    return str(found).strip().lower()[:254]


_WAYS = {
    "reauthenticate": "With your password",
    "mfa_reauthenticate": "With a code of your authenticator app, or a recovery code",
    "mfa_reauthenticate:webauthn": "With a passkey",
}
_WRONG_CODE = "That code is not right. Enter the one that the app shows now."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # it has no types
    """Accounts are made by invitation alone."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed.",
        "email_password_mismatch": "The address or the password is not right.",
        "email_taken": "Somebody signs in with this address already.",
        "duplicate_email": "You sign in with this address already.",
        "enter_current_password": "That is not the password that you have now.",
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": "That is not your password.",
        "invalid_password_reset": "This link is no longer of use.",
        "same_as_current": "Enter another than the one you have now.",
        "rate_limited": "That was tried often in a short time. Wait a few minutes, then try again.",
        "too_many_login_attempts": "That was tried too often. Wait a few minutes, then try again.",
        "unknown_email": "Nobody signs in with this address.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: whoever is to have an account gets a letter."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To what waits for them, where something does."""
        waiting = duties(viewer(request))
        return waiting[0].address if waiting else str(settings.LOGIN_REDIRECT_URL)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """
        Count a try at a password, wherever it comes from; one that is right is not counted.

        Raises:
            ValidationError: There were too many.
        """
        key = self._get_login_attempts_cache_key(request, **credentials)
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="password", key=key
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Whoever has set a new password, by a letter, begins anew."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        ratelimit.clear(request, app="allauth.account", action="password", key=key)

    def get_client_ip(self, request: HttpRequest) -> str:
        """As for the lock-out."""
        return client_address(request)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Nothing on signing in or out: the page says who is signed in."""
        template = kwargs.get("message_template") or (args[0] if args else "")
        if template in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            return
        super().add_message(request, level, *args, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """The ways to say once more who one is, in our words."""
        found: list[dict[str, str]] = super().get_reauthentication_methods(user)
        return [{**one, "description": _WAYS.get(one["id"], one["description"])} for one in found]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # it has no types
    """Secrets of authenticator apps and recovery codes lie encrypted in the database."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "This is needed to sign in, and cannot be taken away.",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first.",
        "incorrect_code": _WRONG_CODE,
        "unverified_email": "Confirm your new e-mail address first, or stay with the old one: "
        "its letter has not been opened yet.",
    }

    def generate_authenticator_name(self, user: Person, type: Any) -> str:  # noqa: A002 - the library calls it so
        """What a passkey is called where its owner gives it no name."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return "My passkey" if not count else f"My passkey {count + 1}"

    def encrypt(self, text: str) -> str:
        """By a key made from the service's secret key."""
        return _box().encrypt(text.encode("utf-8")).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """
        The text again.

        Raises:
            HeadwayError: The secret key has changed since.
        """
        try:
            return _box().decrypt(encrypted_text.encode("ascii")).decode("utf-8")
        except InvalidToken as error:
            raise HeadwayError(
                "The authenticator app cannot be checked, because the service's secret key has "
                "changed. Ask whoever runs the service to bring the old key back."
            ) from error

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Named for the service, on whatever host it is reached by."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Headway"}


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # it has no types
    """Another organisation's sign-in opens the account that is there, or that was invited."""

    error_messages: ClassVar = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": "There is an account with this address already. Sign in to it, and add "
        "%s under “Your account”.",
        "invalid_token": "Your organisation's sign-in was not understood. Try again.",
        "no_password": "Choose a password first: otherwise you could not sign in any more.",
        "no_verified_email": "Confirm your e-mail address first: otherwise you could not sign in.",
        "disconnect_last": "This is the only way that you sign in. Choose a password first.",
        "connected_other": "Somebody else signs in here by that account of your organisation.",
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: "SocialLogin") -> bool:
        """Where an invitation to an address is open that the other organisation has checked."""
        return bool(_invitations(sociallogin))

    def save_user(self, request: HttpRequest, sociallogin: "SocialLogin", form: Any = None) -> Any:
        """Make the account, and let them join by every invitation to their address."""
        invited = _invitations(sociallogin)
        with transaction.atomic():
            person: Person = super().save_user(request, sociallogin, form)
            record("person.made", key=person.pk, by=None, at=timezone.now())
            for one in invited:
                actions.accept(invitation_id=one.pk, person=person, at=timezone.now())
        messages.success(request, "You have joined. Look round.")
        return person

    def populate_user(self, request: HttpRequest, sociallogin: "SocialLogin", data: Any) -> Any:
        """Their name as the other organisation has it."""
        person: Person = super().populate_user(request, sociallogin, data)
        claims = sociallogin.account.extra_data
        claims = claims.get("userinfo", claims) or claims
        parts = (data.get("first_name") or "", data.get("last_name") or "")
        person.name = str(claims.get("name") or " ".join(parts).strip())[:200]
        person.created_at = timezone.now()
        return person


def _invitations(sociallogin: "SocialLogin") -> list[Invitation]:
    checked = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
    rows = Invitation.objects.filter(
        email__in=checked, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    return [one for one in rows if one.is_open(timezone.now())]


def _box() -> Fernet:
    key = hashlib.sha256(b"second factors " + settings.SECRET_KEY.encode("utf-8")).digest()
    return Fernet(base64.urlsafe_b64encode(key))
