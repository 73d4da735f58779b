"""How much of a ticket somebody gets to see who only follows it."""

from typing import Final

from bot_service.application.ports.people.users import UserDirectory
from bot_service.application.views.tickets import TicketView, Verb

OF_FOLLOWERS: Final = frozenset({Verb.COMMENT, Verb.EDIT_COMMENT, Verb.FOLLOW, Verb.UNFOLLOW})


def only_follows(verbs: frozenset[Verb]) -> bool:
    """Tell whether somebody who can do this to a ticket sees it because they follow it, and for no other reason."""
    return Verb.UNFOLLOW in verbs and verbs <= OF_FOLLOWERS


def reads_all(ticket: TicketView, introducer: str, reader: str) -> bool:
    """Tell whether the reader, for whom the ticket is as it is here, gets to see what is its reporter's.

    Who only follows it does not, but where they named its reporter: it is they who wrote it.
    """
    return not only_follows(ticket.allowed_verbs) or reader == introducer


async def is_read_whole(ticket: TicketView, people: UserDirectory, *, reader: str) -> bool:
    """Tell what `reads_all` does; who named the reporter is asked only where it matters. Raises what `people` does."""
    if not only_follows(ticket.allowed_verbs):
        return True
    reporter = await people.get(ticket.reporter)
    return reads_all(ticket, reporter.introducer, reader)
