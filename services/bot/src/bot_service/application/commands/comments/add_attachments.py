"""Put more pictures or documents on a ticket, without a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot_service.application.commands.files.store_attachment import StoreAttachment
from bot_service.application.errors import ForbiddenError, Reason, RefusedError
from bot_service.application.ports.files.files import FileGateway
from bot_service.application.ports.tickets.tickets import TicketGateway
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.application.views.tickets import TicketView, Verb
from bot_service.domain.files.attachment import Attachment
from bot_service.domain.people.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAttachments:
    """Repeatable with the same `cause`. A file belongs to no ticket before the ticket has taken what it came with."""

    tickets: TicketGateway
    files: FileGateway
    store_attachment: StoreAttachment

    async def __call__(
        self,
        ticket: int,
        attachments: Sequence[Attachment],
        *,
        person: Person,
        cause: UpdateKey,
        internal: bool = False,
    ) -> None:
        """Raises `UnusableAttachmentError`, and what the gateways raise."""
        names = await self.stored(ticket, attachments, person=person, cause=cause, internal=internal)
        await self.bound(ticket, names, person=person, cause=cause)

    async def stored(
        self,
        ticket: int,
        attachments: Sequence[Attachment],
        *,
        person: Person,
        cause: UpdateKey,
        internal: bool = False,
    ) -> Sequence[str]:
        """Store what a ticket would take, of nothing yet: what stays so, the files service removes in time.

        `internal`: it comes with a note.

        Returns `files/{uuid}` each. Raises `UnusableAttachmentError`, and what the gateways raise.
        """
        if not attachments:
            return ()
        # The files service does not know who may put files on what.
        require_open_for_comments(await self.tickets.get(ticket, acting=person.name))
        stored = [
            await self.store_attachment(each, person=person, cause=cause, internal=internal)
            for each in attachments
        ]
        return [file.name for file in stored]

    async def bound(self, ticket: int, names: Sequence[str], *, person: Person, cause: UpdateKey) -> None:
        """Say that the files belong to the ticket; raises what the gateway raises."""
        if names:
            await self.files.attach(ticket, names, acting=person.name, request_id=cause.request_id("attach"))


def require_open_for_comments(ticket: TicketView) -> None:
    """Raises `RefusedError` or `ForbiddenError` where the person who asked for the ticket cannot comment on it."""
    if Verb.COMMENT in ticket.allowed_verbs:
        return
    if ticket.done:
        raise RefusedError(Reason.TICKET_CLOSED_FOR_COMMENTS)
    raise ForbiddenError("no comment is taken from them")
