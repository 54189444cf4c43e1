"""The kernel over bytes and the definitions over long rows count the same, to the digit."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headway.analytics.attendance.counting import count
from headway.analytics.attendance.plain import VALUES, tally_plainly
from headway.analytics.definition import Window
from headway.analytics.definitions import definition
from headway.analytics.engines.duckdb import DuckDBEngine
from headway.evidence.attendance_codes import CODES
from headway.evidence.marks.files import write_matrix
from headway.evidence.marks.roster import NOT_COUNTED, Roster, key_of
from headway.evidence.marks.sessions import Sessions
from tests.analytics.tables_made_up import given_tables

SCHOOLS = (("100001", "primary"), ("100002", "secondary"), ("100003", "special"))
PUPILS = 8
ENDS = (4, 7, 10, 13, 16, 20)
SETS = ((), ("phase",), ("school",), ("sex",), ("phase", "sen_provision"))

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def _year(first: date) -> Sessions:
    days = tuple(first + timedelta(days=n) for n in range(ENDS[-1]))
    return Sessions(year=first.year if first.month >= 8 else first.year - 1, days=days, ends=ENDS)


def _pupil(number: int, year: int, made: random.Random) -> dict[str, Any]:
    """An enrolment; some are boarders or sixteen already."""
    return {
        "academic_year": year,
        "upn": f"P{number}",
        "urn": SCHOOLS[number // PUPILS][0],
        "entry": date(year, 8, 1),
        "birth": date(year - made.choice((8, 10, 13, 17)), 3, 1),
        "boarder": made.choice((None, None, "N", "B")),
        "sex": made.choice(("F", "M")),
        "sen_provision": made.choice(("N", "K", "E")),
    }


def _key(pupil: dict[str, Any], year: int) -> int:
    if pupil["boarder"] == "B" or pupil["birth"].year == year - 17:
        return NOT_COUNTED
    return key_of({"sex": pupil["sex"], "sen": pupil["sen_provision"], "cp": "no", "cin": "no"})


@pytest.mark.parametrize("first", [date(2018, 9, 3), date(2022, 3, 21), date(2024, 8, 9)])
def test_the_kernel_counts_what_the_definitions_say(first: date, tmp_path: Path) -> None:
    made = random.Random(str(first))  # noqa: S311 - chance, not secrecy
    year = _year(first)
    pupils = [_pupil(n, year.year, made) for n in range(PUPILS * len(SCHOOLS))]
    codes = [*CODES, *[code for code in CODES if code.code in "/\\/\\/\\"] * 20]
    chosen = [[made.choice(codes) for _ in range(len(year))] for _ in pupils]
    given = given_tables(
        attendance_marks=[
            {"upn": pupil["upn"], "urn": pupil["urn"], "day": year.days[n // 2],
             "session": ("AM", "PM")[n % 2], "code": code.code}
            for pupil, marks in zip(pupils, chosen, strict=True)
            for n, code in enumerate(marks)
        ],
        enrolments=pupils,
        schools=[{"urn": urn, "phase": phase} for urn, phase in SCHOOLS],
    )  # fmt: skip
    roster = Roster(
        numbers=np.arange(len(pupils), dtype=np.int64),
        keys=np.array([_key(pupil, year.year) for pupil in pupils], dtype=np.uint8),
        urns=np.array([int(urn) for urn, _ in SCHOOLS], dtype=np.int64),
        offsets=np.arange(0, len(pupils) + 1, PUPILS, dtype=np.int64),
        las=("931",) * len(SCHOOLS),
        phases=tuple(phase for _, phase in SCHOOLS),
    )
    blocks = [np.array([[code.byte for code in marks] for marks in chosen], dtype=np.uint8)]
    matrix = write_matrix(tmp_path / "year", sessions=year, roster=roster, blocks=blocks)

    totals = count([matrix], threads=1, kernel=tally_plainly)

    engine = DuckDBEngine(threads=1)
    for term, end in enumerate(ENDS):
        window = Window(first=year.days[0], last=year.days[end - 1], name=f"T{term + 1}")
        made_totals = {"attendance-totals": engine.made("attendance-totals", given, window)}
        for name, above, below in (
            ("authorised-absence", "authorised", "possible"),
            ("unauthorised-absence", "unauthorised", "possible"),
            ("persistent-absence", "persistent", "pupils"),
            ("severe-absence", "severe", "pupils"),
        ):
            cube = engine.cube(definition(name), made_totals, window, SETS)
            for by, counts in zip(SETS, cube, strict=True):
                axes = tuple("sen" if column == "sen_provision" else column for column in by)
                kernels = totals.counts(axes)
                assert counts
                assert {tuple(one.group.values()): (one.numerator, one.denominator)
                        for one in counts} == {
                    label: (int(values[term, VALUES.index(above)]),
                            int(values[term, VALUES.index(below)]))
                    for label, values in zip(kernels.labels, kernels.values, strict=True)
                    if values[term, 0]
                }  # fmt: skip
