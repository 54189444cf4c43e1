"""The one family of errors whose words are fit to show to a person."""


class HeadwayError(Exception):
    """
    Something a person can put right.

    The message is one sentence or two: what was expected, what came, where,
    and what to do next. Commands print it and exit with status 2; pages show it.
    """


class PlanError(HeadwayError):
    """A plan, or a value in it, does not make sense."""


class PeriodError(PlanError):
    """A period cannot be read or does not exist, such as term 7."""
