"""Tickets in every relation to one actor, and what comes of asking about them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import uuid4

import grpc
from google.protobuf.message import Message

from fixline.tickets.v1 import invite_service_pb2 as invites_pb
from fixline.tickets.v1 import ticket_pb2, user_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_rpc.errors import failure_of
from tickets_service.application.principal import Principal
from tickets_service.domain.links.link import Link, LinkId, LinkKind
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.state import COMPLETED, State
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_testing.client import Client

from .relations import OK, RELATIONS


@dataclass(frozen=True)
class Scene:
    """A ticket, a fresh request id, and a comment and a note that others wrote on the ticket."""

    name: str
    key: str
    comment: str = ""
    note: str = ""
    other: str = ""
    """A ticket that is to be linked with it, and in the same relation to the actor."""
    link: str = ""
    """A link between it and a third one."""


def said(visibility: ticket_pb2.Comment.Visibility.ValueType) -> Callable[[Scene], Message]:
    return lambda scene: pb.AddCommentRequest(
        ticket=scene.name, comment=ticket_pb2.Comment(text="x", visibility=visibility), request_id=scene.key
    )


PUBLIC = said(ticket_pb2.Comment.VISIBILITY_PUBLIC)
NOTE = said(ticket_pb2.Comment.VISIBILITY_INTERNAL)


class Stage:
    """Tickets in every relation to one actor; without an actor the service acts for itself."""

    def __init__(self, client: Client, *, actor: str | None, reporter: str, another: str) -> None:
        self.client, self.actor, self.reporter, self.another = client, actor, reporter, another
        self.caller = client
        """Who asks; the scenes are made by another service."""
        self.store = client.desk.store
        self.invite = self.code = ""

    async def scene(self, state: State, relation: str) -> Scene:
        # In the service itself, past its wire: it is what comes then that is asked for.
        desk, reporter = self.client.desk, Principal("bot", number_of(self.reporter))
        created, other, third = [await desk.create(reporter) for _ in range(3)]
        comment = (await desk.comment(created, reporter)).comment
        note = (await desk.note(created, Principal("bot", number_of(self.another)))).comment
        for ticket in (created, other):
            self._relate(self.store.tickets[ticket.id], relation)
        completed = desk.clock.now() if state in COMPLETED else None
        await desk.force_state(created.id, state, completed)
        name = f"tickets/{created.id}"
        return Scene(
            name=name,
            key=str(uuid4()),
            comment=f"{name}/comments/{comment.id}",
            note=f"{name}/comments/{note.id}",
            other=f"tickets/{other.id}",
            link=self._linked(created.id, third.id),
        )

    def _relate(self, ticket: Ticket, relation: str) -> None:
        is_, assignee = RELATIONS[relation]
        if is_ == "reporter" and self.actor:
            ticket.reporter_id = number_of(self.actor)
        if is_ == "follower" and self.actor:
            self.store.followers[ticket.id, number_of(self.actor)] = self.client.desk.clock.now()
        if assignee:
            ticket.assignee_id = number_of(self.actor if assignee == "me" and self.actor else self.another)

    def _linked(self, source: TicketId, target: TicketId) -> str:
        link_id = LinkId(next(self.store.ids))
        self.store.links[link_id] = Link(
            id=link_id,
            source_id=source,
            target_id=target,
            kind=LinkKind.BLOCKS,
            created_at=self.client.desk.clock.now(),
        )
        return f"tickets/{source}/links/{link_id}"

    async def offer(self) -> None:
        """Two invites of an admin: one to revoke, and the code of one to redeem."""
        boss = await self.client.person(54, "Bo")
        await self.client.desk.appoint(number_of(boss), Role.ADMIN)
        for _ in range(2):
            request = invites_pb.CreateInviteRequest(role=user_pb2.ROLE_AGENT, request_id=str(uuid4()))
            created = await self.client.call("CreateInvite", request, boss)
            self.invite, self.code = self.invite or created.invite.name, created.code

    async def outcome(self, method: str, request: Message) -> str:
        before = len(self.store.events), len(self.store.user_events), len(self.store.answers)
        try:
            await self.caller.call(method, request, self.actor)
        except grpc.aio.AioRpcError as error:
            after = len(self.store.events), len(self.store.user_events), len(self.store.answers)
            assert after == before, f"{method} was refused and changed something"
            return failure_of(error).reason
        return OK


def number_of(name: str) -> UserId:
    return UserId(int(name.removeprefix("users/")))


StageFor = Callable[[Role | None], Awaitable[Stage]]
"""From the role of the actor to their stage; without a role there is no actor."""
