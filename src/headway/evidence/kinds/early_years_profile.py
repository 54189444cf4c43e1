"""The profile of each child at the end of reception."""

from headway.evidence.dataset import Column, Dataset, Holds, Privacy
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
    "elg_world": "the natural world, and the world before 2021/22",
    "elg_technology": "technology, until 2018/19",
    "elg_materials": "creating with materials, and exploring media before 2021/22",
    "elg_imagination": "being imaginative",
}
"""Goals that the good level of development does not ask for."""

_NAMES = {**GOALS_BEFORE, **GOALS, **FURTHER_GOALS}


def _goal(name: str) -> Column:
    words = _NAMES[name]
    return column(
        name,
        Holds.CODE,
        Privacy.PERSONAL,
        f"Level in {words}.",
        *(words, f"ELG {words}"),
        need=Need.OPTIONAL,
        codes={
            "1": "emerging",
            "2": "expected",
            "3": "exceeding, until 2018/19",
            "A": "not assessed",
        },
        written={"1": ("Emerging",), "2": ("Expected",), "3": ("Exceeding",), "A": ("Absent",)},
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
)
