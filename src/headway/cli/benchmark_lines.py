"""What `headway benchmark` tells of published files that it was given."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headway.evidence.published.loading import Loaded
    from headway.evidence.published.releases import Release


def loaded_lines(found: "Sequence[Loaded]") -> Iterator[str]:
    """What became of each file, and last how many were refused, if any were."""
    for one in found:
        if one.refused:
            yield f"Not loaded: {one.refused}"
        elif one.release is None:
            yield f"{one.file}: {one.words}"
        else:
            kept = "already kept as" if one.known else "kept as"
            yield f"{one.file}: {kept} {one.release.dataset}: {_holds(one.release)}"
            yield from (f"  {note}" for note in one.release.notes)
    refused = sum(bool(one.refused) for one in found)
    if refused:
        were = "was" if refused == 1 else "were"
        yield f"{refused} of {len(found)} files {were} not loaded; the others are kept."


def _holds(release: "Release") -> str:
    if not release.periods:
        return f"neighbours of {release.rows} authorities"
    first, last = release.periods[0], release.periods[-1]
    span = first if first == last else f"{first} to {last}"
    indicators = _number(len(release.indicators), "indicator")
    return f"{indicators}, {_number(release.rows, 'row')}, {span}"


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
