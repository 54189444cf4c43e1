"""What can be done to an answer: written, submitted, signed, accepted, returned, taken back."""

from headway.web.answers.actions.accepting import (
    accept,
    give_back,
    share,
    take_back_acceptance,
    take_back_return,
)
from headway.web.answers.actions.changing import By
from headway.web.answers.actions.evidence import add_file, remove_file
from headway.web.answers.actions.signing import sign, submit, take_back
from headway.web.answers.actions.writing import save_draft

__all__ = [
    "By",
    "accept",
    "add_file",
    "give_back",
    "remove_file",
    "save_draft",
    "share",
    "sign",
    "submit",
    "take_back",
    "take_back_acceptance",
    "take_back_return",
]
