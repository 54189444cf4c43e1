"""Inspections: the grade a school has on a day, through changes of its number."""

from typing import Any

from headway.analytics.definition import Tables, Window
from headway.analytics.trails import Trail


def open_schools(tables: Tables, window: Window) -> Trail:
    """The schools that were open on the window's last day."""
    return (
        Trail.of("schools in the register", tables["schools"])
        .keep(
            f"opened by {window.last}",
            lambda rows: rows.opened.isnull() | (rows.opened <= window.last),
        )
        .keep(
            "and not closed by then",
            lambda rows: rows.closed.isnull() | (rows.closed > window.last),
        )
    )


def with_grade(rows: Any, tables: Tables, window: Window) -> Any:
    """
    The schools with `grade`: of the latest inspection with an overall grade, by their own number
    or else by that of the school they follow.
    """
    latest = _latest_grades(tables, window)
    own = latest.select(own_urn="urn", own_grade="overall")
    before = latest.select(before_urn="urn", before_grade="overall")
    with_own = rows.left_join(own, rows.urn == own.own_urn).select(rows, own.own_grade)
    both = with_own.left_join(before, with_own.predecessor_urn == before.before_urn).select(
        with_own, before.before_grade
    )
    return both.mutate(grade=both.own_grade.coalesce(both.before_grade))


def _latest_grades(tables: Tables, window: Window) -> Any:
    """One row a school's number: the overall grade of its last graded inspection."""
    outcomes = tables["ofsted-outcomes"]
    graded = outcomes.filter(outcomes.overall.notnull(), outcomes.day <= window.last)
    last = graded.group_by("urn").aggregate(last=graded.day.max())
    final = graded.semi_join(last, [graded.urn == last.urn, graded.day == last["last"]])
    return final.group_by("urn").aggregate(overall=final.overall.max())
