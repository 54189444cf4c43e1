"""
An edition's public figures as a file, so that whoever comes later can reckon with them.

JSON, `headway-published/1`. It holds nothing that the edition did not show.
"""

import json
from collections.abc import Mapping
from datetime import date
from math import inf, isfinite
from typing import Any

from headway.disclosure.attacking.knowledge import Derived
from headway.disclosure.cells import CellId, Relation, TableError
from headway.disclosure.editions.published import Published, PublishedCell, Shown
from headway.domain.disclosing import DisclosurePolicy, Method, ZeroRule
from headway.domain.errors import HeadwayError

FORMAT = "headway-published/1"


def written(one: Published) -> str:
    """The file's text: the same edition gives the same bytes."""
    policy = one.policy
    told: dict[str, Any] = {
        "format": FORMAT,
        "plan": one.plan,
        "title": one.title,
        "edition": one.edition,
        "date": one.at.isoformat() if one.at else None,
        "policy": {
            "threshold": policy.threshold,
            "zeros": policy.zeros.value,
            "method": policy.method.value,
            "rounding_base": policy.rounding_base,
            "reach": one.reach,
            "symbol": policy.symbol,
        },
        "cells": [_cell_written(cell) for cell in one.cells.values()],
        "sums": [{"name": it.name, "total": it.total, "parts": list(it.parts)} for it in one.sums],
        "derived": [
            {
                "name": it.name,
                "value": it.value,
                "decimals": it.decimals,
                "per": it.per,
                "top": dict(it.top),
                "bottom": dict(it.bottom),
            }
            for it in one.derived
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _cell_written(cell: PublishedCell) -> dict[str, Any]:
    told: dict[str, Any] = {"id": cell.id, "shown": cell.shown.value}
    if cell.value is not None:
        told["value"] = int(cell.value) if float(cell.value).is_integer() else cell.value
    if cell.decimals:
        told["decimals"] = cell.decimals
    if not cell.whole:
        told["whole"] = False
    if cell.lower:
        told["lower"] = cell.lower
    if cell.upper != inf:
        told["upper"] = cell.upper
    return told


def read(text: str, name: str) -> Published:
    """
    An edition from its file.

    Args:
        text: What is in the file.
        name: What the file is called, for messages.

    Raises:
        TableError: It is not such a file, or something in it does not make sense.
    """
    try:
        told = json.loads(text)
    except ValueError as error:
        raise TableError(f"{name} is not JSON ({error})") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise TableError(
            f'{name} is not an edition\'s public figures: expected the format "{FORMAT}"'
        )
    try:
        return _edition(told)
    except HeadwayError as error:
        raise TableError(f"{name}: {error}") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TableError(f"{name} is damaged: {_damage(error)}") from None


def _damage(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _edition(told: Mapping[str, Any]) -> Published:
    rule = told.get("policy", {})
    cells: dict[CellId, PublishedCell] = {}
    for entry in told["cells"]:
        cell = _cell(entry)
        if cell.id in cells:
            raise TableError(f'two cells are called "{cell.id}"')
        cells[cell.id] = cell
    return Published(
        plan=str(told.get("plan", "")),
        title=str(told.get("title", "")),
        edition=str(told.get("edition", "")),
        at=date.fromisoformat(told["date"]) if told.get("date") else None,
        cells=cells,
        sums=tuple(
            Relation(
                total=CellId(str(it["total"])),
                parts=tuple(CellId(str(part)) for part in it["parts"]),
                name=str(it.get("name", "")),
            )
            for it in told.get("sums", [])
        ),
        derived=tuple(_derived(it) for it in told.get("derived", [])),
        policy=DisclosurePolicy(
            threshold=int(rule.get("threshold", 5)),
            zeros=ZeroRule(rule.get("zeros", "show")),
            method=Method(rule.get("method", "suppress")),
            rounding_base=int(rule.get("rounding_base", 5)),
            symbol=str(rule.get("symbol", "c")),
        ),
        reach=int(rule.get("reach", 1)),
    )


def _cell(entry: Mapping[str, Any]) -> PublishedCell:
    value = entry.get("value")
    return PublishedCell(
        id=CellId(str(entry["id"])),
        shown=Shown(entry.get("shown", "printed")),
        value=None if value is None else _number(value),
        decimals=int(entry.get("decimals", 0)),
        whole=bool(entry.get("whole", True)),
        lower=_number(entry.get("lower", 0.0)),
        upper=_number(entry["upper"]) if "upper" in entry else inf,
    )


def _derived(entry: Mapping[str, Any]) -> Derived:
    return Derived(
        name=str(entry["name"]),
        value=_number(entry["value"]),
        decimals=int(entry.get("decimals", 0)),
        per=_number(entry.get("per", 1.0)),
        top={CellId(str(key)): _number(weight) for key, weight in entry["top"].items()},
        bottom={
            CellId(str(key)): _number(weight) for key, weight in entry.get("bottom", {}).items()
        },
    )


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise TableError(f"expected a number, got {json.dumps(value)}")
    return float(value)
