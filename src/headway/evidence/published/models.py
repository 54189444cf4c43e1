"""
Statistical neighbours: the ten authorities most like each, by the model of a year.

The models differ (Oxfordshire's neighbours of 2021 and of 2025 differ in two of ten), and
being a neighbour is not mutual, so a comparison always names its model and its neighbours.
"""

import hashlib
import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from headway.evidence.errors import EvidenceError
from headway.evidence.published import places
from headway.evidence.published.layouts import NEIGHBOURS, NEIGHBOURS_BY_NUMBER, Layout
from headway.evidence.published.releases import Release, Shelf, described
from headway.evidence.published.sheets import Sheet, small_rows

_PREFIX = "neighbours-"
_TEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """
    One statistical neighbour.

    Attributes:
        position: 1 for the closest.
        closeness: In the model's words: "Very close".
    """

    number: str
    name: str
    position: int
    closeness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The neighbours of one authority in one model, closest first."""

    of: places.Area
    model: str
    neighbours: tuple[Neighbour, ...]


def keep(sheet: Sheet, layout: Layout, shelf: Shelf, *, loaded: str) -> tuple[Release, bool]:
    """
    Keep a model; the second part of the answer is True where it was there already.

    Raises:
        EvidenceError: No authority of it has neighbours, or its year cannot be told.
    """
    identity = hashlib.sha256(sheet.sha256.encode()).hexdigest()[:32]
    if shelf.has(identity):
        return next(r for r in shelf.releases() if r.id == identity), True
    rows = [found for number, row in small_rows(sheet) for found in _row(number, row, layout)]
    if not rows:
        raise EvidenceError(f"{sheet.name} names no neighbours for any authority.")
    model = _model(sheet.name, layout)
    release = Release(
        id=identity,
        dataset=f"{_PREFIX}{model}",
        title=f"Statistical neighbours, {model} model",
        file=sheet.name,
        sha256=sheet.sha256,
        layout=layout.name,
        loaded=loaded,
        rows=len({row["number"] for row in rows}),
        year=int(model),
        columns=tuple(sheet.header),
    )
    draft = shelf.draft(identity)
    table = pa.Table.from_pylist(rows)
    pq.write_table(table.replace_schema_metadata(described(release)), draft)
    shelf.keep(draft, release)
    return release, False


def models(shelf: Shelf) -> tuple[str, ...]:
    """Years of the models on the shelf, oldest first."""
    found = {r.dataset.removeprefix(_PREFIX) for r in shelf.releases() if _is_model(r)}
    return tuple(sorted(found))


def neighbourhood(shelf: Shelf, area: places.Area, model: str) -> Neighbourhood:
    """
    The neighbours of an authority.

    Raises:
        EvidenceError: The model is not on the shelf, or does not know the authority.
    """
    release = next((r for r in shelf.releases(f"{_PREFIX}{model}") if _is_model(r)), None)
    if release is None:
        known = ", ".join(models(shelf)) or "none"
        raise EvidenceError(
            f"there is no statistical neighbours model of {model} here (there is: {known}); "
            "load its file with `headway benchmark load`."
        )
    table = pq.read_table(shelf.path(release), filters=[("number", "=", area.code)])
    found = sorted(table.to_pylist(), key=lambda row: row["position"])
    if not found:
        raise EvidenceError(
            f"the {model} model of statistical neighbours does not know {area.name} ({area.code}); "
            "it may have been formed later, or be no authority."
        )
    return Neighbourhood(
        of=area,
        model=model,
        neighbours=tuple(
            Neighbour(
                number=row["neighbour"],
                name=places.authority(row["neighbour"]).name,
                position=row["position"],
                closeness=row["closeness"],
            )
            for row in found
        ),
    )


def is_model(release: Release) -> bool:
    """Whether a release is a model of neighbours and holds no figures."""
    return _is_model(release)


def _is_model(release: Release) -> bool:
    return release.layout in (NEIGHBOURS.name, NEIGHBOURS_BY_NUMBER.name)


def _row(line: int, row: dict[str, str], layout: Layout) -> list[dict[str, object]]:
    lower = {name.casefold(): cell for name, cell in row.items()}
    number = lower.get("old_la_code" if layout is NEIGHBOURS else "la number", "")
    if not number.isdecimal():
        return []
    found: list[dict[str, object]] = []
    for position in range(1, _TEN + 1):
        if layout is NEIGHBOURS:
            other, close = lower.get(f"sn_{position}", ""), lower.get(f"sn_{position}p", "")
        else:
            mark = "snp" if position == 1 else f"snp.{position}"
            other, close = lower.get(f"sn{position}", ""), lower.get(mark, "")
        if other.isdecimal():
            found.append(
                {
                    "number": number,
                    "neighbour": other,
                    "position": position,
                    "closeness": close.strip().capitalize(),
                    "_row": line,
                }
            )
    return found


def _model(file: str, layout: Layout) -> str:
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", file)
    if years:
        return str(years[-1])
    if layout is NEIGHBOURS_BY_NUMBER:
        return "2021"
    raise EvidenceError(
        f"{file} holds statistical neighbours, but its name has no year to call the model by; "
        "name it for its year, such as sn_model_2025_wide.csv."
    )
