"""Columns whose role depends on the other columns, or on what is in their cells."""

import re
from collections.abc import Sequence
from dataclasses import replace

from headway.importing.headers.columns import Column, Role
from headway.importing.headers.header_periods import MONTH, quarter_named

_ACTING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bactions?\b",
        r"what (will|we|are|do|is|needs)|^what$",
        r"activit",
        r"initiative",
        r"\btasks?\b|\bsteps?\b",
        r"commitment|intervention|recommendation",
        r"deliverable|milestone|\bprojects?\b|how",
    )
)
_MILESTONE = re.compile(r"milestone", re.IGNORECASE)
_SUB = re.compile(r"^sub\b|^(?:specific|detailed) ", re.IGNORECASE)
_IMPACT = re.compile(r"^\W*(?:intended |expected |desired |planned )?impacts?\W*$", re.IGNORECASE)
_NOW = re.compile(r"\bwhere (?:are we|we are)\b", re.IGNORECASE)
_WE_DID = re.compile(r"\bwe\b.*\b(?:did|done|achieved)\b", re.IGNORECASE)
_ARROW = re.compile(r"^\W*[↑↓→←↗↘▲▼◄►⬆⬇➔]\W*$")
_PERSON = re.compile(r"^(?:[A-Z][\w'’\-]*)(?: (?:[A-Z][\w'’\-]*|of|for|and|&)){0,4}$")
_STATE = re.compile(
    r"^(?:red|amber|green|blue|r|a|g|b|yes|no|complete|completed|not started|in progress|on track|"
    r"ongoing|delayed|met|not met|achieved|not achieved|partly|partially met)$",
    re.IGNORECASE,
)
_REFERENCES = re.compile(r"^[\d\s,.;–-]+$")
_DATED = re.compile(r"\b(?:20\d\d|q[1-4]|ongoing|quarterly|annual\w*|monthly)\b", re.IGNORECASE)
_DAY_OR_TIME = re.compile(
    rf"\b{MONTH}\b|\d|\b(?:term|spring|summer|autumn|winter|week|month|year|annual|ongoing|tbc|"
    r"complete|completed|on-going|continu|done|quarter|immediate)",
    re.IGNORECASE,
)
_WORDY = 4
_SUBJECTS = frozenset({Role.MEASURE, Role.ACTION})
_ACTUAL = re.compile(r"\b(?:actuals?|outturns?|results?|achieved|performance)\b", re.IGNORECASE)
_EXPECTED = re.compile(
    r"\b(?:expected|estimated?|predicted|planned|plan|budget|profiled?|forecast|modelled)\b"
)
_TIME = re.compile(rf"\b{MONTH}\b|\bq(?:uarter|tr)?\s*[1-4]\b|[\d\W_]+", re.IGNORECASE)
_TO_REACH = re.compile(
    r"^\W*(?:ambitions?|standards?|plan|commitment|threshold|goal)\W*$", re.IGNORECASE
)
_MAYBE_A_GOAL = frozenset({Role.UNKNOWN, Role.OBJECTIVE, Role.AREA, Role.ACTION, Role.CONTEXT})
_A_FIGURE = re.compile(
    r"^\W*(?:(?:at|no|fewer|less|more|under|over|below|above|up|least|most|than|to|or)\s+)*"
    r"[£$€]?\d[\d,.]*\s*(?:%|per ?cent|[a-z]{1,8})?(?:\W|\d|to|or|more|less|fewer|over|under)*$",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"[≥≤]|\b(?:at (?:least|most)|(?:no |not )?(?:more|fewer|less) than|or (?:more|less|fewer|"
    r"above|below|over|under|better)|up to)\b|\d\s+to\s+\d",
    re.IGNORECASE,
)


def resolve(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """
    Settle the roles that depend on the other columns: goals, objectives, descriptions.

    A goal or objective beside actions and without a column of measures is how
    success is known; beside both it is a heading for them. Of several columns of
    actions one holds them.
    """
    columns = _by_place(_one_of_actions(columns))
    roles = {one.role for one in columns}
    return tuple(replace(one, role=_settled(one.role, roles)) for one in columns)


def _by_place(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """
    The columns, those settled that mean another thing beside other columns.

    "Where are we now?" left of the targets is the baseline, "Impact" beside another measure
    explains it, and "What we did" without any action is what was done.
    """
    settled = list(columns)
    roles = [one.role for one in columns]
    for at, one in enumerate(columns):
        role = one.role
        if _NOW.search(one.header) and Role.TARGET in roles[at:]:
            role = Role.BASELINE
        elif role is Role.MEASURE and _IMPACT.match(one.header) and roles.count(role) > 1:
            role = Role.CONTEXT
        elif _WE_DID.search(one.header) and not {Role.ACTION, Role.MEASURE} & set(roles):
            role = Role.ACTION
        settled[at] = replace(one, role=role)
    return tuple(settled)


def _settled(role: Role, roles: set[Role]) -> Role:
    has_measure, has_action = Role.MEASURE in roles, Role.ACTION in roles
    match role:
        case Role.GOAL:
            return Role.AREA if has_measure else Role.MEASURE
        case Role.OBJECTIVE if has_measure or Role.GOAL in roles:
            return Role.AREA
        case Role.OBJECTIVE:
            return Role.MEASURE if has_action or Role.DETAIL in roles else Role.ACTION
        case Role.DETAIL if not has_action:
            figures = roles & {Role.TARGET, Role.BASELINE, Role.FIGURE}
            return Role.MEASURE if not has_measure and figures else Role.ACTION
        case Role.RESPONSIBLE:
            return Role.AGENCIES if Role.LEAD in roles else Role.LEAD
        case Role.TARGET if not roles & {Role.MEASURE, Role.ACTION, Role.GOAL, Role.OBJECTIVE}:
            return Role.MEASURE
        case _:
            return role


def _one_of_actions(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """
    The columns with one of actions: milestones beside activities are dates.

    What stands left of the actions is what they belong to, what stands right explains them.
    """
    acting = [at for at, one in enumerate(columns) if one.role is Role.ACTION]
    if len(acting) < 2:
        return columns
    chosen = min(acting, key=lambda at: _rank_of_action(columns[at].header, at))
    has_due = any(one.role is Role.DUE for one in columns)
    settled = list(columns)
    for at in acting:
        if at == chosen:
            continue
        role = Role.AREA if at < chosen else Role.CONTEXT
        if _MILESTONE.search(columns[at].header):
            role = Role.CONTEXT if has_due else Role.DUE
        settled[at] = replace(columns[at], role=role)
    return tuple(settled)


def _rank_of_action(header: str, at: int) -> tuple[bool, int, int]:
    """The lowest is the column of actions: parts of actions before those they are parts of."""
    return _SUB.match(header) is None, _rank(header), at


def _rank(header: str) -> int:
    return next((n for n, one in enumerate(_ACTING) if one.search(header)), len(_ACTING))


def checked(columns: tuple[Column, ...], texts: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """
    The columns, those put right whose cells are plainly something else.

    A column of names that holds only numbers refers to something; targets told in words
    are measures, and targets that are dates say when.

    Args:
        columns: As the headers name them.
        texts: For each column the texts of its cells, blank ones left out.
    """
    roles = {one.role for one in columns}
    settled = tuple(
        replace(one, role=_by_content(one, told, roles)) if told else one
        for one, told in zip(columns, texts, strict=True)
    )
    return one_result_a_time(settled)


def one_result_a_time(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """
    The columns, no two of them holding results of one time.

    Beside one that says "actual" or "outturn", another of the same time and of no part of its
    own is something else: what was planned, or expected. Two headed alike tell nothing twice.
    """
    settled = list(columns)
    for at, one in enumerate(columns):
        if one.role is Role.FIGURE and any(
            n != at and _same_time(one, other) and _outdone(one, other, first=n < at)
            for n, other in enumerate(columns)
        ):
            settled[at] = replace(one, role=Role.CONTEXT)
    return tuple(settled)


def _same_time(one: Column, other: Column) -> bool:
    if other.role is not Role.FIGURE:
        return False
    if one.period is not None and other.period is not None:
        return one.period == other.period
    quarter = quarter_named(one.header)
    return quarter > 0 and quarter == quarter_named(other.header)


def _outdone(one: Column, other: Column, *, first: bool) -> bool:
    """Whether a column of figures holds no results, as another of the same time shows."""
    own, rival = _beside_time(one.header), _beside_time(other.header)
    if _ACTUAL.search(other.header) and not _ACTUAL.search(one.header):
        return own == rival or _EXPECTED.search(own) is not None
    return (
        first
        and own == rival
        and bool(_ACTUAL.search(one.header)) == bool(_ACTUAL.search(other.header))
    )


def _beside_time(header: str) -> str:
    """A header's words beside its time, without those that say that it holds results."""
    return " ".join(_ACTUAL.sub(" ", _TIME.sub(" ", header)).lower().split())


def _by_content(one: Column, told: Sequence[str], roles: set[Role]) -> Role:
    role = one.role
    if roles & _SUBJECTS - {role} and role in _MAYBE_A_GOAL and _TO_REACH.match(one.header):
        return Role.TARGET if _mostly(_A_FIGURE, told) else role
    if role is Role.FIGURE and not _ACTUAL.search(one.header) and _mostly(_LIMIT, told):
        return Role.TARGET
    if role is Role.POLARITY and all(map(_ARROW.match, told)):
        return Role.STATUS
    if role is Role.FIGURE and Role.STATUS not in roles and all(map(_STATE.match, told)):
        return Role.STATUS
    if role is Role.DUE and Role.LEAD not in roles and _are_people(told):
        return Role.LEAD
    if role in (Role.AGENCIES, Role.LEAD) and all(_REFERENCES.match(text) for text in told):
        return Role.CONTEXT
    if role is Role.TARGET and Role.ACTION in roles and Role.MEASURE not in roles:
        dated = sum(_DATED.search(text) is not None and len(text.split()) < 5 for text in told)
        if 2 * dated > len(told) and Role.DUE not in roles:
            return Role.DUE
        wordy = sum(len(text.split()) >= _WORDY for text in told)
        return Role.MEASURE if 2 * wordy > len(told) else role
    return role


def _mostly(pattern: re.Pattern[str], told: Sequence[str]) -> bool:
    return 2 * sum(pattern.search(text) is not None for text in told) > len(told)


def _are_people(told: Sequence[str]) -> bool:
    """Whether a column of dates holds names instead ("Completed by")."""
    named = [text for text in told if _PERSON.match(text) and not _DAY_OR_TIME.search(text)]
    return len(named) == len(told)
