"""A ticket as a card shows it: with the names of its people and what was said last."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot_service.application.errors import NotFoundError
from bot_service.application.ports.chats.chats import Chats
from bot_service.application.ports.comments.comments import CommentGateway
from bot_service.application.ports.files.old_files import OldFileGateway
from bot_service.application.ports.people.users import UserDirectory, UserView
from bot_service.application.ports.tickets.ticket_links import TicketLinks
from bot_service.application.ports.tickets.tickets import TicketGateway
from bot_service.application.queries.comments.remarks import Remark, remark_of, shown_to_followers
from bot_service.application.queries.tickets.sight import reads_all
from bot_service.application.views.people import is_person
from bot_service.application.views.tickets import LinkView, TicketView, Verb
from bot_service.domain.comments.comment import ATTACHED
from bot_service.domain.people.person import Person

COMMENTS_ON_A_CARD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDetails:
    ticket: TicketView
    reporter_name: str
    """Empty for somebody who only follows it."""
    reporter_is_out: bool = False
    """They were shut out: whoever asks them something asks in vain."""
    reporter_is_elsewhere: bool = False
    """They are not at Telegram: whoever made it for them may have a link for them."""
    reporter_contact: str = ""
    """How they are reached then."""
    introducer: str = ""
    """Who named them (`users/7`), and reads of the ticket what they wrote themselves; empty where nobody did."""
    assignee_name: str
    """Empty when nobody took the ticket."""
    assignee_back: date | None = None
    """The day on which whoever has it is back, where they were away when it was read; for staff only."""
    remarks: Sequence[Remark]
    """The newest, oldest of them first."""
    earlier: bool
    """More was said before those."""
    why: str = ""
    """What its reporter is asked, what it waits for, or why nothing comes of it: 0 to 1,000 characters."""
    old_files: int = 0
    """How many files came with it from an older system, whatever became of them."""
    links: Sequence[LinkView] = ()
    """To other tickets that who reads it may see, too, the oldest first."""
    is_out_of_reach: bool = False
    """Its reporter blocked the bot, or left Telegram: nothing arrives until they write again."""

    @property
    def has_attachments(self) -> bool:
        """Whether files came with it; comments name what came with them, so that no other service is asked."""
        return bool(self.ticket.attachments or self.old_files) or any(
            ATTACHED in remark.text for remark in self.remarks
        )

    def allowing(
        self, verbs: frozenset[Verb], reader: str, links: Sequence[LinkView] = ()
    ) -> "TicketDetails":
        """Return the same for somebody else (`users/8`), who can do that, and sees these of its links."""
        tags = self.ticket.tags if Verb.CHANGE_TAGS in verbs else ()
        ticket = replace(self.ticket, allowed_verbs=verbs, tags=tags)
        return replace(self, ticket=ticket, links=links).seen_by(reader)

    def seen_by(self, reader: str) -> "TicketDetails":
        """Return what the reader gets to see: of a ticket that they only follow, nothing of its reporter's."""
        if reads_all(self.ticket, self.introducer, reader):
            return self
        return replace(
            self,
            ticket=replace(
                self.ticket,
                description="",
                description_marks=(),
                attachments=(),
                stars=None,
                rating_comment="",
            ),
            reporter_name="",
            reporter_is_elsewhere=False,
            reporter_contact="",
            old_files=0,
            links=(),
            why="",
            remarks=[remark for remark in self.remarks if shown_to_followers(remark, reader)],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTicket:
    tickets: TicketGateway
    comments: CommentGateway
    people: UserDirectory
    old_files: OldFileGateway
    links: TicketLinks
    chats: Chats
    back_on: Callable[[UserView], date | None]
    """On which day somebody is back who is away now; None where they are not."""

    async def __call__(self, number: int, *, acting: str | None) -> TicketDetails:
        """Raises what the gateways raise."""
        return await self.details(await self.tickets.get(number, acting=acting), acting=acting)

    async def again(self, number: int, *, person: Person) -> TicketDetails:
        """Return it for somebody who has a card of it; raises what the gateways raise.

        A colleague's ticket is not theirs to see, but its card once was: staff see who has it now.
        """
        try:
            return await self(number, acting=person.name)
        except NotFoundError:
            if not person.role.is_staff:
                raise
        return (await self(number, acting=None)).allowing(frozenset(), person.name)

    async def _why(self, ticket: TicketView) -> str:
        """Return why it is as it is; of most states nobody asks."""
        return await self.tickets.reason(ticket.number, ticket.state) if ticket.is_told_why else ""

    async def details(self, ticket: TicketView, *, acting: str | None) -> TicketDetails:
        """A card is the same to all who read it: notes are not on it, and what anybody may read is."""
        found, links, why = await asyncio.gather(
            self.comments.recent(ticket.number, acting=None, limit=COMMENTS_ON_A_CARD + 1),
            self.links.of_ticket(ticket.number, acting=acting),
            self._why(ticket),
        )
        comments = found[-COMMENTS_ON_A_CARD:]
        shown = {ticket.reporter, ticket.assignee, *(comment.author for comment in comments)}
        people = await self.people.get_all(sorted(filter(is_person, shown)))
        names = {name: user.display_name for name, user in people.items()}
        details = TicketDetails(
            ticket=ticket,
            reporter_name=names[ticket.reporter],
            reporter_is_out=not people[ticket.reporter].active,
            reporter_is_elsewhere=people[ticket.reporter].is_placeholder,
            reporter_contact=people[ticket.reporter].contact,
            introducer=people[ticket.reporter].introducer,
            assignee_name=names.get(ticket.assignee, ""),
            assignee_back=self.back_on(people[ticket.assignee]) if ticket.assignee in people else None,
            remarks=[remark_of(comment, names) for comment in comments if not comment.withdrawn],
            earlier=len(found) > len(comments),
            why=why,
            old_files=await old_files_of(self.old_files, ticket, acting=acting),
            links=links,
            is_out_of_reach=acting != ticket.reporter and await self._is_out_of_reach(ticket.reporter),
        )
        return details if acting is None else details.seen_by(acting)

    async def _is_out_of_reach(self, name: str) -> bool:
        return any(not chat.reachable for chat in await self.chats.of_users([name]))


async def old_files_of(old_files: OldFileGateway, ticket: TicketView, *, acting: str | None) -> int:
    """Return how many came with it from an older system; of a ticket that was begun here nobody is asked."""
    return len(await old_files.of_ticket(ticket.number, acting=acting)) if ticket.origin else 0
