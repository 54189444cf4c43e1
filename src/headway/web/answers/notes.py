"""
What others want an agency to see beside the rows that it answers.

An app above this one names a function in `settings.ANSWERING_NOTES`, so that this app need not
know it: the board has its decisions and questions shown there.
"""

from collections.abc import Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from headway.web.people.models import Agency


def notes_for(slug: str, agency: Agency, rows: Sequence[str]) -> list[tuple[str, str]]:
    """Each note with the row that it is about, which need not be one that is asked for."""
    found: list[tuple[str, str]] = []
    for name in settings.ANSWERING_NOTES:
        found += import_string(name)(slug, agency, list(rows))
    return found
