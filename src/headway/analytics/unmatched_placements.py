"""Placements and permanent exclusions that find nothing to be joined to, so that they are told."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from headway.analytics.definition import Window

PLACEMENTS = "placements"


def remarks(placements: Any, exclusions: Any, rolls: Any, window: Window) -> tuple[str, ...]:
    """
    Which placements fit no permanent exclusion, and which of these are of pupils on no roll.

    Args:
        placements: The rows, in memory or in files.
        exclusions: Likewise.
        rolls: Of `enrolments`, likewise.
        window: The days asked about.
    """
    events = _read(exclusions, ("upn", "start", "kind"))
    permanent = {(one["upn"], one["start"]) for one in events if one["kind"] == "permanent"}
    provided = _read(placements, ("upn", "excluded"))
    days = {(one["upn"], one["excluded"]) for one in provided if _within(one["excluded"], window)}
    unfit = len(days - permanent)
    known = {one["upn"] for one in _read(rolls, ("upn",))}
    ageless = sum(_within(day, window) and upn not in known for upn, day in permanent)
    found = []
    if unfit:
        found.append(
            f"{unfit:,} exclusion{'' if unfit == 1 else 's'} named in {PLACEMENTS} "
            f"{'fits' if unfit == 1 else 'fit'} no permanent exclusion of the same pupil and day, "
            "so that what was provided is in no figure. Compare the days in the two files."
        )
    if ageless:
        found.append(
            f"{ageless:,} permanent exclusion{'' if ageless == 1 else 's'} "
            f"{'is' if ageless == 1 else 'are'} of pupils on no roll: whether they are of "
            "compulsory school age is not known, and they are in no figure."
        )
    return tuple(found)


def _within(day: Any, window: Window) -> bool:
    return day is not None and window.first <= day <= window.last


def _read(rows: Any, names: Sequence[str]) -> list[dict[str, Any]]:
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415 - late: slow to import

    if not isinstance(rows, pa.Table):
        paths = [rows] if isinstance(rows, Path) else rows
        rows = pa.concat_tables([pq.read_table(path, columns=list(names)) for path in paths])
    wanted: list[dict[str, Any]] = rows.select(list(names)).to_pylist()
    return wanted
