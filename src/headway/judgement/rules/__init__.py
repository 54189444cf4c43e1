"""
The rules by which a measure is judged, in the order in which they are asked.

Each is a small function in one of the modules beside this one. The first that has an
answer decides; its name goes into the status. A new rule is a new function and a new
line here.
"""

from headway.judgement.rules import counts, gaps, levels, milestones
from headway.judgement.rules.rule import Rule, Verdict

RULES: tuple[Rule, ...] = (
    Rule(name="cannot-be-measured", decide=gaps.cannot_be_measured),
    Rule(name="milestone", decide=milestones.milestone),
    Rule(name="words-only", decide=gaps.words_only),
    Rule(name="never-collected", decide=gaps.never_collected_for_its_year),
    Rule(name="lost", decide=gaps.lost),
    Rule(name="suppressed", decide=gaps.suppressed),
    Rule(name="not-collected", decide=gaps.not_collected),
    Rule(name="no-target", decide=gaps.no_target),
    Rule(name="said-not-yet-due", decide=gaps.said_not_yet_due),
    Rule(name="target-not-begun", decide=gaps.target_not_begun),
    Rule(name="no-figure", decide=gaps.no_figure),
    Rule(name="other-year", decide=gaps.other_year),
    Rule(name="side-unknown", decide=gaps.side_unknown),
    Rule(name="part-of-a-whole", decide=levels.part_of_a_whole),
    Rule(name="bounded-figure", decide=levels.bounded_figure),
    Rule(name="not-quite", decide=levels.not_quite),
    Rule(name="ceiling-passed", decide=counts.ceiling_passed),
    Rule(name="floor-reached", decide=counts.floor_reached),
    Rule(name="year-complete", decide=counts.year_complete),
    Rule(name="last-years-profile", decide=counts.on_earlier_years_profile),
    Rule(name="pace-against-same-point", decide=counts.pace_against_same_point),
    Rule(name="pace-unknown", decide=counts.pace_unknown),
    Rule(name="target-met", decide=levels.on_the_right_side),
    Rule(name="within-tolerance", decide=levels.within_tolerance),
    Rule(name="beyond-tolerance", decide=levels.beyond_tolerance),
)

__all__ = ["RULES", "Rule", "Verdict"]
