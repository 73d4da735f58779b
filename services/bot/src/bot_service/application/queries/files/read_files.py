"""The files of a ticket that somebody may open (decision 55)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot_service.application.ports.comments.comments import CommentGateway
from bot_service.application.ports.files.files import FileGateway
from bot_service.application.ports.people.users import UserDirectory
from bot_service.application.queries.tickets.sight import is_read_whole
from bot_service.application.views.files import FileView
from bot_service.application.views.tickets import TicketView, Verb

MOST_LOOKED_AT: Final = 200
"""Of a ticket's files, to find those that are for followers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFiles:
    comments: CommentGateway
    files: FileGateway
    people: UserDirectory

    async def __call__(
        self, ticket: TicketView, *, acting: str, limit: int, start: int = 0
    ) -> Sequence[FileView]:
        """Return at most `limit` after the first `start`, oldest first; raises what the gateways raise.

        Whoever only follows the ticket (`ticket` is as it is for them) opens what came with words that they read: of
        the desk, and of themselves. What came with the report is its reporter's.
        """
        if await is_read_whole(ticket, self.people, reader=acting):
            internal = sees_notes(ticket, acting)
            return await self.files.list(ticket.number, start=start, limit=limit, internal=internal)
        comments = await self.comments.all(ticket.number, acting=acting)
        senders = {acting, *(comment.author for comment in comments if comment.by_staff)}
        found = await self.files.list(ticket.number, limit=MOST_LOOKED_AT)
        shown = [each for each in found if each.uploader in senders and each.name not in ticket.attachments]
        return shown[start : start + limit]


def sees_notes(ticket: TicketView, reader: str) -> bool:
    """Tell whether the reader (`users/7`), for whom the ticket is as it is here, is of those who see its notes.

    Whoever can write them is; when it is over nobody can, but somebody who can link what they neither reported nor
    follow works for the desk, and has it or could have taken it.
    """
    if Verb.WRITE_NOTE in ticket.allowed_verbs:
        return True
    is_concerned = ticket.reporter == reader or Verb.UNFOLLOW in ticket.allowed_verbs
    return Verb.LINK in ticket.allowed_verbs and not is_concerned
