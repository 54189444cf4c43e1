"""
Digits that are no figures: marks of lists, names, ages, addresses, codes.

A table of patterns; what one of them covers is never read as a quantity.
"""

import re

_NUMBERED = (
    "action|aim|annex|appendix|article|band|block|bullet|category|chapter|clause|cohort|column|"
    "day|figure|fig|form|goal|grade|group|indicator|item|key stage|KPI|level|line|lot|measure"
    "|milestone|deliverable|commitment|requirement|module|"
    "no|nos|objective|option|outcome|page|para|paragraph|part|period|phase|point|pp|priority|"
    "project|question|recommendation|ref|reference|regulation|reg|round|row|rule|schedule|"
    "scope|section|stage|standard|step|strand|table|task|term|theme|tier|unit|version|ver|"
    "volume|wave|week|windows|workstream|zone"
)

_MONTH = (
    "jan|january|feb|february|mar|march|apr|april|may|june|july|aug|august|sept|sep|september|oct|"
    "october|nov|november|dec|december"
)

_PATTERNS: tuple[str, ...] = (
    # addresses on the web, of mail and of telephones
    r"\bhttps?://\S+",
    r"\bwww\.\S+",
    r"\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32})+",
    r"(?<![\w.])(?:\+44\s?\(?0?\)?|\(?0)[0-9]{2,4}\)?[\s-]?[0-9]{3,4}[\s-]?[0-9]{3,4}\b",
    r"\b(?:ext|tel|call|NHS|dial)\.?:?\s?[0-9]{3,6}\b",
    # codes: M-20-16, PH26, COVID-19, R100, 4G, KS2, s17, Q1 without a year, 9/11
    r"\b[A-Za-z]{1,6}-[0-9]+(?:-[0-9]+)*\b",
    r"\b(?!FY)[A-Za-z]+[0-9]+(?:[/.-][0-9]+)*[a-z]?\b",
    r"\b[0-9]+(?:G|D|th|st|nd|rd)\b(?!\s*%)",
    r"#[0-9]+\b",
    r"\bcovid[\s-]?19\b",
    r"\b(?:19|20)[0-9]{2}/[0-9]{1,2}\b",
    r"\b(?:999|911|112|101|111)\s+(?:emergency\s+|non-emergency\s+)?(?:calls?|callers?|dispatch\w*|operators?|cent(?:re|er)s?|switchboard)\b",
    r"\b24/7\b|\b9/11\b",
    # a name that ends in a figure: "LouieStat 4.0", "Reaching 100% (R100)"
    r"\b[A-Z]\w+\s[0-9]\.0\b(?!\s?(?:%|per|million|billion|m\b))",
    r"\b[A-Z]\w+\s[0-9]+%\s\([A-Z]\w*[0-9]+\)",
    # a day without its year
    rf"\b[0-3]?[0-9]\s?(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b(?!\s+(?:be|not|have|need)\b)",
    rf"\b(?:{_MONTH})\s+[0-3]?[0-9]\s?(?:st|nd|rd|th)?\b(?![0-9%])",
    r"\bper\s+[0-9][0-9,]*\s?(?:k|thousand)?\b",
    # standards: "ISO 27001", "WCAG 2.2"; the full marks of a score: "(out of 5)"
    r"\b(?:ISO|IEC|BS|EN|PAS|WCAG|TLS|HTML|PCI\s?DSS|CQC|NG|CG|PSED)(?:\s(?:EN|ISO|IEC))*\s?"
    r"[0-9]+(?:[.:-][0-9]+)*\b(?!\s?%)",
    r"(?:\(\s*|\b(?:scores?|ratings?|marks?|satisfaction|average)\s+)out\s+of\s+[0-9]{1,3}\b",
    # distances that describe: "within 400m of a park", "swim 25 metres"; a limit of speed
    r"\bwithin\s+(?:a\s+)?[0-9.,]+\s?(?:m|km|metres?|meters?|miles?|kilomet(?:re|er)s?)\b",
    r"\b(?:swim|swims|swam|swimming|run|walk|cycle|jog)\s+(?:at\s+least\s+|over\s+|up\s+to\s+)?"
    r"[0-9.,]+\s?(?:m|km|k|metres?|meters?|miles?|kilomet(?:re|er)s?|lengths?)\b",
    # an age or a stage: "at 6-8 weeks", "0-19 service", "the 0-5 team"
    r"\bat\s+[0-9]{1,2}\s?(?:-|to)\s?[0-9]{1,2}\s+(?:weeks?|months?|years?)\b",
    r"(?<![0-9.,-])[0-9]{1,2}\s?(?:-|to)\s?[0-9]{1,2}\s+(?:(?:public\s+health|health\s+visiting"
    r"|community)\s+)?(?:services?|teams?|pathways?|offer|provision|partnership|nursing|population"
    r"|year\s+olds?|weeks?\s+(?:check|review|visit)s?)\b",
    r"\b(?:population|children|young\s+people|cohort)\s+\(?[0-9]{1,2}\s?-\s?[0-9]{1,2}\b(?!\s?%|,)",
    # "net zero", "zero tolerance", "zero carbon"
    r"\bnet[\s-]zero\b|\bzero[\s-]+(?:tolerance|carbon|emissions?|hours?\s+contracts?|rated)\b",
    # a clock, a ratio of people, a confidence level
    r"\b[0-9]{1,2}:[0-9]{2}(?:\s?[ap]m)?\b|\b[0-9]{1,2}\s?[ap]m\b",
    r"\b[0-9]{1,2}:[0-9]{1,2}\b",
    r"\bone[- ](?:to|on)[- ]one(?:s)?\b|\bone[- ](?:stop|minute|off|page|way|size)\b",
    r"\b[0-9]{1,2}(?:\.[0-9])?%\s+(?:confidence|CI|significance)\b",
    # numbered names: "term 4", "Section 8", "no. 6", "Key Stage 2", "level 3"
    rf"\b(?:{_NUMBERED})s?[.]?(?<!(?i:figure))(?:(?<=no|ef|em|os):)?[\s-]?#?[0-9]+(?:\.[0-9]+)*(?:\s?(?:,|and|&|or|to"
    rf"|-)\s?[0-9]+(?:\.[0-9]+)*)*[a-z]?\b(?!\s?%|,[0-9]{{3}}|\s?(?:percentage|per\s?cent))",
    r"\byears?[\s-]?(?:1[0-3]|[1-9])(?:\s?(?:,|and|&|or|to|-)\s?(?:1[0-3]|[1-9]))*\b"
    r"(?!\s?%|,[0-9]{3}|\.[0-9]|\s?(?:percentage|per\s?cent))",
    rf"\b(?:{_NUMBERED}|year)\s(?:one|two|three|four|five|six)\b(?!\s+(?:of|or|per))",
    # ages: "aged 14-25", "(14-25)" after "ages", "11-17-year old's", "0-5s", "over 18s", "post-16"
    r"\b(?:age[ds]?|ages?)\s*(?:of\s+)?(?:between\s+|over\s+|under\s+"
    r"|up\s+to\s+)?\(?[0-9]{1,3}\+?(?:\s?(?:-|to|and|/)\s?[0-9]{1,3})?\)?",
    r"\b[0-9]{1,3}(?:\s?(?:-|to|and)\s?[0-9]{1,3})?[\s-]*(?:years?|yrs?|months?)[\s-]*(?:olds?\b"
    r"|of\s+age\b)(?:'s)?",
    r"\b(?:for|of)\s+[0-9]{1,2}\s?-\s?[0-9]{1,2}\s+years?\b(?:\s+\(plus\s+up\s+to\s+[0-9]{1,2})?",
    r"\b(?:adults?|people|person|children|anyone|those|residents|individuals|persons|women|men"
    r"|patients)\s+"
    r"(?:aged\s+)?(?:over|under|above|below)\s+(?:the\s+age\s+of\s+)?[0-9]{1,3}\b(?!\s?%|,|[0-9])",
    r"\b(?:over|under)[\s-]+[0-9]{1,3}'?s\b",
    r"\b(?:pre|post|under|over)-[0-9]{1,3}\b",
    r"\bunder\s+[0-9]{1,2}\s+(?:conceptions?|pregnanc(?:y|ies)|mortality|population|drivers?|victims?)\b",
    r"\b[0-9]{1,3}\s?-\s?[0-9]{1,3}'?s\b",
    r"(?<!target\s)(?<!target:\s)(?<!target\sof\s)\b(?:1[0-9]|2[0-5]|[5-8][05])\+(?=\s|$|[,.;)])"
    r"(?!\s+by\b)",
    # sizes and lengths that describe: "6-day limit", "5-Year Export Plan", "20-bed unit"
    r"\b[0-9]+(?:\s?-\s?[0-9]+)?-(?:day|week|month|year|hour|minute|point|bed|place|page|star|mile"
    r"|step|stage|"
    r"part|session|person|fold|way|storey|inch)s?\b(?!\s+(?:reduction|increase|decrease"
    r"|improvement|rise|fall))",
    r"\b(?:[2-9]|[1-9][0-9]+)\s(?:day|week|month|year|hour|minute)\b(?=\s+[A-Za-z])",
    # the number of a list's item at the head of a line, or in brackets: "3.", "(1)", "2)"
    r"(?:(?<=\n)|^)[ \t]*\(?[0-9]{1,3}(?:[.)](?![0-9])|\s-\s)\s*",
    r"\([0-9]{1,2}\)(?=\s+[A-Za-z])|(?:(?<=[;:,.]\s)|(?<=\sand\s))[0-9]{1,2}\)(?=\s+[A-Za-z])",
)  # fmt: skip

_MARKS = tuple(
    re.compile(pattern, re.IGNORECASE if not pattern.startswith(r"\b[A-Z]\w+\s[0-9]") else 0)
    for pattern in _PATTERNS
)


def marks(plain: str) -> list[tuple[int, int]]:
    """The places of digits that are no figures."""
    return [found.span() for pattern in _MARKS for found in pattern.finditer(plain)]
