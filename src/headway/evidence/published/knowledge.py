"""
What is known of published columns beyond their files: names for people, units, polarity.

A file's own metadata goes before all of it. What is not known here stays unknown: a column of
no known polarity is ranked in no direction and put in no band.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from headway.domain.quantities import COUNT, PERCENT, SCORE, Polarity, Unit

RATE = Unit("rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """
    Something true of all files that have certain columns.

    Attributes:
        columns: All of which a file has, in lower case.
        title: What it is, for people.
        source: Who collects it how: two files of different sources are not one series.
        year_to_date: A year still running holds the part that is over.
        midyear: The year given is that of the middle of the calendar year.
        winter: The year given ends the school year whose December to February is meant.
        at_year_end: The figures stand for 31 March of the reporting year.
        rounding: What the source rounds to, in a sentence.
    """

    columns: frozenset[str]
    title: str
    source: str
    year_to_date: bool = False
    midyear: bool = False
    winter: bool = False
    rounding: str = ""


_ROUNDED = (
    "Counts are rounded to 10 (national ones to 100) and uprated for authorities without "
    "returns, so authorities do not add up to their region."
)
TRAITS: tuple[Trait, ...] = (
    Trait(
        columns=frozenset({"attendance_perc", "overall_absence_perc"}),
        title="Pupil attendance, year to date",
        source="daily attendance shared by schools",
        year_to_date=True,
        rounding="Schools that share their registers only, and later revised.",
    ),
    Trait(
        columns=frozenset({"sess_possible", "enrolments"}),
        title="Pupil absence",
        source="school census",
    ),
    Trait(
        columns=frozenset({"social_care_group", "t_sess_possible"}),
        title="Absence of children known to social care",
        source="school census matched with children in need census",
    ),
    Trait(
        columns=frozenset({"perm_excl", "headcount"}),
        title="Exclusions and suspensions",
        source="school census",
    ),
    Trait(
        columns=frozenset({"population_estimate", "age_group"}),
        title="Population at mid-year",
        source="mid-year population estimates",
        midyear=True,
    ),
    Trait(
        columns=frozenset({"neet_not_known_percent"}),
        title="Young people not in education, employment or training",
        source="authorities' client records",
        winter=True,
    ),
    Trait(
        columns=frozenset({"ehe_anytime_full_year"}),
        title="Elective home education",
        source="elective home education collection",
        rounding=_ROUNDED,
    ),
    Trait(
        columns=frozenset({"child_count", "rate_per_100"}),
        title="Children missing education",
        source="children missing education collection",
        rounding=_ROUNDED,
    ),
    Trait(
        columns=frozenset({"filter_group", "filter", "number", "pc", "rate"}),
        title="",  # children missing education and those educated at home have one layout
        source="census of children missing education or educated at home",
        rounding=_ROUNDED,
    ),
    Trait(
        columns=frozenset({"ehe_census_date"}),
        title="Elective home education on the census day",
        source="elective home education collection",
        rounding=_ROUNDED,
    ),
    Trait(
        columns=frozenset({"cme_census_date"}),
        title="Children missing education on the census day",
        source="children missing education collection",
        rounding=_ROUNDED,
    ),
    Trait(columns=frozenset({"at31_episodes"}), title="Children in need", source="CIN census"),
    Trait(columns=frozenset({"cpp_at31"}), title="Child protection plans", source="CIN census"),
    Trait(
        columns=frozenset({"rereferral_count"}),
        title="Referrals to children's social care",
        source="CIN census",
    ),
    Trait(
        columns=frozenset({"children_count", "rate_per_10000"}),
        title="Children looked after",
        source="SSDA903 return",
    ),
    Trait(
        columns=frozenset({"plans_issued_den"}),
        title="Education, health and care plans: timeliness",
        source="SEN2 return",
    ),
    Trait(
        columns=frozenset({"gld_percent"}),
        title="Early years foundation stage profile",
        source="EYFSP return",
    ),
)


def traits(columns: Collection[str]) -> Trait | None:
    """The trait of a file with these columns; None where nothing is known of it."""
    lower = {column.casefold() for column in columns}
    return next((trait for trait in TRAITS if trait.columns <= lower), None)


_LABELS: tuple[tuple[str, str], ...] = (  # the first pattern that the column holds
    (r"enrolments_pa_10_exact_perc|pt_pupils_pa_10|^pa_perc$", "Persistent absence rate"),
    (r"enrolments_pa_10_exact|t_pupils_pa_10", "Persistent absentees"),
    (r"enrolments_pa_50_exact_perc|pt_pupils_pa_50", "Severe absence rate"),
    (r"enrolments_pa_50|t_pupils_pa_50", "Severely absent pupils"),
    (r"sess_overall_percent$|^pt_overall$|overall_absence_perc", "Overall absence rate"),
    (r"sess_authorised_percent|pt_sess_authorised|^authorised_absence_perc",
     "Authorised absence rate"),
    (r"sess_unauthorised_percent|pt_sess_unauthorised|unauthorised_absence_perc",
     "Unauthorised absence rate"),
    (r"^sess_overall$|^t_sess_overall$", "Sessions of overall absence"),
    (r"sess_possible|possible_sessions", "Possible sessions"),
    (r"^attendance_perc$", "Attendance rate"),
    (r"^perm_excl_rate$", "Permanent exclusion rate"),
    (r"^perm_excl$", "Permanent exclusions"),
    (r"one_plus_(fixed|susp)\w*_rate", "Pupils with one or more suspensions, rate"),
    (r"one_plus_(fixed|susp)", "Pupils with one or more suspensions"),
    (r"(fixed_excl|susp\w*)_rate", "Suspension rate"),
    (r"^(fixed_excl|suspension)", "Suspensions"),
    (r"^gld_perc", "Good level of development, percentage"),
    (r"^gld_number", "Children with a good level of development"),
    (r"pc_plans_issued_(within_)?20_weeks_ex",
     "EHC plans issued within 20 weeks, without exceptions, percentage"),
    (r"pc_plans_issued_within_20_weeks",
     "EHC plans issued within 20 weeks, with exceptions, percentage"),
    (r"^at31_episodes_rate", "Children in need at 31 March, rate"),
    (r"^at31_episodes", "Children in need at 31 March"),
    (r"^cpp_at31_rate", "Child protection plans at 31 March, rate"),
    (r"^cpp_at31", "Child protection plans at 31 March"),
    (r"^rereferral_percent", "Re-referrals, percentage"),
    (r"neet_not_known_percent",
     "Not in education, employment or training, or not known, percentage"),
    (r"^neet_percent", "Not in education, employment or training, percentage"),
    (r"ehe_anytime", "Children in elective home education at any time in the year"),
    (r"ehe_starts", "Children who started elective home education in the year"),
    (r"^child_count$", "Children missing education"),
    (r"^rate_per_100$", "Children missing education, rate"),
)  # fmt: skip


def label(column: str) -> str:
    """
    A column's name for people, where the file has no metadata.

    >>> label("enrolments_pa_10_exact_percent"), label("num_schools")
    ('Persistent absence rate', 'Num schools')
    """
    for pattern, words in _LABELS:
        if re.search(pattern, column, re.IGNORECASE):
            return words
    words = " ".join(column.replace("_", " ").split())
    return words[:1].upper() + words[1:]


_PERCENT_NAME = r"^level_3$|^l2_|(^|_)(percent|percentage|perc|pc|pt|ppts?)(_|$)|percent"
_CHANGE_NAME = r"change|ppts"


def unit(column: str, told: str = "", columns: Collection[str] = ()) -> Unit:
    """
    A column's unit: what the metadata tells, or what its name says.

    >>> unit("pt_pupils_pa_10_exact"), unit("CPP_At31_rate"), unit("headcount", "")
    ('%', 'per 10,000', 'count')
    """
    if told.strip():
        said = told.strip()
        return PERCENT if said in ("%", "percent", "percentage") else Unit(said)
    name = column.casefold()
    if found := re.search(r"rate_per_(\d+)", name):
        return Unit(f"per {int(found[1]):,}")
    if re.search(r"^(avg|average)_|_score$|_quintile$", name):
        return SCORE
    if re.search(_CHANGE_NAME, name):
        return Unit("pp")
    if re.search(_PERCENT_NAME, name):
        return PERCENT
    if name == "rate" and {"number", "pc"} <= {one.casefold() for one in columns}:
        return Unit("per 100")
    if name == "rate" or name.endswith("_rate"):
        school = {"headcount", "perm_excl"} <= {one.casefold() for one in columns}
        social = re.search(r"episodes|child|cpp|assessment", name)
        return PERCENT if school else Unit("per 10,000") if social else RATE
    return COUNT


_LOW = (
    r"absence|absent|_pa_|sess_overall|overall_perc|pt_overall|_pa_perc|^pa_perc|unauth|"
    r"excl|susp|one_plus|neet|not_?known|rereferral|gt_1_year|gt20weeks|persistent|"
    r"hospital admission|injur"
)
_HIGH = (
    r"^gld_|^elg_|within_20_weeks|issued_20_weeks|attendance_perc|attendance rate|particip|level_3"
)
_SIZES = (
    r"^num_|^total_num|headcount|^enrolments$|total_enrolments|possible|_den(_ex)?$|population|"
    r"number_of_children|cohort|quintile|change|^t_pupils$"
)


def polarity(column: str, said: str = "") -> Polarity:
    """
    Which way is better, where it is beyond dispute; UNKNOWN for what nothing is known of.

    Counts of children in need, on plans or looked after, missing or home educated are neutral:
    neither more nor fewer is better in itself.

    >>> polarity("perm_excl_rate"), polarity("gld_percent"), polarity("At31_episodes_rate")
    (<Polarity.LOW: 'lower is better'>, <Polarity.HIGH: 'higher is better'>, \
<Polarity.NEUTRAL: 'neither is better'>)
    """
    name = f"{column.casefold()}"
    if said:
        return {"high": Polarity.HIGH, "low": Polarity.LOW}.get(
            said.strip().casefold(), Polarity.NEUTRAL
        )
    if re.search(_SIZES, name):
        return Polarity.NEUTRAL
    if re.search(_HIGH, name):
        return Polarity.HIGH
    if re.search(_LOW, name):
        return Polarity.LOW
    if re.search(r"episodes|cpp_|child|ehe_|referral|rate_per_|assessment|need", name):
        return Polarity.NEUTRAL
    return Polarity.UNKNOWN


_CONCEPTS: tuple[tuple[str, str], ...] = (
    (r"persistent absence rate|persistent absence \(new", "persistent absence"),
    (r"severe (persistent )?absence", "severe absence"),
    (r"overall absence rate|total school absence", "overall absence"),
    (r"permanent exclusion(s| rate)", "permanent exclusions"),
    (r"suspension rate|suspensions$", "suspensions"),
    (r"good level of development(, percentage)?$", "good level of development"),
    (r"20 weeks.*(without|excluding) exceptions", "plans within 20 weeks without exceptions"),
    (r"20 weeks.*(with|including) exceptions", "plans within 20 weeks with exceptions"),
    (r"children in need (at 31 march, )?rate", "children in need"),
    (r"child protection plans (at 31 march, )?rate", "child protection plans"),
    (r"re-referrals", "re-referrals"),
)  # fmt: skip


def concept(label_words: str, filters: Collection[str]) -> str:
    """
    What two sources may both publish, with its phase; empty for what has no second source.

    >>> concept("Secondary Persistent Absence (new definition)", ())
    'persistent absence, secondary'
    >>> concept("Persistent absence rate", ("State-funded secondary",))
    'persistent absence, secondary'
    """
    words = label_words.casefold()
    everything = " ".join((words, *filters)).casefold()
    if re.search(r"cppo|cino|cla \d|in need who|who are|fsm|female|male\b|age \d", everything):
        return ""
    for pattern, name in _CONCEPTS:
        if re.search(pattern, words):
            phases = (p for p in ("primary", "secondary", "special") if p in everything)
            return f"{name}, {next(phases, 'all')}"
    return ""
