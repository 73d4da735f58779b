"""Put a comment differently that is on its ticket already."""

from dataclasses import dataclass

from bot_service.application.commands.comments.add_attachments import AddAttachments
from bot_service.application.ports.comments.comments import CommentGateway
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.people.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class EditComment:
    """Repeatable with the same `cause`, the update of the edit."""

    comments: CommentGateway
    add_attachments: AddAttachments

    async def __call__(
        self,
        name: str,
        before: CommentDraft,
        after: CommentDraft,
        *,
        person: Person,
        cause: UpdateKey,
        internal: bool = False,
    ) -> None:
        """Say it anew, and put what it brings for the first time on the ticket; what it brought before stays there.

        Raises `UnusableAttachmentError` before anything is said, and what the gateways raise.
        """
        known = {each.file_id for each in before.attachments}
        fresh = [each for each in after.attachments if each.file_id not in known]
        names = await self.add_attachments.stored(
            after.ticket, fresh, person=person, cause=cause, internal=internal
        )
        await self.comments.edit(
            name,
            after.text,
            marks=after.marks,
            acting=person.name,
            request_id=cause.request_id("edit-comment"),
        )
        await self.add_attachments.bound(after.ticket, names, person=person, cause=cause)
