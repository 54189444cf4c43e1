"""A handful of made-up files as agencies hand them over, small enough to be worked by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from headway.evidence.identifiers import upn_check_letter

PRIMARY, SECONDARY = "100001", "100002"

SCHOOLS = f"urn,name,phase\n{PRIMARY},Brook Primary,primary\n{SECONDARY},Hill School,secondary\n"


def upn(number: int) -> str:
    """The unique pupil number of a pupil who does not exist."""
    rest = f"931{20:02d}{number:07d}"
    return f"{upn_check_letter(rest)}{rest}"


SUSPENDED: Mapping[str, Sequence[int]] = {
    # Pupils of each school by their number, one entry a suspension.
    SECONDARY: (1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    PRIMARY: (11, 12, 13),
}
"""Fifteen suspensions of thirteen pupils: one was suspended twice, one by both schools."""


def exclusions(suspended: Mapping[str, Sequence[int]] = SUSPENDED) -> str:
    """The file of suspensions, a day apart so that no row repeats another."""
    lines = ["upn,urn,kind,start,end,sessions,sen_provision"]
    for urn, pupils in suspended.items():
        for day, pupil in enumerate(pupils, start=10):
            sen = "K" if pupil % 3 == 0 else "N"
            date = f"2023-10-{day:02d}"
            lines.append(f"{upn(pupil)},{urn},suspension,{date},{date},2,{sen}")
    return "\n".join(lines) + "\n"


def write(folder: Path) -> dict[str, Path]:
    """The files in a folder, by kind; named as synthetic, as all that is made up is."""
    texts = {"schools": SCHOOLS, "exclusions": exclusions()}
    found = {}
    for kind, text in texts.items():
        found[kind] = folder / f"synthetic-{kind}.csv"
        found[kind].write_text(text, encoding="utf-8")
    return found
