"""Everything that was said on a ticket, with who said it and when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot_service.application.ports.comments.comments import CommentGateway
from bot_service.application.ports.files.old_files import OldFileGateway
from bot_service.application.ports.people.users import UserDirectory
from bot_service.application.ports.tickets.tickets import TicketGateway
from bot_service.application.queries.comments.remarks import Remark, remark_of, shown_to_followers
from bot_service.application.queries.people.read_names import display_names
from bot_service.application.queries.tickets.read_ticket import old_files_of
from bot_service.application.queries.tickets.sight import is_read_whole
from bot_service.application.views.tickets import TicketView


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    ticket: TicketView
    remarks: Sequence[Remark]
    """Oldest first; the first one is the report itself. For somebody who only follows it, those that they may see."""
    old_files: int = 0
    """How many files came with it from an older system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTranscript:
    tickets: TicketGateway
    comments: CommentGateway
    people: UserDirectory
    old_files: OldFileGateway

    async def __call__(self, number: int, *, acting: str) -> Transcript:
        """Raises what the gateways raise."""
        ticket = await self.tickets.get(number, acting=acting)
        comments = await self.comments.all(number, acting=acting)
        authors = {ticket.reporter, *(comment.author for comment in comments)}
        names = await display_names(self.people, authors)
        report = Remark(
            author=ticket.reporter,
            author_name=names[ticket.reporter],
            by_desk=False,
            text=ticket.description or ticket.title,
            marks=ticket.description_marks,
            create_time=ticket.create_time,
        )
        remarks = [report, *(remark_of(each, names) for each in comments if not each.withdrawn)]
        old_files = await old_files_of(self.old_files, ticket, acting=acting)
        if not await is_read_whole(ticket, self.people, reader=acting):
            ticket, old_files = replace(ticket, description="", description_marks=(), attachments=()), 0
            remarks = [remark for remark in remarks if shown_to_followers(remark, acting)]
        return Transcript(ticket=ticket, remarks=remarks, old_files=old_files)
