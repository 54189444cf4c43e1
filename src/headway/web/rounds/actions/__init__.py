"""What can be done with rounds: each verb is one transaction, recorded in the audit trail."""

from headway.web.rounds.actions.answers import note_answer
from headway.web.rounds.actions.chasing import (
    ask_to_sign,
    chase,
    escalate,
    remind,
    send_again,
)
from headway.web.rounds.actions.ending import close_round, reopen_round
from headway.web.rounds.actions.handing import hand_over
from headway.web.rounds.actions.linking import (
    erase_address,
    follow_link,
    forget_links,
    make_link,
    revoke_link,
)
from headway.web.rounds.actions.opening import let_open_itself, open_round
from headway.web.rounds.actions.returning import tell_of_return, untell_return
from headway.web.rounds.actions.withdrawing import follow_plan

__all__ = [
    "ask_to_sign",
    "chase",
    "close_round",
    "erase_address",
    "escalate",
    "follow_link",
    "follow_plan",
    "forget_links",
    "hand_over",
    "let_open_itself",
    "make_link",
    "note_answer",
    "open_round",
    "remind",
    "reopen_round",
    "revoke_link",
    "send_again",
    "tell_of_return",
    "untell_return",
]
