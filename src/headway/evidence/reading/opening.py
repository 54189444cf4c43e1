"""A file opened as one kind of data, whatever it is packed in."""

from pathlib import Path

from headway.evidence.dataset import Dataset
from headway.evidence.kinds import kind
from headway.evidence.reading import (
    census_xml,
    delimited,
    mark_strings,
    school_census_xml,
    transfer_xml,
    workbooks,
)
from headway.evidence.reading.files import Container, FileFacts, facts
from headway.evidence.reading.headings import likeliest
from headway.evidence.reading.sheets import Progress, Sheet, silent


def opened(
    file: FileFacts,
    dataset: Dataset,
    *,
    filled: frozenset[str] = frozenset(),
    wanted: str = "",
    progress: Progress = silent,
) -> Sheet:
    """
    A file as one kind of data; its rows are read as they are asked for.

    `filled`: Columns whose value is given by hand.
    `wanted`: Of a workbook, the sheet to read; empty for the one that looks most like it.

    Raises:
        EvidenceError: It is not of that kind (the message says which it looks like), or it
            cannot be read.
    """
    match file.container:
        case Container.WORKBOOK:
            return workbooks.opened(file, dataset, filled, progress, wanted=wanted)
        case Container.XML:
            if transfer_xml.are_in(file, dataset):
                return transfer_xml.opened(file, dataset, filled, progress)
            if school_census_xml.are_in(file, dataset):
                return school_census_xml.opened(file, dataset, filled, progress)
            return census_xml.opened(file, dataset, progress)
        case Container.TEXT:
            if mark_strings.are_in(file, dataset):
                return mark_strings.opened(file, dataset, filled, progress)
            return delimited.opened(file, dataset, filled, progress)


def kind_of(path: Path) -> Dataset | None:
    """The kind of data that a CSV file or a workbook looks like; None where it is like none."""
    file = facts(path)
    if file.container is Container.TEXT:
        text, separator = delimited.sample(file)
        likely = likeliest(delimited.rows_of(text, separator)[:60])
    elif file.container is Container.WORKBOOK:
        likely = workbooks.likeliest_of(file)
    elif school_census_xml.is_census(file):
        return kind("attendance-census")
    else:
        return census_xml.kind_of(file)
    return likely[0] if likely else None
