"""What the columns of a plan's tables are for, recognised by their header words."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from headway.domain.errors import PeriodError
from headway.domain.periods import Period


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    AREA = "area"
    OBJECTIVE = "objective"
    GOAL = "goal"
    ACTION = "action"
    DETAIL = "detail"
    MEASURE = "measure"
    BASELINE = "baseline"
    TARGET = "target"
    FIGURE = "figure"
    AGENCIES = "agencies"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    START = "start"
    DUE = "due"
    STATUS = "status"
    PERCENT = "percent complete"
    PROGRESS = "progress"
    CHECK = "check"
    POLARITY = "polarity"
    CONTEXT = "context"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    One column of a plan table.

    Attributes:
        header: Its words, whole.
        subject: ACTION or MEASURE where the header says whose it is ("Goal Progress").
        period: The time its figures are for, where the header names one ("Q1", "2019/20").
        for_all: The header says that it holds for every row of the area.
        several: The header is in the plural, so a cell may hold several things.
    """

    role: Role
    header: str = ""
    subject: Role | None = None
    period: Period | None = None
    for_all: bool = False
    several: bool = False


# In order: the first pattern found decides. Words in brackets are looked at last.
_PATTERNS: tuple[tuple[Role, str], ...] = (
    (Role.POLARITY, r"^polarity|good (is|performance)|better (is|to be)|^(higher|lower) is better"),
    (
        Role.MEASURE,
        (
            r"\btargets?\b.*\b(outcome|measure|indicator)|\b(outcome|measure|"
            r"indicator)s?\b.*\btargets?\b"
        ),
    ),
    (Role.NUMBER, r"^(#|no|nos|number|ref|reference|ref no|id|item|code|sn|line|kpi ref)$"),
    (
        Role.NUMBER,
        r"^(action|measure|objective|indicator|kpi|priority|target|goal) (#|no|number|"
        r"ref|reference|id|code)$",
    ),
    (
        Role.PERCENT,
        r"%\s*(complete|done|progress)|percent(age)? (complete|done|of completion)|completion %",
    ),
    (
        Role.CHECK,
        r"\bcheck ?step|^measurement$|^measurements$|^check$|^evidence$|method of measurement",
    ),
    (
        Role.CONTEXT,
        r"reporting mechanism|report(ed)? (to|via)|required or|frequency|how often|"
        r"how to communicate|targeted? (stakeholder|audience|group)",
    ),
    (
        Role.PROGRESS,
        r"\b(kpi|goal|measure|indicator|outcome|initiative|action)s?\b.*\b(analysis|"
        r"progress|updates?|commentary|narrative|comments)\b|progress (against|on|"
        r"towards|to date|made)",
    ),
    (
        Role.STATUS,
        r"\brag\b|^status$|\bstatus\b|\brating\b|\bhealth( colou?r)?$|^colou?r$|on "
        r"track|\bbrag\b|direction of travel|\bdot\b|^trend$",
    ),
    (Role.START, r"^start|^begin|start date|commence"),
    (
        Role.DUE,
        r"target (completion )?date|due\b|dead ?line|by when|^when|\bwhen will|time "
        r"?(scale|frame|line|table)s?|(completion|end|finish|delivery|review|"
        r"milestone|implementation|expected|planned) dates?|^dates?$|date (for|of|to "
        r"be) comp|to be completed by|complete by|reporting (date|cycle)|^by$|"
        r"^timing$|^year$|delivery by",
    ),
    (Role.BASELINE, r"base ?line|starting (point|position|value)"),
    (
        Role.MEASURE,
        r"how (will|do|can|would|shall) (we|you|i) (\w+ )?(know|measure|tell|monitor)|"
        r"how we(('| wi)ll)? (\w+ )?(know|measure|monitor)|how (will )?success|(does|"
        r"will|would) (success|good|this|it) (look|mean)|success (measure|criteri|"
        r"indicator|factor|look)|measures? of success|signs? of success|key "
        r"performance|\bkpis?\b|indicator|performance measure|outcome measure|impact "
        r"measure|what difference|difference (will|we|made)|evidence of (success|"
        r"impact)|^measures?( |$)|\bmeasured\b|\bmetrics?\b|measurable|how will (it|"
        r"this|progress) be measured|success measure|desired result",
    ),
    (
        Role.PROGRESS,
        r"progress|\bupdates?\b|comment|narrative|position statement|what (have we|"
        r"has been|we have|did we) (done|do|achiev)|achievements?( to date)?$|"
        r"analysis|commentary|what happened|highlights",
    ),
    (Role.TARGET, r"\btargets?\b|aim for|ambition \d|^trajectory"),
    (
        Role.FIGURE,
        r"^q[1-4]\b|quarter (\d|one|two|three|four)|\bactuals?\b|outturn|out turn|"
        r"^current( (figure|value|position|performance|level|rate|data))?$|^latest( "
        r"(figure|value|position|performance|data|result|available))?|^(performance|"
        r"result|results|value|figure|data)$|performance (at|in|for|to|q|20)|^t[1-6]$|"
        r"^term \d|year to date|\bytd\b|year end|^position",
    ),
    (
        Role.AGENCIES,
        r"agenc|partner|organi[sz]ation|responsible (part|bod|dep|team|service)|"
        r"delivered by|delivery (body|team)|\bbodies\b|departments? (involved|"
        r"responsible|lead)|^(team|service|department|directorate|division|dept)s?$|"
        r"^support(ed by)?$|supporting|contributor|stakeholders?$"
        r"|who (will be|is|are) involved|involved",
    ),
    (
        Role.LEAD,
        r"\bleads?\b|\bsro\b|owner|responsible (officer|person|lead|manager|"
        r"individual|member|director)|(officer|person|manager|individual|director)s? "
        r"responsible|accountab|^who( |$)|by whom|sponsor|\bofficers?\b|^named|"
        r"champion|^assigned( to)?|who leads",
    ),
    (Role.RESPONSIBLE, r"responsib"),
    (
        Role.CONTEXT,
        r"^why|rationale|reason|purpose|background|resource|funding|budget|\bcosts?\b|"
        r"\brisks?\b|\bissues?\b|\bnotes?\b|barrier|dependenc|enabler|links? (to|"
        r"with)|objectives? met|^(mayor|dept|department)\S* objective|mitigation|"
        r"source|tolerance",
    ),
    (Role.GOAL, r"\bgoals?\b"),
    (
        Role.DETAIL,
        r"^(description|details?|activity description|action description|description "
        r"of (the )?(action|activity))$",
    ),
    (
        Role.ACTION,
        r"\bactions?\b|initiative|^what$|what (will|we|are we|do we|is to|needs|shall|"
        r"must|to do|the)|milestone|activit|\btasks?\b|\bsteps?\b|deliverable|"
        r"\bprojects?\b|intervention|^we will|commitment|how (will )?we (will )?(do|"
        r"deliver|achieve|get)|how will (it|this) be (done|achieved|delivered)|to be "
        r"(done|taken)|workstream activity|^how$|proposals?|recommendations?|^what to",
    ),
    (
        Role.OBJECTIVE,
        r"\bobjectives?\b|\boutcomes?\b|\baims?\b|we want to (achieve|see)|\bambitions?\b",
    ),
    (
        Role.AREA,
        r"\bareas?\b|priorit|\bthemes?\b|pillar|work ?stream|\bstrands?\b|"
        r"\bcategory\b|domain|section|topic|programme area|\bfocus\b",
    ),
    (Role.DETAIL, r"description|\bdetails?\b"),
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _PATTERNS)
_FOR_ALL = re.compile(r"for all|unless otherwise|all (actions|measures|rows)", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)\b")
_QUARTER = re.compile(r"\bq(?:uarter|tr)?\s*([1-4])\b", re.IGNORECASE)
_ONE_YEAR = re.compile(r"\b(20\d\d)\b")
_ABOUT_GOAL = re.compile(r"\b(goal|measure|kpi|objective|indicator|outcome)s?\b", re.IGNORECASE)
_ABOUT_ACTION = re.compile(r"\b(initiative|action|milestone|activity|task)s?\b", re.IGNORECASE)
_LONGEST = 220
_LONG_FOR_A_HEADER = 120


@lru_cache(maxsize=4096)
def column(header: str) -> Column:
    """
    What a column with this header is for.

    >>> column("Responsible Agencies (for all actions stated)").role.value
    'agencies'
    >>> column("How will we measure success").role.value
    'measure'
    >>> column("Target 2022/23").period
    Period('2022/23')
    """
    words = " ".join(header.split())
    role = _role(words)
    period = _period(words) if role in _TIMED or role is Role.UNKNOWN else None
    if role is Role.UNKNOWN and period is not None and len(words) < 30:
        role = Role.FIGURE
    return Column(
        role=role,
        header=words,
        subject=_subject(words, role),
        period=period,
        for_all=_FOR_ALL.search(words) is not None,
        several=bool(
            re.search(r"(ions|ives|ones|ures|ties|asks|teps|ects|tors|goals|kpis)\b", words, re.I)
        ),
    )


_TIMED = frozenset({Role.TARGET, Role.FIGURE, Role.BASELINE})
_OWNED = frozenset({Role.PROGRESS, Role.PERCENT, Role.STATUS})


def _role(words: str) -> Role:
    if not words or len(words) > _LONGEST:
        return Role.UNKNOWN
    lowered = words.lower().replace("’", "'")
    bare = " ".join(re.sub(r"\([^)]*\)", " ", lowered).split())
    simple = " ".join(re.sub(r"[^\w#%'& ]+", " ", bare).split())
    whole = " ".join(re.sub(r"[^\w#%'& ]+", " ", lowered).split())
    if len(simple.split()) > 16:
        return Role.UNKNOWN
    if re.search(r"%\s*complete", lowered):
        return Role.PERCENT
    for text in (simple, whole):
        for role, pattern in _COMPILED:
            if text and pattern.search(text):
                return role
    return Role.UNKNOWN


def _subject(words: str, role: Role) -> Role | None:
    if role not in _OWNED:
        return None
    if _ABOUT_ACTION.search(words):
        return Role.ACTION
    return Role.MEASURE if _ABOUT_GOAL.search(words) else None


def _period(words: str) -> Period | None:
    """The year or quarter a header names; a split year's kind is left open."""
    quarter = _QUARTER.search(words)
    year = _YEAR.search(words)
    if year and (int(year[1]) + 1) % 100 == int(year[2]):
        name = f"{year[1]}/{year[2]}"
        return _parsed(f"FY {name} Q{quarter[1]}" if quarter else name)
    one = _ONE_YEAR.search(words)
    return _parsed(f"{one[1]} Q{quarter[1]}" if quarter else one[1]) if one else None


def _parsed(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except PeriodError:
        return None


def quarter_named(header: str) -> int:
    """The quarter a header names, 1 to 4, or 0: its year may stand elsewhere."""
    found = _QUARTER.search(header)
    return int(found[1]) if found else 0


_STRONG = frozenset(Role) - {Role.UNKNOWN, Role.AREA, Role.DETAIL}
_CORE = frozenset({Role.ACTION, Role.MEASURE, Role.GOAL, Role.OBJECTIVE, Role.DETAIL})


_CONTENT = re.compile(
    r"^(tbd|tbc|tba|none|n/?a|yes|no|ongoing|in progress|completed?|red|amber|"
    r"green)\b|^[$£€•●-]|,$|\b(and|or|the|of)$"
    r"|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{1,4}\b"
    r"|^(?!20\d\d$)\d+(\.\d+)?%?$",
    re.IGNORECASE,
)


def is_header(texts: tuple[str, ...]) -> bool:
    """
    Whether a row's texts read as column headers rather than as content.

    >>> is_header(("Ref", "What will we do", "By when", "Lead officer"))
    True
    >>> is_header(("1", "Reduce absence to 6%", "Alice Smith", "Mar 2020"))
    False
    """
    named = [text for text in texts if text.strip()]
    if len(named) < 2 or any(len(text) > _LONGEST for text in named):
        return False
    if sum(len(text) > _LONG_FOR_A_HEADER for text in named) > 1:
        return False
    roles = [column(text).role for text in named]
    odd = [
        role
        for text, role in zip(named, roles, strict=True)
        if role is not Role.NUMBER and _CONTENT.search(text)
    ]
    if odd and (len(odd) == 1 or set(odd) != {Role.FIGURE}):
        return False
    known = [role for role, text in zip(roles, named, strict=True) if _reads_as_label(text, role)]
    distinct = set(known)
    if len(distinct) < 2 or not distinct & _CORE:
        return False
    return len(known) >= max(2, 0.7 * len(named))


def _reads_as_label(text: str, role: Role) -> bool:
    if role is Role.UNKNOWN:
        return False
    bare = re.sub(r"\([^)]*\)", "", text).strip()
    return len(bare.split()) <= 12 and not bare.endswith(".")
