"""
The shape of a year: how much of its final figure had been reached at a point in it.

Counts of events do not arrive evenly: terms differ in length and in what happens
in them. So a year's end is read from earlier years' own profile, never from the share
of days gone by (`straight_line`, kept to show what that would have said).

Method: ratio to profile, `C_k / (P_k / P_K)`, where `C_k` is this year's figure at
point `k` and `P_k`, `P_K` are last year's at the same point and at its end. With one
earlier year it equals the chain-ladder estimate; with several, and for a range, use
`outturn`.
"""

from math import isfinite


def share_of_year(same_point: float, year_end: float) -> float | None:
    """
    The part of a year's final figure that had been reached at a point in it.

    None when either is zero or below: nothing can be scaled by it.

    >>> round(share_of_year(52, 72), 3)  # permanent exclusions, term 4 of 2018/19
    0.722
    """
    if same_point <= 0 or year_end <= 0:
        return None
    share = same_point / year_end
    return share if share > 0 and isfinite(share) else None


def year_end_projection(
    so_far: float, *, same_point_last_year: float, year_end_last_year: float
) -> float | None:
    """
    The year's final figure, if the rest of the year goes as last year's did.

    Of counts of events, of counts of different children (a child counts once, so the
    terms must not be added: the ratio is the only way), and of rates for the year to
    date, which may fall as well as rise: there the "share" can exceed one.

    None where last year gives no profile.

    >>> round(year_end_projection(70, same_point_last_year=52, year_end_last_year=72))
    97
    >>> round(year_end_projection(9.3, same_point_last_year=7.6, year_end_last_year=7.06), 1)
    8.6
    >>> round(year_end_projection(15.9, same_point_last_year=14.1, year_end_last_year=14.68), 1)
    16.6
    >>> year_end_projection(3, same_point_last_year=0, year_end_last_year=4) is None
    True
    """
    share = share_of_year(same_point_last_year, year_end_last_year)
    if share is None:
        return None
    return straight_line(so_far, share)


def straight_line(so_far: float, elapsed: float) -> float | None:
    """
    The year's final figure, if it kept coming as evenly as time goes by.

    `elapsed` is the part of the year gone by: terms, or better, school sessions. None
    where nothing of the year has gone by, or the result is too large for a float.

    >>> round(straight_line(70, 25 / 38))  # 25 of 38 weeks; by last year's profile 97
    106
    """
    if elapsed <= 0:
        return None
    projected = so_far / elapsed
    return projected if isfinite(projected) else None
