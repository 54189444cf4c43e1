"""What can be done with editions: prepare, accept, name readers, issue. Nothing takes one back."""

from headway.web.editions.actions.issuing import issue_draft
from headway.web.editions.actions.preparing import (
    accept_warnings,
    note_trouble,
    prepare,
    schedule,
    take_back_warnings,
    unschedule,
    withdraw,
)
from headway.web.editions.actions.readers import name_reader, note_reading, revoke_reader
from headway.web.editions.errors import DraftError, EditionExistsError, NotReadyError

__all__ = [
    "DraftError",
    "EditionExistsError",
    "NotReadyError",
    "accept_warnings",
    "issue_draft",
    "name_reader",
    "note_reading",
    "note_trouble",
    "prepare",
    "revoke_reader",
    "schedule",
    "take_back_warnings",
    "unschedule",
    "withdraw",
]
