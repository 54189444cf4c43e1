"""One file for each rule or close family of rules; `RULES` lists them by name."""

from headway.checking.rule import Rule
from headway.checking.rules.answering import NO_AGENCY, NO_DATE, NOBODY_LEADS
from headway.checking.rules.commentary import (
    ALL_OR_NONE,
    DIRECTION_IN_WORDS,
    FIGURE_IN_WORDS,
    STANDING_IN_WORDS,
    STATUS_IN_WORDS,
    TIME_IN_WORDS,
)
from headway.checking.rules.commentary_people import FEW_IN_WORDS
from headway.checking.rules.contradictions import STATED_DIFFERENTLY
from headway.checking.rules.deadlines import DEADLINE_PASSED, HALF_COMPLETE, HALTED
from headway.checking.rules.glossary import DOUBLE_ENTRY, UNEXPLAINED, UNUSED_ENTRY
from headway.checking.rules.ignoring import WITHOUT_REASON, needless
from headway.checking.rules.implausible import FALLS, FUTURE, NOT_UPDATED, TENFOLD
from headway.checking.rules.lost_figures import LOST, NO_FIGURE, NO_TIME, OUT_OF_REACH
from headway.checking.rules.missing_parts import NO_BASELINE, NO_DIRECTION, NO_NUMBER, NO_PERIOD
from headway.checking.rules.one_thing_two_names import TWO_NAMES
from headway.checking.rules.other_subject import OTHER_SUBJECT
from headway.checking.rules.pairing import NO_ACTION, NO_MEASURE
from headway.checking.rules.percentages import CANNOT_BE, OTHER_UNIT, OUT_OF_RANGE
from headway.checking.rules.pointers import NO_ATTACHMENT, TO_NO_FIGURE, TO_NOTHING
from headway.checking.rules.readings import JOINED, NO_SOURCE, OPEN_DOUBT, SMALL_NUMBERS
from headway.checking.rules.target_years import OTHER_YEAR, OUTSIDE_TERM, TARGET_IS_OVER
from headway.checking.rules.targets import (
    ALREADY_MET,
    DOES_NOT_ADD_UP,
    ONLY_IN_PROGRESS,
    PERCENT_FOR_POINTS,
    UP_TO,
)
from headway.checking.rules.two_quantities import TWO_QUANTITIES
from headway.checking.rules.wordings import ACTIVITY, DUPLICATE_ROW, PEOPLE_OR_EVENTS, VAGUE

_BY_THEMSELVES: tuple[Rule, ...] = (
    # HW1..: what a measure promises
    NO_NUMBER,
    NO_DIRECTION,
    NO_PERIOD,
    NO_BASELINE,
    OUTSIDE_TERM,
    TARGET_IS_OVER,
    OTHER_YEAR,
    ALREADY_MET,
    DOES_NOT_ADD_UP,
    PERCENT_FOR_POINTS,
    ONLY_IN_PROGRESS,
    UP_TO,
    TWO_QUANTITIES,
    VAGUE,
    ACTIVITY,
    DUPLICATE_ROW,
    PEOPLE_OR_EVENTS,
    # HW2..: who answers, and when
    NOBODY_LEADS,
    NO_AGENCY,
    NO_DATE,
    NO_MEASURE,
    NO_ACTION,
    DEADLINE_PASSED,
    HALTED,
    HALF_COMPLETE,
    # HW3..: what is reported
    OTHER_SUBJECT,
    TO_NOTHING,
    TO_NO_FIGURE,
    NO_ATTACHMENT,
    CANNOT_BE,
    OUT_OF_RANGE,
    OTHER_UNIT,
    LOST,
    NO_FIGURE,
    OUT_OF_REACH,
    STATED_DIFFERENTLY,
    TENFOLD,
    FALLS,
    FUTURE,
    NOT_UPDATED,
    NO_TIME,
    # HW4..: names and words
    TWO_NAMES,
    UNEXPLAINED,
    UNUSED_ENTRY,
    DOUBLE_ENTRY,
    # HW5..: reading, publishing, ignoring
    OPEN_DOUBT,
    SMALL_NUMBERS,
    NO_SOURCE,
    WITHOUT_REASON,
    JOINED,
    # HW6..: words beside the record
    FIGURE_IN_WORDS,
    DIRECTION_IN_WORDS,
    STANDING_IN_WORDS,
    ALL_OR_NONE,
    TIME_IN_WORDS,
    STATUS_IN_WORDS,
    FEW_IN_WORDS,
)

RULES = tuple(sorted((*_BY_THEMSELVES, needless(_BY_THEMSELVES)), key=lambda rule: rule.code))
"""By code; the one that looks for needless notes is given all the others."""
