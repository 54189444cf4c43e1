"""Names of people and organisations in one cell."""

import re

from headway.language.letters import plain_letters

_NO_NAME = re.compile(
    r"^(?:t\.?b\.?[cdn]\.?|to\s+be\s+(?:confirmed|determined|decided|agreed|appointed)|n/?a|none|n/k|not\s+known|unknown|vacant|various|"
    r"-+|\?+|as\s+above|same\s+as\s+above|see\s+above|others?|etc)\.?$",
    re.IGNORECASE,
)
_MARK = re.compile(r"^[\s•●▪◦·*o\-]*(?:\(?[0-9]{1,2}[.)]\s+)?(?<!\w)[•●▪◦·*\-]*\s*")
_TAIL = re.compile(
    r"\s+(?:and|&)\s+(?:others|team(?!s)\b$(?<=\bteam))$|,?\s+etc\.?$", re.IGNORECASE
)
_PERSON = r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Cllr|Rev|Sir|Dame)\.?\s+)?[A-Z][\w'-]+(?:\s+(?:[A-Z]\.?|de|van|von|la|el|[A-Z][\w'-]+)){0,3}(?:\s+\([^)]*\))?"
_TWO_PEOPLE = re.compile(rf"^(?P<a>{_PERSON})\s+(?:and|&)\s+(?P<b>{_PERSON})$")
_ORGANISATION = re.compile(
    r"\b(?:councils?|services?|teams?|boards?|partnerships?|sectors?|schools?|trusts?|health|police|education|learning|help|care|nhs|"
    r"department|office|group|districts?|boroughs?|voluntary|community|communities|hospitals?|hubs?|agency|agencies|committee|network|forum|"
    r"university|college|support|wellbeing|engagement|consultation|safety|probation|fire|rescue|settings?|visiting|nursing|nurses|"
    r"partners|programmes?|practices|pharmacies|standards|leadership|staff|managers?|directors?|officers?|development|training|marketing|"
    r"housing|environment|planning|transport|culture|leisure|families|children|young|people|adults?|public|commissioning|strategy|"
    r"inclusion|skills|employment|business|finance|resources|communications?|performance|improvement|research|technology|digital)\b",
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
    depth, current = 0, ""
    for letter in plain_letters(text):
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if letter in ",;\n•●|" and (depth == 0 or letter == "\n"):
            parts.append(current)
            current = ""
            depth = 0 if letter == "\n" else depth
        else:
            current += letter
    parts.append(current)
    return [_MARK.sub("", part) for part in _rejoined(parts)]


def _rejoined(parts: list[str]) -> list[str]:
    """A line that ends in "and", "&", "of" or "–" goes on in the next one."""
    joined: list[str] = []
    for part in parts:
        if joined and re.search(r"(?:\b(?:and|of|for|the)|&|/)\s*$", joined[-1]) and part.strip():
            joined[-1] = f"{joined[-1].rstrip()} {part.strip()}"
        else:
            joined.append(part)
    return joined


def _people(part: str) -> list[str]:
    part = re.sub(r"^(?:and|&)\s+", "", part.strip())
    part = re.sub(r",?\s+(?:and|&)\s+others$|,?\s+etc\.?$", "", part, flags=re.IGNORECASE)
    found = _TWO_PEOPLE.match(part)
    if found and not _ORGANISATION.search(part):
        return [found["a"], found["b"]]
    return [part]
