"""Cases worked by hand: a few rows, a window, and the numbers that must come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from headway.analytics.definition import Window
from tests.analytics.tables_made_up import given_tables

T4 = Window(first=date(2018, 8, 1), last=date(2019, 4, 5), name="AY 2018/19 T4")
T4_2019 = Window(first=date(2019, 8, 1), last=date(2020, 4, 3), name="AY 2019/20 T4")
Y2020 = Window(first=date(2020, 8, 1), last=date(2021, 7, 31), name="AY 2020/21")
Y2023 = Window(first=date(2023, 8, 1), last=date(2024, 7, 31), name="AY 2023/24")
Y2024 = Window(first=date(2024, 8, 1), last=date(2025, 7, 31), name="AY 2024/25")
DAY = Window(first=date(2019, 4, 5), last=date(2019, 4, 5), name="2019-04-05")
CALENDAR_2022 = Window(first=date(2022, 1, 1), last=date(2022, 12, 31), name="2022")
FY2019 = Window(first=date(2019, 4, 1), last=date(2020, 3, 31), name="FY 2019/20")

Everybody = ()


@dataclass(frozen=True, kw_only=True)
class Case:
    """`expected` is by the values of `by`: numerator and denominator, 0 for a plain count."""

    says: str
    definition: str
    tables: Mapping[str, pa.Table]
    window: Window
    expected: Mapping[tuple[str, ...], tuple[int, int]]
    by: Sequence[str] = field(default_factory=tuple)


SCHOOLS = [
    {"urn": "1", "phase": "primary"},
    {"urn": "2", "phase": "secondary"},
    {"urn": "3", "phase": "middle-deemed-secondary"},
    {"urn": "4", "phase": "all-through"},
]


def _marks(upn: str, urn: str, first: date, codes: str) -> list[dict[str, Any]]:
    """Marks one session after another, morning and afternoon, from a day on."""
    found = []
    for number, code in enumerate(codes.split()):
        day = first + timedelta(days=number // 2)
        session = "PM" if number % 2 else "AM"
        found.append(
            {"upn": upn, "urn": urn, "day": day, "session": session,
             "code": None if code == "none" else code}
        )  # fmt: skip
    return found


def _stay(upn: str, urn: str, year: int, **more: Any) -> dict[str, Any]:
    return {
        "academic_year": year, "upn": upn, "urn": urn, "entry": date(year, 9, 1),
        "birth": date(year - 10, 3, 1), "status": "C", **more,
    }  # fmt: skip


def _attendance(
    marks: list[dict[str, Any]], stays: list[dict[str, Any]], **more: Any
) -> dict[str, pa.Table]:
    return given_tables(attendance_marks=marks, enrolments=stays, schools=SCHOOLS, **more)


def _totals(*rows: tuple[str, int, int, int]) -> dict[str, pa.Table]:
    return given_tables(
        attendance_totals=[
            {"upn": upn, "urn": "1", "phase": "primary", "possible": possible,
             "authorised": authorised, "unauthorised": unauthorised, "age_ok": True,
             "boarder": False}
            for upn, possible, authorised, unauthorised in rows
        ]
    )  # fmt: skip


_AUTUMN = date(2018, 9, 10)
TEN = "/ \\ / \\ / \\ / \\ I"

ATTENDANCE = (
    Case(
        says="Ten in a hundred is persistent; ten in a hundred and one is not.",
        definition="persistent-absence",
        tables=_totals(("a", 100, 6, 4), ("b", 101, 10, 0), ("c", 380, 0, 38), ("d", 380, 0, 37)),
        window=T4,
        expected={(): (2, 4)},
    ),
    Case(
        says="Half is severe; nobody without possible sessions is counted.",
        definition="severe-absence",
        tables=_totals(("a", 10, 5, 0), ("b", 11, 5, 0), ("c", 0, 0, 0)),
        window=T4,
        expected={(): (1, 2)},
    ),
    Case(
        says="A late joiner with two sessions and one missed is persistently absent.",
        definition="persistent-absence",
        tables=_attendance(
            _marks("late", "1", date(2019, 4, 4), "/ I") + _marks("a", "1", _AUTUMN, "/ \\ / \\"),
            [_stay("late", "1", 2018, entry=date(2019, 4, 4)), _stay("a", "1", 2018)],
        ),
        window=T4,
        expected={(): (1, 2)},
    ),
    Case(
        says="Sessions at the other school (D) are not possible at this one.",
        definition="overall-absence",
        tables=_attendance(
            _marks("twice", "1", _AUTUMN, "D D / O") + _marks("twice", "2", _AUTUMN, "/ \\ D D"),
            [_stay("twice", "1", 2018, status="M"), _stay("twice", "2", 2018, status="S")],
        ),
        window=T4,
        by=("phase",),
        expected={("primary",): (1, 2), ("secondary",): (0, 2)},
    ),
    Case(
        says="X is possible and no absence in 2020/21.",
        definition="overall-absence",
        tables=_attendance(
            _marks("a", "1", date(2020, 11, 2), "X X I \\"), [_stay("a", "1", 2020)]
        ),
        window=Y2020,
        expected={(): (1, 4)},
    ),
    Case(
        says="X is not possible in 2018/19.",
        definition="overall-absence",
        tables=_attendance(_marks("a", "1", _AUTUMN, "X X I \\"), [_stay("a", "1", 2018)]),
        window=T4,
        expected={(): (1, 2)},
    ),
    Case(
        says="A job interview was attending (J) before 19 August 2024.",
        definition="authorised-absence",
        tables=_attendance(
            _marks("a", "2", date(2024, 7, 1), "J \\"), [_stay("a", "2", 2023)]
        ),
        window=Y2023,
        expected={(): (0, 2)},
    ),
    Case(
        says="A job interview is authorised absence (J1) after it.",
        definition="authorised-absence",
        tables=_attendance(
            _marks("a", "2", date(2024, 9, 2), "J1 \\"), [_stay("a", "2", 2024)]
        ),
        window=Y2024,
        expected={(): (1, 2)},
    ),
    Case(
        says="A mark not received is neither possible nor absent; N is unauthorised.",
        definition="unauthorised-absence",
        tables=_attendance(_marks("a", "1", _AUTUMN, "none none N \\"), [_stay("a", "1", 2018)]),
        window=T4,
        expected={(): (1, 2)},
    ),
    Case(
        says="Who changed school counts once for each enrolment, each on its own sessions.",
        definition="persistent-absence",
        tables=_attendance(
            _marks("moved", "1", _AUTUMN, "I I / \\")
            + _marks("moved", "2", date(2019, 1, 14), "/ \\ / \\"),
            [
                _stay("moved", "1", 2018, leaving=date(2018, 12, 21)),
                _stay("moved", "2", 2018, entry=date(2019, 1, 7)),
            ],
        ),
        window=T4,
        expected={(): (1, 2)},
    ),
    Case(
        says="Marks before the child came or after it left are not counted.",
        definition="overall-absence",
        tables=_attendance(
            _marks("a", "1", _AUTUMN, "I I / \\ I I"),
            [_stay("a", "1", 2018, entry=date(2018, 9, 11), leaving=date(2018, 9, 11))],
        ),
        window=T4,
        expected={(): (0, 2)},
    ),
    Case(
        says="Who left and came back to the same school, with stays that overlap, counts once.",
        definition="overall-absence",
        tables=_attendance(
            _marks("back", "1", _AUTUMN, "I I / \\ I I / \\"),
            [
                _stay("back", "1", 2018, leaving=date(2018, 9, 11), boarder="N"),
                _stay("back", "1", 2018, entry=date(2018, 9, 11), leaving=date(2018, 9, 11)),
                _stay("back", "1", 2018, entry=date(2018, 9, 13)),
            ],
        ),
        window=T4,
        expected={(): (2, 6)},
    ),
    Case(
        says="Four-year-olds, sixteen-year-olds and boarders are left out.",
        definition="overall-absence",
        tables=_attendance(
            [
                mark
                for upn in ("four", "five", "fifteen", "sixteen", "boards")
                for mark in _marks(upn, "4", _AUTUMN, "I \\")
            ],
            [
                _stay("four", "4", 2018, birth=date(2013, 9, 1)),
                _stay("five", "4", 2018, birth=date(2013, 8, 31)),
                _stay("fifteen", "4", 2018, birth=date(2002, 9, 1)),
                _stay("sixteen", "4", 2018, birth=date(2002, 8, 31)),
                _stay("boards", "4", 2018, boarder="7"),
            ],
        ),
        window=T4,
        by=("phase",),
        expected={("secondary",): (2, 4)},
    ),
    Case(
        says="Twins are two children.",
        definition="persistent-absence",
        tables=_attendance(
            _marks("twin-1", "1", _AUTUMN, "I \\") + _marks("twin-2", "1", _AUTUMN, "/ \\"),
            [_stay("twin-1", "1", 2018), _stay("twin-2", "1", 2018)],
        ),
        window=T4,
        expected={(): (1, 2)},
    ),
    Case(
        says="Plans of social care are as on the last day; protection comes before need.",
        definition="overall-absence",
        tables=_attendance(
            [mark for upn in "abcd" for mark in _marks(upn, "1", _AUTUMN, "I \\")],
            [_stay(upn, "1", 2018, child_id=f"child-{upn}") for upn in "abcd"],
            child_protection=[{"child_id": "child-a", "start": date(2019, 1, 1)}],
            children_in_need=[
                {"child_id": "child-a", "start": date(2019, 1, 1)},
                {"child_id": "other", "upn": "b", "start": date(2019, 1, 1)},
                {"child_id": "child-c", "start": date(2018, 1, 1), "end": date(2019, 4, 5)},
                {"child_id": "child-d", "start": date(2019, 1, 1), "no_action": True},
            ],
        ),
        window=T4,
        by=("social_care",),
        expected={("in need",): (1, 2), ("neither",): (2, 4), ("protection plan",): (1, 2)},
    ),
    Case(
        says="From the census: reasons before totals, whole terms in the window only.",
        definition="overall-absence",
        tables=given_tables(
            attendance_census=[
                {"academic_year": 2018, "term": "autumn", "upn": "a", "urn": "1",
                 "sessions_possible": 140, "sessions_authorised": 1, "reason_i": 10,
                 "reason_o": 4},
                {"academic_year": 2018, "term": "autumn", "upn": "b", "urn": "1",
                 "sessions_possible": 140, "sessions_authorised": 3, "sessions_unauthorised": 2},
                {"academic_year": 2018, "term": "spring", "upn": "a", "urn": "1",
                 "sessions_possible": 100, "reason_i": 50},
            ],
            enrolments=[_stay("a", "1", 2018), _stay("b", "1", 2018)],
            schools=SCHOOLS,
        ),
        window=Window(first=date(2018, 8, 1), last=date(2018, 12, 31), name="AY 2018/19 Autumn"),
        expected={(): (19, 280)},
    ),
    Case(
        says="Nobody at all is no share of anybody.",
        definition="persistent-absence",
        tables=_totals(),
        window=T4,
        expected={(): (0, 0)},
    ),
)  # fmt: skip


def _event(
    upn: str, urn: str, start: date, kind: str = "suspension", **more: Any
) -> dict[str, Any]:
    return {"upn": upn, "urn": urn, "kind": kind, "start": start, "status": "given", **more}


_PERMANENT = given_tables(
    exclusions=[
        _event("a", "1", date(2018, 9, 20), "permanent"),
        _event("b", "2", date(2019, 1, 10), "permanent", status="rescinded",
               status_day=date(2019, 2, 1)),
        _event("c", "2", date(2019, 3, 1), "permanent", status="rescinded",
               status_day=date(2019, 5, 1), sen_provision="K"),
        _event("d", "3", date(2019, 3, 1), "permanent", status="reinstated"),
        _event("e", "2", date(2019, 4, 6), "permanent"),
        _event("f", "2", date(2018, 7, 20), "permanent"),
        _event("g", "2", date(2019, 4, 5), "permanent", status="upheld", sen_provision="N"),
        _event("g", "2", date(2019, 2, 5)),
    ],
    schools=SCHOOLS,
)  # fmt: skip

_SUSPENSIONS = [
    _event("a", "1", date(2018, 9, 20), sessions=2),
    _event("a", "1", date(2019, 3, 20), sessions=5),
    _event("b", "2", date(2019, 1, 10), sessions=None, sen_provision="E"),
    _event("a", "2", date(2019, 4, 1), sessions=1),
]

EXCLUSIONS = (
    Case(
        says="Rescinded after the window, an exclusion still stood in it; before, it did not.",
        definition="permanent-exclusions",
        tables=_PERMANENT,
        window=T4,
        expected={(): (3, 0)},
    ),
    Case(
        says="The same exclusions at the year's end: one fewer, one more.",
        definition="permanent-exclusions",
        tables=_PERMANENT,
        window=Window(first=date(2018, 8, 1), last=date(2019, 7, 31), name="AY 2018/19"),
        by=("sen",),
        expected={("no",): (1, 0), ("not known",): (2, 0)},
    ),
    Case(
        says="Middle schools deemed secondary and all-through schools are secondary.",
        definition="suspensions",
        tables=given_tables(
            exclusions=[
                _event("a", "1", _AUTUMN),
                _event("a", "3", _AUTUMN),
                _event("a", "4", _AUTUMN),
                _event("a", "9", _AUTUMN),
            ],
            schools=SCHOOLS,
        ),
        window=T4,
        by=("phase",),
        expected={("primary",): (1, 0), ("secondary",): (2, 0), ("not known",): (1, 0)},
    ),
    Case(
        says="A child suspended in terms 1 and 4 counts once in the year to date.",
        definition="pupils-suspended",
        tables=given_tables(exclusions=_SUSPENSIONS, schools=SCHOOLS),
        window=T4,
        expected={(): (2, 0)},
    ),
    Case(
        says="Who was suspended in both phases counts in each, and once in all.",
        definition="pupils-suspended",
        tables=given_tables(exclusions=_SUSPENSIONS, schools=SCHOOLS),
        window=T4,
        by=("phase",),
        expected={("primary",): (1, 0), ("secondary",): (2, 0)},
    ),
    Case(
        says="Suspensions can be more than 100 for every 100 pupils.",
        definition="suspension-rate",
        tables=given_tables(
            exclusions=_SUSPENSIONS,
            schools=SCHOOLS,
            enrolments=[
                _stay("a", "1", 2018),
                _stay("b", "2", 2018),
                _stay("guest", "1", 2018, status="S"),
                _stay("gone", "1", 2018, leaving=date(2019, 1, 16)),
                _stay("last-year", "1", 2017),
            ],
        ),
        window=T4,
        by=("phase",),
        expected={("primary",): (2, 1), ("secondary",): (2, 1)},
    ),
    Case(
        says="Pupils suspended, of those on the roll on the third Thursday of January.",
        definition="pupils-suspended-rate",
        tables=given_tables(
            exclusions=_SUSPENSIONS,
            schools=SCHOOLS,
            enrolments=[
                _stay("a", "1", 2018, leaving=date(2019, 1, 17)),
                _stay("b", "2", 2018),
                _stay("c", "2", 2018, entry=date(2019, 1, 18)),
                _stay("d", "2", 2018, status="M"),
            ],
        ),
        window=T4,
        expected={(): (2, 3)},
    ),
    Case(
        says="Permanent exclusions out of the roll.",
        definition="permanent-exclusion-rate",
        tables={**_PERMANENT, **given_tables(enrolments=[_stay("a", "1", 2018)])},
        window=T4,
        expected={(): (3, 1)},
    ),
    Case(
        says="A suspension of unknown length is in no mean.",
        definition="suspension-length",
        tables=given_tables(exclusions=_SUSPENSIONS, schools=SCHOOLS),
        window=T4,
        expected={(): (8, 3)},
    ),
)

_SIXTH = given_tables(
    exclusions=[
        _event("in-time", "1", date(2019, 1, 14), "permanent"),
        _event("late", "1", date(2019, 1, 14), "permanent"),
        _event("part-time", "1", date(2019, 1, 14), "permanent"),
        _event("own-days", "2", date(2019, 1, 14), "permanent"),
        _event("waits", "1", date(2019, 4, 4), "permanent"),
        _event("young", "1", date(2019, 1, 14), "permanent"),
        _event("back", "1", date(2019, 1, 14), "permanent", status="rescinded",
               status_day=date(2019, 1, 21)),
        _event("back-late", "1", date(2019, 1, 14), "permanent", status="rescinded",
               status_day=date(2019, 2, 21)),
    ],
    placements=[
        {"upn": "in-time", "excluded": date(2019, 1, 14), "provision": "part-time",
         "start": date(2019, 1, 15)},
        {"upn": "in-time", "excluded": date(2019, 1, 14), "provision": "tuition",
         "start": date(2019, 1, 22), "named": date(2019, 2, 1)},
        {"upn": "late", "excluded": date(2019, 1, 14), "provision": "school",
         "start": date(2019, 1, 23), "named": date(2019, 1, 20)},
        {"upn": "part-time", "excluded": date(2019, 1, 14), "provision": "part-time",
         "start": date(2019, 1, 15)},
        {"upn": "own-days", "excluded": date(2019, 1, 14), "provision": "alternative",
         "start": date(2019, 1, 23)},
    ],
    enrolments=[
        _stay("young", "1", 2018, birth=date(2014, 1, 1)),
        _stay("in-time", "1", 2018),
    ],
    schools=SCHOOLS,
    sixth_school_days=[
        {"urn": "", "day": date(2019, 1, 14), "sixth": date(2019, 1, 22)},
        {"urn": "2", "day": date(2019, 1, 14), "sixth": date(2019, 1, 23)},
        {"urn": "", "day": date(2019, 4, 4), "sixth": date(2019, 4, 25)},
    ],
)  # fmt: skip

PLACEMENTS = (
    Case(
        says="Full-time provision by the sixth school day of the school's own calendar.",
        definition="sixth-day-provision",
        tables=_SIXTH,
        window=T4,
        expected={(): (2, 5)},
    ),
    Case(
        says="A new school named by then is another question.",
        definition="sixth-day-new-school",
        tables=_SIXTH,
        window=T4,
        expected={(): (1, 5)},
    ),
)
