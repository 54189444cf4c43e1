"""Every period in a text, with its place; and the timetable that a cell states."""

import re
from dataclasses import dataclass, replace

from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Timetable
from headway.language.letters import plain_letters
from headway.language.period_rules import RULES, named
from headway.language.readings import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMention:
    """
    Words that name a time.

    Attributes:
        start: Where they begin; `text[start:end]` is `words`.
        period: The time; None where it depends on another one.
        relative: "last year" or "this year", counted from the period beside it.
        term: A term of six that is named without its year.
        quarter: A quarter that is named without its year.
        lead: The word before it: "by", "in", "from", "end of", …
    """

    start: int
    end: int
    words: str
    period: Period | None = None
    relative: str = ""
    term: int = 0
    quarter: int = 0
    lead: str = ""

    @property
    def recurring(self) -> bool:
        """True for "per year", "annually" and the like."""
        return self.period is not None and self.period.kind is PeriodKind.RECURRING


_LEAD = re.compile(
    r"\b(no later than|by|before|in|for|during|since|starting|from|until|till|to|of|at|on|between"
    r"|throughout|over|within|after|post|and|through)"
    r"(?:\s+the)?(?:\s+(?:end|start|beginning|close|middle)\s+of)?(?:\s+the)?\s*[-(]?\s*$"
    r"|\b(end|start) of(?:\s+the)?\s*$",
    re.IGNORECASE,
)


def periods(text: str, *, setting: Setting) -> tuple[PeriodMention, ...]:
    """
    Every time that the text names, in the order of their places.

    Never raises. A form that makes no time that exists (term 7, 31 June, 65/100)
    is passed over.

    >>> [str(p.period) for p in periods("72 in 18/19; 70 by T4 19/20", setting=Setting())]
    ['2018/19', 'AY 2019/20 T4']
    """
    plain = plain_letters(text)
    found: list[PeriodMention] = []
    claimed = bytearray(len(plain))
    for pattern, build in RULES:
        for match in pattern.finditer(plain):
            start, end = _trimmed(plain, *match.span())
            if start == end or any(claimed[start:end]):
                continue
            what = named(match, build, setting)
            if what is None:
                continue
            claimed[start:end] = b"\x01" * (end - start)
            found.append(
                PeriodMention(
                    start=start,
                    end=end,
                    words=text[start:end],
                    period=what.period,
                    relative=what.relative,
                    term=what.term,
                    quarter=what.quarter,
                    lead=_lead(plain[max(0, start - 40) : start]),
                )
            )
    return tuple(sorted(found, key=lambda mention: mention.start))


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    while end > start and plain[end - 1].isspace():
        end -= 1
    while start < end and plain[start].isspace():
        start += 1
    return start, end


def _lead(before: str) -> str:
    match = _LEAD.search(before)
    return (match[1] or match[2]).lower() if match else ""


_START = re.compile(
    r"\bstart(?:ing|s|ed)?(?:\s+date)?\s*:\s*(?:by\s+)?[^;\n]*?(?=\b(?:end|finish"
    r"|complet\w+)\b(?:\s+date)?\s*:|$)",
    re.IGNORECASE | re.MULTILINE,
)
_NOT_DUE = re.compile(
    r"(?:start(?:s|ed|ing)?|on-?going|onwards?|present|continuous|to\s+date|and\s+(?:continuing"
    r"|on-?going))\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:extended|moved|revised|changed|deferred|postponed|slipped|rescheduled|delayed|now)\b"
    r"(?:\s+(?:to|until|as))?|\bnew\s+date\b",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(?:was|previously|originally|formerly|from)\b[^)]*\)?", re.IGNORECASE)
_LONGEST_CELL = 600
_SHORT_MONTH = re.compile(
    r"^(?:(?:by|end|end\s+of|due)\s+)?(0?[1-9]|1[0-2])/([2-4][0-9])$", re.IGNORECASE
)
"""A whole cell such as "03/25"; "03/04" is a year of two."""
_NO_DUE_LEADS = ("since", "after", "post", "from", "starting")


def read_timetable(text: str, *, setting: Setting) -> Timetable:
    """
    When something is due or reported on, as its own cell says.

    A start without an end is not a due date; of a moved date the new one counts; a
    recurrence ("quarterly") has words and no period.

    >>> read_timetable("By Mar 2020", setting=Setting())
    Timetable(period=Period('2020-03'), words='By Mar 2020')
    """
    words = re.sub(r"\s+", " ", text).strip()
    whole = _mended(words[:_LONGEST_CELL])
    plain = plain_letters(whole)
    named = periods(whole, setting=setting)
    if not named and (short := _SHORT_MONTH.match(plain)):
        period = Period(kind=PeriodKind.MONTH, year=2000 + int(short[2]), part=int(short[1]))
        return Timetable(period=period, words=words)
    due = [mention for mention in named if _may_be_due(mention, plain)]
    return Timetable(period=_chosen(due, plain), words=words)


_CUT_DATE = re.compile(r"\b([0-3]?[0-9])\s?/\s?([01]?[0-9])\s?/\s?(20)\s?([0-9]{2})(?![0-9])")
_MONTHS = ("January", "February", "March", "April", "August", "September", "October", "November",
           "December")  # fmt: skip
_BLANK = r"\s?"
_CUT_MONTHS = tuple(
    (re.compile(rf"\b{_BLANK.join(month)}(?=\s+(?:19|20)?[0-9]{{2}}\b)", re.IGNORECASE), month)
    for month in _MONTHS
)


def _mended(words: str) -> str:
    """
    The words of a date cell with the dates whole that a narrow column cut.

    >>> _mended("Septembe r 2023"), _mended("31/03/20 25")
    ('September 2023', '31/03/2025')
    """
    for pattern, month in _CUT_MONTHS:
        words = pattern.sub(month, words)
    return _CUT_DATE.sub(r"\1/\2/\3\4", words)


def _may_be_due(mention: PeriodMention, plain: str) -> bool:
    if mention.period is None or mention.recurring or mention.lead in _NO_DUE_LEADS:
        return False
    started = any(m.start() <= mention.start < m.end() for m in _START.finditer(plain))
    follows = _NOT_DUE.match(plain[mention.end :].lstrip(" -")) is not None
    return not started and not follows


def _chosen(due: list[PeriodMention], plain: str) -> Period | None:
    if not due:
        return None
    moved = _MOVED.search(plain)
    if moved:
        later = [mention for mention in due if mention.start >= moved.end()]
        if later:
            return later[0].period
    in_brackets = [m for m in due if plain.rfind("(", 0, m.start) > plain.rfind(")", 0, m.start)]
    outside = [mention for mention in due if mention not in in_brackets]
    kept = outside or in_brackets
    return max(kept, key=lambda mention: (_last(mention), -mention.start)).period


def _last(mention: PeriodMention) -> str:
    last = mention.period.last_day() if mention.period else None
    return last.isoformat() if last else ""


def in_the_same_year(mention: PeriodMention, anchor: Period | None) -> Period | None:
    """
    The time that words such as "T4", "Q2" or "T4 last year" mean beside `anchor`.

    None where the anchor does not settle it: nothing is guessed.
    """
    if mention.period is not None:
        return mention.period
    if anchor is None or anchor.kind is PeriodKind.RECURRING:
        return None
    whole = anchor.whole_year()
    if mention.term:
        if whole.kind not in (PeriodKind.ACADEMIC_YEAR, PeriodKind.SPLIT_YEAR):
            return None
        anchor = Period(kind=PeriodKind.ACADEMIC_TERM, year=whole.year, part=mention.term)
    elif mention.quarter:
        if whole.kind not in (PeriodKind.FINANCIAL_YEAR, PeriodKind.SPLIT_YEAR):
            return None
        anchor = Period(kind=PeriodKind.FINANCIAL_QUARTER, year=whole.year, part=mention.quarter)
    return anchor.previous_year() if mention.relative == "last year" else anchor


def of_one_kind(period: Period | None, others: tuple[Period | None, ...]) -> Period | None:
    """
    A split year read as the academic or financial year that the other periods are.

    >>> of_one_kind(Period.parse("2018/19"), (Period.parse("AY 2019/20 T4"),))
    Period('AY 2018/19')
    """
    if period is None or period.kind is not PeriodKind.SPLIT_YEAR:
        return period
    kinds = {other.whole_year().kind for other in others if other is not None}
    for kind in (PeriodKind.ACADEMIC_YEAR, PeriodKind.FINANCIAL_YEAR):
        rival = (
            PeriodKind.FINANCIAL_YEAR
            if kind is PeriodKind.ACADEMIC_YEAR
            else PeriodKind.ACADEMIC_YEAR
        )
        if kind in kinds and rival not in kinds:
            return replace(period, kind=kind)
    return period
