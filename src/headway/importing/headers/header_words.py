"""The words that columns of plans are headed with, in the language of many bodies."""

import re
from enum import StrEnum

from headway.importing.headers.header_periods import MONTH


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
    UNIT = "unit"
    CONTEXT = "context"
    UNKNOWN = "unknown"


_SET = (
    r"(standards?|plan|planned|trajector(y|ies)|forecast|project(ed|ion)|ambition|threshold|"
    r"commitment)"
)
_WHOSE = r"((performance|national|service|local|minimum|agreed|operational|annual) )*"
_LEVEL = r"( (level|value|figure|performance|position|rate|number))?"
_YEAR = r"((20\d\d|(?<!\d)\d\d) \d\d|20\d\d)"
_QUARTER = r"(q[1-4]|quarter [1-4])"

# In order: the first pattern found decides. Words in brackets are looked at last.
_PATTERNS: tuple[tuple[Role, str], ...] = (
    (
        Role.POLARITY,
        (
            r"^polarity|good (is|performance|to be)|better (is|to be)|^(higher|lower) is better|"
            r"^(desired |intended |required )?direction( of (change|improvement))?$|"
            r"bigger or smaller|^aim to (maximi[sz]e|minimi[sz]e)"
        ),
    ),
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
        Role.NUMBER,
        r"^(s n|sr( no)?|serial (no|number)|(pi|unique|rec|item|commitment|milestone|task|kpi|"
        r"indicator|plan|sub action|pledge|project|recommendation|objective) (#|no|nos|number|"
        r"ref|reference|ref no|id|code))$",
    ),
    (Role.UNIT, r"^units?( of (measure|measurement))?$|^measured in$|^(data )?format$"),
    (
        Role.PERCENT,
        r"%\s*(complete|done|progress)|percent(age)? (complete|done|of completion)|completion %|"
        r"^completion$|^(progress|completed?) ?%|^% ?(progress|completed?)",
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
        r"towards|to date|made)|^impact (to date|so far)|^impact and progress|"
        r"^((termly|annual|quarterly|monthly|mid year|end of year) )?reviews?$|^remarks?$|"
        r"where (are we|we are)( now)?$|what (difference|impact) (it|this|we|did it) (made|had)|"
        r"^(our |management |council )?responses?$|^we did$|"
        r"what we (('| ha)ve )?(did|done|achieved)$",
    ),
    (
        Role.STATUS,
        r"\brag\b|^status$|\bstatus\b|\brating\b|"
        r"(^|initiative |goal |project |action |overall |measure |kpi )health( colou?r)?$|"
        r"^colou?r$|on "
        r"track|\bbrag\b|direction of travel|\bdot\b|^trend$|"
        r"traffic light|delivery confidence|^confidence$|^red amber|^yes no$|^r a g$|"
        r"^(completed?|in progress|done|met|achieved) ?(yes no|y n)?$",
    ),
    (
        Role.TARGET,
        rf"^{_WHOSE}(standards?|trajector(y|ies)|forecast|threshold){_LEVEL}$|"
        rf"^({_YEAR} )?({_QUARTER} )?{_WHOSE}planned{_LEVEL}$|"
        rf"^{_WHOSE}{_SET}{_LEVEL}( for)?( {_YEAR}( {_QUARTER})?| {_QUARTER}( {_YEAR})?)$|"
        rf"^({_YEAR}( {_QUARTER})?|{_QUARTER}( {_YEAR})?) {_WHOSE}{_SET}{_LEVEL}( {_QUARTER})?$",
    ),
    (Role.START, r"^start(?!ing (point|pos|val))|^begin|start date|commence"),
    (
        Role.DUE,
        r"target (completion )?date|due\b|dead ?line|by when|^when|\bwhen will|time "
        r"?(scale|frame|line|table)s?\b|(completion|end|finish|delivery|review|"
        r"milestone|implementation|expected|planned) dates?|^dates?$|date (for|of|to "
        r"be) comp|to be completed by|complete by|reporting (date|cycle)|^by$|"
        r"^timing$|^year$|delivery by|"
        r"complet(ed|ion) by|^finish|(target|expected|planned|estimated|projected|original|"
        r"revised) (completion|finish|date|due|end)\b",
    ),
    (
        Role.BASELINE,
        r"base ?line|starting (point|position|value)|^base$|^(previous|last|prior) year( s)?$",
    ),
    (
        Role.MEASURE,
        r"how (will|do|can|would|shall) (we|you|i) (\w+ )?(know|measure|tell|monitor)|"
        r"how we(('| wi)ll)? (\w+ )?(know|measure|monitor)|how (will )?success|(does|"
        r"will|would) (success|good|this|it) (look|mean)|success (measure|criteri|"
        r"indicator|factor|look)|measures? of success|signs? of success|key "
        r"performance|\bkpis?\b|indicator|performance measure|outcome measure|impact "
        r"measure|what difference|difference (will|we|made)|evidence of (success|"
        r"impact)|^measures?( |$)|\bmeasured\b|\bmetrics?\b|measurable|how will (it|"
        r"this|progress) be measured|success measure|desired result|"
        r"what will (be|look) different|definition of (success|done)|^pis?$|^pi description|"
        r"results? (we|you) want|^(intended |expected |desired |planned )?impacts?$",
    ),
    (
        Role.PROGRESS,
        r"progress|\bupdates?\b|comment|narrative|position statement|what (have we|"
        r"has been|we have|did we) (done|do|achiev)|achievements?( to date)?$|"
        r"analysis|commentary|what happened|highlights",
    ),
    (
        Role.TARGET,
        r"\btargets?\b|aim for|ambition \d|^trajectory|^(ambition|goal|milestone)s? (for )?20\d\d$|"
        r"^20\d\d (\d\d )?(ambition|goal|milestone)s?$",
    ),
    (
        Role.FIGURE,
        r"^q[1-4]\b|quarter (\d|one|two|three|four)|\bactuals?\b|outturn|out turn|"
        r"^current( (figure|value|position|performance|level|rate|data))?$|^latest( "
        r"(figure|value|position|performance|data|result|available))?|^(performance|"
        r"result|results|value|figure|data)$|performance (at|in|for|to|q|20)|^t[1-6]$|"
        r"^term \d|year to date|\bytd\b|year end|^position|"
        r"^now$|^(this|current|previous|last) (quarter|month|term)$|^this year( s)?$|"
        rf"^{MONTH}( (20)?\d\d)?( (to |and )?{MONTH})?( (20)?\d\d)?$|"
        r"^(autumn|spring|summer)( half)?( term)?( \d)?$",
    ),
    (
        Role.AGENCIES,
        r"agenc|partner|^(joint )?with$|working with|together with|"
        r"\blead (body|service|department|directorate|team|partner|authority|division|"
        r"organi[sz]ation|agency)|^(imp|implementation|steering|task|working) group$|"
        r"organi[sz]ation|responsible (part|bod|dep|team|service)|"
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
        r"champion|^assigned( to)?|who leads|"
        r"portfolio holder|cabinet member|^managers?$|^persons?$|^staff$|^staff (member|lead)|"
        r"^(led|actioned|managed|owned|done) by|^action by( whom)?$|^by who$",
    ),
    (Role.RESPONSIBLE, r"responsib"),
    (
        Role.CONTEXT,
        r"^why|rationale|reason|purpose|background|resource|funding|budget|\bcosts?\b|"
        r"\brisks?\b|\bissues?\b|\bnotes?\b|barrier|dependenc|enabler|links? (to|"
        r"with)|objectives? met|^(mayor|dept|department)\S* objective|mitigation|"
        r"source|tolerance|^you said$",
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
        r"(done|taken)|workstream activity|^how$|proposals?|recommendations?|^what to|"
        r"^(key )?(outputs?|pledges?)$|promises?$|^we said$|what we said|^tactics?$",
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
_LONGEST = 220
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _PATTERNS)


def role_of(words: str) -> Role:
    """
    What a column headed with these words is for.

    >>> role_of("By when?").value, role_of("Good is").value
    ('due', 'polarity')
    """
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
