"""Marks of the attendance register, one row a pupil and session."""

from typing import Any

from headway.evidence.attendance_codes import (
    CODES,
    attendance_code,
    bytes_of,
    fault_of_mark,
    faulty_marks,
)
from headway.evidence.dataset import Dataset, Holds, Privacy, Row, Rule
from headway.evidence.kinds.columns import Need, column, school, upn


def _mark_fits(row: Row) -> str | None:
    code, session, day = row.get("code"), row.get("session"), row.get("day")
    if not code or session is None or day is None or attendance_code(code) is None:
        return None
    return fault_of_mark(code, session, day)


def _suspects(table: Any) -> Any:
    import numpy as np  # noqa: PLC0415 - late: slow to import
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import
    import pyarrow.compute as pc  # noqa: PLC0415 - late: slow to import

    if not {"code", "session", "day"} <= set(table.column_names):
        return pa.repeat(pa.scalar(False), table.num_rows)
    afternoons = pc.equal(table["session"], "PM").fill_null(False)
    days = table["day"].cast(pa.date32()).cast(pa.int32()).fill_null(0)
    return pa.array(faulty_marks(bytes_of(table["code"]), np.asarray(afternoons), np.asarray(days)))


DATASET = Dataset(
    name="attendance-marks",
    title="Attendance marks",
    about="The register of a school, as its system exports it: morning and afternoon of every "
    "school day. Also read from strings of one mark a session.",
    grain="one pupil at one school in one session",
    columns=(
        upn(),
        school("The school that keeps the register."),
        column(
            "day",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day of the session.",
            *("Date", "Session Date", "Mark Date", "Attendance Date"),
        ),
        column(
            "session",
            Holds.CODE,
            Privacy.OPEN,
            "Morning or afternoon.",
            *("Session", "AM/PM", "Session Name", "Period"),
            codes={"AM": "morning", "PM": "afternoon"},
            written={"AM": ("A", "1", "Morning"), "PM": ("P", "2", "Afternoon")},
        ),
        column(
            "code",
            Holds.CODE,
            Privacy.SPECIAL,
            "The mark. It can tell of illness, faith and custody. Empty where none was received, "
            "which is neither present nor absent.",
            *("Mark", "Attendance Mark", "Attendance Code", "Mark Code", "Register Mark"),
            need=Need.MAY_BE_EMPTY,
            codes={code.code: code.meanings[-1].words for code in CODES},
        ),
    ),
    keys=("upn", "urn", "day", "session"),
    unit="urn",
    time="day",
    rules=(Rule(name="mark-for-the-session", check=_mark_fits, column="code", suspects=_suspects),),
)
