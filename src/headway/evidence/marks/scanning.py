"""
The quick reader of long files of marks: a stretch of bytes in, a place and a byte a row out.

It accepts a row only when every cell is written in the usual way and is right; whatever it
does not accept is left to `rows`, which knows more ways and finds the words.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.evidence.marks.compiling import compiled
from headway.evidence.marks.vocabulary import NO_CODE, NONE

SLACK = 64
"""Bytes that must follow a stretch in memory, so that a word can be read at its end."""

ODD = -1
"""The column of a row that `rows` has to read."""

_NEWLINE, _RETURN, _QUOTE = 10, 13, 34


_WIDTHS = np.array([13, 6, 10, 2, 1], dtype=np.int64)
"""Of the cells of a usual row, by role."""


@compiled
def _word(text: NDArray[np.uint8], place: int) -> Any:
    """Eight bytes as one number, at any place; the compiler makes one reading of them."""
    at = np.uint64(place)  # no place is below zero, which the compiler cannot know
    word = np.uint64(text[at])
    for n in range(1, 8):
        word |= np.uint64(text[at + np.uint64(n)]) << np.uint64(8 * n)
    return word


@compiled
def scan(  # noqa: C901, PLR0912, PLR0915, PLR0917 - one loop: a call a cell would cost more than the cell
    text: NDArray[np.uint8],
    start: int,
    end: int,
    separator: int,
    roles: NDArray[np.int64],
    school: int,
    first_year: int,
    days: NDArray[np.int16],
    halves: NDArray[np.uint8],
    codes: NDArray[np.uint8],
    epochs: NDArray[np.int64],
    allowed: NDArray[np.bool_],
    letters: NDArray[np.uint8],
    last: NDArray[np.uint8],
    check: NDArray[np.uint8],
    columns: NDArray[np.int16],
    marks: NDArray[np.uint8],
    lines: NDArray[np.int32],
    starts: NDArray[np.int32],
    run_keys: NDArray[np.int64],
    run_firsts: NDArray[np.int64],
    spans: NDArray[np.int64],
) -> tuple[int, int, int, int]:
    """
    Read the lines that begin from `start` to before `end`; the last must end in a newline.

    Args:
        text: Followed by `SLACK` newlines.
        start: Of the first line.
        end: Where the next stretch begins.
        separator: Between cells.
        roles: For each cell of a line, its place in `ROLES`, or -1.
        school: URN of the whole file where no cell has it, else 0.
        first_year: As in `Vocabulary`, like the eight that follow.
        days: As there.
        halves: As there.
        codes: As there.
        epochs: As there.
        allowed: As there.
        letters: As there.
        last: As there.
        check: As there.
        columns: Out: of each row its column, or `ODD`.
        marks: Out: of each row its byte.
        lines: Out: of each row, the number of its line here, from 0.
        starts: Out: of each row, where in the text it begins.
        run_keys: Out: the enrolment of each run of rows; -1 for an odd row.
        run_firsts: Out: the first row of each run.
        spans: Room for where each role's cell begins and ends.

    Returns:
        How many rows, runs, odd rows, and lines.
    """
    rows, runs, odds, line = 0, 0, 0, 0
    place = start
    # Any: what numba takes for one kind of number, numpy has a dozen types for.
    well: Any = True
    total: Any = 0
    number: Any = 0
    day: Any = -1
    pupil: Any = -1
    urn: Any = school
    shaped: Any = True
    figures: Any = True
    begins, ends = spans[0], spans[1]
    cells = len(roles)
    upn_a, upn_b, urn_a = np.uint64(0), np.uint64(0), np.uint64(0)
    day_a, day_b = np.uint64(0), np.uint64(0)
    six = np.uint64(0xFFFFFFFFFFFF)
    key, run_key = np.int64(-1), np.int64(-2)
    while place < end:
        begin = place
        well = True
        if text[place] == _NEWLINE or (text[place] == _RETURN and text[place + 1] == _NEWLINE):
            place += 1 if text[place] == _NEWLINE else 2
            line += 1
            continue
        for cell in range(cells):
            role = roles[cell]
            quoted = text[place] == _QUOTE
            if quoted:
                place += 1
            a = place
            until = _QUOTE if quoted else separator
            if role >= 0 and text[a + _WIDTHS[role]] == until:
                place = a + _WIDTHS[role]
            else:
                while text[place] != until and text[place] != _NEWLINE:
                    place += 1
            b = place
            if quoted:
                if text[place] != _QUOTE:
                    well = False
                    break
                place += 1
            if cell < cells - 1:
                if text[place] != separator:
                    well = False
                    break
                place += 1
            else:
                if not quoted and b > a and text[b - 1] == _RETURN and text[b] == _NEWLINE:
                    b -= 1
                elif quoted and text[place] == _RETURN:
                    place += 1
                if text[place] != _NEWLINE:
                    well = False
                    break
            if role >= 0:
                begins[role], ends[role] = a, b
        place += 1
        row = rows
        lines[row], starts[row] = line, begin
        rows += 1
        line += 1
        mark, column = np.int64(NO_CODE), np.int64(-1)
        if well:
            # The pupil: most often that of the row before.
            a = begins[0]
            if ends[0] - a != 13:
                well = False
            else:
                word_a, word_b = _word(text, a), _word(text, a + 5)
                if word_a != upn_a or word_b != upn_b:
                    total, number = 0, 0
                    for n in range(1, 12):
                        figure = np.int64(text[a + n]) - 48
                        well = well and 0 <= figure < 10
                        total += (n + 1) * figure
                        number = number * 10 + figure
                    letter = letters[text[a + 12]]
                    well = well and letter != NONE
                    well = well and check[(total + 13 * letter) % 23] == text[a]
                    if well:
                        upn_a, upn_b = word_a, word_b
                        pupil = number * 33 + last[text[a + 12]]
        if well and school == 0:
            a = begins[1]
            if ends[1] - a != 6:
                well = False
            else:
                word_a = _word(text, a) & six
                if word_a != urn_a:
                    number = 0
                    for n in range(6):
                        figure = np.int64(text[a + n]) - 48
                        well = well and 0 <= figure < 10
                        number = number * 10 + figure
                    well = well and text[a] != 48
                    if well:
                        urn_a, urn = word_a, number
        if well:
            a = begins[2]
            if ends[2] - a != 10:
                well = False
            else:
                word_a, word_b = _word(text, a), _word(text, a + 2)
                if word_a != day_a or word_b != day_b:
                    y, m, d = a + 6, a + 3, a
                    between = text[a + 2]
                    shaped = text[a + 5] == between and (between in (45, 46, 47))
                    if not shaped:
                        y, m, d = a, a + 5, a + 8
                        shaped = text[a + 4] == 45 and text[a + 7] == 45
                    total = 0
                    for n in range(4):
                        figure = np.int64(text[y + n]) - 48
                        shaped = shaped and 0 <= figure < 10
                        total = total * 10 + figure
                    figures = True
                    for n in (m, m + 1, d, d + 1):
                        figures = figures and 48 <= text[n] <= 57
                    month = np.int64(text[m]) * 10 + np.int64(text[m + 1]) - 528
                    date = np.int64(text[d]) * 10 + np.int64(text[d + 1]) - 528
                    well = (
                        shaped
                        and figures
                        and first_year <= total <= first_year + 1
                        and 1 <= month <= 12
                        and 1 <= date <= 31
                    )
                    if well:
                        day = days[((total - first_year) * 12 + month - 1) * 31 + date - 1]
                        day_a, day_b = word_a, word_b
                well = well and day >= 0
        if well:
            a, size = begins[3], ends[3] - begins[3]
            pair = np.int64(text[a])
            if size == 2:
                pair |= np.int64(text[a + 1]) << 8
            half = np.int64(halves[pair])
            well = half != NONE and 1 <= size <= 2
            if well:
                a, size = begins[4], ends[4] - begins[4]
                pair = np.int64(0)
                if size >= 1:
                    pair = np.int64(text[a])
                if size == 2:
                    pair |= np.int64(text[a + 1]) << 8
                mark = np.int64(codes[pair])
                well = size <= 2 and mark != NO_CODE and allowed[epochs[day], half, mark]
                column = 2 * day + half
        if well:
            key = urn << 42 | pupil
            columns[row], marks[row] = column, mark
        else:
            key = np.int64(-1)
            columns[row], marks[row] = ODD, 0
            odds += 1
            # A cell's usual width may have led past the end of the line.
            place = begin
            while text[place] != _NEWLINE:
                place += 1
            place += 1
        if key != run_key or key < 0:
            run_keys[runs], run_firsts[runs] = key, row
            runs += 1
            run_key = key
    return rows, runs, odds, line
