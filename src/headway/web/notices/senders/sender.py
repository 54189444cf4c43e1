"""What every way of sending has in common."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """
    A notice as it goes out.

    Attributes:
        unsubscribe: Where whoever gets it leaves by one click; empty where nobody subscribed.
        may_have_gone: An earlier attempt ended after the words had gone to the server, without
            our knowing whether it took them.
    """

    key: str
    to: str
    subject: str
    body: str
    unsubscribe: str = ""
    may_have_gone: bool = False

    @property
    def name(self) -> str:
        """The same for each attempt, so that whoever receives it twice can tell."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:40]


class Sender(ABC):
    """A way of sending; used by one worker at a time."""

    @classmethod
    @abstractmethod
    def from_settings(cls) -> Self | None:
        """The way as the settings have it; None where they do not name it."""

    @abstractmethod
    def send(self, outgoing: Outgoing, hand_over: Callable[[], bool]) -> bool:
        """
        Send it; whether it went. False where `hand_over`, called right before the words go
        out, says that another worker has the notice now.

        Raises:
            SendingError: It was not sent; the kind says whether to try again.
        """

    @abstractmethod
    def close(self) -> None:
        """Hang up; the next `send` connects again."""
