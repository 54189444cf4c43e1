"""Inspections: the grade a school has on a day, through changes of its number."""

from datetime import date
from typing import Any

from headway.analytics.definition import Tables, Window
from headway.analytics.trails import Trail

GRADES_ENDED = date(2024, 9, 2)
"""From this day state schools have no overall grade."""

CHANGES = 3
"""Changes of a school's number through which its grade is looked for."""

NOT_JUDGED = "9"

_PARTS = ("quality", "behaviour", "development", "leadership")


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
    The schools with `grade`: of the latest graded inspection, by their own number or else by
    that of the school they follow, or of the one before that.
    """
    latest, schools = _latest_grades(tables, window), tables["schools"]
    found = rows.mutate(number=rows.urn, follows=rows.predecessor_urn)
    graded = None
    for _ in range(CHANGES + 1):
        own = latest.select(of_urn="urn", of_grade="overall")
        found = found.left_join(own, found.number == own.of_urn).drop("of_urn")
        grade = found.of_grade if graded is None else found.grade.coalesce(found.of_grade)
        found = found.mutate(grade=grade).drop("of_grade")
        graded = found.grade
        before = schools.group_by("urn").aggregate(before=schools.predecessor_urn.max())
        before = before.select(before_urn="urn", before="before")
        found = found.mutate(number=found.follows).drop("follows")
        found = found.left_join(before, found.number == before.before_urn).drop("before_urn")
        found = found.mutate(follows=found.before).drop("before")
    return found.mutate(grade=found.grade.nullif(NOT_JUDGED)).drop("number", "follows")


def _latest_grades(tables: Tables, window: Window) -> Any:
    """
    One row a school's number: the overall grade of its last graded inspection.

    An inspection that graded parts and, as those since overall grades ended, not the whole, takes
    the old grade away: "not judged". One without any grade leaves it.
    """
    outcomes = tables["ofsted-outcomes"]
    parts = outcomes[_PARTS[0]].notnull()
    for part in _PARTS[1:]:
        parts = parts | outcomes[part].notnull()
    ended = (outcomes.day >= GRADES_ENDED) & parts
    outcomes = outcomes.mutate(
        overall=outcomes.overall.nullif(NOT_JUDGED).coalesce(ended.ifelse(NOT_JUDGED, None))
    )
    graded = outcomes.filter(outcomes.overall.notnull(), outcomes.day <= window.last)
    last = graded.group_by("urn").aggregate(last=graded.day.max())
    final = graded.semi_join(last, [graded.urn == last.urn, graded.day == last["last"]])
    return final.group_by("urn").aggregate(overall=final.overall.max())
