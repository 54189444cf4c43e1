"""What can be done with people: each verb is one transaction, and recorded in the audit trail."""

from headway.web.people.actions.agencies import keep_agency, name_agencies
from headway.web.people.actions.erasing import erase, forget_sign_ins, long_gone
from headway.web.people.actions.invitations import (
    accept,
    forget_invitations,
    invite,
    join,
    withdraw,
)
from headway.web.people.actions.members import (
    appoint,
    change_role,
    delegate,
    end_membership,
    make_person,
    rename,
    revoke,
)
from headway.web.people.actions.partnerships import (
    let_install,
    make_partnership,
    only_partnership,
    rename_partnership,
)
from headway.web.people.actions.refusals import PeopleError

__all__ = [
    "PeopleError",
    "accept",
    "appoint",
    "change_role",
    "delegate",
    "end_membership",
    "erase",
    "forget_invitations",
    "forget_sign_ins",
    "invite",
    "join",
    "keep_agency",
    "let_install",
    "long_gone",
    "make_partnership",
    "make_person",
    "name_agencies",
    "only_partnership",
    "rename",
    "rename_partnership",
    "revoke",
    "withdraw",
]
