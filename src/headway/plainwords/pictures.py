"""The pictures that an idea can have: plain line drawings, our own."""

_BOX = "M8 24 L32 8 L56 24 V56 H8 Z"

PICTURES: dict[str, str] = {
    "people": "M22 12 A7 7 0 1 1 21.9 12 Z M42 12 A7 7 0 1 1 41.9 12 Z"
    " M10 54 V40 A12 12 0 0 1 34 40 V54 M34 36 A12 12 0 0 1 54 40 V54",
    "school": _BOX + " M26 56 V40 H38 V56 M14 30 H22 V38 H14 Z M42 30 H50 V38 H42 Z M32 8 V2 H40",
    "health": "M8 8 H56 V56 H8 Z M32 18 V46 M18 32 H46",
    "home": _BOX + " M26 56 V40 H38 V56",
    "safe": "M32 6 L54 14 V32 C54 46 44 54 32 58 C20 54 10 46 10 32 V14 Z M22 32 L30 40 L44 24",
    "tick": "M10 34 L26 50 L56 14",
    "cross": "M12 12 L52 52 M52 12 L12 52",
    "up": "M32 56 V10 M14 28 L32 10 L50 28",
    "down": "M32 8 V54 M14 36 L32 54 L50 36",
    "wait": "M32 6 A26 26 0 1 1 31.9 6 Z M32 18 V32 L42 40",
    "question": "M22 22 A11 11 0 1 1 36 32 C32 34 32 37 32 42 M32 50 V54",
    "talk": "M6 10 H58 V42 H30 L18 54 V42 H6 Z M16 22 H48 M16 30 H40",
    "calendar": "M8 12 H56 V56 H8 Z M8 24 H56 M20 6 V16 M44 6 V16 M18 34 H24 M32 34 H38 M18 44 H24",
    "promise": "M12 8 H52 V56 H12 Z M20 20 H44 M20 30 H44 M20 40 H34",
}
"""By name, the path in a box of 64 by 64, drawn as a line."""
