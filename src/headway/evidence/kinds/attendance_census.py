"""Sessions of a term for each pupil, with the reasons, as the school census collects them."""

from headway.evidence.attendance_meanings import CODES, MarkClass
from headway.evidence.dataset import Column, Dataset, Holds, Privacy, Row, Rule
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

ABSENCES = tuple(
    code.code
    for code in CODES
    if len(code.code) < 3
    and code.code[0].isalpha()
    and any(m.of in (MarkClass.AUTHORISED, MarkClass.UNAUTHORISED) for m in code.meanings)
)
"""The codes of which the census gives a number of sessions missed."""

_OTHERS = (
    *("B", "P", "V", "W", "K", "J", "L", "D", "X", "Y", "Q", "Z"),
    *(f"Y{number}" for number in range(1, 8)),
)
_WORDS = {code.code: code.meanings[-1].words for code in CODES}


def _sessions(name: str, about: str, *headers: str, need: Need = Need.OPTIONAL) -> Column:
    return column(
        name,
        Holds.WHOLE,
        Privacy.PERSONAL,
        about,
        *headers,
        need=need,
        least=0,
        most=400,
    )


def _reason(code: str) -> Column:
    return column(
        f"reason_{code.lower()}",
        Holds.WHOLE,
        Privacy.SPECIAL,
        f"Sessions marked {code}: {_WORDS[code]}.",
        *(f"T_Reason_{code}", f"Reason {code}", code),
        need=Need.OPTIONAL,
        least=0,
        most=400,
    )


def _reasons_fit(row: Row) -> str | None:
    possible = row.get("sessions_possible")
    missed = sum(row.get(f"reason_{code.lower()}") or 0 for code in ABSENCES)
    if possible is None or missed <= possible:
        return None
    return (
        f"The reasons add up to {missed} sessions missed, and only {possible} were possible. "
        "Check the number that were possible and the reasons."
    )


DATASET = Dataset(
    name="attendance-census",
    title="Attendance in the school census",
    about="Sessions that were possible and missed in one term, for each enrolment, with the "
    "reasons. The totals of authorised and unauthorised sessions in such files are often far "
    "too low: figures are made from the reasons, and from the totals only where a file has none.",
    grain="one pupil at one school in one term of the census",
    columns=(
        columns.academic_year(need=Need.OPTIONAL),
        column(
            "term",
            Holds.CODE,
            Privacy.OPEN,
            "Term that the sessions are of, not the one in which they were collected.",
            *("Term", "Absence Term", "Attendance Term"),
            need=Need.OPTIONAL,
            codes={
                "autumn": "1 August to 31 December",
                "spring": "1 January to Easter Sunday",
                "summer-1": "Easter Monday to the Sunday before the spring bank holiday",
                "summer-2": "the spring bank holiday to 31 July",
                "summer": "Easter Monday to 31 July, where the halves are not told apart",
            },
            written={
                "autumn": ("Aut", "Autumn term", "1"),
                "spring": ("Spr", "Spring term", "2"),
                "summer-1": ("Summer 1", "Summer first half", "HT5"),
                "summer-2": ("Summer 2", "Summer second half", "HT6"),
                "summer": ("Sum", "Summer term", "3"),
            },
        ),
        columns.upn(),
        columns.school("The school at which the sessions were."),
        columns.birth(need=Need.OPTIONAL),
        columns.sex(),
        columns.year_group(),
        _sessions(
            "sessions_possible",
            "Sessions that the child could have attended: leaves out those when the school was "
            "closed or the child need not come.",
            *("TermlySessionsPossible", "SessionsPossible", "Sessions Possible"),
            need=Need.FILLED,
        ),
        _sessions(
            "sessions_authorised",
            "Sessions missed with leave, as the file totals them.",
            *("TermlySessionsAuthorised", "SessionsAuthorised", "Sessions Authorised"),
        ),
        _sessions(
            "sessions_unauthorised",
            "Sessions missed without leave, as the file totals them.",
            *("TermlySessionsUnauthorised", "SessionsUnauthorised", "Sessions Unauthorised"),
        ),
        _sessions("present_am", "Mornings present.", "T_Reason_/", "/"),
        _sessions("present_pm", "Afternoons present.", "T_Reason_\\", "\\"),
        *(_reason(code) for code in (*ABSENCES, *_OTHERS)),
    ),
    keys=("academic_year", "term", "upn", "urn"),
    unit="urn",
    rules=(
        rules.at_most(
            "sessions_authorised",
            "sessions_possible",
            part_word="authorised sessions",
            whole_word="possible ones",
        ),
        rules.at_most(
            "sessions_unauthorised",
            "sessions_possible",
            part_word="unauthorised sessions",
            whole_word="possible ones",
        ),
        Rule(name="reasons-above-possible", check=_reasons_fit, column="sessions_possible"),
    ),
)
