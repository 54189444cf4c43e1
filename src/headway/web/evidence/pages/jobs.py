"""The page of one job: how far it has come, and what came of it."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from headway.web.evidence.models import Job, State, What

PATIENCE = timedelta(minutes=12)
"""A job that has taken longer was interrupted: a load itself stops before."""

_PATIENCE_WITH = {What.MAKE_UP: timedelta(minutes=40)}
_UNDER_WAY = {
    What.LOAD: "Loading {}",
    What.COMPUTE: "Computing {}",
    What.MAKE_UP: "Making up a county",
}
_DONE = {
    What.LOAD: "{} is loaded",
    What.COMPUTE: "{} is computed",
    What.MAKE_UP: "The county is made up",
}
_REFUSED = {
    What.LOAD: "{} was not loaded",
    What.COMPUTE: "{} was not computed",
    What.MAKE_UP: "No county was made up",
}


def job_page(job: Job, *, now: datetime) -> dict[str, Any]:
    """Everything on the page."""
    address = reverse("evidence:workbook", args=[job.plan, job.key])
    return {
        "job": job,
        "title": title(job),
        "running": job.state == State.RUNNING,
        "refused": job.state == State.REFUSED,
        "interrupted": job.state == State.RUNNING
        and now - job.started_at > _PATIENCE_WITH.get(What(job.what), PATIENCE),
        "stage": stage(job),
        "share": share(job),
        "lines": job.report.splitlines(),
        "workbook": address if job.workbook_size else "",
    }


def title(job: Job) -> str:
    """What is being done, or what came of it."""
    told = {State.RUNNING: _UNDER_WAY, State.REFUSED: _REFUSED, State.DONE: _DONE}
    return told[State(job.state)][What(job.what)].format(job.name)


def share(job: Job) -> int | None:
    """Percent of the file that has been read; None where nobody knows."""
    if not job.size or not job.read:
        return None
    return min(99, 100 * job.read // job.size)


def stage(job: Job) -> str:
    """How far it has come, as a sentence."""
    known = share(job)
    read = f", {known}% of it read" if known is not None else ""
    return f"{job.stage or 'Working'}{read}."
