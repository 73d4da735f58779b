"""Do something to a ticket for which somebody of the desk wrote or sent something."""

from dataclasses import dataclass
from typing import Final

from bot_service.application.commands.comments.add_comment import AddComment
from bot_service.application.ports.tickets.ticket_work import TicketWork
from bot_service.application.ports.tickets.tickets import TicketGateway
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.application.views.tickets import Verb
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.people.person import Person
from bot_service.domain.requests.draft import ELLIPSIS, MAX_TEXT
from bot_service.domain.requests.faults import DraftError, Fault

MAX_REASON: Final = 1_000
"""Characters of a reason that the tickets service takes."""
ENDINGS: Final = frozenset({Verb.REJECT, Verb.CANCEL})
"""What ends a ticket for good takes no comment afterwards: all that is to be said is the reason."""
NEED_WORDS: Final = frozenset({Verb.REJECT, Verb.WAIT_FOR_REPORTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkInWords:
    """Repeatable: everything is keyed by the update in which it was written."""

    tickets: TicketGateway
    work: TicketWork
    add_comment: AddComment

    async def __call__(self, verb: Verb, draft: CommentDraft, *, person: Person, bot_id: int) -> None:
        """The words say why, or what was done; what they do not hold becomes a public comment.

        Raises `DraftError` before anything is done, `UnusableAttachmentError` once it is done, and what the gateways
        raise.
        """
        cause = UpdateKey(bot_id=bot_id, update_id=draft.id)
        words, limit = draft.words.strip(), MAX_TEXT if verb is Verb.RESOLVE else MAX_REASON
        is_whole = len(words) <= limit
        if verb in ENDINGS and draft.attachments:
            raise DraftError(Fault.WORDS_ONLY)
        if verb in ENDINGS and not is_whole:
            raise DraftError(Fault.TEXT_TOO_LONG, limit)
        if verb in NEED_WORDS and not words:
            raise DraftError(Fault.TEXT_EMPTY)
        await self.without_more(
            verb,
            draft.ticket,
            words if is_whole else words[: limit - 1].rstrip() + ELLIPSIS,
            person=person,
            cause=cause,
        )
        if draft.attachments or not is_whole:
            rest = draft.without_words() if is_whole else draft
            await self.add_comment(rest, person=person, bot_id=bot_id)

    async def without_more(
        self, verb: Verb, ticket: int, words: str, *, person: Person, cause: UpdateKey
    ) -> None:
        """Do it with these words alone, which may be none; raises what the gateways raise."""
        acting, request_id = person.name, cause.request_id(verb.lower())
        match verb:
            case Verb.WAIT_FOR_REPORTER:
                await self.work.wait_for_reporter(ticket, words, acting=acting, request_id=request_id)
            case Verb.WAIT_FOR_VENDOR:
                await self.work.wait_for_vendor(ticket, words, acting=acting, request_id=request_id)
            case Verb.RESOLVE:
                await self.tickets.resolve(ticket, resolution=words, acting=acting, request_id=request_id)
            case Verb.REJECT:
                await self.work.reject(ticket, words, acting=acting, request_id=request_id)
            case Verb.CANCEL:
                await self.tickets.cancel(ticket, reason=words, acting=acting, request_id=request_id)
            case _:
                raise LookupError(f"{verb} takes no words")
