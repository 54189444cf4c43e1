"""Whether an edition can be made again: from what is kept with it, byte for byte."""

import hashlib
from dataclasses import dataclass

from headway.domain.errors import HeadwayError
from headway.judgement.wording import listed
from headway.web.editions import gathering, making
from headway.web.editions.models import Edition

EARLIER = "an earlier version of Headway that did not write down what it was"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAgain:
    """
    One file, as it was issued and as it is made now.

    Attributes:
        is_whole: Whether the bytes that are kept are those that were issued.
        is_same: Whether the bytes made now are the same.
    """

    name: str
    sha256: str
    is_whole: bool
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """
    An edition made again.

    Attributes:
        then: What made it.
        now: What made it again.
        trouble: Why it could not be made at all; empty where it could.
    """

    label: str
    files: tuple[FileAgain, ...]
    then: str
    now: str
    trouble: str = ""

    @property
    def is_same(self) -> bool:
        """Whether every file is whole and came out the same."""
        return not self.trouble and all(one.is_whole and one.is_same for one in self.files)

    @property
    def sentence(self) -> str:
        """What was found, in words to show."""
        altered = [one.name for one in self.files if not one.is_whole]
        if altered:
            return (
                f"“{self.label}”: {listed(altered)} is no longer what was issued. Restore the "
                "database from a backup."
            )
        if self.trouble:
            return f"“{self.label}” could not be made again. {self.trouble}"
        other = [one.name for one in self.files if not one.is_same]
        if not other:
            return f"“{self.label}”: all {len(self.files)} files came out the same, byte for byte."
        told = f"“{self.label}”: {len(other)} of {len(self.files)} files came out otherwise. "
        if self.then != self.now:
            made = self.then or EARLIER
            return told + f"It was made by {made}; this is {self.now}. What was issued is kept."
        return told + f"The same software made both: {self.now}. Please report this as a fault."


def verify(edition: Edition) -> Verification:
    """Make an edition again from its frozen parts and compare; takes some seconds."""
    trouble, again = "", {}
    try:
        wanted = gathering.of_edition(edition)
        for one in making.made(wanted):
            again[one.document.value, one.suffix] = hashlib.sha256(one.content).hexdigest()
    except HeadwayError as error:
        trouble = str(error)
    files = tuple(
        FileAgain(
            name=one.name,
            sha256=one.sha256,
            is_whole=hashlib.sha256(one.content).hexdigest() == one.sha256,
            is_same=again.get((one.document, one.suffix)) == one.sha256,
        )
        for one in edition.files.all()
    )
    return Verification(
        label=edition.label,
        files=files,
        then=edition.software,
        now=making.software(),
        trouble=trouble,
    )
