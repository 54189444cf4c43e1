"""
What is wrong with the YAML itself, in words for people who do not know YAML's.

The parser says where it could not go on; what a person got wrong often stands a line
above. Each piece of advice looks at the lines around and answers, or leaves it to the next.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError, StreamMark, YAMLError

from headway.planfile.errors import Refusal

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What YAML takes for the end of a line."""


@dataclass(frozen=True, slots=True)
class _Trouble:
    """
    Where the parser stopped.

    Attributes:
        problem: In its own words.
        line: From 1.
        column: From 1.
        lines: Of the whole file.
        opened: The line of what was being read, such as a bracket.
    """

    problem: str
    line: int
    column: int
    lines: list[str]
    opened: int

    @property
    def here(self) -> str:
        return self.at(self.line)

    def at(self, number: int) -> str:
        """A line by its number; empty where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def before(self) -> int:
        """The number of the last line with words above this one; 0 where there is none."""
        for number in range(self.line - 1, 0, -1):
            words = self.at(number).strip()
            if words and not words.startswith("#"):
                return number
        return 0


Advice = tuple[int, int, str] | None
"""Line, column and sentence."""


def refusal(error: YAMLError, text: str) -> Refusal:
    """What to say to the person whose file cannot be read as YAML."""
    mark: StreamMark | None = None
    opened: StreamMark | None = None
    problem = str(error).splitlines()[0]
    if isinstance(error, MarkedYAMLError):
        mark, opened = error.problem_mark or error.context_mark, error.context_mark
        problem = error.problem or error.context or problem
    if mark is None:
        return _odd_character(text, problem)
    trouble = _Trouble(
        problem=problem,
        line=mark.line + 1,
        column=mark.column + 1,
        lines=_LINE_END.split(text),
        opened=opened.line + 1 if opened else 0,
    )
    for advise in _ADVICE:
        if (said := advise(trouble)) is not None:
            return Refusal(*said)
    return Refusal(
        trouble.line,
        trouble.column,
        f"expected YAML, and it does not read ({problem}); compare with the lines above.",
    )


def _odd_character(text: str, problem: str) -> Refusal:
    for number, line in enumerate(text.split("\n"), start=1):
        for column, character in enumerate(line, start=1):
            if not character.isprintable() and character != "\t":
                return Refusal(
                    number, column, "expected readable text, got a control character; remove it."
                )
    return Refusal(1, 1, f"expected YAML, and it does not read ({problem}).")


def _tab(trouble: _Trouble) -> Advice:
    indent = trouble.here[: len(trouble.here) - len(trouble.here.lstrip())]
    if "\t" not in indent and "'\\t'" not in trouble.problem:
        return None
    return (
        trouble.line,
        trouble.column,
        "expected spaces in front, got a tab; YAML is indented with spaces only.",
    )


def _no_space(trouble: _Trouble) -> Advice:
    """`title:words` and `-id: words`, which the parser stumbles over only a line later."""
    if not re.search(r"mapping values|expected ':'|<block end>", trouble.problem):
        return None
    for number in (trouble.line, trouble.before()):
        line = trouble.at(number)
        if found := re.match(r"( *(?:- +)?\w+:)(?=[^\s:/])", line):
            return (
                number,
                found.end() + 1,
                "expected a space after the colon, and there is none; add it.",
            )
        if found := re.match(r" *-(?=\w+:)", line):
            return (
                number,
                found.end() + 1,
                "expected a space after the dash, and there is none; add it.",
            )
    return None


def _second_colon(trouble: _Trouble) -> Advice:
    if "mapping values are not allowed" not in trouble.problem:
        return None
    first = re.match(r" *(?:- +)*[\w-]+:(?= |$)", trouble.here)
    if first and first.end() == trouble.column:
        return _lines_up(trouble, len(trouble.here) - len(trouble.here.lstrip()) + 1)
    return (
        trouble.line,
        trouble.column,
        'expected one value after the key, got a second colon (": "); '
        "put a text that holds a colon in quotes.",
    )


def _quotes(trouble: _Trouble) -> Advice:
    if "unexpected end of stream" in trouble.problem or "quoted scalar" in trouble.problem:
        return (
            trouble.opened or trouble.line,
            1 if trouble.opened else trouble.column,
            "expected a closing quotation mark, and the file ends without it; add it.",
        )
    if "<block end>" in trouble.problem and re.search(r": (['\"]).*\1", trouble.here):
        return (
            trouble.line,
            trouble.column,
            "expected nothing after the closing quotation mark, got more words; put all of the "
            'words in double quotes, and a \\ in front of any " within.',
        )
    if "unknown escape character" in trouble.problem:
        return (
            trouble.line,
            trouble.column,
            "expected \\\\ for a backslash within double quotes, got a single one; write it twice.",
        )
    return None


def _brackets(trouble: _Trouble) -> Advice:
    found = re.search(r"expected ',' or '([\]}])'", trouble.problem)
    if not found:
        return None
    where = f" on line {trouble.opened}" if trouble.opened else ""
    return (
        trouble.line,
        trouble.column,
        f'expected a comma or the closing bracket "{found[1]}" of the list or group opened'
        f"{where}; add it, or put words that begin with a bracket in quotes.",
    )


def _start_of_words(trouble: _Trouble) -> Advice:
    said = ""
    if "cannot start any token" in trouble.problem:
        character = trouble.problem.partition("'")[2].partition("'")[0]
        said = f'expected a value, got the sign "{character}"; put the words in quotes.'
    elif "sequence entries are not allowed" in trouble.problem:
        said = "expected a value, got a dash; start a list on a line of its own below its key."
    elif "expected a comment or a line break" in trouble.problem:
        said = "expected nothing else after | or >, got words; start them on the next line."
    elif "expected the node content" in trouble.problem:
        came = trouble.problem.rpartition("found ")[2]
        said = f"expected a value, got {came}; close what is open, or use quotes."
    elif re.search(r"special characters|unacceptable character", trouble.problem):
        said = "expected readable text, got a control character; remove it."
    return (trouble.line, trouble.column, said) if said else None


def _structure(trouble: _Trouble) -> Advice:
    if "could not find expected ':'" in trouble.problem:
        return (
            trouble.line,
            trouble.column,
            'expected a key with a colon after it ("title: …"), got words without; add the colon.',
        )
    if "expected <block end>" in trouble.problem:
        return _lines_up(trouble, trouble.column)
    return None


def _lines_up(trouble: _Trouble, column: int) -> Advice:
    return (
        trouble.line,
        column,
        "expected this line to line up with the ones above it; "
        "give it as many spaces in front as its neighbours have.",
    )


_ADVICE: tuple[Callable[[_Trouble], Advice], ...] = (
    _tab,
    _no_space,
    _second_colon,
    _quotes,
    _brackets,
    _start_of_words,
    _structure,
)
