"""Names of people and organisations in one cell."""

import re

from headway.language.letters import plain_letters

_NO_NAME = re.compile(
    r"^(?:t\.?b\.?[cdn]\.?|to\s+be\s+(?:confirmed|determined|decided|agreed|appointed)|n/?a"
    r"|none|n/k|not\s+known|unknown|vacant|various|"
    r"-+|\?+|as\s+above|same\s+as\s+above|see\s+above|others?|etc|but\s+.*)\.?$",
    re.IGNORECASE,
)
_MARK = re.compile(r"^[\s•●▪◦·*o\-]*(?:\(?[0-9]{1,2}[.)]\s+)?(?<!\w)[•●▪◦·*\-]*\s*")
_PERSON = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Cllr|Rev|Sir"
    r"|Dame)\.?\s+)?[A-Z](?:\.|[\w'-]+)(?:\s+(?:[A-Z]\.?|de|van|von|la|el"
    r"|[A-Z][\w'-]+)){0,3}(?:\s+\([^)]*\))?"
)
_TWO_PEOPLE = re.compile(rf"^(?P<a>{_PERSON})\s+(?:and|&)\s+(?P<b>{_PERSON})$")
_ORGANISATION = re.compile(
    r"\b(?:councils?|services?|teams?|boards?|partnerships?|sectors?|schools?|trusts?|health"
    r"|police|education|learning|help|care|nhs|"
    r"department|office|group|districts?|boroughs?|voluntary|community|communities|hospitals?"
    r"|hubs?|agency|agencies|committee|network|forum|"
    r"university|college|support|wellbeing|engagement|consultation|safety|probation|fire|rescue"
    r"|settings?|visiting|nursing|nurses|"
    r"partners|programmes?|practices|pharmacies|standards|leadership|staff|managers?|directors?"
    r"|officers?|development|training|marketing|"
    r"housing|environment|planning|transport|culture|leisure|families|children|young|people"
    r"|adults?|public|commissioning|strategy|"
    r"inclusion|skills|employment|business|finance|resources|communications?|performance"
    r"|improvement|research|technology|digital)\b",
    re.IGNORECASE,
)


def read_names(text: str) -> tuple[str, ...]:
    """
    The names that a cell lists, each as written; "TBC" names nobody.

    "and" and "&" part two people, and stay inside an organisation's own name.

    >>> read_names("City & District Councils, CAMHS; Thames Valley Police")
    ('City & District Councils', 'CAMHS', 'Thames Valley Police')
    >>> read_names("Alice Ash and Bob Birch"), read_names("TBC")
    (('Alice Ash', 'Bob Birch'), ())
    """
    names: list[str] = []
    for part in _parts(text):
        for name in _people(part):
            clean = re.sub(r"\s+", " ", name).strip(" \t\n,;.:•●-–—")
            if clean and not _NO_NAME.match(clean) and clean not in names:
                names.append(clean)
    return tuple(names)


def _parts(text: str) -> list[str]:
    """Pieces between commas, semicolons and line breaks that stand outside brackets."""
    parts: list[str] = []
    depth, start = 0, 0
    for place, letter in enumerate(plain_letters(text)):
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if letter == "\n" or (letter in ",;•●|" and depth == 0):
            parts.append(text[start:place])
            start = place + 1
            depth = 0
    parts.append(text[start:])
    return _rejoined([_MARK.sub("", part) for part in parts])


def _rejoined(parts: list[str]) -> list[str]:
    """Lines put together where one ends in "and", "&", "of" or "/": it goes on in the next."""
    joined: list[str] = []
    for part in parts:
        if joined and part.strip() and _GOES_ON.search(joined[-1]):
            joined[-1] = f"{joined[-1].rstrip()} {part.strip()}"
        else:
            joined.append(part)
    return joined


_GOES_ON = re.compile(r"(?:\b(?:and|of|for|the)|&)\s*$", re.IGNORECASE)
_AND_OTHERS = re.compile(r",?\s+(?:and|&)\s+others$|,?\s+etc\.?$", re.IGNORECASE)


def _people(part: str) -> list[str]:
    part = re.sub(r"^(?:and|&)\s+", "", part.strip(), flags=re.IGNORECASE)
    part = _AND_OTHERS.sub("", part)
    found = _TWO_PEOPLE.match(plain_letters(part))
    if found and not _ORGANISATION.search(part):
        return [part[slice(*found.span("a"))], part[slice(*found.span("b"))]]
    return [part]
