"""
How an edition's files are made: from what is kept with it, and from nothing else.

Issuing and checking an edition both come this way, so that one made again is the same bytes.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from importlib.metadata import version
from typing import Any

from django.utils import timezone

from headway import __version__
from headway.disclosure.editions.files import written
from headway.domain.plan import Plan
from headway.judgement.wording import day
from headway.reporting import building
from headway.reporting.building import build_report, public_edition
from headway.reporting.renderers import BRIEFING_RENDERERS, RENDERERS, Renderer, renderer
from headway.reporting.report import Note, Report
from headway.reporting.saving import file_name
from headway.rounds.silence import Manner, Reply, Silence, Standing, silence
from headway.web.editions.models import Audience, Document, Edition
from headway.web.editions.previews import Earlier
from headway.web.plans import queries as plans

FILES: tuple[tuple[Document, Renderer], ...] = (
    *((Document.REPORT, one) for one in RENDERERS),
    *((Document.BRIEFING, one) for one in BRIEFING_RENDERERS),
)
"""What an edition consists of, in the order in which it is listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredients:
    """
    All that an edition is made of.

    Attributes:
        version: The number of the plan's version.
        before: The version that changes are told against, and the day it stood at.
        answers: The reporting round, as `kept` writes it.
        amends: Of which edition it stands in place, in words.
        pre_release: Who could read it before its release, a line each.
        earlier: What the public knows already; empty for others.
    """

    slug: str
    version: int
    at: date
    label: str
    audience: Audience
    before: tuple[int, date] | None = None
    answers: Mapping[str, Any] | None = None
    amends: str = ""
    pre_release: tuple[str, ...] = ()
    earlier: Earlier = Earlier()  # noqa: RUF009 - a frozen value without parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One file of an edition."""

    document: Document
    suffix: str
    media_type: str
    name: str
    content: bytes


def made(wanted: Ingredients) -> list[Made]:
    """
    Every file of an edition; takes some seconds.

    Raises:
        ReportError: The edition before stood at a later day than this one.
        TableError: For the public only: the plan's figures cannot be protected.
    """
    report, figures = report_of(wanted)
    files = [(kind, one.suffix, one.media_type, one.render(report)) for kind, one in FILES]
    if figures:
        files.append((Document.FIGURES, "json", "application/json", figures))
    return [
        Made(
            document=kind,
            suffix=suffix,
            media_type=media_type,
            name=f"{file_name(report.slug, kind, report.as_at_iso)}.{suffix}",
            content=content,
        )
        for kind, suffix, media_type, content in files
    ]


def as_draft(wanted: Ingredients, suffix: str, *, until: str) -> bytes:
    """
    The report in one format, marked on its front as a draft that is not for passing on.

    Raises:
        ReportError: There is no such format, or as `made`.
        TableError: As `made`.
    """
    report, _ = report_of(wanted)
    warning = f"Draft before its release: for the readers named for it, {until}. Do not pass it on."
    marked = replace(
        report,
        edition=f"{report.edition} (draft)",
        warning=" ".join(part for part in (warning, report.warning) if part),
    )
    return renderer(suffix).render(marked)


def report_of(wanted: Ingredients) -> tuple[Report, bytes]:
    """
    The report as a value and, for the public, what it shows as a file.

    Raises:
        ReportError, TableError: As `made`.
    """
    plan = _plan(wanted.slug, wanted.version)
    before = wanted.before
    previous = _plan(wanted.slug, before[0]) if before else None
    previous_at = before[1] if before else None
    if wanted.audience == Audience.PUBLIC:
        safe = public_edition(
            plan,
            at=wanted.at,
            previous=previous,
            previous_at=previous_at,
            edition=wanted.label,
            earlier=wanted.earlier.figures,
            truths=wanted.earlier.truths,
            amends=wanted.amends,
        )
        return with_readers(safe.report, wanted.pre_release), written(safe.figures).encode()
    report = build_report(
        plan,
        at=wanted.at,
        previous=previous,
        previous_at=previous_at,
        edition=wanted.label,
        audience=building.Audience.BOARD,
        silence=read(wanted.answers) if wanted.answers is not None else None,
        amends=wanted.amends,
    )
    return with_readers(report, wanted.pre_release), b""


def with_readers(report: Report, lines: Sequence[str]) -> Report:
    """
    The report with a note of who could read it before its release.

    By role and from when to when: a name would stay in the file for good, and nobody needs it to
    judge the release.
    """
    if not lines:
        return report
    text = f"Before its release this edition could be read by: {'; '.join(lines)}."
    return replace(report, notes=(Note(about="Access before release", text=text), *report.notes))


def _plan(slug: str, number: int) -> Plan:
    return plans.version(slug, number).plan


def amended_words(edition: Edition | None, note: str) -> str:
    """Of which edition this one stands in place, and what was put right."""
    if edition is None:
        return ""
    issued = day(timezone.localdate(edition.issued_at))
    return f"Stands in place of “{edition.label}”, issued {issued}. {note}".strip()


def software() -> str:
    """What makes files here; another version of any of it may write other bytes."""
    parts = [f"{name} {version(name)}" for name in ("typst", "python-docx", "XlsxWriter")]
    return "; ".join((f"Headway {__version__}", *parts, f"zlib {zlib.ZLIB_RUNTIME_VERSION}"))


def kept(silent: Silence) -> dict[str, Any]:
    """A round as it stands, in values that JSON has; `read` gives it back."""
    replies = [reply for row in silent.rows for reply in (*row.answered, *row.silent)]
    return {
        "label": silent.label,
        "due_on": silent.due_on.isoformat(),
        "at": silent.at.isoformat(),
        "replies": [_plain(asdict(one)) for one in replies],
    }


def read(value: Mapping[str, Any]) -> Silence:
    """A round as `kept` wrote it."""
    return silence(
        (_reply(one) for one in value["replies"]),
        label=value["label"],
        due_on=date.fromisoformat(value["due_on"]),
        at=date.fromisoformat(value["at"]),
    )


def _plain(reply: dict[str, Any]) -> dict[str, Any]:
    days = {
        name: reply[name].isoformat() if reply[name] else None
        for name in ("asked_on", "answered_on")
    }
    manner = str(reply["manner"]) if reply["manner"] else None
    return {**reply, **days, "standing": str(reply["standing"]), "manner": manner}


def _reply(value: Mapping[str, Any]) -> Reply:
    asked, answered = value["asked_on"], value["answered_on"]
    return Reply(
        row=value["row"],
        agency=value["agency"],
        standing=Standing(value["standing"]),
        asked_on=date.fromisoformat(asked) if asked else None,
        answered_on=date.fromisoformat(answered) if answered else None,
        manner=Manner(value["manner"]) if value["manner"] else None,
        reminded=value["reminded"],
    )
