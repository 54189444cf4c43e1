"""The only way a view obtains a job; plans are obtained as everywhere."""

from django.http import Http404

from headway.web.evidence.models import Job


def job(slug: str, key: str) -> Job:
    """
    A job of a plan by its key.

    Raises:
        Http404: There is none.
    """
    found = Job.objects.filter(plan=slug, key=key).first()
    if found is None:
        raise Http404
    return found
