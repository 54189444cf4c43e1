"""Plan files that have been read: the same text is read once in a process."""

import hashlib

from headway import planfile
from headway.domain.plan import Plan
from headway.web.keeping import Shelf

KEPT = 32
"""Plans kept in memory; a large one takes about 5 MB."""

_PLANS: Shelf[str, Plan] = Shelf(KEPT)


def plan_of(text: str, *, name: str) -> Plan:
    """
    The plan that a plan file describes.

    Args:
        text: The whole plan file.
        name: How messages call it.

    Raises:
        PlanFileError: It describes none.
    """
    return _PLANS.get(text, lambda: planfile.loads(text, name=name))


def digest_of(text: str) -> str:
    """SHA-256 of a plan file's text in UTF-8, in hexadecimal: what its version is known by."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
