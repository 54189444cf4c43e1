"""How the policy on small numbers stands in a plan file."""

from headway.domain.disclosing import Method, ZeroRule
from headway.planfile.groups import Group, Key
from headway.planfile.shapes import Choice, ListOf, Number, Text, Whole

SUM = Group(
    "sum",
    "A total and its parts, beyond those that breakdowns show: what one hides another gives back.",
    (
        Key("total", Text(), "A row's id, or row/breakdown for one group of it.", required=True),
        Key("parts", ListOf(Text()), "What it is the sum of, named likewise.", required=True),
        Key("rest", Text(), "A name for what is left over, where the parts are not the whole.", ""),
    ),
    compact=True,
)
DISCLOSURE = Group(
    "disclosure policy",
    "What may be published: how the plan keeps small numbers of people from everybody.",
    (
        Key("threshold", Whole(), "Counts of people from 1 to this are hidden.", 5),
        Key("zeros", Choice(ZeroRule), "Whether a count of nobody is shown.", ZeroRule.SHOW),
        Key("method", Choice(Method), "Hide small counts, or round all.", Method.SUPPRESS),
        Key("rounding_base", Whole(), "To which multiple counts are rounded.", 5),
        Key("symbol", Text(), "What stands in place of a hidden figure, without digits.", "c"),
        Key("fewest_answers", Whole(), "A mean or a share on fewer answers is hidden.", 10),
        Key("dominance", Number(), "Hidden where one contributor holds more than this, in %."),
        Key("sums", ListOf(SUM), "Totals and parts that stand in several rows.", ()),
        Key("exempt", ListOf(Text()), "The ids of rows that do not count people.", ()),
    ),
)
