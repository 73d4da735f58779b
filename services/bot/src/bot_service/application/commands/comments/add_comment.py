"""Say something on a ticket, with or without attachments."""

from dataclasses import dataclass

from bot_service.application.commands.comments.add_attachments import AddAttachments
from bot_service.application.ports.comments.comments import AddedComment, CommentGateway
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.people.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class AddComment:
    """Repeatable: everything is keyed by the update in which the comment was written, not by a tap on "Send"."""

    comments: CommentGateway
    add_attachments: AddAttachments

    async def __call__(self, draft: CommentDraft, *, person: Person, bot_id: int) -> AddedComment:
        """Raises `UnusableAttachmentError` before anything is said, and what the gateways raise."""
        cause = UpdateKey(bot_id=bot_id, update_id=draft.id)
        names = await self.add_attachments.stored(draft.ticket, draft.attachments, person=person, cause=cause)
        added = await self.comments.add(
            draft.ticket,
            draft.text,
            marks=draft.marks,
            acting=person.name,
            request_id=cause.request_id("comment"),
        )
        await self.add_attachments.bound(draft.ticket, names, person=person, cause=cause)
        return added
