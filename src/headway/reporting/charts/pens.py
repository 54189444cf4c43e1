"""
The few SVG marks that our charts are made of.

Presentation attributes only: a page under a strict content security policy drops `style=`.
"""

from xml.sax.saxutils import escape, quoteattr

from headway.reporting.printable import on_one_line, shortened

INK = "#0b0c0c"
QUIET = "#505a5f"
RULE = "#b1b4b6"
SERIES = "#1d70b8"
PALE = "#d2e2f1"
ELSEWHERE = "#4c2c92"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

_NARROW = {
    222: "ijl'|",
    278: " fI!.,:;/t[]\\",
    333: 'r()-`"–',
    500: "ckJvxyzsJ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    944: "W",
    889: "%",
    611: "FTZL",
}
_WIDTHS = {char: width for width, chars in _NARROW.items() for char in chars}


def number(value: float) -> str:
    """
    A coordinate, short and the same on every machine.

    >>> number(12.0), number(3.14159)
    ('12', '3.14')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def text_width(text: str, size: float) -> float:
    """How wide a text is set in Liberation Sans or Arial, in the unit of `size`; a close guess."""
    return sum(_WIDTHS.get(char, 556) for char in text) * size / 1000


def fitted(text: str, size: float, width: float) -> str:
    """The text, cut with an ellipsis to fit a width."""
    text = on_one_line(text)
    most = len(text)
    while most > 2 and text_width(text, size) > width:
        most -= 1
        text = shortened(text, most)
    return text


def lines_of(text: str, size: float, width: float, most: int = 2) -> list[str]:
    """The text broken between words into lines no wider than `width`; the last may be cut."""
    lines: list[str] = []
    for word in on_one_line(text).split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        elif len(lines) == most:
            lines[-1] = fitted(joined, size, width)
            break
        else:
            lines.append(word)
    return [fitted(line, size, width) for line in lines]


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """One element; `_` in a name stands for `-`, and numbers are written short."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}="
        f"{quoteattr(value if isinstance(value, str) else number(value))}"
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, words: str, /, **attributes: str | float) -> str:
    """Real text, so that it can be searched, copied and read aloud."""
    return element("text", escape(on_one_line(words)), x=x, y=y, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, /, **attributes: str | float) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def diamond(x: float, y: float, radius: float, /, **attributes: str | float) -> str:
    """The mark of another place's figure."""
    n = [number(v) for v in (x, y - radius, x + radius, y, x, y + radius, x - radius, y)]
    path = f"M{n[0]} {n[1]} L{n[2]} {n[3]} L{n[4]} {n[5]} L{n[6]} {n[7]} Z"
    return element("path", d=path, **attributes)


def cross(x: float, y: float, radius: float) -> str:
    """The mark of a figure that is not there."""
    n = [number(v) for v in (x - radius, y - radius, x + radius, y + radius)]
    path = f"M{n[0]} {n[1]} L{n[2]} {n[3]} M{n[0]} {n[3]} L{n[2]} {n[1]}"
    return element("path", d=path, stroke=QUIET, stroke_width=1.5, fill="none")
