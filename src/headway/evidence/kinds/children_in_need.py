"""Children in need, from the census or from the list that inspectors ask for."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.identifiers import UPN_UNKNOWN
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

NEEDS = {
    "N1": "abuse or neglect",
    "N2": "child's disability or illness",
    "N3": "parental disability or illness",
    "N4": "family in acute stress",
    "N5": "family dysfunction",
    "N6": "socially unacceptable behaviour",
    "N7": "low income",
    "N8": "absent parenting",
    "N9": "cases other than children in need",
    "N0": "not stated",
}
CLOSURES = {
    "RC1": "adopted",
    "RC2": "died",
    "RC3": "child arrangements order",
    "RC4": "special guardianship order",
    "RC5": "transferred to another authority",
    "RC6": "transferred to adult services",
    "RC7": "services ceased for another reason",
    "RC8": "closed after assessment, no further action",
    "RC9": "closed after assessment, referred to early help",
}

DATASET = Dataset(
    name="children-in-need",
    title="Children in need",
    about="Episodes of need with their plans, from the children in need census or from list 6 of "
    "Annex A. At 31 March it takes in children with protection plans, children looked after, "
    "care leavers, disabled and unborn children. Annex A covers the last six months only.",
    grain="one plan within one episode of one child, or an episode without a plan",
    columns=(
        columns.child_id(),
        columns.upn(need=Need.OPTIONAL),
        columns.former_upn(),
        column(
            "upn_unknown",
            Holds.CODE,
            Privacy.PERSONAL,
            "Why there is no pupil number.",
            *("UPNunknown", "UPN Unknown", "UPN unavailable reason"),
            need=Need.OPTIONAL,
            codes=UPN_UNKNOWN,
        ),
        columns.birth(need=Need.MAY_BE_EMPTY),
        column(
            "expected_birth",
            Holds.DAY,
            Privacy.IDENTIFYING,
            "Day on which an unborn child is expected.",
            *("ExpectedPersonBirthDate", "Expected Date of Birth"),
            need=Need.OPTIONAL,
        ),
        columns.sex(),
        columns.ethnicity(),
        column(
            "disabled",
            Holds.FLAG,
            Privacy.SPECIAL,
            "Whether the child has a disability.",
            *("Disability", "Does the Child have a Disability", "Disabled"),
            need=Need.OPTIONAL,
        ),
        columns.start(
            "Day on which the episode of need began: the referral, where the census has no other.",
            *("CIN Start Date", "CINreferralDate", "CIN Referral Date", "Referral Date"),
        ),
        columns.end(
            "Day on which the case was closed; empty while it is open.",
            *("CIN Closure Date", "CINclosureDate", "Closure Date"),
        ),
        column(
            "source",
            Holds.TEXT,
            Privacy.PERSONAL,
            "Who referred the child.",
            *("Referral Source", "ReferralSource", "Source of referral"),
            need=Need.OPTIONAL,
        ),
        column(
            "no_action",
            Holds.FLAG,
            Privacy.PERSONAL,
            "Whether the referral needed no further action. Such a child is not in need.",
            *("ReferralNFA", "Referral NFA?", "NFA"),
            need=Need.OPTIONAL,
        ),
        column(
            "need",
            Holds.CODE,
            Privacy.SPECIAL,
            "Primary need.",
            *("Primary Need Code", "PrimaryNeedCode", "Primary Need"),
            need=Need.OPTIONAL,
            codes=NEEDS,
            written={code: (f"{code} - {words}",) for code, words in NEEDS.items()},
        ),
        column(
            "closure_reason",
            Holds.CODE,
            Privacy.SPECIAL,
            "Why the case was closed.",
            *("Reason for Closure", "ReasonForClosure", "Closure Reason"),
            need=Need.OPTIONAL,
            codes=CLOSURES,
            written={code: (f"{code} - {words}",) for code, words in CLOSURES.items()},
        ),
        column(
            "plan_start",
            Holds.DAY,
            Privacy.SPECIAL,
            "First day of a child in need plan.",
            *("CINPlanStartDate", "CIN Plan Start Date"),
            need=Need.OPTIONAL,
        ),
        column(
            "plan_end",
            Holds.DAY,
            Privacy.SPECIAL,
            "Last day of that plan; empty while it lasts.",
            *("CINPlanEndDate", "CIN Plan End Date"),
            need=Need.OPTIONAL,
        ),
        column(
            "last_seen",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day on which the child was last seen.",
            *("Date Child Was Last Seen", "Date child was last seen"),
            need=Need.OPTIONAL,
        ),
        column(
            "factors",
            Holds.TEXT,
            Privacy.SPECIAL,
            "Factors found at the assessment, domestic abuse among them: codes with commas.",
            *("FactorsIdentifiedAtAssessment", "AssessmentFactors", "Factors"),
            need=Need.OPTIONAL,
        ),
        column(
            "status",
            Holds.TEXT,
            Privacy.SPECIAL,
            "Status of the case in the words of the list: open, child protection, looked after.",
            *("Case Status", "CIN Case Status"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("child_id", "start", "plan_start"),
    time="start",
    rules=(
        rules.in_order("start", "end", first_word="the first day", second_word="the closure"),
        rules.in_order(
            "plan_start",
            "plan_end",
            first_word="the plan's first day",
            second_word="the plan's last day",
        ),
        rules.together(
            "plan_end",
            "plan_start",
            sentence="A plan ends and has no first day. Fill in the day on which it began.",
        ),
        rules.aged(-1, 25),
    ),
)
