"""Requests for a plan and what came of them: from these, plans issued in 20 weeks."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

DATASET = Dataset(
    name="ehc-requests",
    title="Requests for education, health and care plans",
    about="Requests with their outcomes, as modules 2 and 3 of the SEN2 return. Children who are "
    "still waiting are in neither part of the rate of plans issued in 20 weeks, so clearing a "
    "backlog lowers it: those waiting longer are counted beside it.",
    grain="one request for one child",
    columns=(
        columns.child_id(),
        column(
            "request_id",
            Holds.TEXT,
            Privacy.IDENTIFYING,
            "Number of the request in the council's system.",
            *("Requests Record ID", "Request ID", "Requests Record"),
            need=Need.OPTIONAL,
        ),
        columns.upn(need=Need.OPTIONAL),
        columns.birth(need=Need.OPTIONAL),
        columns.sex(),
        column(
            "received",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day on which the request was received; the 20 weeks run from it.",
            *("Date Request Was Received", "Request Received Date", "Date of request"),
        ),
        column(
            "decided",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day of the decision whether to assess, due in 6 weeks.",
            *("Request Outcome Date", "Decision to assess date"),
            need=Need.OPTIONAL,
        ),
        column(
            "outcome",
            Holds.CODE,
            Privacy.PERSONAL,
            "What was decided on the request.",
            *("Request Outcome", "Decision to assess"),
            need=Need.OPTIONAL,
            codes={
                "assess": "the authority assesses",
                "refuse": "the authority does not assess",
                "withdrawn": "withdrawn or ended before a decision",
                "history": "decided before the collection began",
            },
            written={
                "assess": ("Y", "Yes", "Agreed", "Proceed"),
                "refuse": ("N", "No", "Refused"),
                "withdrawn": ("W", "Ceased"),
                "history": ("H", "A", "Historical"),
            },
        ),
        column(
            "assessed",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day of the decision whether to issue a plan.",
            *("Assessment Outcome Date", "Decision to issue date"),
            need=Need.OPTIONAL,
        ),
        column(
            "to_issue",
            Holds.CODE,
            Privacy.PERSONAL,
            "What the assessment led to.",
            *("Assessment Outcome To Issue EHCP", "Assessment Outcome", "Decision to issue"),
            need=Need.OPTIONAL,
            codes={
                "issue": "a plan is issued",
                "refuse": "no plan is issued",
                "withdrawn": "withdrawn or ended before a decision",
                "history": "decided before the collection began",
            },
            written={
                "issue": ("Y", "Yes", "Agreed"),
                "refuse": ("N", "No", "Refused"),
                "withdrawn": ("W", "Ceased"),
                "history": ("H", "A", "Historical"),
            },
        ),
        column(
            "issued",
            Holds.DAY,
            Privacy.PERSONAL,
            "Day on which the final plan was issued; empty while waiting.",
            *("EHC Plan Start Date", "Date EHC plan issued", "Plan Issued Date", "Final plan date"),
            need=Need.MAY_BE_EMPTY,
        ),
        column(
            "exception",
            Holds.FLAG,
            Privacy.PERSONAL,
            "Whether an exception to the 20 weeks applies. Such a plan is left out of both parts "
            "of the rate without exceptions.",
            *("Twenty Weeks Time Limit Exceptions Apply", "Exception", "Exceptions apply"),
            need=Need.OPTIONAL,
        ),
        column(
            "residential",
            Holds.FLAG,
            Privacy.PERSONAL,
            "Whether the first request was made while in relevant youth accommodation.",
            *("Initial Request Whilst In RYA", "RYA"),
            need=Need.OPTIONAL,
        ),
        columns.sen_need(),
    ),
    keys=("child_id", "received"),
    time="received",
    rules=(
        rules.in_order("received", "decided", first_word="the request", second_word="the decision"),
        rules.in_order(
            "received", "assessed", first_word="the request", second_word="the assessment's outcome"
        ),
        rules.in_order("received", "issued", first_word="the request", second_word="the plan"),
        rules.in_order(
            "decided", "issued", first_word="the decision to assess", second_word="the plan"
        ),
        rules.aged(0, 25, on="received"),
    ),
)
