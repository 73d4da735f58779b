"""Query: a ticket's files of an older system."""

from dataclasses import dataclass

from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.origins.old_files import OldFileReader
from tickets_service.application.principal import Principal
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.domain.origins.old_file import OldFile
from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOldFiles:
    principal: Principal
    ticket_id: TicketId
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOldFilesHandler:
    visible: VisibleTicket
    old_files: OldFileReader

    async def __call__(self, query: ListOldFiles) -> Page[OldFile]:
        request = PageRequest.read(
            size=query.page_size, token=query.page_token, bound_to=["old files", query.ticket_id]
        )
        await self.visible.found(query.principal, query.ticket_id)
        found = await self.old_files.of_ticket(query.ticket_id, after=request.after, limit=request.size + 1)
        return request.page(found, [file.id for file in found])
