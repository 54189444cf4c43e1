"""A reporting round as a report tells of it: who was asked, who has not answered, what waits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentAgency:
    """
    One agency that a reporting round asked, and what it has not answered.

    Attributes:
        asked: For how many rows.
        rows: Those without an answer, each with its label and name; empty where none is.
        reminded: In words: "twice".
        awaiting: How many of its answers are not signed or not accepted, in words.
    """

    agency: str
    asked: int
    rows: tuple[str, ...]
    reminded: str
    awaiting: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What the table says of it: what it owes or that it owes nothing, then what waits."""
        waiting = (self.awaiting,) if self.awaiting else ()
        return (*(self.rows or ("All answered",)), *waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAnswers:
    """
    The reporting round that the report rests on: who was asked, and who has not answered.

    Attributes:
        sentence: The whole round in one sentence.
        counted: The same without the agencies, for above a table that names them.
        due: Until when answers were wanted, in words.
        agencies: Every agency that was asked, those first who owe most.
        awaiting: How many answers are not signed or not accepted yet, in a sentence, or empty.
    """

    label: str
    sentence: str
    counted: str
    due: str
    agencies: tuple[SilentAgency, ...]
    awaiting: str = ""

    @property
    def whole(self) -> str:
        """All of it in sentences, for above a table of the agencies."""
        told = (self.sentence, self.awaiting, f"Answers due by {self.due}.")
        return " ".join(one for one in told if one)
