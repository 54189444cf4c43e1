"""What the service is told by its surroundings: the HEADWAY_* variables, read and checked."""

import os
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = ("yes", "true", "on", "1")
NO = ("no", "false", "off", "0", "")
LONGEST_WAIT = 20
"""Seconds for which a change waits for others to end theirs; then it is refused for now."""
LONGEST_SILENCE = 10
"""Seconds for which a database server may say nothing to whoever connects."""


def flag(environment: Mapping[str, str], name: str, *, default: bool = False) -> bool:
    """
    A variable that is yes or no.

    >>> flag({"HEADWAY_HTTPS": "Yes"}, "HEADWAY_HTTPS")
    True

    Raises:
        ImproperlyConfigured: It is neither.
    """
    said = environment.get(name)
    if said is None:
        return default
    word = said.strip().lower()
    if word not in YES + NO:
        raise ImproperlyConfigured(f'{name} must be "yes" or "no", got "{said}".')
    return word in YES


def is_collected(environment: Mapping[str, str], words: Sequence[str]) -> bool:
    """
    Whether static files are those that were collected, or are being collected by this command.

    >>> is_collected({}, ["collectstatic", "--no-input"]), is_collected({}, ["serve"])
    (True, False)

    Raises:
        ImproperlyConfigured: The variable is neither yes nor no.
    """
    return flag(environment, "HEADWAY_STATIC_COLLECTED") or list(words[:1]) == ["collectstatic"]


def static_folder(environment: Mapping[str, str], data: Path) -> Path:
    """
    Where collected static files lie: in the data folder, or where an image brings them.

    >>> static_folder({"HEADWAY_STATIC": "/opt/headway/static"}, Path("/data"))
    PosixPath('/opt/headway/static')
    """
    said = environment.get("HEADWAY_STATIC", "").strip()
    return Path(said) if said else data / "static"


def listed(environment: Mapping[str, str], name: str, *, default: list[str]) -> list[str]:
    """
    A variable that is several words with commas between.

    >>> listed({"HEADWAY_HOSTS": "a.example, b.example"}, "HEADWAY_HOSTS", default=[])
    ['a.example', 'b.example']
    """
    said = environment.get(name)
    if said is None:
        return default
    return [word.strip() for word in said.split(",") if word.strip()]


def whole_number(environment: Mapping[str, str], name: str, *, default: int) -> int:
    """
    A variable that is a whole number above zero.

    Raises:
        ImproperlyConfigured: It is anything else.
    """
    said = environment.get(name, "").strip()
    if not said:
        return default
    if not said.isdecimal() or int(said) == 0:
        raise ImproperlyConfigured(f'{name} must be a whole number above zero, got "{said}".')
    return int(said)


def one_of(environment: Mapping[str, str], name: str, words: tuple[str, ...]) -> str:
    """
    A variable that is one of some words, in any case; the first where it is not set.

    Raises:
        ImproperlyConfigured: It is another.
    """
    said = environment.get(name, "").strip().upper() or words[0]
    if said not in words:
        shown = ", ".join(words[:-1]) + f" or {words[-1]}"
        raise ImproperlyConfigured(f'{name} must be {shown}, got "{said}".')
    return said


def security_contact(environment: Mapping[str, str]) -> str:
    """
    To whom a weakness is told, as `security.txt` has it (RFC 9116): empty, or an address of the
    web, of e-mail or of a telephone. A bare e-mail address is taken for what it is.

    >>> security_contact({"HEADWAY_SECURITY_CONTACT": "security@council.example"})
    'mailto:security@council.example'

    Raises:
        ImproperlyConfigured: It is no such address.
    """
    name = "HEADWAY_SECURITY_CONTACT"
    said = environment.get(name, "").strip()
    if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+", said):
        said = f"mailto:{said}"
    if said and not re.fullmatch(r"(https://|mailto:|tel:)\S+", said):
        raise ImproperlyConfigured(
            f"{name} must be an address such as mailto:security@council.example, one that begins "
            f'with https://, or tel: and a number, got "{said}".'
        )
    return said


def count(environment: Mapping[str, str], name: str, *, default: int) -> int:
    """
    A variable that is a whole number, zero among them.

    Raises:
        ImproperlyConfigured: It is anything else.
    """
    said = environment.get(name, "").strip()
    if not said:
        return default
    if not said.isdecimal():
        raise ImproperlyConfigured(f'{name} must be a whole number, got "{said}".')
    return int(said)


def data_folder(environment: Mapping[str, str]) -> Path:
    """
    Where the service keeps what it is given; made if it is not there.

    HEADWAY_DATA decides. Otherwise it is `.dev/data` of a checkout, and
    `~/.local/share/headway` of an installed copy.
    """
    named = environment.get("HEADWAY_DATA", "").strip()
    checkout = Path(__file__).parents[3]
    if named:
        folder = Path(named).expanduser()
    elif (checkout / "pyproject.toml").is_file():
        folder = checkout / ".dev" / "data"
    else:
        folder = Path.home() / ".local" / "share" / "headway"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be made ({error.strerror}). "
            "Set HEADWAY_DATA to a folder that this user may write to."
        ) from error
    return folder


def secret_key(environment: Mapping[str, str], folder: Path) -> str:
    """
    The key that signs cookies and forms: HEADWAY_SECRET_KEY, else one kept in the data folder.

    It is made on the first run, readable by this user alone. Two processes that
    start at once end with the same key: whoever makes the file first decides.
    """
    if named := environment.get("HEADWAY_SECRET_KEY", "").strip():
        return named
    path = folder / "secret-key"
    if not path.exists():
        made = path.with_name(f"secret-key.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        try:
            path.hardlink_to(made)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text(encoding="utf-8").strip()


def database(environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """
    Django's entry for the database that HEADWAY_DATABASE names.

    Nothing gives a SQLite file in the data folder. An address reads
    `postgresql://user:password@host:5432/name`, or `sqlite:////path/to/file`.

    Raises:
        ImproperlyConfigured: The address is of neither kind, or names no database.
    """
    address = environment.get("HEADWAY_DATABASE", "").strip()
    if not address:
        return _sqlite(folder / "headway.sqlite3")
    parts = urlsplit(address)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite" and name:
        return _sqlite(Path(name))
    if parts.scheme in ("postgresql", "postgres") and name:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                # Nobody waits longer for somebody else's change than on SQLite.
                "options": f"-c lock_timeout={LONGEST_WAIT}s",
                # Nor for a server that hangs, or a machine that is gone without a word.
                "connect_timeout": LONGEST_SILENCE,
                "tcp_user_timeout": 1000 * LONGEST_WAIT,
                "keepalives_idle": LONGEST_WAIT,
                "keepalives_interval": LONGEST_SILENCE,
                "keepalives_count": 3,
            },
        }
    raise ImproperlyConfigured(
        "HEADWAY_DATABASE must be postgresql://user:password@host:5432/name or "
        "sqlite:////path/to/file, or be left out for a SQLite file in the data folder."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """
    Where mail is handed over.

    Attributes:
        starts_tls: Whether the connection begins in the clear and is then encrypted.
        is_tls: Whether it is encrypted from the start.
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False


_MAIL_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def mail_server(environment: Mapping[str, str]) -> MailServer | None:
    """
    The mail server that HEADWAY_MAIL names; None where it names none.

    >>> mail_server({"HEADWAY_MAIL": "smtps://plan:secret@mail.council.example"}).port
    465

    Raises:
        ImproperlyConfigured: The address is of no kind that is known, or names no host.
    """
    address = environment.get("HEADWAY_MAIL", "").strip()
    if not address:
        return None
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in _MAIL_PORTS or not parts.hostname or port == 0:
        raise ImproperlyConfigured(
            "HEADWAY_MAIL must be smtp://host:25, smtp+starttls://user:password@host:587 or "
            "smtps://user:password@host:465, or be left out where no mail is sent."
        )
    return MailServer(
        host=parts.hostname,
        port=port or _MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=parts.scheme == "smtp+starttls",
        is_tls=parts.scheme == "smtps",
    )


def openid(environment: Mapping[str, str]) -> dict[str, Any]:
    """
    The sign-in of another organisation, by OpenID Connect; empty where none is named.

    HEADWAY_OIDC_ISSUER is its address, without `/.well-known/openid-configuration`.

    Raises:
        ImproperlyConfigured: The issuer is named without HEADWAY_OIDC_CLIENT, or is no address.
    """
    issuer = environment.get("HEADWAY_OIDC_ISSUER", "").strip().rstrip("/")
    if not issuer:
        return {}
    client = environment.get("HEADWAY_OIDC_CLIENT", "").strip()
    if not client or urlsplit(issuer).scheme not in ("http", "https"):
        raise ImproperlyConfigured(
            "HEADWAY_OIDC_ISSUER must be an address such as https://login.example/tenant, "
            "and HEADWAY_OIDC_CLIENT must say under which name the service is known there."
        )
    app = {
        "provider_id": "organisation",
        "name": environment.get("HEADWAY_OIDC_NAME", "").strip() or "your organisation",
        "client_id": client,
        "secret": environment.get("HEADWAY_OIDC_SECRET", "").strip(),
        "settings": {"server_url": issuer, "fetch_userinfo": True, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def openid_origins(environment: Mapping[str, str]) -> list[str]:
    """
    Where the other organisation's sign-in page is: the issuer's origin; none where there is none.

    >>> openid_origins({"HEADWAY_OIDC_ISSUER": "https://login.example/tenant"})
    ['https://login.example']
    """
    parts = urlsplit(environment.get("HEADWAY_OIDC_ISSUER", "").strip())
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A writer takes its lock at once, so that two cannot both read and then both fail.
            "transaction_mode": "IMMEDIATE",
            "timeout": LONGEST_WAIT,
            # What is erased is overwritten, and not left lying in the file.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA secure_delete=ON;",
        },
    }
