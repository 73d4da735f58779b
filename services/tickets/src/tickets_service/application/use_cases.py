"""The map of the service: everything it can be asked to do."""

from dataclasses import dataclass

from tickets_service.application.commands.add_comment import AddCommentHandler
from tickets_service.application.commands.change_ticket import TicketChanger
from tickets_service.application.commands.confirm_ticket import ConfirmTicketHandler
from tickets_service.application.commands.create_ticket import CreateTicketHandler
from tickets_service.application.commands.purge_answers import PurgeAnswersHandler
from tickets_service.application.commands.rate_ticket import RateTicketHandler
from tickets_service.application.commands.register_user import RegisterUserHandler
from tickets_service.application.commands.resolve_ticket import ResolveTicketHandler
from tickets_service.application.commands.take_ticket import TakeTicketHandler
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.event_feed import EventFeed, EventSignal
from tickets_service.application.ports.readers import TicketReader, UserReader
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.queries.get_ticket import GetTicketHandler
from tickets_service.application.queries.get_user import GetUserHandler
from tickets_service.application.queries.list_comments import ListCommentsHandler
from tickets_service.application.queries.list_ticket_events import ListTicketEventsHandler
from tickets_service.application.queries.list_tickets import ListTicketsHandler
from tickets_service.application.queries.list_users import ListUsersHandler
from tickets_service.application.queries.visible_ticket import VisibleTicket
from tickets_service.application.queries.watch_events import WatchEventsHandler


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What the use cases need from outside; every adapter set provides all of it."""

    unit_of_work: UnitOfWorkFactory
    users: UserReader
    tickets: TicketReader
    feed: EventFeed
    signal: EventSignal
    clock: Clock
    tracing: Tracing


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCases:
    register_user: RegisterUserHandler
    create_ticket: CreateTicketHandler
    take_ticket: TakeTicketHandler
    add_comment: AddCommentHandler
    resolve_ticket: ResolveTicketHandler
    confirm_ticket: ConfirmTicketHandler
    rate_ticket: RateTicketHandler
    purge_answers: PurgeAnswersHandler
    get_user: GetUserHandler
    list_users: ListUsersHandler
    get_ticket: GetTicketHandler
    list_tickets: ListTicketsHandler
    list_comments: ListCommentsHandler
    list_ticket_events: ListTicketEventsHandler
    watch_events: WatchEventsHandler


def use_cases(ports: Ports, *, agents: frozenset[int]) -> UseCases:
    """Wire every use case; `agents` are the Telegram ids of people who become agents on registration."""
    change = TicketChanger(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing)
    visible = VisibleTicket(users=ports.users, tickets=ports.tickets)
    return UseCases(
        register_user=RegisterUserHandler(unit_of_work=ports.unit_of_work, clock=ports.clock, agents=agents),
        create_ticket=CreateTicketHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        ),
        take_ticket=TakeTicketHandler(change=change),
        add_comment=AddCommentHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        ),
        resolve_ticket=ResolveTicketHandler(change=change),
        confirm_ticket=ConfirmTicketHandler(change=change),
        rate_ticket=RateTicketHandler(change=change),
        purge_answers=PurgeAnswersHandler(unit_of_work=ports.unit_of_work, clock=ports.clock),
        get_user=GetUserHandler(users=ports.users),
        list_users=ListUsersHandler(users=ports.users),
        get_ticket=GetTicketHandler(visible=visible),
        list_tickets=ListTicketsHandler(users=ports.users, tickets=ports.tickets),
        list_comments=ListCommentsHandler(visible=visible, tickets=ports.tickets),
        list_ticket_events=ListTicketEventsHandler(visible=visible, tickets=ports.tickets),
        watch_events=WatchEventsHandler(users=ports.users, feed=ports.feed, signal=ports.signal),
    )
