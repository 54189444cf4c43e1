"""
Every attendance code that a register of an English school may hold, and what it means when.

Sources: the School Attendance (Pupil Registration) (England) Regulations 2024, regulation 10,
for the codes of today; the Department for Education's tables of 2013 for those before.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, IntFlag, StrEnum

REGULATIONS_2024 = date(2024, 8, 19)
"""First day of the School Attendance (Pupil Registration) (England) Regulations 2024."""

COVID_FIRST, COVID_LAST = date(2020, 8, 1), date(2022, 3, 31)
"""X is a possible session that is no absence: from DfE's academic year 2020/21 to March 2022."""

SUB_CODES_FIRST = date(2021, 3, 8)
SUB_CODES_SECOND = date(2021, 8, 1)
SIMS_SIGNS_FIRST = date(2020, 3, 1)


class MarkClass(IntEnum):
    """What a mark counts as."""

    MISSING = 0
    """No mark received: a fault in the data, neither present nor absent nor possible."""
    PRESENT = 1
    LATE = 2
    """Late, before the register closed: present."""
    ELSEWHERE = 3
    """An approved educational activity, which is attending."""
    AUTHORISED = 4
    UNAUTHORISED = 5
    NOT_POSSIBLE = 6
    """Not a session that the child could attend: out of numerator and denominator."""
    COVID = 7
    """Not attending because of the pandemic: possible, and not an absence."""
    NOT_IN_FORCE = 8
    """A code that does not exist on the day; counted like a missing mark."""


class Flag(IntFlag):
    """What England's rule needs of a mark, as bits."""

    POSSIBLE = 1
    AUTHORISED = 2
    UNAUTHORISED = 4
    ATTENDING = 8
    DOUBTFUL = 16
    """Missing or not in force: neither possible nor absent, and reported."""


class Reason(StrEnum):
    """Why a child was absent; DfE's tables call each column `sess_` and this."""

    ILLNESS = "auth_illness"
    APPOINTMENTS = "auth_appointments"
    RELIGIOUS = "auth_religious"
    STUDY = "auth_study"
    TRAVELLER = "auth_traveller"
    HOLIDAY = "auth_holiday"
    EXTENDED_HOLIDAY = "auth_ext_holiday"
    EXCLUDED = "auth_excluded"
    OTHER = "auth_other"
    UNAGREED_HOLIDAY = "unauth_holiday"
    LATE = "unauth_late"
    OTHER_UNAUTHORISED = "unauth_other"
    NOT_YET = "unauth_noyet"


REASONS = tuple(Reason)
"""In the order of `reason_table`, whose entry 0 is no reason and 1 the first of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """
    What a code means over some days.

    Attributes:
        first: First day of the meaning.
        last: Last day of it.
        believed: Whether a date or the class is common knowledge that no source at hand states.
    """

    of: MarkClass
    words: str
    reason: Reason | None = None
    first: date = date.min
    last: date = date.max
    believed: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether this is the meaning on `day`."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceCode:
    """A code as registers write it, its byte and what it means from when to when."""

    code: str
    byte: int
    meanings: tuple[Meaning, ...]

    def on(self, day: date) -> Meaning | None:
        """The meaning on `day`; None where the code is not in force."""
        return next((meaning for meaning in self.meanings if meaning.holds_on(day)), None)


_BEFORE = REGULATIONS_2024 - timedelta(days=1)


def _code(code: str, *meanings: Meaning, byte: str = "") -> AttendanceCode:
    return AttendanceCode(code=code, byte=ord(byte or code), meanings=meanings)


def _attending(code: str, words: str) -> AttendanceCode:
    return _code(code, Meaning(of=MarkClass.ELSEWHERE, words=words))


def _absent(code: str, words: str, reason: Reason) -> AttendanceCode:
    return _code(code, Meaning(of=_class_of(reason), words=words, reason=reason))


def _class_of(reason: Reason) -> MarkClass:
    authorised = reason.startswith("auth_")
    return MarkClass.AUTHORISED if authorised else MarkClass.UNAUTHORISED


def _new(code: str, byte: str, of: MarkClass, words: str) -> AttendanceCode:
    reason = Reason.OTHER if of is MarkClass.AUTHORISED else None
    believed = of is MarkClass.NOT_POSSIBLE
    meaning = Meaning(of=of, words=words, reason=reason, first=REGULATIONS_2024, believed=believed)
    return _code(code, meaning, byte=byte)


def _pandemic(code: str, byte: str, words: str, *, first: date, like: str) -> AttendanceCode:
    """A mark of a school's own system, for the pandemic; `like` is the code it stood for."""
    of, reason = {
        "I": (MarkClass.AUTHORISED, Reason.ILLNESS),
        "X": (MarkClass.COVID, None),
        "Y": (MarkClass.NOT_POSSIBLE, None),
        "X before": (MarkClass.NOT_POSSIBLE, None),
    }[like]
    believed = code not in ("I01", "I02")
    meaning = Meaning(
        of=of, words=words, reason=reason, first=first, last=COVID_LAST, believed=believed
    )
    return _code(code, meaning, byte=byte)


def _not_possible(code: str, words: str, *, believed: bool = False) -> AttendanceCode:
    return _code(code, Meaning(of=MarkClass.NOT_POSSIBLE, words=words, believed=believed))


_NOT_COMPULSORY = "a child below or above compulsory school age who need not attend"
_NO_MARK = "no mark received"

CODES: tuple[AttendanceCode, ...] = (
    _code("/", Meaning(of=MarkClass.PRESENT, words="present in the morning")),
    _code("\\", Meaning(of=MarkClass.PRESENT, words="present in the afternoon")),
    _code("L", Meaning(of=MarkClass.LATE, words="late, before the register closed")),
    _attending("B", "educated off site"),
    _attending("P", "a supervised sporting activity"),
    _attending("V", "an educational visit or trip"),
    _attending("W", "work experience"),
    _code(
        "K",
        Meaning(of=MarkClass.MISSING, words=_NO_MARK, last=_BEFORE),
        Meaning(
            of=MarkClass.ELSEWHERE,
            words="education that the local authority arranges",
            first=REGULATIONS_2024,
        ),
    ),
    _code(
        "J",
        Meaning(
            of=MarkClass.ELSEWHERE,
            words="an interview with an employer or another school",
            last=_BEFORE,
        ),
    ),
    _new("J1", "j", MarkClass.AUTHORISED, "leave for an interview"),
    _absent("C", "authorised leave for another reason", Reason.OTHER),
    _new("C1", "c", MarkClass.AUTHORISED, "a regulated performance or employment abroad"),
    _new("C2", "d", MarkClass.AUTHORISED, "a part-time timetable"),
    _absent("E", "suspended or excluded, without other provision", Reason.EXCLUDED),
    _code(
        "H",
        Meaning(
            of=MarkClass.AUTHORISED,
            words="a holiday that the school agreed to",
            reason=Reason.HOLIDAY,
            last=_BEFORE,
        ),
    ),
    _code(
        "F",
        Meaning(
            of=MarkClass.AUTHORISED,
            words="an extended holiday that the school agreed to",
            reason=Reason.EXTENDED_HOLIDAY,
            last=_BEFORE,
            believed=True,
        ),
    ),
    _absent("I", "illness", Reason.ILLNESS),
    _absent("M", "a medical or dental appointment", Reason.APPOINTMENTS),
    _absent("R", "religious observance", Reason.RELIGIOUS),
    _absent("S", "study leave", Reason.STUDY),
    _absent("T", "a Traveller family travelling for work", Reason.TRAVELLER),
    _absent("G", "a holiday that the school did not agree to", Reason.UNAGREED_HOLIDAY),
    _absent("N", "no reason given yet", Reason.NOT_YET),
    _absent("O", "absent without authorisation", Reason.OTHER_UNAUTHORISED),
    _absent("U", "late, after the register closed", Reason.LATE),
    _not_possible("D", "at the other school at which the child is registered", believed=True),
    _new("Q", "Q", MarkClass.NOT_POSSIBLE, "the local authority provides no transport"),
    _code(
        "X",
        Meaning(
            of=MarkClass.NOT_POSSIBLE,
            words=_NOT_COMPULSORY,
            last=COVID_FIRST - timedelta(days=1),
        ),
        Meaning(
            of=MarkClass.COVID,
            words="not attending because of the pandemic",
            first=COVID_FIRST,
            last=COVID_LAST,
        ),
        Meaning(
            of=MarkClass.NOT_POSSIBLE,
            words=_NOT_COMPULSORY,
            first=COVID_LAST + timedelta(days=1),
        ),
    ),
    _code(
        "Y",
        Meaning(
            of=MarkClass.NOT_POSSIBLE,
            words="unable to attend for an exceptional cause",
            last=_BEFORE,
        ),
    ),
    _new("Y1", "t", MarkClass.NOT_POSSIBLE, "the transport provided was not there"),
    _new("Y2", "u", MarkClass.NOT_POSSIBLE, "travel was widely disrupted"),
    _new("Y3", "v", MarkClass.NOT_POSSIBLE, "part of the school was closed"),
    _new("Y4", "w", MarkClass.NOT_POSSIBLE, "the whole school was closed unexpectedly"),
    _new("Y5", "x", MarkClass.NOT_POSSIBLE, "detained by the criminal justice system"),
    _new("Y6", "y", MarkClass.NOT_POSSIBLE, "kept away by public health guidance or law"),
    _new("Y7", "z", MarkClass.NOT_POSSIBLE, "another unavoidable cause"),
    _not_possible("Z", "on the register before joining the school"),
    _not_possible("#", "the school was closed as planned"),
    _code("-", Meaning(of=MarkClass.MISSING, words=_NO_MARK)),
    _code("*", Meaning(of=MarkClass.MISSING, words=_NO_MARK)),
    _pandemic("X01", "k", _NOT_COMPULSORY, first=SUB_CODES_FIRST, like="X before"),
    *(
        _pandemic(
            f"X0{number}",
            "klmnopqrs"[number - 1],
            "not attending because of the pandemic",
            first=SUB_CODES_FIRST if number < 8 else SUB_CODES_SECOND,
            like="X",
        )
        for number in range(2, 10)
    ),
    _pandemic("I01", "h", "illness", first=SUB_CODES_FIRST, like="I"),
    _pandemic("I02", "i", "illness", first=SUB_CODES_FIRST, like="I"),
    *(
        _pandemic(sign, sign, words, first=SIMS_SIGNS_FIRST, like=like)
        for sign, words, like in (
            ("7", "illness", "I"),
            ("8", "unable to attend because of the pandemic", "Y"),
            ("9", "unable to attend because of the pandemic", "Y"),
            ("=", "illness", "I"),
            ("[", "unable to attend because of the pandemic", "Y"),
            ("]", "unable to attend because of the pandemic", "Y"),
        )
    ),
)
"""Every code that a register of an English school may hold, old and new."""
