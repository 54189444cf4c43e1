"""Presentation: one thing a screen, with the way to the next and the one before."""

from dataclasses import dataclass

from headway.reporting.pack import Concern, Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """
    One screen.

    Attributes:
        kind: "start", "concern", "silent" or "matters": which part the template shows.
        concern: The row, where it is one's.
    """

    number: int
    of: int
    kind: str
    title: str
    concern: Concern | None = None

    @property
    def before(self) -> int | None:
        """The screen before; none on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The screen after; none on the last."""
        return self.number + 1 if self.number < self.of else None


def screen(pack: Pack, number: int) -> Screen | None:
    """A screen by its number, from 1; None where there is none."""
    parts: list[tuple[str, str, Concern | None]] = [
        ("start", pack.title, None),
        *(("concern", one.name, one) for one in pack.concerns),
        ("silent", "Who has not answered", None),
        ("matters", "Decisions and questions still open", None),
    ]
    if not 1 <= number <= len(parts):
        return None
    kind, title, concern = parts[number - 1]
    return Screen(number=number, of=len(parts), kind=kind, title=title, concern=concern)
