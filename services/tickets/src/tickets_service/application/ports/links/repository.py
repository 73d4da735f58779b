"""Port: links between tickets that are about to change."""

from typing import Protocol

from tickets_service.domain.links.link import Link, LinkId, LinkKind, Walk
from tickets_service.domain.tickets.ticket import TicketId


class LinkRepository(Protocol):
    """Whoever adds or removes a link holds both its tickets, as `TicketRepository.find_all` gives them."""

    async def lock_chains(self, kind: LinkKind) -> None:
        """Let nobody else who calls this add links of that kind, until the unit of work ends.

        Call it before getting any ticket: who holds tickets must not wait here.
        """
        ...

    async def find(self, link_id: LinkId) -> Link | None: ...

    async def exists(self, link: Link) -> bool:
        """Tell whether the two tickets are linked like that already."""
        ...

    async def has_parent(self, ticket_id: TicketId) -> bool: ...

    async def walk(self, start: TicketId, kind: LinkKind, *, looking_for: TicketId, longest: int) -> Walk:
        """Follow links of that kind from source to target, at most `longest` of them one after the other."""
        ...

    async def add(self, link: Link) -> Link:
        """Store a new link and return it with its id."""
        ...

    async def remove(self, link_id: LinkId) -> bool:
        """Remove the link; tell whether it was still there."""
        ...
