"""
Attendance in a common transfer file: XML with a string of marks for each pupil and year.

Such a file names schools by authority and establishment, each year's where it has them and else the
sending one; the register of schools, or a person, gives the URN.
"""

from collections.abc import Iterator

from lxml import etree

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.reading.files import FileFacts
from headway.evidence.reading.headings import Headings
from headway.evidence.reading.mark_strings import MarkStrings
from headway.evidence.reading.school_tags import LAESTAB, laestab
from headway.evidence.reading.sheets import (
    Batch,
    Progress,
    Ragged,
    Sheet,
    Stretches,
    batch_of,
    silent,
)

_NAMES = ("day", "session", "code")
_PLACES = {"upn": 0, "urn": 1, "start": 2, "marks": 3}
_BATCH = 500
_TAGS = ("AttendanceStartDate", "AttendanceMarks")


def are_in(facts: FileFacts, dataset: Dataset) -> bool:
    """Whether a file is a transfer file, and marks are wanted of it."""
    if dataset.name != "attendance-marks":
        return False
    with facts.path.open("rb") as file:
        return b"<CTfile" in file.read(1 << 16)


def opened(
    facts: FileFacts,
    dataset: Dataset,
    filled: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> Sheet:
    """
    The attendance of a transfer file as marks, one a session.

    Raises:
        EvidenceError: It names no school, and that was not given; or, while it is read, it breaks
            off.
    """
    ours = ["upn"] if "urn" in filled else ["upn", "urn"]
    if "urn" in ours and not any(cells[1] for cells in _strings(facts)):
        raise EvidenceError(
            f"{facts.path.name} is a transfer file that names no school. Give its URN with "
            "--fill urn=VALUE."
        )
    names = (*ours, *_NAMES)
    headings = Headings(
        row=0,
        cells=tuple(LAESTAB if name == "urn" else name for name in names),
        places={name: place for place, name in enumerate(names)},
        missing=(),
    )
    stretches = Stretches()
    strings = MarkStrings(ours, _PLACES, "", stretches)
    return Sheet(
        dataset=dataset,
        headings=headings,
        batches=_batches(facts, dataset, strings, progress),
        form="common transfer file, XML",
        remarks=(
            "Strings of marks: two a day from the first day, Monday to Friday; a row is one "
            "pupil's string.",
        ),
        stretches=stretches,
    )


def _batches(
    facts: FileFacts, dataset: Dataset, strings: MarkStrings, progress: Progress
) -> Iterator[Batch]:
    names, stretches = (*strings.ours, *_NAMES), strings.stretches
    columns: dict[str, list[str]] = {name: [] for name in names}
    ragged: list[Ragged] = []
    before = 0
    for number, cells in enumerate(_strings(facts), start=1):
        fault = strings.unfold(number, cells, columns)
        if fault is not None:
            ragged.append(fault)
        if number % _BATCH == 0:
            yield batch_of(dataset, columns, list(range(before + 1, stretches.count + 1)), ragged)
            before = stretches.count
            columns, ragged = {name: [] for name in names}, []
    progress(facts.size)
    yield batch_of(dataset, columns, list(range(before + 1, stretches.count + 1)), ragged)


def _strings(facts: FileFacts) -> Iterator[list[str]]:
    """For each pupil and year, the pupil's number, the school's, the first day and the marks."""
    sending = ""
    try:
        for _, element in etree.iterparse(
            str(facts.path),
            events=("end",),
            tag=("{*}SourceSchool", "{*}Pupil"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            if etree.QName(element).localname == "SourceSchool":
                sending = laestab(element)
                continue
            upn = element.findtext("{*}UPN") or ""
            for year in element.iterfind("{*}Attendance/{*}YearData"):
                texts = [year.findtext(f"{{*}}{tag}") or "" for tag in _TAGS]
                yield [upn.strip(), laestab(year) or sending, texts[0].strip(), texts[1]]
            element.clear()
    except etree.XMLSyntaxError as error:
        raise EvidenceError(
            f"{facts.path.name} breaks off or is damaged at line {error.lineno}: it is still "
            "being written, or its copy was broken off. Load it when it is whole."
        ) from error
