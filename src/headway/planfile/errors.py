"""What is said of a plan file that cannot be used."""

from headway.domain.errors import HeadwayError


class PlanFileError(HeadwayError):
    """
    A plan file cannot be read; the message says where, what was expected and what came.

    Attributes:
        line: From 1; 0 where the whole file is meant.
        column: From 1.
    """

    def __init__(self, message: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class Refusal(Exception):  # noqa: N818 - becomes a PlanFileError once the file's name is known
    """A sentence about one place of the file, before it is known what the file is called."""

    def __init__(self, line: int, column: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.column = column
        self.sentence = sentence

    def named(self, name: str) -> PlanFileError:
        """The same, with the file's name in front."""
        place = f"{name}, line {self.line}, column {self.column}"
        return PlanFileError(f"{place}: {self.sentence}", line=self.line, column=self.column)
