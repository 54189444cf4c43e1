"""
Object code that is kept on disk for this machine, and how it is made to run.

Without the compiler: only what links code into a process is imported, and only when a loop is
first called. Code is found by a digest of all that it depends on: the loop, the compiler's
version and settings, and the processor's name and features; and it is loaded only if its own
digest is right and nobody else could have put it there.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from ctypes import CFUNCTYPE, c_int32, c_size_t
from functools import cache
from hashlib import sha256
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from threading import get_ident
from typing import Any

ENTRY = "headway_entry"
"""The name of the function in every piece of object code."""

Entry = Callable[[int], object]
"""Takes the address of the words that a loop is called with."""

_DIGEST = 32
_FOLDER = "NUMBA_CACHE_DIR"
_prototype = CFUNCTYPE(c_int32, c_size_t)  # lets go of the interpreter's lock while it runs


class ObjectCode:
    """The code of one loop for one kind of arguments, kept or not."""

    def __init__(self, source: str, name: str, about: bytes) -> None:
        """
        Where it is kept.

        Args:
            source: The file in which the loop is written.
            name: The loop's.
            about: A digest of all of ours that its code depends on.
        """
        self._source = source
        self.file = f"{name}-{sha256(about + machine()).hexdigest()[:32]}.code"

    def kept(self) -> Entry | None:
        """It, ready to run; None where none that is sound is kept."""
        for folder in folders(self._source):
            with suppress(OSError):
                path = folder / self.file
                with path.open("rb") as file:
                    held = file.read() if _is_ours(os.fstat(file.fileno())) else b""
                code = held[_DIGEST:]
                if code and held[:_DIGEST] == sha256(code).digest():
                    return linked(code)
        return None

    def keep(self, code: bytes) -> Entry:
        """Keep it where something can be written, if anywhere; and it, ready to run."""
        entry = linked(code)
        for folder in folders(self._source):
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
                written(folder / self.file, sha256(code).digest() + code)
                break
        return entry


def folders(source: str) -> Iterator[Path]:
    """Where code may be kept: where it is set, beside what Python keeps, in the user's cache."""
    if _FOLDER in os.environ:
        yield Path(os.environ[_FOLDER])
    if Path(source).is_file():
        yield Path(cache_from_source(source)).parent
    with suppress(RuntimeError):  # there is no home
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "headway")


def written(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, whoever else writes it."""
    part = path.with_name(f".{path.stem}.{os.getpid()}-{get_ident()}.part")
    try:
        part.unlink(missing_ok=True)  # of a process of that number, which was killed
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(number, "wb") as file:
            file.write(content)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _is_ours(about: os.stat_result) -> bool:
    """Whether only we, or whoever runs the machine, could have written a file."""
    return sys.platform == "win32" or (
        about.st_uid in {0, os.geteuid()} and not about.st_mode & 0o022
    )


@cache
def machine() -> bytes:
    """What compiled code depends on that is not ours: compiler, settings, Python, processor."""
    import llvmlite  # noqa: PLC0415 - late: slow to import
    from llvmlite import binding  # noqa: PLC0415 - late: slow to import

    settings = {name: value for name, value in os.environ.items() if name.startswith("NUMBA_")}
    settings.pop(_FOLDER, None)
    return repr(
        (
            _version_of("numba"),
            llvmlite.__version__,
            sorted(settings.items()),
            sys.implementation.cache_tag,
            binding.get_process_triple(),
            binding.get_host_cpu_name(),
            binding.get_host_cpu_features().flatten(),
        )
    ).encode()


def _version_of(package: str) -> bytes:
    """What says a package's version, without importing it."""
    found = find_spec(package)
    for folder in (found and found.submodule_search_locations) or ():
        with suppress(OSError):
            return Path(folder, "_version.py").read_bytes()
    from importlib.metadata import version  # noqa: PLC0415 - late: slow to import

    return version(package).encode()


_engines: list[Any] = []
"""What holds the code that runs; never let go."""


def runs_here() -> bool:
    """Whether this process runs compiled loops already, so that one more costs it little."""
    return bool(_engines)


def linked(code: bytes) -> Entry:
    """Object code that this machine's compiler made, as a function."""
    from llvmlite import binding  # noqa: PLC0415 - late: slow to import

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    target = binding.Target.from_triple(binding.get_process_triple()).create_target_machine()
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), target)
    engine.add_object_file(binding.ObjectFileRef.from_data(code))
    engine.finalize_object()
    _engines.append(engine)
    return _prototype(engine.get_function_address(ENTRY))
