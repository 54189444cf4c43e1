"""Every kind of file that Headway reads, one declaration a module, listed here by name."""

from difflib import get_close_matches

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import (
    annual_reviews,
    attendance_census,
    attendance_marks,
    camhs_access,
    child_protection,
    children_in_need,
    children_missing_education,
    domestic_abuse_workers,
    early_help_assessments,
    early_years_profile,
    ehc_plans,
    ehc_requests,
    elective_home_education,
    encompass_sign_ups,
    enrolments,
    exclusions,
    nurse_contacts,
    ofsted_outcomes,
    part_time_timetables,
    placements,
    resource_downloads,
    schools,
    support_team_settings,
    survey_answers,
    training,
)

KINDS: tuple[Dataset, ...] = (
    attendance_marks.DATASET,
    attendance_census.DATASET,
    enrolments.DATASET,
    schools.DATASET,
    exclusions.DATASET,
    placements.DATASET,
    part_time_timetables.DATASET,
    children_missing_education.DATASET,
    elective_home_education.DATASET,
    children_in_need.DATASET,
    child_protection.DATASET,
    ehc_plans.DATASET,
    ehc_requests.DATASET,
    annual_reviews.DATASET,
    early_years_profile.DATASET,
    early_help_assessments.DATASET,
    nurse_contacts.DATASET,
    support_team_settings.DATASET,
    camhs_access.DATASET,
    encompass_sign_ups.DATASET,
    training.DATASET,
    domestic_abuse_workers.DATASET,
    ofsted_outcomes.DATASET,
    survey_answers.DATASET,
    resource_downloads.DATASET,
)


def kind(name: str) -> Dataset:
    """
    The dataset of this name.

    Raises:
        EvidenceError: There is none; the message lists those there are.
    """
    for dataset in KINDS:
        if dataset.name == name:
            return dataset
    names = [dataset.name for dataset in KINDS]
    near = get_close_matches(name.casefold(), names, n=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    if name.casefold().startswith("calend"):
        meant = " A calendar of terms goes into the data directory as calendar.csv."
    raise EvidenceError(f'"{name}" is not a kind of data.{meant} The kinds are {", ".join(names)}.')
