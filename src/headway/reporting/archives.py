"""Word and Excel files are zip archives; these make them the same bytes each time."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def dated(archive: bytes, on: date) -> bytes:
    """The same archive with every entry dated to one day, whenever it was made."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            # A zip archive knows no day before 1980.
            info = ZipInfo(entry.filename, (max(on.year, 1980), on.month, on.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            after.writestr(info, before.read(entry))
    return made.getvalue()
