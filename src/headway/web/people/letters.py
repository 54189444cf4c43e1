"""Letters about people."""

from django.conf import settings
from django.core.mail import EmailMessage

from headway.web.people.actions.invitations import Letter

INVITATION = """\
{who} invites you to {partnership} in Headway, as {what}.

Headway keeps the partnership's plan: what was promised, how it stands, and who answers for it.

Join here: {address}

The link is yours alone and can be used until {until}.

If you did not expect this letter, do nothing: nobody can join with your address without it.
"""


def with_article(role: str) -> str:
    """
    A role as it stands in a sentence.

    >>> with_article("Agency lead, Police"), with_article("Board member")
    ('an agency lead, Police', 'a board member')
    """
    article = "an" if role[:1] in "AEIOU" else "a"
    return f"{article} {role[:1].lower()}{role[1:]}"


def send_invitation(letter: Letter, *, address: str) -> None:
    """Send the letter that holds an invitation's token."""
    one = letter.invitation
    body = INVITATION.format(
        who=one.made_by or "The service",
        partnership=one.partnership.name,
        what=with_article(one.what),
        address=address,
        until=f"{one.expires_at.day} {one.expires_at:%B %Y}",
    )
    subject = f"Join {one.partnership.name} in Headway"
    EmailMessage(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [one.email]).send()
