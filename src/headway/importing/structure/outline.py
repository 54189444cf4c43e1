"""Headings, goals, labels and lists: what stands around a plan's tables, and in their stead."""

import re
from dataclasses import dataclass

from headway.importing.documents.wrapping import begins_with_verb
from headway.importing.headers.columns import Role, column

_GOAL = re.compile(
    r"(?:^|\b(?P<owner>[\w’' ]{3,40}?)\s)(?P<kind>strategic goal|goal|target|"
    r"objective|outcome|action|priority|aim|theme|ambition|commitment|promise|pledge|pillar)\s+"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*[a-z]?)\s*(?:[:.–—-]|\s-)\s*(?P<text>\S.+)$",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(
    r"^(?P<label>(?:goal|action|objective|priority|outcome|measure|programme|"
    r"project|strategic|executive|overall|accountable|responsible|lead)?\s*"
    r"(?:owner|leads?|lead officer|lead agency|lead member|lead organisation|"
    r"sponsor|responsible officer|responsible lead|senior responsible officer|sro"
    r"|partners?|delivery partners?|agencies|responsible agencies|deadline|due "
    r"date|timescale|by when|target date|status|rag))\s*[:–-]\s*(?P<value>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_LABELLED = re.compile(
    r"^(?:(?P<measure>(?:success |performance |outcome )?(?:measure|indicator)|"
    r"kpi|success criterion)"
    r"|(?:key )?(?:action|strategy|initiative|tactic|activity|milestone|task|deliverable))"
    r"(?:\s+(?P<number>\d{1,2}(?:\.\d{1,2})*[a-z]?))?\s*(?::|\s[–—-])\s+(?P<text>\S.{5,})$",
    re.IGNORECASE | re.DOTALL,
)
_PLURAL = re.compile(
    r"^(?:(?:our|the|key|strategic)\s+){0,2}(?:objectives|outcomes|targets|aims|"
    r"ambitions)$",
    re.I,
)
_INLINE_LEAD = re.compile(
    r"(?:^|[\s(\[])(?:lead|owner|responsible|lead officer|lead "
    r"agency)\s*:\s*(?P<names>[^.;:()\[\]]{2,80})",
    re.IGNORECASE,
)
_INLINE_DUE = re.compile(
    r"(?:^|[\s(\[])(?:by|by when|due|deadline|timescale|target date)"
    r"\s*:\s*(?P<when>[^.;:()\[\]]{3,40})",
    re.IGNORECASE,
)
_VISION = re.compile(
    r"^(?:our |the )?vision(?: statement)?\s*(?:is)?\s*[:–-]?\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_EXTENSION = re.compile(
    r"\bextend(?:ed|ing)?\b.{0,80}\b(?:until|to)\s+20\d\d\b", re.IGNORECASE | re.DOTALL
)
_PRIORITY = re.compile(r"^priority\s+\d+\b", re.IGNORECASE)
_FOCUS = re.compile(r"\s*(?:[–—:-]\s*)?\bfocus(?:ing|ed)?\s+on\b", re.IGNORECASE)
_KNOWN_BY = re.compile(
    r"\bknow (?:that )?(?:we|it|this|things)(?:['’]ve| have| has| are)? (?:\w+ )?"
    r"(?:succe\w+|made|making|got there|work\w*|achiev\w+|done|been|improv\w+|when|if)"
    r"|\bsuccess (?:will )?looks? like|\bwhat (?:will )?(?:success|good) (?:will )?looks? like"
    r"|\bmeasure (?:our |its |this |the )?(?:\w+ )?(?:success|progress|impact)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:(?P<measures>(?:targets|measures|indicators|kpis|success criteria|outcomes|results))"
    r"|actions|commitments|milestones|initiatives|activities|steps|tasks|deliverables)\b",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"\b(?:are|is|were|include|includes|including|follows|following|below|these|agreed|set)$",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"(?:^|\b(?:we|council|partnership|trust|service|board|agency|team|partners)\s+)"
    r"(?:will|plan to|aim to|intend to|are going to|commit to)(?: also)?$",
    re.IGNORECASE,
)
_BODY_WILL = re.compile(
    r"^(?:(?:together,? )?(?:i|we)|(?:the|our) (?:[A-Z][\w’'&-]*(?: (?:and|of|for))? ?){1,6}|"
    r"[A-Z][\w’'&-]*(?: (?:[A-Z][\w’'&-]*|and|of|for)){1,5}) ?"
    r"\b(?:will|shall|am going to|is going to|are going to)(?: also)?$",
)
_SUCCESS = re.compile(r"\b(?:success\w*|succeed\w*|outcomes?|results?)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:cut|reduced|increased|improved|narrowed|halved|raised|lowered) (?:by|from|to)\s"
    r"|\b(?:rise|fall|increase|decrease|grow|drop|to rise|to fall) (?:\w+ )?(?:by|from) "
    r"[\d£$€]"
    r"|^(?:fewer than|less than|more than|at least|at or above|at or below|no more than|"
    r"no fewer than|no less than) |\b(?:up|down) (?:by|from) ",
    re.IGNORECASE,
)
_MOST_WORDS = 16
_LONGEST_LEAD_IN = 45
_SHORT_LEAD_IN = 8
_LONGEST_SENTENCE = 300
_GOAL_SENTENCE = re.compile(
    r"^(?:by (?:the end of )?(?:\w+ )?20\d\d,? )?(?:we|our (?:aim|ambition|goal|target|objective)"
    r"|the (?:aim|ambition|goal|target))\s+(?:\w+ ){0,2}?(?:want|wants|aim|aims|hope|intend|expect|"
    r"is|will (?:reduce|increase|cut|raise|see|reach|halve|double))\b.*(?:\d|\bhalf\b|\bthirds?\b)",
    re.IGNORECASE | re.DOTALL,
)
_OWN_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,2})*[.)]?\s+")
_DASH = re.compile(r"\s+[–—]\s+")


@dataclass(frozen=True, slots=True)
class Goal:
    """A numbered goal, priority or action that a heading or a line names."""

    kind: str
    number: str
    text: str
    owner: str = ""


def goal(text: str) -> Goal | None:
    """
    The numbered goal that a heading names.

    >>> goal("Goal 1.1 – Reduce turnover by 5% by 2020")
    Goal(kind='goal', number='1.1', text='Reduce turnover by 5% by 2020', owner='')
    >>> goal("Goals of the plan") is None
    True
    """
    found = _GOAL.match(" ".join(text.split()))
    if found is None:
        return None
    kind = found["kind"].lower().removeprefix("strategic ")
    return Goal(kind, found["number"], found["text"].strip(), (found["owner"] or "").strip())


def label(text: str) -> tuple[Role, str] | None:
    """
    What a line such as "Goal Owner: Alice Ash" says of the heading above it.

    >>> label("Goal Owner: Alice Ash")
    (<Role.LEAD: 'lead'>, 'Alice Ash')
    """
    found = _LABEL.match(" ".join(text.split()))
    if found is None or len(found["value"]) > 300:
        return None
    role = column(found["label"]).role
    return (
        (role, found["value"])
        if role in (Role.LEAD, Role.AGENCIES, Role.DUE, Role.STATUS)
        else None
    )


def labelled_row(text: str) -> tuple[Role, str, str] | None:
    """
    A line that names itself an action or a measure: its role, its number and its words.

    >>> labelled_row("Strategy: Add two ambulances")
    (<Role.ACTION: 'action'>, '', 'Add two ambulances')
    >>> labelled_row("Indicator 2.1: Calls answered in time")
    (<Role.MEASURE: 'measure'>, '2.1', 'Calls answered in time')
    """
    found = _LABELLED.match(" ".join(text.split()))
    if found is None:
        return None
    role = Role.MEASURE if found["measure"] else Role.ACTION
    return role, found["number"] or "", found["text"].strip()


def lead_in(text: str) -> str:
    """
    Who leads, where a row's own words say it.

    >>> lead_in("Install charging points by 2025 (Lead: Highways)")
    'Highways'
    """
    found = _INLINE_LEAD.search(text)
    return found["names"].strip() if found else ""


def due_in(text: str) -> str:
    """
    When a row is due, where its own words label it.

    >>> due_in("Deliver the taskforce. Lead: Ann Lee. By: March 2025.")
    'March 2025'
    """
    found = _INLINE_DUE.search(text)
    return found["when"].strip() if found else ""


def list_role(heading: str) -> Role | None:
    """
    Whether a short heading says that actions or measures are listed under it.

    >>> list_role("Success measures:").value, list_role("What we will do").value
    ('measure', 'action')
    >>> list_role("We will know we have succeeded when:").value
    'measure'
    >>> list_role("The plan holds four targets for the year. These are:").value
    'measure'
    >>> list_role("Introduction") is None
    True
    """
    words = heading.strip().rstrip(":").strip()
    if _KNOWN_BY.search(words) and len(words.split()) <= _MOST_WORDS:
        return Role.MEASURE
    if heading.rstrip().endswith(":") and (named := _named_before_a_colon(words)):
        return named
    if not words or len(words.split()) > 12 or goal(words) or _is_a_deed(words):
        return None
    role = column(words).role
    if role is Role.MEASURE or (role is Role.GOAL and re.search(r"goals\b", words, re.I)):
        return Role.MEASURE
    if role in (Role.OBJECTIVE, Role.TARGET) and _PLURAL.match(words):
        return Role.MEASURE
    if re.search(r"\b(?:hope|want|aim|expect|intend|plan) to (?:achieve|see)\b", words, re.I):
        return Role.MEASURE
    if role is Role.ACTION and re.search(
        r"\b(?:actions|initiatives|milestones|activities|commitments|tasks|we will|we "
        r"are going to|deliverables|projects|steps|to do)\b",
        words,
        re.I,
    ):
        return Role.ACTION if len(words.split()) <= 8 else None
    return None


def _named_before_a_colon(words: str) -> Role | None:
    """What a sentence that ends in a colon says will follow: the last of its words that tell."""
    if len(words.split()) > _LONGEST_LEAD_IN:
        return None
    if _WILL.search(words) or _BODY_WILL.match(_lower_first(words)):
        return Role.ACTION
    told = list(_LISTED.finditer(words)) if _FOLLOWS.search(words) else []
    if not told:
        is_success = _SUCCESS.search(words) and len(words.split()) <= _SHORT_LEAD_IN
        return Role.MEASURE if is_success else None
    return Role.MEASURE if told[-1]["measures"] else Role.ACTION


def _lower_first(words: str) -> str:
    """The words, the first in lower case where it only opens the sentence."""
    first, _, rest = words.partition(" ")
    opens = first.casefold() in ("i", "we", "together", "the", "our")
    return f"{first.casefold()} {rest}" if opens else words


def is_goal_sentence(text: str) -> bool:
    """
    Whether a sentence says what is wanted, with a figure.

    >>> is_goal_sentence("We want empty berths to fall to 10%")
    True
    >>> is_goal_sentence("We have 30 berths")
    False
    """
    return len(text) <= _LONGEST_SENTENCE and _GOAL_SENTENCE.match(text.strip()) is not None


def is_change(text: str) -> bool:
    """
    Whether an item tells a state to reach rather than a deed: a change or a limit, and no verb.

    >>> is_change("Boat thefts cut by a third"), is_change("Reduce boat thefts by a third")
    (True, False)
    """
    return _CHANGED.search(text) is not None and not begins_with_verb(text)


def _is_a_deed(words: str) -> bool:
    """Whether a numbered line tells a deed of its own: "2.3 Run a programme of activities"."""
    number = _OWN_NUMBER.match(words)
    return number is not None and begins_with_verb(words[number.end() :])


def vision(text: str) -> str | None:
    """The words of the vision, empty where only its heading stands; None where it is none."""
    found = _VISION.match(text.strip())
    return found["text"].strip() if found else None


def is_extension(text: str) -> bool:
    """Whether the words say that the plan's term was extended."""
    return _EXTENSION.search(text) is not None


def is_priority(text: str) -> bool:
    """Whether a heading names a priority: "Priority 1 Children …"."""
    return _PRIORITY.match(text.strip()) is not None


def outcome_in(title: str) -> str:
    """
    The outcome that an area's title begins with, where it names its focus behind it.

    >>> outcome_in("Be Safe – Focus on Domestic Abuse"), outcome_in("Housing")
    ('Be Safe', '')
    """
    found = _FOCUS.search(title)
    if found and found.start() > 2:
        return title[: found.start()].strip(" –—-:")
    return ""
