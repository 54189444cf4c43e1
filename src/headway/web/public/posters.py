"""The key messages of an edition on one sheet of A3."""

from headway.reporting.report import Report


def poster_of(report: Report) -> bytes:
    """The poster as PDF; empty while there is none."""
    del report
    return b""
