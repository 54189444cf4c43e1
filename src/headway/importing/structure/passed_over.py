"""Lists and goals that the pass over a document did not read as rows: doubted, never lost."""

from dataclasses import dataclass, field

from headway.domain.doubts import Doubt, DoubtReason
from headway.importing.documents.document import Paragraph
from headway.importing.rows.entries import Group
from headway.importing.structure import outline

_LIST = (
    "This list stands among lists that were read, and nothing says whether its items are "
    "actions or measures; put a line above it that does, or leave it out."
)
_GOAL = (
    "This sentence names a figure to reach, and was read as no measure; add it as a measure "
    "of its area, or leave it out."
)


@dataclass(slots=True)
class PassedOver:
    """
    Bullets and goals that became no row, by the section they stand in.

    Attributes:
        runs: For each list, its section and its items; a goal is a list of one.
        groups: The area that each section's rows went to.
    """

    runs: list[tuple[str, list[Paragraph]]] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    is_open: bool = False

    def read(self, section: str, group: Group) -> None:
        """Note that rows of this section were read into an area."""
        self.groups.setdefault(section, group)
        self.is_open = False

    def missed(self, section: str, paragraph: Paragraph) -> None:
        """Note a paragraph that was kept as words only."""
        if not paragraph.marker:
            self.is_open = False
            if outline.is_goal_sentence(paragraph.text):
                self.runs.append((section, [paragraph]))
        elif self.is_open:
            self.runs[-1][1].append(paragraph)
        else:
            self.is_open = True
            self.runs.append((section, [paragraph]))

    def doubt(self) -> None:
        """Give each area a doubt for every list of its section that was passed over."""
        for section, run in self.runs:
            group = self.groups.get(section)
            if group is None or (run[0].marker and len(run) < 2):
                continue
            group.doubts.append(
                Doubt(
                    reason=DoubtReason.UNPLACED_TEXT,
                    sentence=_LIST if run[0].marker else _GOAL,
                    words=" • ".join(" ".join(one.text.split()) for one in run),
                    place=run[0].place,
                )
            )
