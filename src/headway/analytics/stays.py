"""Who is on which school's roll when, as numbers that marks are placed by."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headway.analytics.former_marks import with_present_numbers
from headway.evidence.marks.roster import UPN_BITS
from headway.evidence.store.standing_marks import Block

_PUPIL = (1 << UPN_BITS) - 1


def _no_numbers() -> NDArray[np.int64]:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """
    Who is on which roll when, in order of enrolment.

    Attributes:
        enrolments: School and pupil in one number, `urn << UPN_BITS | packed_upn`.
        entries: First day of each stay, as an ordinal.
        untils: Last day.
        formers: School and a pupil's former number, which is on no roll there, in order.
        presents: Of each of these, the enrolment that its marks belong to.
    """

    enrolments: NDArray[np.int64]
    entries: NDArray[np.int64]
    untils: NDArray[np.int64]
    formers: NDArray[np.int64] = field(default_factory=_no_numbers)
    presents: NDArray[np.int64] = field(default_factory=_no_numbers)

    @classmethod
    def none(cls) -> "Stays":
        """Nobody's."""
        empty = _no_numbers()
        return cls(enrolments=empty, entries=empty, untils=empty)

    def of(self, urn: int) -> "Stays":
        """Those at one school."""
        ends = [urn << UPN_BITS, (urn + 1) << UPN_BITS]
        here = slice(*np.searchsorted(self.enrolments, ends))
        before = slice(*np.searchsorted(self.formers, ends))
        return Stays(
            enrolments=self.enrolments[here],
            entries=self.entries[here],
            untils=self.untils[here],
            formers=self.formers[before],
            presents=self.presents[before],
        )

    def placed(self, block: Block) -> Block:
        """One school's marks, those under former numbers with the present ones."""
        return with_present_numbers(block, self.formers, self.presents)

    @property
    def pupils(self) -> NDArray[np.int64]:
        """The packed number of each stay's pupil."""
        return self.enrolments & _PUPIL

    @property
    def former_numbers(self) -> NDArray[np.int64]:
        """The packed former numbers."""
        return self.formers & _PUPIL

    def hold_all_of(self, block: Block) -> bool:
        """Whether pupil for pupil one stay holds all days; false also where that is not plain."""
        return (
            len(block.upns) == len(self.enrolments) > 0
            and int(self.entries.max()) <= block.days[0]
            and block.days[-1] <= int(self.untils.min())
            and np.array_equal(self.pupils, block.upns)
        )

    def outside(self, block: Block) -> NDArray[np.bool_]:
        """Of each pupil and day of a block, whether the pupil is in no stay at the school."""
        out = np.ones((len(block.upns), len(block.days)), dtype=np.bool_)
        pupils = self.pupils
        place = np.searchsorted(block.upns, pupils)
        known = place < len(block.upns)
        known[known] = block.upns[place[known]] == pupils[known]
        first = np.searchsorted(block.days, self.entries, side="left")
        past = np.searchsorted(block.days, self.untils, side="right")
        whole = known & (first == 0) & (past == len(block.days))
        out[place[whole]] = False
        for stay in np.flatnonzero(known & ~whole).tolist():
            out[place[stay], first[stay] : past[stay]] = False
        return out
