"""Real documents, which take seconds to read: read once a run, by whichever process needs one."""

import pickle
from pathlib import Path

from headway.importing.documents.document import Document
from headway.importing.opening import open_document
from tests.databases import once


def read_once(path: Path) -> Document:
    """As `open_document`; for documents that lie beside the checkout and do not change."""

    def make(folder: Path) -> str:
        kept = folder / f"{path.name}.read"
        kept.write_bytes(pickle.dumps(open_document(path)))
        return str(kept)

    kept = Path(once(f"read-{path.name}", make))
    found = pickle.loads(kept.read_bytes())  # noqa: S301 - this run's own file
    assert isinstance(found, Document)
    return found
