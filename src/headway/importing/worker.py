"""
The process in which a document is read under bounds: `python -m headway.importing.worker`.

It takes the file's path and the limits as JSON on its input and answers on its output
with the document, or with the sentence that says why there is none.
"""

import contextlib
import json
import resource
import sys
from pathlib import Path

from headway.importing.documents.document import DocumentError
from headway.importing.documents.document_json import to_json
from headway.importing.documents.limits import Limits
from headway.importing.opening import open_document


def main() -> int:
    """Read one document; 0 with a document on the output, 3 with a sentence, else a failure."""
    asked = json.load(sys.stdin)
    limits = Limits(**asked["limits"])
    _confine(limits)
    answer = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # a library that prints must not garble it
        try:
            written = to_json(open_document(Path(asked["path"]), limits))
        except DocumentError as problem:
            answer.write(str(problem))
            return 3
        except MemoryError:
            return 4
    answer.write(written)
    answer.flush()
    return 0


def _confine(limits: Limits) -> None:
    """Memory, processor time and written files end at the limits; the kernel sees to it."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
