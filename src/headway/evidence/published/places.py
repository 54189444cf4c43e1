"""
Places of published statistics: England, its regions, its local authorities.

An authority is known by its three-digit number, which outlasts the nine-character one
(Buckinghamshire kept 825 when E10000002 became E06000060). Authorities that were formed from
others have no figures from before: none is made up for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from headway.evidence.errors import EvidenceError

NATIONAL, REGIONAL, LOCAL = "National", "Regional", "Local authority"
ENGLAND = "E92000001"

_REGIONS: dict[str, str] = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and the Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
    "E13000001": "Inner London",
    "E13000002": "Outer London",
}
_REGION_NAMES = {name.casefold(): code for code, name in _REGIONS.items()} | {
    "london (inner)": "E13000001",
    "london (outer)": "E13000002",
    "yorkshire and humber": "E12000003",
    "east": "E12000006",
    "england": ENGLAND,
}
LONDON, INNER, OUTER = "E12000007", "E13000001", "E13000002"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """
    One place.

    Attributes:
        level: As the Department names it: "National", "Regional", "Local authority", …
        code: What joins files: the authority's number, the region's or the country's code.
        name: For people.
        region: Code of its region, where it is an authority.
    """

    level: str
    code: str
    name: str
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """
    Authorities that ended and those formed from them, covering together the same ground.

    Attributes:
        on: First day of the new ones.
        school_year: The school year (by its first calendar year) from which files have them.
    """

    ended: tuple[str, ...]
    formed: tuple[str, ...]
    on: date
    school_year: int


SUCCESSIONS: tuple[Succession, ...] = (
    Succession(ended=("820",), formed=("822", "823"), on=date(2009, 4, 1), school_year=2009),
    Succession(ended=("875",), formed=("895", "896"), on=date(2009, 4, 1), school_year=2009),
    Succession(
        ended=("835", "836", "837"), formed=("838", "839"), on=date(2019, 4, 1), school_year=2019
    ),
    Succession(ended=("928",), formed=("940", "941"), on=date(2021, 4, 1), school_year=2021),
    Succession(ended=("909",), formed=("942", "943"), on=date(2023, 4, 1), school_year=2023),
)


def england() -> Area:
    """The whole country."""
    return Area(level=NATIONAL, code=ENGLAND, name="England")


def region(code: str) -> Area:
    """A region by its code, whatever files call it."""
    return Area(level=REGIONAL, code=code, name=_REGIONS.get(code, code))


def region_code(code: str, name: str) -> str:
    """
    The code of a region, from whichever of code and name a file gives.

    >>> region_code("", "London (Inner)"), region_code("E13000001+E13000002", "London")
    ('E13000001', 'E12000007')
    """
    if code.strip() in _REGIONS:
        return code.strip()
    return _REGION_NAMES.get(" ".join(name.split()).casefold(), code.strip() or name.strip())


@cache
def authorities() -> dict[str, tuple[Area, tuple[str, ...]]]:
    """Every authority that files have held since 2006/07, by number, with its other codes."""
    found = {}
    text = files(__package__).joinpath("local_authorities.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        number, name, codes, within = line.split("|")
        area = Area(level=LOCAL, code=number, name=name, region=region_code("", within))
        found[number] = (area, tuple(code for code in codes.split(",") if code))
    return found


@cache
def _by_other_code() -> dict[str, str]:
    return {code: number for number, (_, codes) in authorities().items() for code in codes}


@cache
def _by_name() -> dict[str, str]:
    names = {_plain(area.name): number for number, (area, _) in authorities().items()}
    names["bristol"], names["kingston upon hull"], names["hull"] = "801", "810", "810"
    names["herefordshire"], names["durham"] = "884", "840"
    names["bedford borough"], names["bcp"] = "822", "839"
    return names


def authority(number: str, code: str = "", name: str = "", within: str = "") -> Area:
    """
    A local authority, from what a row gives of its number, its other code and its name.

    >>> authority("", "E10000002").name, authority("931.0").code
    ('Buckinghamshire', '931')
    """
    number = number.strip().removesuffix(".0")
    if not number.isdecimal():
        number = _by_other_code().get(code.strip(), "") or code.strip()
    known = authorities().get(number)
    if known is not None:
        return known[0]
    if number in ("", "."):
        number = _by_name().get(_plain(name), name.strip())
    return Area(level=LOCAL, code=number, name=name.strip() or number, region=within)


def place(words: str) -> Area:
    """
    The place that a person means by a code or a name.

    >>> place("E10000025").name, place("oxfordshire").code, place("South East").code
    ('Oxfordshire', '931', 'E12000008')

    Raises:
        EvidenceError: No such place; says which come close.
    """
    text = words.strip()
    if text == ENGLAND or text.casefold() == "england":
        return england()
    code = region_code(text, text)
    if code in _REGIONS:
        return region(code)
    if text in authorities():
        return authorities()[text][0]
    number = _by_other_code().get(text.upper()) or _by_name().get(_plain(text))
    if number is not None:
        return authorities()[number][0]
    near = [a.name for a, _ in authorities().values() if _plain(text) in _plain(a.name)]
    if len(near) == 1:
        return authorities()[_by_name()[_plain(near[0])]][0]
    hint = f" Did you mean {', '.join(near[:6])}?" if near else ""
    raise EvidenceError(
        f'no place is called "{words}". Give an authority by its number (931), '
        f"its code (E10000025) or its name (Oxfordshire), a region, or England.{hint}"
    )


def regions_of(area: Area) -> tuple[str, ...]:
    """
    Codes under which files may hold the region of a place, the usual one first.

    An authority of Inner London is compared with London where a file has it, else with
    Inner London.
    """
    if area.region in (INNER, OUTER):
        return (LONDON, area.region)
    return (area.region,) if area.region else ()


def successors(number: str) -> tuple[Succession, tuple[str, ...]] | None:
    """What came after an authority that ended; None where it did not."""
    for one in SUCCESSIONS:
        if number in one.ended:
            return one, one.formed
    return None


def predecessors(number: str) -> tuple[Succession, tuple[str, ...]] | None:
    """What an authority was formed from; None where it was not in living memory."""
    for one in SUCCESSIONS:
        if number in one.formed:
            return one, one.ended
    return None


def named(numbers: Iterable[str]) -> list[str]:
    """Names for numbers of authorities, as they come."""
    return [authority(number).name for number in numbers]


def _plain(name: str) -> str:
    kept = "".join(c if c.isalnum() else " " for c in name.casefold().replace("&", "and"))
    words = [word for word in kept.split() if word not in ("the", "city", "of", "county", "royal")]
    return " ".join(words) or " ".join(kept.split())
