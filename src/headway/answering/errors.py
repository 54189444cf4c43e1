"""What is refused when answers come in."""

from headway.domain.errors import HeadwayError


class AnswerError(HeadwayError):
    """An answer cannot be read, or cannot be put into the plan."""


class WorkbookError(AnswerError):
    """An answers workbook is not the one that was handed out, or cannot be read."""
