"""What a rule is: a name, and a question that it answers or passes on."""

from collections.abc import Callable
from dataclasses import dataclass

from headway.domain.status import StatusKind
from headway.judgement.cases import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    A rule's answer.

    Attributes:
        words: One or more sentences with the rule and the figures; made tidy afterwards.
    """

    kind: StatusKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    One way in which a case is decided.

    Attributes:
        name: Stable, for tools and tests.
        decide: None where the rule has nothing to say; the next one is asked.
    """

    name: str
    decide: Callable[[Case], Verdict | None]
