"""Files of services as clerks send them: what is counted, and what is said of the rest."""

import pytest

from headway.cli import main
from headway.evidence.identifiers import upn_check_letter

PUPIL = upn_check_letter("931400015001") + "931400015001"


@pytest.fixture
def hand_in(tmp_path, capsys):
    """Loads a text; gives what was printed, in one line."""

    def load(kind: str, text: str, *more: str) -> str:
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        main(["data", "load", kind, str(path), *more, "--data", str(tmp_path / "county")])
        printed = capsys.readouterr()
        return " ".join((printed.out + printed.err).split())

    return load


@pytest.fixture
def figures(tmp_path, capsys):
    """Computes; gives what was printed, in one line."""

    def compute(measure: str, period: str, *by: str) -> str:
        more = ("--by", ",".join(by)) if by else ()
        data = ("--data", str(tmp_path / "county"))
        main(["measures", "compute", measure, "--period", period, *more, *data])
        printed = capsys.readouterr()
        return " ".join((printed.out + printed.err).split())

    return compute


NURSES = """From,To,Phase,Unit,Number
01/09/2020,31/12/2020,Primary,contacts,2804
01/09/2020,31/12/2020,Secondary,contacts,"6,527"
01/01/2021,31/03/2021,Primary,contacts,2405
01/01/2021,31/03/2021,Secondary,contacts,4689
"""


def test_a_total_speaks_to_its_last_day(hand_in, figures):
    hand_in("nurse-contacts", NURSES)

    said = figures("nurse-contacts", "FY 2020/21 Q4", "counted", "phase")

    assert "contacts primary 2,405" in said
    assert "What has come of" not in said


def test_totals_that_fit_no_term_are_named_and_not_passed_over(hand_in, figures):
    hand_in("nurse-contacts", NURSES)

    said = figures("nurse-contacts", "AY 2020/21 T2", "counted")

    assert (
        "Totals of nurse-contacts that reach beyond these days are left out whole: "
        "01/09/2020 to 31/12/2020."
    ) in said


def test_a_month_within_a_quarter_is_told_to_count_twice(hand_in, figures):
    hand_in("nurse-contacts", NURSES)
    month = "From,To,Phase,Unit,Number\n01/02/2021,28/02/2021,Primary,contacts,100\n"
    hand_in("nurse-contacts", month, "--adds")

    said = figures("nurse-contacts", "AY 2020/21", "counted")

    assert (
        "lie over each other and are both counted: 01/01/2021 to 31/03/2021 and "
        "01/02/2021 to 28/02/2021."
    ) in said


ACCESS = "From,To,Definition,Level,Organisation,Numerator,Denominator,Rate\n"
YEAR = "01/04/2019,31/03/2020,MHS69"


def test_a_rate_that_came_without_its_numbers_is_named(hand_in, figures):
    hand_in("camhs-access", f"{ACCESS}{YEAR},provider,Oxford Health,,,54\n")

    said = figures("camhs-access-mhs69", "FY 2019/20", "level")

    assert "in no figure here: Oxford Health 54%." in said
    assert "begins on" not in said


def test_a_rate_that_does_not_follow_from_its_numbers_is_refused(hand_in):
    said = hand_in("camhs-access", f"{ACCESS}{YEAR},CCG,Area,1100,10000,25\n")

    assert "1,100 of 10,000 are 11.0%, and the rate is given as 25%." in said


PROFILE = "UPN,URN,GLD,"
GOALS = (
    "Listening and attention,Understanding,Speaking,Moving and handling,Health and self-care,"
    "Self-confidence and self-awareness,Managing feelings and behaviour,Making relationships,"
    "Reading,Writing,Numbers,Shape space and measures"
)


def test_the_goals_of_before_the_reform_are_read_by_their_names_of_then(hand_in, figures):
    levels = ",".join(["2"] * 12)
    said = hand_in(
        "early-years-profile",
        f"{PROFILE}{GOALS},The world\n{PUPIL},123456,Yes,{levels},1\n",
        "--fill",
        "academic_year=2018/19",
    )

    assert "Not read" not in said
    for period in ("AY 2018/19", "2019"):
        assert "100.0% 1 1" in figures("good-level-of-development", period)


def test_a_year_without_a_profile_is_missing_and_not_nobody(hand_in, figures):
    levels = ",".join(["2"] * 12)
    hand_in(
        "early-years-profile",
        f"{PROFILE}{GOALS}\n{PUPIL},123456,,{levels}\n",
        "--fill",
        "academic_year=2018/19",
    )

    assert "of 2017/18: what has come is of 2018/19. Load that year's file. That is missing" in (
        figures("good-level-of-development", "AY 2017/18")
    )
    assert "of 2019/20: it was not collected. That is missing" in (
        figures("good-level-of-development", "AY 2019/20")
    )


def test_a_level_that_the_goals_contradict_is_refused(hand_in):
    levels = ",".join(["1", *["2"] * 11])
    said = hand_in(
        "early-years-profile",
        f"{PROFILE}{GOALS}\n{PUPIL},123456,Yes,{levels}\n",
        "--fill",
        "academic_year=2018/19",
    )

    assert (
        "The file says a good level of development, and 1 of the twelve goals are not reached"
    ) in said


def test_rounds_of_a_survey_may_use_the_same_references(hand_in, figures):
    said = hand_in(
        "survey-answers",
        "Respondent ID,Survey,Survey version,Submitted,Item,Answer\n"
        "1,spring,Easy-read 8–13,30/03/2021,I feel safe,Agree\n"
        "1,summer,standard,09/05/2021,I feel safe,Agree\n",
    )

    assert "2 good, 0 with faults" in said
    assert "all 2" in figures("survey-responses", "2021", "round")


def test_a_survey_without_days_is_asked_for_one(hand_in):
    said = hand_in(
        "survey-answers", "Respondent ID,Survey,Item,Answer\n1,spring,I feel safe,Agree\n"
    )

    assert "--fill" in said
    assert "Nothing" not in said


NEEDS = "Child Unique ID,Date of Birth,CIN Start Date,CIN Closure Date,Primary Need Code\n"


@pytest.mark.parametrize("need", ["N1", "a) N1", "N1 - Abuse or neglect", "a) N1 Abuse or neglect"])
def test_a_code_with_its_words_behind_it_is_the_code(hand_in, need):
    said = hand_in("children-in-need", f"{NEEDS}c1,01/01/2010,13/06/2019,,{need}\n")

    assert "1 good, 0 with faults" in said


def test_words_that_only_begin_like_a_code_are_none(hand_in):
    said = hand_in("children-in-need", f"{NEEDS}c1,01/01/2010,13/06/2019,,N19 Something\n")

    assert "This is no code of the column." in said


def test_a_withheld_small_number_is_asked_for(hand_in):
    said = hand_in("nurse-contacts", NURSES.replace(",2405", ",<5"))

    assert '"<5": A small number has been withheld here. Ask for the number itself' in said


@pytest.mark.parametrize(
    ("heading", "called"),
    [
        ("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB", "the list of children"),
        ("CHILD,DECOM,RNE,LS,CIN,PLACE,HOME_POST,PL_POST,URN", "the list of episodes"),
    ],
)
@pytest.mark.parametrize("kind", ["children-in-need", "placements"])
def test_the_return_on_children_looked_after_is_known_for_what_it_is(
    hand_in, kind, heading, called
):
    said = hand_in(kind, f"{heading}\n")

    assert f"it is {called} of the return on children looked after (SSDA903)" in said


def test_a_file_of_four_bytes_a_character_is_told_so(tmp_path, capsys):
    path = tmp_path / "nurses.csv"
    path.write_text(NURSES, encoding="utf-32")

    main(["data", "load", "nurse-contacts", str(path), "--data", str(tmp_path / "county")])

    assert "is written as UTF-32, four bytes a character" in capsys.readouterr().err


def test_somebody_who_is_not_born_yet_is_not_rounded_to_an_age(hand_in):
    said = hand_in(
        "children-missing-education",
        "Child ID,DOB,CME Start Date,CME End Date\n"
        "c1,13/01/2016,01/09/2019,\n"
        "c2,13/01/2020,01/09/2019,\n",
    )

    assert "would be 3 years old on 01/09/2019; 4 to 17 was expected" in said
    assert "would not be born on 01/09/2019" in said


EXCLUDED = "UPN,URN,Category,StartDate,ActualNumberOfSessions\n"
PROVIDED = "UPN,URN,Exclusion Date,Provision,Start Date\n"


def test_a_placement_of_another_day_and_a_child_on_no_roll_are_told(hand_in, figures):
    other = upn_check_letter("931400015002") + "931400015002"
    hand_in("schools", "URN,School Name,School phase\n123456,Alder,Secondary\n")
    hand_in(
        "enrolments",
        f"UPN,URN,EntryDate,DOB\n{PUPIL},123456,01/09/2019,13/05/2007\n",
        *("--fill", "academic_year=2019/20"),
    )
    hand_in(
        "exclusions",
        f"{EXCLUDED}{PUPIL},123456,PERM,14/10/2019,\n{other},123456,PERM,14/10/2019,\n",
    )
    hand_in("placements", f"{PROVIDED}{PUPIL},123456,15/10/2019,PRU,16/10/2019\n")

    said = figures("sixth-day-provision", "AY 2019/20")

    assert "1 exclusion named in placements fits no permanent exclusion" in said
    assert "1 permanent exclusion is of pupils on no roll" in said


def test_where_nothing_is_of_the_days_that_is_said(hand_in, figures):
    hand_in("nurse-contacts", NURSES)

    assert "nothing to count: no row of the data is of these days" in (
        figures("nurse-contacts", "AY 2020/21 T2", "counted")
    )


CENSUS = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2020</Year>
<ReferenceDate>2020-03-31</ReferenceDate></CollectionDetails></Header><Children><Child>
<ChildIdentifiers><LAchildID>c1</LAchildID><PersonBirthDate>2010-01-13</PersonBirthDate>
</ChildIdentifiers><CINdetails><CINreferralDate>2019-05-13</CINreferralDate>{}</CINdetails></Child>
</Children></Message>"""
PLAN = """<ChildProtectionPlans><CPPstartDate>2019-09-13</CPPstartDate>
<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse></ChildProtectionPlans>"""


@pytest.mark.parametrize("plan", [PLAN, ""])
def test_a_census_speaks_for_its_whole_year(hand_in, figures, plan):
    for kind in ("children-in-need", "child-protection"):
        hand_in(kind, CENSUS.format(plan))
    hand_in(
        "elective-home-education",
        "Child ID,DOB,EHE Start Date,EHE End Date\nc1,13/01/2010,13/01/2019,\n",
    )

    for day in ("2019-07-01", "2020-03-31"):
        said = figures("home-education-protection-plan", day)
        assert f"figure {int(bool(plan) and day > '2019-09')} " in said
    assert "Nothing of child" in figures("home-education-protection-plan", "2019-03-01")


def test_in_the_place_of_a_pupil_number_may_stand_why_there_is_none(hand_in):
    head = "Child Unique ID,UPN,Date of Birth,CIN Start Date,CIN Closure Date\n"
    days = "13/01/2010,13/06/2019,"

    said = hand_in("children-in-need", f"{head}c1,UN1,{days}\nc2,un6,{days}\nc3,UN9,{days}\n")

    assert "2 good, 1 with faults" in said
    assert '"UN9": A pupil number has 13 characters; 3 came.' in said
