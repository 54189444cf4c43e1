"""Loops that numba compiles, and where it keeps what it compiled."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def _leave_out_linear_algebra() -> None:
    """
    Keep numba from bringing in scipy for the sake of matrices, which no loop of ours multiplies.

    That would be half of what it takes to start.
    """

    def absent() -> None:
        raise ImportError

    linalg: Any = import_module("numba.np.linalg")
    kept = getattr(linalg, "ensure_blas", None)
    linalg.ensure_blas = absent
    try:
        import_module("numba.np.arraymath")  # asks once, when it is imported
    finally:
        linalg.ensure_blas = kept


_leave_out_linear_algebra()


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
