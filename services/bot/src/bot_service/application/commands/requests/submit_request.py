"""Send a draft: its attachments become stored files, and it becomes a ticket (decision 4)."""

import math
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from bot_service.application.commands.files.store_attachment import StoreAttachment
from bot_service.application.errors import InvalidFieldsError, NotFoundError, Reason, RefusedError
from bot_service.application.ports.files.files import FileGateway
from bot_service.application.ports.tickets.tickets import NewTicket, TicketGateway
from bot_service.application.ports.updates.allowances import REQUESTS, Allowances
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.application.views.tickets import TicketView
from bot_service.domain.people.person import Person
from bot_service.domain.requests.draft import Draft
from bot_service.domain.requests.faults import DraftError, Fault
from bot_service.domain.tickets.priority import Priority

POINTING: Final = frozenset({Reason.LOCATION_ARCHIVED, Reason.FOLLOW_UP_NOT_ALLOWED})
"""Why what a request points to may be refused, which is no reason to lose the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitRequest:
    """Repeatable at every point.

    What a draft causes is keyed by the update that opened it and by its content, not by the tap on "Send": two taps
    are two updates, and must still be one ticket.
    """

    tickets: TicketGateway
    files: FileGateway
    store_attachment: StoreAttachment
    allowances: Allowances

    async def __call__(self, draft: Draft, *, person: Person, bot_id: int) -> TicketView:
        """Raises `UnusableAttachmentError` before there is a ticket, and what the gateways raise.

        Raises `DraftError` before anything is stored, where somebody of no staff has sent too many requests.
        """
        if not person.role.is_staff:
            refused = await self.allowances.take(REQUESTS, person.name, draft.id)
            if refused is not None:
                minutes = math.ceil(refused.after.total_seconds() / 60)
                raise DraftError(Fault.TOO_MANY_REQUESTS, limit=REQUESTS.most, minutes=minutes)
        cause = UpdateKey(bot_id=bot_id, update_id=draft.id)
        stored = [
            await self.store_attachment(attachment, person=person, cause=cause)
            for attachment in draft.attachments
        ]
        names = [file.name for file in stored]
        ticket = await self._created(
            NewTicket(
                title=draft.title,
                description=draft.description,
                description_marks=draft.description_marks,
                location=draft.location or "",
                place=draft.place,
                goes_on_with=draft.goes_on_with,
                reporter=draft.reporter,
                newcomer=draft.newcomer,
                priority=draft.priority or Priority.MEDIUM,
                attachments=tuple(names),
            ),
            acting=person.name,
            request_id=cause.request_id(f"create:{draft.digest}"),
        )
        if names:
            await self.files.attach(
                ticket.number,
                names,
                acting=person.name,
                request_id=cause.request_id(f"attach:{draft.digest}"),
            )
        return ticket

    async def _created(self, ticket: NewTicket, *, acting: str, request_id: UUID) -> TicketView:
        """Create it; where its place was closed meanwhile, or what it goes on with reopened, without pointing there.

        Under the same id: whichever of them was answered is answered again.
        """
        tries = [
            ticket,
            replace(ticket, place=""),
            replace(ticket, goes_on_with=None),
            replace(ticket, place="", goes_on_with=None),
        ]
        *others, last = dict.fromkeys(tries)
        for each in others:
            try:
                return await self.tickets.create(each, acting=acting, request_id=request_id)
            except RefusedError as error:
                if error.reason not in POINTING:
                    raise
            except (InvalidFieldsError, NotFoundError):
                continue
        return await self.tickets.create(last, acting=acting, request_id=request_id)
