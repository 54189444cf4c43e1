"""Which way a row wants its quantity to move."""

import re

from headway.domain.quantities import Direction, Polarity
from headway.language.letters import plain_letters

_LEADING = re.compile(
    r"^(?:(?:(?!%\s)\W)+"
    r"|(?:goal|objective|target|aim|outcome|kpi|measure|action|milestone|deliverable|commitment|recommendation)\s*[0-9.]*\s*[:.-]\s*"
    r"|[0-9]+[.)]\s+"
    r"|(?:by|during|in|from|over)\s+(?:the\s+)?(?:end\s+of\s+)?[^,]{0,40},\s+"
    r"|FY\s?[0-9]{2,4}(?:\s?-\s?[0-9]{2,4}(?![0-9]|\s?%))?\s*[-:]?\s*"
    r"|(?:to|we\s+will|we\s+aim\s+to|aim\s+to|will)\s+(?=[a-z])"
    r"|(?:continue|aim|seek|work|help)\s+to\s+|continu(?:e|ed|ing)\s+(?=[a-z]+ed\b|reduc|improv"
    r"|incr)"
    r"|(?:achieve|see|deliver|secure|demonstrate|show|evidence)\s+(?=(?:an?|the|[0-9]+%?"
    r"|at\s+least|further|continued|sustained)\s+(?:[0-9.]+\s?(?:%|percentage"
    r"|per)?\s*(?:points?|cent)?\s*)?(?:\w+\s+)?(?:increase|decrease|reduction|improvement|rise"
    r"|fall|drop))"
    r"|(?:significantly|further|sustained|continued|year[- ]on[- ]year|measurable|substantially"
    r"|overall|"
    r"steady|gradually|and|an?|the|any|at\s+least|more\s+than)\s+"
    r"|[0-9.,]+\s?(?:%|pp|percentage\s+points?|per\s?cent)\s+(?=(?:increase|decrease|reduction"
    r"|improvement|rise|fall|drop|fewer|more|less|uplift|cut)))",
    re.IGNORECASE,
)
_RULES: tuple[tuple[str, Direction], ...] = (
    # nothing is to move: the row only watches
    (r"(?:compare|track|monitor|measure|use|review|assess|evaluate|report|collect|record"
     r"|analyse|analyze|"
     r"benchmark|baseline|audit|survey|count|observe)\b(?!s\b)", Direction.NONE),
    (r"(?:to\s+be\s+(?:confirmed|determined|agreed)|tbc|tbd|n/?a)\b", Direction.NONE),
    # kept as it is
    (r"(?:maintain|sustain|keep|retain|remain|preserve)(?:s|ed|ing)?\b|no\s+(?:increase|rise"
     r"|growth|"
     r"reduction|decrease|decline|change|deterioration)\b", Direction.MAINTAIN),
    # less of it
    (r"(?:reduc|decreas|lower|minimis|minimiz|halv|cut|eliminat|eradicat|shorten|narrow|prevent"
     r"|declin|"
     r"diminish|curb|abolish|slash|limit)(?:e|es|ed|ing|s|ting)?\b|reductions?\b|decreases?\b"
     r"|drops?\b|"
     r"falls?\s+in\b|fewer\b(?!\s+than)|less\b(?!\s+than)|clos(?:e|ing"
     r"|ed)\s+(?:the\s+)?(?:\w+\s+){0,2}gaps?\b|lower\b|smaller\b|"
     r"shorter\b|stop\b|end(?:ing)?\s+(?:the\s+use|all|child|rough|homeless)|halve\b"
     r"|zero\b(?!\s+tolerance|\s+carbon)|"
     r"no\s+(?:children\b|child\b|young\b|pupils?\b|one\b|people\b|family\b|families\b"
     r"|patients?\b|new\b)",
     Direction.DECREASE),
    # more of it
    (r"(?:increas|improv|rais|grow|expand|boost|enhanc|strengthen|maximis|maximiz|optimis"
     r"|optimiz|doubl|"
     r"tripl|accelerat|extend|widen|build|promot)(?:e|es|ed|ing|s)?\b|better\b|higher\b"
     r"|more\b(?!\s+than)|greater\b|growth\b|"
     r"improvements?\b|increases?\b|rise\s+in\b|uplift\b|upturn\b|wider\b|faster\b|stronger\b"
     r"|earlier\b|quicker\b",
     Direction.INCREASE),
)  # fmt: skip
_HEADS = tuple((re.compile(pattern, re.IGNORECASE), direction) for pattern, direction in _RULES)
_WITHIN: tuple[tuple[re.Pattern[str], Direction], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), direction)
    for pattern, direction in (
        (
            r"\bwill\s+(?:more\s+than\s+)?(?:increase|double|rise|grow|improve)\b",
            Direction.INCREASE,
        ),
        (
            r"\bwill\s+(?:more\s+than\s+)?(?:reduce|decrease|fall|halve|drop|be\s+reduced)\b",
            Direction.DECREASE,
        ),
        (
            r"\b(?:reduc|decreas|lower|halv|cut)(?:ed|es|s)?\s+(?:by|to|from)\b|\b(?:falls?"
            r"|fallen|drops?)\s+(?:by|to|from)\b",
            Direction.DECREASE,
        ),
        (
            r"\b(?:increas|improv|rais|doubl)(?:ed|es|s)?\s+(?:by|to|from)\b|\brises?\s+(?:by"
            r"|to|from)\b",
            Direction.INCREASE,
        ),
        (r"\b(?:which|that|and)\s+(?:increases|improves|rises|grows)\b", Direction.INCREASE),
        (r"\b(?:which|that|and)\s+(?:reduces|decreases|falls)\b", Direction.DECREASE),
        (
            r"\b(?:increas|ris|grow|improv)(?:es|s|ing|ed)\s+(?:year\s+on|each|every)\s+year\b",
            Direction.INCREASE,
        ),
        (r"\b(?:are|is|be|feel|become)\s+(?:more|better)\b", Direction.INCREASE),
        (
            r"\bto\s+(?:optimi[sz]e|increase|improve|raise|maximi[sz]e)\b(?=.{0,80}\bto\b)",
            Direction.INCREASE,
        ),
        (
            r"\b(?:has|have|is|are|be|been)\s+(?:reduced|lower(?:ed)?|decreased|fewer)\b",
            Direction.DECREASE,
        ),
        (
            r"\b(?:has|have|is|are|be|been)\s+(?:increased|improved|raised|higher)\b",
            Direction.INCREASE,
        ),
        (r"\s-\s+no\s+(?:\w+\s+){0,2}(?:on|in|with|without)\b", Direction.DECREASE),
        (r"[:,(]\s*(?:increase|improve(?:ment)?)\b", Direction.INCREASE),
        (r"[:,(]\s*(?:decrease|reduce|reduction)\b", Direction.DECREASE),
    )
)
_NOUN_ONLY = re.compile(
    r"^\W*(?:the\s+)?(?:(?:total|overall|average|mean|median|annual|final)\s+)?(?:number"
    r"|percentage|proportion|share|rate|"
    r"level|prevalence|incidence|count|amount|volume|score)s?\b(?!\s+[0-9])"
    r"|^\W*(?:open|active|live|current)\s+(?:[A-Za-z]+\s+){0,4}(?:cases|plans|referrals|complaints"
    r"|vacancies|contracts|risks)\b(?!\s+(?:are|is|will|have))|^\W*(?:%|#|no\.)\s",
    re.IGNORECASE,
)
_ACTION_UP = re.compile(
    r"^(?:increas|doubl|tripl)(?:e|es|ing)?\b|\bwill\s+(?:more\s+than\s+)?(?:increase|double)\b"
    r"|\bincrease\s+the\s+number\b",
    re.IGNORECASE,
)
_ACTION_DOWN = re.compile(
    r"^(?:reduc|decreas|halv|cut|lower|eliminat|minimis)(?:e|es|ing|ting)?\b|\bwill\s+(?:reduce"
    r"|halve|cut)\b",
    re.IGNORECASE,
)
_ACTION_KEEP = re.compile(r"^(?:maintain|sustain)\b.*[0-9]", re.IGNORECASE | re.DOTALL)
_ACTION_STATE = re.compile(
    r"^(?:(?:ensure|achieve|reach|secure|deliver)\s+(?:that\s+)?(?:at\s+least\s+|over\s+"
    r"|more\s+than\s+|a\s+minimum\s+of\s+)?"
    r"[0-9.]+\s?(?:%|per\s?cent)|(?:at\s+least\s+|over\s+|more\s+than\s+)?[0-9.]+\s?(?:%"
    r"|per\s?cent)\s+of\b)",
    re.IGNORECASE,
)


def bare_head(text: str) -> str:
    """The text without what only leads up to its verb: "By 2019, ", "Goal 3: ", "Continue to "."""
    rest = plain_letters(text).strip()
    for _ in range(8):
        match = _LEADING.match(rest)
        if match is None or not match.end():
            break
        rest = rest[match.end() :]
    return rest


def direction_of(text: str, *, is_measure: bool) -> Direction:
    """
    What the words say should happen: measures move, are kept or reached; actions mostly do not.

    >>> direction_of("Fewer children in care", is_measure=True)
    <Direction.DECREASE: 'decrease'>
    """
    head = bare_head(text)
    if not head:
        return Direction.NONE
    return _of_measure(head, text) if is_measure else _of_action(head)


def _of_action(head: str) -> Direction:
    if _ACTION_UP.search(head):
        return Direction.INCREASE
    if _ACTION_DOWN.search(head):
        return Direction.DECREASE
    if _ACTION_KEEP.search(head):
        return Direction.MAINTAIN
    return Direction.ACHIEVE if _ACTION_STATE.search(head) else Direction.NONE


def _of_measure(head: str, text: str) -> Direction:
    for pattern, direction in _HEADS:
        if pattern.match(head):
            return direction
    plain = plain_letters(text)
    for pattern, direction in _WITHIN:
        if pattern.search(plain):
            return direction
    return Direction.NONE if _NOUN_ONLY.match(plain) else Direction.ACHIEVE


_GOOD_IS = (
    r"(?:good|better|best|desired|polarity|performance|positive)\s*(?:\w+\s+)?(?:is|=|:|to\s+be|if|when"
    r"|means)?\s*"
)
_MORE = r"(?:high(?:er)?|big(?:ger)?|more|large[r]?|greater|up(?:wards?)?|increas\w*|maximi[sz]\w*)"
_FEWER = r"(?:low(?:er)?|small(?:er)?|less|fewer|down(?:wards?)?|decreas\w*|reduc\w*|minimi[sz]\w*)"
_IS_GOOD = r"\s+(?:(?:numbers?|figures?|values?|scores?)\s+)?(?:is|are|=)\s+(?:better|best|good)\b"
_IS_BAD = r"\s+(?:is|are|=)\s+(?:worse|worst|bad|poor)\b"
_UP_CELL = re.compile(
    rf"^(?:{_GOOD_IS})?(?:{_MORE}|h)(?:{_IS_GOOD}|\s+good)?$|^[+↑▲⬆⇧↗]+$", re.IGNORECASE
)
_DOWN_CELL = re.compile(
    rf"^(?:{_GOOD_IS})?(?:{_FEWER}|l)(?:{_IS_GOOD}|\s+good)?$|^[↓▼⬇⇩↘]+$", re.IGNORECASE
)
_BAD_CELL = re.compile(rf"^(?:(?P<more>{_MORE})|{_FEWER}){_IS_BAD}$", re.IGNORECASE)
_KEEP_CELL = re.compile(
    r"^(?:maintain\w*|stable|stay\w*(?:\s+the\s+same)?|same|steady|hold|no\s+change|sustain\w*|[↔→⬌=])$",
    re.IGNORECASE,
)
_NEITHER_CELL = re.compile(
    r"^(?:neither|neutral|context(?:ual)?(?:\s+only)?|(?:with)?in\s+(?:the\s+)?range|range"
    r"|plan(?:ned)?\s+is\s+best|close\s+to\s+(?:target|plan)\s+is\s+(?:best|better))$",
    re.IGNORECASE,
)


def read_polarity(text: str) -> Polarity:
    """
    Which way is better, read from a cell under "Polarity", "Good is" or "Direction".

    UNKNOWN where the cell says anything else, is blank or holds a dash.

    >>> read_polarity("Good is High").name, read_polarity("Smaller is better").name
    ('HIGH', 'LOW')
    >>> read_polarity("Maintain").name, read_polarity("-").name
    ('NEUTRAL', 'UNKNOWN')
    """
    words = " ".join(plain_letters(text).split()).strip(" .()")
    if _UP_CELL.match(words):
        return Polarity.HIGH
    if _DOWN_CELL.match(words):
        return Polarity.LOW
    if bad := _BAD_CELL.match(words):
        return Polarity.LOW if bad["more"] else Polarity.HIGH
    neither = _KEEP_CELL.match(words) or _NEITHER_CELL.match(words)
    return Polarity.NEUTRAL if neither else Polarity.UNKNOWN


def read_direction(text: str) -> Direction:
    """
    Which way it should move, read from a cell under "Direction", "Polarity" or "Good is".

    >>> read_direction("Good is low").name, read_direction("Stable").name
    ('DECREASE', 'MAINTAIN')
    """
    if _KEEP_CELL.match(" ".join(plain_letters(text).split()).strip(" .()")):
        return Direction.MAINTAIN
    return _MOVES.get(read_polarity(text), Direction.NONE)


_MOVES = {Polarity.HIGH: Direction.INCREASE, Polarity.LOW: Direction.DECREASE}
_PROSE = re.compile(
    rf"\b(?:good|better)\s+(?:performance\s+)?(?:is|=|to\s+be)\s+(?P<a>{_MORE}|{_FEWER})\b"
    rf"|\b(?P<b>{_MORE}|{_FEWER})\s+(?:is|=)\s+(?:better|good|best)\b",
    re.IGNORECASE,
)


def polarity_in(text: str) -> Polarity:
    """The polarity that a row's own words add: "Exclusions (good is low)"."""
    found = _PROSE.search(plain_letters(text))
    return read_polarity(found["a"] or found["b"]) if found else Polarity.UNKNOWN


def settled_direction(
    own: Direction,
    *,
    target_words: str = "",
    polarity: Polarity = Polarity.UNKNOWN,
    target: float | None = None,
    baseline: float | None = None,
) -> Direction:
    """
    The direction of a row whose own words leave it open, by what its other cells say.

    In order of trust: the row's own verb, the words of its target ("Narrow to 28 points"),
    a column that says which way is better, and a target below where it started. A target
    above its start moves only a row that names no state to reach.

    >>> settled_direction(Direction.ACHIEVE, target_words="Reduce by 3 points").value
    'decrease'
    >>> settled_direction(Direction.NONE, target=28, baseline=34).value
    'decrease'
    """
    if own not in (Direction.NONE, Direction.ACHIEVE):
        return own
    said = direction_of(target_words, is_measure=True)
    if said not in (Direction.NONE, Direction.ACHIEVE):
        return said
    if polarity in _MOVES:
        return _MOVES[polarity]
    if target is not None and baseline is not None:
        if target < baseline:
            return Direction.DECREASE
        if target > baseline and own is Direction.NONE:
            return Direction.INCREASE
    return own
