"""
The table of rules that find times in a text.

Each rule is a pattern and a function from its match to what it names. Rules stand in
order of trust: an earlier one keeps the words that a later one would also match.
"""

import re
from datetime import date

from headway.domain.errors import PeriodError
from headway.domain.periods import PeriodKind, day
from headway.language.period_forms import (
    DAY,
    GLUED_MONTH,
    MONEY_YEAR,
    MONTH,
    SCHOOL_YEAR,
    SPLIT,
    TO,
    YEAR,
    YEAR4,
    Builder,
    Named,
    calendar_year_named,
    day_named,
    day_span_named,
    fiscal_named,
    month_named,
    month_span_named,
    naming,
    numeric_day_named,
    numeric_month_named,
    quarter_named,
    recurring_named,
    relative_named,
    season_named,
    split_named,
    term_named,
    year_ending_named,
    year_of,
    yearless_day_named,
    years_named,
)
from headway.language.readings import Setting

_LAST_YEAR = (
    r"(?:(?:in|during|for|from|of)\s+)?(?:the\s+)?"
    r"(?:last|previous|prior|preceding|this|current)\s+"
    r"(?:(?:school|academic|financial|fiscal|calendar)\s+)?(?:year|yr|your)\b"
)
_YEAR_AGO = r"(?:a|one|the)\s+year\s+(?:ago|before|earlier)\b|previously\b"
_SAME_POINT = (
    r"(?:at\s+)?(?:the\s+)?same\s+(?:point|time|period|stage|quarter|term|month)"
    rf"(?:\s+(?:{_LAST_YEAR}|{_YEAR_AGO}))?"
)

RULES: tuple[tuple[re.Pattern[str], Builder], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), build)
    for pattern, build in (
        (
            rf"\b(?P<year>{YEAR4})-(?P<month_n>0[1-9]|1[0-2])-(?P<day>[0-3][0-9])\b",
            naming(lambda m, s: day(date(int(m["year"]), int(m["month_n"]), int(m["day"])))),
        ),
        (
            rf"(?<![0-9/.])(?P<a>[0-3]?[0-9])(?P<sep>[/.])(?P<b>[0-3]?[0-9])(?P=sep)"
            rf"(?P<year>{YEAR4}|[0-9]{{2}})(?![0-9/]|\.[0-9])",
            naming(numeric_day_named),
        ),
        (
            rf"\b(?P<day_a>{DAY})(?:\s+(?:of\s+)?(?P<month_a>{MONTH})(?:,?\s+(?P<year_a>{YEAR4}))?)?"
            rf"{TO}(?P<day_b>{DAY})\s+(?:of\s+)?(?P<month_b>{MONTH})(?:,?\s+(?P<year_b>{YEAR}))?",
            naming(day_span_named),
        ),
        (
            rf"\b(?:year|12\s+months)\s+(?:ending|ended"
            rf"|to)\s+(?:the\s+)?(?:{DAY}\s+)?(?:end\s+(?:of\s+)?)?"
            rf"(?P<month>{MONTH})\s+(?P<year>{YEAR4})",
            naming(year_ending_named),
        ),
        (
            rf"\b(?P<month>{MONTH})\s+(?P<day>{DAY}),?\s+(?P<year>{YEAR4})",
            naming(day_named),
        ),
        (
            rf"\b(?P<day>{DAY})\s+(?:of\s+)?(?P<month>{MONTH}),?\s+(?P<year>{YEAR})",
            naming(day_named),
        ),
        (
            rf"\b(?P<day>{DAY})-(?P<month>{MONTH})-(?P<year>{YEAR})",
            naming(day_named),
        ),
        (
            rf"\b(?P<month_a>{GLUED_MONTH})\s*(?:of\s+)?(?P<year_a>{YEAR})?{TO}"
            rf"(?:(?:early|late"
            rf"|mid)\s+)?(?P<month_b>{GLUED_MONTH})[\s,-]*(?:of\s+)?(?P<year_b>{YEAR})",
            naming(month_span_named),
        ),
        (
            rf"\b(?P<month>{MONTH})\s+(?P<day>{DAY}(?<=st|nd|rd|th))(?P<year>\s?)",
            naming(yearless_day_named),
        ),
        (
            rf"\b(?P<month>{GLUED_MONTH})[\s,-]*(?:of\s+)?(?P<year>{YEAR})",
            naming(month_named),
        ),
        (
            rf"\b(?P<day>{DAY})\s+(?:of\s+)?(?P<month>{MONTH})(?P<year>)",
            naming(yearless_day_named),
        ),
        (
            rf"\b(?:(?:{SCHOOL_YEAR})\s*)?(?P<split>{SPLIT})[\s,]*(?:term\s?"
            rf"|T)(?P<term>[1-6])\b(?P<relative>)",
            term_named,
        ),
        (
            rf"\b(?:end\s+of\s+)?(?:the\s+)?(?:term|T)\s?(?P<term>[1-6])\b"
            rf"(?:\s*,?\s*(?:(?:in|of|for|during)\s+)?(?:the\s+)?(?:(?:{SCHOOL_YEAR})\s*)?"
            rf"(?:(?P<split>{SPLIT})|(?P<relative>{_LAST_YEAR})))?",
            term_named,
        ),
        (
            rf"\b(?:(?:{MONEY_YEAR})\s*)?(?P<split>{SPLIT})[\s,]*(?:Q"
            rf"|quarter\s?)(?P<quarter>[1-4])\b"
            rf"(?P<fiscal>)(?P<year>)",
            quarter_named,
        ),
        (
            rf"\b(?:(?:FY\s?'?(?P<fiscal>20[0-9]{{2}}|[0-9]{{2}})|(?:CY\s?)?(?P<year>{YEAR4}))[\s,]+"
            rf"(?:Q|quarter\s?)(?P<quarter>[1-4]))\b(?P<split>)",
            quarter_named,
        ),
        (
            rf"\b(?P<quarter>first|second|third|fourth|last|final|1st|2nd|3rd|4th)\s+quarter\b"
            rf"(?:\s*,?\s*\(?(?:(?:in|of|for)\s+)?(?:the\s+)?(?:(?:{MONEY_YEAR})\s*)?"
            rf"(?P<split>{SPLIT})"
            rf"|\s*,?\s*(?:of\s+)?FY\s?'?(?P<fiscal>20[0-9]{{2}}|[0-9]{{2}})\b"
            rf"|\s*,?\s*(?:of\s+|in\s+)?(?:the\s+)?(?:calendar\s+year\s+)?(?P<year>{YEAR4}))",
            quarter_named,
        ),
        (
            rf"\b(?:Q|quarter\s?)(?P<quarter>[1-4])\b"
            rf"(?:\s*,?\s*\(?(?:(?:in|of"
            rf"|for)\s+)?(?:the\s+)?(?:(?:{MONEY_YEAR})\s*)?(?P<split>{SPLIT})"
            rf"|\s*,?\s*(?:of\s+)?FY\s?'?(?P<fiscal>20[0-9]{{2}}|[0-9]{{2}})\b"
            rf"|\s*,?\s*(?:of\s+|in\s+)?(?P<year>{YEAR4}|'[0-9]{{2}}))?",
            quarter_named,
        ),
        (
            rf"\b(?P<season>spring|summer|autumn|fall|winter)(?P<word>\s+(?:half\s+)?term)?"
            rf"\s*,?\s*(?:of\s+|in\s+)?(?:(?P<split>{SPLIT})|(?P<year>{YEAR4}|'?[0-9]{{2}}\b))",
            naming(season_named),
        ),
        (
            rf"\b(?:{SCHOOL_YEAR})\s*(?:of\s+)?(?P<split>{SPLIT})",
            year_of(PeriodKind.ACADEMIC_YEAR),
        ),
        (
            rf"\b(?P<split>{SPLIT})\s+(?:school|academic)\s+year\b",
            year_of(PeriodKind.ACADEMIC_YEAR),
        ),
        (
            rf"\b(?:{MONEY_YEAR})\s*(?:of\s+)?(?P<split>{SPLIT})",
            year_of(PeriodKind.FINANCIAL_YEAR),
        ),
        (
            rf"\b(?P<split>{SPLIT})\s+(?:financial|fiscal|budget)\s+year\b",
            year_of(PeriodKind.FINANCIAL_YEAR),
        ),
        (
            r"\b(?:FY|FYE|fiscal\s+year|financial\s+year(?:\s+ending)?)\s?'?(?P<year>20[0-9]{2}"
            r"|[0-9]{2})\b",
            naming(fiscal_named),
        ),
        (
            r"(?<![0-9/-])(?P<a>20[0-9]{2})\s*(?:-|/|to|until|through)\s*(?P<b>20[0-9]{2}"
            r"|[2-9][0-9])(?![0-9/-])",
            naming(years_named),
        ),
        (
            rf"(?<![0-9/.,-])(?P<split>{SPLIT})(?!/|-[0-9]|\.[0-9])",
            naming(split_named),
        ),
        (
            rf"(?<![0-9/.-])(?P<m>0?[1-9]|1[0-2])/(?P<year>{YEAR4})",
            naming(numeric_month_named),
        ),
        (
            rf"\b(?P<year>{YEAR4})-(?P<m>0[1-9]|1[0-2])\b(?!-)",
            naming(numeric_month_named),
        ),
        (
            r"(?:(?<![0-9/.,£$€#A-Za-z-])(?<![0-9]:)|(?<=mid-)|(?<=early-)|(?<=late-)|(?<=end-))"
            rf"(?P<year>{YEAR4})(?![A-Za-z])",
            naming(calendar_year_named),
        ),
        (
            rf"\b{_SAME_POINT}",
            relative_named,
        ),
        (
            rf"\b(?:{_LAST_YEAR}|{_YEAR_AGO})",
            relative_named,
        ),
        (
            r"(?:\b(?:per|every|each)\s+(?:(?:fiscal|financial|calendar|school|academic)\s+)?"
            r"|(?<=[a-z0-9])/|\ba\s+)(?P<word>year|annum|quarter|month|week|term|day|yr)\b"
            r"(?!\s+(?:ago|before|earlier|on\b|old|long|of\b))"
            r"|\b(?P<adverb>annually|yearly|quarterly|monthly|termly|weekly|daily)\b",
            recurring_named,
        ),
    )
)


def named(found: re.Match[str], build: Builder, setting: Setting) -> Named | None:
    """What the match names; None when its parts make no time that exists."""
    try:
        return build(found, setting)
    except (PeriodError, ValueError):
        return None
