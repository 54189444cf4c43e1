"""Files of exclusions as agencies might send them; every child is made up."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa

from headway.evidence.identifiers import upn_check_letter

HEADINGS = "UPN,Forename,School URN,Type,Start Date,End Date,Sessions,Reason"


def upn(number: int) -> str:
    rest = f"{number:012d}"
    return upn_check_letter(rest) + rest


def suspension(number: int, **changed: str) -> list[str]:
    """A sound row under `HEADINGS`."""
    start = date(2019, 9, 2) + timedelta(days=number % 200)
    row = {
        "upn": upn(number),
        "name": "Ann",
        "urn": str(100000 + number % 7),
        "type": "Suspension",
        "start": f"{start:%d/%m/%Y}",
        "end": f"{start + timedelta(days=2):%d/%m/%Y}",
        "sessions": "4",
        "reason": "DB",
    }
    return list((row | changed).values())


def text_of(rows: list[list[str]], *, separator: str = ",", above: str = "") -> str:
    heads = HEADINGS.replace(",", separator)
    lines = [separator.join(row) for row in rows]
    return above + "\n".join([heads, *lines]) + "\n"


def exclusions(path: Path, rows: list[list[str]], **kwargs: str) -> Path:
    path.write_text(text_of(rows, **kwargs), encoding="utf-8")
    return path


def marks(urn: str, days: range, code: str = "/") -> pa.Table:
    """One child's mornings of September 2019, counted from the second."""
    first = date(2019, 9, 2)
    return pa.table(
        {
            "upn": [upn(1)] * len(days),
            "urn": [urn] * len(days),
            "day": pa.array([first + timedelta(days=number) for number in days], pa.date32()),
            "session": ["AM"] * len(days),
            "code": [code] * len(days),
        }
    )
