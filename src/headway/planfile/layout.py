"""
How a plan file is laid out: every key, in the order it is written.

The domain keeps figures and progress flat, by row; a person reads them beneath their
row, so here they are nested: outcomes hold areas, areas hold actions and measures, and
these hold their targets, figures and progress.
"""

from headway.domain.doubts import DoubtReason
from headway.domain.observations import Among, Role, State
from headway.domain.plan import ActionStatus
from headway.domain.quantities import COUNT, Comparator, Direction, MeasureKind, Polarity
from headway.planfile.disclosing import DISCLOSURE
from headway.planfile.groups import ABSENT, Group, Key
from headway.planfile.shapes import Choice, Day, Flag, ListOf, Number, Text, Time, Whole

FORMAT = 1
"""The version of this layout. A file of another version is refused, never half read."""

COMPARISONS = {
    "value": Comparator.EQ,
    "at_most": Comparator.LE,
    "below": Comparator.LT,
    "at_least": Comparator.GE,
    "above": Comparator.GT,
    "about": Comparator.APPROX,
    "change_by": Comparator.CHANGE_BY,
}
"""The key that a figure stands behind says how it bounds the real one."""

_FIGURE = (
    Key("value", Number(empty=True), "The figure, in its unit: 12.5 with % means 12.5%.", ABSENT),
    Key("at_most", Number(empty=True), "Instead of value: this or less (a ceiling).", ABSENT),
    Key("below", Number(empty=True), "Instead of value: less than this.", ABSENT),
    Key("at_least", Number(empty=True), "Instead of value: this or more (a floor).", ABSENT),
    Key("above", Number(empty=True), "Instead of value: more than this, as in “over 120”.", ABSENT),
    Key(
        "about", Number(empty=True), "Instead of value: roughly this, as in “almost 100%”.", ABSENT
    ),
    Key(
        "change_by",
        Number(empty=True),
        "Instead of value: the size of a change, not a level.",
        ABSENT,
    ),
)
_UNIT = Key(
    "unit", Text(), "%, pp (percentage points), count, score, GBP, days, … The measure's if absent."
)
_BREAKDOWN = Key("breakdown", Text(), "The group it is for, such as Primary; empty for all.", "")
_OF = Key("of", Text(), "What is counted, where it is not the measure's own quantity.", "")
_WORDS = Key("words", Text(), "As written in the source.", "")
_GIVEN_BY = Key(
    "given_by", Text(), "Who gave it, where no document did: agencies, who signed, the round.", ""
)
_ID = Key("id", Text(), "Short, lower case, unique; it never changes.", required=True)

PLACE = Group(
    "place",
    "Where in a document it stands.",
    (
        Key("document", Text(), "The document's name, as under sources.", ""),
        Key("page", Whole(), "From 1."),
        Key("sheet", Text(), "The worksheet's name, in a spreadsheet.", ""),
        Key("table", Whole(), "From 1, counted through the document."),
        Key("row", Whole(), "From 1, headers included."),
        Key("column", Whole(), "From 1."),
        Key("line", Whole(), "From 1, in a text file."),
        Key("cell", Text(), "A spreadsheet's own address, such as C7.", ""),
    ),
    compact=True,
    short="document",
)
_PLACE = Key("place", PLACE, "Where in a document it stands.")

TIMETABLE = Group(
    "timetable",
    "When a row is reported on, or due.",
    (
        Key("period", Time(), "In normal form, where the words name one."),
        Key("words", Text(), "As written: “Mar-May 21”, “ongoing”.", ""),
    ),
    compact=True,
    short="words",
)
_RESPONSIBILITY = (
    Key("agencies", ListOf(Text()), "Who does it; the area's where absent.", ()),
    Key("leads", ListOf(Text()), "Who answers for it, as a post; the area's where absent.", ()),
    Key("timetable", TIMETABLE, "When it is reported on or due; the area's where absent."),
)

WORDING = Group(
    "wording",
    "How one document words a row: the row's history.",
    (
        Key("document", Text(), "The document's name, as under sources.", required=True),
        Key("number", Text(), "The number printed with it there, where it is another.", ABSENT),
        Key("text", Text(), "Its words there, where they are other words.", ABSENT),
        _PLACE,
    ),
    identity="document",
    compact=True,
    short="document",
)
_WORDINGS = Key(
    "wordings", ListOf(WORDING), "One for each document that holds it, oldest first.", ()
)

TARGET = Group(
    "target",
    "Where it should be, and by when: one figure, or words where there is no number.",
    (
        *_FIGURE,
        _UNIT,
        Key("period", Time(), "By when."),
        _OF,
        _BREAKDOWN,
        _WORDS,
        Key(
            "stated_in",
            Text(),
            "“measure”, or “progress” where only the report names it.",
            "measure",
        ),
    ),
    compact=True,
)
BASELINE = Group(
    "baseline",
    "Where it started.",
    (
        Key("value", Number(), "The figure, in its unit.", required=True),
        _UNIT,
        Key("period", Time(), "When it was true."),
        _BREAKDOWN,
        _WORDS,
    ),
    compact=True,
)
COMPARISON = Group(
    "comparison",
    "The figure printed beside another: “(52 same point last year)”.",
    (
        Key("value", Number(), "In the unit of the figure beside it.", required=True),
        Key("period", Time(), "When it was true."),
        _WORDS,
    ),
    compact=True,
)
OBSERVATION = Group(
    "observation",
    "One figure, or the state that says why there is none.",
    (
        Key("period", Time(), "When it was true."),
        *_FIGURE,
        Key("state", Choice(State), "Instead of a figure: why there is none. Never zero."),
        _UNIT,
        _OF,
        _BREAKDOWN,
        Key("area", Text(), "The place, where it is not the plan's own.", ""),
        Key("numerator", Number(), "Where the figure is a rate and its counts are known."),
        Key("denominator", Number(), "Where the figure is a rate and its counts are known."),
        Key("compared_with", COMPARISON, "The figure printed beside it."),
        Key("known_at", Day(), "The day it was known; the later of two corrects the earlier."),
        _GIVEN_BY,
        _WORDS,
        _PLACE,
    ),
    compact=True,
)
RANK = Group(
    "rank",
    "The how-manieth of so many places. Only places are ranked, so a rank is never withheld.",
    (
        Key("among", Choice(Among), "Of which places.", required=True),
        Key("place", Whole(), "From 1; of neighbours with a figure, how many.", required=True),
        Key("of", Whole(), "Of how many places.", required=True),
        Key("level_with", Whole(), "How many other places share the rank.", 0),
        Key("lowest_first", Flag(), "Where neither way is better.", False),
    ),
    compact=True,
)
BENCHMARK = Group(
    "benchmark",
    "The same quantity for somewhere else; shown beside, never mixed into the status.",
    (
        Key("area", Text(), "England, South East, statistical neighbours, …", required=True),
        Key("value", Number(), "The figure, in its unit.", required=True),
        _UNIT,
        Key("period", Time(), "When it was true."),
        Key(
            "role",
            Choice(Role),
            "A place for itself; neighbours together; one of them; this area; the best quarter.",
            Role.PLACE,
        ),
        Key("ranks", ListOf(RANK), "Of this area, or of the neighbour.", ()),
        Key("source", Text(), "Who published it, and where.", ""),
        _WORDS,
        _PLACE,
    ),
    compact=True,
)
PROGRESS = Group(
    "progress",
    "What one document, or one agency, says of a row.",
    (
        Key("document", Text(), "The document's name; absent when an agency gave it.", ""),
        Key("period", Text(), "The reporting cycle it belongs to.", ""),
        Key("text", Text(), "The words, whole.", required=True),
        Key("status_word", Text(), "As printed: Complete, Amber.", ""),
        Key("percent_complete", Number(), "How much of an action is done, 0 to 100."),
        Key("points_to", Text(), "The id of the row that “Refer to above, no. 6” means."),
        Key("links", ListOf(Text()), "Addresses and attachments named in it.", ()),
        Key("known_at", Day(), "The day it was said."),
        _GIVEN_BY,
        _PLACE,
    ),
    compact=True,
)
TOLERANCE = Group(
    "tolerance",
    "How far off a target still counts as at risk rather than off track.",
    (
        Key("points", Number(), "For percentages, in percentage points.", 1.0),
        Key("relative", Number(), "For large counts, as a share of the target: 0.05 is 5%.", 0.05),
        Key("absolute", Number(), "For small counts, and for targets of zero.", 1.0),
        Key("small_count", Number(), "Targets below this are small counts.", 30.0),
    ),
    compact=True,
)

_DIRECTION = Key(
    "direction", Choice(Direction), "What should happen to the quantity.", Direction.NONE
)
_FIGURES = (
    Key("targets", ListOf(TARGET), "In order of their periods.", ()),
    Key("baselines", ListOf(BASELINE), "Where it started.", ()),
    Key("observations", ListOf(OBSERVATION), "The figures, oldest first.", ()),
    Key("benchmarks", ListOf(BENCHMARK), "The same for other places.", ()),
    Key("progress", ListOf(PROGRESS), "What is said of it, oldest first.", ()),
)
ACTION = Group(
    "action",
    "Something to be done.",
    (
        _ID,
        Key("number", Text(), "As printed with it.", ""),
        Key("title", Text(), "A short name for headings; the text where absent.", ""),
        Key("text", Text(), "Its words, in the latest document that has it.", required=True),
        _DIRECTION,
        Key(
            "status",
            Choice(ActionStatus),
            "How far it has come, as its own report says.",
            ActionStatus.UNKNOWN,
        ),
        Key("reason", Text(), "Why it is halted, where it is.", ""),
        *_RESPONSIBILITY,
        *_FIGURES,
        _WORDINGS,
        Key("note", Text(), "For whoever works on the plan.", ""),
    ),
    identity="id",
)
MEASURE = Group(
    "measure",
    "How we will know: a quantity with its target, or words where it has none.",
    (
        _ID,
        Key("number", Text(), "As printed with it.", ""),
        Key("title", Text(), "A short name for headings; the text where absent.", ""),
        Key("text", Text(), "Its words, in the latest document that has it.", required=True),
        Key("quantity", Text(), "What is counted or measured, in a few words.", ""),
        Key("unit", Text(), "%, count, score, GBP, days, …", COUNT),
        _DIRECTION,
        Key("polarity", Choice(Polarity), "Which way is better.", Polarity.UNKNOWN),
        Key("kind", Choice(MeasureKind), "How its figures accrue.", MeasureKind.WORDS),
        *_RESPONSIBILITY,
        Key("for_action", Text(), "The id of the action it tells the success of."),
        Key("cannot_be_measured", Text(), "The reason, where there is one.", ""),
        Key("source", Text(), "Where its figures come from.", ""),
        Key("definition", Text(), "The name of the computed measure it is.", ""),
        Key("tolerance", TOLERANCE, "Instead of the plan's."),
        *_FIGURES,
        _WORDINGS,
        Key("note", Text(), "For whoever works on the plan.", ""),
    ),
    identity="id",
)
AREA = Group(
    "area of focus",
    "Rows with what they inherit “unless otherwise stated”.",
    (
        _ID,
        Key("title", Text(), "As the document heads it.", required=True),
        *_RESPONSIBILITY,
        Key("remarks", ListOf(Text()), "Words that stand for the whole area.", ()),
        _PLACE,
        Key("actions", ListOf(ACTION), "What is to be done.", ()),
        Key("measures", ListOf(MEASURE), "How we will know.", ()),
    ),
    identity="id",
)
OUTCOME = Group(
    "outcome",
    "What life should be like.",
    (
        _ID,
        Key("title", Text(), "Such as “Be Safe”.", required=True),
        Key("statements", ListOf(Text()), "What it means, one by one.", ()),
        Key("priority", Text(), "The priority it carries, as printed.", ""),
        Key("also_called", ListOf(Text()), "Other names that documents use for it.", ()),
        Key("areas", ListOf(AREA), "Its areas of focus.", ()),
    ),
    identity="id",
)
SOURCE = Group(
    "source",
    "A document that the plan was read from.",
    (
        Key("name", Text(), "The file's name, without its folder.", required=True),
        Key("title", Text(), "As the document gives it.", ""),
        Key("covers", Text(), "The period it reports on.", ""),
        Key("as_at", Day(), "The day its figures were known by."),
        Key("sha256", Text(), "Of the file's bytes, in hexadecimal.", ""),
    ),
    identity="name",
)
GLOSSARY_ENTRY = Group(
    "glossary entry",
    "A term or an acronym and its meaning.",
    (
        Key("term", Text(), "The term.", required=True),
        Key("meaning", Text(), "What it stands for.", required=True),
        _PLACE,
    ),
    identity="term",
    compact=True,
)
ALIAS = Group(
    "alias",
    "Another name for an agency, scheme or outcome.",
    (
        Key("name", Text(), "The other name.", required=True),
        Key("means", Text(), "The name that the plan uses.", required=True),
        Key("settled", Flag(), "true once a person has agreed.", False),
    ),
    identity="name",
    compact=True,
)
DOUBT = Group(
    "doubt",
    "A reading that is not certain, for a person to settle.",
    (
        Key("reason", Choice(DoubtReason), "Why it is uncertain.", required=True),
        Key("row", Text(), "The id of the row concerned."),
        Key("field", Text(), "Which of its fields: latest, target, lead, …", ""),
        Key("sentence", Text(), "What was expected, what stands there, what to do.", required=True),
        _WORDS,
        _PLACE,
        Key("settled", Text(), "How a person settled it; absent while it is open.", ""),
    ),
)
PLAN = Group(
    "plan",
    "A partnership's plan, with everything known about it.",
    (
        Key("headway", Whole(), f"The format of this file: {FORMAT}.", required=True),
        Key("slug", Text(), "For addresses and file names: lower case, hyphens.", required=True),
        Key("title", Text(), "As its own document gives it.", required=True),
        Key("body", Text(), "The partnership whose plan it is.", ""),
        Key("term", Time(), "The years it runs, such as 2018/2023."),
        Key("extensions", ListOf(Text()), "How the term was extended, in words.", ()),
        Key("vision", Text(), "In the plan's own words.", ""),
        Key(
            "current",
            Text(),
            "The source whose rows are the plan in force; the rest is history.",
            "",
        ),
        Key("tolerance", TOLERANCE, "How far off a target still counts as at risk."),
        Key("disclosure", DISCLOSURE, "What may be published; the usual rule where absent."),
        Key("sources", ListOf(SOURCE), "The documents it was read from, oldest first.", ()),
        Key("outcomes", ListOf(OUTCOME), "What life should be like, with all that follows.", ()),
        Key("glossary", ListOf(GLOSSARY_ENTRY), "Terms and acronyms.", ()),
        Key("aliases", ListOf(ALIAS), "Other names for agencies, schemes and outcomes.", ()),
        Key("doubts", ListOf(DOUBT), "What could not be read for certain.", ()),
    ),
)
