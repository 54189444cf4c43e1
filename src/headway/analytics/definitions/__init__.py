"""Every measure that can be computed, one a module, listed here by name."""

from difflib import get_close_matches

from headway.analytics.definition import Definition
from headway.analytics.definitions import (
    annual_review_amendments,
    annual_review_decisions,
    authorised_absence,
    camhs_access_count,
    camhs_access_share,
    children_missing_education,
    children_missing_education_in_period,
    domestic_abuse_workers,
    early_help_completed,
    early_help_started,
    ehc_plans_in_time,
    ehc_plans_in_time_all,
    ehc_still_waiting,
    ehc_unplaced,
    encompass_sign_up,
    good_level,
    good_level_free_meals,
    good_level_gap_all,
    good_level_gap_others,
    good_level_others,
    good_or_outstanding,
    home_education,
    home_education_in_period,
    home_education_need,
    home_education_protection,
    nurse_contacts,
    overall_absence,
    part_time_timetables,
    permanent_exclusion_rate,
    permanent_exclusions,
    persistent_absence,
    pupils_suspended,
    pupils_suspended_rate,
    resource_downloads,
    severe_absence,
    sixth_day_new_school,
    sixth_day_provision,
    support_team_leads,
    survey_responses,
    survey_share,
    survey_with_needs,
    suspension_length,
    suspension_rate,
    suspensions,
    training_attendances,
    training_people,
    unauthorised_absence,
)
from headway.evidence.errors import EvidenceError

DEFINITIONS: tuple[Definition, ...] = (
    overall_absence.DEFINITION,
    authorised_absence.DEFINITION,
    unauthorised_absence.DEFINITION,
    persistent_absence.DEFINITION,
    severe_absence.DEFINITION,
    permanent_exclusions.DEFINITION,
    suspensions.DEFINITION,
    pupils_suspended.DEFINITION,
    permanent_exclusion_rate.DEFINITION,
    suspension_rate.DEFINITION,
    pupils_suspended_rate.DEFINITION,
    suspension_length.DEFINITION,
    sixth_day_provision.DEFINITION,
    sixth_day_new_school.DEFINITION,
    part_time_timetables.DEFINITION,
    children_missing_education.DEFINITION,
    children_missing_education_in_period.DEFINITION,
    home_education.DEFINITION,
    home_education_in_period.DEFINITION,
    home_education_protection.DEFINITION,
    home_education_need.DEFINITION,
    good_level.DEFINITION,
    good_level_free_meals.DEFINITION,
    good_level_others.DEFINITION,
    good_level_gap_others.DEFINITION,
    good_level_gap_all.DEFINITION,
    ehc_plans_in_time.DEFINITION,
    ehc_plans_in_time_all.DEFINITION,
    ehc_still_waiting.DEFINITION,
    ehc_unplaced.DEFINITION,
    annual_review_decisions.DEFINITION,
    annual_review_amendments.DEFINITION,
    early_help_started.DEFINITION,
    early_help_completed.DEFINITION,
    nurse_contacts.DEFINITION,
    support_team_leads.DEFINITION,
    camhs_access_share.DEFINITION,
    camhs_access_count.DEFINITION,
    encompass_sign_up.DEFINITION,
    training_attendances.DEFINITION,
    training_people.DEFINITION,
    domestic_abuse_workers.DEFINITION,
    good_or_outstanding.DEFINITION,
    survey_share.DEFINITION,
    survey_responses.DEFINITION,
    survey_with_needs.DEFINITION,
    resource_downloads.DEFINITION,
)


def definition(name: str) -> Definition:
    """
    The definition of this name.

    Raises:
        EvidenceError: There is none; the message lists those there are.
    """
    for one in DEFINITIONS:
        if one.name == name:
            return one
    names = [one.name for one in DEFINITIONS]
    near = get_close_matches(name.casefold(), names, n=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    raise EvidenceError(
        f'"{name}" is not a measure that can be computed.{meant} Those are {", ".join(names)}.'
    )
