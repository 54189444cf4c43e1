"""
Loading and computing while the person waits for the page.

A file is loaded by a process of its own, bounded in memory and time; a thread waits for it and
keeps what came. Computing reads what is in the data directory already, in the thread itself.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

from django.db import close_old_connections
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.evidence import actions, made_up
from headway.web.evidence.computing import compute_plan
from headway.web.evidence.directory import MEMORY, SECONDS, data_directory
from headway.web.evidence.models import How, Job, State, What
from headway.web.evidence.noting import note
from headway.web.imports.reading import safe_name

log = logging.getLogger(__name__)


class LoadingError(HeadwayError):
    """A file that could not be loaded."""


def begin(job: Job) -> Thread:
    """Start a job; the answer is the thread, for those who must wait for it."""
    job.started_at = timezone.now()
    job.save(update_fields=["started_at"])
    thread = Thread(target=_work_and_close, args=(job,), name=f"evidence-{job.pk}", daemon=True)
    thread.start()
    return thread


def work(job: Job) -> None:
    """Do a job to its end: afterwards it says what came of it, or why nothing did."""
    does: dict[str, Callable[[Job], None]] = {
        What.LOAD: _load,
        What.COMPUTE: _compute,
        What.MAKE_UP: _make_up,
    }
    try:
        does[job.what](job)
    except HeadwayError as error:
        _refuse(job, str(error))
    except Exception:
        # Whatever went wrong is ours to mend, and the person must not wait for ever.
        log.exception("evidence job %s failed", job.pk)
        _refuse(
            job,
            f"{job.name} could not be dealt with because of a fault in Headway. The fault is in "
            "the service's log; what was loaded before still stands.",
        )


def _refuse(job: Job, why: str) -> None:
    actions.end(job_id=job.pk, state=State.REFUSED, report=why, at=timezone.now())


def _compute(job: Job) -> None:
    lines = compute_plan(job.plan, [job.name], at=timezone.now(), by=job.by, told=_telling(job))
    actions.end(job_id=job.pk, state=State.DONE, report="\n".join(lines), at=timezone.now())


def _telling(job: Job) -> Callable[[str], None]:
    return lambda words: actions.at_stage(job_id=job.pk, words=words)


def _make_up(job: Job) -> None:
    """Make a county up in a process of its own, load it, and compute the plan's measures."""
    tell = _telling(job)
    asked = {
        "data": str(data_directory(job.plan)),
        "pupils": job.size,
        "seed": made_up.SEED,
        "years": made_up.years(job.plan),
        "at": timezone.now().isoformat(),
    }
    told: dict[str, Any] = {}
    for told in _answers("headway.web.evidence.making_up", asked):
        if "stage" in told:
            tell(told["stage"])
    if "sentence" in told:
        raise LoadingError(told["sentence"])
    if "rows" not in told:
        raise LoadingError(
            "Making up a county was stopped half-way. What was loaded stands; do it again, and it "
            "goes on from there."
        )
    note(job.plan, at=timezone.now())
    lines: list[str] = []
    for periods in filter(None, made_up.periods(job.plan)):
        lines += compute_plan(job.plan, periods, at=timezone.now(), by=job.by, told=tell)
    report = [f"{job.size:,} made-up pupils. No file is about anybody.", *lines]
    actions.end(job_id=job.pk, state=State.DONE, report="\n".join(report), at=timezone.now())


def _answers(module: str, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """
    The lines that a process of ours answers with.

    Raises:
        LoadingError: It cannot be spoken to.
    """
    with subprocess.Popen(  # noqa: S603 - a module of ours
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise LoadingError("The process that loads files could not be spoken to.")
        child.stdin.write(json.dumps(asked))
        child.stdin.close()
        for line in child.stdout:
            yield json.loads(line)


def _load(job: Job) -> None:
    """The file under its own name: messages and provenance speak of that, not of our key."""
    folder = data_directory(job.plan)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="headway-load-") as passing:
        path, workbook = Path(passing) / safe_name(job.name), Path(passing) / ".to-correct.xlsx"
        try:
            os.link(job.file.path, path)
        except OSError as problem:
            try:
                path.write_bytes(Path(job.file.path).read_bytes())
            except OSError:
                raise LoadingError(
                    f"{job.name} is no longer where the service kept it; upload it again."
                ) from problem
        actions.at_stage(job_id=job.pk, words="Reading and checking the file")
        told = _loaded(job, path, workbook)
        actions.end(
            job_id=job.pk,
            state=State.REFUSED if told["load"] is None else State.DONE,
            report="\n".join(told["lines"]),
            load=told["load"],
            faults=told["faults"],
            workbook=workbook.read_bytes() if workbook.exists() else b"",
            at=timezone.now(),
        )
        note(job.plan, at=timezone.now())


def _loaded(job: Job, path: Path, workbook: Path) -> dict[str, Any]:
    """
    What the process says came of the file.

    Raises:
        LoadingError: It could not be read, or not within bounds.
    """
    asked = {
        "path": str(path),
        "kind": job.kind,
        "data": str(data_directory(job.plan)),
        "keep_good": job.how == How.KEEP_GOOD,
        "adds": job.how == How.ADDS,
        "covers": [str(job.covers_first), str(job.covers_last)] if job.covers_first else None,
        "workbook": str(workbook),
        "at": timezone.now().isoformat(),
        "memory": MEMORY,
        "seconds": SECONDS,
    }
    told: dict[str, Any] = {}
    for told in _answers("headway.web.evidence.worker", asked):
        if "read" in told:
            actions.at_stage(
                job_id=job.pk, words="Reading and checking the file", read=told["read"]
            )
    if "sentence" in told:
        raise LoadingError(told["sentence"])
    if "lines" not in told:
        raise LoadingError(
            f"{job.name} took more memory or time than the service gives a file, so it was "
            "stopped and nothing was kept. Load it with `headway data load`, which has no such "
            "bounds."
        )
    return told


def _work_and_close(job: Job) -> None:
    try:
        work(job)
    finally:
        close_old_connections()
