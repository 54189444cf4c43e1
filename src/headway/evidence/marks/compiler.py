"""Object code from a loop, by numba; slow to import, so only where there is nothing kept."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from llvmlite import ir

from headway.evidence.marks.object_code import ENTRY

_WORD = ir.IntType(64)


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

import numba  # noqa: E402 - after what it would bring in
from numba.core.compiler_lock import global_compiler_lock  # noqa: E402 - likewise

_OPTIONS: dict[str, Any] = {
    "error_model": "numpy",
    "boundscheck": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "_nrt": False,
}
"""No exceptions, no wrapper that Python calls, no counts of references."""


@cache  # numba itself holds it only weakly
def _dispatcher(function: Callable[..., object]) -> Any:
    """The function as numba compiles it for us: nothing in it asks for numba or for Python."""
    return numba.njit(**_OPTIONS)(function)


def called(function: Callable[..., object]) -> Any:
    """The type of a function that another loop calls."""
    return numba.types.Dispatcher(_dispatcher(function))


def object_code(
    function: Callable[..., object],
    kinds: Sequence[tuple[str, int, bool] | None],
    results: int,
    is_single: bool,
) -> bytes:
    """
    Compile a loop to object code with one function, `ENTRY`.

    That takes the address of words of 64 bits: room for the results, then the arguments, an
    array as numba lays it out.

    Args:
        function: The loop.
        kinds: Of its arguments: numbers, axes and whether in one piece; None a whole number.
        results: How many whole numbers it gives.
        is_single: Whether it gives one, and not a tuple of one.

    Raises:
        RuntimeError: It needs something that is not there without numba.
    """
    arguments = tuple(map(_numba_type, kinds))
    types: Any = numba.types
    number = types.int64
    gives = types.UniTuple(number, results) if results else types.none
    with global_compiler_lock:
        made = _dispatcher(function)._compiler.compile(arguments, number if is_single else gives)  # noqa: SLF001 - numba has no other way to compiled code
        library = made.library.codegen.create_library(ENTRY)
        library.add_ir_module(_entry(library.create_ir_module(ENTRY), made, max(1, results)))
        library.add_linking_library(made.library)
        library.finalize()
        module = library._final_module  # noqa: SLF001 - likewise
        lacking = [one.name for one in module.functions if one.is_declaration]
        lacking = [name for name in lacking if not name.startswith("llvm.")]
        if lacking:
            raise RuntimeError(f"The loop {function.__name__} cannot do without {lacking}.")
        return bytes(library.codegen._tm.emit_object(module))  # noqa: SLF001 - likewise


def _numba_type(kind: tuple[str, int, bool] | None) -> Any:
    if kind is None:
        return numba.types.int64
    dtype, axes, is_whole = kind
    return numba.types.Array(numba.from_dtype(np.dtype(dtype)), axes, "C" if is_whole else "A")


def _entry(module: Any, made: Any, results: int) -> Any:
    """The function that takes words and calls the loop with what they hold."""
    convention, about = made.target_context.call_conv, made.fndesc
    kind = convention.get_function_type(about.restype, about.argtypes)
    loop = ir.Function(module, kind, about.llvm_func_name)
    entry = ir.Function(module, ir.FunctionType(ir.IntType(32), [_WORD.as_pointer()]), ENTRY)
    builder = ir.IRBuilder(entry.append_basic_block())
    words = entry.args[0]
    result, failure, *rest = kind.args
    given = [builder.bitcast(words, result), builder.alloca(failure.pointee)]
    for place, wanted in enumerate(rest, start=results):
        word = builder.load(builder.gep(words, [_WORD(place)]))
        is_address = isinstance(wanted, ir.PointerType)
        given.append(builder.inttoptr(word, wanted) if is_address else word)
    builder.ret(builder.call(loop, given))
    return module
