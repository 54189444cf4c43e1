"""
A number as its cell shows it: 0.093 formatted as a percentage is "9.3%".

The codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31. A date written in figures
alone is given with its month in words, because 5/4 is April to some and May to others.
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0", 6: "£#,##0",
    7: "£#,##0.00", 8: "£#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "General",
    13: "General", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0",
    38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "£#,##0", 43: "#,##0.00",
    44: "£#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General)|(?P<ampm>AM/PM|A/P)|(?P<date>y+|m+|d+|h+|s+|e+(?![+-]))"
    r"|(?P<exponent>E[+-]0+)|(?P<number>[0#?][0#?,.]*|\.[0#?]+)|(?P<percent>%)|(?P<text>@)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_LAST_SERIAL = 2_958_465  # 31 December 9999
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_Piece = tuple[str, str]


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """
    A number as a cell with this format shows it.

    >>> shown(0.093, "0.0%"), shown(1862, "#,##0"), shown(43769, "dd/mm/yyyy")
    ('9.3%', '1,862', '31 October 2019')
    >>> shown(-4, '0" pupils";(0)'), shown(43769, "mmm-yy"), shown(0.1 + 0.2, "General")
    ('(4)', 'Oct-19', '0.3')
    """
    sections = _sections(code)
    section, number = _chosen(sections, value)
    if any(kind == "date" for kind, _ in section):
        if 0 <= value <= _LAST_SERIAL:
            return _date(value, section, from_1904=from_1904)
        return general(value)
    return _number(number, section).strip()


def general(value: float) -> str:
    """
    A number without a format.

    >>> general(73.5), general(65.0), general(1e300)
    ('73.5', '65', '1e+300')
    """
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return f"{value:.11g}"


def _sections(code: str) -> list[list[_Piece]]:
    sections: list[list[_Piece]] = [[]]
    for found in _PIECE.finditer(code):
        kind = str(found.lastgroup)
        piece = found.group(kind)
        if kind == "other" and piece == ";":
            sections.append([])
        else:
            sections[-1].append(_meaning(kind, piece))
    return sections


def _meaning(kind: str, piece: str) -> _Piece:
    """Brackets hold a currency, a passed time, or a colour or condition, which show nothing."""
    match kind:
        case "bracket" if piece.startswith("$"):
            return "quoted", piece[1:].partition("-")[0]
        case "bracket" if piece.lower().strip("hms") == "" and piece:
            return "date", f"[{piece.lower()}]"
        case "bracket" | "fill":
            return "quoted", ""
        case "space":
            return "quoted", " "
        case "escaped" | "other":
            return "quoted", piece
        case _:
            return kind, piece


def _chosen(sections: list[list[_Piece]], value: float) -> tuple[list[_Piece], float]:
    """The part of the format for positive, negative or zero; it brings its own minus sign."""
    if value < 0 and len(sections) > 1:
        return sections[1], abs(value)
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _number(value: float, section: list[_Piece]) -> str:
    kinds = [kind for kind, _ in section]
    if "general" in kinds or "text" in kinds or not section:
        return "".join(
            general(value) if kind in ("general", "text") else piece for kind, piece in section
        ) or general(value)
    if "number" not in kinds:
        return "".join(piece for kind, piece in section if kind in ("quoted", "percent"))
    if "exponent" in kinds:
        return f"{value:.{_decimals(section)}E}"
    fraction = sum(kind == "number" for kind in kinds) > 1 and ("quoted", "/") in section
    if fraction:
        return general(value)
    scaled = Decimal(repr(value)) * 100 ** kinds.count("percent")
    written, place = "", kinds.index("number")
    for position, (kind, piece) in enumerate(section):
        if kind == "number":
            written += _digits(abs(scaled), piece) if position == place else ""
        else:
            written += piece
    negative = scaled < 0 and any(digit in "123456789" for digit in written)
    return f"-{written}" if negative else written


def _decimals(section: list[_Piece]) -> int:
    pattern = next(piece for kind, piece in section if kind == "number")
    return len(pattern.partition(".")[2])


def _digits(value: Decimal, pattern: str) -> str:
    scale = len(pattern) - len(pattern.rstrip(","))
    whole, _, part = pattern.rstrip(",").partition(".")
    part = part.replace(",", "")
    value /= Decimal(1000) ** scale
    rounded = value.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    figures, _, decimals = f"{rounded:f}".partition(".")
    least = len(part.rstrip("#?"))
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    figures = figures.zfill(whole.count("0"))
    if not whole.count("0"):
        figures = figures.lstrip("0")
    if "," in whole.rstrip(","):
        figures = f"{int(figures or 0):,}".zfill(len(figures)) if figures else figures
    return f"{figures}.{decimals}" if decimals else figures


def _date(value: float, section: list[_Piece], *, from_1904: bool) -> str:
    moment = _moment(value, from_1904=from_1904)
    parts = [piece.lower() for kind, piece in section if kind == "date"]
    if _figures_only(parts):
        day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
        timed = any(part[0] in "hs" for part in parts)
        return f"{day} {moment:%H:%M}" if timed else day
    half = any(kind == "ampm" for kind, _ in section)
    minutes = _minutes(section)
    written = ""
    for position, (kind, piece) in enumerate(section):
        if kind == "date":
            written += _part(piece.lower(), moment, value, half, minute=position in minutes)
        elif kind == "ampm":
            written += "AM" if moment.hour < 12 else "PM"
        elif kind == "quoted":
            written += piece
    return " ".join(written.split())


def _figures_only(parts: list[str]) -> bool:
    """Day, month and year are all there and none of them is in words."""
    letters = {part[0] for part in parts}
    return {"d", "m", "y"} <= letters and not any(
        len(part) > 2 and part[0] in "dm" for part in parts
    )


def _moment(value: float, *, from_1904: bool) -> datetime:
    first = 30 if value >= 60 else 31  # Excel counts a 29 February 1900 that never was
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, first)  # noqa: DTZ001 - a sheet's dates have no time zone
    return start + timedelta(seconds=round(value * 86400))


def _minutes(section: list[_Piece]) -> set[int]:
    """Where "m" means minutes: right after hours, or right before seconds."""
    dates = [
        (place, piece.lower()) for place, (kind, piece) in enumerate(section) if kind == "date"
    ]
    found = set()
    for (first, before), (second, after) in pairwise(dates):
        if before.strip("[")[0] == "h" and after[0] == "m":
            found.add(second)
        if before[0] == "m" and after[0] == "s":
            found.add(first)
    return found


def _part(code: str, moment: datetime, value: float, half: bool, *, minute: bool) -> str:
    if code.startswith("["):
        units = {"h": 24, "m": 1440, "s": 86400}
        return str(int(value * units[code[1]] + 1e-9))
    match code[0], len(code):
        case "y" | "e", size:
            return f"{moment.year}" if size > 2 else f"{moment.year % 100:02d}"
        case "m", size if minute:
            return f"{moment.minute:0{size}d}"
        case "m", size:
            name = _MONTHS[moment.month - 1]
            wide = {1: str(moment.month), 2: f"{moment.month:02d}", 3: name[:3], 5: name[0]}
            return wide.get(size, name)
        case "d", size:
            name = _DAYS[moment.weekday()]
            wide = {1: str(moment.day), 2: f"{moment.day:02d}", 3: name[:3]}
            return wide.get(size, name)
        case "h", size:
            hour = (moment.hour % 12 or 12) if half else moment.hour
            return f"{hour:0{min(size, 2)}d}"
        case _, size:
            return f"{moment.second:0{min(size, 2)}d}"
