"""Names in a cell: lists with sub-lists, and names that a line's end has cut."""

import re
from collections.abc import Iterable, Sequence

from headway.importing.documents.wrapping import goes_on
from headway.importing.rows.items import items_of
from headway.language.people import read_names

_LEVELS = {"•": 1, "◦": 2, "▪": 3, "○": 2}
_WHOLE = re.compile(
    r"\b(?:councils?|services?|trusts?|boards?|teams?|police|partnerships?|sector|"
    r"groups?|departments?"
    r"|ccgs?|icb|nhs|agency|authority|university|college|directorate|forum|office|ministry)$",
    re.IGNORECASE,
)
_CUT_NAME = re.compile(
    r"\b([A-Z][a-z]{3,}) (?!(?:and|now|the|of|for|de|van|von|der|la|tbc|or|with|from|to|by|at|in|"
    r"as|all|lab|hub|rep|vet|aid|via|per|its|any)\b)"
    r"([a-z]{1,3}|[a-z]s[eo]n|[glnt]ton|mann|berg|feld|kins)(?=\s*(?:\(|,|;|$))",
    re.M,
)


_AND_AFTER_A_POST = re.compile(
    r"\b((?:supervisor|director|manager|officer|staff|coordinator|head|team|leader)s?)"
    r"\s+(?:and|&)\s+(?=\w)(?![^()]*\))",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"\s+(?:or|\+)\s+(?=[A-Z])|(?<=[a-z]):\s+(?=[A-Z][a-z]+(?:,|$))")
_STOP_FOR_COMMA = re.compile(r"(?<=[a-z]{3})\.\s+(?=[A-Z])")


def agencies_of(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    r"""
    The organisations a cell names; a sub-list's parts stand behind their organisation.

    Args:
        text: The cell's lines; sub-lists are indented or have marks of their own.
        known: Names found elsewhere in the document, which mend names cut in two.

    >>> agencies_of("• County Council\n  • education\n  • and learning\n  • LCSS\n• CAMHS")
    ('County Council – education and learning', 'County Council – LCSS', 'CAMHS')
    >>> agencies_of("• City and District\n  • Councils\n• Health Visiting")
    ('City and District Councils', 'Health Visiting')
    """
    levels = _levels(text)
    nested = len(set(levels)) > 1
    listed = _STOP_FOR_COMMA.sub(", ", text) if "," in text else text
    told = frozenset(known)
    names = _nested(text, levels) if nested else list(read_names(listed, bodies=True, known=told))
    return tuple(_recut(names, told))


def leads_of(text: str) -> tuple[str, ...]:
    """
    The people or posts a cell names, the ends of cut surnames put back.

    >>> leads_of("Ingrid Sorens en (CCG), Ann Lee")
    ('Ingrid Sorensen (CCG)', 'Ann Lee')
    >>> leads_of("Membership supervisor and marketing director"), leads_of("English lead")
    (('Membership supervisor', 'marketing director'), ('English lead',))
    """
    whole = _CUT_NAME.sub(r"\1\2", text)
    parted = _BETWEEN_NAMES.sub(", ", _AND_AFTER_A_POST.sub(r"\1; ", whole))
    return read_names(parted)


def _levels(text: str) -> list[int]:
    levels = []
    for line in text.split("\n"):
        if line.strip():
            indent = (len(line) - len(line.lstrip())) // 2
            levels.append(max(indent + 1, _LEVELS.get(line.strip()[0], 1)))
    return levels


def _nested(text: str, levels: Sequence[int]) -> list[str]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    groups: list[tuple[str, list[str]]] = []
    for line, level in zip(lines, levels, strict=True):
        words = next((item.text for item in items_of(line)), line)
        if level == min(levels) or not groups:
            groups.append((words, []))
        elif groups[-1][1] and goes_on(words):
            groups[-1][1][-1] += f" {words}"
        else:
            groups[-1][1].append(words)
    names: list[str] = []
    for parent, parts in groups:
        if not parts:
            names += read_names(parent)
        elif _WHOLE.search(parent):
            names += [f"{parent} – {part}" for part in parts]
        else:
            names.append(" ".join([parent, *parts]))
    return names


def _recut(names: Sequence[str], known: Iterable[str]) -> list[str]:
    """Two neighbours cut anew where a known name stands across their border."""
    mended = list(names)
    for name in sorted(set(known), key=len, reverse=True):
        words = name.split()
        for at in range(len(mended) - 1):
            for cut in range(1, len(words)):
                head, tail = " ".join(words[:cut]), " ".join(words[cut:])
                left, right = mended[at], mended[at + 1]
                if left.endswith(f" {head}") and (right == tail or right.startswith(f"{tail} ")):
                    rest = right.removeprefix(tail).strip()
                    mended[at : at + 2] = [
                        left.removesuffix(head).strip(),
                        name,
                        *filter(None, [rest]),
                    ]
                    break
            else:
                continue
            break
    return mended
