"""What the service is told by its surroundings: the HEADWAY_* variables, read and checked."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = ("yes", "true", "on", "1")
NO = ("no", "false", "off", "0", "")


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
        }
    raise ImproperlyConfigured(
        "HEADWAY_DATABASE must be postgresql://user:password@host:5432/name or "
        "sqlite:////path/to/file, or be left out for a SQLite file in the data folder."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A writer takes its lock at once, so that two cannot both read and then both fail.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
