"""The only way a view obtains a job; plans are obtained as everywhere."""

from django.http import Http404, HttpRequest

from headway.web.evidence.models import Job
from headway.web.plans.access import open_plan


def job(request: HttpRequest, slug: str, key: str) -> Job:
    """
    A job of a plan by its key, for those who load data: its rows are about single children.

    Raises:
        Http404: There is none, or they do not belong to the plan's partnership.
        PermissionDenied: They do, and their role loads no data.
    """
    open_plan(request, slug, "data.load")
    found = Job.objects.filter(plan=slug, key=key).first()
    if found is None:
        raise Http404
    return found
