"""How a column is declared, and the columns that several datasets share."""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto

from headway.evidence.dataset import Column, Holds, Privacy


class Need(Enum):
    """Whether a file must have the column, and whether its cells may be empty."""

    FILLED = auto()
    """The column is there and every cell is filled."""
    MAY_BE_EMPTY = auto()
    """The column is there."""
    OPTIONAL = auto()
    """The column may be missing altogether."""


def column(
    name: str,
    holds: Holds,
    privacy: Privacy,
    about: str,
    *headers: str,
    need: Need = Need.FILLED,
    codes: Mapping[str, str] | None = None,
    written: Mapping[str, tuple[str, ...]] | None = None,
    least: float | None = None,
    most: float | None = None,
) -> Column:
    """
    A column whose privacy has been decided: every declaration comes through here.

    `headers` are what files head it, besides the name; `written` gives by each code the other
    ways in which files write it; the rest is as in `Column`.
    """
    return Column(
        name=name,
        holds=holds,
        about=about,
        headers=headers,
        required=need is not Need.OPTIONAL,
        empty=need is not Need.FILLED,
        codes=codes or {},
        spellings={way: code for code, ways in (written or {}).items() for way in ways},
        least=least,
        most=most,
        privacy=privacy,
    )


def child_id(*headers: str, need: Need = Need.FILLED) -> Column:
    """The child's number in the council's own system, the same in all its datasets."""
    return column(
        "child_id",
        Holds.TEXT,
        Privacy.IDENTIFYING,
        "The child's number in the council's system, the same in every file of that system.",
        *("Child Unique ID", "Child ID", "LAchildID", "CHILD", "Unique ID", "Person ID"),
        *headers,
        need=need,
    )


def upn(need: Need = Need.FILLED) -> Column:
    """The pupil's number, given by the first school and kept from school to school."""
    return column(
        "upn",
        Holds.UPN,
        Privacy.IDENTIFYING,
        "Unique pupil number of 13 characters. A child who has never been in a state school "
        "has none.",
        *("UPN", "Unique Pupil Number", "UPN - Unique Pupil Number", "Pupil UPN"),
        need=need,
    )


def former_upn() -> Column:
    """A number that the pupil had before."""
    return column(
        "former_upn",
        Holds.UPN,
        Privacy.IDENTIFYING,
        "A pupil number that the child had before; matched as well as the present one.",
        *("FormerUPN", "Former UPN", "Previous UPN"),
        need=Need.OPTIONAL,
    )


def urn(about: str, *headers: str, name: str = "urn", need: Need = Need.FILLED) -> Column:
    """A school's number."""
    return column(name, Holds.URN, Privacy.OPEN, about, *headers, need=need)


def school(about: str) -> Column:
    """The school of a row, which files may also name by authority and establishment."""
    headers = ("URN", "School URN", "Establishment URN", "school_urn")
    stand_ins = ("Estab", "LAESTAB", "LA Estab", "LAEstab number", "DfE number", "school_laestab")
    return replace(urn(about, *headers), stand_ins=stand_ins)


def birth(need: Need = Need.FILLED) -> Column:
    """The day of birth, which with a school nearly says who a child is."""
    return column(
        "birth",
        Holds.DAY,
        Privacy.IDENTIFYING,
        "Day of birth.",
        *("DOB", "DoB", "Date of Birth", "PersonBirthDate", "Birth Date"),
        *("Dob (ccyy-mm-dd)", "Date of birth (YYYY-MM-DD)"),
        need=need,
    )


def sex(need: Need = Need.OPTIONAL) -> Column:
    """Sex, under the two headings that the censuses have used."""
    return column(
        "sex",
        Holds.CODE,
        Privacy.PERSONAL,
        "Sex as recorded.",
        *("Sex", "Gender", "GenderCurrent", "Gender Current", "Person Gender"),
        need=need,
        codes={"M": "male", "F": "female", "U": "not known or not stated", "I": "neither"},
        written={
            "M": ("1", "a) Male", "Male"),
            "F": ("2", "b) Female", "Female"),
            "U": ("0", "9", "N", "c) Not stated", "c) Not stated/recorded", "Unknown"),
            "I": ("d) Neither", "Indeterminate"),
        },
    )


ETHNICITIES = {
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WIRT": "Traveller of Irish heritage",
    "WROM": "Gypsy or Roma",
    "WOTH": "another White background",
    "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African",
    "MWAS": "White and Asian",
    "MOTH": "another mixed background",
    "AIND": "Indian",
    "APKN": "Pakistani",
    "ABAN": "Bangladeshi",
    "AOTH": "another Asian background",
    "BCRB": "Black Caribbean",
    "BAFR": "Black African",
    "BOTH": "another Black background",
    "CHNE": "Chinese",
    "OOTH": "another ethnic group",
    "REFU": "refused",
    "NOBT": "not yet obtained",
}
"""The main codes of the censuses."""


def ethnicity() -> Column:
    """Ethnicity by the main codes; Annex A writes a letter before each."""
    lettered = {code: (f"{chr(97 + place)}) {code}",) for place, code in enumerate(ETHNICITIES)}
    return column(
        "ethnicity",
        Holds.CODE,
        Privacy.SPECIAL,
        "Ethnicity, by the main codes of the censuses.",
        *("Ethnicity", "ETHNIC", "Ethnic Origin", "Child Ethnicity"),
        need=Need.OPTIONAL,
        codes=ETHNICITIES,
        written=lettered,
    )


def school_ethnicity() -> Column:
    """Ethnicity as schools hold it, where extended codes of their authority are in use."""
    return column(
        "ethnicity",
        Holds.TEXT,
        Privacy.SPECIAL,
        "Ethnicity: a main code of the censuses or an extended one of the authority's.",
        *("Ethnicity", "Ethnic Code", "Ethnicity Code", "EthnicityCode"),
        need=Need.OPTIONAL,
    )


YEAR_GROUPS = {
    "N1": "first nursery year",
    "N2": "second nursery year",
    "R": "reception",
    **{str(year): f"year {year}" for year in range(1, 15)},
    "X": "the national curriculum years are not followed",
}


def year_group() -> Column:
    """The national curriculum year."""
    return column(
        "year_group",
        Holds.CODE,
        Privacy.PERSONAL,
        "National curriculum year in which the child is taught, which need not be that of "
        "the child's age.",
        *("NCyearActual", "NC Year", "NCY", "Year Group", "Year", "National Curriculum Year"),
        need=Need.OPTIONAL,
        codes=YEAR_GROUPS,
        written={
            **{str(year): (f"Year {year}", f"Y{year}", f"0{year}") for year in range(1, 15)},
            "R": ("Reception", "0"),
            "N1": ("Nursery 1",),
            "N2": ("Nursery 2",),
        },
    )


def sen_provision() -> Column:
    """Special educational needs as a school records them."""
    return column(
        "sen_provision",
        Holds.CODE,
        Privacy.SPECIAL,
        "Special educational needs: E and K together are children with such needs.",
        *("SENprovision", "SEN Provision", "SEN Status", "SEN", "SEN Stage"),
        need=Need.OPTIONAL,
        codes={
            "N": "no identified needs",
            "K": "SEN support",
            "E": "education, health and care plan",
        },
        written={  # S, A and P are of the time before 2014
            "N": ("No SEN", "No identified SEN", "No special educational need"),
            "K": ("A", "P", "SEN support", "SEN support / SEN without an EHC plan"),
            "E": ("S", "EHCP", "EHC plan", "Education, health and care plan", "Statement"),
        },
    )


SEN_NEEDS = {
    "SPLD": "specific learning difficulty",
    "MLD": "moderate learning difficulty",
    "SLD": "severe learning difficulty",
    "PMLD": "profound and multiple learning difficulty",
    "SEMH": "social, emotional and mental health",
    "SLCN": "speech, language and communication",
    "HI": "hearing impairment",
    "VI": "vision impairment",
    "MSI": "multi-sensory impairment",
    "PD": "physical disability",
    "ASD": "autistic spectrum disorder",
    "DS": "Down syndrome",
    "OTH": "another difficulty or disability",
    "NSA": "SEN support without a specialist assessment of need",
}


def sen_need() -> Column:
    """The first need."""
    return column(
        "sen_need",
        Holds.CODE,
        Privacy.SPECIAL,
        "Primary type of special educational need.",
        *("SENtype", "SEN Type", "SEN Primary Need", "Primary SEN Need", "SEN Need"),
        need=Need.OPTIONAL,
        codes=SEN_NEEDS,
    )


def free_meals() -> Column:
    """Entitlement to free school meals."""
    return column(
        "fsm",
        Holds.FLAG,
        Privacy.PERSONAL,
        "Whether the child is eligible for free school meals.",
        *("FSMeligible", "FSM Eligible", "FSM", "Free School Meals", "FSM Eligibility"),
        need=Need.OPTIONAL,
    )


def academic_year(need: Need = Need.FILLED) -> Column:
    """The school year of a row."""
    return column(
        "academic_year",
        Holds.ACADEMIC_YEAR,
        Privacy.OPEN,
        "Academic year, held as the year in which it begins: 2023 for 2023/24.",
        *("Academic Year", "AcademicYear", "AY", "School Year"),
        need=need,
    )


def start(about: str, *headers: str, need: Need = Need.FILLED) -> Column:
    """The first day of something about a child."""
    return column("start", Holds.DAY, Privacy.PERSONAL, about, *headers, need=need)


def end(about: str, *headers: str, need: Need = Need.MAY_BE_EMPTY) -> Column:
    """The last day of it; empty while it lasts."""
    return column("end", Holds.DAY, Privacy.PERSONAL, about, *headers, need=need)
