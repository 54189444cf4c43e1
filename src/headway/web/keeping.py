"""Values that are worked out once in a process and kept for whoever asks next, within bounds."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Shelf(Generic[Key, Value]):
    """
    Values by what they were made from; what nobody has asked for longest makes room.

    A key must hold everything that its value depends on, so that nothing is ever taken back.
    While a value is being made, whoever else wants it waits, and does not make it again.
    """

    def __init__(self, room: int, *, weight: Callable[[Value], int] = lambda _: 1) -> None:
        """
        An empty shelf.

        Args:
            room: What all values may weigh together; one that weighs more is not kept.
            weight: What one weighs; counted where nothing else is said.
        """
        self._room, self._weight = room, weight
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._used = 0
        self._making: dict[Key, Lock] = {}
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """
        The value of a key, made where there is none; what `make` raises is passed on.

        A value is never None.
        """
        found = self._found(key)
        if found is not None:
            return found
        with self._lock:
            mine = self._making.setdefault(key, Lock())
        with mine:
            found = self._found(key)
            if found is not None:
                return found
            try:
                made = make()
                self._keep(key, made)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def _found(self, key: Key) -> Value | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: Key, made: Value) -> None:
        weighs = self._weight(made)
        if weighs > self._room:
            return
        with self._lock:
            if key not in self._kept:
                self._used += weighs
            self._kept[key] = made
            while self._used > self._room:
                _, gone = self._kept.popitem(last=False)
                self._used -= self._weight(gone)
