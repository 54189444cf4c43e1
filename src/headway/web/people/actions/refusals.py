"""What a change to people is refused with."""

from headway.domain.errors import HeadwayError


class PeopleError(HeadwayError):
    """A change to people that cannot be made; the message says why and what to do."""
