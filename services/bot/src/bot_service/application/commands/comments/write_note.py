"""Write something on a ticket for the desk's people alone, with or without attachments (decision 64)."""

from dataclasses import dataclass

from bot_service.application.commands.comments.add_attachments import AddAttachments
from bot_service.application.ports.comments.comments import CommentGateway
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.people.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote:
    """Repeatable: everything is keyed by the update in which it was written."""

    comments: CommentGateway
    add_attachments: AddAttachments

    async def __call__(self, draft: CommentDraft, *, person: Person, bot_id: int) -> str:
        """Return the note's name. Raises `UnusableAttachmentError` before anything is said, and what gateways raise."""
        cause = UpdateKey(bot_id=bot_id, update_id=draft.id)
        names = await self.add_attachments.stored(
            draft.ticket, draft.attachments, person=person, cause=cause, internal=True
        )
        note = await self.comments.add_note(
            draft.ticket,
            draft.text,
            marks=draft.marks,
            acting=person.name,
            request_id=cause.request_id("note"),
        )
        await self.add_attachments.bound(draft.ticket, names, person=person, cause=cause)
        return note
