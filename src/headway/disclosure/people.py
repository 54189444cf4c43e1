"""
Which figures count people: the rule is that they do, unless their words name something else.

A count of teams may be printed however small it is; a count of children may not. The thing
counted is looked for in the words closest to the number, and what cannot be told is
treated as people.
"""

import re
from enum import Enum
from itertools import zip_longest

from headway.domain.observations import Observation
from headway.domain.plan import Action, Measure, Plan, Row, Target
from headway.domain.quantities import COUNT, MONEY, PERCENT, POINTS, SCORE, TEXT, MeasureKind, Unit
from headway.language.quantities import quantity
from headway.language.units import DURATIONS

_PEOPLE = (
    "child|children|pupil|student|learner|young people|young person|youth|teenager|adolescent|boy"
    "|girl|baby|babies|infant|toddler|sibling|twin|parent|carer|mother|father|mum|dad|family"
    "|families|household|adult|person|people|resident|patient|client|user|victim|survivor"
    "|perpetrator|offender|witness|suspect|refugee|migrant|traveller|leaver|neet|participant"
    "|respondent|applicant|exclusion|suspension|referral|assessment|case|placement|admission"
    "|attendance|incident|offence|arrest|crime|contact|intervention|appointment|death|injury"
    "|injuries|birth|pregnancy|pregnancies|conception|notification|complaint|allegation|disclosure"
    "|episode|absentee|absence|protection plan|in need plan|care plan|ehc plan"
    "|survey|response|answer|c&yp|cyp|cin|cp|cla|lac|ehe|cme"
    "|kid|youngster|teen|lad|lass|schoolchild|schoolchildren|uasc|suicide|assault"
    "|ehcp|eha|ehc|sen|send|fsm|asylum|homeless|caseload|sibling group|adoption|foster"
    "|son|daughter|brother|sister|cousin|grandchild|grandchildren|individuals|males|females"
    "|(?:wo)?m[ae]n(?!['’])|yp|cic|entrant|apprentice|adopter|guardian|stillbirth|detention"
    "|reoffender|runaway|absconder"
)
_THINGS = (
    "team|school|college|nursery|nurseries|setting|service|course|session|workshop|assembl|event"
    "|meeting|group|network|resource|version|poster|leaflet|briefing|report|document|download|page"
    "|website|programme|project|pilot|scheme|campaign|audit|review|board|partner|partnership|agency"
    "|agencies|organisation|council|district|town|village|ward|hub|centre|center|building|home"
    "|bed|vehicle|laptop|device|room|site|area|authority|authorities|region|priority|priorities"
    "|aim|goal|measure|target|indicator|action|outcome|recommendation|theme|question|step|stage"
    "|phase|option|lockdown|language|training|qualification|award|contract|grant|model|system"
    "|pathway|policy|policies|strategy|strategies|tool|toolkit|trainer|facilitator|half|halves"
    "|unit|gcse|a-level|btec|subject"
)
_STAFF = (
    "worker|caseworker|practitioner|nurse|doctor|teacher|headteacher|staff|post|officer|manager"
    "|lead|champion|mentor|volunteer|professional|coordinator|co-ordinator|social worker|fte"
    "|governor|counsellor|therapist|psychologist|employee|member"
)
_PARTS_OF_TIME = (
    "minute|hour|day|week|month|year|term|(?<!first[- ])(?<!part[- ])(?<!full[- ])time|occasion"
    "|quarter|decade"
)
_WHAT = re.compile(
    rf"(?P<things>\b(?:{_THINGS}|{_STAFF}|{_PARTS_OF_TIME})(?:e?s)?\b)"
    rf"|(?P<people>\b(?:{_PEOPLE})(?:e?s)?\b)",
    re.IGNORECASE,
)
FROM_ELSEWHERE = re.compile(
    r"\bout[\s-]of[\s-](?:area|county|borough|authority|district|city|school|court|home)\b", re.I
)
"""Said of placements and of pupils; what is counted stands behind."""
_HEAD_ENDS = re.compile(
    r"\s+(?:of|with|in|on|to|for|by|from|at|who|whose|which|that|being|supported|seen|without"
    r"|through|among|between|where|after|before)\s+|[,;:(]",
    re.IGNORECASE,
)


class Sort(Enum):
    """What some words name."""

    PEOPLE = "people"
    THINGS = "things"
    UNKNOWN = "unknown"


def sort_of(words: str) -> Sort:
    """
    What a phrase counts, by the last telling noun of its head, else by the first behind it.

    >>> sort_of("perpetrator groups running"), sort_of("adults with specialist support")
    (<Sort.THINGS: 'things'>, <Sort.PEOPLE: 'people'>)
    >>> sort_of("school children"), sort_of("caseworkers for victims"), sort_of("further ones")
    (<Sort.PEOPLE: 'people'>, <Sort.THINGS: 'things'>, <Sort.UNKNOWN: 'unknown'>)
    """
    head, *rest = _HEAD_ENDS.split(FROM_ELSEWHERE.sub("", words), maxsplit=1)
    named = list(_WHAT.finditer(head))
    found = named[-1] if named else _WHAT.search(rest[0]) if rest else None
    if found is None:
        return Sort.UNKNOWN
    return Sort.PEOPLE if found["people"] else Sort.THINGS


def named_in(words: str) -> tuple[Sort, ...]:
    """
    What a text names, in the order of its telling nouns; of a compound the last one tells.

    >>> [one.value for one in named_in("Nine pupils in three schools joined the victim service")]
    ['people', 'things', 'things']
    """
    found = list(_WHAT.finditer(words))
    heads = [
        one
        for one, following in zip_longest(found, found[1:])
        if following is None or words[one.end() : following.start()].strip(" \t-")
    ]
    return tuple(Sort.PEOPLE if one["people"] else Sort.THINGS for one in heads)


_OWNERS = re.compile(r"\b[\w-]+(?:'s|s'|’s|s’)\s+(?=\w)")


def first_named(words: str) -> Sort:
    """
    What the first telling noun of a phrase names; who owns something is not what it is.

    >>> first_named("children with plans"), first_named("children's home")
    (<Sort.PEOPLE: 'people'>, <Sort.THINGS: 'things'>)
    """
    named = named_in(_OWNERS.sub("", words))
    return named[0] if named else Sort.UNKNOWN


def is_count(unit: Unit) -> bool:
    """Whether a figure in this unit is a number of somebody or something."""
    if unit in (PERCENT, POINTS, SCORE, TEXT) or unit in MONEY or unit in DURATIONS:
        return False
    return unit == COUNT or sort_of(unit) is Sort.PEOPLE


def counts_people(plan: Plan, row: Row, of: str = "") -> bool:
    """
    Whether figures of a row count people, or are shares of people.

    Args:
        plan: Its policy names the rows that are exempt.
        row: The row.
        of: What the figure counts, where that is not the row's own quantity.
    """
    if row.id in plan.disclosure.exempt:
        return False
    for words in (of, getattr(row, "quantity", ""), row.title, quantity(row.text), row.text):
        if words and (sort := sort_of(words)) is not Sort.UNKNOWN:
            return sort is Sort.PEOPLE
    return True


def speaks_of_people(plan: Plan, row: Row) -> bool:
    """
    Whether a bare number in what is said of a row is likely to count people.

    By its figures, where it has any; else by its own words, where they promise a count.
    """
    figures: list[Observation | Target] = [one for one in plan.observations if one.row == row.id]
    figures += row.targets
    if figures:
        return any(counts_people(plan, row, one.of) for one in figures)
    if isinstance(row, Action) or row.kind in (MeasureKind.WORDS, MeasureKind.MILESTONE):
        return False
    return counts_people(plan, row)


def is_cumulative_count(row: Row) -> bool:
    """Whether the row's counts grow through their year, so that two of them give a third."""
    return isinstance(row, Measure) and row.kind is MeasureKind.CUMULATIVE
