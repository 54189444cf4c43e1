"""Things that are said beside a measure and are about something else: none is called wrong."""

import pytest

from headway.commentary.checking_words import check_words, mismatches
from headway.domain.plan import Plan
from tests.commentary.plans import AT, plan

SAID: dict[str, tuple[str, ...]] = {
    "exclusions": (
        "Permanent exclusions are up 35%.",
        "Permanent exclusions increased by 18 (35%) to 70.",
        "70 exclusions, of which 41 were in Oxford City and 29 elsewhere.",
        "5 of the 70 have been rescinded, so the figure stands at 65.",
        "Of 70 pupils excluded, 12 have an EHCP (17%).",
        "There are 320 schools in the county; 45 have excluded a pupil.",
        "The rate of exclusion is 0.07%.",
        "We held 3 meetings with heads and 2 with governors.",
        "Exclusions in year 9 rose to 24.",
        "Monthly exclusions fell from 9 in January to 4 in March.",
        "In the autumn term there were 31 permanent exclusions.",
        "By Christmas there were 31 permanent exclusions.",
        "Exclusions in December were at their lowest ever.",
        "31 permanent exclusions by the end of term 2.",
        "Between September and December there were 31 permanent exclusions.",
        "Last year there were 72 exclusions and the year before 68.",
        "Data for the spring term is provisional. Exclusions fell by 3 after appeals.",
        "Drug-related exclusions have doubled.",
        "Exclusions of looked after children: none.",
        "No looked after child was permanently excluded.",
        "All 70 pupils have a plan.",
        "All pupils excluded have been placed.",
        "The number of schools excluding has reduced to 45.",
        "Police report a reduction in incidents.",
        "Exclusions rose in the first half of the year but have fallen since.",
        "Fewer exclusions were upheld than last year.",
        "A reduction was seen in the number of exclusions for drugs.",
        "This is an improvement on the position reported in March.",
        "Heads say that exclusions have reduced since the panel began.",
        "It is hoped that exclusions have peaked.",
        "As at 31 March 2020 there were 68 permanent exclusions.",
        "Appeals: 4. Upheld: 1.",
        "Cost of provision was £1.2m, up from £0.9m.",
        "The project has met its target of 12 schools.",
        "Our target for training was exceeded.",
        "The team is on track with recruitment.",
        "The review is on track.",
        "Primary exclusions fell to 12 and secondary exclusions rose to 58.",
        "The target for 2020/21 is 60.",
        "A new target of 55 has been proposed.",
    ),
    "absence": (
        "Persistent absence increased by 1.7 percentage points (22%).",
        "Absence for illness rose to 4.1%.",
        "Overall absence was 4.9%.",
        "Persistent absence was 9.3% compared with 8.7% nationally.",
        "Persistent absence of pupils on free school meals was 21.4%.",
        "Severe absence fell to 0.6%.",
        "Attendance was 95.1%.",
        "92% of schools returned data.",
        "Persistent absence in year 6 fell to 7.1%.",
        "At the end of term 2 it was 8.8%.",
        "Half of schools have improved.",
        "A third of persistent absentees live in the city.",
        "Only 9.3% of pupils are persistently absent.",
    ),
    "development": (
        "Girls 80.1%, boys 67.2%.",
        "Communication and language was 82%.",
        "Children on free school meals: 55%.",
        "73.5% (up from 73.1%).",
        "The gap between boys and girls fell to 13 points.",
        "We remain above our statistical neighbours (71.8%).",
        "Ranked 4th of 11.",
        "The target is ambitious.",
        "The target of 75% is unlikely to be met.",
        "The 2021 target of 76% is on track.",
    ),
    "assessments": (
        "1,862 early help assessments, of which 410 were led by schools.",
        "410 assessments were led by schools, an increase of 12%.",
        "462 more than last year.",
        "Assessments led by health fell.",
        "The 1,500 target was surpassed in January.",
        "Performance against the target for reviews was below expectation.",
        "In Q4 there were 512.",
        "Quarter 4 saw a fall to 512 assessments.",
    ),
    "placed": (
        "10 of 50 placed within six days.",
        "All were offered tuition.",
        "All pupils have been contacted.",
        "All pupils are placed eventually.",
        "14 days was the average wait.",
        "None refused.",
        "No placements broke down.",
        "100% of pupils received tuition from day six.",
    ),
    "waits": (
        "Average wait 9 weeks.",
        "90 children waited more than 12 weeks; 14 more than 26 weeks.",
        "Referrals rose by 20%.",
        "Demand has increased, yet waits have fallen.",
        "The longest wait was 41 weeks.",
        "Waits of under 4 weeks have risen.",
    ),
    "missing": (
        "54 children, of whom 12 are new this term.",
        "20 children were found a place this month.",
        "The number of new referrals fell.",
        "54 in April, against a peak of 81 in January.",
        "Tracing has improved.",
    ),
}
PAIRS = [(row, words) for row, texts in SAID.items() for words in texts]


@pytest.fixture(scope="module")
def held() -> Plan:
    return plan()


@pytest.mark.parametrize(("row", "words"), PAIRS, ids=[words[:40] for _, words in PAIRS])
def test_what_is_about_something_else_is_left_alone(row: str, words: str, held: Plan):
    assert mismatches(check_words(held, row, words, at=AT)) == ()
