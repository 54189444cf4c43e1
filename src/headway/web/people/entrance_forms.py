"""The library's forms for signing in, in our words."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.forms import BaseForm, ValidationError

ADDRESS = (
    "E-mail address",
    "",
    {
        "required": "Enter your e-mail address.",
        "invalid": "Enter an e-mail address such as name@agency.example.",
    },
)
PASSWORD = ("Password", "", {"required": "Enter your password."})
NEW_PASSWORD = (
    "New password",
    "At least 12 characters. Three words that do not belong together are good.",
    {"required": "Choose a password."},
)
AGAIN = ("The new password again", "", {"required": "Enter the new password again."})
CODE = ("Code", "", {"required": "Enter the code."})

SAID = {"You must type the same password each time.": "The two passwords are not the same."}
"""What the library says in the middle of its work, and how we put it."""


class Worded(BaseForm):
    """
    A form of the library whose fields are called what we call them.

    Attributes:
        words: For each field its label, its hint, and what is said where it is wrong.
    """

    words: ClassVar[dict[str, tuple[str, str, dict[str, str]]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, errors) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.error_messages.update(errors)

    def add_error(self, field: str | None, error: Any) -> None:
        """As the library does, in our words."""
        if isinstance(error, ValidationError):
            super().add_error(field, error)
        else:
            super().add_error(field, SAID.get(str(error), error))


class LoginForm(Worded, account.LoginForm):  # type: ignore[misc] # it has no types
    """The address and the password."""

    words: ClassVar = {"login": ADDRESS, "password": PASSWORD}


class ResetPasswordForm(Worded, account.ResetPasswordForm):  # type: ignore[misc] # as above
    """The address to which the letter goes."""

    words: ClassVar = {"email": ADDRESS}


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc] # as above
    """A new password, by the letter's link."""

    words: ClassVar = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ChangePasswordForm(Worded, account.ChangePasswordForm):  # type: ignore[misc] # as above
    """The old password and the new one."""

    words: ClassVar = {
        "oldpassword": ("The password that you have now", "", PASSWORD[2]),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }


class SetPasswordForm(Worded, account.SetPasswordForm):  # type: ignore[misc] # as above
    """A first password."""

    words: ClassVar = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ReauthenticateForm(Worded, account.ReauthenticateForm):  # type: ignore[misc] # as above
    """The password once more."""

    words: ClassVar = {"password": PASSWORD}


class AddEmailForm(Worded, account.AddEmailForm):  # type: ignore[misc] # as above
    """Another address to sign in with."""

    words: ClassVar = {"email": ("The new address", "", ADDRESS[2])}


class AuthenticateForm(Worded, second_factor.AuthenticateForm):  # type: ignore[misc] # as above
    """The code after the password."""

    words: ClassVar = {"code": CODE}


class CodeAgainForm(Worded, second_factor.ReauthenticateForm):  # type: ignore[misc] # as above
    """A code, to be certain who it is."""

    words: ClassVar = {"code": ("Code of your authenticator app, or a recovery code", "", CODE[2])}


class AppForm(Worded, ActivateTOTPForm):  # type: ignore[misc] # as above
    """The first code of an app that is being set up."""

    words: ClassVar = {"code": CODE}


class PasskeyForm(Worded, AddWebAuthnForm):  # type: ignore[misc] # as above
    """A new passkey."""

    words: ClassVar = {
        "name": ("What you call it", "For example “Office laptop”.", {}),
        "passwordless": (
            "Let it sign me in by itself, without the password",
            "It then asks for your fingerprint, face or PIN.",
            {},
        ),
    }


class RenamePasskeyForm(Worded, EditWebAuthnForm):  # type: ignore[misc] # as above
    """Another name for a passkey."""

    words: ClassVar = {"name": ("What you call it", "", {"required": "Give it a name."})}
