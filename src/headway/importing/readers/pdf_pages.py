"""One PDF page as words, tables and lines of text in reading order."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from headway.importing.readers.pdf_aligned import aligned
from headway.importing.readers.pdf_grids import PageTable, tables
from headway.importing.readers.pdf_marks import Area, Edge, Marks
from headway.importing.readers.pdf_words import TextLine, Word, lines

_LOOKS = ["fontname", "size"]
_MOST_BULLETS = 300


@dataclass(slots=True, kw_only=True)
class Page:
    """
    What stands on a page.

    Attributes:
        parts: Tables and lines of text, from the top down.
        pictured: Whether pictures cover much of it.
        watermark: Words set aslant across it.
    """

    number: int
    width: float
    height: float
    parts: list[TextLine | PageTable] = field(default_factory=list)
    pictured: bool = False
    watermark: str = ""

    @property
    def word_count(self) -> int:
        """How many words stand on it, in tables and outside them."""
        return sum(
            len(part.words)
            if isinstance(part, TextLine)
            else sum(len(spot.words) for spot in part.spots)
            for part in self.parts
        )


def laid_out(page: Any, number: int) -> Page:
    """Read one pdfplumber page; each of its parts is looked at once."""
    found = Page(number=number, width=float(page.width), height=float(page.height))
    covered = sum(float(image["width"]) * float(image["height"]) for image in page.images)
    found.pictured = covered > 0.3 * found.width * found.height
    letters = page.chars
    aslant = [letter for letter in letters if _aslant(letter)]
    if aslant:
        found.watermark = "".join(letter["text"] for letter in aslant).strip()
        page = page.filter(lambda thing: thing["object_type"] != "char" or not _aslant(thing))
    marks = _marks(page)
    words = _words(page, marks)
    grids = tables(marks.bounding(), marks.areas, words)
    inside = {id(word) for table in grids for spot in table.spots for word in spot.words}
    outside = lines(word for word in words if id(word) not in inside)
    loose, outside = aligned(outside, marks.drawn)
    found.parts = _in_order([*grids, *loose, *outside])
    return found


def _aslant(letter: dict[str, Any]) -> bool:
    """Neither level nor upright: a watermark."""
    matrix = letter.get("matrix")
    return matrix is not None and abs(matrix[0]) > 0.05 and abs(matrix[1]) > 0.05


def _marks(page: Any) -> Marks:
    marks = Marks(float(page.width), float(page.height))
    for line in page.lines:
        marks.add_line(line["x0"], line["top"], line["x1"], line["bottom"])
    for shape in page.rects:
        colour = _colour(shape.get("non_stroking_color")) if shape.get("fill") else ""
        bounds = (shape["x0"], shape["top"], shape["x1"], shape["bottom"])
        marks.add_area(bounds, colour, framed=bool(shape.get("stroke")))
    return marks


def _words(page: Any, marks: Marks) -> list[Word]:
    turned = sum(not letter["upright"] for letter in page.chars)
    upward = turned and sum(
        letter["matrix"][1] > 0 for letter in page.chars if not letter["upright"]
    )
    found = [
        Word(
            text=word["text"].replace("\0", " "),
            x0=word["x0"],
            x1=word["x1"],
            top=word["top"],
            bottom=word["bottom"],
            size=round(word["size"], 1),
            bold=_bold(word["fontname"]),
            italic=_italic(word["fontname"]),
            courier="courier" in word["fontname"].lower(),
        )
        for word in page.extract_words(
            extra_attrs=_LOOKS,
            x_tolerance_ratio=0.15,
            char_dir_rotated="btt" if upward * 2 > turned else "ttb",
        )
        if word["text"].strip()
    ]
    found += _picture_bullets(page.images, found)
    _strike(found, marks)
    if page.page_obj.annots:
        _link(found, page.hyperlinks)
    return found


def _picture_bullets(images: Sequence[dict[str, Any]], words: Sequence[Word]) -> list[Word]:
    """List marks that were drawn as small pictures, to the left of a word."""
    bullets = []
    for image in images[:_MOST_BULLETS]:
        x0, top, x1, bottom = (float(image[side]) for side in ("x0", "top", "x1", "bottom"))
        if not (2 < x1 - x0 < 14 and 2 < bottom - top < 14):
            continue
        middle = (top + bottom) / 2
        beside = [
            word for word in words if word.top < middle < word.bottom and -1 <= word.x0 - x1 < 20
        ]
        if beside:
            word = min(beside, key=lambda word: word.x0)
            bullets.append(
                Word(text="•", x0=x0, x1=x1, top=word.top, bottom=word.bottom, size=word.size)
            )
    return bullets


def _bold(font: str) -> bool:
    name = font.rpartition("+")[2].lower()
    return any(weight in name for weight in ("bold", "black", "heavy", "demi"))


def _italic(font: str) -> bool:
    return any(slant in font.lower() for slant in ("italic", "oblique"))


def _strike(words: Sequence[Word], marks: Marks) -> None:
    """A level line through the middle of a word crosses it out."""
    short = [
        edge for edge in marks.drawn if not edge.upright and not _bounds_areas(edge, marks.areas)
    ]
    if not short:
        return
    levels: dict[int, list[Edge]] = {}
    for edge in short:
        levels.setdefault(round(edge.at), []).append(edge)
    for word in words:
        high = word.bottom - word.top
        for level in range(int(word.top), int(word.bottom) + 2):
            for edge in levels.get(level, ()):
                middle = 0.38 * high <= edge.at - word.top <= 0.72 * high
                covered = min(edge.end, word.x1) - max(edge.start, word.x0)
                if middle and covered >= 0.8 * (word.x1 - word.x0):
                    word.struck = True
                    marks.drawn = [line for line in marks.drawn if line is not edge]


def _bounds_areas(edge: Edge, areas: Iterable[Area]) -> bool:
    return any(
        min(abs(edge.at - area.bounds[1]), abs(edge.at - area.bounds[3])) < 1.5
        and area.bounds[0] - 2 <= edge.start <= area.bounds[2] + 2
        for area in areas
    )


def _link(words: Sequence[Word], links: Sequence[dict[str, Any]]) -> None:
    for link in links[:2000]:
        if not link.get("uri"):
            continue
        for word in words:
            if link["x0"] - 1 <= word.across <= link["x1"] + 1 and (
                link["top"] - 1 <= word.down <= link["bottom"] + 1
            ):
                word.link = str(link["uri"])


def _in_order(parts: list[TextLine | PageTable]) -> list[TextLine | PageTable]:
    """From the top down; what stands side by side from left to right."""

    def top(part: TextLine | PageTable) -> tuple[float, int, float, float]:
        if isinstance(part, PageTable):
            return part.ys[0], 0, part.ys[0], part.xs[0]
        own = part.top + 0.3 * part.size
        return own if part.band is None else part.band, part.column, own, part.x0

    return sorted(parts, key=top)


def _colour(written: Any) -> str:
    """
    A PDF colour as `RRGGBB`: grey, RGB or CMYK; "" when it is a pattern or unknown.

    >>> _colour(1.0), _colour((1, 0, 0)), _colour((0, 0, 1, 0)), _colour(None)
    ('FFFFFF', 'FF0000', 'FFFF00', '')
    """
    parts = written if isinstance(written, (tuple, list)) else (written,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return ""
    match len(parts):
        case 1:
            red = green = blue = parts[0]
        case 3:
            red, green, blue = parts
        case 4:
            cyan, magenta, yellow, black = parts
            red, green, blue = ((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))
        case _:
            return ""
    return "".join(f"{round(min(max(part, 0), 1) * 255):02X}" for part in (red, green, blue))


def body_size(pages: Iterable[Page]) -> float:
    """The size that most of the document's letters are set in."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for part in page.parts:
            words = (
                part.words
                if isinstance(part, TextLine)
                else (word for spot in part.spots for word in spot.words)
            )
            for word in words:
                sizes[word.size] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0
