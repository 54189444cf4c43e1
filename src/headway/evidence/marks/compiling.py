"""Loops that numba compiles, and where it keeps what it compiled."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """
    Compile a loop at its first call, without the interpreter's lock while it runs.

    The result is kept beside the module, else in the user's cache, or in `NUMBA_CACHE_DIR`;
    where none of them can be written, each process compiles it again (some seconds).
    """
    try:
        return cast("F", numba.njit(nogil=True, cache=True)(function))
    except RuntimeError:  # numba found no folder to write to
        return cast("F", numba.njit(nogil=True)(function))
