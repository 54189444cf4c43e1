"""How much of a machine one document may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    What an import may cost before it is stopped with a sentence.

    The defaults leave a large plan ample room and a hostile file none.

    Attributes:
        bytes: Size of the file as it lies on disk.
        unpacked_bytes: Of everything packed inside it together.
        members: Files packed inside it.
        ratio: How many times larger one packed file may become, beyond its first megabyte.
        pages: Of a PDF.
        rows: Of all its tables or sheets together, and lines of text outside them.
        columns: Of one table or sheet.
        cells: Of all its tables or sheets together, covered grid positions included.
        seconds: Wall clock, and processor time, for a read in a process of its own.
        memory: Bytes of address space for a read in a process of its own.
    """

    bytes: int = 50 * 1024 * 1024
    unpacked_bytes: int = 200 * 1024 * 1024
    members: int = 5_000
    ratio: int = 200
    pages: int = 500
    rows: int = 50_000
    columns: int = 500
    cells: int = 500_000
    seconds: int = 60
    memory: int = 1536 * 1024 * 1024


DEFAULT = Limits()
