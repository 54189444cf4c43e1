"""What Prometheus is told, in its text format. No label names a person, an agency or a plan."""

from datetime import datetime
from pathlib import Path

from headway import __version__
from headway.web.notices import queries as notices
from headway.web.operations.counting import BOUNDS, counted
from headway.web.operations.readiness import readiness
from headway.web.plans import queries as plans

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(folder: Path, now: datetime) -> str:
    """All metrics; eight queries."""
    stands = readiness()
    lines = [
        *_gauge("headway_info", "The version that runs.", 1, f'{{version="{__version__}"}}'),
        *_gauge("headway_ready", "Whether pages can be served.", int(stands.can_answer)),
    ]
    if stands.can_answer:
        waiting = notices.waiting()
        oldest = (now - waiting.oldest).total_seconds() if waiting.oldest else 0
        lag = (now - stands.ticked_at).total_seconds() if stands.ticked_at else float("nan")
        lines += [
            *_gauge("headway_plans", "Plans that are kept.", len(plans.plans())),
            *_gauge("headway_notices_waiting", "Mails that are still to be sent.", waiting.due),
            *_gauge("headway_notices_failed", "Mails that were given up.", waiting.failed),
            *_gauge(
                "headway_notices_oldest_seconds", "How long the oldest mail has waited.", oldest
            ),
            *_gauge("headway_worker_lag_seconds", "Since the worker last ticked.", lag),
        ]
    return "\n".join([*lines, *_requests(folder)]) + "\n"


def _requests(folder: Path) -> list[str]:
    found = counted(folder)
    name, seconds = "headway_requests_total", "headway_request_seconds"
    lines = [f"# HELP {name} Requests that were answered.", f"# TYPE {name} counter"]
    lines += [f'{name}{{status="{one}"}} {count}' for one, count in found.by_class.items()]
    lines += [f"# HELP {seconds} How long answers took.", f"# TYPE {seconds} histogram"]
    bounds = [*map(str, BOUNDS), "+Inf"]
    lines += [
        f'{seconds}_bucket{{le="{bound}"}} {count}'
        for bound, count in zip(bounds, found.within, strict=True)
    ]
    return [*lines, f"{seconds}_sum {found.seconds:.6f}", f"{seconds}_count {found.within[-1]}"]


def _gauge(name: str, words: str, value: float, labels: str = "") -> list[str]:
    said = "NaN" if value != value else f"{value:g}"  # noqa: PLR0124 - the one value unlike itself
    return [f"# HELP {name} {words}", f"# TYPE {name} gauge", f"{name}{labels} {said}"]
