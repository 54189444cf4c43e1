"""
Loops that are compiled at their first use, and once a machine.

What the compiler makes is kept as object code, which a later process loads in a tenth of the time
that it takes to bring in the compiler; the compiler is brought in where there is none yet.
"""

import gc
from array import array
from collections.abc import Callable, Iterator
from ctypes import addressof, c_char
from hashlib import sha256
from threading import Lock
from types import FunctionType
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from headway.evidence.marks.object_code import Entry, ObjectCode

F = TypeVar("F", bound=Callable[..., object])
Kind = tuple[str, int, bool] | None
"""An array's numbers, its axes, and whether it is in one piece; None is a whole number."""

_first_byte: Any = c_char.from_buffer
_FIXED = (int, float, str, tuple, np.generic, np.ndarray)


def compiled(function: F) -> F:
    """
    Compile a loop at its first call, without the interpreter's lock while it runs.

    It takes arrays and whole numbers of 64 bits, by their places, and gives nothing, a whole
    number or a tuple of them, as it is annotated. It makes no array and raises nothing: what it
    needs beside its arguments would be the compiler's. What it calls is compiled with it.
    """
    return cast("F", Loop(function))


class Loop:
    """A function that runs as compiled code, one for each kind of arguments."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.__wrapped__ = cast("FunctionType", function)
        self.__doc__, self.__name__ = function.__doc__, function.__name__
        self.__module__, self.__qualname__ = function.__module__, function.__qualname__
        gives = function.__annotations__["return"]
        self.results = 0 if gives is None else len(getattr(gives, "__args__", (gives,)))
        self.is_single = gives is int
        self._entries: dict[tuple[object, ...], Entry] = {}
        self._one_compiles = Lock()

    def __call__(self, *arguments: Any) -> Any:
        """Run it; wherever an array must not be changed, the function does not."""
        key = tuple(
            [
                (one.dtype, one.ndim, one.flags.c_contiguous) if isinstance(one, np.ndarray) else 0
                for one in arguments
            ]
        )
        entry = self._entries.get(key) or self._made(key)
        given = [0] * max(1, self.results)
        for one in arguments:
            if isinstance(one, np.ndarray):
                # As numba lays out an array: its owners, of which there are none here, and then
                # how many, how wide, where, and along each axis how many and how far apart.
                given += (0, 0, one.size, one.itemsize, _address(one), *one.shape, *one.strides)
            else:
                given.append(one)
        words = array("q", given)
        entry(words.buffer_info()[0])
        if self.is_single:
            return words[0]
        return tuple(words[: self.results]) if self.results else None

    def made_from(self) -> Iterator[bytes]:
        """Everything of ours that its code depends on."""
        function = self.__wrapped__
        code = function.__code__
        yield repr((self.__module__, self.__qualname__, self.results)).encode()
        yield code.co_code
        yield repr((code.co_consts, code.co_names, code.co_varnames)).encode()
        for name in code.co_names:
            value = function.__globals__.get(name)
            if isinstance(value, Loop):
                yield from value.made_from()
            elif isinstance(value, _FIXED):
                yield repr(value).encode()

    @property
    def _numba_type_(self) -> Any:
        """What numba asks of a name that a loop calls."""
        from headway.evidence.marks.compiler import called  # noqa: PLC0415 - late: slow to import

        return called(self.__wrapped__)

    def _made(self, key: tuple[object, ...]) -> Entry:
        with self._one_compiles:
            if key not in self._entries:
                kinds = [(one[0].str, *one[1:]) if isinstance(one, tuple) else None for one in key]
                self._entries[key] = self._of(kinds)
            return self._entries[key]

    def _of(self, kinds: list[Kind]) -> Entry:
        """The code for these arguments: what is kept, else compiled and kept."""
        about = sha256(repr(kinds).encode())
        for part in self.made_from():
            about.update(sha256(part).digest())
        code = ObjectCode(self.__wrapped__.__code__.co_filename, self.__name__, about.digest())
        kept = code.kept()
        if kept is not None:
            return kept
        collects = gc.isenabled()
        gc.disable()  # a compiler is thousands of objects, all of which stay
        try:
            from headway.evidence.marks.compiler import object_code  # noqa: PLC0415 - late: slow to import
        finally:
            if collects:
                gc.enable()
        return code.keep(object_code(self.__wrapped__, kinds, self.results, self.is_single))


def _address(array: NDArray[Any]) -> int:
    """Where its first number is."""
    try:
        return addressof(_first_byte(array))
    except (TypeError, ValueError):  # empty, not to be changed, or not in one piece: slower
        return int(array.ctypes.data)
