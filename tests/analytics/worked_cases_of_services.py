"""More cases worked by hand: needs, plans, health, training, inspections, the survey."""

from datetime import date
from typing import Any

from headway.analytics.definition import Window
from headway.analytics.subjects.early_years import GOALS_BEFORE, GOALS_SINCE_2021
from tests.analytics.tables_made_up import given_tables
from tests.analytics.worked_cases import CALENDAR_2022, DAY, FY2019, T4, T4_2019, Y2023, Case

SCHOOLS = [{"urn": "1", "phase": "primary"}, {"urn": "2", "phase": "secondary"}]
ON = DAY.last
OPEN_ON = [
    {"child_id": "a", "start": date(2019, 1, 1), "birth": date(2009, 1, 1)},
    {"child_id": "b", "start": ON, "birth": date(2009, 1, 1)},
    {"child_id": "c", "start": date(2019, 1, 1), "end": ON, "birth": date(2009, 1, 1)},
    {"child_id": "d", "start": date(2019, 4, 6), "birth": date(2009, 1, 1)},
    {"child_id": "old", "start": date(2019, 1, 1), "birth": date(2002, 8, 31)},
    {"child_id": "a", "start": date(2018, 9, 1), "end": date(2018, 10, 1),
     "birth": date(2009, 1, 1)},
]  # fmt: skip

CHILDREN = (
    Case(
        says="Open on the day: begun by then and not ended; children of compulsory age.",
        definition="children-missing-education",
        tables=given_tables(children_missing_education=OPEN_ON),
        window=DAY,
        expected={(): (2, 0)},
    ),
    Case(
        says="At any time in the year to date, each child of compulsory age once.",
        definition="children-missing-education-in-period",
        tables=given_tables(children_missing_education=OPEN_ON),
        window=T4,
        expected={(): (3, 0)},
    ),
    Case(
        says="Home education on the day.",
        definition="home-education",
        tables=given_tables(elective_home_education=OPEN_ON),
        window=DAY,
        expected={(): (3, 0)},
    ),
    Case(
        says="Home education at any time; it is never the number on the day.",
        definition="home-education-in-period",
        tables=given_tables(elective_home_education=OPEN_ON),
        window=T4,
        expected={(): (4, 0)},
    ),
    Case(
        says="A child with two protection plans in the file counts once.",
        definition="home-education-protection-plan",
        tables=given_tables(
            elective_home_education=OPEN_ON,
            child_protection=[
                {"child_id": "a", "start": date(2019, 2, 1)},
                {"child_id": "a", "start": date(2019, 1, 1)},
                {"child_id": "b", "start": date(2018, 1, 1), "end": date(2019, 4, 1)},
            ],
        ),
        window=DAY,
        expected={(): (1, 0)},
    ),
    Case(
        says="A need plan must be open itself, and a protection plan comes before it.",
        definition="home-education-need-plan",
        tables=given_tables(
            elective_home_education=OPEN_ON,
            child_protection=[{"child_id": "a", "start": date(2019, 2, 1)}],
            children_in_need=[
                {"child_id": "a", "start": date(2019, 1, 1), "plan_start": date(2019, 1, 9)},
                {"child_id": "b", "start": date(2019, 1, 1), "plan_start": date(2019, 1, 9)},
                {"child_id": "old", "start": date(2019, 1, 1)},
            ],
        ),
        window=DAY,
        expected={(): (1, 0)},
    ),
    Case(
        says="Timetables open on the day, those past their planned end told apart.",
        definition="part-time-timetables",
        tables=given_tables(
            part_time_timetables=[
                {"upn": "a", "urn": "1", "start": date(2019, 1, 1),
                 "planned_end": date(2019, 2, 1)},
                {"upn": "a", "urn": "2", "start": date(2019, 1, 1)},
                {"upn": "b", "urn": "1", "start": date(2019, 1, 1), "end": date(2019, 4, 1)},
            ],
            schools=SCHOOLS,
        ),
        window=DAY,
        by=("overdue",),
        expected={("no",): (1, 0), ("yes",): (1, 0)},
    ),
)  # fmt: skip


def _goals(goals: tuple[str, ...], level: str, **more: Any) -> dict[str, Any]:
    return {"urn": "1", **dict.fromkeys(goals, level), **more}


_PROFILE = given_tables(
    early_years_profile=[
        _goals(GOALS_SINCE_2021, "2", academic_year=2023, upn="a", fsm=True),
        _goals(GOALS_SINCE_2021, "2", academic_year=2023, upn="b", fsm=True) | {"elg_reading": "1"},
        _goals(GOALS_SINCE_2021, "2", academic_year=2023, upn="c", fsm=True)
        | {"elg_writing": "1", "gld": True},
        _goals(GOALS_SINCE_2021, "2", academic_year=2023, upn="d", fsm=False)
        | {"elg_number": None, "gld": True},
        {"academic_year": 2023, "upn": "e", "urn": "1", "gld": False},
        {"academic_year": 2023, "upn": "f", "urn": "1"},
        _goals(GOALS_SINCE_2021, "2", academic_year=2022, upn="a", fsm=True),
    ]
)

EARLY_YEARS = (
    Case(
        says="Worked out from the twelve goals, else as the file says; unknown in no part.",
        definition="good-level-of-development",
        tables=_PROFILE,
        window=Y2023,
        expected={(): (3, 5)},
    ),
    Case(
        says="The goals to 2018/19 were others, and exceeding counted.",
        definition="good-level-of-development",
        tables=given_tables(
            early_years_profile=[_goals(GOALS_BEFORE, "3", academic_year=2018, upn="a")]
        ),
        window=T4,
        expected={(): (1, 1)},
    ),
    Case(
        says="Eligible for free school meals.",
        definition="good-level-free-meals",
        tables=_PROFILE,
        window=Y2023,
        expected={(): (2, 3)},
    ),
    Case(
        says="All other pupils, those of whom it is not known among them.",
        definition="good-level-others",
        tables=_PROFILE,
        window=Y2023,
        expected={(): (1, 2)},
    ),
    Case(
        says="A gap counts those eligible; its comparator is named.",
        definition="good-level-gap-to-others",
        tables=_PROFILE,
        window=Y2023,
        expected={(): (2, 3)},
    ),
    Case(
        says="The gap to all pupils counts the same children.",
        definition="good-level-gap-to-all",
        tables=_PROFILE,
        window=Y2023,
        expected={(): (2, 3)},
    ),
)


def _request(child: str, received: date, issued: date | None, **more: Any) -> dict[str, Any]:
    return {"child_id": child, "received": received, "issued": issued, **more}


_REQUESTS = given_tables(
    ehc_requests=[
        _request("a", date(2022, 1, 3), date(2022, 5, 23)),  # 140 days: in time
        _request("b", date(2022, 1, 3), date(2022, 5, 24)),  # 141 days: late
        _request("c", date(2021, 1, 3), date(2022, 1, 1), exception=True),
        _request("d", date(2022, 1, 3), date(2022, 5, 1), exception=True),
        _request("e", date(2022, 1, 3), date(2023, 1, 1)),
        _request("f", date(2022, 8, 12), None),
        _request("g", date(2022, 8, 13), None),
        _request("h", date(2022, 1, 3), None, outcome="refuse", decided=date(2022, 2, 1)),
        _request("i", date(2022, 1, 3), None, outcome="assess", to_issue="refuse",
                 assessed=date(2023, 2, 1)),
    ]
)  # fmt: skip

PLANS = (
    Case(
        says="Twenty weeks to the day are in time; exceptions leave both parts.",
        definition="ehc-20-weeks",
        tables=_REQUESTS,
        window=CALENDAR_2022,
        expected={(): (1, 2)},
    ),
    Case(
        says="With exceptions.",
        definition="ehc-20-weeks-all",
        tables=_REQUESTS,
        window=CALENDAR_2022,
        expected={(): (2, 4)},
    ),
    Case(
        says="Still waiting: a plan that came later and a refusal that came later are no answer.",
        definition="ehc-still-waiting",
        tables=_REQUESTS,
        window=CALENDAR_2022,
        expected={(): (3, 0)},
    ),
    Case(
        says="No placement: none named, one that ended, one not begun.",
        definition="ehc-unplaced",
        tables=given_tables(
            ehc_plans=[
                {"child_id": child, "start": date(2018, 1, 1), "birth": date(2009, 1, 1), **more}
                for child, more in (
                    ("a", {}),
                    ("b", {"placement": "None"}),
                    ("c", {"urn": "1"}),
                    ("d", {"urn": "1", "placement_end": date(2019, 4, 1)}),
                    ("e", {"placement": "special", "placement_start": date(2019, 5, 1)}),
                    ("f", {"placement": "special", "placement_start": date(2019, 1, 1)}),
                    ("g", {"end": date(2019, 1, 1)}),
                    ("h", {"home_educated": True}),
                    ("i", {"home_educated": False, "urn": "1"}),
                )
            ]
        ),
        window=DAY,
        expected={(): (4, 0)},
    ),
    Case(
        says="Decided within 28 days of the meeting; one that is not due yet is left out.",
        definition="annual-review-decisions",
        tables=given_tables(
            annual_reviews=[
                {"child_id": child, "due": date(2022, 6, 1), "meeting": meeting, "decided": decided}
                for child, meeting, decided in (
                    ("a", date(2022, 3, 1), date(2022, 3, 29)),
                    ("b", date(2022, 3, 1), date(2022, 3, 30)),
                    ("c", date(2022, 3, 1), None),
                    ("d", date(2022, 12, 20), None),
                    ("e", date(2022, 12, 20), date(2023, 1, 4)),
                    ("f", None, None),
                )
            ]
        ),
        window=CALENDAR_2022,
        expected={(): (2, 4)},
    ),
    Case(
        says="Amended within twelve weeks of the meeting.",
        definition="annual-review-amendments",
        tables=given_tables(
            annual_reviews=[
                {"child_id": child, "due": date(2022, 6, 1), "meeting": date(2022, 3, 1),
                 "outcome": outcome, "amended": amended}
                for child, outcome, amended in (
                    ("a", "amend", date(2022, 5, 24)),
                    ("b", "amend", date(2022, 5, 25)),
                    ("c", "maintain", None),
                )
            ]
        ),
        window=CALENDAR_2022,
        expected={(): (1, 2)},
    ),
)  # fmt: skip

_ASSESSMENTS = given_tables(
    early_help_assessments=[
        {"child_id": "a", "assessment_id": "E1", "start": date(2019, 5, 1),
         "completed": date(2020, 4, 1)},
        {"child_id": "b", "assessment_id": "E1", "start": date(2019, 5, 1),
         "completed": date(2020, 4, 1)},
        {"child_id": "c", "start": date(2019, 6, 1), "completed": date(2019, 7, 1)},
        {"child_id": "c", "start": date(2019, 9, 1)},
        {"child_id": "d", "start": date(2019, 3, 31), "completed": date(2019, 4, 1)},
    ]
)  # fmt: skip

SERVICES = (
    Case(
        says="One assessment of two children is one; without a number each child's is its own.",
        definition="early-help-assessments",
        tables=_ASSESSMENTS,
        window=FY2019,
        expected={(): (3, 0)},
    ),
    Case(
        says="Completed in the year, whenever begun.",
        definition="early-help-assessments-completed",
        tables=_ASSESSMENTS,
        window=FY2019,
        expected={(): (2, 0)},
    ),
    Case(
        says="Contacts and children are never added.",
        definition="nurse-contacts",
        tables=given_tables(
            nurse_contacts=[
                {"start": date(2019, 9, 1), "end": date(2019, 12, 31), "phase": "primary",
                 "counted": "unconfirmed", "number": 2804},
                {"start": date(2020, 1, 1), "end": date(2020, 3, 31), "phase": "primary",
                 "counted": "unconfirmed", "number": 2405},
                {"start": date(2020, 1, 1), "end": date(2020, 3, 31), "phase": "primary",
                 "counted": "children", "number": 900},
                {"start": date(2020, 1, 1), "end": date(2020, 4, 30), "phase": "primary",
                 "counted": "children", "number": 1000},
            ]
        ),
        window=T4_2019,
        by=("counted", "phase"),
        expected={("children", "primary"): (900, 0), ("unconfirmed", "primary"): (5209, 0)},
    ),
    Case(
        says="A setting in two waves counts once; the lead must be named by the day.",
        definition="support-team-leads",
        tables=given_tables(
            support_team_settings=[
                {"urn": "1", "wave": "pilot", "start": date(2018, 9, 1),
                 "lead_since": date(2019, 1, 1)},
                {"urn": "1", "wave": "wave 1", "start": date(2019, 1, 1)},
                {"urn": "2", "wave": "wave 1", "start": date(2019, 1, 1),
                 "lead_since": date(2019, 5, 1)},
                {"urn": "3", "wave": "wave 2", "start": date(2019, 5, 1)},
            ],
            schools=SCHOOLS,
        ),
        window=DAY,
        expected={(): (1, 2)},
    ),
    Case(
        says="A lead without a first day is there; one that is said to be gone is not.",
        definition="support-team-leads",
        tables=given_tables(
            support_team_settings=[
                {"urn": "1", "wave": "pilot", "start": date(2018, 9, 1), "lead": True},
                {"urn": "2", "wave": "pilot", "start": date(2018, 9, 1), "lead": False,
                 "lead_since": date(2018, 9, 1)},
                {"urn": "3", "wave": "pilot", "start": date(2018, 9, 1), "lead": True,
                 "lead_since": date(2019, 5, 1)},
                {"urn": "4", "wave": "pilot", "start": date(2018, 9, 1)},
            ],
            schools=SCHOOLS,
        ),
        window=DAY,
        expected={(): (1, 4)},
    ),
    Case(
        says="Signed up on a day that nobody wrote down, it is signed up.",
        definition="encompass-sign-up",
        tables=given_tables(
            encompass_sign_ups=[
                {"urn": "1", "signed_up": True},
                {"urn": "2", "signed_up": True, "left": date(2019, 3, 1)},
                {"urn": "3", "signed_up": True, "signed": date(2019, 5, 1)},
                {"urn": "4", "signed_up": False},
            ],
            schools=SCHOOLS,
        ),
        window=DAY,
        expected={(): (1, 4)},
    ),
    Case(
        says="A grade is kept through two changes of the number.",
        definition="good-or-outstanding",
        tables=given_tables(
            schools=[
                {"urn": "1", "phase": "primary", "closed": date(2017, 12, 31)},
                {"urn": "10", "phase": "primary", "predecessor_urn": "1",
                 "closed": date(2018, 12, 31)},
                {"urn": "100", "phase": "primary", "predecessor_urn": "10"},
            ],
            ofsted_outcomes=[{"urn": "1", "day": date(2015, 1, 1), "overall": "2"}],
        ),
        window=DAY,
        by=("school",),
        expected={("100",): (1, 1)},
    ),
    Case(
        says="Inspected since overall grades ended, a school has none; a visit leaves it.",
        definition="good-or-outstanding",
        tables=given_tables(
            schools=[{"urn": str(n), "phase": "primary"} for n in range(1, 5)],
            ofsted_outcomes=[
                *({"urn": str(n), "day": date(2019, 1, 1), "overall": "2"} for n in range(1, 4)),
                {"urn": "1", "day": date(2025, 1, 14), "quality": "3"},
                {"urn": "2", "day": date(2025, 1, 14)},
                {"urn": "3", "day": date(2023, 1, 14), "quality": "3"},
                {"urn": "4", "day": date(2019, 1, 1), "overall": "9"},
            ],
        ),
        window=Window(first=date(2025, 3, 31), last=date(2025, 3, 31), name="a day"),
        by=("school",),
        expected={("2",): (1, 1), ("3",): (1, 1)},
    ),
    Case(
        says="References of responses begin anew with each round.",
        definition="survey-responses",
        tables=given_tables(
            survey_answers=[
                {"response": "1", "round": which, "day": date(2019, 5, 1), "item": "safe",
                 "answer": "yes"}
                for which in ("spring", "summer")
            ]
        ),
        window=FY2019,
        expected={(): (2, 0)},
    ),
    Case(
        says="The last total of the year to date; commissioner and provider apart; above 100%.",
        definition="camhs-access-mhs69",
        tables=given_tables(
            camhs_access=[
                {"start": date(2019, 4, 1), "end": date(2019, 9, 30), "definition": "MHS69",
                 "level": "commissioner", "organisation": "X", "seen": 40, "estimated": 100},
                {"start": date(2019, 4, 1), "end": date(2020, 3, 31), "definition": "MHS69",
                 "level": "commissioner", "organisation": "X", "seen": 120, "estimated": 100},
                {"start": date(2019, 4, 1), "end": date(2020, 3, 31), "definition": "MHS69",
                 "level": "provider", "organisation": "Y", "seen": 50},
                {"start": date(2019, 4, 1), "end": date(2020, 3, 31), "definition": "MHS95",
                 "level": "commissioner", "organisation": "X", "seen": 999},
            ]
        ),
        window=FY2019,
        by=("level",),
        expected={("commissioner",): (120, 100)},
    ),
    Case(
        says="A count over twelve months, under its own definition.",
        definition="camhs-access-mhs95",
        tables=given_tables(
            camhs_access=[
                {"start": date(2019, 4, 1), "end": date(2020, 3, 31), "definition": code,
                 "level": "commissioner", "organisation": "X", "seen": seen}
                for code, seen in (("MHS69", 120), ("MHS95", 999))
            ]
        ),
        window=FY2019,
        by=("level",),
        expected={("commissioner",): (999, 0)},
    ),
    Case(
        says="Signed up by the day and not withdrawn, of those that could.",
        definition="encompass-sign-up",
        tables=given_tables(
            encompass_sign_ups=[
                {"urn": "1", "signed": date(2019, 1, 1)},
                {"urn": "2", "signed": date(2019, 1, 1), "left": date(2019, 3, 1)},
                {"urn": "3", "signed": date(2019, 5, 1), "in_scope": True},
                {"urn": "4"},
                {"urn": "5", "signed": date(2019, 1, 1), "in_scope": False},
            ],
            schools=SCHOOLS,
        ),
        window=DAY,
        expected={(): (1, 4)},
    ),
    Case(
        says="Attendances.",
        definition="training-attendances",
        tables=given_tables(
            training=[
                {"course": "x", "day": date(2019, 5, 1), "person": "p", "attended": True},
                {"course": "y", "day": date(2019, 5, 2), "person": "p", "attended": True},
                {"course": "y", "day": date(2019, 5, 2), "person": "q", "attended": False},
            ]
        ),
        window=FY2019,
        expected={(): (2, 0)},
    ),
    Case(
        says="People trained.",
        definition="training-people",
        tables=given_tables(
            training=[
                {"course": "x", "day": date(2019, 5, 1), "person": "p", "attended": True},
                {"course": "y", "day": date(2019, 5, 2), "person": "p", "attended": True},
            ]
        ),
        window=FY2019,
        expected={(): (1, 0)},
    ),
    Case(
        says="Six with victims and four with perpetrators in post; one is being recruited.",
        definition="domestic-abuse-workers",
        tables=given_tables(
            domestic_abuse_workers=[
                *(
                    {"post": f"V{n}", "works_with": "victims", "state": "filled",
                     "start": date(2019, 1, 1)}
                    for n in range(6)
                ),
                *(
                    {"post": f"P{n}", "works_with": "perpetrators", "state": "filled",
                     "start": date(2019, 1, 1)}
                    for n in range(3)
                ),
                {"post": "P3", "works_with": "perpetrators", "state": "ended",
                 "start": date(2019, 1, 1), "end": date(2019, 6, 1)},
                {"post": "P4", "works_with": "perpetrators", "state": "ended",
                 "start": date(2018, 1, 1), "end": date(2019, 1, 1)},
                {"post": "V9", "works_with": "victims", "state": "recruiting"},
            ]
        ),
        window=DAY,
        by=("works_with",),
        expected={("perpetrators",): (4, 0), ("victims",): (6, 0)},
    ),
    Case(
        says="A converted school keeps its old grade; an ungraded visit leaves it as it was.",
        definition="good-or-outstanding",
        tables=given_tables(
            schools=[
                {"urn": "1", "phase": "primary", "closed": date(2018, 12, 31)},
                {"urn": "10", "phase": "primary", "predecessor_urn": "1",
                 "opened": date(2019, 1, 1)},
                {"urn": "2", "phase": "secondary"},
                {"urn": "3", "phase": "primary"},
                {"urn": "4", "phase": "primary"},
            ],
            ofsted_outcomes=[
                {"urn": "1", "day": date(2015, 1, 1), "overall": "4"},
                {"urn": "1", "day": date(2017, 1, 1), "overall": "2"},
                {"urn": "2", "day": date(2017, 1, 1), "overall": "3"},
                {"urn": "2", "day": date(2019, 1, 1)},
                {"urn": "2", "day": date(2019, 6, 1), "overall": "1"},
                {"urn": "3", "day": date(2018, 1, 1), "overall": "1"},
            ],
        ),
        window=DAY,
        expected={(): (2, 3)},
    ),
    Case(
        says="Of those who answered the question; passing over is not answering.",
        definition="survey-share",
        tables=given_tables(
            survey_answers=[
                {"response": who, "round": "2019", "day": date(2019, 5, 1), "item": item,
                 "answer": answer}
                for who, item, answer in (
                    ("a", "safe", "yes"), ("b", "safe", "no"), ("c", "safe", "yes"),
                    ("d", "safe", None), ("a", "happy", "yes"),
                )
            ]
        ),
        window=FY2019,
        by=("item", "option"),
        expected={
            ("happy", "yes"): (1, 1), ("safe", "no"): (1, 3), ("safe", "yes"): (2, 3),
        },
    ),
    Case(
        says="Responses, not answers.",
        definition="survey-responses",
        tables=given_tables(
            survey_answers=[
                {"response": who, "round": "2019", "day": date(2019, 5, 1), "item": item,
                 "answer": answer}
                for who, item, answer in (
                    ("a", "safe", "yes"), ("a", "happy", "yes"), ("b", "safe", None),
                )
            ]
        ),
        window=FY2019,
        expected={(): (1, 0)},
    ),
    Case(
        says="51 of 159 with special needs, as in the third year's report.",
        definition="survey-with-needs",
        tables=given_tables(
            survey_answers=[
                {"response": str(n), "round": "2021", "day": date(2019, 5, 1), "item": item,
                 "send": n < 51}
                for n in range(159)
                for item in ("safe", "happy")
            ]
        ),
        window=FY2019,
        expected={(): (51, 159)},
    ),
    Case(
        says="Downloads of periods in the window whole.",
        definition="resource-downloads",
        tables=given_tables(
            resource_downloads=[
                {"resource": "guide", "start": date(2019, 4, 1), "end": date(2019, 6, 30),
                 "downloads": 10},
                {"resource": "guide", "start": date(2019, 7, 1), "downloads": 5},
                {"resource": "guide", "start": date(2020, 3, 1), "end": date(2020, 4, 1),
                 "downloads": 7},
            ]
        ),
        window=FY2019,
        expected={(): (15, 0)},
    ),
)  # fmt: skip
