"""What people do with tickets, in short."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypedDict, TypeVar, Unpack
from uuid import uuid4

from tickets_service.application.commands.comments.add_comment import AddComment, AddedComment
from tickets_service.application.commands.comments.edit_comment import EditComment
from tickets_service.application.commands.comments.withdraw_comment import WithdrawComment
from tickets_service.application.commands.followers.follow_ticket import FollowTicket
from tickets_service.application.commands.followers.unfollow_ticket import UnfollowTicket
from tickets_service.application.commands.links.add_link import AddLink
from tickets_service.application.commands.links.remove_link import RemoveLink
from tickets_service.application.commands.tickets.assign_ticket import AssignTicket
from tickets_service.application.commands.tickets.cancel_ticket import CancelTicket
from tickets_service.application.commands.tickets.change_tags import ChangeTags
from tickets_service.application.commands.tickets.confirm_ticket import ConfirmTicket
from tickets_service.application.commands.tickets.create_ticket import CreateTicket
from tickets_service.application.commands.tickets.merge_ticket import MergedTickets, MergeTicket
from tickets_service.application.commands.tickets.rate_ticket import RateTicket
from tickets_service.application.commands.tickets.reject_ticket import RejectTicket
from tickets_service.application.commands.tickets.release_ticket import ReleaseTicket
from tickets_service.application.commands.tickets.reopen_ticket import ReopenTicket
from tickets_service.application.commands.tickets.resolve_ticket import ResolveTicket
from tickets_service.application.commands.tickets.resume_ticket import ResumeTicket
from tickets_service.application.commands.tickets.take_ticket import TakeTicket
from tickets_service.application.commands.tickets.update_ticket import UpdateTicket
from tickets_service.application.commands.tickets.wait_for_reporter import WaitForReporter
from tickets_service.application.commands.tickets.wait_for_vendor import WaitForVendor
from tickets_service.application.principal import Principal
from tickets_service.application.use_cases.map import UseCases
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.links.link import Direction, LinkKind, SeenLink
from tickets_service.domain.marks import Marks
from tickets_service.domain.people.user import Newcomer, UserId
from tickets_service.domain.priority import Priority
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.edit import EDITABLE
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.records import BOT

Doer = UserView | Principal | None
"""None: a service without a person, which may not act."""

Command = TypeVar("Command")


class Given(TypedDict, total=False):
    """What every command takes; a fresh `request_id` unless another is given."""

    request_id: str


class OnTicket(Given, total=False):
    etag: str


class Reasoned(OnTicket, total=False):
    reason: str


class Saying(Given, total=False):
    marks: Marks


class Creation(Given, total=False):
    description: str
    description_marks: Marks
    location: str
    priority: Priority
    attachments: tuple[str, ...]
    location_node: str
    reporter_id: UserId | None
    newcomer: Newcomer | None
    follow_up_of: TicketId | None


class Edit(Reasoned, total=False):
    fields: tuple[str, ...]
    title: str
    description: str
    description_marks: Marks
    location: str
    priority: Priority | None
    location_node: str


class LinkReason(Given, total=False):
    reason: str


class Verbs:
    """Each does it with a fresh `request_id`, unless another is given."""

    do: UseCases

    def as_(self, who: Doer) -> Principal:
        return who if isinstance(who, Principal) else Principal(BOT, who.id if who else None)

    async def create(self, by: Doer, title: str = "Lamp is broken", **more: Unpack[Creation]) -> TicketView:
        given: Creation = {"request_id": new_id(), **more}
        return await self.do.tickets.create_ticket(CreateTicket(principal=self.as_(by), title=title, **given))

    async def take(self, ticket: TicketView, by: Doer, **more: Unpack[OnTicket]) -> TicketView:
        return await self._verb(self.do.tickets.take_ticket, TakeTicket, ticket, by, more)

    async def resolve(
        self, ticket: TicketView, by: Doer, *, resolution: str = "", **more: Unpack[OnTicket]
    ) -> TicketView:
        given = {"resolution": resolution, **more}
        return await self._verb(self.do.tickets.resolve_ticket, ResolveTicket, ticket, by, given)

    async def confirm(self, ticket: TicketView, by: Doer, **more: Unpack[OnTicket]) -> TicketView:
        return await self._verb(self.do.tickets.confirm_ticket, ConfirmTicket, ticket, by, more)

    async def rate(
        self, ticket: TicketView, by: Doer, *, stars: int = 5, comment: str = "", **more: Unpack[OnTicket]
    ) -> TicketView:
        given = {"stars": stars, "comment": comment, **more}
        return await self._verb(self.do.tickets.rate_ticket, RateTicket, ticket, by, given)

    async def assign(
        self, ticket: TicketView, by: Doer, *, to: UserView | None = None, **more: Unpack[Reasoned]
    ) -> TicketView:
        given = {"assignee_id": to.id if to else UserId(1), **more}
        return await self._verb(self.do.tickets.assign_ticket, AssignTicket, ticket, by, given)

    async def release(self, ticket: TicketView, by: Doer, **more: Unpack[Reasoned]) -> TicketView:
        return await self._verb(self.do.tickets.release_ticket, ReleaseTicket, ticket, by, more)

    async def wait_for_reporter(self, ticket: TicketView, by: Doer, **more: Unpack[Reasoned]) -> TicketView:
        return await self._verb(self.do.tickets.wait_for_reporter, WaitForReporter, ticket, by, more)

    async def wait_for_vendor(self, ticket: TicketView, by: Doer, **more: Unpack[Reasoned]) -> TicketView:
        return await self._verb(self.do.tickets.wait_for_vendor, WaitForVendor, ticket, by, more)

    async def resume(self, ticket: TicketView, by: Doer, **more: Unpack[Reasoned]) -> TicketView:
        return await self._verb(self.do.tickets.resume_ticket, ResumeTicket, ticket, by, more)

    async def reject(self, ticket: TicketView, by: Doer, **more: Unpack[Reasoned]) -> TicketView:
        given = {"reason": "Not ours", **more}
        return await self._verb(self.do.tickets.reject_ticket, RejectTicket, ticket, by, given)

    async def cancel(self, ticket: TicketView, by: Doer, **more: Unpack[Reasoned]) -> TicketView:
        return await self._verb(self.do.tickets.cancel_ticket, CancelTicket, ticket, by, more)

    async def reopen(self, ticket: TicketView, by: Doer, **more: Unpack[Reasoned]) -> TicketView:
        return await self._verb(self.do.tickets.reopen_ticket, ReopenTicket, ticket, by, more)

    async def update(self, ticket: TicketView, by: Doer, **more: Unpack[Edit]) -> TicketView:
        given = {"title": "Lamp smokes", **more}
        fields = tuple(name for name in EDITABLE if name in given)
        return await self._verb(
            self.do.tickets.update_ticket, UpdateTicket, ticket, by, {"fields": fields, **given}
        )

    async def follow(
        self, ticket: TicketView, by: Doer, *, user: UserView | None = None, **more: Unpack[Given]
    ) -> TicketView:
        given = {"user_id": user and user.id, **more}
        return await self._verb(self.do.followers.follow_ticket, FollowTicket, ticket, by, given)

    async def unfollow(
        self, ticket: TicketView, by: Doer, *, user: UserView | None = None, **more: Unpack[Given]
    ) -> TicketView:
        given = {"user_id": user and user.id, **more}
        return await self._verb(self.do.followers.unfollow_ticket, UnfollowTicket, ticket, by, given)

    async def note(
        self, ticket: TicketView, by: Doer, text: str = "Psst", **more: Unpack[Saying]
    ) -> AddedComment:
        return await self.comment(ticket, by, text, visibility=Visibility.INTERNAL, **more)

    async def edit(self, comment: CommentView, by: Doer, text: str, **more: Unpack[Saying]) -> CommentView:
        given: Saying = {"request_id": new_id(), **more}
        return await self.do.comments.edit_comment(
            EditComment(
                principal=self.as_(by),
                ticket_id=comment.ticket_id,
                comment_id=comment.id,
                text=text,
                **given,
            )
        )

    async def withdraw(self, comment: CommentView, by: Doer, **more: Unpack[Given]) -> CommentView:
        given: Given = {"request_id": new_id(), **more}
        return await self.do.comments.withdraw_comment(
            WithdrawComment(
                principal=self.as_(by), ticket_id=comment.ticket_id, comment_id=comment.id, **given
            )
        )

    async def comment(
        self,
        ticket: TicketView,
        by: Doer,
        text: str = "Which one?",
        *,
        visibility: Visibility = Visibility.PUBLIC,
        **more: Unpack[Saying],
    ) -> AddedComment:
        given: Saying = {"request_id": new_id(), **more}
        return await self.do.comments.add_comment(
            AddComment(principal=self.as_(by), ticket_id=ticket.id, text=text, visibility=visibility, **given)
        )

    async def link(
        self,
        ticket: TicketView,
        by: Doer,
        other: TicketView,
        *,
        kind: LinkKind = LinkKind.BLOCKS,
        direction: Direction = Direction.OUTGOING,
        **more: Unpack[LinkReason],
    ) -> SeenLink:
        given: LinkReason = {"request_id": new_id(), **more}
        return await self.do.links.add_link(
            AddLink(
                principal=self.as_(by),
                ticket_id=ticket.id,
                other_id=other.id,
                kind=kind,
                direction=direction,
                **given,
            )
        )

    async def unlink(
        self, ticket: TicketView, by: Doer, link: SeenLink, **more: Unpack[LinkReason]
    ) -> SeenLink:
        given: LinkReason = {"request_id": new_id(), **more}
        return await self.do.links.remove_link(
            RemoveLink(principal=self.as_(by), ticket_id=ticket.id, link_id=link.id, **given)
        )

    async def merge(
        self, ticket: TicketView, by: Doer, target: TicketView, **more: Unpack[Reasoned]
    ) -> MergedTickets:
        given: Reasoned = {"request_id": new_id(), **more}
        return await self.do.tickets.merge_ticket(
            MergeTicket(principal=self.as_(by), ticket_id=ticket.id, target_id=target.id, **given)
        )

    async def tag(
        self,
        ticket: TicketView,
        by: Doer,
        *add: str,
        remove: tuple[str, ...] = (),
        **more: Unpack[OnTicket],
    ) -> TicketView:
        given = {"add": add, "remove": remove, **more}
        return await self._verb(self.do.tickets.change_tags, ChangeTags, ticket, by, given)

    async def _verb(
        self,
        handler: Callable[[Command], Awaitable[TicketView]],
        command: Callable[..., Command],
        ticket: TicketView,
        by: Doer,
        more: Mapping[str, object],
    ) -> TicketView:
        given = {"request_id": new_id(), **more}
        return await handler(command(principal=self.as_(by), ticket_id=ticket.id, **given))


def new_id() -> str:
    return str(uuid4())
