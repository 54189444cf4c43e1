"""
Whether words speak of a row's own quantity, or may speak of something else.

"Exclusions fell" is about the row on exclusions. "Exclusions of girls fell" may be true
whatever the row's figures say, so a word that neither the row nor everyday reporting has
makes a statement one that cannot be checked.
"""

from collections.abc import Iterable

from headway.domain.plan import Measure, Plan, Row
from headway.language.claims.account import groups_in, without_times
from headway.language.content import content

_EVERYDAY_TEXT = """
rise rises rising rose risen fall falls falling fell fallen drop drops dropped grow growth grown
went gone stood stands standing currently update latest data figure figures provisional final
provisionally recorded reported records locally local county authority council partnership
academic financial fiscal calendar end end-of-term same previous previously
compared comparison slightly significantly steadily sharply markedly further again also
only continue continues continued however unfortunately sadly disappointingly pleasingly positive
good great well known evidence shows show showing seen saw been remain remains remained
stable steady target targets below above met meet exceeded exceed outturn cumulative count counts
average pupil pupils student students
learner learners people cases case kept consistent unchanged number numbers total totals high low
higher lower highest lowest ever record increase decrease reduction sharp small large big clear
considerable considerably marked marginal marginally slight lockdown covid covid-19 pandemic
following last this year-end year term terms baseline levels level
downward upward trend trajectory direction picture position measure indicator performance result
achieving achieved achieve achieves reach reached reaching there here now still within date
completed complete undertaken carried consecutive successive second third fourth fifth row
running straight since down up more fewer less widened narrowed worsened deteriorated roughly around
approximately about nearly almost both group our their its
"""
_EVERYDAY = content(_EVERYDAY_TEXT)
_SHORTEST = 5
"""Letters two stems must share to be one word: "exclud" and "exclus"."""


def alike(one: str, other: str) -> bool:
    """
    Whether two stems are forms of one word.

    >>> alike("exclud", "exclus"), alike("school", "scheme")
    (True, False)
    """
    if one == other:
        return True
    short = min(len(one), len(other))
    return short >= _SHORTEST and one[:_SHORTEST] == other[:_SHORTEST] and abs(
        len(one) - len(other)
    ) <= 4  # fmt: skip


def among(stem: str, stems: Iterable[str]) -> bool:
    """Whether a stem is a form of any of some words."""
    return any(alike(stem, one) for one in stems)


class Topic:
    """
    What a row is about, for telling whether words speak of it.

    Attributes:
        stems: Of the row's own words.
    """

    def __init__(self, plan: Plan, row: Row) -> None:
        meanings = tuple(
            (entry.term, entry.meaning)
            for entry in plan.glossary
            if entry.term.isalpha() and entry.term.isupper()
        )
        text = without_times(row.text)
        quantity = row.quantity if isinstance(row, Measure) else ""
        targets = " ".join(one.of for one in row.targets)
        self.stems = content(f"{text} {row.title} {quantity} {targets}", meanings)
        own = f"{text} {row.title} {quantity}"
        self.stems |= content(own) | groups_in(own)
        self._everyday = _EVERYDAY | content(f"{plan.body} {plan.title}")

    def strange(self, stems: Iterable[str]) -> frozenset[str]:
        """The words that the row does not have and that are not everyday words of reporting."""
        return frozenset(
            one for one in stems if not among(one, self.stems) and one not in self._everyday
        )

    def is_own(self, noun: str) -> bool:
        """Whether a figure "of" something counts what the row counts."""
        return not self.strange(content(noun))

    def names(self, stems: Iterable[str]) -> bool:
        """Whether any of the words is one of the row's."""
        return any(among(one, self.stems) for one in stems)
