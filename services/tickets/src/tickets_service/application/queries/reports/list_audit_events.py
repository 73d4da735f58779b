"""Query: who did what on the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.page_weights import weight_of_audit_event
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.reports.audit import AuditFilter, AuditReader
from tickets_service.application.principal import Principal
from tickets_service.application.views.audit import AuditEventView, AuditKind, AuditPlace
from tickets_service.domain.people.user import UserId
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.violations import Violations

DEFAULT_SIZE: Final = 50
PARTS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAuditEvents:
    principal: Principal
    kinds: frozenset[AuditKind] = frozenset()
    """Empty: all."""
    actor: UserId | None = None
    ticket: TicketId | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAuditEventsHandler:
    users: UserReader
    audit: AuditReader

    async def __call__(self, query: ListAuditEvents) -> Page[AuditEventView]:
        kinds = query.kinds or frozenset(AuditKind if query.ticket is None else {AuditKind.TICKET})
        violations = Violations()
        if query.ticket is not None and kinds != {AuditKind.TICKET}:
            violations.add("kinds", "must be KIND_TICKET alone, or empty, with a ticket")
        if query.created_from and query.created_before and query.created_from >= query.created_before:
            violations.add("created_before", "must be later than created_from")
        violations.refuse_if_any()
        which = AuditFilter(
            kinds=kinds,
            actor="" if query.actor is None else f"users/{query.actor}",
            ticket=query.ticket,
            created_from=query.created_from,
            created_before=query.created_before,
        )
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            bound_to=[
                "audit",
                sorted(kinds),
                which.actor,
                which.ticket,
                which.created_from,
                which.created_before,
            ],
            default=DEFAULT_SIZE,
            parts=PARTS,
        )
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_AUDIT)
        try:
            behind = AuditPlace.of(request.place)
        except OverflowError as error:
            raise PageTokenInvalidError from error
        found = await self.audit.events(which, behind=behind, limit=request.size + 1)
        return request.placed(found, lambda index: found[index].place.numbers, weigh=weight_of_audit_event)
