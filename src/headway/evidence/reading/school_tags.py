"""How XML files of schools name a school: by its authority and its establishment."""

from lxml import etree

LAESTAB = "LAESTAB"
"""Its heading with us: one of those that the register of schools turns into a URN."""


def laestab(element: etree._Element) -> str:
    """
    The school named by the children of an element; empty where there is no establishment.

    >>> laestab(etree.fromstring("<S><LEA>931</LEA><Estab> 4000 </Estab></S>"))
    '931/4000'
    >>> laestab(etree.fromstring("<S><LEA>931</LEA></S>"))
    ''
    """
    return numbered(*(element.findtext(f"{{*}}{tag}") or "" for tag in ("LEA", "Estab")))


def numbered(authority: str, establishment: str) -> str:
    """
    Authority and establishment as one; the establishment alone where no authority is named.

    >>> numbered("931", "4000"), numbered("", "4000"), numbered("931", "")
    ('931/4000', '4000', '')
    """
    parts = [authority.strip(), establishment.strip()]
    return "/".join(part for part in parts if part) if parts[1] else ""
