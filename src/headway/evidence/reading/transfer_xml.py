"""
Attendance in a common transfer file: XML with a string of marks for each pupil and year.

Such a file names the school by authority and establishment; its URN is given by hand.
"""

from collections.abc import Iterator

from lxml import etree

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.reading.files import FileFacts
from headway.evidence.reading.headings import Headings
from headway.evidence.reading.mark_strings import MarkStrings
from headway.evidence.reading.sheets import (
    Batch,
    Progress,
    Ragged,
    Sheet,
    Stretches,
    batch_of,
    silent,
)

_NAMES = ("upn", "day", "session", "code")
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
        EvidenceError: The school's URN was not given; or, while it is read, it breaks off.
    """
    if "urn" not in filled:
        raise EvidenceError(
            f"{facts.path.name} is a transfer file, which does not hold the school's URN. Give "
            "it with --fill urn=VALUE."
        )
    places = {name: place for place, name in enumerate(_NAMES)}
    stretches = Stretches()
    return Sheet(
        dataset=dataset,
        headings=Headings(row=0, cells=_NAMES, places=places, missing=()),
        batches=_batches(facts, dataset, stretches, progress),
        form="common transfer file, XML",
        remarks=(
            "Strings of marks: two a day from the first day, Monday to Friday; a row is one "
            "pupil's string.",
        ),
        stretches=stretches,
    )


def _batches(
    facts: FileFacts, dataset: Dataset, stretches: Stretches, progress: Progress
) -> Iterator[Batch]:
    strings = MarkStrings(["upn"], {"upn": 0, "start": 1, "marks": 2}, "", stretches)
    columns: dict[str, list[str]] = {name: [] for name in _NAMES}
    ragged: list[Ragged] = []
    before = 0
    for number, cells in enumerate(_strings(facts), start=1):
        fault = strings.unfold(number, cells, columns)
        if fault is not None:
            ragged.append(fault)
        if number % _BATCH == 0:
            yield batch_of(dataset, columns, list(range(before + 1, stretches.count + 1)), ragged)
            before = stretches.count
            columns, ragged = {name: [] for name in _NAMES}, []
    progress(facts.size)
    yield batch_of(dataset, columns, list(range(before + 1, stretches.count + 1)), ragged)


def _strings(facts: FileFacts) -> Iterator[list[str]]:
    """For each pupil and year, the pupil's number, the first day and the marks."""
    try:
        for _, pupil in etree.iterparse(
            str(facts.path),
            events=("end",),
            tag="{*}Pupil",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            upn = pupil.findtext("{*}UPN") or ""
            for year in pupil.iterfind("{*}Attendance/{*}YearData"):
                texts = [year.findtext(f"{{*}}{tag}") or "" for tag in _TAGS]
                yield [upn.strip(), texts[0].strip(), texts[1]]
            pupil.clear()
    except etree.XMLSyntaxError as error:
        raise EvidenceError(
            f"{facts.path.name} breaks off or is damaged at line {error.lineno}: it is still "
            "being written, or its copy was broken off. Load it when it is whole."
        ) from error
