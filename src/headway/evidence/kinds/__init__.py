"""Every kind of file that Headway reads, one declaration a module, listed here by name."""

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import (
    attendance_marks,
    enrolments,
    exclusions,
    placements,
    schools,
)

KINDS: tuple[Dataset, ...] = (
    attendance_marks.DATASET,
    enrolments.DATASET,
    schools.DATASET,
    exclusions.DATASET,
    placements.DATASET,
)


def kind(name: str) -> Dataset:
    """
    The dataset of this name.

    Raises:
        EvidenceError: There is none; the message lists those there are.
    """
    for dataset in KINDS:
        if dataset.name == name:
            return dataset
    names = ", ".join(dataset.name for dataset in KINDS)
    raise EvidenceError(f'"{name}" is not a kind of data. The kinds are {names}.')
