"""Have a ticket worked on again, for what somebody wrote and sent."""

from dataclasses import dataclass
from typing import Final

from bot_service.application.commands.comments.add_comment import AddComment
from bot_service.application.ports.tickets.tickets import TicketGateway
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.people.person import Person
from bot_service.domain.requests.draft import ELLIPSIS

MAX_REASON: Final = 1_000
"""Characters of a reason that the tickets service takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenTicket:
    """Repeatable: everything is keyed by the update in which it was written."""

    tickets: TicketGateway
    add_comment: AddComment

    async def __call__(self, draft: CommentDraft, *, person: Person, bot_id: int) -> None:
        """The words are the reason; what a reason does not hold becomes a comment on the reopened ticket.

        Raises `UnusableAttachmentError` once the ticket is reopened, and what the gateways raise.
        """
        cause = UpdateKey(bot_id=bot_id, update_id=draft.id)
        words = draft.words.strip() or draft.text
        is_whole = len(words) <= MAX_REASON
        reason = words if is_whole else words[: MAX_REASON - 1].rstrip() + ELLIPSIS
        await self.tickets.reopen(
            draft.ticket, reason, acting=person.name, request_id=cause.request_id("reopen")
        )
        if draft.attachments or not is_whole:
            rest = draft.without_words() if is_whole else draft
            await self.add_comment(rest, person=person, bot_id=bot_id)
