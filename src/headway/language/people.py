"""Names of people and organisations in one cell."""

import re
from collections.abc import Container

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
_TWO_PEOPLE = re.compile(
    rf"^(?P<a>(?![A-Z]s\b){_PERSON})\s+(?:and|&|or)\s+(?P<b>(?![A-Z]s\b){_PERSON})$"
)
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


def read_names(text: str, *, bodies: bool = False, known: Container[str] = ()) -> tuple[str, ...]:
    """
    The names that a cell lists, each as written; "TBC" names nobody.

    "and" and "&" part two people, and stay inside an organisation's own name.

    Args:
        text: The cell.
        bodies: It lists organisations, so that two plain words ("Parks and Countryside") are
            the name of one.
        known: Names that stand alone elsewhere in the document, and so are whole.

    >>> read_names("City & District Councils, CAMHS; Thames Valley Police")
    ('City & District Councils', 'CAMHS', 'Thames Valley Police')
    >>> read_names("Alice Ash and Bob Birch"), read_names("TBC")
    (('Alice Ash', 'Bob Birch'), ())
    >>> read_names("Fleet and Depot", bodies=True), read_names("Ann and Bob")
    (('Fleet and Depot',), ('Ann', 'Bob'))
    """
    names: list[str] = []
    for part in _parts(text):
        for name in _people(part, bodies=bodies, known=known):
            clean = re.sub(r"\s+", " ", name).strip(" \t\n,;.:•●-–—")
            if clean and not _NO_NAME.match(clean) and clean not in names:
                names.append(clean)
    return tuple(names)


def _parts(text: str) -> list[str]:
    """Pieces between commas, semicolons and line breaks that stand outside brackets."""
    parts: list[tuple[str, bool]] = []
    depth, start, apart = 0, 0, False
    for place, letter in enumerate(plain_letters(text)):
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if letter == "\n" or (letter in ",;•●|" and depth == 0):
            parts.append((text[start:place], apart))
            start, apart = place + 1, letter == ";"
            depth = 0
    parts.append((text[start:], apart))
    pieces = [
        (_MARK.sub("", piece), apart or at > 0)
        for part, apart in parts
        for at, piece in enumerate(_JOINTS.split(part))
    ]
    return _rejoined(pieces)


_JOINTS = re.compile(
    r"\s+(?:as\s+well\s+as|along\s+with|together\s+with)\s+|\s+\+\s+|\s+with\s+(?=[A-Z])"
    r"|(?<=[A-Za-z][a-z]{3})(?<!Prof|Cllr|Supt|Insp|Dept|Asst|Univ)\.\s+(?=[A-Z])"
)
"""Words between two names; a full stop only where no abbreviation ("Dr.", "St.") ends in it."""
_POST = re.compile(
    r"\w\s+(?:manager|director|officer|lead|head|coordinator|co-ordinator|commissioner|advis[eo]r"
    r"|supervisor|chair)$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[A-Z][A-Z&]{1,6}")


def _rejoined(parts: list[tuple[str, bool]]) -> list[str]:
    """
    Pieces put together again that are one name.

    One ends in "and", "&" or "of" and goes on in the next; or a post is followed by the
    short name of its unit: "Service Manager, MASH". A semicolon keeps these two apart.
    """
    joined: list[str] = []
    for part, apart in parts:
        if joined and part.strip() and _GOES_ON.search(joined[-1]):
            joined[-1] = f"{joined[-1].rstrip()} {part.strip()}"
        elif (
            joined
            and not apart
            and _UNIT.fullmatch(part.strip())
            and _POST.search(joined[-1].rstrip())
        ):
            joined[-1] = f"{joined[-1].rstrip()}, {part.strip()}"
        else:
            joined.append(part)
    return joined


_GOES_ON = re.compile(r"(?:\b(?:and|of|for|the)|&)\s*$", re.IGNORECASE)
_AND_OTHERS = re.compile(r",?\s+(?:and|&)\s+others$|,?\s+etc\.?$", re.IGNORECASE)


_POSTS = (
    r"(?:supervisors?|directors?|managers?|officers?|co-?ordinators?|commissioners?|advis[eo]rs?"
    r"|leads?|staff|leadership|headteachers?)"
)
_A_POST = re.compile(rf"(?:[\w'/-]+\s+)*(?:{_POSTS}|heads?|chairs?|deput(?:y|ies))", re.IGNORECASE)
_TWO_POSTS = re.compile(
    rf"^(?P<a>(?:[\w'/-]+\s+){{1,4}}{_POSTS})\s+(?:and|&)\s+(?P<b>(?:[\w'/-]+\s+){{0,4}}{_POSTS})$"
    r"|^(?P<c>(?:Director|Head|Chair|Lead|Manager)\s+(?:of|for)\s+.{3,60}?)\s+(?:and|&)\s+"
    r"(?P<d>(?:Director|Head|Chair|Lead|Manager)\s+(?:of|for)\s+.{3,60})$",
    re.IGNORECASE,
)
_THEN_SHORT = re.compile(
    r"^(?P<a>.{0,60}\b(?:Council|Board|Committee|Trust|Partnership|[A-Z]{3,6}))\s+(?:and|&)\s+"
    r"(?P<b>[A-Z]{3,6})$"
)


def _people(part: str, *, bodies: bool, known: Container[str]) -> list[str]:
    part = re.sub(r"^(?:and|&)\s+", "", part.strip(), flags=re.IGNORECASE)
    part = _AND_OTHERS.sub("", part)
    plain = plain_letters(part)
    found = _TWO_PEOPLE.match(plain)
    if found and (_ORGANISATION.search(part) or (bodies and _is_one_body(found, known))):
        found = None
    found = found or _TWO_POSTS.match(plain) or _THEN_SHORT.match(plain)
    if found:
        first, second = (group for group in found.groupdict() if found[group])
        return [part[slice(*found.span(first))], part[slice(*found.span(second))]]
    return [part]


def _is_one_body(found: re.Match[str], known: Container[str]) -> bool:
    """Whether one of two names is but a plain word, which is no name that stands alone."""
    names = (found["a"], found["b"])
    if any(name in known or _A_POST.fullmatch(name) for name in names):
        return False
    return any(" " not in name and _UNIT.fullmatch(name) is None for name in names)
