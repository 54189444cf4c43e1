"""What cannot be computed, and why, in words fit to show."""

from headway.domain.errors import HeadwayError


class FigureError(HeadwayError, ValueError):
    """Figures that no method can take: empty, infinite, negative counts, more hits than tries."""
