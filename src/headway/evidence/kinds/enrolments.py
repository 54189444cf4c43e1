"""Who is on the roll of which school, from when to when."""

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.kinds import columns, rules
from headway.evidence.kinds.columns import Need, column

STATUSES = {
    "C": "registered at this school only",
    "M": "main of two registrations",
    "S": "second of two registrations",
    "G": "guest",
    "F": "further education college",
    "O": "another provider",
}

DATASET = Dataset(
    name="enrolments",
    title="Enrolments",
    about="The rolls of schools, as a school census has them. Names in the file are not kept. "
    "Headings follow the census; the year is that of the load where the file has none.",
    grain="one stay of one pupil at one school in one academic year",
    columns=(
        columns.academic_year(need=Need.OPTIONAL),
        columns.upn(),
        columns.former_upn(),
        columns.child_id("Pupil ID", need=Need.OPTIONAL),
        columns.school("The school on whose roll the child is."),
        column(
            "entry",
            Holds.DAY,
            Privacy.PERSONAL,
            "First day on the roll.",
            *("EntryDate", "Entry Date", "Date of Entry", "Admission Date"),
        ),
        column(
            "leaving",
            Holds.DAY,
            Privacy.PERSONAL,
            "Last day on the roll; empty while on it.",
            *("LeavingDate", "Leaving Date", "Date of Leaving"),
            need=Need.OPTIONAL,
        ),
        column(
            "status",
            Holds.CODE,
            Privacy.PERSONAL,
            "How the child is registered. A child with two registrations has two enrolments.",
            *("EnrolStatus", "Enrolment Status", "Enrol Status"),
            need=Need.OPTIONAL,
            codes=STATUSES,
        ),
        columns.birth(),
        columns.sex(),
        columns.school_ethnicity(),
        columns.year_group(),
        columns.sen_provision(),
        columns.sen_need(),
        columns.free_meals(),
        column(
            "boarder",
            Holds.CODE,
            Privacy.PERSONAL,
            "Whether the child boards. Boarders are left out of the rates of absence.",
            *("Boarder", "Boarding", "Boarder Status"),
            need=Need.OPTIONAL,
            codes={
                "N": "does not board",
                "B": "boards",
                "6": "boards six nights or fewer",
                "7": "boards seven nights",
            },
        ),
        column(
            "la",
            Holds.LA,
            Privacy.PERSONAL,
            "Authority in which the child lives.",
            *("Home LA", "LA of residence", "Residence LA"),
            need=Need.OPTIONAL,
        ),
        column(
            "postcode",
            Holds.POSTCODE,
            Privacy.IDENTIFYING,
            "Postcode of the home.",
            *("Postcode", "Post Code", "Home Postcode"),
            need=Need.OPTIONAL,
        ),
    ),
    keys=("academic_year", "upn", "urn", "entry"),
    unit="urn",
    rules=(
        rules.in_order(
            "entry", "leaving", first_word="the day of entry", second_word="the day of leaving"
        ),
        rules.aged(1, 26, on="entry"),
    ),
)
