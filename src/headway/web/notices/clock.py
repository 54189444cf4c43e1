"""Whether the machine's clock can be believed: it is set, and now and then wrongly."""

from datetime import datetime, timedelta

JUMP = timedelta(minutes=10)
"""By which the clock may be off the time that has passed; more is a jump."""
ABSENT = timedelta(days=31)
"""For which a service may have stood still; a clock further ahead when it begins is doubted."""
STANDS = 900.0
"""Seconds for which it must have gone as time does, before it is believed again."""


class Watch:
    """
    Holds the clock against one that cannot be set.

    A round that a wrong clock opens or closes, a record that it erases, an edition that it issues
    stays so once the clock is put right: what happens at its time waits until the clock stands.
    """

    def __init__(self) -> None:
        self._last: tuple[datetime, float] | None = None
        self._believed_from = 0.0

    def begins(self, now: datetime, steady: float, last: datetime | None) -> None:
        """
        Hold the clock against when the service last believed one, before it is looked at first.

        A machine that starts with its clock wrong has it put right by the network within minutes,
        which is a jump. One whose clock was right all the time waits these minutes for nothing.

        Args:
            now: What the clock says.
            steady: As for `doubts`.
            last: When something was last done by the time; None where nothing ever was.
        """
        if last is not None and not last - JUMP <= now <= last + ABSENT:
            self._believed_from = steady + STANDS

    def doubts(self, now: datetime, steady: float) -> bool:
        """
        Whether the clock has jumped since it was last looked at, or has not stood for long since.

        Args:
            now: What the clock says.
            steady: Seconds by a clock that cannot be set.
        """
        if self._last is not None:
            wall, then = self._last
            if abs((now - wall) - timedelta(seconds=steady - then)) > JUMP:
                self._believed_from = steady + STANDS
        self._last = (now, steady)
        return steady < self._believed_from
