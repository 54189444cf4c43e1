"""How a measure's figures accrue: through the year, at a day, once a year, or in words."""

import re

from headway.domain.plan import Target
from headway.domain.quantities import COUNT, PERCENT, Direction, MeasureKind, Unit
from headway.language.dates import PeriodMention

_RULES: tuple[tuple[re.Pattern[str], MeasureKind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"\brolling\b|\b(?:last|past|previous)\s+12\s+months\b", MeasureKind.ROLLING),
        (r"\bgood\s+level\s+of\s+development\b|\bGLD\b|\battainment\b|\bGCSE|\bprogress\s+8\b"
         r"|\bresults?\b|"
         r"\bassessed\b|\bexam|\battaining\b|\bsurvey\b|\bsatisfaction\b|\bachieving\s+(?:grade"
         r"|level|expected)",
         MeasureKind.ANNUAL),
        (r"\b(?:persistent\s+|overall\s+)?absen(?:ce|tees?)\b|\battendance\b|\bre-?offend"
         r"|\bre-?referral|\bwithin\s+[0-9\w]+\s*-?\s*"
         r"(?:working\s+)?(?:days?|weeks?|hours?|months?|limit)|\bplacements?\s+within\b"
         r"|\baccess(?:ing)?\b|\bturnover\b|\btimeliness\b",
         MeasureKind.RATE_TO_DATE),
    )
)  # fmt: skip
_AT_A_DAY = re.compile(
    r"\b(?:on\s+(?:\w+[\s-]+){0,3}(?:timetables?|plans?|rolls?|registers?|caseloads?|lists?)"
    r"|missing\s+education|"
    r"in\s+(?:care|post|place)|waiting|open\s+cases|electively\s+home\s+educated|unplaced"
    r"|vacan(?:t|cies)|backlog|at\s+31\s+march|"
    r"current(?:ly)?|rough\s+sleep|live\s+in|members?|membership)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\bnumbers?\b|\bincidents?\b|\bhow\s+many\b|\btotal\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:report|plan|strategy|policy|policies|pathway|network|package|briefing|framework"
    r"|agreement|guidance|system|group|team|lead|"
    r"training|audit|review|produced|published|established?|develop(?:ed)?|launched|recruited"
    r"|operational|agreed|in\s+place|implemented|completed?)\b",
    re.IGNORECASE,
)


_DUE_LEADS = ("by", "before", "until", "till", "end", "no later than", "since", "from", "to")


def kind_of(
    text: str,
    unit: Unit,
    targets: tuple[Target, ...],
    times: tuple[PeriodMention, ...],
    direction: Direction,
) -> MeasureKind:
    """The kind that the row's own words imply."""
    counted = any(target.value is not None for target in targets)
    numeric = counted or bool(_COUNTS.search(text)) or unit == PERCENT
    if not numeric:
        moves = direction in (Direction.INCREASE, Direction.DECREASE, Direction.MAINTAIN)
        return MeasureKind.MILESTONE if not moves and _DONE.search(text) else MeasureKind.WORDS
    for pattern, kind in _RULES:
        if pattern.search(text) and not (kind is MeasureKind.RATE_TO_DATE and unit == COUNT):
            return kind
    if _AT_A_DAY.search(text):
        return MeasureKind.SNAPSHOT
    within_a_year = any(
        one.recurring
        or (one.period is not None and not one.period.is_part_year and one.lead not in _DUE_LEADS)
        for one in times
    )
    if unit == PERCENT:
        return MeasureKind.ANNUAL if within_a_year else MeasureKind.SNAPSHOT
    return MeasureKind.CUMULATIVE if unit == COUNT and within_a_year else MeasureKind.SNAPSHOT
