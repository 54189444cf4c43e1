"""The profile of each child at the end of reception."""

from headway.evidence.dataset import Column, Dataset, Holds, Privacy, Row, Rule
from headway.evidence.kinds import columns
from headway.evidence.kinds.columns import Need, column

REFORMED = 2021
"""The academic year, by its first, from which the profile has its present goals."""

GOALS = {
    "elg_listening": "listening, attention and understanding",
    "elg_speaking": "speaking",
    "elg_self_regulation": "self-regulation",
    "elg_managing_self": "managing self",
    "elg_relationships": "building relationships",
    "elg_gross_motor": "gross motor skills",
    "elg_fine_motor": "fine motor skills",
    "elg_comprehension": "comprehension",
    "elg_word_reading": "word reading",
    "elg_writing": "writing",
    "elg_number": "number",
    "elg_patterns": "numerical patterns",
}
"""The twelve goals, from 2021/22, that all must be reached for a good level of development."""

GOALS_BEFORE = {
    "elg_listening": "listening and attention",
    "elg_understanding": "understanding",
    "elg_speaking": "speaking",
    "elg_moving": "moving and handling",
    "elg_health": "health and self-care",
    "elg_confidence": "self-confidence and self-awareness",
    "elg_feelings": "managing feelings and behaviour",
    "elg_relationships": "making relationships",
    "elg_reading": "reading",
    "elg_writing": "writing",
    "elg_number": "numbers",
    "elg_shape": "shape, space and measures",
}
"""The twelve of 2012/13 to 2018/19; none was collected in 2019/20 and 2020/21."""

FURTHER_GOALS = {
    "elg_past": "past and present",
    "elg_people": "people, culture and communities",
    "elg_world": "the natural world",
    "elg_materials": "creating with materials",
    "elg_imagination": "being imaginative and expressive",
}
"""Goals that the good level of development does not ask for."""

FURTHER_GOALS_BEFORE = {
    "elg_people": "people and communities",
    "elg_world": "the world",
    "elg_technology": "technology",
    "elg_materials": "exploring and using media and materials",
    "elg_imagination": "being imaginative",
}
"""Those to 2018/19."""

_NOW, _BEFORE = {**GOALS, **FURTHER_GOALS}, {**GOALS_BEFORE, **FURTHER_GOALS_BEFORE}
_NAMES = (*dict.fromkeys((*GOALS_BEFORE, *GOALS, *FURTHER_GOALS, *FURTHER_GOALS_BEFORE)),)


def _goal(name: str) -> Column:
    now, before = _NOW.get(name), _BEFORE.get(name)
    called = [words for words in dict.fromkeys((now, before)) if words]
    if now and before and now != before:
        about = f"Level in {now}; to 2018/19, {before}."
    else:
        about = f"Level in {now or before}{'' if now else ', to 2018/19'}."
    return column(
        name,
        Holds.CODE,
        Privacy.PERSONAL,
        about,
        *called,
        *(f"ELG {words}" for words in called),
        need=Need.OPTIONAL,
        codes={
            "1": "emerging",
            "2": "expected",
            "3": "exceeding, until 2018/19",
            "A": "not assessed",
        },
        written={"1": ("Emerging",), "2": ("Expected",), "3": ("Exceeding",), "A": ("Absent",)},
    )


def _no_longer_exceeding(row: Row) -> str | None:
    year = row.get("academic_year")
    if year is None or year < REFORMED or not any(row.get(name) == "3" for name in _NAMES):
        return None
    return (
        "Nobody has exceeded a goal since September 2021, when that level ended. Check the year, "
        "and write 2 for expected."
    )


def _level_fits_goals(row: Row) -> str | None:
    year, said = row.get("academic_year"), row.get("gld")
    goals = GOALS_BEFORE if year is not None and year < REFORMED else GOALS
    levels = [row.get(name) for name in goals]
    if year is None or said is None or None in levels:
        return None
    met = all(level in ("2", "3") for level in levels)
    if met == said:
        return None
    below = len(levels) - sum(level in ("2", "3") for level in levels)
    how = "all twelve goals are reached" if met else f"{below} of the twelve goals are not reached"
    return (
        f"The file says {'a' if said else 'no'} good level of development, and {how}. Put the "
        "wrong one right: the figure is made from the goals."
    )


DATASET = Dataset(
    name="early-years-profile",
    title="Early years foundation stage profile",
    about="The level that each child reached in each early learning goal. The goals changed in "
    "September 2021, so later figures are not comparable with those to 2018/19. The good level "
    "of development is worked out from the goals and taken from the file only where it has none.",
    grain="one child in one year",
    columns=(
        columns.academic_year(need=Need.OPTIONAL),
        columns.child_id("Pupil ID", need=Need.OPTIONAL),
        columns.upn(),
        columns.school("The school or setting."),
        columns.birth(need=Need.OPTIONAL),
        columns.sex(),
        columns.school_ethnicity(),
        columns.free_meals(),
        columns.sen_provision(),
        *(_goal(name) for name in _NAMES),
        column(
            "gld",
            Holds.FLAG,
            Privacy.PERSONAL,
            "Whether the child has a good level of development, as the file says.",
            *("GLD", "Good level of development"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("academic_year", "upn"),
    unit="urn",
    rules=(
        Rule(name="exceeding-since-2021", check=_no_longer_exceeding, column="academic_year"),
        Rule(name="level-against-goals", check=_level_fits_goals, column="gld"),
    ),
)
