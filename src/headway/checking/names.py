"""Names of agencies and schemes: their tokens, their acronyms, and when two may be one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headway.domain.plan import Alias

_SMALL = frozenset({"a", "and", "for", "in", "of", "on", "the", "to", "with"})
_TELLS_APART_TEXT = """
adult adults board boys child children children's city college colleges county district east
family families first girls health infant junior local men middle north operational pilot
primary public second secondary senior south special strategic third town west women young
youth council service services team teams group early years
"""
_TELLS_APART = frozenset(_TELLS_APART_TEXT.split())
"""Words that make another body of a name: "Primary schools" are not "Schools"."""

ACRONYM = re.compile(
    r"(?<![\w&'’/.@-])(?P<name>[A-Z][A-Za-z&]{0,6}[A-Z&][A-Za-z&]{0,5}?)(?:['’]?s)?\b"
)


def tokens(name: str) -> tuple[str, ...]:
    """
    The words of a name that tell it from others, without plural and small words.

    >>> tokens("City & District Councils") == tokens("city and district council")
    True
    """
    plain = name.lower().replace("’", "'").replace("&", " and ")
    found = re.findall(r"[a-z0-9']+", plain)
    singular = (_singular(word) for word in found if word not in _SMALL)
    return tuple(word for word in singular if word)


def _singular(word: str) -> str:
    word = word.removesuffix("'s").strip("'")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3:
        return word[:-1]
    return word


def initials(name: str) -> str:
    """
    First letters, the small words left out.

    >>> initials("Locality and Community Support Service")
    'LCSS'
    """
    return "".join(word[0] for word in tokens(name)).upper()


def is_acronym(word: str) -> bool:
    """
    Whether a word is written as an acronym: mostly capitals, and more than one.

    >>> [is_acronym(word) for word in ("DfE", "CAMHS", "C&YP", "McDonald", "A", "The")]
    [True, True, True, False, False, False]
    """
    capitals = sum(letter.isupper() for letter in word)
    letters = sum(letter.isalpha() for letter in word)
    return capitals >= 2 and capitals * 5 >= letters * 3 and letters <= 7


def may_be_one(one: str, other: str) -> bool:
    """
    Whether two names may be of one agency.

    They may when they differ in spelling only, when one has a single word more that does
    not make another body of it, or when one is the other's initials.

    >>> may_be_one("School nurses", "School Health Nurses")
    True
    >>> may_be_one("Schools", "Primary schools"), may_be_one("Public Health", "Oxford Health")
    (False, False)
    """
    mine, theirs = tokens(one), tokens(other)
    if not mine or not theirs or _folded(one) == _folded(other):
        return False
    if mine == theirs:
        return True
    if is_acronym(one) or is_acronym(other):
        acronym, name = (one, other) if is_acronym(one) else (other, one)
        return len(acronym) >= 3 and acronym.upper() == initials(name)
    shorter, longer = sorted((mine, theirs), key=len)
    return len(shorter) >= 2 and len(longer) == len(shorter) + 1 and _inside(shorter, longer)


def _folded(name: str) -> str:
    """Capitals and marks taken off: "Public health*" is no second name of "Public Health"."""
    return " ".join(re.findall(r"[\w&]+", name.casefold()))


def _inside(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether one word stands between the shorter name's words, and is no word that tells apart."""
    for index in range(1, len(longer) - 1):
        if longer[:index] + longer[index + 1 :] == shorter:
            return True
    extra = longer[-1] if longer[:-1] == shorter else longer[0]
    return longer[1:] == shorter and extra not in _TELLS_APART


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """An acronym with what it stands for, and whether the glossary says so."""

    acronym: str
    name: str
    in_glossary: bool = False


_IN_BRACKETS = re.compile(
    r"(?P<before>(?:[\w'’&-]{1,40} ){1,8})\((?P<acronym>[A-Z][A-Za-z&]{1,7})\)"
)


def defined_in(text: str) -> Iterator[Definition]:
    """
    Acronyms that a text explains itself, as in "Family Safeguarding Plus Model (FSPM)".

    >>> [found.name for found in defined_in("CEF's new Family Safeguarding Plus Model (FSPM).")]
    ['Family Safeguarding Plus Model']
    """
    for found in _IN_BRACKETS.finditer(" ".join(text.split())):
        if not is_acronym(found["acronym"]):
            continue
        before = found["before"].split()
        for length in range(2, len(before) + 1):
            name = " ".join(before[-length:])
            if initials(name) == found["acronym"].upper().replace("&", ""):
                yield Definition(acronym=found["acronym"], name=name)
                break


def may_be_one_scheme(one: Definition, other: Definition) -> bool:
    """
    Whether two acronyms with their names may be of one scheme.

    >>> plus = Definition(acronym="FSP", name="Family Solutions Plus")
    >>> model = Definition(acronym="FSPM", name="Family Safeguarding Plus Model")
    >>> may_be_one_scheme(plus, model)
    True
    """
    mine, theirs = set(tokens(one.name)), set(tokens(other.name))
    if not mine or not theirs or (one.in_glossary and other.in_glossary):
        return False
    short, long = sorted((one.acronym.upper(), other.acronym.upper()), key=len)
    if short == long:
        return mine != theirs
    if mine == theirs:
        return True
    alike = len(short) >= 3 and len(long) - len(short) == 1 and long.startswith(short)
    return alike and len(mine & theirs) * 2 >= min(len(mine), len(theirs))


def settled(aliases: Iterable[Alias]) -> set[frozenset[str]]:
    """Pairs of names that a person has agreed are one, in lower case."""
    return {frozenset({one.name.lower(), one.means.lower()}) for one in aliases if one.settled}
