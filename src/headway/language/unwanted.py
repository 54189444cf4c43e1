"""Quantities of which every public body wants less (absence, crime, waits), or more."""

import re

_THINGS = (
    "absences?|absenteeism|absentees?|truancy|exclusions?|suspensions?|gaps?|inequalit(?:y|ies)|crimes?|"
    "burglar(?:y|ies)|thefts?|robber(?:y|ies)|assaults?|offen[cs]es|offending|reoffending|re-offending|"
    "(?:first[ -]time )?entrants|convictions|arrests|shootings|homicides|stabbings|violence|abuse|"
    "neglect|deaths?|mortality|suicides?|self-harm|injur(?:y|ies)|casualt(?:y|ies)|collisions?|"
    "accidents?|fires|falls|obesity|overweight|smoking|smokers|conceptions?|pregnanc(?:y|ies)|"
    "infections?|overdoses?|poverty|homelessness|rough sleep(?:ers|ing)|evictions?|unemployment|"
    "worklessness|complaints|appeals|vacanc(?:y|ies)|vacancy rate|turnover|turnover rate|sickness|"
    "sick days|backlogs?|arrears|debts?|deficits?|overspends?|waits?|waiting times?|wait times?|"
    "waiting lists?|waiting list size|response times?|delays?|caseloads?|emissions|pollution|"
    "landfill|litter|"
    "fly-?tip(?:s|ping)|congestion|energy use|energy consumption|water use|leakage|breaches|errors|"
    "re-?referrals?|re-?referral rate|readmissions?|fixed[ -]penalt(?:y|ies)|NEETs?|dropouts?"
)
_HEAD = re.compile(
    r"^\W*(?:the\s+|our\s+)?(?:(?:total|overall|average|mean|median|annual)\s+)*"
    r"(?:(?:numbers?|rates?|levels?|percentage|proportion|prevalence|incidence|count|%)\s+of\s+)?"
    r"(?P<head>[^:;,.(\n0-9]{2,80})",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\s+(?:in|of|by|for|at|among|amongst|between|from|to|per|who|that|which|with|within|across|on"
    r"|under|over|during|due|lost|recorded|upheld|received|is|are|was|rate|rates|levels?|numbers?|figures?)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERS_IN_NAMES = re.compile(
    r"\b(?:under|over)[\s-]+[0-9]{1,2}'?s?\s+(?!(?:minutes|hours|days|weeks|months)\b)"
    r"|\b(?:scope|tier|band|category|grade|level|stage)s?\s+[0-9](?:\s?(?:,|and|&|or|to|-)\s?[0-9])*\s+"
    r"|\b[0-9]{1,3}-(?:minute|hour|day|week|month|year)\s+",
    re.IGNORECASE,
)
_EARNS = re.compile(r"\bturnover\b.*[£$€]|[£$€].*\bturnover\b", re.IGNORECASE)
_UNWANTED = re.compile(rf"(?:^|\s)(?:{_THINGS})$", re.IGNORECASE)
_LOST = re.compile(
    r"^\W*(?:(?:average|number\s+of|total)\s+)*(?:working\s+)?(?:days|hours)\s+lost\b|\bNEETs?\b"
    r"|\bnot\s+in\s+(?:education|employment|school|work)\b|\bmissing\s+(?:education|school|from\s+home)\b",
    re.IGNORECASE,
)


_SAYS = re.compile(
    r"^[^:;.(]*\b(?:will|shall|should|can|is|are|be|been|have|has|had|receives?|received(?!\s*(?:$|\())|get|gets)\b",
    re.IGNORECASE,
)


_WANTED = re.compile(
    r"(?:^|\s)(?:attendance|satisfaction|attainment|recycling|recycled|participation|take-?up"
    r"|uptake|employment|income|completion|compliance|coverage|retention|trained|volunteers"
    r"|surplus|wellbeing|confidence)$",
    re.IGNORECASE,
)


def is_wanted(text: str) -> bool:
    """
    Whether a row names nothing but a quantity of which more is better.

    >>> is_wanted("Resident satisfaction (%)"), is_wanted("Satisfaction gap")
    (True, False)
    """
    found = _HEAD.match(text)
    return found is not None and _WANTED.search(_AT.sub("", found["head"]).strip()) is not None


def is_unwanted(text: str) -> bool:
    """
    Whether a row names nothing but a quantity of which less is better.

    >>> is_unwanted("Persistent absence in secondary schools")
    True
    >>> is_unwanted("Complaints answered in time"), is_unwanted("Attendance")
    (False, False)
    >>> is_unwanted("Scope 1 and 2 emissions"), is_unwanted("Turnover (£m)")
    (True, False)
    """
    if _EARNS.search(text):
        return False  # what a business sells, not who leaves it
    plain = _NUMBERS_IN_NAMES.sub("", text)
    if _LOST.search(plain):
        return True
    found = _HEAD.match(plain) if _SAYS.match(plain) is None else None
    return found is not None and _UNWANTED.search(_AT.sub("", found["head"]).strip()) is not None
