"""What adding and removing links have in common: their tickets, the rules of a whole graph, and two histories."""

from datetime import datetime

from tickets_service.application.ports.history.history import History
from tickets_service.application.ports.links.repository import LinkRepository
from tickets_service.application.ports.tickets.repository import TicketRepository
from tickets_service.domain.links.errors import (
    LinkChainTooLongError,
    LinkCycleError,
    LinkExistsError,
    ParentExistsError,
)
from tickets_service.domain.links.link import LONGEST_CHAIN, Link, LinkKind
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.user import User
from tickets_service.domain.permissions.actions import Action
from tickets_service.domain.permissions.checks import require
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.tickets.events import LinkAdded, LinkRemoved
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.tickets.verbs import Verb, action_of


async def all_of(
    tickets: TicketRepository, *ticket_ids: TicketId, person: User, action: Action
) -> list[Ticket]:
    """Return them as `TicketRepository.get` does, or raise what `require` does.

    The first is looked at first: who may not act on it learns nothing about the others.
    """
    found = await tickets.find_all(ticket_ids, asker=person.id)
    for each in ticket_ids:
        if each not in found:
            raise TicketNotFoundError(each)
        require(person, action, found[each])
    return [found[each] for each in ticket_ids]


async def linkable(
    tickets: TicketRepository, *ticket_ids: TicketId, person: User, verb: Verb, now: datetime
) -> None:
    """Raise what `all_of` does, and the `RuleViolationError` that stands against the verb on any of them."""
    for each in await all_of(tickets, *ticket_ids, person=person, action=action_of(verb)):
        each.require_possible(verb, by=person, now=now)


async def require_fitting(links: LinkRepository, link: Link) -> None:
    """Raise the `LinkRefusedError` that keeps the link from being added; the chains must be locked."""
    if await links.exists(link):
        raise LinkExistsError(link)
    if link.kind is LinkKind.RELATED:
        return
    source, target = TicketId(link.source_id), TicketId(link.target_id)
    walk = await links.walk(target, link.kind, looking_for=source, longest=LONGEST_CHAIN)
    if walk.met:
        raise LinkCycleError(link)
    if walk.length >= LONGEST_CHAIN:
        raise LinkChainTooLongError(link)
    if link.kind is LinkKind.PARENT and await links.has_parent(target):
        raise ParentExistsError(link)


async def remember(
    history: History,
    kind: type[LinkAdded] | type[LinkRemoved],
    link: Link,
    *,
    by: ActorName,
    now: datetime,
    traceparent: str,
    reason: str = "",
) -> None:
    """Record it in the histories of both tickets, whose versions stay: a link is no change of a ticket itself."""
    for ticket_id in link.ends:
        event = kind(actor=by, occurred_at=now, reason=reason, link=link.seen_from(ticket_id))
        await history.append(TicketId(ticket_id), [event], traceparent=traceparent)
