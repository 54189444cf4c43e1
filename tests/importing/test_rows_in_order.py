"""Progress without numbers beside several actions: whose is which."""

from collections.abc import Sequence

from headway.domain.doubts import DoubtReason
from headway.domain.plan import Plan
from headway.domain.provenance import Place
from headway.importing.documents.document import Cell, Document, Heading, Table
from headway.importing.drafting.assembly import read_plan

ACTIONS = (
    "Draw up a briefing on the right to education\n"
    "Agree a definition of inclusion across the trust\n"
    "Set up a register that nurses and visitors share\n"
    "Widen the campaign against absence"
)
TOLD = (
    "The briefing on the right to education is finished and lies on the web pages of all partners",
    "A definition of inclusion has been approved",
    "Halted this spring",
    "The campaign against absence is put off. It depends on when classes",
)
BROKEN = "\n".join((*TOLD, "", "return to normal", "and how they return"))
"""The last of them broken by the width of its column: one line of these ends mid-sentence."""


def _read(actions: str, progress: str) -> Plan:
    place = Place(document="plan.docx")
    rows = (("Actions", "Progress"), (actions, progress))
    table = Table(rows=tuple(_cells(row, down) for down, row in enumerate(rows, 1)), place=place)
    heading = Heading(text="Park plan 2023/24", level=1, place=place)
    document = Document(name="plan.docx", format="docx", sha256="0" * 64, blocks=(heading, table))
    return read_plan(document).plan


def _cells(row: Sequence[str], down: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(text=text, place=Place(document="plan.docx", row=down, column=at + 1), column=at)
        for at, text in enumerate(row)
    )


def _told(plan: Plan) -> list[list[str]]:
    """What is told of each action, in the plan's order."""
    return [
        [" ".join(said.text.split()) for said in plan.progress if said.row == action.id]
        for action in plan.actions
    ]


def _unsure(plan: Plan) -> int:
    return sum(doubt.reason is DoubtReason.UNPAIRED_PROGRESS for doubt in plan.doubts)


def test_as_many_paragraphs_as_actions_are_theirs_in_order() -> None:
    plan = _read(ACTIONS, BROKEN)

    last = f"{TOLD[3]} return to normal and how they return"
    assert _told(plan) == [[TOLD[0]], [TOLD[1]], [TOLD[2]], [last]]
    assert _unsure(plan) == 0


def test_paragraphs_in_another_order_go_to_the_actions_they_name_and_the_rest_is_asked() -> None:
    swapped = "\n".join((TOLD[1], TOLD[0], TOLD[2], TOLD[3], "", "return to normal"))

    plan = _read(ACTIONS, swapped)

    last = f"{TOLD[3]} return to normal"
    assert _told(plan) == [[TOLD[0]], [TOLD[1]], [TOLD[2]], [last]]
    assert _unsure(plan) == 1


def test_two_sentences_beside_two_actions_in_the_other_order_are_asked_about() -> None:
    plan = _read(
        "Now plant hedges along the lane.\nThen mend all the paths.",
        "All the paths are mended.\nNo hedges along the lane are planted.",
    )

    assert _told(plan)[0] == ["All the paths are mended."]
    assert _unsure(plan) == 1


def test_fewer_paragraphs_than_actions_leave_a_doubt_for_what_names_none() -> None:
    plan = _read(ACTIONS, f"{TOLD[1]}.\nHalted this spring.")

    assert TOLD[1] + "." in _told(plan)[1]
    assert _unsure(plan) == 1


def test_a_row_is_known_by_the_word_that_begins_its_sentence_too() -> None:
    actions = "Support the sponsors of refugee families\nSet up a register of nurseries"
    told = ("Nurseries have put themselves on the register", "Sponsors and families met in May")

    plan = _read(actions, "\n".join(told))

    assert _unsure(plan) == 1
