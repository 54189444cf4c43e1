"""
Absence in the school census as XML: one row for each pupil and term that the file has.

A census collects the absence of the term before: in January that of autumn, in May that of
spring, and in October the two halves of summer, told apart. Pupils are read one after another and
forgotten, so that a file may be of any size; entities and outside references are not followed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import academic_year
from headway.evidence.reading.days import day
from headway.evidence.reading.files import FileFacts
from headway.evidence.reading.headings import Headings
from headway.evidence.reading.school_tags import LAESTAB, numbered
from headway.evidence.reading.sheets import Batch, Progress, Ragged, Sheet, batch_of, silent

_BATCH = 20_000
_HEAD = 1 << 20
_DATASET = "attendance-census"
_PUPILS = ("{*}PupilOnRoll", "{*}PupilNoLongerOnRoll", "{*}Pupil")
_PUPIL_TAGS = {
    "upn": ("UPN",),
    "birth": ("DOB", "PersonBirthDate"),
    "sex": ("Sex", "GenderCurrent", "Gender"),
    "year_group": ("NCyearActual",),
}
_SESSION_TAGS = {
    "sessions_possible": "SessionsPossible",
    "sessions_authorised": "SessionsAuthorised",
    "sessions_unauthorised": "SessionsUnauthorised",
}
_PRESENT = {"/": "present_am", "\\": "present_pm"}
_SECOND_HALF = ("HalfTerm2", "SecondHalf", "2ndHalf")

Cells = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """
    What the head of a census says of all its rows.

    Attributes:
        school: Its URN, or its authority and establishment; empty where it names neither.
        by_urn: Which of them.
        terms: The term of a pupil's only stretch of sessions, or of the first and the second.
    """

    school: str
    by_urn: bool
    year: str
    terms: tuple[str, str]
    told: str


def are_in(facts: FileFacts, dataset: Dataset) -> bool:
    """Whether a file is a school census, and its absence is wanted."""
    return dataset.name == _DATASET and is_census(facts)


def is_census(facts: FileFacts) -> bool:
    """Whether a file is a school census."""
    with facts.path.open("rb") as file:
        head = file.read(_HEAD)
    return b"SessionsPossible" in head or b"<PupilsOnRoll" in head or b":PupilsOnRoll" in head


def opened(
    facts: FileFacts,
    dataset: Dataset,
    filled: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> Sheet:
    """
    The absence in a school census.

    Raises:
        EvidenceError: It does not say its school, and that was not given; or, while it is read,
            it breaks off.
    """
    about = _about(facts)
    if not about.school and "urn" not in filled:
        raise EvidenceError(
            f"{facts.path.name} is a school census that names no school. Give its URN with "
            "--fill urn=VALUE."
        )
    names = [column.name for column in dataset.columns if column.name not in filled]
    tags = {**{name: ways[0] for name, ways in _PUPIL_TAGS.items()}, **_SESSION_TAGS}
    if not about.by_urn:
        tags["urn"] = LAESTAB
    return Sheet(
        dataset=dataset,
        headings=Headings(
            row=0,
            cells=tuple(tags.get(name, name) for name in names),
            places={name: place for place, name in enumerate(names)},
            missing=(),
        ),
        batches=_batches(facts, dataset, names, about, progress),
        form="school census, XML",
        remarks=(
            about.told,
            "Rows are counted in the order of the file: an XML file has none of its own.",
        ),
    )


def _about(facts: FileFacts) -> _About:
    """The school and the census day, from what stands before the first pupil."""
    found: Cells = {}
    try:
        for _, element in _elements(facts, None):
            name = etree.QName(element).localname
            if name in {"PupilIdentifiers", "UPN"}:
                break
            if name in {"URN", "LEA", "Estab", "ReferenceDate"} and element.text:
                found.setdefault(name, element.text.strip())
    except etree.XMLSyntaxError as error:
        raise _broken_off(facts, error) from error
    census = day(found.get("ReferenceDate", ""))
    year, terms = _terms(census) if census else ("", ("", ""))
    told = (
        f"The census of {census:%d/%m/%Y} holds the absence of "
        f"{' and '.join(dict.fromkeys(terms))} {year}/{(int(year) + 1) % 100:02d}."
        if census
        else "The census does not say its day: give the term and the year with --fill."
    )
    urn = found.get("URN", "")
    school = urn or numbered(found.get("LEA", ""), found.get("Estab", ""))
    return _About(school=school, by_urn=bool(urn), year=year, terms=terms, told=told)


def _terms(census: date) -> tuple[str, tuple[str, str]]:
    """The school year and the terms of which a census collects the absence."""
    year = academic_year(census)
    if census.month >= 8:
        return str(year - 1), ("summer-1", "summer-2")
    return str(year), ("autumn", "autumn") if census.month <= 3 else ("spring", "spring")


def _elements(
    facts: FileFacts, tags: tuple[str, ...] | None
) -> Iterator[tuple[str, etree._Element]]:
    return iter(
        etree.iterparse(
            str(facts.path),
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
    )


def _broken_off(facts: FileFacts, error: etree.XMLSyntaxError) -> EvidenceError:
    return EvidenceError(
        f"{facts.path.name} breaks off or is damaged at line {error.lineno}: it is still being "
        "written, or its copy was broken off. Load it when it is whole."
    )


def _batches(
    facts: FileFacts, dataset: Dataset, names: list[str], about: _About, progress: Progress
) -> Iterator[Batch]:
    columns: dict[str, list[str]] = {name: [] for name in names}
    ragged: list[Ragged] = []
    first = count = 0
    rows: list[int] = []
    try:
        for _, pupil in _elements(facts, _PUPILS):
            for cells in _rows(pupil, about):
                count += 1
                strange = sorted(set(cells) - {column.name for column in dataset.columns})
                if strange:
                    ragged.append(_unknown(count, cells, strange))
                    continue
                rows.append(count)
                for name in names:
                    columns[name].append(cells.get(name, ""))
            _forget(pupil)
            if count - first >= _BATCH:
                yield batch_of(dataset, columns, rows, ragged)
                columns, rows, ragged = {name: [] for name in names}, [], []
                first = count
    except etree.XMLSyntaxError as error:
        raise _broken_off(facts, error) from error
    progress(facts.size)
    yield batch_of(dataset, columns, rows, ragged)


def _unknown(row: int, cells: Cells, strange: list[str]) -> Ragged:
    codes = ", ".join(name.removeprefix("reason_").upper() for name in strange)
    return Ragged(
        row=row,
        cells=(cells.get("upn", ""), *(f"{name}={cells[name]}" for name in strange)),
        expected=len(cells),
        sentence=f"{codes} is no reason for absence. Write the code of the register.",
    )


def _forget(pupil: etree._Element) -> None:
    pupil.clear()
    parent = pupil.getparent()
    while parent is not None and pupil.getprevious() is not None:
        del parent[0]


def _rows(pupil: etree._Element, about: _About) -> Iterator[Cells]:
    """A row for each stretch of sessions; none for a pupil without, such as one of four."""
    common = {"urn": about.school, "academic_year": about.year}
    for name, ways in _PUPIL_TAGS.items():
        texts = (pupil.findtext(f".//{{*}}{way}") for way in ways)
        common[name] = next((text.strip() for text in texts if text), "")
    stretches = [one.getparent() for one in pupil.iterfind(".//{*}SessionsPossible")]
    for place, stretch in enumerate(stretches):
        if stretch is not None:
            second = place > 0 or any(word in str(stretch.tag) for word in _SECOND_HALF)
            yield {**common, "term": about.terms[second], **_sessions(stretch)}


def _sessions(stretch: etree._Element) -> Cells:
    cells = {}
    for name, tag in _SESSION_TAGS.items():
        cells[name] = (stretch.findtext(f".//{{*}}{tag}") or "").strip()
    for reason in stretch.iterfind(".//{*}AttendanceReason"):
        code, parent = (reason.text or "").strip(), reason.getparent()
        number = parent.findtext("{*}AbsenceSessions") if parent is not None else None
        if code:
            name = _PRESENT.get(code, f"reason_{code.lower()}")
            cells[name] = (number or "").strip()
    return cells
